//! One file or folder per subcommand: its arguments, and `run`, which calls the library and prints.

pub(super) mod actions;
pub(super) mod completions;
pub(super) mod done;
pub(super) mod export;
pub(super) mod import;
pub(super) mod init;
pub(super) mod lint;
pub(super) mod list;
pub(super) mod log;
pub(super) mod man;
pub(super) mod new;
pub(super) mod render;
pub(super) mod rules;
pub(super) mod schema;
pub(super) mod serve;
pub(super) mod site;
pub(super) mod stats;
pub(super) mod templates;
