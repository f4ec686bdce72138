//! The incident file's top level.

use super::{
    Action, Communication, Date, Days, Detection, Entry, Impact, Lessons, Link, Many, Note, Person, Remark,
    Why, Zone,
};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// The schema version that this program reads.
pub const SCHEMA_VERSION: u32 = 1;

/// A postmortem as code: one incident, its facts written once. Text is Markdown unless said otherwise.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Incident {
    /// Version of this format. Default: 1.
    pub schema: Option<u32>,
    /// What happened, in one line.
    #[serde(default)]
    pub title: String,
    /// Name that other files refer to in `related`. Default: the file's name without its extension.
    pub id: Option<String>,
    /// Stage of the report: rules require more at `review` and `final`. Default: draft.
    pub status: Option<Status>,
    /// How severe it was; the names come from the configuration (default SEV1 to SEV5).
    pub severity: Option<String>,
    /// The day it began, as 2024-05-30, or its days, as 2024-05-30/2024-06-02; with a leading ~ if they are
    /// approximate. The first bare time of each sequence has the first day.
    pub date: Option<Days>,
    /// Zone of local times, also in reports: an IANA name (America/New_York) or a fixed offset (+01:00).
    pub timezone: Option<Zone>,
    /// The day this report was published.
    pub published: Option<Date>,
    /// Who wrote the report.
    #[serde(default)]
    pub authors: Vec<Person>,
    /// Who read the report critically before it was published.
    #[serde(default)]
    pub reviewers: Vec<Person>,
    /// The day it was reviewed, as 2024-06-02.
    pub reviewed: Option<Date>,
    /// The team or person responsible for this report.
    pub owner: Option<String>,
    /// The ticket of the incident itself, a URL or a key such as OPS-12: one or several.
    #[serde(default)]
    pub ticket: Many<String>,
    /// The affected services.
    #[serde(default)]
    pub services: Vec<String>,
    /// Keywords to find similar incidents by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// What a reader in a hurry needs: what broke, for whom, how long, why, and that it is fixed.
    pub summary: Option<String>,
    /// What led up to it, and what a reader must know first.
    pub background: Option<String>,
    /// What happened, in prose.
    pub narrative: Option<String>,
    /// Who was hurt, how and how much; `none` if nobody was.
    pub impact: Option<Impact>,
    /// How it was noticed.
    pub detection: Option<Detection>,
    /// What happened when, in chronological order.
    #[serde(default)]
    pub timeline: Vec<Entry>,
    /// What set it off.
    pub trigger: Option<String>,
    /// Why it could happen: one text or several.
    #[serde(default)]
    pub root_cause: Many<Remark>,
    /// What made it more likely, longer or worse.
    #[serde(default)]
    pub contributing_factors: Many<Remark>,
    /// Questions and answers from symptom to cause: one chain, or several, each with a title.
    #[serde(default)]
    pub five_whys: Vec<Why>,
    /// How the response went.
    pub response: Option<String>,
    /// What ended it.
    pub resolution: Option<String>,
    /// Whether it has happened before, and what keeps it from happening again.
    pub recurrence: Option<String>,
    /// What was learned; a plain sequence is `learned`.
    pub lessons: Option<Lessons>,
    /// What will be done, by whom, by when.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Who held which role during the response. Always internal.
    #[serde(default)]
    pub roles: IndexMap<String, String>,
    /// What was communicated to whom during the incident.
    #[serde(default)]
    pub communications: Vec<Communication>,
    /// Words that a reader may not know.
    #[serde(default)]
    pub glossary: IndexMap<String, String>,
    /// Dashboards, tickets, chats.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Ids of other incidents.
    #[serde(default)]
    pub related: Vec<String>,
    /// Additional sections, rendered in order.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// Anything else: passed to templates unchanged, an empty value as an empty text. Always internal.
    #[serde(default)]
    pub custom: serde_json::Map<String, Value>,
}

/// The stage of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being written, perhaps during the incident.
    #[default]
    Draft,
    /// Being discussed.
    Review,
    /// Published.
    Final,
}

impl Incident {
    /// The status, with its default.
    pub fn status(&self) -> Status {
        self.status.unwrap_or_default()
    }

    /// The lessons, empty when there are none.
    pub fn lessons(&self) -> &Lessons {
        const NONE: &Lessons = &Lessons::NONE;
        self.lessons.as_ref().unwrap_or(NONE)
    }

    /// The impact windows as written.
    pub fn windows(&self) -> &[super::Window] {
        self.impact.as_ref().map_or(&[], |impact| &impact.windows)
    }
}

impl Status {
    /// All, in the order of a report's life.
    pub const ALL: [Status; 3] = [Status::Draft, Status::Review, Status::Final];

    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Review => "review",
            Status::Final => "final",
        }
    }
}
