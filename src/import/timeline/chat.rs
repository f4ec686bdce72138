//! Messages pasted from a chat: `bob 10:15 AM`, and on the lines below what Bob wrote.

use super::Entry;
use crate::import::markdown::Span;
use crate::import::when::{When, lead};
use crate::import::work::Work;

const MOST_WORDS_OF_NAME: usize = 3;

impl Work<'_> {
    /// Reads a paragraph as messages, if it begins like one.
    pub(super) fn chat(&mut self, lines: &[Span], first: usize) -> bool {
        // One such line may be anything; a paragraph with a message below it, or another one before it, is a chat.
        let is_chat = lines.first().is_some_and(|line| self.sender(line).is_some())
            && (lines.len() > 1
                || self.steps.get(first..).is_some_and(|steps| steps.iter().any(is_of_somebody)));
        if !is_chat {
            return false;
        }
        for line in lines {
            let number = self.doc.line(line.start);
            if let Some((name, when, written)) = self.sender(line) {
                self.spend(number, &written, "timeline.at");
                let (when, by) = (Some(when), Some(name));
                self.push_entry(Entry { when, written, by, line: number, ..Entry::default() });
            } else {
                let text = self.doc.markdown(line);
                if let Some(entry) = self.last_entry(first) {
                    entry.event.push_str(if entry.event.is_empty() { "" } else { "\n" });
                    entry.event.push_str(&text);
                }
            }
        }
        true
    }

    /// The name and time of a line that is only that, and the time as written.
    pub(super) fn sender(&self, line: &Span) -> Option<(String, When, String)> {
        let text = self.raw(line).trim();
        if text.len() > 80 || text.ends_with(':') {
            return None;
        }
        let starts = text.match_indices(char::is_whitespace).map(|(at, space)| at + space.len());
        let (at, when) = starts
            .filter(|at| text[*at..].starts_with(|c: char| c.is_ascii_digit() || c == '['))
            .find_map(|at| {
                let lead = lead(&text[at..], self.style)?;
                (lead.has_clock() && lead.is_alone() && lead.when.end.is_none()).then_some((at, lead.when))
            })?;
        let name = text[..at].trim().trim_matches(['*', '_', '@']).trim().trim_end_matches(" APP");
        let is_name = !name.is_empty()
            && name.split_whitespace().count() <= MOST_WORDS_OF_NAME
            && name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '\''))
            && !is_time_word(name);
        is_name.then(|| (name.to_owned(), when, text[at..].to_owned()))
    }
}

fn is_of_somebody(step: &super::Step) -> bool {
    matches!(step, super::Step::Entry(entry) if entry.by.is_some())
}

/// `Resolved at 10:15` has no sender.
fn is_time_word(name: &str) -> bool {
    const WORDS: &[&str] =
        &["at", "on", "by", "from", "until", "around", "about", "since", "start", "end", "time"];
    let last = name.split_whitespace().last().unwrap_or_default().to_lowercase();
    WORDS.contains(&&*last)
}
