use std::fmt;

use super::locale::{Locale, Text};

/// A part of a catalog page: a heading and what stands below it.
///
/// Renderers walk these, so that a page reads the same as text, as HTML or as anything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    heading: String,
    layout: Layout,
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
    /// A list whose order counts.
    Numbered,
    /// A list whose order does not count.
    Bulleted,
}

impl<'a> Section<'a> {
    pub(super) fn new(heading: impl Into<String>, layout: Layout, items: Vec<Item<'a>>) -> Self {
        Self { heading: heading.into(), layout, items }
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

    /// Returns the paragraphs or the items of the list; there is at least one.
    #[must_use]
    pub fn items(&self) -> &[Item<'a>] {
        &self.items
    }
}

/// A paragraph of a [`Section`], or an item of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'a> {
    label: Option<&'a str>,
    text: Text<'a>,
    url: Option<&'a str>,
}

impl<'a> Item<'a> {
    /// A text of the catalog, which may be a fallback.
    pub(super) fn text_of(text: Text<'a>) -> Self {
        Self { label: None, text, url: None }
    }

    /// A text that exists in every language.
    pub(super) fn written(text: &'a str, locale: Locale) -> Self {
        Self::text_of(Text::new(text, locale))
    }

    pub(super) fn labelled(mut self, label: &'a str) -> Self {
        self.label = Some(label);
        self
    }

    pub(super) fn linked(mut self, url: Option<&'a str>) -> Self {
        self.url = url;
        self
    }

    /// Returns the label, in a [labelled](Layout::Labelled) section.
    #[must_use]
    pub fn label(&self) -> Option<&'a str> {
        self.label
    }

    /// Returns the text.
    #[must_use]
    pub fn text(&self) -> Text<'a> {
        self.text
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
                Layout::Prose | Layout::Labelled => {}
            }
            if let Some(label) = item.label {
                write!(f, "{label}: ")?;
            }
            write!(f, "{:#}", item.text)?;
            if let Some(url) = item.url {
                write!(f, " <{url}>")?;
            }
            writeln!(f)?;
        }
    }
    Ok(())
}
