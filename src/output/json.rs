//! Findings for programs: one JSON object, stable as version 1.

use super::baseline::Entry;
use super::{Results, is_hidden, mask};
use crate::diagnostic::{Checked, Diagnostic, Fix, Level};
use crate::source::{Source, Span};
use serde::Serialize;
use std::fmt::Write;
use std::io;

/// Increased when a reader of the old structure could fail on the new one.
const VERSION: u32 = 1;

/// Writes the report. Lines and columns count from 1, columns in Unicode code points; offsets count bytes from 0.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write) -> io::Result<()> {
    let results = &*mask::results(results);
    let counts = results.counts();
    let output = Output {
        version: VERSION,
        files: results.files,
        diagnostics: results.findings().map(|(checked, found)| finding(checked, found)).collect(),
        counts: Counts {
            error: counts.errors,
            warning: counts.warnings,
            info: counts.infos,
            fixable: counts.fixable,
        },
        baseline: results
            .baseline
            .as_ref()
            .map(|baseline| Baseline { known: baseline.known.len(), unmatched: &baseline.unmatched }),
    };
    write_json(&output, out)
}

/// Writes any value as indented JSON with a final newline, in which no character can affect a terminal.
///
/// # Errors
/// An error of the writer.
pub fn write_json(value: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
    out.write_all(harmless(&serde_json::to_string_pretty(value)?).as_bytes())?;
    out.write_all(b"\n")
}

/// JSON with hidden characters as `\uXXXX`. They can only be in strings, where that means the same text.
fn harmless(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for character in json.chars() {
        if is_hidden(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(escaped, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

#[derive(Serialize)]
struct Output<'r> {
    version: u32,
    files: usize,
    diagnostics: Vec<Finding<'r>>,
    counts: Counts,
    /// Only for a run that was compared with a baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline<'r>>,
}

#[derive(Serialize)]
struct Baseline<'r> {
    known: usize,
    unmatched: &'r [Entry],
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
    fixable: usize,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'static str,
    level: Level,
    message: &'r str,
    help: Option<&'r str>,
    path: &'r str,
    start: Place,
    end: Place,
    related: Vec<Related<'r>>,
    fix: Option<FixOut<'r>>,
    url: String,
}

#[derive(Serialize)]
struct Related<'r> {
    message: &'r str,
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct FixOut<'r> {
    title: &'r str,
    edits: Vec<EditOut<'r>>,
}

#[derive(Serialize)]
struct EditOut<'r> {
    start: Place,
    end: Place,
    text: &'r str,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
    offset: usize,
}

fn finding<'r>(checked: &'r Checked, found: &'r Diagnostic) -> Finding<'r> {
    let source = &checked.source;
    let (start, end) = places(source, found.span);
    let related = found.related.iter().map(|label| {
        let (start, end) = places(source, label.span);
        Related { message: &label.message, start, end }
    });
    Finding {
        rule: found.rule.name,
        level: found.level,
        message: &found.message,
        help: found.help.as_deref(),
        path: source.name(),
        start,
        end,
        related: related.collect(),
        fix: found.fix.as_ref().map(|fix| fix_out(source, fix)),
        url: found.rule.url(),
    }
}

fn fix_out<'r>(source: &Source, fix: &'r Fix) -> FixOut<'r> {
    let edits = fix.edits.iter().map(|edit| {
        let (start, end) = places(source, edit.span);
        EditOut { start, end, text: &edit.text }
    });
    FixOut { title: &fix.title, edits: edits.collect() }
}

fn places(source: &Source, span: Span) -> (Place, Place) {
    let range = source.clamp(span);
    let place = |offset| {
        let position = source.position(offset);
        Place { line: position.line, column: position.column, offset: position.offset }
    };
    (place(range.start), place(range.end))
}

#[cfg(test)]
mod tests {
    use super::write_json;

    /// A C1 control in a JSON string is a command to some terminals; escaped it is the same text to every parser.
    #[test]
    fn escapes_what_a_terminal_obeys_and_keeps_the_text() {
        let text = "a\u{9b}\u{202e}\u{7f}\u{1b}\u{e0001}\n\"é";
        let mut out = Vec::new();
        write_json(&[text], &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert!(!json.trim().contains(|c: char| c != '\n' && super::is_hidden(c)), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&json).unwrap(), [text]);
    }
}
