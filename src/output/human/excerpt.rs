//! The lines of a file that a finding is about, made safe to show.
//!
//! `annotate-snippets` scans all text that it is given, panics on spans outside it, and prints a line with two distant
//! labels in full. So it only gets the necessary lines, cut around the location, with adjusted spans.

use crate::diagnostic::{Diagnostic, Label};
use crate::output::visible::{is_hidden, push, visible};
use crate::source::{Source, Span};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// A related location further away than this is described in words instead of being shown.
const FARTHEST: usize = 200;

/// Columns for the line numbers and bars next to the text.
const GUTTER: usize = 12;

/// The part of a file that is shown for one finding.
pub(super) struct Excerpt {
    first_line: usize,
    text: String,
    marks: Vec<Mark>,
    notes: Vec<String>,
}

struct Mark {
    span: Range<usize>,
    label: Option<String>,
    kind: AnnotationKind,
}

/// A location on one line of the source, before it is mapped to the shown line.
struct Place<'d> {
    line: usize,
    range: Range<usize>,
    label: Option<&'d str>,
}

impl Excerpt {
    pub(super) fn new(source: &Source, found: &Diagnostic, width: usize) -> Self {
        let room = width.saturating_sub(GUTTER).max(40);
        let primary = Place::new(source, found.span, None);
        let near = |place: &Place| place.line.abs_diff(primary.line) <= FARTHEST;
        let (shown, in_words): (Vec<Place>, Vec<Place>) =
            found.related.iter().map(|label| Place::of(source, label)).partition(near);
        let mut excerpt = Excerpt {
            first_line: shown.iter().map(|place| place.line).fold(primary.line, usize::min),
            text: String::new(),
            marks: Vec::new(),
            notes: in_words.iter().map(|place| place.in_words(source)).collect(),
        };
        let mut by_line: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for place in std::iter::once(primary).chain(shown) {
            by_line.entry(place.line).or_default().push(place);
        }
        let mut previous = excerpt.first_line;
        for (line, places) in &by_line {
            excerpt.skip(source, previous, *line);
            excerpt.line(source, places, room);
            previous = *line;
        }
        excerpt
    }

    pub(super) fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let marks =
            self.marks.iter().map(|mark| mark.kind.span(mark.span.clone()).label(mark.label.as_deref()));
        Snippet::source(self.text.as_str()).line_start(self.first_line).annotations(marks)
    }

    pub(super) fn notes(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(String::as_str)
    }

    /// Ends the previous line; lines between two locations are folded, so only a single one needs its text.
    fn skip(&mut self, source: &Source, from: usize, to: usize) {
        if to == from + 2 {
            self.text.push('\n');
            let between = source.line(from + 1);
            self.text.push_str(&visible(&source.text()[cut(source.text(), &between, between.start, 60)]));
        } else {
            self.text.extend(std::iter::repeat_n('\n', (to - from).saturating_sub(1)));
        }
        if to > from {
            self.text.push('\n');
        }
    }

    fn line(&mut self, source: &Source, places: &[Place], room: usize) {
        let text = source.text();
        // The finding's own location comes first, and is never cut off.
        let main = places.iter().find(|place| place.label.is_none()).unwrap_or(&places[0]);
        let whole = source.line(main.line);
        let part = cut(text, &whole, main.range.start, room);
        let base = self.text.len() + if part.start > whole.start { '…'.len_utf8() } else { 0 };
        let (shown, moved) = show(&text[part.clone()]);
        for place in places {
            if place.range.start < part.start || place.range.start > part.end {
                self.notes.push(place.in_words(source));
                continue;
            }
            let at = |offset: usize| base + moved[offset.clamp(part.start, part.end) - part.start];
            self.marks.push(Mark {
                span: at(place.range.start)..at(place.range.end),
                label: place.label.map(|label| visible(label).into_owned()),
                kind: place.label.map_or(AnnotationKind::Primary, |_| AnnotationKind::Context),
            });
        }
        self.text.extend((part.start > whole.start).then_some('…'));
        self.text.push_str(&shown);
        self.text.extend((part.end < whole.end).then_some('…'));
    }
}

impl<'d> Place<'d> {
    fn of(source: &Source, label: &'d Label) -> Self {
        Place::new(source, label.span, Some(&label.message))
    }

    /// The part of a span on its first line: the grip is where it starts.
    fn new(source: &Source, span: Span, label: Option<&'d str>) -> Self {
        let range = source.clamp(span);
        let line = source.position(range.start).line;
        let end = source.line(line).end;
        Place { line, range: range.start.min(end)..range.end.min(end), label }
    }

    /// The location in words, if it cannot be shown.
    fn in_words(&self, source: &Source) -> String {
        let place = source.position(self.range.start);
        let label = self.label.map(visible).unwrap_or_default();
        format!("{label}: line {}, column {}", place.line, place.column)
    }
}

/// The part of a line around `focus` that fits into `room` columns: a third of it before the focus.
fn cut(text: &str, line: &Range<usize>, focus: usize, room: usize) -> Range<usize> {
    let columns = |c: char| if is_hidden(c) { 8 } else { c.width().unwrap_or(0) };
    let fits = |part: &mut dyn Iterator<Item = char>, room: usize| {
        let mut left = room;
        part.take_while(|c| {
            let fits = columns(*c) <= left;
            left = left.saturating_sub(columns(*c));
            fits
        })
        .map(char::len_utf8)
        .sum::<usize>()
    };
    if fits(&mut text[line.clone()].chars(), room) == line.len() {
        return line.clone();
    }
    let start = focus - fits(&mut text[line.start..focus].chars().rev(), room / 3);
    let end = start + fits(&mut text[start..line.end].chars(), room);
    start..end
}

/// The text with hidden characters made visible, and the new position of each of its bytes and of its end.
fn show(text: &str) -> (String, Vec<usize>) {
    let mut shown = String::with_capacity(text.len());
    let mut moved = Vec::with_capacity(text.len() + 1);
    for character in text.chars() {
        moved.extend(std::iter::repeat_n(shown.len(), character.len_utf8()));
        // The library replaces tabs itself, and adjusts the spans.
        if is_hidden(character) && character != '\t' {
            push(&mut shown, character);
        } else {
            shown.push(character);
        }
    }
    moved.push(shown.len());
    (shown, moved)
}
