//! Actions without an end: nobody can tell when monitoring is "improved".

use super::pending_titles;
use crate::lint::prose::{List, Phrases, Text};
use crate::lint::registry::rule;
use crate::lint::rules::is_blank;
use crate::lint::{File, Findings};

rule!(ACTION_VAGUE = "action-vague", Actions, Info Warning Warning, vague);

static PHRASES: Phrases = Phrases::new(List::VagueActions);

/// A label before the action, such as `Monitoring:`, has at most so many words.
const LONGEST_LABEL: usize = 4;

fn vague(file: &File, findings: &mut Findings) {
    let custom = file.word_list(findings.rule());
    for (action, text) in pending_titles(file) {
        let has_end = !is_blank(action.done_when.as_ref()) || !is_blank(action.ticket.as_ref());
        if has_end || action.title.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let first = first_word(text);
        let length = PHRASES.at(text, first, custom);
        if length > 0 {
            let words = first..first + length;
            let message =
                format!("`{}` has no end by which one can tell that it is done", text.slice(words.clone()));
            let help = "say what will be different, such as which alert at which threshold, or add `done_when` or a `ticket`";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// The first word behind a label.
fn first_word(text: Text) -> usize {
    let behind = (1..text.len().min(LONGEST_LABEL + 1)).find(|index| text.gap(*index).contains(':'));
    behind.unwrap_or_default()
}
