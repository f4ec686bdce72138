//! What is known about a rule without running it: name, family, levels and its page.

use super::Levels;

/// A rule, for messages, `postmortem rules` and machine-readable outputs.
#[derive(Debug, PartialEq)]
pub struct RuleInfo {
    /// Unique, kebab-case, and reads well after "allow": `timeline-out-of-order`.
    pub name: &'static str,
    /// The group that it is listed under.
    pub family: Family,
    /// Levels by the status of the file.
    pub levels: Levels,
    /// Whether it can offer a fix.
    pub fixable: bool,
    /// Its page, Markdown: `docs/rules/<name>.md`.
    pub page: &'static str,
}

impl RuleInfo {
    /// One sentence that says what the rule finds: the first paragraph of its page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// The URL of the page.
    pub fn url(&self) -> String {
        format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.name)
    }
}

/// The groups of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Family {
    /// Errors found while reading the file.
    Document,
    /// What a report must contain.
    Completeness,
    /// Times, order and milestones.
    Timeline,
    /// Causes and the language about people.
    Causes,
    /// Action items.
    Actions,
    /// Publication: when, in which form, and what must not get out.
    Publication,
    /// What several files say together.
    Collection,
}

impl Family {
    /// All families, in the order in which they are listed.
    pub const ALL: [Family; 7] = [
        Family::Document,
        Family::Completeness,
        Family::Timeline,
        Family::Causes,
        Family::Actions,
        Family::Publication,
        Family::Collection,
    ];

    /// The word shown to people and used in `rules --format json`.
    pub fn name(self) -> &'static str {
        match self {
            Family::Document => "document",
            Family::Completeness => "completeness",
            Family::Timeline => "timeline",
            Family::Causes => "causes",
            Family::Actions => "actions",
            Family::Publication => "publication",
            Family::Collection => "collection",
        }
    }
}
