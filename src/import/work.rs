//! What is known about a report while it is read.

use super::Options;
use super::account::{Account, How};
use super::actions::Action;
use super::lift::Value;
use super::markdown::{Block, Doc, Item, Kind, Span};
use super::notes::Notes;
use super::section::Section;
use super::timeline::Step;
use super::when::{Lead, Style, lead};
use super::words::{Meaning, Words};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The text of a field: prose, or the items of a list.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Prose(String),
    Items(Vec<String>),
}

/// The day that bare times count from, and where it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub(super) date: NaiveDate,
    pub(super) from: &'static str,
    pub(super) is_certain: bool,
    pub(super) line: usize,
}

/// A zone as the report names it.
#[derive(Clone, Debug)]
pub(super) struct ZoneName {
    pub(super) name: String,
    pub(super) line: usize,
}

pub(super) struct Work<'r> {
    pub(super) doc: &'r Doc,
    pub(super) words: Words<'r>,
    pub(super) style: Style,
    pub(super) options: &'r Options,
    pub(super) base: Option<Base>,
    /// The year for days without one.
    pub(super) year: Option<i32>,
    pub(super) title: Option<String>,
    /// A title that says only what kind of document it is.
    pub(super) generic: Option<String>,
    pub(super) values: Vec<Value>,
    /// The texts of each field, each with the heading that it was under.
    pub(super) texts: BTreeMap<Meaning, Vec<(String, Text)>>,
    pub(super) steps: Vec<Step>,
    pub(super) actions: Vec<Action>,
    pub(super) notes: Notes,
    /// Values that no field can hold, with their labels.
    pub(super) details: Vec<String>,
    pub(super) custom: Vec<(String, String)>,
    /// What is kept as a comment, above the field that it is about.
    pub(super) comments: Vec<(Option<Meaning>, String)>,
    /// The zones that the report names, the most likely first.
    pub(super) zones: Vec<ZoneName>,
    /// Whether a section is the summary.
    pub(super) is_summarised: bool,
    /// Whether a section is the timeline.
    pub(super) has_timeline: bool,
    pub(super) occurrence: Option<String>,
    pub(super) account: Account,
    /// The guesses about a field.
    pub(super) hints: BTreeMap<String, Vec<String>>,
}

impl<'r> Work<'r> {
    pub(super) fn new(doc: &'r Doc, words: Words<'r>, style: Style, options: &'r Options) -> Self {
        Work {
            doc,
            words,
            style,
            options,
            base: None,
            year: None,
            title: None,
            generic: None,
            values: Vec::new(),
            texts: BTreeMap::new(),
            steps: Vec::new(),
            actions: Vec::new(),
            notes: Notes::default(),
            details: Vec::new(),
            custom: Vec::new(),
            comments: Vec::new(),
            zones: Vec::new(),
            is_summarised: false,
            has_timeline: false,
            occurrence: None,
            account: Account::default(),
            hints: BTreeMap::new(),
        }
    }

    pub(super) fn raw(&self, span: &Span) -> &'r str {
        self.doc.raw(span)
    }

    pub(super) fn lead<'t>(&self, text: &'t str) -> Option<Lead<'t>> {
        lead(text, self.style)
    }

    pub(super) fn spend(&mut self, line: usize, text: &str, became: &str) {
        self.account.spend(line, text, became);
    }

    pub(super) fn certain(&mut self, line: usize, what: &str, place: impl Into<String>) {
        self.account.place(line, what, place, How::Certain);
    }

    pub(super) fn left(&mut self, line: usize, what: &str, place: impl Into<String>) {
        self.account.place(line, what, place, How::Left);
    }

    /// Notes a guess about a field, which gets a comment.
    pub(super) fn guess(
        &mut self,
        field: &str,
        line: usize,
        what: &str,
        place: impl Into<String>,
        why: String,
    ) {
        self.account.place(line, what, place, How::Guessed);
        self.hints.entry(field.to_owned()).or_default().push(why);
    }

    /// The line of a heading or a label.
    pub(super) fn line_of(&self, section: &Section) -> usize {
        section.head.as_ref().map_or(1, |head| self.doc.line(head.start))
    }

    pub(super) fn comment(&mut self, meaning: impl Into<Option<Meaning>>, text: String) {
        self.comments.push((meaning.into(), text));
    }

    pub(super) fn add_text(&mut self, meaning: Meaning, heading: &str, text: Text) {
        self.texts.entry(meaning).or_default().push((heading.to_owned(), text));
    }

    /// The zone of the heading or of a remark above the entries comes before those of single entries.
    pub(super) fn first_zone(&mut self, name: String, line: usize) {
        self.zones.insert(0, ZoneName { name, line });
    }

    /// Blocks, and sections below them, as one text; headings become bold lines.
    pub(super) fn flat(&self, blocks: &[Block], subs: &[&Section]) -> String {
        let blocks = blocks.iter().filter(|block| !matches!(block.kind, Kind::Rule));
        let mut out: Vec<String> = blocks.map(|block| self.text_of(block)).collect();
        for section in subs {
            if !section.text.is_empty() {
                out.push(format!("**{}**", section.text));
            }
            out.push(self.flat(&section.blocks, &section.subs.iter().collect::<Vec<_>>()));
        }
        out.retain(|text| !text.trim().is_empty());
        out.join("\n\n")
    }

    pub(super) fn text_of(&self, block: &Block) -> String {
        match &block.kind {
            Kind::List(items, false) => {
                let items = items.iter().map(|item| self.doc.markdown(&item.span).replace('\n', "\n  "));
                items.map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")
            }
            _ => self.doc.markdown(&block.span),
        }
    }

    /// A table cell without the bar that ends its row.
    pub(super) fn cell(&self, span: &Span) -> String {
        let text = self.doc.markdown(span);
        text.strip_suffix('|').filter(|text| !text.ends_with('\\')).unwrap_or(&text).trim().to_owned()
    }

    /// The texts of the items of a list.
    pub(super) fn texts_of(&self, items: &[Item]) -> Vec<String> {
        let mark = |item: &Item| if item.checked == Some(true) { "✅ " } else { "" };
        let texts = items.iter().map(|item| format!("{}{}", mark(item), self.doc.markdown(&item.span)));
        texts.filter(|text| text.chars().any(char::is_alphanumeric)).collect()
    }

    /// The heading of a section if it must be kept, because it says more than what the section is about.
    pub(super) fn heading_to_keep(&mut self, section: &Section) -> Option<String> {
        let (meaning, is_exact) = section.meaning?;
        let is_bare = !section.text.contains(['(', '[']) || section.text.contains("(s)");
        if !is_exact || !is_bare {
            return Some(section.text.clone());
        }
        self.spend(self.line_of(section), &section.text, meaning.field());
        None
    }
}
