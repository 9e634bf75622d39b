//! The words that stand for the catalog's facts in files: never translated.

use closeframe::catalog::{Category, Retry, Sender, Severity};

pub(crate) const SENDERS: &[(&str, Sender)] = &[
    ("either", Sender::Either),
    ("client", Sender::Client),
    ("server", Sender::Server),
    ("nobody", Sender::Nobody),
];

/// Advice on reconnecting; that with a delay in bounds is written with its numbers.
pub(crate) const RETRIES: &[(&str, Retry)] = &[
    ("no", Retry::No),
    ("at_once", Retry::AtOnce),
    ("backoff", Retry::Backoff),
    ("elsewhere", Retry::Elsewhere),
    ("after_new_credential", Retry::AfterNewCredential),
    ("after_fix", Retry::AfterFix),
    ("as_agreed", Retry::AsAgreed),
];

pub(crate) const SEVERITIES: &[(&str, Severity)] = &[
    ("debug", Severity::Debug),
    ("info", Severity::Info),
    ("warn", Severity::Warn),
    ("error", Severity::Error),
];

pub(crate) const CATEGORIES: &[(&str, Category)] = &[
    ("normal", Category::Normal),
    ("shutdown", Category::Shutdown),
    ("protocol", Category::Protocol),
    ("data_type", Category::DataType),
    ("payload", Category::Payload),
    ("size", Category::Size),
    ("policy", Category::Policy),
    ("access", Category::Access),
    ("extension", Category::Extension),
    ("server_fault", Category::ServerFault),
    ("overload", Category::Overload),
    ("gateway", Category::Gateway),
    ("timeout", Category::Timeout),
    ("transport", Category::Transport),
    ("tls", Category::Tls),
    ("unstated", Category::Unstated),
    ("application", Category::Application),
    ("invalid", Category::Invalid),
];
