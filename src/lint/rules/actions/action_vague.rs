//! Actions without a measurable end: nobody can tell when monitoring is "improved".

use super::pending_titles;
use crate::lint::prose::{List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::rules::is_space;
use crate::lint::words::is_one_of;
use crate::lint::{Findings, RuleContext};

rule!(
    ACTION_VAGUE = "action-vague",
    Actions,
    Info Warning Warning,
    vague,
    phrases: &[List::new(VAGUE)],
    options: OF_WORD_LIST,
);

/// The maximum number of words of a label before the action, such as `Monitoring:`.
const LONGEST_LABEL: usize = 4;

fn vague(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for (action, text) in pending_titles(file) {
        let has_end = !is_space(action.done_when.as_ref()) || !is_space(action.ticket.as_ref());
        if has_end || has_figure(&action.title) {
            continue;
        }
        let first = first_word(text);
        let length = phrases.at(text, first);
        let end = text.len();
        let is_vague_end = end > 1 && is_one_of(VAGUE_ENDS, text.word(end - 1));
        let vague = if length > 0 {
            Some(first..first + length)
        } else if is_vague_end {
            Some(end - 1..end)
        } else {
            better(text).map(|at| at..at + 1)
        };
        if let Some(words) = vague {
            let message = format!("`{}` has no measurable end", text.slice(words.clone()));
            let help = "say what will be different, such as which alert at which threshold, or add `done_when` or a `ticket`";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Where a title asks for something better without saying what: `Set up better alerts`.
fn better(text: Text) -> Option<usize> {
    let is = |index: usize, list: &[&str]| is_one_of(list, text.word(index));
    (1..text.len()).find(|index| {
        let is_asked = is(*index, &["better"]) && is(index - 1, BEFORE_BETTER) && text.is_joined(*index);
        is_asked && !text.gap(index + 1).starts_with('-') && !is(index + 1, &["than"])
    })
}

/// Units after the digits of one word: `200ms`, `5x`.
const UNITS: &[&str] = &[
    "", "ms", "s", "sec", "m", "min", "mins", "h", "hr", "hrs", "d", "w", "k", "K", "M", "G", "T", "kB",
    "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "x", "rps", "qps", "pct", "am", "pm",
];

/// Words that turn a number after them into a name, as a capital does: `phase 2`, `Python 3`.
const BEFORE_NAME: &[&str] = &["http", "level", "phase", "port", "release", "step", "tier", "version"];

/// Words before a hyphen and digits that do not make a ticket: `UTF-8`.
const NO_TICKET: &[&str] = &["CVE", "HTTP", "ISO", "RFC", "SHA", "TLS", "UTF"];

/// Whether a title has a number or a ticket: not a digit inside a word, as in `k8s`, an ordinal, a year or a name.
fn has_figure(title: &str) -> bool {
    let mut before = "";
    title.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ',' | '%'))).any(|word| {
        let word = word.trim_matches(|c| matches!(c, '-' | '_' | '.' | ','));
        let is_first = before.is_empty() || before.as_ptr() == title.as_ptr();
        let is_named = BEFORE_NAME.iter().any(|name| name.eq_ignore_ascii_case(before))
            || (!is_first && before.starts_with(|c: char| c.is_uppercase()));
        if !word.is_empty() {
            before = word;
        }
        is_figure(word, is_named)
    })
}

fn is_figure(word: &str, is_named: bool) -> bool {
    if let Some((project, number)) = word.split_once('-')
        && project.len() > 1
        && project.bytes().all(|b| b.is_ascii_uppercase())
    {
        let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        return is_number && !NO_TICKET.contains(&project);
    }
    // `5-minute` and `99.9%` begin with their figure.
    let first = word.split(['-', '_', '%']).next().unwrap_or_default();
    let unit = first.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let digits = &first[..first.len() - unit.len()];
    let is_year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let is_plain = unit.is_empty() && !word.contains('%');
    !digits.is_empty() && UNITS.contains(&unit) && !(is_plain && (is_year || is_named))
}

/// The first word after a label.
fn first_word(text: Text) -> usize {
    let behind = (1..text.len().min(LONGEST_LABEL + 1)).find(|index| text.gap(*index).contains(':'));
    behind.unwrap_or_default()
}

/// First words of actions without a measurable end.
const VAGUE: &[&str] = &[
    "improve",
    "improves",
    "improved",
    "improving",
    "improvement",
    "improvements",
    "better",
    "enhance",
    "enhances",
    "enhanced",
    "enhancing",
    "enhancement",
    "enhancements",
    "ensure",
    "ensures",
    "ensured",
    "ensuring",
    "make sure",
    "making sure",
    "consider",
    "considers",
    "considered",
    "considering",
    "consideration",
    "investigate",
    "investigates",
    "investigated",
    "investigating",
    "investigation",
    "investigations",
    "review",
    "reviews",
    "reviewed",
    "reviewing",
    "evaluate",
    "evaluates",
    "evaluated",
    "evaluating",
    "evaluation",
    "explore",
    "explores",
    "explored",
    "exploring",
    "exploration",
    "assess",
    "assesses",
    "assessed",
    "assessing",
    "assessment",
    "examine",
    "examines",
    "examined",
    "examining",
    "examination",
    "analyse",
    "analyses",
    "analysed",
    "analysing",
    "analyze",
    "analyzes",
    "analyzed",
    "analyzing",
    "analysis",
    "optimise",
    "optimises",
    "optimised",
    "optimising",
    "optimize",
    "optimizes",
    "optimized",
    "optimizing",
    "strengthen",
    "strengthens",
    "strengthened",
    "strengthening",
    "revisit",
    "revisits",
    "revisited",
    "revisiting",
    "discuss",
    "discusses",
    "discussed",
    "discussing",
    "discussion",
    "think about",
    "thinking about",
    "look into",
    "looking into",
    "look at",
    "looking at",
    "work on",
    "working on",
    "try to",
    "trying to",
];

/// Last words of actions that say how, but not how much.
const VAGUE_ENDS: &[&str] = &[
    "better",
    "carefully",
    "closely",
    "faster",
    "frequently",
    "often",
    "properly",
    "regularly",
    "sooner",
    "thoroughly",
];

/// Words before `better` that ask for a thing without saying what it does: `with a better one`, `need better alerts`.
const BEFORE_BETTER: &[&str] = &[
    "a",
    "add",
    "adopt",
    "build",
    "create",
    "develop",
    "find",
    "for",
    "get",
    "have",
    "implement",
    "introduce",
    "need",
    "needs",
    "provide",
    "up",
    "use",
    "want",
    "with",
    "write",
];
