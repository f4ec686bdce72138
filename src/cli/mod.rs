//! The command line: one file per subcommand, and what they share. The only part of the program that prints, and reads
//! the clock, the environment or the terminal.

mod commands;
mod support;

use clap::builder::Styles;
use clap::builder::styling::{AnsiColor, Effects};
use clap::{CommandFactory, Parser, Subcommand};
use commands::{
    actions, completions, done, export, import, init, lint, list, log, man, new, render, rules, schema,
    serve, site, stats, templates,
};
use std::io;
use std::process::ExitCode;
use support::args::Global;
use support::exit::Exit;
use support::ui::Ui;
use support::{complete, help, ui};

/// Postmortems as code: one YAML file per incident, checked and rendered
#[derive(Debug, Parser)]
#[command(name = "postmortem", version, styles = STYLES, after_help = AFTER_HELP, max_term_width = help::WIDEST)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_flag = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

const AFTER_HELP: &str = "\
Examples:
  postmortem init
  postmortem new \"Checkout answers with errors\" --severity SEV2
  postmortem log \"The rollback is complete\" --milestone mitigated
  postmortem lint
  postmortem render incidents/2024-05-30-checkout.yaml -o report.md
  postmortem actions --overdue

Exit codes:
  0  success; no findings at or above --fail-on
  1  findings at or above --fail-on, or --check found a file that is stale or missing
  2  failure: invalid arguments or configuration, or a file that cannot be read or rendered";

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .usage(AnsiColor::Green.on_default().effects(Effects::BOLD))
    .literal(AnsiColor::Cyan.on_default().effects(Effects::BOLD))
    .placeholder(AnsiColor::Cyan.on_default());

#[derive(Debug, Subcommand)]
enum Command {
    New(new::Args),
    Log(log::Args),
    Import(import::Args),
    Done(done::Args),
    Lint(lint::Args),
    Render(render::Args),
    Serve(serve::Args),
    List(list::Args),
    Actions(actions::Args),
    Stats(stats::Args),
    Export(export::Args),
    Site(site::Args),
    Rules(rules::Args),
    Init(init::Args),
    Templates(templates::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command line of this process.
pub(crate) fn main() -> ExitCode {
    match complete::answer() {
        Ok(false) => {}
        Ok(true) => return Exit::Done.into(),
        Err(error) => {
            ui::usage(&error);
            return Exit::Failed.into();
        }
    }
    let cli = match Cli::try_parse().map_err(help::fit) {
        Ok(cli) => cli,
        Err(error) => {
            ui::usage(&error);
            return u8::try_from(error.exit_code()).map_or(Exit::Failed.into(), ExitCode::from);
        }
    };
    let mut ui = Ui::new(cli.global);
    let result = run(cli.command, &mut ui).and_then(|exit| {
        ui.finish()?;
        Ok(exit)
    });
    match result {
        Ok(exit) => exit.into(),
        Err(error) if is_closed_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            // Findings so far are worth reading.
            let _ = ui.finish();
            ui.error(&error);
            Exit::Failed.into()
        }
    }
}

fn run(command: Command, ui: &mut Ui) -> anyhow::Result<Exit> {
    match command {
        Command::New(args) => new::run(&args, ui),
        Command::Log(args) => log::run(args, ui),
        Command::Import(args) => import::run(&args, ui),
        Command::Done(args) => done::run(&args, ui),
        Command::Lint(args) => lint::run(&args, ui),
        Command::Render(args) => render::run(&args, ui),
        Command::Serve(args) => serve::run(&args, ui),
        Command::List(args) => list::run(&args, ui),
        Command::Actions(args) => actions::run(&args, ui),
        Command::Stats(args) => stats::run(&args, ui),
        Command::Export(args) => export::run(&args, ui),
        Command::Site(args) => site::run(&args, ui),
        Command::Rules(args) => rules::run(&args, ui),
        Command::Init(args) => init::run(&args, ui),
        Command::Templates(args) => templates::run(args, ui),
        Command::Schema(args) => schema::run(&args, ui),
        Command::Completions(args) => completions::run(&args, ui),
        Command::Man(args) => man::run(&args, ui),
    }
}

/// The reader of the output has seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.into_iter().any(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// The command line as data, for completions and manual pages.
fn command() -> clap::Command {
    Cli::command()
}
