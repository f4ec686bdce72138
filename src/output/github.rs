//! Findings as GitHub Actions annotations: one workflow command per line, shown next to the code of a pull request.

use super::visible::replace;
use super::{Repository, Results, full_text, is_hidden, mask};
use crate::diagnostic::{Checked, Diagnostic, Level};
use std::fmt::Write;
use std::io;

/// Writes the report.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, repository: &Repository) -> io::Result<()> {
    let results = &*mask::results(results);
    for (checked, found) in results.findings() {
        writeln!(out, "{}", annotation(checked, found, repository))?;
    }
    Ok(())
}

fn annotation(checked: &Checked, found: &Diagnostic, repository: &Repository) -> String {
    let command = match found.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info | Level::Off => "notice",
    };
    let source = &checked.source;
    let range = source.clamp(found.span);
    // A block ends with its line break, which would also mark the line after it.
    let end = range.start + source.text()[range.clone()].trim_end().len();
    let (start, end) = (source.position(range.start), source.position(end));
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        // GitHub rejects columns that span several lines.
        String::new()
    };
    let (path, rule) = (repository.path(source.name()), found.rule.name);
    // The log shows only the message, and only the first ten of a level become annotations.
    let message = format!("{path}:{}:{}: {rule}: {}", start.line, start.column, full_text(source, found));
    format!(
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(&path),
        start.line,
        end.line,
        property(rule),
        data(&message),
    )
}

/// A text after the last `::`.
fn data(text: &str) -> String {
    escape(text, "%\r\n")
}

/// A property value, which must not end the property either.
fn property(text: &str) -> String {
    escape(text, "%\r\n:,")
}

/// GitHub decodes exactly the characters that it lists. All others must be harmless in a log unescaped.
fn escape(text: &str, named: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in replace(text, |character| is_hidden(character) && !"\t\r\n".contains(character)).chars()
    {
        if named.contains(character) {
            write!(escaped, "%{:02X}", u32::from(character)).expect("writing to a string cannot fail");
        } else {
            escaped.push(character);
        }
    }
    escaped
}
