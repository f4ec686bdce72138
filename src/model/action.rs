//! Action items.

use super::shorthand::text_or_map;
use super::{Date, Many};
use schemars::JsonSchema;
use serde::Deserialize;

/// Something to be done, or a plain text, which is its title.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Action {
    /// What is to be done, in one line.
    #[serde(default)]
    pub title: String,
    /// Name to refer to it by.
    pub id: Option<String>,
    /// Heading that it stands under, when the list has several.
    pub group: Option<String>,
    /// What it is for.
    #[serde(rename = "type")]
    pub kind: Option<ActionType>,
    /// How urgent it is.
    pub priority: Option<Priority>,
    /// The team or person that sees to it: one or a list.
    #[serde(default)]
    pub owner: Many<String>,
    /// The day by which it is to be done, as 2024-06-30.
    pub due: Option<Date>,
    /// How far it is. Default: open.
    pub status: Option<ActionStatus>,
    /// The day it was done.
    pub done_on: Option<Date>,
    /// Its ticket: an address or a key such as OPS-17.
    pub ticket: Option<String>,
    /// How one can tell that it is done.
    pub done_when: Option<String>,
    /// More, when the title is not enough.
    pub description: Option<String>,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
text_or_map!(Action, "a title or a map with `title`", |title| Action {
    title: title.into(),
    ..Action::default()
});

impl Action {
    /// The status, with its default.
    pub fn status(&self) -> ActionStatus {
        self.status.unwrap_or_default()
    }

    /// Whether it still has to be done: open or in progress.
    pub fn is_pending(&self) -> bool {
        matches!(self.status(), ActionStatus::Open | ActionStatus::InProgress)
    }
}

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionType {
    /// Keeps it from happening again.
    Prevent,
    /// Notices it sooner.
    Detect,
    /// Makes it hurt less.
    Mitigate,
    /// Makes the response better.
    Respond,
    /// Finds out more.
    Investigate,
    /// Mends what was broken.
    Repair,
}

impl ActionType {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            ActionType::Prevent => "prevent",
            ActionType::Detect => "detect",
            ActionType::Mitigate => "mitigate",
            ActionType::Respond => "respond",
            ActionType::Investigate => "investigate",
            ActionType::Repair => "repair",
        }
    }
}

/// How urgent an action is, P0 most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
pub enum Priority {
    /// Now.
    P0,
    /// Next.
    P1,
    /// Soon.
    P2,
    /// Later.
    P3,
    /// Some day.
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

/// How far an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
    /// Given up.
    Dropped,
}

impl ActionStatus {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            ActionStatus::Proposed => "proposed",
            ActionStatus::Open => "open",
            ActionStatus::InProgress => "in-progress",
            ActionStatus::Done => "done",
            ActionStatus::Dropped => "dropped",
        }
    }
}
