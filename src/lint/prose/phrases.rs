//! Finds the phrases of a word list: whole words, as listed.

use super::Text;
use std::ops::Range;

/// A word list. A phrase with a capital letter is found as it is written, others in any case. Of several that fit,
/// the longest counts; one with a leading `!` says that it is meant well.
pub(in crate::lint) struct Phrases {
    list: &'static [&'static str],
    /// The letters with which phrases begin: most words are ruled out by one look.
    initials: u32,
}

impl Phrases {
    pub(in crate::lint) const fn new(list: &'static [&'static str]) -> Self {
        let (mut initials, mut index) = (0, 0);
        while index < list.len() {
            let phrase = list[index].as_bytes();
            let first = if phrase[0] == b'!' { phrase[1] } else { phrase[0] };
            initials |= initial(first);
            index += 1;
        }
        Phrases { list, initials }
    }

    /// Where the list's phrases, and further ones, stand in a text, as ranges of words.
    pub(in crate::lint) fn find(&self, text: Text, further: &[String]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut index = 0;
        while index < text.len() {
            let length = self.at(text, index, further);
            if length > 0 {
                found.push(index..index + length);
            }
            index += length.max(1);
        }
        found
    }

    /// How many words of a text, from one on, are a phrase: none if 0.
    pub(in crate::lint) fn at(&self, text: Text, index: usize, further: &[String]) -> usize {
        let first = text.word(index).bytes().next().unwrap_or_default();
        if self.initials & initial(first) == 0 && further.is_empty() {
            return 0;
        }
        let all = self.list.iter().copied().chain(further.iter().map(String::as_str));
        let fitting = all.filter_map(|phrase| match phrase.strip_prefix('!') {
            Some(well_meant) => Some((words_of(well_meant, text, index)?, false)),
            None => Some((words_of(phrase, text, index)?, true)),
        });
        fitting
            .max_by_key(|(length, _)| *length)
            .filter(|(_, counts)| *counts)
            .map_or(0, |(length, _)| length)
    }
}

/// The bit of a letter; one for all that are none.
const fn initial(byte: u8) -> u32 {
    match byte.to_ascii_lowercase() {
        letter @ b'a'..=b'z' => 1 << (letter - b'a'),
        _ => 1 << 26,
    }
}

/// The number of a phrase's words, if it stands in a text from a word on.
fn words_of(phrase: &str, text: Text, index: usize) -> Option<usize> {
    let is_exact = phrase.bytes().any(|b| b.is_ascii_uppercase());
    let mut length = 0;
    for expected in phrase.split(' ') {
        let at = index + length;
        let is_same = at < text.len() && same(text.word(at), expected, is_exact);
        if !is_same || (length > 0 && !text.is_joined(at)) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

fn same(word: &str, expected: &str, is_exact: bool) -> bool {
    match word.split_once('’') {
        Some((start, end)) => {
            expected.split_once('\'').is_some_and(|(a, b)| same(start, a, is_exact) && same(end, b, is_exact))
        }
        None if is_exact => word == expected,
        None => word.eq_ignore_ascii_case(expected),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::prose::{Kind, Phrases, Prose};
    use crate::model::Incident;

    const LIST: Phrases = Phrases::new(&[
        "could have",
        "!could have been",
        "could have been avoided",
        "TODO",
        "shouldn't have",
    ]);

    fn found(text: &str) -> Vec<String> {
        let incident = Incident { summary: Some(text.to_owned()), ..Incident::default() };
        let prose = Prose::new(&incident);
        let text = prose.texts(&[Kind::Summary]).next().expect("a summary");
        let ranges = LIST.find(text, &["Legacy".to_owned()]);
        ranges.into_iter().map(|words| text.slice(words).to_owned()).collect()
    }

    /// Lists say exactly what is found: neither parts of words nor words that a stop keeps apart.
    #[test]
    fn finds_whole_phrases_in_one_sentence() {
        assert_eq!(found("It could\nhave worked"), ["could\nhave"]);
        assert_eq!(found("*Could* have"), ["Could* have"]);
        assert_eq!(found("It could. Have a look, could, have, could haven"), Vec::<String>::new());
        assert_eq!(found("They shouldn’t have"), ["shouldn’t have"]);
    }

    /// The longer phrase knows better what is meant.
    #[test]
    fn longest_phrase_decides() {
        assert_eq!(found("could have been more"), Vec::<String>::new());
        assert_eq!(found("could have been avoided"), ["could have been avoided"]);
    }

    /// `todo` is a word of several languages; `TODO` is a mark.
    #[test]
    fn capitals_are_meant() {
        assert_eq!(found("todo TODO legacy Legacy"), ["TODO", "Legacy"]);
    }
}
