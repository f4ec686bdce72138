//! The values that arguments can have, for shell completion. If the configuration has an error, the defaults are used:
//! nobody wants to read about it while pressing Tab.

use crate::cli::command;
use crate::cli::support::formats::Format;
use crate::cli::support::inputs;
use chrono::Utc;
use clap::ValueEnum;
use clap_complete::engine::{CompletionCandidate, PathCompleter, ValueCompleter};
use postmortem::collection::{Record, discover, for_each};
use postmortem::config::{Config, Templates};
use postmortem::diagnostic::Level;
use postmortem::document::Document;
use postmortem::model::{Milestone, Zone};
use postmortem::output::visible;
use postmortem::project::{self, Project};
use postmortem::render::Engine;
use postmortem::source::Source;
use postmortem::views::actions::{Choice, Ledger, Row};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Candidates = Vec<CompletionCandidate>;

/// Reading more files than this takes too long while somebody waits; then only their names are offered.
const MOST_READ: usize = 2000;

fn config() -> Arc<Config> {
    let project = env::current_dir()
        .ok()
        .and_then(|folder| Project::new(project::Choice::Nearest, Templates::Exist, &folder).ok());
    project.map_or_else(Default::default, |project| Arc::clone(project.config()))
}

fn named(name: impl Into<String>, help: &str) -> CompletionCandidate {
    CompletionCandidate::new(name.into()).help((!help.is_empty()).then(|| help.to_owned().into()))
}

/// The rules, each with its summary.
pub(crate) fn rules() -> Candidates {
    postmortem::lint::rules().map(|rule| named(rule.name, rule.summary())).collect()
}

/// A rule, `=` and a level. Levels are offered once the rule is unambiguous.
pub(crate) fn rule_levels(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy();
    let (start, has_level) = typed.split_once('=').map_or((&*typed, false), |(rule, _)| (rule, true));
    let is_meant = |name: &str| if has_level { name == start } else { name.starts_with(start) };
    let rules: Vec<_> = postmortem::lint::rules().filter(|rule| is_meant(rule.name)).collect();
    match rules[..] {
        [rule] => {
            let levels = Level::ALL.map(|level| format!("{}={}", rule.name, level.name()));
            let levels = levels.into_iter().filter(|level| level.starts_with(&*typed));
            levels.map(|level| named(level, "")).collect()
        }
        _ => rules.into_iter().map(|rule| named(format!("{}=", rule.name), rule.summary())).collect(),
    }
}

/// A format, `=` and a file.
pub(crate) fn outputs(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy();
    if let Some((format, file)) = typed.split_once('=') {
        let files = PathCompleter::any().complete(OsStr::new(file));
        return files.into_iter().map(|file| file.add_prefix(format!("{format}="))).collect();
    }
    let formats = Format::value_variants().iter().filter(|format| **format != Format::Auto);
    let formats = formats.filter_map(ValueEnum::to_possible_value);
    let formats = formats.filter(|format| format.get_name().starts_with(&*typed));
    formats
        .map(|format| {
            CompletionCandidate::new(format!("{}=", format.get_name())).help(format.get_help().cloned())
        })
        .collect()
}

/// Templates, including those in the configuration's folder, and files.
pub(crate) fn templates(typed: &OsStr) -> Candidates {
    let templates = Engine::new(config().templates.as_deref()).map(|engine| engine.templates());
    let templates = templates.unwrap_or_default().into_iter();
    let known = templates.filter(|template| template.name.starts_with(&*typed.to_string_lossy()));
    let is_template = |path: &Path| {
        path.extension().is_some_and(|ending| ["tera", "md"].iter().any(|known| ending == *known))
    };
    let files = PathCompleter::any().filter(is_template).complete(typed);
    known.map(|template| named(template.name, template.summary)).chain(files).collect()
}

/// All files that make reports: templates, partials, and the page around them.
pub(crate) fn template_files() -> Candidates {
    let names = Engine::new(config().templates.as_deref()).map(|engine| engine.names());
    names.unwrap_or_default().into_iter().map(|name| named(name, "")).collect()
}

pub(crate) fn milestones() -> Candidates {
    Milestone::ALL.iter().map(|milestone| named(milestone.name(), "")).collect()
}

/// The severities of the configuration, most severe first.
pub(crate) fn severities() -> Candidates {
    config().severities().iter().map(|name| named(name, "")).collect()
}

/// Services that the configuration names.
pub(crate) fn services() -> Candidates {
    config().lint.services.iter().map(|name| named(name, "")).collect()
}

/// Zones by the beginning of their names or their cities.
pub(crate) fn zones(typed: &OsStr) -> Candidates {
    let typed = typed.to_string_lossy().to_lowercase();
    let is_meant = |name: &&str| {
        let name = name.to_lowercase();
        name.starts_with(&typed) || name.rsplit('/').next().is_some_and(|city| city.starts_with(&typed))
    };
    Zone::names().filter(is_meant).map(|name| named(name, "")).collect()
}

pub(crate) fn commands() -> Candidates {
    let program = command();
    program
        .get_subcommands()
        .map(|command| CompletionCandidate::new(command.get_name()).help(command.get_about().cloned()))
        .collect()
}

/// Incident files and folders by path; incident files of the configuration also by name.
pub(crate) fn incident_files(typed: &OsStr) -> Candidates {
    let is_yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let mut found = PathCompleter::any().filter(is_yaml).complete(typed);
    let typed = typed.to_string_lossy();
    if !typed.is_empty() {
        let is_named = |file: &&PathBuf| {
            file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&*typed))
        };
        let files = discover(&config().paths).files;
        let files = files.iter().filter(is_named).map(|file| CompletionCandidate::new(file.as_os_str()));
        let known: Vec<_> = files.filter(|file| !found.contains(file)).collect();
        found.extend(known);
    }
    found
}

/// Incidents as `log` accepts them: by id, each with its title, or as files.
pub(crate) fn incidents(typed: &OsStr) -> Candidates {
    let config = config();
    let files = discover(&config.paths).files;
    let ids: Vec<Option<CompletionCandidate>> = if files.len() > MOST_READ {
        files.iter().map(|file| identified(inputs::stem(&file.to_string_lossy()), "")).collect()
    } else {
        for_each(&files, |source| incident(&source.ok()?, &config))
    };
    let typed_text = typed.to_string_lossy();
    let is_meant =
        |candidate: &CompletionCandidate| candidate.get_value().to_string_lossy().starts_with(&*typed_text);
    ids.into_iter()
        .flatten()
        .filter(is_meant)
        .chain(PathCompleter::any().filter(Path::is_file).complete(typed))
        .collect()
}

fn incident(source: &Source, config: &Config) -> Option<CompletionCandidate> {
    let incident = Document::read(source, &config.lint.settings).incident;
    let (id, title) = incident.map(|incident| (incident.id, incident.title)).unwrap_or_default();
    identified(id.unwrap_or_else(|| inputs::stem(source.name())), &title)
}

/// Actions that are not done as `done` takes them, each with its title.
pub(crate) fn actions() -> Candidates {
    let config = config();
    let files = discover(&config.paths).files;
    if files.len() > MOST_READ {
        return Vec::new();
    }
    let settings = &config.lint.settings;
    let records = for_each(&files, |source| Some(Record::from(Document::read(&source.ok()?, settings))));
    let records: Vec<Record> = records.into_iter().flatten().collect();
    let ledger = Ledger::new(&records, &Choice::default(), Utc::now());
    let action = |row: &Row| identified(row.reference.clone(), &row.action.title);
    ledger.rows.iter().filter_map(action).collect()
}

/// A name from a file, unless it contains characters that a terminal would interpret.
fn identified(id: String, title: &str) -> Option<CompletionCandidate> {
    (visible(&id) == id).then(|| named(id, &visible(title)))
}
