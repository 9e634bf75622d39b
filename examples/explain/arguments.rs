use clap::{ColorChoice, Parser, Subcommand};
use closeframe::{CloseCode, catalog::Locale};

use super::catalog_file::Choice;

/// Explains WebSocket close codes: what they mean, when they are seen, what to do about them.
#[derive(Parser)]
#[command(name = "explain", arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// One code to explain, or two to compare; an HTTP status will do.
    #[arg(value_name = "CODE", num_args = 0..=2, value_parser = code,
        allow_negative_numbers = true)]
    pub(crate) codes: Vec<CloseCode>,

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

fn code(text: &str) -> Result<CloseCode, String> {
    text.parse().map_err(|error| format!("{error}; for words, there is: explain search {text}"))
}
