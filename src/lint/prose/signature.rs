//! Which word lists may have a phrase in a text: one check of the start of each word, before any word is made.
//!
//! Most texts contain no phrase of any list, and finding that out must cost next to nothing. The first four letters of
//! each word select a cell of a table that is made at compile time; the cell names the lists with a phrase that begins
//! with them.

use super::List;

/// The result of one check of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signature {
    /// The bits of lists that may have a phrase in it.
    pub(super) lists: u32,
    /// Whether it may contain headings, links, images or code fences.
    pub(super) markup: bool,
    /// Whether it may contain `<add name here>`, or the mark of a list item.
    pub(super) template: bool,
}

impl Signature {
    pub(super) fn of(text: &str, table: &Table) -> Self {
        let bytes = text.as_bytes();
        let mut signature = Signature::default();
        let mut before = 0;
        for (at, byte) in bytes.iter().enumerate() {
            let class = CLASSES[*byte as usize];
            if class == WORD && before != WORD {
                signature.lists |= table.0[cell(bytes, at)];
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

/// Other placeholders of templates.
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

/// The bits of the lists with a phrase that begins with the start of a word. Made at compile time.
pub(in crate::lint) struct Table([u32; CELLS]);

impl Table {
    /// The table of no list.
    pub(in crate::lint) const EMPTY: Table = Table([0; CELLS]);

    /// This table with one more list.
    pub(in crate::lint) const fn with(mut self, list: &List, bit: u32) -> Self {
        let mut index = 0;
        while index < list.phrases.len() {
            let phrase = list.phrases[index].as_bytes();
            // A leading `!` marks an exception.
            let start = if phrase[0] == b'!' { 1 } else { 0 };
            self.0[cell(phrase, start)] |= bit;
            index += 1;
        }
        self
    }
}

/// The cell of the word that starts here: of its first four letters in any case.
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
