//! Which word lists may have a phrase in a text: one check of the start of each word, before any word is made.
//!
//! Most texts contain no phrase of any list, and finding that out must cost next to nothing. The first letters and digits of
//! each word are looked up in a table that is made when the program is compiled; it names the lists with a phrase that
//! begins so.

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
    /// Whether a word begins with a digit.
    pub(super) figure: bool,
}

impl Signature {
    pub(super) fn of(text: &str, table: &Table) -> Self {
        let bytes = text.as_bytes();
        let mut signature = Signature::default();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let class = CLASSES[*byte as usize];
            if class == WORD {
                let start = Start::of(bytes, at);
                signature.lists |= table.get(start.key);
                signature.figure |= byte.is_ascii_digit();
                at += start.length;
                if start.length == LONGEST {
                    at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                }
                continue;
            }
            if class >= MARK {
                signature.markup |= class == MARK;
                signature.template |= class == SIGN || *byte == b'-';
                if class == QUESTION && bytes.get(at + 1) == Some(byte) {
                    signature.lists |= table.get(NO_KEY);
                }
            }
            at += 1;
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

/// `??` and `???` are phrases too.
const QUESTION: u8 = 4;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0u8;
    loop {
        classes[byte as usize] = match byte {
            b'#' | b'=' | b'~' | b'`' | b']' | b'-' => MARK,
            b'<' | b'*' | b'+' => SIGN,
            b'?' => QUESTION,
            _ if byte.is_ascii_alphanumeric() => WORD,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};

/// How many letters and digits of a word count: as many as fit into a register.
const LONGEST: usize = 8;

/// The first letters and digits of a word.
struct Start {
    /// The bytes themselves, letters in small, as a number.
    key: u64,
    length: usize,
}

impl Start {
    /// Checks eight bytes at once. The highest bit of each byte is the result for that byte.
    const fn of(bytes: &[u8], at: usize) -> Self {
        const HIGHEST: u64 = each(0x80);
        let eight = eight(bytes, at);
        let (small, ascii) = (eight | each(0x20), eight & !HIGHEST);
        let letters = between(small & !HIGHEST, b'a', b'z');
        let others = (!(letters | between(ascii, b'0', b'9')) | eight) & HIGHEST;
        let length = (others.trailing_zeros() / 8) as usize;
        let kept = if length == LONGEST { u64::MAX } else { (1 << (8 * length)) - 1 };
        Start { key: small & kept, length }
    }
}

/// The key of what begins with another character.
const NO_KEY: u64 = 0;

/// The bytes from one to another, in the highest bit of each. Adding sets that bit from a certain byte on, and does not
/// reach the next byte, for none has it before.
const fn between(eight: u64, first: u8, last: u8) -> u64 {
    (eight + each(0x80 - first)) & !(eight + each(0x7F - last))
}

/// A number with the same value in each byte.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The eight bytes at a position; 0 past the end.
const fn eight(bytes: &[u8], at: usize) -> u64 {
    let (_, rest) = bytes.split_at(at);
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let (mut eight, mut index) = ([0; 8], 0);
    while index < rest.len() {
        eight[index] = rest[index];
        index += 1;
    }
    u64::from_le_bytes(eight)
}

/// Several times as many as there are phrases, so that most words find an empty slot.
const SLOTS: usize = 2048;

/// The bits of the lists with a phrase that begins with the start of a word. Made at compile time.
pub(in crate::lint) struct Table {
    /// Each key is in the first free slot from its own on.
    slots: [(u64, u32); SLOTS],
    /// The lists with a phrase that begins with neither a letter nor a digit.
    others: u32,
}

impl Table {
    /// The table of no list.
    pub(in crate::lint) const EMPTY: Table = Table { slots: [(NO_KEY, 0); SLOTS], others: 0 };

    /// This table with one more list.
    pub(in crate::lint) const fn with(mut self, list: &List, bit: u32) -> Self {
        let mut index = 0;
        while index < list.phrases.len() {
            let phrase = list.phrases[index].as_bytes();
            // A leading `!` marks an exception.
            let start = Start::of(phrase, if phrase[0] == b'!' { 1 } else { 0 });
            if start.key == NO_KEY {
                assert!(phrase[0] == b'?', "signatures do not look for phrases that begin so");
                self.others |= bit;
            } else {
                let slot = self.slot(start.key);
                self.slots[slot] = (start.key, self.slots[slot].1 | bit);
            }
            index += 1;
        }
        self
    }

    /// The bits of the lists that may have a phrase that begins with the word at a place.
    #[inline]
    pub(super) fn at(&self, bytes: &[u8], start: usize) -> u32 {
        self.get(Start::of(bytes, start).key)
    }

    #[inline]
    fn get(&self, key: u64) -> u32 {
        if key == NO_KEY { self.others } else { self.slots[self.slot(key)].1 }
    }

    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: u64) -> usize {
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SLOTS.trailing_zeros())) as usize;
        while self.slots[slot].0 != NO_KEY && self.slots[slot].0 != key {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}
