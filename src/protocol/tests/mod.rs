//! Every combination of facts that can be reached ([`walk`]), and each transition by itself.

mod transitions;
mod walk;

use super::Config;
use crate::Role;

const SERVER: Config = Config {
    role: Role::Server,
    fail_connection: true,
    reply_by_application: false,
    close_on_drop: true,
    sends_wait: true,
};
