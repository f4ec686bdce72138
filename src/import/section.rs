//! Sections of a report: what each is about, what is in it, what is below it.

use super::label::{bold_line, footnote, label, plain};
use super::markdown::{Block, Doc, Kind, Span};
use super::when::{Style, lead};
use super::words::{Meaning, Words};

/// The level of a bold line that is a heading in all but name.
pub(super) const BOLD: u8 = 7;
/// A longer remark in parentheses after a bold line makes it a text.
const LONGEST_REMARK: usize = 30;
/// The level of a part with a label.
pub(super) const LABELLED: u8 = 8;

#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) head: Option<Span>,
    pub(super) text: String,
    pub(super) level: u8,
    /// What it is about, and whether its heading says exactly that.
    pub(super) meaning: Option<(Meaning, bool)>,
    pub(super) blocks: Vec<Block>,
    pub(super) subs: Vec<Section>,
}

impl Section {
    pub(super) fn walk<'s>(&'s self, visit: &mut impl FnMut(&'s Section)) {
        visit(self);
        for sub in &self.subs {
            sub.walk(visit);
        }
    }

    pub(super) fn exact(&self) -> Option<Meaning> {
        self.meaning.filter(|(_, is_exact)| *is_exact).map(|(meaning, _)| meaning)
    }

    pub(super) fn means(&self, wanted: Meaning) -> bool {
        self.meaning.is_some_and(|(meaning, _)| meaning == wanted)
    }

    /// Whether a list or table is in it or below it.
    pub(super) fn has_list(&self) -> bool {
        let is_list = |block: &Block| matches!(block.kind, Kind::List(..) | Kind::Table(_));
        self.blocks.iter().any(is_list) || self.subs.iter().any(Section::has_list)
    }
}

/// The sections of a report, below one that stands for all of it.
pub(super) fn sections(doc: &Doc, words: Words, style: Style) -> Section {
    let mut stack = vec![Section::default()];
    for block in &doc.blocks {
        if let Some(section) =
            labelled(doc, words, block).filter(|_| stack.iter().any(|above| above.level == BOLD))
        {
            fold(&mut stack, BOLD);
            stack.push(section);
            continue;
        }
        let Some((level, text)) = heading(doc, block) else {
            let kind = match block.kind {
                // A paragraph before a rule without an empty line between them reads as a heading.
                Kind::Heading(_) => Kind::Paragraph,
                ref kind => kind.clone(),
            };
            if let Some(top) = stack.last_mut() {
                top.blocks.push(Block { kind, span: block.span.clone() });
            }
            continue;
        };
        let text = footnote(&text).map_or(&*text, |at| &text[..at]).trim_end_matches(':').trim().to_owned();
        let is_time = lead(&text, style).is_some_and(|lead| lead.has_clock() || lead.is_alone());
        let timeline = stack.iter().rposition(|section| section.means(Meaning::Timeline));
        // A heading that is a time belongs to the timeline in which it is, whatever its level.
        let level = match timeline {
            Some(timeline) if is_time => level.max(stack[timeline].level + 1),
            _ => level,
        };
        fold(&mut stack, level);
        let meaning = if is_time { None } else { words.classify(&text) };
        stack.push(Section { head: Some(block.span.clone()), text, level, meaning, ..Section::default() });
    }
    fold(&mut stack, 0);
    stack.swap_remove(0)
}

/// `**Root cause:** …` among bold lines that are headings: a section with its text.
fn labelled(doc: &Doc, words: Words, block: &Block) -> Option<Section> {
    let raw = doc.raw(&block.span);
    let label =
        matches!(block.kind, Kind::Paragraph).then(|| label(raw)).flatten().filter(|label| label.is_bold)?;
    let meaning = words.exact(&label.name).filter(|meaning| !meaning.is_value())?;
    let value = block.span.start + label.value..block.span.end;
    if doc.raw(&value).trim().is_empty() {
        return None;
    }
    let head = Some(block.span.start..value.start);
    let blocks = vec![Block::paragraph(value)];
    Some(Section {
        head,
        text: label.name,
        level: BOLD,
        meaning: Some((meaning, true)),
        blocks,
        ..Section::default()
    })
}

/// Ends the sections that a heading of a level ends.
fn fold(stack: &mut Vec<Section>, level: u8) {
    while stack.len() > 1 && stack.last().is_some_and(|section| section.level >= level) {
        let ended = stack.pop().unwrap_or_default();
        if let Some(top) = stack.last_mut() {
            top.subs.push(ended);
        }
    }
}

/// Whether a line with a line of `=` or `-` below it is a heading: a long one above `-` may be a paragraph before a rule.
fn is_underlined(raw: &str) -> bool {
    raw.matches('\n').count() == 1 && (raw.ends_with("==") || raw.find('\n').is_some_and(|end| end <= 100))
}

/// The level and text of a block that is a heading.
fn heading(doc: &Doc, block: &Block) -> Option<(u8, String)> {
    let raw = doc.raw(&block.span).trim();
    match block.kind {
        Kind::Heading(level) if raw.starts_with('#') || is_underlined(raw) => {
            Some((level, plain(&doc.markdown(&block.span))))
        }
        Kind::Paragraph => {
            // `**Timeline** (PT)`
            let (start, zone) = raw.split_once("** (").map_or((raw, ""), |(start, zone)| (start, zone));
            let is_marked = zone.ends_with(')') && !zone.contains('\n') && zone.len() <= LONGEST_REMARK;
            let bold = bold_line(raw).or_else(|| is_marked.then(|| start.strip_prefix("**")).flatten())?;
            let has_value = label(bold).is_some_and(|label| !bold[label.value..].trim().is_empty());
            let text = if is_marked { raw } else { bold };
            (!has_value).then(|| (BOLD, plain(text)))
        }
        _ => None,
    }
}
