//! Which action a reference means: `2024-05-30-checkout#OPS-1`, `2024-05-30-checkout#3`, `incidents/a.yaml#3`.

use crate::cli::support::files::canonical;
use crate::cli::support::problem::Problem;
use crate::cli::support::settle::Target;
use postmortem::collection::Record;
use postmortem::model::Action;
use postmortem::wording::{did_you_mean, nearest};
use std::path::{Path, PathBuf};

/// The files that references name, which need not be under the configuration's paths.
pub(super) fn files(references: &[String]) -> impl Iterator<Item = PathBuf> {
    let files = references.iter().filter_map(|reference| reference.rsplit_once('#'));
    files.map(|(file, _)| PathBuf::from(file)).filter(|file| file.is_file())
}

/// The one action that a reference means. Ids may contain `#` themselves.
pub(super) fn find<'r>(reference: &str, records: &'r [Record]) -> anyhow::Result<Target<'r>> {
    let parts: Vec<(&str, &str)> = reference
        .match_indices('#')
        .map(|(at, mark)| (&reference[..at], &reference[at + mark.len()..]))
        .collect();
    let of_incidents = |name: &'_ str| -> Vec<&'r Record> {
        records.iter().filter(|record| is_called(record, name)).collect()
    };
    let incidents: Vec<(&Record, &str)> = parts
        .iter()
        .flat_map(|(name, action)| of_incidents(name).into_iter().map(move |record| (record, *action)))
        .collect();
    let by_id = targets(&incidents, |action, _, name| action.id.as_deref() == Some(name));
    let by_place = || targets(&incidents, |_, index, name| name.parse() == Ok(index + 1));
    let found = if by_id.is_empty() { by_place() } else { by_id };
    match found[..] {
        [target] => Ok(target),
        [] => Err(unknown(reference, &parts, &incidents, records)),
        _ => {
            let mut files: Vec<String> =
                found.iter().map(|target| format!("`{}`", target.record.name)).collect();
            files.dedup();
            let help = if files.len() > 1 {
                "name the file instead of the incident"
            } else {
                "write its number instead of its id"
            };
            Err(anyhow::Error::from(Problem::new(
                format!("`{reference}` matches {} actions, in {}", found.len(), files.join(" and ")),
                help,
            )))
        }
    }
}

/// Whether a name is an incident's id, or any name of its file.
fn is_called(record: &Record, name: &str) -> bool {
    record.id.as_deref() == Some(name)
        || Path::new(name).is_file() && canonical(Path::new(&record.name)) == canonical(Path::new(name))
}

fn targets<'r>(
    incidents: &[(&'r Record, &str)],
    is_meant: impl Fn(&Action, usize, &str) -> bool,
) -> Vec<Target<'r>> {
    let mut found = Vec::new();
    for (record, name) in incidents {
        let actions = record.actions.iter().enumerate();
        let meant = actions.filter(|(index, action)| is_meant(action, *index, name));
        found.extend(meant.map(|(index, _)| Target { record, index }));
    }
    found
}

/// Why no action is meant.
fn unknown(
    reference: &str,
    parts: &[(&str, &str)],
    incidents: &[(&Record, &str)],
    records: &[Record],
) -> anyhow::Error {
    let Some((name, _)) = parts.first() else {
        return anyhow::Error::from(Problem::new(
            format!("`{reference}` is not a reference to an action"),
            "write the incident, `#` and the action; `postmortem actions` lists the references",
        ));
    };
    if let [(record, action), ..] = incidents {
        let id = record.id.as_deref().unwrap_or(&record.name);
        let ids = record.actions.iter().filter_map(|action| action.id.as_deref());
        let help = match (nearest(action, ids), record.actions.len()) {
            (Some(meant), _) => did_you_mean(format_args!("{id}#{meant}")),
            (None, 0) => "it has no actions".to_owned(),
            (None, 1) => format!("its only action is `{id}#1`"),
            (None, count) => format!("its actions are `{id}#1` to `{id}#{count}`"),
        };
        return anyhow::Error::from(Problem::new(format!("`{id}` has no action `{action}`"), help));
    }
    let ids = records.iter().filter_map(|record| record.id.as_deref());
    match nearest(name, ids) {
        Some(meant) => {
            anyhow::Error::from(Problem::new(format!("there is no incident `{name}`"), did_you_mean(meant)))
        }
        None => anyhow::Error::from(Problem::new(
            format!("there is no incident `{name}`"),
            "`postmortem list` lists the incidents",
        )),
    }
}
