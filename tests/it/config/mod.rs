//! `postmortem.toml`.

mod file;
mod nearest;
mod per_file;
