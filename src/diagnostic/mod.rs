//! A [`Diagnostic`] reports a finding about a file: a rule, a location, a message and a help.
//!
//! `Severity` always means the incident's own (SEV1 …); a diagnostic has a [`Level`].

mod fix;
mod level;
mod rule;

pub use fix::{Edit, Fix};
pub use level::{Level, Levels};
pub use rule::{Family, RuleInfo};

use crate::source::{Source, Span};

/// One finding about one file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that reports it.
    pub rule: &'static RuleInfo,
    /// Its level, after configuration.
    pub level: Level,
    /// What was found and what was expected: lower case, one clause, the user's text in backticks.
    pub message: String,
    /// The help, as an imperative; absent if the message is enough.
    pub help: Option<String>,
    /// The range to underline: the invalid value or name, not the block around it.
    pub span: Span,
    /// Other places in the same file that explain this one.
    pub related: Vec<Label>,
    /// Text edits that fix it.
    pub fix: Option<Fix>,
}

/// A second location, with a few words about its relation to the finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The location.
    pub span: Span,
    /// The words, such as `first defined here`.
    pub message: String,
}

impl Diagnostic {
    /// A finding at the rule's level for drafts; the caller that knows the document's status sets another one.
    pub fn new(rule: &'static RuleInfo, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            rule,
            level: rule.levels.draft,
            message: shortened(message.into()),
            help: None,
            span,
            related: Vec::new(),
            fix: None,
        }
    }

    /// With the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// With a related location.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// With edits that fix it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}

/// Nobody reads more bytes than this in a message. A quoted text may be as long as the file.
const LONGEST: usize = 600;
/// How much of the end of a longer one is kept.
const TAIL: usize = 100;

/// A text without its middle, if it is too long for a message.
fn shortened(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let start = text.floor_char_boundary(LONGEST - TAIL);
    let end = text.ceil_char_boundary(text.len() - TAIL);
    format!("{}…{}", &text[..start], &text[end..])
}

/// A file with its findings, in the order of their positions.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// Its findings.
    pub diagnostics: Vec<Diagnostic>,
}
