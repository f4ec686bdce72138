//! Findings as JUnit XML, which nearly every build server shows: a test case for each file with findings, and one for
//! all others. A case fails only because of what fails the run; other findings are its output.

use super::visible::replace;
use super::{Repository, Results, full_text, is_hidden, mask};
use crate::diagnostic::{Checked, Diagnostic};
use crate::wording::counted;
use std::fmt::Write;
use std::io;

/// Writes the report.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, repository: &Repository) -> io::Result<()> {
    let results = &*mask::results(results);
    let files: Vec<&Checked> =
        results.checked.iter().filter(|checked| !checked.diagnostics.is_empty()).collect();
    let clean = results.files.saturating_sub(files.len());
    let tests = files.len() + usize::from(clean > 0);
    let fails = |checked: &&Checked| checked.diagnostics.iter().any(|found| results.is_failure(found.level));
    let failures = files.iter().copied().filter(fails).count();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"postmortem\" {counts}>")?;
    writeln!(out, "  <testsuite name=\"postmortem lint\" {counts}>")?;
    for checked in files {
        write_file(results, checked, out, repository)?;
    }
    if clean > 0 {
        let new = if results.known().next().is_some() { "new " } else { "" };
        let name = format!("{} without {new}findings", counted(clean, "file"));
        writeln!(out, "    <testcase classname=\"postmortem.lint\" name=\"{name}\"/>")?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn write_file(
    results: &Results,
    checked: &Checked,
    out: &mut impl io::Write,
    repository: &Repository,
) -> io::Result<()> {
    let path = repository.path(checked.source.name());
    let name = attribute(&path);
    writeln!(out, "    <testcase classname=\"postmortem.lint\" name=\"{name}\" file=\"{name}\">")?;
    let (failures, others): (Vec<_>, Vec<_>) =
        checked.diagnostics.iter().partition(|found| results.is_failure(found.level));
    for found in failures {
        let message = attribute(&format!("{}: {}", found.level.name(), found.message));
        let text = escape(&place_and_text(&path, checked, found), "\n\t");
        writeln!(out, "      <failure type=\"{}\" message=\"{message}\">{text}</failure>", found.rule.name)?;
    }
    if !others.is_empty() {
        let texts: Vec<_> = others.iter().map(|found| place_and_text(&path, checked, found)).collect();
        writeln!(out, "      <system-out>{}</system-out>", escape(&texts.join("\n"), "\n\t"))?;
    }
    writeln!(out, "    </testcase>")
}

/// `path:line:column: error[rule]: message` as compilers write it, then the rest.
fn place_and_text(path: &str, checked: &Checked, found: &Diagnostic) -> String {
    let place = checked.source.position(found.span.start());
    let (level, rule) = (found.level.name(), found.rule.name);
    let text = full_text(&checked.source, found);
    format!("{path}:{}:{}: {level}[{rule}]: {text}", place.line, place.column)
}

/// An attribute's value, in which a parser would turn a line break or a tab into a space.
fn attribute(text: &str) -> String {
    escape(text, "")
}

/// The text in XML, with hidden characters as references, except those to `keep`.
fn escape(text: &str, keep: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in replace(text, is_forbidden).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            hidden if is_hidden(hidden) && !keep.contains(hidden) => {
                write!(escaped, "&#{};", u32::from(hidden)).expect("writing to a string cannot fail");
            }
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// Whether XML 1.0 cannot represent the character, not even as a reference.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}
