//! Findings for people, like rustc's: level and rule, message, location, the line with the relevant part underlined,
//! related locations, and the help.

mod excerpt;
pub(in crate::output) mod style;
mod summary;

pub use summary::MANY;

use super::{Counts, Results, mark, mask, visible, visible_lines, wrap_lines};
use crate::diagnostic::{Checked, Diagnostic, Level};
use crate::source::Source;
use annotate_snippets::{Group, Level as Heading, Origin, Renderer};
use std::borrow::Cow;
use std::io;

/// How the output looks; the caller knows the terminal.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Look {
    /// Whether to use colour.
    pub color: bool,
    /// Whether a rule's name links to its page.
    pub links: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether help is wrapped to the width: not in a file.
    pub wraps: bool,
}

impl Default for Look {
    fn default() -> Self {
        Look { color: false, links: false, width: 120, wraps: false }
    }
}

/// Writes all findings, then the summary.
///
/// # Errors
/// An error of the writer.
pub fn write(results: &Results, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    write_findings(&results.checked, out, look)?;
    write_summary(results, out, look)
}

/// Writes only the summary: one line, and if there are many findings, the rules with the most above it.
///
/// # Errors
/// An error of the writer.
pub fn write_summary(results: &Results, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    let most = if results.counts().total() > MANY { summary::NAMED } else { 0 };
    write_rules(results, most, out, look)
}

/// Writes the number of findings of every rule, then the summary line.
///
/// # Errors
/// An error of the writer.
pub fn write_statistics(results: &Results, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    write_rules(results, usize::MAX, out, look)
}

fn write_rules(results: &Results, most: usize, out: &mut impl io::Write, look: Look) -> io::Result<()> {
    for line in summary::rules(results, most, look) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary::line(results, look))
}

/// Writes only the findings, with an empty line after each. If there are several files, each has a heading.
///
/// # Errors
/// An error of the writer.
pub fn write_findings(checked: &[Checked], out: &mut impl io::Write, look: Look) -> io::Result<()> {
    let renderer = style::renderer(look);
    let several = checked.iter().filter(|file| !file.diagnostics.is_empty()).count() > 1;
    for file in checked.iter().filter(|file| !file.diagnostics.is_empty()) {
        let file = &*mask::checked(file);
        if several {
            writeln!(out, "{}\n", heading(file, look))?;
        }
        for found in &file.diagnostics {
            writeln!(out, "{}\n", finding(&renderer, file, found, look))?;
        }
    }
    Ok(())
}

/// `==> incidents/checkout.yaml: 1 error, 2 warnings`.
fn heading(file: &Checked, look: Look) -> String {
    let name = format!("==> {}", visible(file.source.name()));
    let counts = Counts::of(file.diagnostics.iter());
    format!("{}: {}", style::paint(&name, style::BOLD, look), summary::levels(counts, look))
}

fn finding(renderer: &Renderer, file: &Checked, found: &Diagnostic, look: Look) -> String {
    let source = &file.source;
    let heading = match found.level {
        Level::Error => Heading::ERROR,
        Level::Warning => Heading::WARNING,
        Level::Info | Level::Off => Heading::INFO,
    };
    let place = source.position(source.clamp(found.span).start);
    let path = visible(source.name());
    let excerpt = excerpt::Excerpt::new(source, found, look.width);
    let title = heading
        .primary_title(format!("{}{}", mark(found), visible(&found.message)))
        .id(found.rule.name)
        .id_url(found.rule.url());
    let mut group = Group::with_title(title)
        .element(Origin::path(path).line(place.line).char_column(place.column))
        .element(excerpt.snippet());
    for note in excerpt.notes() {
        group = group.element(Heading::NOTE.message(wrapped(note.into(), source, look)));
    }
    if let Some(help) = &found.help {
        group = group.element(Heading::HELP.message(wrapped(visible_lines(help), source, look)));
    }
    without_second_arrow(&renderer.render(&[group]))
}

/// A text for the lines below the excerpt, after the column of line numbers and a word such as `= help: `.
fn wrapped<'t>(text: Cow<'t, str>, source: &Source, look: Look) -> Cow<'t, str> {
    if !look.wraps {
        return text;
    }
    let numbers = source.position(source.text().len()).line.to_string().len();
    wrap_lines(&text, look.width.saturating_sub(numbers + " = help: ".len())).into()
}

/// The library puts an arrow that points nowhere (`:::`) above lines whose location has already been given. It must be
/// given: the library would count columns in the shown text, not in the file.
fn without_second_arrow(rendered: &str) -> String {
    let lines = rendered.lines().enumerate();
    let kept = lines.filter(|(index, line)| *index != 3 || !line.contains(":::")).map(|(_, line)| line);
    kept.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Family, Levels, RuleInfo};
    use crate::source::Span;

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
        let results = Results { checked: vec![checked], files: 2, ..Results::default() };
        write(&results, &mut out, Look { width: 80, ..Look::default() }).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// This is the face of the program.
    #[test]
    fn shows_place_related_place_and_help() {
        let text = "title: x\ntimeline:\n  - 10:15 a\n  - 10:20 b\n\n\n\n\tlate: 10:10\n";
        insta::assert_snapshot!(shown(text, "10:10", &["10:20"]));
    }

    /// An unclosed link swallows the rest of the screen; terminals without link support must not get any.
    #[test]
    fn links_a_rule_to_its_page_if_asked_to() {
        let checked = [Checked {
            source: Source::new("x", "a: b"),
            diagnostics: vec![Diagnostic::new(&RULE, Span::new(0, 1), "m")],
        }];
        let printed = |look| {
            let mut out = Vec::new();
            write_findings(&checked, &mut out, look).unwrap();
            String::from_utf8(out).unwrap()
        };
        let link = format!("\u{1b}]8;;{}\u{1b}\\wrong-type\u{1b}]8;;\u{1b}\\", RULE.url());
        let (linked, plain) =
            (Look { color: true, links: true, ..Look::default() }, Look { color: true, ..Look::default() });
        let shown = strip_colour(&printed(linked));
        assert!(shown.contains(&link), "{shown:?}");
        assert!(!printed(plain).contains("\u{1b}]8"));
    }

    /// The text without colour sequences.
    fn strip_colour(text: &str) -> String {
        let mut parts = text.split("\u{1b}[");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |shown, part| shown + part.split_once('m').map_or("", |(_, rest)| rest))
    }

    /// A finding past the end, or inside an escape sequence, must not crash the run.
    #[test]
    fn shows_hidden_characters_and_the_end_of_the_file() {
        insta::assert_snapshot!(shown("a: \u{1b}[2J\u{200b}x\u{85}y\n", "x", &[]));
        insta::assert_snapshot!(shown("a: b", "missing", &[]));
        insta::assert_snapshot!(shown("", "missing", &[]));
    }

    /// A single line of a megabyte would flood the terminal.
    #[test]
    fn cuts_long_lines_around_the_location_and_describes_far_ones_in_words() {
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
        /// The library below panics on spans that it does not accept, and a crash would hide every finding of the run.
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
                write_findings(std::slice::from_ref(&checked), &mut out, Look { color, links: color, width, wraps: color }).unwrap();
                let hidden = |c: char| crate::output::is_hidden(c) && c != '\n' && !(color && c == '\u{1b}');
                let shown = String::from_utf8(out).unwrap();
                proptest::prop_assert!(!shown.contains(hidden), "{shown}");
            }
        }
    }
}
