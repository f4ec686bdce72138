//! `postmortem.toml`: what differs from the defaults, each key with a comment.

use super::choices::Choices;
use super::step::{Step, What};
use super::template::REPOSITORY;
use crate::cli::support::args::zone_name;
use postmortem::config::{Config, FILE_NAME};
use postmortem::project::Project;
use std::fmt::Write;
use std::path::Path;

/// A key with its value.
struct Setting {
    comment: &'static str,
    line: String,
    /// Whether a configuration says the same.
    is_set: bool,
}

pub(super) fn step(choices: &Choices, is_configured: bool, project: &Project) -> anyhow::Result<Step> {
    let settings = settings(choices, project)?;
    let path = project.from_config(Path::new(FILE_NAME));
    if !is_configured {
        return Ok(Step { path, what: What::Create(text(&settings)) });
    }
    let missing = settings.iter().filter(|setting| !setting.is_set);
    let missing: String = missing.flat_map(|setting| [setting.line.as_str(), "\n"]).collect();
    let what = match missing.as_str() {
        "" => What::Present,
        _ => What::Leave { note: "; set in it, above its tables".to_owned(), text: missing },
    };
    Ok(Step { path, what })
}

/// What was chosen.
fn settings(choices: &Choices, project: &Project) -> anyhow::Result<Vec<Setting>> {
    let config: &Config = project.config();
    let mut settings = Vec::new();
    if let Some(dir) = &choices.dir {
        settings.push(Setting {
            comment: "Folders of incident files, from the folder of this file.",
            line: format!("paths = [{}]", quoted(dir)?),
            is_set: config.paths.iter().any(|path| project.in_config(path) == *dir),
        });
    }
    if !choices.severities.is_empty() {
        settings.push(Setting {
            comment: "Names of severities, most severe first. Every report needs one of them.",
            line: format!("severities = [{}]", list(&choices.severities)?),
            is_set: config.lint.severities_listed && config.severities() == choices.severities,
        });
    }
    if !choices.services.is_empty() {
        settings.push(Setting {
            comment: "Names of services. Others are reported as unknown.",
            line: format!("services = [{}]", list(&choices.services)?),
            is_set: config.lint.services == choices.services,
        });
    }
    if let Some(zone) = choices.timezone {
        settings.push(Setting {
            comment: "The time zone of incident files that name none.",
            line: format!("timezone = {}", quoted(&zone_name(zone))?),
            is_set: config.timezone() == Some(zone),
        });
    }
    Ok(settings)
}

fn text(settings: &[Setting]) -> String {
    let mut text = format!(
        "#:schema {REPOSITORY}/raw/main/schema/config.v1.json\n\
         # Every key is optional; all of them: {REPOSITORY}/blob/main/docs/configuration.md\n"
    );
    for Setting { comment, line, .. } in settings {
        // Writing into a text cannot fail.
        let _ = write!(text, "\n# {comment}\n{line}\n");
    }
    text
}

fn list(names: &[String]) -> anyhow::Result<String> {
    let names = names.iter().map(|name| quoted(name)).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(names.join(", "))
}

/// A text in TOML. Names contain no control characters, and other texts are written as in JSON.
fn quoted(text: &str) -> anyhow::Result<String> {
    Ok(serde_json::to_string(text)?)
}
