//! Action items.

use super::shorthand::text_or_map;
use super::{Date, Known, Many, Word};
use schemars::JsonSchema;
use serde::Deserialize;

/// Something to be done, or a plain text, which is its title.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Action {
    /// What has to be done, in one line.
    #[serde(default)]
    pub title: String,
    /// Name to refer to it by.
    pub id: Option<String>,
    /// Heading to list it under, if there are several.
    pub group: Option<String>,
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: Option<Word<ActionType>>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// The team or person who does it: one or several.
    #[serde(default)]
    pub owner: Many<String>,
    /// The day by which it has to be done, as 2024-06-30.
    pub due: Option<Date>,
    /// State of the work. Default: open.
    pub status: Option<Word<ActionStatus>>,
    /// The day it was done.
    pub done_on: Option<Date>,
    /// Its ticket: a URL or a key such as OPS-17.
    pub ticket: Option<String>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
    /// Details, if the title is not enough.
    pub description: Option<String>,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
text_or_map!(Action, "a title or a mapping with `title`", |title| Action {
    title: title.into(),
    ..Action::default()
});

impl Action {
    /// The status, with its default; a custom one as the built-in one that it counts as.
    pub fn status(&self) -> ActionStatus {
        self.status.as_ref().and_then(|status| status.known).unwrap_or_default()
    }

    /// The team's own name for the status.
    pub fn state(&self) -> &str {
        self.status.as_ref().map_or(self.status().name(), |status| &status.name)
    }

    /// Whether it still has to be done: open or in progress.
    pub fn is_pending(&self) -> bool {
        matches!(self.status(), ActionStatus::Open | ActionStatus::InProgress)
    }
}

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ActionType {
    /// Keeps it from happening again.
    Prevent,
    /// Detects it sooner.
    Detect,
    /// Reduces its impact.
    Mitigate,
    /// Improves the response.
    Respond,
    /// Finds out more.
    Investigate,
    /// Repairs what was broken.
    Repair,
}

impl Known for ActionType {
    const ALL: &'static [Self] = &[
        ActionType::Prevent,
        ActionType::Detect,
        ActionType::Mitigate,
        ActionType::Respond,
        ActionType::Investigate,
        ActionType::Repair,
    ];
    const NAMES: &'static [&'static str] =
        &["prevent", "detect", "mitigate", "respond", "investigate", "repair"];
    const EXPECTED: &'static str =
        "one of `prevent`, `detect`, `mitigate`, `respond`, `investigate`, `repair`";
}

impl ActionType {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// How urgent an action is; P0 is the most urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Priority {
    /// Now.
    P0,
    /// Next.
    P1,
    /// Soon.
    P2,
    /// Later.
    P3,
    /// Someday.
    P4,
}

impl Priority {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            Priority::P0 => "P0",
            Priority::P1 => "P1",
            Priority::P2 => "P2",
            Priority::P3 => "P3",
            Priority::P4 => "P4",
        }
    }
}

/// The state of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ActionStatus {
    /// Not yet agreed on.
    Proposed,
    /// Agreed on.
    #[default]
    Open,
    /// Being worked on.
    InProgress,
    /// Done.
    Done,
    /// Abandoned.
    Dropped,
}

impl Known for ActionStatus {
    const ALL: &'static [Self] = &[
        ActionStatus::Proposed,
        ActionStatus::Open,
        ActionStatus::InProgress,
        ActionStatus::Done,
        ActionStatus::Dropped,
    ];
    const NAMES: &'static [&'static str] = &["proposed", "open", "in-progress", "done", "dropped"];
    const EXPECTED: &'static str = "one of `proposed`, `open`, `in-progress`, `done`, `dropped`";
}

impl ActionStatus {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}
