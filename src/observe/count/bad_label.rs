//! Why a label of the user's was refused.

use std::{error::Error, fmt};

use super::CountCloses;

/// Why a label of the user's was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BadLabel {
    /// The name is one that the metrics have already.
    Taken {
        /// The refused name.
        name: &'static str,
    },
    /// Exporters have a use of their own for the name: `le`, `quantile`, what begins with `__`, and no name
    /// at all.
    Reserved {
        /// The refused name.
        name: &'static str,
    },
    /// There are [`CountCloses::MAX_STATIC_LABELS`] already.
    TooMany,
}

impl fmt::Display for BadLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken { name } => write!(f, "label name {name} is taken by the metrics"),
            Self::Reserved { name } => write!(f, "label name {name:?} is reserved by exporters"),
            Self::TooMany => {
                let most = CountCloses::MAX_STATIC_LABELS;
                write!(f, "more than {most} static labels would multiply the series")
            }
        }
    }
}

impl Error for BadLabel {}
