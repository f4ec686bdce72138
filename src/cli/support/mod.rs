//! What subcommands share: arguments, questions, exit codes, files, inputs, watching, and the only code that prints.

pub(super) mod appending;
pub(super) mod args;
pub(super) mod ask;
pub(super) mod complete;
pub(super) mod exit;
pub(super) mod files;
pub(super) mod filters;
pub(super) mod formats;
pub(super) mod help;
pub(super) mod inputs;
pub(super) mod kept;
pub(super) mod live;
pub(super) mod problem;
pub(super) mod settle;
pub(super) mod shape;
pub(super) mod slug;
pub(super) mod ui;
pub(super) mod watch;
