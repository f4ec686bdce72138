//! Takes labelled parts out of sections that are about nothing in particular: `- **Impact**: …` in a preamble.

use super::label::{Named, label, plain};
use super::markdown::{Block, Doc, Item, Kind, Span};
use super::section::{LABELLED, Section};
use super::words::{Meaning, Words};
use std::collections::BTreeSet;

/// A value of a field, as the report has it.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) meaning: Meaning,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) line: usize,
}

pub(super) struct Lift<'d> {
    pub(super) doc: &'d Doc,
    pub(super) words: Words<'d>,
    /// The meanings that have a section.
    pub(super) present: BTreeSet<Meaning>,
    pub(super) values: Vec<Value>,
}

/// What a section is about, as far as that decides which labels are taken out of it.
struct Place {
    meaning: Option<Meaning>,
    /// Whether it is about nothing in particular.
    is_loose: bool,
}

impl Lift<'_> {
    pub(super) fn section(&mut self, section: &mut Section, inherited: Option<Meaning>) {
        let meaning = section.meaning.map(|(meaning, _)| meaning).or(inherited);
        for sub in &mut section.subs {
            self.section(sub, meaning);
        }
        if matches!(
            meaning,
            Some(
                Meaning::Timeline
                    | Meaning::Actions
                    | Meaning::Links
                    | Meaning::Glossary
                    | Meaning::Roles
                    | Meaning::Note
            )
        ) {
            return;
        }
        let is_loose = meaning.is_none_or(|meaning| meaning.is_value() || meaning == Meaning::Narrative);
        let place = Place { meaning, is_loose };
        let (mut kept, mut found) = (Vec::new(), Vec::new());
        for block in std::mem::take(&mut section.blocks) {
            match block.kind {
                Kind::Paragraph => self.paragraph(&block.span, &place, &mut kept, &mut found),
                Kind::List(items, is_whole) => {
                    let list = (items, is_whole, block.span);
                    self.list(list, &place, &mut kept, &mut found);
                }
                Kind::Table(rows)
                    if (is_loose || meaning == Some(Meaning::Summary))
                        && rows.iter().all(|row| row.len() == 2) =>
                {
                    if let Some(rows) = self.table(rows, &place, &mut found) {
                        kept.push(Block { kind: Kind::Table(rows), span: block.span });
                    }
                }
                kind => kept.push(Block { kind, span: block.span }),
            }
        }
        section.blocks = kept;
        section.subs.splice(0..0, found);
    }

    /// Whether a label of a meaning is taken out of a place.
    fn fits(&self, meaning: Meaning, is_bold: bool, place: &Place) -> bool {
        let is_text = matches!(place.meaning, Some(Meaning::Summary | Meaning::Impact | Meaning::Background));
        if meaning == Meaning::Severity && is_bold && is_text {
            true
        } else if meaning == Meaning::Actions && !is_bold && !place.is_loose {
            false
        } else if is_value(meaning) {
            place.is_loose
        } else {
            let is_own = place.meaning == Some(Meaning::Summary) && self.present.contains(&meaning);
            Some(meaning) != place.meaning && (is_bold || place.is_loose) && !is_own
        }
    }

    fn named(&self, line: &Span, end: usize) -> Option<Named> {
        let text = self.doc.raw(line);
        let space = text.len() - text.trim_start().len();
        let label = label(text.trim_start())?;
        let value = line.start + space + label.value;
        Some(Named { is_bold: label.is_bold, name: label.name, head: line.start..value, value: value..end })
    }

    fn value(&mut self, meaning: Meaning, named: Named) {
        let (mut text, line) = (self.doc.markdown(&named.value), self.doc.line(named.head.start));
        // `**Lead: Kim**`: the emphasis began before the label.
        if named.is_bold && text.matches("**").count() == 1 && text.ends_with("**") {
            text.truncate(text.len() - "**".len());
        }
        self.values.push(Value { meaning, name: named.name, text, line });
    }

    /// `**Date:** today | **Severity:** SEV1`: labels on one line.
    fn pieces(&self, line: &Span) -> Vec<Span> {
        let text = self.doc.raw(line);
        let is_label = |text: &str| text.starts_with("**") && label(text).is_some();
        if !is_label(text.trim_start()) {
            return vec![line.clone()];
        }
        let bars =
            text.match_indices(" | ").filter(|(at, bar)| is_label(text[at + bar.len()..].trim_start()));
        let (mut pieces, mut start) = (Vec::new(), line.start);
        for (at, bar) in bars {
            pieces.push(start..line.start + at);
            start = line.start + at + bar.len();
        }
        pieces.push(start..line.end);
        pieces
    }

    /// Whether a line goes on with a sentence.
    fn goes_on(&self, line: &Span) -> bool {
        let text = self.doc.raw(line).trim_start();
        text.starts_with(char::is_lowercase) && label(text).is_none()
    }

    fn paragraph(&mut self, span: &Span, place: &Place, kept: &mut Vec<Block>, found: &mut Vec<Section>) {
        let mut rest: Option<Span> = None;
        let mut open = false;
        let lines = self.doc.lines(span);
        let lines: Vec<Span> = lines.iter().flat_map(|line| self.pieces(line)).collect();
        // The value that the line above gave, which goes on where its sentence does.
        let mut value = false;
        for line in lines {
            if value && self.goes_on(&line) {
                let text = self.doc.markdown(&line);
                if let Some(value) = self.values.last_mut() {
                    value.text.extend(["\n", &text]);
                }
                continue;
            }
            value = false;
            let named =
                self.named(&line, line.end).filter(|named| !named.name.to_lowercase().starts_with("todo"));
            let hit = named.and_then(|named| {
                let meaning = self.words.exact(&named.name)?;
                self.fits(meaning, named.is_bold, place).then_some((meaning, named))
            });
            match hit {
                Some((meaning, named)) => {
                    kept.extend(rest.take().map(Block::paragraph));
                    open = !is_value(meaning);
                    if open {
                        let blocks = vec![Block::paragraph(named.value.clone())];
                        found.push(part(meaning, named, blocks));
                    } else {
                        value = self.doc.raw(&named.value).chars().any(char::is_alphanumeric);
                        self.value(meaning, named);
                    }
                }
                None if open => {
                    if let Some(block) = found.last_mut().and_then(|part| part.blocks.first_mut()) {
                        block.span.end = line.end;
                    }
                }
                None => rest = Some(rest.map_or(line.clone(), |rest| rest.start..line.end)),
            }
        }
        kept.extend(rest.map(Block::paragraph));
    }

    fn list(
        &mut self,
        (items, is_whole, span): (Vec<Item>, bool, Span),
        place: &Place,
        kept: &mut Vec<Block>,
        found: &mut Vec<Section>,
    ) {
        let named: Vec<Option<Named>> = items.iter().map(|item| self.named_item(item)).collect();
        let are_many = named.iter().flatten().count() * 2 >= items.len();
        let is_text = |named: &Option<Named>| {
            let meaning = named.as_ref().and_then(|named| self.words.exact(&named.name));
            meaning.is_some_and(|meaning| !meaning.is_value())
        };
        // Every item is the name of a field, so the list markers are not needed.
        let are_all = items.len() > 1 && named.iter().all(is_text);
        let total = items.len();
        let mut left = Vec::new();
        for (item, named) in items.into_iter().zip(named) {
            let hit = named.and_then(|named| {
                let meaning = self.words.exact(&named.name)?;
                let is_severity = meaning == Meaning::Severity && are_many;
                let fits = self.fits(meaning, named.is_bold || are_all || is_severity, place)
                    && (named.is_bold || are_many);
                fits.then_some((meaning, named))
            });
            let Some((meaning, named)) = hit else {
                left.push(item);
                continue;
            };
            if is_value(meaning) && item.blocks.len() == 1 {
                self.value(meaning, named);
                continue;
            }
            if meaning == Meaning::Severity
                && let Some(value) = self.first_below(&item, &named)
            {
                self.value(meaning, Named { value, ..named });
                kept.extend(item.blocks.into_iter().skip(1));
                continue;
            }
            let mut blocks = item.blocks;
            if self.doc.raw(&named.value).trim().is_empty() {
                blocks.remove(0);
            } else {
                blocks[0].span = named.value.clone();
            }
            found.push(part(meaning, named, blocks));
        }
        let is_whole = is_whole && left.len() == total;
        if !left.is_empty() {
            kept.push(Block { kind: Kind::List(left, is_whole), span });
        }
    }

    /// The first line of the list below a label without a value: the severity, and below it why.
    fn first_below(&self, item: &Item, named: &Named) -> Option<Span> {
        // `&#x20;` is an entity that exporters leave.
        let is_empty =
            self.doc.raw(&named.value).replace("&#x20;", "").trim_matches(['*', ' ', ':']).is_empty();
        let Some(Block { kind: Kind::List(below, _), .. }) = item.blocks.get(1).filter(|_| is_empty) else {
            return None;
        };
        below.first()?.blocks.first().map(|block| block.span.clone())
    }

    fn named_item(&self, item: &Item) -> Option<Named> {
        let head = item.blocks.first().filter(|block| matches!(block.kind, Kind::Paragraph))?;
        let line = self.doc.lines(&head.span).into_iter().next()?;
        self.named(&line, head.span.end)
    }

    /// The rows of a table of labels; returns the table if it is not one.
    fn table(
        &mut self,
        rows: Vec<Vec<Span>>,
        place: &Place,
        found: &mut Vec<Section>,
    ) -> Option<Vec<Vec<Span>>> {
        let name = |row: &Vec<Span>| plain(self.doc.raw(&row[0]));
        let meanings: Vec<_> = rows.iter().map(|row| self.words.exact(&name(row))).collect();
        // Bold names are labels, even if no field knows most of them.
        let is_bold = |row: &Vec<Span>| {
            let name = self.doc.raw(&row[0]).trim();
            name.is_empty() || name.starts_with("**") && name.ends_with("**")
        };
        let known = meanings.iter().flatten().count();
        let are_labels = known > 0 && rows.iter().all(is_bold);
        if !are_labels && known * 2 < meanings.len() {
            return Some(rows);
        }
        for (row, meaning) in rows.iter().zip(meanings) {
            let name = name(row);
            let value = row[1].start..row[1].start + cell_end(self.doc.raw(&row[1]));
            let head = row[0].clone();
            let is_part = |meaning: &Meaning| {
                !is_value(*meaning) && (self.fits(*meaning, true, place) || Some(*meaning) != place.meaning)
            };
            if let Some(meaning) = meaning.filter(is_part) {
                let blocks = vec![Block::paragraph(value.clone())];
                found.push(part(meaning, Named { name, is_bold: true, head, value }, blocks));
            } else {
                let text = self.doc.markdown(&value);
                if !(name.is_empty() && text.is_empty()) {
                    // What fits no field is kept unchanged.
                    let meaning = meaning.filter(|meaning| is_value(*meaning)).unwrap_or(Meaning::Status);
                    self.values.push(Value { meaning, name, text, line: self.doc.line(head.start) });
                }
            }
        }
        None
    }
}

/// The length of a cell's text, without the bar that ends its row.
fn cell_end(cell: &str) -> usize {
    cell.trim_end().trim_end_matches('|').trim_end().len()
}

fn is_value(meaning: Meaning) -> bool {
    meaning.is_value() || meaning == Meaning::Roles
}

fn part(meaning: Meaning, named: Named, blocks: Vec<Block>) -> Section {
    Section {
        text: named.name,
        head: Some(named.head),
        meaning: Some((meaning, true)),
        blocks,
        level: LABELLED,
        ..Section::default()
    }
}
