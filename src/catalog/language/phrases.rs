//! Which phrases a language has for the facts of a row.
//!
//! How they are spelled is told by the languages' data files, and which fact takes which phrase by
//! the facts themselves.

/// Makes a struct of texts.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($key:ident),+ $(,)? })+) => {$(
        $(#[$doc])*
        pub(crate) struct $name {
            $(pub(crate) $key: &'static str),+
        }
    )+};
}
#[cfg(feature = "pages")]
pub(crate) use words;

words! {
    /// Who has to act after an ending.
    Actors { ours, peer, network, nobody }
    Senders { either, client, server, nobody }
    /// `jitter` is a sentence, since it holds numbers.
    Retries { no, at_once, backoff, elsewhere, after_new_credential, after_fix, as_agreed }
    Categories {
        normal, shutdown, protocol, data_type, payload, size, policy, access, extension,
        server_fault, overload, gateway, timeout, transport, tls, unstated, application, invalid,
    }
}
