//! `postmortem schema`: the JSON Schemas of the incident file and of the configuration, for editors.

use crate::cli::{Exit, Ui};
use clap::ValueEnum;
use postmortem::output::json::write_json;
use postmortem::{config, model};

/// Print the JSON Schema of the incident file or of the configuration, for editors
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The schema of the incident file includes the types and states of actions that the configuration adds.

Examples:
  postmortem schema > incident.schema.json
  # then, as the first line of an incident file:
  # yaml-language-server: $schema=../incident.schema.json
  postmortem schema config > config.schema.json
  # then, as the first line of postmortem.toml:
  #:schema ./config.schema.json")]
pub(crate) struct Args {
    /// Which schema. Example: postmortem schema config
    #[arg(value_name = "WHAT", default_value = "incident")]
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Incident,
    Config,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let schema = match args.what {
        What::Incident => model::json_schema_with(&ui.project()?.config().lint.settings.actions),
        What::Config => config::json_schema(),
    };
    write_json(&schema, ui.out())?;
    Ok(Exit::Done)
}
