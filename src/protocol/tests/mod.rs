//! Every combination of facts that can be reached ([`walk`]), and each transition by itself.

mod transitions;
mod walk;

use super::Rules;
use crate::Role;

const SERVER: Rules = Rules {
    role: Role::Server,
    fail_connection: true,
    reply_by_application: false,
    close_on_drop: true,
    sends_wait: true,
};
