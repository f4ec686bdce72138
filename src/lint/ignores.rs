//! Ignore comments: they ignore the findings that they name and cover. One that ignores nothing is a finding itself,
//! because it will hide the next fault of its kind.

use super::{RULES as CHECKS, RuleContext, find, levels};
use crate::diagnostic::{Diagnostic, Edit, Family, Level, Levels, RuleInfo};
use crate::document::{Ignore, InText, Scope};
use crate::secrets;
use crate::source::{BREAKS, Source, Span, next_line};
use crate::wording::did_you_mean;

/// An ignore comment ignores nothing.
static UNUSED_IGNORE: RuleInfo = RuleInfo {
    name: "unused-ignore",
    family: Family::Document,
    levels: Levels::all(Level::Warning),
    fixable: true,
    page: include_str!("../../docs/rules/unused-ignore.md"),
};

/// An ignore comment names a rule that does not exist, or no rule.
static UNKNOWN_RULE: RuleInfo = RuleInfo {
    name: "unknown-rule",
    family: Family::Document,
    levels: Levels::all(Level::Warning),
    fixable: true,
    page: include_str!("../../docs/rules/unknown-rule.md"),
};

/// An ignore comment is inside a text.
static IGNORE_IN_TEXT: RuleInfo = RuleInfo {
    name: "ignore-in-text",
    family: Family::Document,
    levels: Levels::all(Level::Warning),
    fixable: false,
    page: include_str!("../../docs/rules/ignore-in-text.md"),
};

/// Rules about what readers see, to which an ignore comment inside a text belongs too.
const EXPOSED: [&str; 3] = [secrets::RULE, "personal-data-in-public", "forbidden-term"];

/// The rules about ignore comments.
pub(super) static RULES: &[&RuleInfo] = &[&UNKNOWN_RULE, &UNUSED_IGNORE, &IGNORE_IN_TEXT];

/// More names than any file has in its comments; a limit for hostile files, in which each is compared with each.
const MOST_NAMES: usize = 1000;
/// More findings of one rule help nobody.
const MOST: usize = 100;

/// The ignore comments of a file, and which of their names have ignored something.
pub(super) struct Ignores<'f, 'd> {
    file: &'f RuleContext<'d>,
    names: Vec<Name<'d>>,
}

/// One name in an ignore comment.
struct Name<'d> {
    comment: &'d Ignore,
    span: Span,
    /// `None` if no rule has that name.
    rule: Option<&'static RuleInfo>,
    used: bool,
}

impl Name<'_> {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let named = self.rule.is_some_and(|rule| rule.name == finding.rule.name);
        named
            && match self.comment.scope {
                Scope::File => true,
                Scope::Entry(entry) => (entry.start()..=entry.end()).contains(&finding.span.start()),
                Scope::Nothing => false,
            }
    }
}

impl<'f, 'd> Ignores<'f, 'd> {
    pub(super) fn new(file: &'f RuleContext<'d>) -> Self {
        let source = file.document.source;
        let mut total = 0;
        let within_bound = |comment: &&Ignore| {
            total += comment.rules.len();
            total <= MOST_NAMES
        };
        let ours = file.document.ignores.iter().filter(|comment| comment.misnamed.is_none());
        let names = ours.take_while(within_bound).flat_map(|comment| {
            let name = |span: &Span| {
                let rule = find(source.slice(*span));
                Name { comment, span: *span, rule, used: false }
            };
            comment.rules.iter().map(name)
        });
        Ignores { file, names: names.collect() }
    }

    /// Records which names are needed. This comes before overlapping findings are removed: whether a comment is needed
    /// must not depend on a fault elsewhere.
    pub(super) fn note(&mut self, found: &[Diagnostic]) {
        for name in &mut self.names {
            name.used |= found.iter().any(|finding| name.covers(finding));
        }
    }

    /// Removes what is ignored, and adds findings about the comments.
    pub(super) fn apply(&self, found: &mut Vec<Diagnostic>) {
        let mut in_texts = self.in_texts();
        // The names of rules are not prose, but a secret in the comment is printed with them.
        let is_inside = |finding: &Diagnostic| {
            let start = finding.span.start();
            in_texts.iter().any(|comment| comment.span.start() <= start && start < comment.span.end())
        };
        found.retain(|finding| EXPOSED.contains(&finding.rule.name) || !is_inside(finding));
        found.append(&mut in_texts);
        if self.file.document.ignores.is_empty() {
            return;
        }
        let is_ignored = |finding: &Diagnostic| self.names.iter().any(|name| name.covers(finding));
        let mut of_comments = self.unknown();
        of_comments.append(&mut self.unused());
        found.append(&mut of_comments);
        found.retain(|finding| !is_ignored(finding));
    }

    fn unknown(&self) -> Vec<Diagnostic> {
        let Some(level) = self.level_of(&UNKNOWN_RULE) else { return Vec::new() };
        let new =
            |span, message: String| Diagnostic { level, ..Diagnostic::new(&UNKNOWN_RULE, span, message) };
        let comments = || self.file.document.ignores.iter();
        let misnamed =
            comments().filter_map(|comment| Some(misnamed(self.file, comment, comment.misnamed?, new)));
        let nameless = comments().filter(|comment| comment.rules.is_empty() && comment.misnamed.is_none());
        let nameless = nameless.map(|comment| {
            new(comment.comment, "the ignore comment does not name a rule".to_owned())
                .help("name it in brackets, and give a reason: `# postmortem: ignore[rule] reason`")
        });
        let unknown = self.names.iter().filter(|name| name.rule.is_none()).map(|name| {
            let written = self.file.document.source.slice(name.span);
            let help = match super::nearest_rule(written) {
                Some(near) => did_you_mean(near),
                None => "list the rules with `postmortem rules`".to_owned(),
            };
            new(name.span, format!("there is no rule `{written}`")).help(help)
        });
        misnamed.chain(nameless).chain(unknown).take(MOST).collect()
    }

    fn in_texts(&self) -> Vec<Diagnostic> {
        let Some(level) = self.level_of(&IGNORE_IN_TEXT) else { return Vec::new() };
        let source = self.file.document.source;
        let in_text = |InText { place, text }: &InText| {
            let header = source.slice(*text).lines().next().unwrap_or_default();
            let start =
                Span::new(text.start(), text.start() + header.len().min(place.start() - text.start()));
            let message = "this ignore comment is inside a text, so it is printed and ignores nothing";
            let help = place_outside(source, *text);
            Diagnostic { level, ..Diagnostic::new(&IGNORE_IN_TEXT, *place, message) }
                .related(start, "the text starts here")
                .help(help)
        };
        self.file.document.ignores_in_texts.iter().take(MOST).map(in_text).collect()
    }

    fn unused(&self) -> Vec<Diagnostic> {
        // Without a clock, some rules do not run, which is not the comment's fault.
        let level = self.level_of(&UNUSED_IGNORE).filter(|_| self.file.now.is_some());
        let Some(level) = level else { return Vec::new() };
        let unused = self.names.iter().filter(|name| self.is_unused(name)).map(|name| {
            let rule = self.file.document.source.slice(name.span);
            let message = match name.comment.scope {
                Scope::Nothing => "no value starts on the line of this comment or the line below, so it ignores nothing".to_owned(),
                Scope::File => format!("`{rule}` finds nothing in this file"),
                Scope::Entry(_) => format!("`{rule}` finds nothing in what this comment covers"),
            };
            let help = "remove the comment; or move it to the line of the key or of the `-`, or to a line of its own above";
            Diagnostic { level, ..Diagnostic::new(&UNUSED_IGNORE, name.span, message) }
                .help(help)
                .fix("remove it", vec![self.removal(name)])
        });
        unused.take(MOST).collect()
    }

    /// Whether the rule ran and the name ignored nothing. Findings about comments cannot be ignored by comments.
    fn is_unused(&self, name: &Name) -> bool {
        let is_judged =
            |rule: &&RuleInfo| !RULES.iter().any(|own| own.name == rule.name) && self.has_run(rule);
        !name.used && name.rule.as_ref().is_some_and(is_judged)
    }

    fn has_run(&self, rule: &RuleInfo) -> bool {
        let file = self.file;
        let mut checks = CHECKS.iter().filter(|own| own.info.name == rule.name);
        let is_asked = match rule.family {
            Family::Document => true,
            Family::Collection => file.options.runs(rule.name) && file.collection.is_some(),
            _ => file.options.runs(rule.name) && checks.all(|own| (own.is_asked)(file.options)),
        };
        is_asked && levels::level_of(rule, file.status, file.options) != Level::Off
    }

    /// The level of a rule about comments; `None` if it does not run.
    fn level_of(&self, rule: &RuleInfo) -> Option<Level> {
        let level = levels::level_of(rule, self.file.status, self.file.options);
        Some(level).filter(|level| *level != Level::Off && self.file.options.runs(rule.name))
    }

    /// Removes a name, or the comment if none of its names is needed.
    fn removal(&self, name: &Name) -> Edit {
        let mut others = self.names.iter().filter(|other| other.comment.comment == name.comment.comment);
        let span = if others.all(|other| self.is_unused(other)) {
            comment_with_its_room(self.file.document.source, name.comment.comment)
        } else {
            let names = &name.comment.rules;
            let index = names.iter().position(|span| *span == name.span).unwrap_or_default();
            match (names.get(index + 1), index.checked_sub(1)) {
                (Some(next), _) => Span::new(name.span.start(), next.start()),
                (None, Some(before)) => Span::new(names[before].end(), name.span.end()),
                (None, None) => name.span,
            }
        };
        Edit { span, text: String::new() }
    }
}

/// A comment of ours that is neither `ignore` nor `ignore-file`.
fn misnamed(
    file: &RuleContext,
    comment: &Ignore,
    word: Span,
    new: impl Fn(Span, String) -> Diagnostic,
) -> Diagnostic {
    let written = file.document.source.slice(word);
    let finding = new(word, format!("`{written}` is not a kind of ignore comment")).help(
        "write `ignore[rule]` on the line of a key or on a line of its own above; or `ignore-file[rule]`",
    );
    let meant = match written {
        "ignore-next-line" | "disable-next-line" if comment.is_alone => "ignore",
        "ignore-line" | "disable-line" if !comment.is_alone => "ignore",
        "disable-file" => "ignore-file",
        _ => return finding,
    };
    finding.fix(format!("write `{meant}`"), vec![Edit { span: word, text: meant.to_owned() }])
}

/// Where an ignore comment for a text has to be.
fn place_outside(source: &Source, text: Span) -> String {
    let mut before = source.text()[..text.start()].trim_end();
    // An anchor or a tag may be in between.
    while let Some((rest, word)) = before.rsplit_once(char::is_whitespace)
        && word.starts_with(['&', '!'])
    {
        before = rest.trim_end();
    }
    let holder = match before.chars().next_back() {
        Some(':') => "key",
        Some('-') => "`-`",
        _ => "text",
    };
    let is_in_line = !source.text()[before.len()..text.start()].contains(BREAKS);
    match source.slice(text).chars().next().filter(|mark| matches!(mark, '|' | '>')) {
        Some(mark) if is_in_line => format!("move it to the line of the {holder}, after the `{mark}`"),
        _ => format!("move it to a line of its own above the {holder}"),
    }
}

/// A comment with the spaces before it; one that is alone on its line with the whole line.
fn comment_with_its_room(source: &Source, comment: Span) -> Span {
    let text = source.text();
    let line = source.line(source.position(comment.start()).line);
    let kept = text[line.start..comment.start()].trim_end().len();
    if kept > 0 {
        return Span::new(line.start + kept, line.end);
    }
    Span::new(line.start, next_line(text, line.end))
}
