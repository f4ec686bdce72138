//! A report's text with its blocks; text outside them becomes a block of its own.

use super::blocks::{Block, Kind, Reader, Span, clamp, fill};
use super::links::{Links, rewritten};
use super::traced::Traced;
use crate::import::Error;
use crate::import::places::Places;
use crate::markdown::parse;

/// More lines than any report has.
const MOST_LINES: usize = 100_000;

#[derive(Debug)]
pub(in crate::import) struct Doc {
    text: String,
    pub(in crate::import) blocks: Vec<Block>,
    links: Links,
    /// Where each line starts, and the line of the report that it came from.
    starts: Vec<usize>,
    origins: Vec<usize>,
}

impl Doc {
    /// Reads a report without its front matter.
    ///
    /// # Errors
    /// If it is longer than any report.
    pub(in crate::import) fn new(traced: Traced, places: &Places) -> Result<Doc, Error> {
        let origins = traced.origins().to_vec();
        if origins.len() > MOST_LINES {
            return Err(Error::TooLong);
        }
        let text = traced.text;
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        let mut links = Links::default();
        for (event, span) in parse(&text).into_offset_iter() {
            links.see(event, &text, span, places);
        }
        let mut events = parse(&text).into_offset_iter();
        let mut spent = Vec::new();
        for (label, definition) in events.reference_definitions().iter() {
            if links.used.contains(&label.to_lowercase()) {
                let span = definition.span.clone();
                links.replaced.push((span.start, text[span.clone()].to_owned()));
                spent.push(span);
            }
        }
        spent.sort_by_key(|span| span.start);
        let found = Reader::read(&mut events)?;
        drop(events);
        let blocks = with_gaps(&text, found, &spent);
        Ok(Doc { text, blocks, links, starts, origins })
    }

    /// The text of a span as written.
    pub(in crate::import) fn raw(&self, span: &Span) -> &str {
        &self.text[span.clone()]
    }

    /// The Markdown of a place on its own: links resolved that are defined elsewhere, the indentation of its list taken
    /// off.
    pub(in crate::import) fn markdown(&self, span: &Span) -> String {
        let resolved = self.resolved(span);
        let line = self.text[..span.start].rfind('\n').map_or(0, |at| at + 1);
        let indent = span.start - line;
        let mut lines = resolved.trim_end().split('\n');
        let mut out = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let cut = line.bytes().take(indent).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            out.push('\n');
            // A line of white space would end a block of text in YAML.
            let line = &line[cut..];
            out.push_str(if line.trim().is_empty() { "" } else { line });
        }
        out.trim().to_owned()
    }

    fn resolved(&self, span: &Span) -> String {
        let mut out = String::new();
        let mut at = span.start;
        let links = &self.links.all;
        for link in &links[links.partition_point(|link| link.span.start < span.start)..] {
            if link.span.start >= span.end {
                break;
            }
            if link.span.start < at || link.span.end > span.end {
                continue;
            }
            let is_same = |inner: &Span| inner.start <= link.span.start;
            let inside = |inner: Span| if is_same(&inner) { String::new() } else { self.resolved(&inner) };
            let Some(text) = rewritten(self.raw(&link.span), link, inside) else { continue };
            out.push_str(&self.text[at..link.span.start]);
            out.push_str(&text);
            at = link.span.end;
        }
        out + &self.text[at..span.end]
    }

    /// The line of the report in which a span is.
    pub(in crate::import) fn line(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        self.origins.get(index).copied().unwrap_or(1)
    }

    /// The places of the lines of a place, without empty ones.
    pub(in crate::import) fn lines(&self, span: &Span) -> Vec<Span> {
        let mut at = span.start;
        let mut out = Vec::new();
        for line in self.text[span.clone()].split_inclusive('\n') {
            if !line.trim().is_empty() {
                out.push(at..at + line.trim_end().len());
            }
            at += line.len();
        }
        out
    }

    /// What is gone because an address took its place, with its line.
    pub(in crate::import) fn replaced(&self) -> impl Iterator<Item = (usize, &str)> {
        self.links.replaced.iter().map(|(at, text)| (self.line(*at), text.as_str()))
    }

    /// The ids of other reports of the run that this one links to.
    pub(in crate::import) fn related(&self) -> &[String] {
        &self.links.related
    }
}

/// The blocks, and between them what the parser made no block of. `spent` are definitions that links took in.
fn with_gaps(text: &str, found: Vec<Block>, spent: &[Span]) -> Vec<Block> {
    let is_spent = |gap: &Span| {
        let first = spent.partition_point(|span| span.start < gap.start);
        spent.get(first).is_some_and(|span| span.end <= gap.end)
    };
    let mut all = Vec::new();
    let (mut at, mut next) = (0, 0);
    let end = Block { kind: Kind::Rule, span: text.len()..text.len() };
    for mut block in found.into_iter().chain([end]) {
        clamp(&mut block);
        let mut gap = at;
        while let Some(span) = spent.get(next).filter(|span| span.start < block.span.start) {
            next += 1;
            if span.start >= at && span.end <= block.span.start {
                push_gap(text, gap..span.start, &mut all);
                gap = gap.max(span.end);
            }
        }
        push_gap(text, gap..block.span.start, &mut all);
        at = at.max(block.span.end);
        if block.span.start < text.len() {
            fill(text, &is_spent, &mut block);
            all.push(block);
        }
    }
    all
}

fn push_gap(text: &str, span: Span, all: &mut Vec<Block>) {
    if span.start < span.end && text[span.clone()].chars().any(char::is_alphanumeric) {
        all.push(Block { kind: Kind::Gap, span });
    }
}
