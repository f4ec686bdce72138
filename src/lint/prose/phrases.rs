//! Finds the phrases of a word list: whole words, as listed.

use super::{Text, Word};
use crate::lint::WordList;
use std::ops::Range;

/// A word list of a rule. A phrase with a capital letter is matched exactly, others in any case. If several match, the
/// longest wins; a leading `!` marks an exception.
#[derive(Debug)]
pub(in crate::lint) struct List {
    pub(super) phrases: &'static [&'static str],
}

/// A word list of a rule, with its configuration.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Phrases<'c> {
    pub(in crate::lint) list: &'static List,
    /// The list's bit in the signatures of texts.
    pub(in crate::lint) bit: u32,
    pub(in crate::lint) custom: Option<&'c WordList>,
}

impl List {
    pub(in crate::lint) const fn new(phrases: &'static [&'static str]) -> Self {
        List { phrases }
    }
}

impl<'c> Phrases<'c> {
    /// Where the phrases are in a text, as ranges of words.
    pub(in crate::lint) fn find(&self, text: Text) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        if !self.may_be_in(text) {
            return found;
        }
        let mut end = 0;
        for (index, word) in text.words().iter().enumerate() {
            if index < end || !self.may_begin_with(word) {
                continue;
            }
            let length = self.at(text, index);
            if length > 0 {
                end = index + length;
                found.push(index..end);
            }
        }
        found
    }

    /// How many words of a text, starting at one, are a phrase: 0 if none.
    pub(in crate::lint) fn at(&self, text: Text, index: usize) -> usize {
        if !self.may_be_in(text) || !text.words().get(index).is_some_and(|word| self.may_begin_with(word)) {
            return 0;
        }
        let first = text.word(index).as_bytes();
        let is_ascii = first.is_ascii();
        let fitting = self.phrases().filter_map(|phrase| {
            let (phrase, counts) = phrase.strip_prefix('!').map_or((phrase, true), |phrase| (phrase, false));
            // Most phrases of a list begin alike, and most words that get here begin differently.
            let begins =
                phrase.as_bytes().get(..first.len()).is_some_and(|start| start.eq_ignore_ascii_case(first));
            if begins || !is_ascii { Some((words_of(phrase, text, index)?, counts)) } else { None }
        });
        fitting
            .max_by_key(|(length, _)| *length)
            .filter(|(_, counts)| *counts)
            .map_or(0, |(length, _)| length)
    }

    /// Whether it is worth checking the words; signatures do not know phrases of the configuration.
    pub(in crate::lint) fn may_be_in(&self, text: Text) -> bool {
        self.custom.is_some() || text.entry.signature.lists & self.bit != 0
    }

    fn may_begin_with(&self, word: &Word) -> bool {
        self.custom.is_some() || word.lists & self.bit != 0
    }

    /// The phrases that the configuration keeps and adds.
    pub(in crate::lint) fn phrases(&self) -> impl Iterator<Item = &'c str> {
        let replaced = self.custom.and_then(|custom| custom.words.as_deref());
        let own = if replaced.is_some() { &[] } else { self.list.phrases };
        let further = self.custom.map_or(&[][..], |custom| &custom.extend);
        own.iter().copied().chain(replaced.unwrap_or_default().iter().chain(further).map(String::as_str))
    }
}

/// The number of words of a phrase, if it is in a text at a word.
fn words_of(phrase: &str, text: Text, index: usize) -> Option<usize> {
    let mut length = 0;
    for expected in phrase.split(' ') {
        let at = index + length;
        let is_same = at < text.len() && is_same(text.word(at), expected);
        if !is_same || (length > 0 && !text.is_joined(at)) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// Capitals in the list must match; `’` is `'`.
fn is_same(word: &str, expected: &str) -> bool {
    if word.eq_ignore_ascii_case(expected) {
        return word == expected || !expected.bytes().any(|b| b.is_ascii_uppercase());
    }
    word.len() == expected.len() + 2
        && word.split_once('’').zip(expected.split_once('\'')).is_some_and(
            |((start, end), (expected_start, expected_end))| {
                is_same(start, expected_start) && is_same(end, expected_end)
            },
        )
}

#[cfg(test)]
mod tests {
    use crate::lint::WordList;
    use crate::lint::prose::{Kind, List, Phrases, Prose, Table};
    use crate::model::Incident;

    static LIST: List =
        List::new(&["could have", "!could have been", "could have been avoided", "TODO", "shouldn't have"]);

    fn found(text: &str) -> Vec<String> {
        let incident = Incident { summary: Some(text.to_owned()), ..Incident::default() };
        let prose = Prose::new(&incident, &Table::EMPTY);
        let text = prose.texts(&[Kind::Summary]).next().expect("a summary");
        let custom = WordList { extend: vec!["Legacy".to_owned()], words: None };
        let ranges = Phrases { list: &LIST, bit: 0, custom: Some(&custom) }.find(text);
        ranges.into_iter().map(|words| text.slice(words).to_owned()).collect()
    }

    /// Lists match exactly: neither parts of words nor words separated by a full stop.
    #[test]
    fn finds_whole_phrases_in_one_sentence() {
        assert_eq!(found("It could\nhave worked"), ["could\nhave"]);
        assert_eq!(found("*Could* have"), ["Could* have"]);
        assert_eq!(found("It could. Have a look, could, have, could haven"), Vec::<String>::new());
        assert_eq!(found("They shouldn’t have"), ["shouldn’t have"]);
    }

    /// The longer phrase is more specific.
    #[test]
    fn longest_phrase_decides() {
        assert_eq!(found("could have been more"), Vec::<String>::new());
        assert_eq!(found("could have been avoided"), ["could have been avoided"]);
    }

    /// `todo` is a word in several languages; `TODO` is a mark.
    #[test]
    fn capitals_are_meant() {
        assert_eq!(found("todo TODO legacy Legacy"), ["TODO", "Legacy"]);
    }
}
