//! The settings of configuration and command line for linting.

use crate::diagnostic::{Level, RuleInfo};
use crate::model::{Settings, Status};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// What to check, against which names, and at which levels.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The configuration for times.
    pub settings: Settings,
    /// Names of severities, most severe first.
    pub severities: Vec<String>,
    /// Whether the configuration lists the severities: then a report must have one.
    pub severities_listed: bool,
    /// Names of services; if empty, every name is known.
    pub services: Vec<String>,
    /// Overridden levels of rules.
    pub levels: Overrides,
    /// Names of the only rules to run; if empty, all. Errors of the document are always reported.
    pub only: Vec<String>,
    /// Checks as if the file had this status.
    pub status: Option<Status>,
    /// Minutes of impact without an entry that count as a gap in the timeline.
    pub gap_minutes: u32,
    /// What an open action must have: one field of each list.
    pub require: Vec<Vec<String>>,
    /// Word lists that override the rules' own, by rule name.
    pub words: BTreeMap<String, WordList>,
    /// The largest number of open actions that is accepted.
    pub most_actions: u32,
    /// When reports and actions are due, by severity: `[deadlines]`.
    pub deadlines: BTreeMap<String, Deadline>,
    /// What the public may see: `[public]`.
    pub public: Public,
    /// Looks up the files that relative links lead to. Without it, these links are not checked.
    pub exists: Option<Exists>,
}

/// Whether a relative path leads to a file; the library itself does not look. Two are equal if one is a clone of the
/// other.
#[derive(Clone)]
pub struct Exists(Arc<Look>);

type Look = dyn Fn(&str, &str) -> bool + Send + Sync;

/// The configuration of a rule's word list. A phrase with a capital letter is matched exactly, others in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WordList {
    /// Phrases in addition to those of the list.
    pub extend: Vec<String>,
    /// Phrases instead of those of the list.
    pub words: Option<Vec<String>>,
}

/// The deadlines of a severity, in days after the end of the impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadline {
    /// For the report.
    pub publish: Option<u32>,
    /// For the actions.
    pub actions: Option<u32>,
}

/// What to check in the public report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Public {
    /// Whether anything is.
    pub check: bool,
    /// Terms that it must not contain.
    pub forbidden: Vec<String>,
}

/// Overridden levels of rules, by name. The last one that names a rule wins.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Overrides {
    /// In every status: `[lint]`.
    pub all: BTreeMap<String, Level>,
    /// While the status is draft: `[lint.draft]`.
    pub draft: BTreeMap<String, Level>,
    /// While the status is review: `[lint.review]`.
    pub review: BTreeMap<String, Level>,
    /// Once the status is final: `[lint.final]`.
    pub r#final: BTreeMap<String, Level>,
    /// For the files of some paths, in every status: `[[lint.per-file]]`.
    pub file: BTreeMap<String, Level>,
    /// For this run, in every status: `--level`.
    pub run: BTreeMap<String, Level>,
}

impl Default for Options {
    fn default() -> Self {
        let fields = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Options {
            settings: Settings::default(),
            severities: fields(&["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"]),
            severities_listed: false,
            services: Vec::new(),
            levels: Overrides::default(),
            only: Vec::new(),
            status: None,
            gap_minutes: 60,
            require: vec![fields(&["owner"]), fields(&["due", "ticket"])],
            words: BTreeMap::new(),
            most_actions: 10,
            deadlines: BTreeMap::new(),
            public: Public::default(),
            exists: None,
        }
    }
}

impl Exists {
    /// Looks up with a function of the incident file's name, as its [`Source`](crate::source::Source) has it, and the
    /// path relative to that file.
    pub fn new(look: impl Fn(&str, &str) -> bool + Send + Sync + 'static) -> Self {
        Exists(Arc::new(look))
    }

    /// Whether the path, relative to the incident file of that name, leads to a file.
    pub(super) fn beside(&self, name: &str, path: &str) -> bool {
        (self.0)(name, path)
    }
}

impl PartialEq for Exists {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for Exists {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_struct("Exists").finish_non_exhaustive()
    }
}

impl Options {
    /// Whether the rule of that name is enabled.
    pub(super) fn runs(&self, rule: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == rule)
    }
}

impl Overrides {
    /// The level that the configuration or the command line sets for a rule in a status.
    pub(super) fn get(&self, rule: &RuleInfo, status: Status) -> Option<Level> {
        let of_status = match status {
            Status::Draft => &self.draft,
            Status::Review => &self.review,
            Status::Final => &self.r#final,
        };
        [&self.run, &self.file, of_status, &self.all]
            .into_iter()
            .find_map(|levels| levels.get(rule.name))
            .copied()
    }
}
