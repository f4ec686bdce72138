//! Findings for people, as rustc shows its own: level and rule, message, place, the line with the part at fault
//! underlined, related places, and the way out.

mod excerpt;

use super::{Counts, Report, visible, visible_lines};
use crate::diagnostic::{Checked, Diagnostic, Level};
use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{Group, Level as Heading, Origin, Renderer};
use std::io;

/// How the output looks; the caller knows the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether to use colour.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Look { color: false, width: 120 }
    }
}

/// Writes all findings, then one line that sums up.
///
/// # Errors
/// Those of the writer.
pub fn write(report: &Report, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    write_findings(&report.checked, out, look)?;
    write_summary(report, out, look)
}

/// Writes only the line that sums up.
///
/// # Errors
/// Those of the writer.
pub fn write_summary(report: &Report, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    writeln!(out, "{}", summary(report.files, report.counts(), look.color))
}

/// Writes findings only, with an empty line after each.
///
/// # Errors
/// Those of the writer.
pub fn write_findings(checked: &[Checked], out: &mut impl io::Write, look: Look) -> io::Result<()> {
    let renderer = if look.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(look.width);
    for file in checked {
        for found in &file.diagnostics {
            writeln!(out, "{}\n", finding(&renderer, file, found, look.width))?;
        }
    }
    Ok(())
}

fn finding(renderer: &Renderer, file: &Checked, found: &Diagnostic, width: usize) -> String {
    let source = &file.source;
    let heading = match found.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Info | Level::Off => Heading::INFO,
    };
    let place = source.position(source.clamp(found.span).start);
    let path = visible(source.name());
    let excerpt = excerpt::Excerpt::new(source, found, width);
    let title = heading.primary_title(visible(&found.message)).id(found.rule.name);
    let mut group = Group::with_title(title)
        .element(Origin::path(path).line(place.line).char_column(place.column))
        .element(excerpt.snippet());
    for note in excerpt.notes() {
        group = group.element(Heading::NOTE.message(note));
    }
    if let Some(help) = &found.help {
        group = group.element(Heading::HELP.message(visible_lines(help)));
    }
    without_second_arrow(&renderer.render(&[group]))
}

/// The library puts an arrow that points nowhere (`:::`) above lines whose place has been given before. It must be
/// given before: the library would count columns in what is shown, not in the file.
fn without_second_arrow(rendered: &str) -> String {
    let lines = rendered.lines().enumerate();
    let kept = lines.filter(|(index, line)| *index != 3 || !line.contains(":::")).map(|(_, line)| line);
    kept.collect::<Vec<_>>().join("\n")
}

/// `3 files checked: 1 error, 2 warnings; 1 can be fixed`.
fn summary(files: usize, counts: Counts, color: bool) -> String {
    let paint = |count: usize, word: &str, style: Style| {
        let style = if color { style } else { Style::new() };
        format!("{style}{}{style:#}", counted(count, word))
    };
    let bold = |color: AnsiColor| color.on_default().effects(Effects::BOLD);
    let found: Vec<String> = [
        (counts.errors, "error", bold(AnsiColor::BrightRed)),
        (counts.warnings, "warning", bold(AnsiColor::Yellow)),
        (counts.infos, "info", bold(AnsiColor::BrightBlue)),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, word, style)| paint(count, word, style))
    .collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    let fixable = match counts.fixable {
        0 => String::new(),
        fixable => format!("; {fixable} can be fixed"),
    };
    format!("{} checked: {found}{fixable}", counted(files, "file"))
}

fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Family, Levels, RuleInfo};
    use crate::source::{Source, Span};

    static RULE: RuleInfo = RuleInfo {
        name: "wrong-type",
        family: Family::Document,
        levels: Levels::all(Level::Error),
        fixable: false,
        page: "",
    };

    /// What is printed for a finding on `marked`, with related labels on each of `related`.
    fn shown(text: &str, marked: &str, related: &[&str]) -> String {
        let span = |part: &str| {
            let start = text.find(part).unwrap_or(text.len());
            Span::new(start, start + part.len())
        };
        let mut found =
            Diagnostic::new(&RULE, span(marked), "a message\u{1b}[31m").help("do this\nor that\u{9b}");
        for part in related {
            found = found.related(span(part), "first defined here");
        }
        let checked =
            Checked { source: Source::new("in\u{202e}cident.yaml", text), diagnostics: vec![found] };
        let mut out = Vec::new();
        let report = Report { checked: vec![checked], files: 2 };
        write(&report, &mut out, Look { color: false, width: 80 }).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// This is the face of the program.
    #[test]
    fn shows_place_related_place_and_help() {
        let text = "title: x\ntimeline:\n  - 10:15 a\n  - 10:20 b\n\n\n\n\tlate: 10:10\n";
        insta::assert_snapshot!(shown(text, "10:10", &["10:20"]));
    }

    /// A finding past the end, or inside an escape sequence, must not crash the run that found it.
    #[test]
    fn shows_hidden_characters_and_the_end_of_the_file() {
        insta::assert_snapshot!(shown("a: \u{1b}[2J\u{200b}x\u{85}y\n", "x", &[]));
        insta::assert_snapshot!(shown("a: b", "missing", &[]));
        insta::assert_snapshot!(shown("", "missing", &[]));
    }

    /// A report of one line of a megabyte would flood the terminal.
    #[test]
    fn cuts_long_lines_around_the_place_and_tells_the_far_ones_in_words() {
        let text =
            format!("first {}needle{} last\n{}far", "é ".repeat(9000), " 🎉".repeat(9000), "\n".repeat(999));
        insta::assert_snapshot!(shown(&text, "needle", &["first", "last", "far"]));
    }

    /// A value of many lines would push the message off the screen: its first line is enough.
    #[test]
    fn underlines_the_first_line_of_a_long_value() {
        insta::assert_snapshot!(shown("a: |\r\n  one\r\n  two\r\n", "|\r\n  one\r\n  two", &[]));
    }

    proptest::proptest! {
        /// The library below panics on spans that it does not like, and a crash would hide every finding of the run.
        #[test]
        fn shows_any_span_of_any_text(
            text in "[ab \\t\\n\\r\\x1b\u{85}\u{202e}é世🎉]{0,300}",
            places in proptest::collection::vec((0usize..320, 0usize..320), 1..5),
            width in 0usize..120,
        ) {
            let mut spans = places.iter().map(|(start, end)| Span::new(*start, *end));
            let first = Diagnostic::new(&RULE, spans.next().unwrap_or_default(), "m");
            let found = spans.fold(first, |found, span| found.related(span, "r\u{1b}"));
            let checked = Checked { source: Source::new("x", text), diagnostics: vec![found] };
            for color in [false, true] {
                let mut out = Vec::new();
                write_findings(std::slice::from_ref(&checked), &mut out, Look { color, width }).unwrap();
                let hidden = |c: char| crate::report::is_hidden(c) && c != '\n' && !(color && c == '\u{1b}');
                let shown = String::from_utf8(out).unwrap();
                proptest::prop_assert!(!shown.contains(hidden), "{shown}");
            }
        }
    }
}
