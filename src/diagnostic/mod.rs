//! What is told about a file: a [`Diagnostic`] names a rule, a place, what is wrong and the way out.
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
    /// The rule that speaks.
    pub rule: &'static RuleInfo,
    /// How much it weighs, after configuration.
    pub level: Level,
    /// What was found and what was expected: lower case, one clause, the user's text in backticks.
    pub message: String,
    /// The way out, as an imperative; absent where the message says it all.
    pub help: Option<String>,
    /// What is underlined: the value or name at fault, not the block around it.
    pub span: Span,
    /// Other places in the same file that explain this one.
    pub related: Vec<Label>,
    /// Text edits that mend it.
    pub fix: Option<Fix>,
}

/// A second place with a word on what it has to do with the finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there, such as `first defined here`.
    pub message: String,
}

impl Diagnostic {
    /// A finding at the rule's level for drafts; the caller that knows the document's status sets another.
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

    /// With the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(shortened(help.into()));
        self
    }

    /// With another place that explains this one.
    #[must_use]
    pub fn related(mut self, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label { span, message: message.into() });
        self
    }

    /// With edits that mend it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}

/// More bytes than this nobody reads in a message. What it quotes may be as long as the file.
const LONGEST: usize = 600;
/// How much is left of the end of a longer one.
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

/// A file with what was found in it, in the order of the places.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The file.
    pub source: Source,
    /// Its findings.
    pub diagnostics: Vec<Diagnostic>,
}
