use clap::{ColorChoice, Parser, Subcommand};
use closeframe::{
    CloseCode,
    catalog::{self, Locale},
};

use super::catalog_file::Choice;

/// Explains how WebSocket connections end: what a close code or an outcome means, when it is seen, what to do
/// about it.
#[derive(Parser)]
#[command(name = "explain", arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// One code to explain, or two to compare; an HTTP status will do. Or a word of the log for how a
    /// connection ended, such as dropped or reserved_bits, and its code if you like.
    #[arg(value_name = "CODE|WORD", num_args = 0..=2, value_parser = subject,
        allow_negative_numbers = true)]
    pub(crate) subjects: Vec<Subject>,

    #[command(subcommand)]
    pub(crate) query: Option<Query>,

    #[command(flatten)]
    pub(crate) options: Options,
}

#[derive(Subcommand)]
pub(crate) enum Query {
    /// Lists the standard codes, or those of the chosen catalogs.
    List,
    /// Finds codes by words, in names and texts of every language.
    Search {
        /// What to look for; every word has to occur.
        #[arg(required = true, value_name = "WORD")]
        words: Vec<String>,
    },
}

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) choice: Choice,

    /// The language; else that of LC_ALL, LC_MESSAGES or LANG.
    #[arg(long, value_name = "LANGUAGE", global = true)]
    pub(crate) lang: Option<Locale>,

    /// Print JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// When to print in colours.
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(crate) color: ColorChoice,
}

/// What can be explained.
#[derive(Clone, Copy)]
pub(crate) enum Subject {
    Code(CloseCode),
    /// A word of the log's for an ending.
    Word(&'static str),
}

fn subject(text: &str) -> Result<Subject, String> {
    let word = catalog::endings().map(|row| row.kind().word()).find(|word| *word == text);
    match word {
        Some(word) => Ok(Subject::Word(word)),
        None => text
            .parse()
            .map(Subject::Code)
            .map_err(|error| format!("{error}; for words, there is: explain search {text}")),
    }
}
