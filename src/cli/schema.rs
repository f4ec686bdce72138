//! `postmortem schema`: the JSON Schema of the incident file, for editors.

use super::{Exit, Ui};
use postmortem::model::json_schema;
use postmortem::report::json::write_json;

/// Print the JSON Schema of the incident file, for editors
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem schema > incident.schema.json
  # then, as the first line of an incident file:
  # yaml-language-server: $schema=../incident.schema.json")]
pub(crate) struct Args {}

pub(crate) fn run(Args {}: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    write_json(&json_schema(), ui.out())?;
    Ok(Exit::Done)
}
