//! The `postmortem` command: parse arguments, run, exit.

fn main() {}
