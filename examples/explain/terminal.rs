//! Pages and tables as text for a terminal of a certain width.
//!
//! Everything is styled with escape sequences; whoever prints it strips them where nobody would see
//! colours. No line is longer than the width, but for addresses and commands: they can be copied only in
//! one piece.

use anstyle::{AnsiColor, Style};
use closeframe::catalog::pages::{Item, Layout, Section};
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::display_width};

const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const LABEL: Style = Style::new().bold();
const ADDRESS: Style = AnsiColor::Blue.on_default().underline();

const INDENT: &str = "  ";
/// Between columns.
const GAP: &str = "  ";
/// A narrower column is hard to read: what stood beside it goes above it.
const NARROWEST_CELL: usize = 18;

/// Lays out a page.
pub(crate) fn page(title: &str, sections: &[Section<'_>], width: usize) -> String {
    let mut text = Text { out: String::new(), width };
    text.wrapped(title, "", "", LABEL);
    for section in sections {
        text.heading(section.heading());
        text.section(section);
    }
    text.out
}

/// Lays out a heading and rows of two cells or more under it, the last of which wraps.
pub(crate) fn list(heading: &str, rows: &[Vec<String>], width: usize) -> String {
    let mut text = Text { out: String::new(), width };
    text.wrapped(heading, "", "", HEADING);
    text.rows(rows);
    text.out
}

struct Text {
    out: String,
    width: usize,
}

impl Text {
    fn heading(&mut self, heading: &str) {
        self.out.push('\n');
        self.wrapped(heading, "", "", HEADING);
    }

    fn section(&mut self, section: &Section<'_>) {
        match section.layout() {
            Layout::Labelled => self.labelled(section.items()),
            Layout::Table => self.table(section.columns(), section.items()),
            Layout::Numbered | Layout::Bulleted => {
                for (index, item) in section.items().iter().enumerate() {
                    let mark = match section.layout() {
                        Layout::Numbered => format!("{INDENT}{}. ", index + 1),
                        _ => format!("{INDENT}- "),
                    };
                    self.item(item, &mark, &" ".repeat(mark.len()));
                }
            }
            _ => section.items().iter().for_each(|item| self.item(item, INDENT, INDENT)),
        }
    }

    /// Labels beside their texts where these get room, else above them.
    fn labelled(&mut self, items: &[Item<'_>]) {
        let labels = items.iter().filter_map(Item::label);
        let column = labels.map(display_width).max().unwrap_or_default() + GAP.len();
        let beside = column * 8 <= self.width * 3;
        for item in items {
            let label = item.label().unwrap_or_default();
            if beside {
                let rest = " ".repeat(INDENT.len() + column);
                let first = format!("{INDENT}{}", cell(label, column, LABEL));
                self.item(item, &first, &rest);
            } else {
                self.wrapped(label, INDENT, INDENT, LABEL);
                let indent = INDENT.repeat(2);
                self.item(item, &indent, &indent);
            }
        }
    }

    fn table(&mut self, columns: &[String], rows: &[Item<'_>]) {
        let labels = rows.iter().filter_map(Item::label);
        let of_labels = labels.map(display_width).max().unwrap_or_default() + GAP.len();
        let room = self.width.saturating_sub(INDENT.len());
        let gaps = GAP.len() * columns.len().saturating_sub(1);
        let of_cells = |room: usize| room.saturating_sub(gaps) / columns.len().max(1);
        let beside = of_cells(room.saturating_sub(of_labels)) >= NARROWEST_CELL;
        let (of_labels, widths) = if beside {
            (of_labels, vec![of_cells(room - of_labels); columns.len()])
        } else {
            (0, vec![of_cells(room); columns.len()])
        };
        let heads: Vec<_> = columns.iter().map(String::as_str).collect();
        self.cells(&" ".repeat(of_labels), &heads, &widths, LABEL);
        for row in rows {
            let label = row.label().unwrap_or_default();
            if beside {
                let label = cell(label, of_labels, LABEL);
                self.cells(&label, row.cells(), &widths, Style::new());
            } else {
                self.wrapped(label, INDENT, INDENT, LABEL);
                self.cells("", row.cells(), &widths, Style::new());
            }
        }
    }

    /// Rows whose first cells are as wide as they have to be, while the last takes the rest.
    fn rows(&mut self, rows: &[Vec<String>]) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let widest = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|text| display_width(text)).max().unwrap_or_default()
        };
        let mut widths: Vec<_> = (0..columns).map(widest).collect();
        let room = self.width.saturating_sub(INDENT.len() + GAP.len() * columns.saturating_sub(1));
        for column in 1..columns {
            let before: usize = widths[..column].iter().sum();
            let left = room.saturating_sub(before).max(1);
            let after = columns - column - 1;
            let share = if after == 0 { left } else { left / (after + 1) };
            widths[column] = widths[column].min(share.max(1));
        }
        for row in rows {
            let (first, rest) =
                row.split_first().map_or(("", row.as_slice()), |(it, rest)| (it.as_str(), rest));
            let first = cell(first, widths[0] + GAP.len(), LABEL);
            let rest: Vec<_> = rest.iter().map(String::as_str).collect();
            self.cells(&first, &rest, &widths[1..], Style::new());
        }
    }

    /// A row of a table, each text wrapped in its cell.
    fn cells(&mut self, first: &str, texts: &[&str], widths: &[usize], style: Style) {
        let wrapped: Vec<_> = texts
            .iter()
            .zip(widths)
            .map(|(text, width)| textwrap::wrap(text, options(*width).break_words(true)))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
        let blank = " ".repeat(display_width(first));
        for line in 0..height {
            let mut row = format!("{INDENT}{}", if line == 0 { first } else { &blank });
            for (index, (lines, width)) in wrapped.iter().zip(widths).enumerate() {
                if index > 0 {
                    row += GAP;
                }
                row += &cell(lines.get(line).map_or("", |text| text), *width, style);
            }
            self.out += row.trim_end();
            self.out.push('\n');
        }
    }

    /// A text, and its address on a line of its own.
    fn item(&mut self, item: &Item<'_>, first: &str, rest: &str) {
        // A command that was wrapped could not be copied.
        if item.is_code() {
            for line in item.text().as_str().lines() {
                self.out += &format!("{rest}{line}\n");
            }
            return;
        }
        let text = format!("{:#}", item.text());
        match item.url() {
            Some(url) if url == text => self.address(url, first, rest),
            url => {
                self.wrapped(&text, first, rest, Style::new());
                if let Some(url) = url {
                    self.address(url, rest, rest);
                }
            }
        }
    }

    /// An address is never broken; where it doesn't fit, it starts further to the left.
    fn address(&mut self, url: &str, first: &str, rest: &str) {
        let fits = |before: &str| display_width(before) + display_width(url) <= self.width;
        let before = if fits(first) {
            first.to_owned()
        } else {
            let left = INDENT.repeat(2);
            if first == rest { left } else { format!("{}\n{left}", first.trim_end()) }
        };
        self.out += &format!("{before}{ADDRESS}{url}{ADDRESS:#}\n");
    }

    fn wrapped(&mut self, text: &str, first: &str, rest: &str, style: Style) {
        let options = options(self.width).initial_indent(first).subsequent_indent(rest);
        let lines = textwrap::wrap(text, options);
        for (line, indent) in
            lines.iter().zip(std::iter::once(first).chain(std::iter::repeat(rest)))
        {
            let words = line.strip_prefix(indent).unwrap_or(line);
            self.out += &format!("{indent}{style}{words}{style:#}\n");
        }
    }
}

fn options(width: usize) -> Options<'static> {
    Options::new(width.max(1))
        .word_separator(WordSeparator::AsciiSpace)
        // A header's or a subprotocol's name stays whole.
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
}

/// A text in a column.
fn cell(text: &str, width: usize, style: Style) -> String {
    let blank = " ".repeat(width.saturating_sub(display_width(text)));
    format!("{style}{text}{style:#}{blank}")
}
