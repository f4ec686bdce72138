//! The level of a finding, and how it depends on the incident's status.

use serde::{Deserialize, Serialize};

/// The level of a diagnostic, lowest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is not run.
    Off,
    /// Worth knowing; never fails a build by default.
    Info,
    /// Should be fixed, or switched off with a reason.
    Warning,
    /// Fails a build.
    Error,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Level; 4] = [Level::Off, Level::Info, Level::Warning, Level::Error];

    /// The word used in configuration and output.
    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// A rule's level in each status of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// While it is being written.
    pub draft: Level,
    /// While it is being discussed.
    pub review: Level,
    /// Once it is published.
    pub r#final: Level,
}

impl Levels {
    /// The same level in every status.
    pub const fn all(level: Level) -> Self {
        Levels { draft: level, review: level, r#final: level }
    }

    /// Levels for draft, review and final.
    pub const fn new(draft: Level, review: Level, r#final: Level) -> Self {
        Levels { draft, review, r#final }
    }
}
