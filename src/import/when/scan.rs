//! A cursor in a text that reads a time part by part, and goes back if a part does not match.

use super::Style;

/// Emphasis markers that can be around a time.
const MARKS: &[&str] =
    &["**", "__", "~~", "``", "*", "_", "`", "<b>", "<strong>", "<em>", "<i>", "<code>", "<u>"];
/// Line breaks in table cells.
const BREAKS: &[&str] = &["<br>", "<br/>", "<br />"];

/// What ends the emphasis that a marker begins.
pub(super) fn closing(mark: &'static str) -> &'static str {
    match mark {
        "<b>" => "</b>",
        "<strong>" => "</strong>",
        "<em>" => "</em>",
        "<i>" => "</i>",
        "<code>" => "</code>",
        "<u>" => "</u>",
        mark => mark,
    }
}

#[derive(Clone)]
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Emphasis markers that are open.
    pub(super) open: Vec<&'static str>,
    pub(super) style: Style,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str, at: usize, style: Style) -> Self {
        Scan { text, at, open: Vec::new(), style }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn is_at_word(&self) -> bool {
        self.next().is_some_and(char::is_alphanumeric)
    }

    /// Skips spaces, commas and emphasis markers between the parts of a time.
    pub(super) fn skip(&mut self) {
        loop {
            let rest = self.rest();
            if let Some(c) = rest.chars().next().filter(|c| matches!(c, ' ' | '\t' | '\u{a0}' | ',')) {
                self.at += c.len_utf8();
                continue;
            }
            if let Some(broken) = BREAKS.iter().find(|broken| rest.starts_with(**broken)) {
                self.at += broken.len();
                continue;
            }
            if let Some(end) = self.open.last().map(|mark| closing(mark)).filter(|end| rest.starts_with(*end))
            {
                self.at += end.len();
                self.open.pop();
                continue;
            }
            let Some(mark) = MARKS.iter().find(|mark| rest.starts_with(**mark)) else { return };
            self.at += mark.len();
            self.open.push(mark);
        }
    }

    /// Skips a text if it follows, in any case, and returns whether it did.
    pub(super) fn take(&mut self, literal: &str) -> bool {
        let is_next = self.rest().get(..literal.len()).is_some_and(|text| text.eq_ignore_ascii_case(literal));
        self.at += if is_next { literal.len() } else { 0 };
        is_next
    }

    /// The first of some texts that follows.
    pub(super) fn take_any(&mut self, literals: &[&str]) -> Option<usize> {
        literals.iter().position(|literal| self.take(literal))
    }

    /// A number with a minimum and a maximum of digits.
    pub(super) fn number(&mut self, min: usize, max: usize) -> Option<u32> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits < min || digits > max {
            return None;
        }
        let number = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(number)
    }

    /// The letters that follow.
    pub(super) fn word(&self) -> &'t str {
        let end = self.rest().find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest().len());
        &self.rest()[..end]
    }

    /// A name of a list, whole or its first three or four letters, with its place in the list.
    pub(super) fn name(&mut self, names: &[&str]) -> Option<usize> {
        let word = self.word();
        if word.len() < 3 || word.len() > 9 {
            return None;
        }
        let lower = word.to_lowercase();
        let is_short = matches!(lower.len(), 3 | 4);
        let at = names.iter().position(|name| *name == lower || is_short && name.starts_with(&lower))?;
        self.at += word.len();
        self.take(".");
        Some(at)
    }

    /// Reads something, or goes back to where it was.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let saved = self.clone();
        let result = read(self);
        if result.is_none() {
            *self = saved;
        }
        result
    }
}
