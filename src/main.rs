//! The `postmortem` command: parse arguments, run, exit. Everything it does is in [`cli`]; everything it knows is in
//! the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
