//! Actions without an end: nobody can tell when monitoring is "improved".

use super::pending_titles;
use crate::lint::prose::{List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::rules::is_blank;
use crate::lint::{Findings, RuleContext};

rule!(
    ACTION_VAGUE = "action-vague",
    Actions,
    Info Warning Warning,
    vague,
    phrases: &[List::new(VAGUE)],
    options: OF_WORD_LIST,
);

/// A label before the action, such as `Monitoring:`, has at most so many words.
const LONGEST_LABEL: usize = 4;

fn vague(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for (action, text) in pending_titles(file) {
        let has_end = !is_blank(action.done_when.as_ref()) || !is_blank(action.ticket.as_ref());
        if has_end || has_figure(&action.title) {
            continue;
        }
        let first = first_word(text);
        let length = phrases.at(text, first);
        let end = text.len();
        let is_vague_end =
            || end > 1 && VAGUE_ENDS.iter().any(|word| word.eq_ignore_ascii_case(text.word(end - 1)));
        if length > 0 || is_vague_end() {
            let words = if length > 0 { first..first + length } else { end - 1..end };
            let message =
                format!("`{}` has no end by which one can tell that it is done", text.slice(words.clone()));
            let help = "say what will be different, such as which alert at which threshold, or add `done_when` or a `ticket`";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Whether a title has a number: no digit inside a word, as in `k8s`, and no ordinal.
fn has_figure(title: &str) -> bool {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let is_figure = |word: &str| {
        let name = word.trim_start_matches(|c: char| c.is_ascii_digit());
        name.len() < word.len() && !["st", "nd", "rd", "th", "FA", "D"].contains(&name)
    };
    words.into_iter().any(is_figure)
}

/// The first word behind a label.
fn first_word(text: Text) -> usize {
    let behind = (1..text.len().min(LONGEST_LABEL + 1)).find(|index| text.gap(*index).contains(':'));
    behind.unwrap_or_default()
}

/// First words of actions that have no end by which one could tell that they are done.
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

/// Last words of actions that say how, and leave open how much.
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
