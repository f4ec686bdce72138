//! Which word lists may have a phrase in a text, and what else it may contain: one pass over it, before any word is made.
//!
//! Most texts contain no phrase of any list, and finding that out must cost next to nothing.

use super::table::Table;

/// The result of one check of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signature {
    /// The bits of lists that may have a phrase in it.
    pub(super) lists: u32,
    /// The bits of the classes of its characters.
    classes: u8,
}

impl Signature {
    pub(super) fn of(text: &str, table: &Table) -> Self {
        let bytes = text.as_bytes();
        let (mut lists, mut classes, mut at) = (0, 0, 0);
        while let Some(byte) = bytes.get(at) {
            let class = CLASSES[*byte as usize];
            classes |= class;
            if class & (LETTER | DIGIT) != 0 {
                let (found, length) = table.look(bytes, at);
                lists |= found;
                at += length;
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                continue;
            }
            if class == QUESTION && bytes.get(at + 1) == Some(byte) {
                lists |= table.others;
            }
            at += 1;
        }
        Signature { lists, classes }
    }

    /// Whether it may contain headings, links, images or code fences.
    pub(super) fn markup(self) -> bool {
        self.classes & (MARK | HYPHEN) != 0
    }

    /// Whether it may contain `<add name here>`, or the mark of a list item.
    pub(super) fn template(self) -> bool {
        self.classes & (SIGN | HYPHEN) != 0
    }

    /// Whether a word begins with a digit.
    pub(super) fn figure(self) -> bool {
        self.classes & DIGIT != 0
    }

    /// Whether there is a `!`.
    pub(super) fn shout(self) -> bool {
        self.classes & SHOUT != 0
    }
}

const OTHER: u8 = 0;
/// Where a word begins.
const LETTER: u8 = 1;
/// The same.
const DIGIT: u8 = 2;
/// What headings, links, images, HTML and fences begin or end with.
const MARK: u8 = 4;
/// What templates leave behind.
const SIGN: u8 = 8;
/// Both.
const HYPHEN: u8 = 16;
/// `??` and `???` are phrases too.
const QUESTION: u8 = 32;
const SHOUT: u8 = 64;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0u8;
    loop {
        classes[byte as usize] = match byte {
            b'#' | b'=' | b'~' | b'`' | b']' => MARK,
            b'<' | b'*' | b'+' => SIGN,
            b'-' => HYPHEN,
            b'?' => QUESTION,
            b'!' => SHOUT,
            b'0'..=b'9' => DIGIT,
            _ if byte.is_ascii_alphabetic() => LETTER,
            _ => OTHER,
        };
        if byte == u8::MAX {
            break classes;
        }
        byte += 1;
    }
};
