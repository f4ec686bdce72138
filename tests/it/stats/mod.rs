//! `postmortem stats`.

mod command;
mod figures;
mod formats;
mod html;
mod public;

use crate::support::{Run, Sandbox};

/// An incident that lasts some minutes, with actions in flow style.
fn incident(day: &str, minutes: u32, more: &str) -> String {
    let (hour, minute) = (10 + minutes / 60, minutes % 60);
    format!(
        "title: Incident of {day}\ndate: {day}\ntimezone: UTC\n\
         timeline:\n- {{at: 10:00, event: a, milestone: impact-start}}\n\
         - {{at: '{hour}:{minute:02}', event: b, milestone: resolved}}\n{more}"
    )
}

/// A project with an incident of each length, in a year's days one after the other.
fn with_year(sandbox: &Sandbox, year: u32, minutes: impl IntoIterator<Item = u32>) {
    for (index, minutes) in minutes.into_iter().enumerate() {
        let day = format!("{year}-{:02}-{:02}", index % 12 + 1, index / 12 + 1);
        sandbox.write(&format!("incidents/{day}.yaml"), incident(&day, minutes, "severity: SEV2\n"));
    }
}

/// The example of a year, seen from the January after it.
fn history(args: &[&str]) -> Run {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/history");
    let sandbox = Sandbox::new();
    let run = sandbox.run_args(&[&["stats", folder, "--now", "2026-01-15T12:00:00Z"], args].concat());
    assert_eq!(run.code, 0, "{}", run.transcript());
    run
}
