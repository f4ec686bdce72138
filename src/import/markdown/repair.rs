//! Adds missing markup to lines: `#Timeline`, `● item`, a section's name on a line of its own.

use super::Traced;
use super::html::without_html;
use crate::import::when::{Style, lead};
use crate::import::words::{Meaning, Words};

/// List markers that Markdown does not know.
const BULLETS: &[char] = &['●', '•', '▪', '◦', '‣', '∙', '·'];
/// The maximum length of a section's name.
const LONGEST_NAME: usize = 48;

/// A line that was read as a heading: its number, and what it says.
pub(in crate::import) type Heading = (usize, String);

/// The report with its marks, and the lines that were read as headings although nothing marks them.
pub(in crate::import) fn repair(source: &Traced, words: Words, style: Style) -> (Traced, Vec<Heading>) {
    let source = without_html(source);
    let lines: Vec<(&str, usize)> = source.lines().collect();
    let mut repair = Repair { words, style, lines: &lines, level: 0, fence: None, headings: Vec::new() };
    let mut out = Traced::new(1);
    let mut last = String::new();
    for index in 0..lines.len() {
        let (line, origin) = lines[index];
        let new = repair.line(index, &last);
        if index > 0 {
            out.push_made("\n", lines[index - 1].1);
        }
        out.push_made(new.as_deref().unwrap_or(line), origin);
        last = new.unwrap_or_else(|| line.to_owned());
    }
    (out, repair.headings)
}

struct Repair<'l> {
    words: Words<'l>,
    style: Style,
    lines: &'l [(&'l str, usize)],
    /// The level of the heading above.
    level: usize,
    /// The mark that the block of code above began with.
    fence: Option<&'l str>,
    headings: Vec<Heading>,
}

impl<'l> Repair<'l> {
    /// A line with its missing markup; `None` if nothing is missing. `last` is the line above, as repaired.
    fn line(&mut self, index: usize, last: &str) -> Option<String> {
        let line = self.lines[index].0;
        let text = line.trim();
        if self.is_code(text) || text.is_empty() {
            return None;
        }
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        let is_heading = (1..=6).contains(&marks);
        if is_heading && line[marks..].starts_with(' ') {
            self.level = marks;
            return None;
        }
        if is_heading
            && line[marks..].starts_with(char::is_alphabetic)
            && self.words.exact(&line[marks..]).is_some()
        {
            self.level = marks;
            return Some(format!("{} {}", &line[..marks], &line[marks..]));
        }
        if let Some(item) = text.strip_prefix(BULLETS) {
            let begins = !self.is_space(index.checked_sub(1)) && !last.trim_start().starts_with("- ");
            return Some(format!("{}- {}", if begins { "\n" } else { "" }, item.trim_start()));
        }
        self.plain_heading(index)
    }

    /// A plain line is a heading only if it is exactly a section's name and is apart, or before a list or times.
    fn plain_heading(&mut self, index: usize) -> Option<String> {
        let (line, origin) = self.lines[index];
        let text = line.trim();
        let name = text.trim_end_matches(':');
        if !line.starts_with(char::is_alphabetic)
            || name.len() > LONGEST_NAME
            || name.contains(['.', ':', ',', '|'])
        {
            return None;
        }
        let next = self.lines.get(index + 1).map_or("", |(line, _)| line.trim());
        let is_underlined = next.len() > 1 && next.chars().all(|c| c == '-' || c == '=');
        if is_underlined {
            return None;
        }
        let is_listed = next.starts_with(['-', '*', '+', '|'])
            || next.starts_with(BULLETS)
            || next.starts_with("1.")
            || lead(next, self.style).is_some_and(|lead| lead.has_clock());
        let is_apart =
            self.is_space(index.checked_sub(1)) && (text.ends_with(':') || next.is_empty() || is_listed);
        // A text without a heading, in which each part follows its name.
        let is_named = self.level == 0 && text.ends_with(':') && name.contains(' ') && !next.is_empty();
        if !is_apart && !is_listed && !is_named {
            return None;
        }
        let meaning = self.words.exact(name).filter(|meaning| !meaning.is_value())?;
        if !is_apart && !is_named && !matches!(meaning, Meaning::Timeline | Meaning::Actions) {
            return None;
        }
        self.headings.push((origin, text.to_owned()));
        Some(format!("{} {name}", "#".repeat(if self.level == 0 { 2 } else { self.level })))
    }

    /// Whether a line is in a block of code, or begins or ends one.
    fn is_code(&mut self, text: &'l str) -> bool {
        if let Some(fence) = self.fence {
            // The line that ends a code block names no language.
            if text.starts_with(fence) && text.chars().all(|c| fence.starts_with(c)) {
                self.fence = None;
            }
            true
        } else {
            let length = text.bytes().take_while(|byte| text.as_bytes()[0] == *byte).count();
            let is_fence = length >= 3 && text.starts_with(['`', '~']);
            self.fence = is_fence.then(|| &text[..length]);
            is_fence
        }
    }

    fn is_space(&self, index: Option<usize>) -> bool {
        index.and_then(|index| self.lines.get(index)).is_none_or(|(line, _)| line.trim().is_empty())
    }
}
