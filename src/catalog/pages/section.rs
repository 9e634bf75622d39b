//! The outline of a page: sections, and the items in them.
//!
//! Pages are built of these so that text, HTML and JSON say the same in the same order. What is written
//! in them is told by the page that makes them.

use std::borrow::Cow;
use std::fmt;

use crate::catalog::{Locale, Text};

/// A part of a catalog page: a heading and what stands below it.
///
/// Renderers walk these, so that a page reads the same as text, as HTML or as anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    heading: String,
    layout: Layout,
    columns: Vec<String>,
    items: Vec<Item<'a>>,
}

/// How the items of a [`Section`] belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layout {
    /// Paragraphs.
    Prose,
    /// A list of [labels](Item::label) and texts.
    Labelled,
    /// A table with a row for each [label](Item::label), and under each of the section's
    /// [columns](Section::columns) one of the item's [cells](Item::cells).
    Table,
    /// A list whose order counts.
    Numbered,
    /// A list whose order does not count.
    Bulleted,
}

impl<'a> Section<'a> {
    pub(super) fn new(heading: impl Into<String>, layout: Layout, items: Vec<Item<'a>>) -> Self {
        Self { heading: heading.into(), layout, columns: Vec::new(), items }
    }

    pub(super) fn table(
        heading: impl Into<String>,
        columns: impl Into<Vec<String>>,
        items: Vec<Item<'a>>,
    ) -> Self {
        Self { columns: columns.into(), ..Self::new(heading, Layout::Table, items) }
    }

    /// Returns the heading.
    #[must_use]
    pub fn heading(&self) -> &str {
        &self.heading
    }

    /// Returns how to lay the items out.
    #[must_use]
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Returns what stands above the columns of a [table](Layout::Table), empty for other layouts.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Returns the paragraphs or the items of the list; there is at least one.
    #[must_use]
    pub fn items(&self) -> &[Item<'a>] {
        &self.items
    }
}

/// A paragraph of a [`Section`], or an item of its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    label: Option<Cow<'a, str>>,
    text: Text<'a>,
    url: Option<&'a str>,
    cells: Vec<&'a str>,
    is_code: bool,
}

impl<'a> Item<'a> {
    /// A text of the catalog, which may be a fallback.
    pub(super) fn text_of(text: Text<'a>) -> Self {
        Self { label: None, text, url: None, cells: Vec::new(), is_code: false }
    }

    /// A text that exists in every language.
    pub(super) fn written(text: &'a str, locale: Locale) -> Self {
        Self::text_of(Text::new(text, locale))
    }

    /// What is to be copied as it stands: a command, or lines of a program.
    pub(super) fn code(text: &'a str, locale: Locale) -> Self {
        Self { is_code: true, ..Self::written(text, locale) }
    }

    /// A row of a table.
    pub(super) fn cells_of(label: &'a str, cells: Vec<&'a str>, locale: Locale) -> Self {
        Self { cells, ..Self::written("", locale).labelled(label) }
    }

    pub(super) fn labelled(mut self, label: impl Into<Cow<'a, str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    pub(super) fn linked(mut self, url: Option<&'a str>) -> Self {
        self.url = url;
        self
    }

    /// Returns the label, in a [labelled](Layout::Labelled) section or a [table](Layout::Table).
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// Returns the cells of a row of a [table](Layout::Table), one for each column.
    #[must_use]
    pub fn cells(&self) -> &[&'a str] {
        &self.cells
    }

    /// Returns the text; empty in a [table](Layout::Table).
    #[must_use]
    pub fn text(&self) -> Text<'a> {
        self.text
    }

    /// Returns whether the text is to be copied as it stands: a command, or lines of a program.
    #[must_use]
    pub const fn is_code(&self) -> bool {
        self.is_code
    }

    /// Returns the address that the text refers to.
    #[must_use]
    pub fn url(&self) -> Option<&'a str> {
        self.url
    }
}

/// Writes a page as text.
pub(super) fn write(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    sections: &[Section<'_>],
) -> fmt::Result {
    writeln!(f, "{title}")?;
    for section in sections {
        writeln!(f, "\n{}", section.heading)?;
        for (index, item) in section.items.iter().enumerate() {
            f.write_str("  ")?;
            match section.layout {
                Layout::Numbered => write!(f, "{}. ", index + 1)?,
                Layout::Bulleted => f.write_str("- ")?,
                Layout::Prose | Layout::Labelled | Layout::Table => {}
            }
            if let Some(label) = &item.label {
                write!(f, "{label}: ")?;
            }
            for (index, (column, cell)) in section.columns.iter().zip(&item.cells).enumerate() {
                write!(f, "{}{column} {cell}", if index > 0 { " | " } else { "" })?;
            }
            match item.is_code {
                true => write!(f, "{}", item.text.as_str().replace('\n', "\n  "))?,
                false => write!(f, "{:#}", item.text)?,
            }
            if let Some(url) = item.url {
                write!(f, " <{url}>")?;
            }
            writeln!(f)?;
        }
    }
    Ok(())
}
