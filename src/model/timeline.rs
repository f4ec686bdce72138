//! Timeline entries and the milestones that they mark.

use super::shorthand::{AS_WRITTEN_TIME, Shorthand, shorthand};
use super::{At, Many};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

/// Something that happened, or a plain text `10:15 what happened`. Has an event, a milestone, or both.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
pub struct Entry {
    /// When: 10:15, 7:35 PM, 2024-05-30 10:15, ~12:00, 12:10-12:30. Without it the entry keeps its place.
    pub at: Option<At>,
    /// What happened.
    pub event: Option<String>,
    /// Which milestone of the incident this was: one or several.
    #[serde(default)]
    pub milestone: Many<Milestone>,
    /// Which occurrence of a recurring incident it belongs to.
    pub occurrence: Option<String>,
    /// Who did it: a role or a person, one or several.
    #[serde(default)]
    pub by: Many<String>,
    /// Where it can be seen: one link or several.
    #[serde(default)]
    pub evidence: Many<String>,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}

impl<'de> Shorthand<'de> for Entry {
    const EXPECTED: &'static str =
        "a text such as `10:15 what happened` or a mapping with `at`, `event`, `milestone`";
    const NAME: &'static str = AS_WRITTEN_TIME;

    fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        let (at, event) = At::split(text).map_err(|error| E::custom(error.carrier()))?;
        Ok(Entry { at, event: Some(event.to_owned()), ..Entry::default() })
    }

    fn from_map<D: Deserializer<'de>>(map: D) -> Result<Self, D::Error> {
        Entry::deserialize(map)
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        shorthand(deserializer)
    }
}

/// A moment that metrics are measured from or to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Milestone {
    /// Users are first hurt.
    ImpactStart,
    /// A monitor fires or a person first notices; may come before `impact-start`.
    Detected,
    /// A responder starts to work on it.
    Acknowledged,
    /// It is declared an incident.
    Declared,
    /// The cause is known.
    Identified,
    /// Users are hurt much less: a rollback, failover or workaround is in effect.
    Mitigated,
    /// Users are served as before: the end of impact.
    Resolved,
    /// Nothing is left to monitor.
    AllClear,
}

impl Milestone {
    /// All, in the order of a usual incident.
    pub const ALL: [Milestone; 8] = [
        Milestone::ImpactStart,
        Milestone::Detected,
        Milestone::Acknowledged,
        Milestone::Declared,
        Milestone::Identified,
        Milestone::Mitigated,
        Milestone::Resolved,
        Milestone::AllClear,
    ];

    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            Milestone::ImpactStart => "impact-start",
            Milestone::Detected => "detected",
            Milestone::Acknowledged => "acknowledged",
            Milestone::Declared => "declared",
            Milestone::Identified => "identified",
            Milestone::Mitigated => "mitigated",
            Milestone::Resolved => "resolved",
            Milestone::AllClear => "all-clear",
        }
    }

    /// The words for readers of a report.
    pub fn label(self) -> &'static str {
        match self {
            Milestone::ImpactStart => "Impact starts",
            Milestone::Detected => "Detected",
            Milestone::Acknowledged => "Acknowledged",
            Milestone::Declared => "Declared an incident",
            Milestone::Identified => "Cause identified",
            Milestone::Mitigated => "Mitigated",
            Milestone::Resolved => "Resolved",
            Milestone::AllClear => "All clear",
        }
    }
}
