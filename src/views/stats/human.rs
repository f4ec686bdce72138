//! Statistics for a terminal: sentences and tables with bars, in at most 80 columns.

use super::Stats;
use super::sections::{Part, Section, sections};
use crate::output::human::Look;
use crate::output::{masked_text, visible, wrap};
use crate::views::table::human;

/// Longer lines are hard to read.
const WIDEST: usize = 80;
const INDENT: &str = "  ";

/// The statistics as lines.
pub fn text(stats: &Stats, look: Look) -> String {
    let width = if look.wraps { look.width.min(WIDEST) } else { WIDEST };
    let look = Look { width, wraps: true, ..look };
    let mut text = String::new();
    for (index, Section { title, parts, .. }) in sections(stats).iter().enumerate() {
        let gap = if index > 0 { "\n" } else { "" };
        text.extend([gap, &bold(title, look), "\n"]);
        for part in parts {
            text.push('\n');
            push_part(&mut text, part, look);
        }
    }
    text
}

fn push_part(text: &mut String, part: &Part, look: Look) {
    if !part.heading.is_empty() {
        text.extend([INDENT, &bold(part.heading, look), "\n"]);
    }
    part.lines.iter().for_each(|line| push_line(text, line, look));
    if let Some(table) = &part.table {
        text.push_str(if part.lines.is_empty() { "" } else { "\n" });
        let inner = Look { width: look.width - INDENT.len(), ..look };
        for line in human::text(table, inner, &|_| String::new()).lines() {
            text.extend([INDENT, line, "\n"]);
        }
    }
    part.notes.iter().for_each(|line| push_line(text, line, look));
}

fn push_line(text: &mut String, line: &str, look: Look) {
    let line = visible(&masked_text(line)).into_owned();
    *text += INDENT;
    *text += &wrap(words(&line).iter().map(String::as_str), INDENT.len(), INDENT, "", look.width);
    text.push('\n');
}

/// The words of a line, each number with its unit: they belong on one line.
fn words(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in line.split(' ') {
        let is_unit = ["min", "h", "d", "%"].contains(&word.trim_end_matches(['.', ',', ')']));
        match words.last_mut() {
            Some(number) if is_unit && number.ends_with(|c: char| c.is_ascii_digit()) => {
                number.extend([" ", word]);
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn bold(text: &str, look: Look) -> String {
    if look.color { format!("\x1b[1m{text}\x1b[0m") } else { text.to_owned() }
}
