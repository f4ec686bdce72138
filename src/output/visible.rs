//! Makes characters visible that could move the cursor, hide text or reorder it.
//!
//! Whatever comes from a file is untrusted: `"\x1b[2J"` in YAML is a valid text, and a bidirectional override can make
//! a path look like another one.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a terminal would not show the character as itself: controls (C0, DEL, C1), and characters without width or
/// that change the direction of text.
pub(in crate::output) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with hidden characters written out, including line breaks and tabs: for one line of output.
pub fn visible(text: &str) -> Cow<'_, str> {
    replace(text, is_hidden)
}

/// The same for output of several lines: line feeds and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    replace(text, |character| is_hidden(character) && !matches!(character, '\n' | '\t'))
}

/// The text with the characters written out for which `hidden` is true.
pub(in crate::output) fn replace(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if hidden(character) { push(&mut shown, character) } else { shown.push(character) }
    }
    Cow::Owned(shown)
}

/// Appends the visible form of a hidden character: a control picture (`␛`) or its code (`<U+202E>`).
pub(in crate::output) fn push(shown: &mut String, character: char) {
    let code = u32::from(character);
    let symbol = match code {
        0..0x20 => char::from_u32(0x2400 + code),
        0x7f => Some('\u{2421}'),
        _ => None,
    };
    match symbol {
        Some(symbol) => shown.push(symbol),
        None => write!(shown, "<U+{code:04X}>").expect("writing to a string cannot fail"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file could clear the screen, rewrite earlier lines or swap the letters of a path.
    #[test]
    fn leaves_no_character_that_a_terminal_obeys() {
        assert_eq!(visible("a\u{1b}[2J\r\n\tb"), "a␛[2J␍␊␉b");
        assert_eq!(visible("\u{7f}\u{9b}1m\u{202e}\u{200b}\u{feff}"), "␡<U+009B>1m<U+202E><U+200B><U+FEFF>");
        assert_eq!(visible_lines("a\n\tb\u{1b}"), "a\n\tb␛");
        assert!(matches!(visible("Zürich 🎉"), Cow::Borrowed(_)));
    }
}
