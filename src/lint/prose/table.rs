//! Which word lists have a phrase that begins with a word: a table that is made when the program is compiled.
//!
//! Its keys are the first letters and digits of words, so that hardly a word is looked at that begins no phrase.

use super::List;

/// How many letters and digits of a word count: as many as a register holds.
const LONGEST: usize = 8;

/// The first letters and digits of a word.
struct Start {
    /// The bytes themselves, letters in lower case, as a number.
    key: u64,
    length: usize,
}

impl Start {
    /// Looks at eight bytes at once. The highest bit of each byte says what is found of it.
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

/// A number of which each byte is the same.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The eight bytes at a place; 0 after the end.
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
const SLOTS: usize = 1024;
/// What takes a product of 64 bits to the number of a slot.
const SHIFT: u32 = u64::BITS - SLOTS.trailing_zeros();

/// The bits of the lists with a phrase that begins with the start of a word. Made at compile time.
pub(in crate::lint) struct Table {
    /// Each key is in the first free slot from its own on.
    slots: [(u64, u32); SLOTS],
    /// The lists with a phrase that begins with neither a letter nor a digit.
    pub(super) others: u32,
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

    /// The bits of the lists with a phrase that may begin with the word at a place, and how much of the word that took.
    #[inline]
    pub(super) fn look(&self, bytes: &[u8], at: usize) -> (u32, usize) {
        let start = Start::of(bytes, at);
        let lists = if start.key == NO_KEY { self.others } else { self.slots[self.slot(start.key)].1 };
        (lists, start.length)
    }

    /// The slot of a key, or the free one where it belongs.
    const fn slot(&self, key: u64) -> usize {
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> SHIFT) as usize;
        while self.slots[slot].0 != NO_KEY && self.slots[slot].0 != key {
            slot = (slot + 1) % SLOTS;
        }
        slot
    }
}
