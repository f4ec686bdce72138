//! Which word lists may have a phrase in a text: one look at the start of each word, before any word is made.
//!
//! Most texts hold no phrase of any list, and finding that out must cost next to nothing. The first four letters of each
//! word choose a cell of a table that is made when the program is compiled; the cell names the lists with a phrase that
//! begins so.

use crate::lint::rules::actions::{vague, wording};
use crate::lint::rules::causes::{blame, hindsight, quantity, tone};
use crate::lint::rules::publication::dated;
use crate::lint::words;
use crate::model::SEASONAL;

/// A word list of a rule.
#[derive(Debug, Clone, Copy)]
pub(in crate::lint) enum List {
    Placeholders,
    Hindsight,
    Blame,
    BlameInStory,
    Animated,
    VagueQuantities,
    VagueActions,
    NotActions,
    PeopleToChange,
    ZoneNames,
    RelativeDates,
}

/// The lists, in the order of [`List`].
const LISTS: &[&[&str]] = &[
    words::HINTS,
    hindsight::HINDSIGHT,
    blame::BLAME,
    blame::BLAME_IN_STORY,
    tone::ANIMATED,
    quantity::VAGUE_QUANTITIES,
    vague::VAGUE,
    wording::NOT_ACTIONS,
    wording::PEOPLE_TO_CHANGE,
    SEASONAL,
    dated::RELATIVE_DATES,
];

impl List {
    /// Its phrases.
    pub(super) const fn phrases(self) -> &'static [&'static str] {
        LISTS[self as usize]
    }

    /// Its bit in a [`Signature`].
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What one look at a text tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signature {
    /// The bits of lists that may have a phrase in it.
    pub(super) lists: u32,
    /// Whether it may hold headings, links, images or code fences.
    pub(super) markup: bool,
    /// Whether it may hold `<add name here>`, or the mark of a list's item.
    pub(super) template: bool,
}

impl Signature {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut signature = Signature::default();
        let mut before = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let class = CLASSES[*byte as usize];
            if class == WORD && before != WORD {
                signature.lists |= TABLE[cell(bytes, at)];
            } else if class >= MARK {
                signature.markup |= class == MARK;
                signature.template |= class == SIGN || *byte == b'-';
            }
            before = class;
        }
        signature
    }
}

const OTHER: u8 = 0;
const WORD: u8 = 1;
/// What headings, links, images, HTML and fences begin or end with.
const MARK: u8 = 2;

/// What else templates leave behind.
const SIGN: u8 = 3;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0u8;
    loop {
        classes[byte as usize] = match byte {
            b'#' | b'=' | b'~' | b'`' | b']' | b'-' => MARK,
            b'<' | b'*' | b'+' => SIGN,
            // `???` is a phrase too.
            b'?' => WORD,
            _ if byte.is_ascii_alphanumeric() || !byte.is_ascii() => WORD,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

const CELLS: usize = 4096;

static TABLE: [u32; CELLS] = {
    let mut table = [0; CELLS];
    let mut list = 0;
    while list < LISTS.len() {
        let mut phrase = 0;
        while phrase < LISTS[list].len() {
            let bytes = LISTS[list][phrase].as_bytes();
            // A leading `!` says that a phrase is meant well.
            let start = if bytes[0] == b'!' { 1 } else { 0 };
            table[cell(bytes, start)] |= 1 << list;
            phrase += 1;
        }
        list += 1;
    }
    table
};

/// The cell of the word that starts there: of its first four letters in any case.
const fn cell(bytes: &[u8], start: usize) -> usize {
    let (mut key, mut at) = (0u32, start);
    while at < start + 4 {
        let byte = if at < bytes.len() { bytes[at] } else { 0 };
        if CLASSES[byte as usize] != WORD {
            break;
        }
        key = key << 8 | byte.to_ascii_lowercase() as u32;
        at += 1;
    }
    (key.wrapping_mul(0x9E37_79B1) >> 20) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list that a text's signature leaves out is not looked for in it.
    #[test]
    fn every_phrase_is_in_the_signature_of_a_text_that_holds_it() {
        for (index, list) in LISTS.iter().enumerate() {
            for phrase in *list {
                let phrase = phrase.trim_start_matches('!');
                for text in [phrase.to_owned(), format!("So ({phrase})."), phrase.to_uppercase()] {
                    assert!(Signature::of(&text).lists & 1 << index != 0, "{text}");
                }
            }
        }
        assert_eq!(Signature::of("Nine servers received traffic").lists, 0);
    }
}
