//! The prose of an incident as words with their positions, made once per file and shared by all rules that read text.
//!
//! Whatever is not prose has no words: code, quotations, URLs, image paths, link targets, HTML.

mod fields;
mod markup;
mod phrases;
mod scan;
mod signature;
mod table;

pub(super) use fields::{Kind, Place};
pub(super) use markup::{Mark, What};
pub(super) use phrases::{List, Phrases};
pub(super) use table::Table;

use crate::model::Incident;
use signature::Signature;
use std::cell::OnceCell;
use std::iter;
use std::ops::Range;

/// A word's position in its text: bytes, as read from YAML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word {
    start: u32,
    end: u32,
    /// The bits of the lists with a phrase that may begin with it.
    lists: u32,
}

/// All texts of an incident.
pub(super) struct Prose<'d> {
    texts: Vec<Entry<'d>>,
    marks: OnceCell<Vec<(usize, Mark<'d>)>>,
}

/// A text, whose words are made when a rule asks for them: few texts need it.
struct Entry<'d> {
    kind: Kind,
    place: Place<'d>,
    content: &'d str,
    signature: Signature,
    table: &'static Table,
    scanned: OnceCell<Scanned>,
}

/// The contents of a text.
struct Scanned {
    words: Vec<Word>,
    /// Whether it may contain Markdown of interest.
    is_marked: bool,
}

impl Entry<'_> {
    fn scanned(&self) -> &Scanned {
        self.scanned.get_or_init(|| {
            let mut words = Vec::with_capacity(self.content.len() / 6);
            let is_marked = scan::scan(self.content, self.table, &mut words);
            Scanned { words, is_marked }
        })
    }
}

/// One text.
#[derive(Clone, Copy)]
pub(super) struct Text<'p> {
    pub(super) kind: Kind,
    pub(super) place: Place<'p>,
    content: &'p str,
    entry: &'p Entry<'p>,
}

impl<'d> Prose<'d> {
    pub(super) fn new(incident: &'d Incident, table: &'static Table) -> Self {
        let mut texts = Vec::with_capacity(64);
        fields::visit(incident, &mut |kind, place, content| {
            let signature = Signature::of(content, table);
            texts.push(Entry { kind, place, content, signature, table, scanned: OnceCell::new() });
        });
        Prose { texts, marks: OnceCell::new() }
    }

    /// The texts of some kinds.
    pub(super) fn texts(&self, kinds: &'static [Kind]) -> impl Iterator<Item = Text<'_>> {
        self.chosen(set_of(kinds))
    }

    /// The texts of all kinds except some.
    pub(super) fn texts_but(&self, kinds: &'static [Kind]) -> impl Iterator<Item = Text<'_>> {
        self.chosen(!set_of(kinds))
    }

    fn chosen(&self, kinds: u32) -> impl Iterator<Item = Text<'_>> {
        self.texts.iter().filter(move |entry| kinds & set_of(&[entry.kind]) != 0).map(text)
    }

    /// The Markdown of the texts that reports show as Markdown.
    pub(super) fn marks(&self) -> impl Iterator<Item = (Text<'_>, &Mark<'_>)> {
        let marks = self.marks.get_or_init(|| {
            let may_be_marked = |entry: &Entry| {
                entry.signature.markup() && entry.kind.is_markdown() && entry.scanned().is_marked
            };
            let marked = self.texts.iter().enumerate().filter(|(_, entry)| may_be_marked(entry));
            marked.flat_map(|(index, entry)| iter::repeat(index).zip(markup::marks(entry.content))).collect()
        });
        marks.iter().map(|(index, mark)| (text(&self.texts[*index]), mark))
    }
}

/// Kinds as bits: every rule asks every text for its own.
fn set_of(kinds: &[Kind]) -> u32 {
    kinds.iter().fold(0, |set, kind| set | 1 << *kind as u32)
}

fn text<'p>(entry: &'p Entry<'p>) -> Text<'p> {
    Text { kind: entry.kind, place: entry.place, content: entry.content, entry }
}

impl<'p> Text<'p> {
    /// All of it, as read from YAML.
    pub(super) fn content(&self) -> &'p str {
        self.content
    }

    /// How many words it has.
    pub(super) fn len(&self) -> usize {
        self.words().len()
    }

    /// Whether it may contain placeholders of templates other than phrases.
    pub(super) fn may_hold_template(&self) -> bool {
        self.entry.signature.template()
    }

    /// Whether it has a word that begins with a digit.
    pub(super) fn has_figure(&self) -> bool {
        self.entry.signature.figure()
    }

    /// Whether it has a `!`.
    pub(super) fn shouts(&self) -> bool {
        self.entry.signature.shout()
    }

    fn words(&self) -> &'p [Word] {
        &self.entry.scanned().words
    }

    /// The word at an index; empty past the last one.
    pub(super) fn word(&self, index: usize) -> &'p str {
        self.words().get(index).map_or("", |word| &self.content[word.start as usize..word.end as usize])
    }

    /// The bytes from the first to the last of some words.
    pub(super) fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.words()[words.start].start as usize..self.words()[words.end - 1].end as usize
    }

    /// Some words with what is between them.
    pub(super) fn slice(&self, words: Range<usize>) -> &'p str {
        &self.content[self.bytes(words)]
    }

    /// What is between the word at an index and the one before it; for the first word, what comes before it.
    pub(super) fn gap(&self, index: usize) -> &'p str {
        let start = index.checked_sub(1).map_or(0, |before| self.words()[before].end as usize);
        let end = self.words().get(index).map_or(self.content.len(), |word| word.start as usize);
        &self.content[start..end]
    }

    /// Whether only spaces, hyphens and emphasis are between a word and the one before it.
    pub(super) fn is_joined(&self, index: usize) -> bool {
        let gap = self.gap(index);
        index > 0 && gap.bytes().all(|b| matches!(b, b' ' | b'\n' | b'-' | b'*' | b'_')) && !is_paragraph(gap)
    }

    /// The words of the sentence that contains the word at an index; in a hostile one, those around it.
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        let ends = |word: &usize| ends_sentence(self.gap(*word));
        let (first, last) = (index.saturating_sub(FARTHEST), self.len().min(index + 1 + FARTHEST));
        let start = (first + 1..=index).rev().find(ends).unwrap_or(first);
        let end = (index + 1..last).find(ends).unwrap_or(last);
        start..end
    }
}

/// The maximum number of words of a sentence on either side.
const FARTHEST: usize = 60;

/// Whether a paragraph or a list item begins in a gap.
fn is_paragraph(gap: &str) -> bool {
    let mut lines = gap.split('\n').skip(1);
    let first = lines.next().unwrap_or_default().trim_start();
    lines.next().is_some() || first.starts_with("- ") || first.starts_with("* ")
}

fn ends_sentence(gap: &str) -> bool {
    let stops = |(at, c): (usize, char)| {
        matches!(c, '.' | '!' | '?' | ';') && !gap[at + 1..].starts_with(|next: char| next.is_alphanumeric())
    };
    is_paragraph(gap) || gap.char_indices().any(stops)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, proptest};

    fn with_summary<T>(summary: &str, check: impl Fn(Text) -> T) -> T {
        let incident = Incident { summary: Some(summary.to_owned()), ..Incident::default() };
        let prose = Prose::new(&incident, &Table::EMPTY);
        check(prose.texts(&[Kind::Summary]).next().expect("a summary"))
    }

    fn words(summary: &str) -> Vec<String> {
        with_summary(summary, |text| (0..text.len()).map(|index| text.word(index).to_owned()).collect())
    }

    /// A rule that reads code, quotations or URLs as prose raises false alarms.
    #[test]
    fn skips_what_is_no_prose() {
        assert_eq!(words("a `b` ``c ` d`` e"), ["a", "e"]);
        assert_eq!(words("a\n```sh\nb\n~~~\n```\nc"), ["a", "c"]);
        assert_eq!(words("a\n```\nnever ends"), ["a"]);
        assert_eq!(words("he said \"b c\" and “d” and «e»"), ["he", "said", "and", "and"]);
        assert_eq!(words("> quoted\ngoes on\n\nafter"), ["after"]);
        assert_eq!(words("> quoted\n- after\n>\nthen"), ["after", "then"]);
        assert_eq!(
            words("see https://x.org/should-have, [text](a/b_c \"t\") ![alt](p.png)"),
            ["see", "text", "alt"]
        );
        assert_eq!(words("a <!-- b\n\nc --> d <!-- e"), ["a", "d", "e"]);
        assert_eq!(words("a <b href=\"c\">d</b> <!-- e --> f < g"), ["a", "d", "f", "g"]);
    }

    proptest! {
        /// Texts come from anybody: no mixture of marks may stop a run, and every word must have its position.
        #[test]
        fn words_are_in_order_and_whole(text in "[a-c1é’“”\"`~<>()?!\\\\ \n\\-\\[\\]:/.,_'*]{0,80}") {
            let mut words = Vec::new();
            scan::scan(&text, &Table::EMPTY, &mut words);
            let mut before = 0;
            for word in words {
                prop_assert!(before <= word.start && word.start < word.end);
                prop_assert!(text.get(word.start as usize..word.end as usize).is_some());
                before = word.end;
            }
        }
    }

    /// A mark without its partner is an ordinary character: the rest of the text must still be read.
    #[test]
    fn reads_on_after_a_lonely_mark() {
        assert_eq!(words("a ` b"), ["a", "b"]);
        assert_eq!(words("a \" b\n\nc \" d"), ["a", "b", "c", "d"]);
        assert_eq!(words("a 5\" disk and a 3\" disk"), ["a", "5", "disk", "and", "a", "3", "disk"]);
        assert_eq!(words("a \\`b\\` c ](d"), ["a", "b", "c", "d"]);
    }

    /// Numbers, dates and times are one word each: rules about figures and durations rely on it.
    #[test]
    fn keeps_figures_whole() {
        assert_eq!(words("1,200 of 2.5 at 10:15:30."), ["1,200", "of", "2.5", "at", "10:15:30"]);
        assert_eq!(words("2024-05-30, 2-3, 30/05/2024"), ["2024-05-30", "2", "3", "30/05/2024"]);
        assert_eq!(words("didn’t a_b _c_ naïve ??? what???"), ["didn’t", "a_b", "c", "naïve", "???", "what"]);
        assert_eq!(words("a ?? (??) b?? c??d ????"), ["a", "??", "??", "b", "c", "d", "????"]);
    }

    /// A phrase must not be found across the end of a sentence or a list item.
    #[test]
    fn knows_where_sentences_end() {
        with_summary("One two. Three\nfour\n- five", |text| {
            assert_eq!(text.sentence(1), 0..2);
            assert_eq!(text.sentence(2), 2..4);
            assert!(text.is_joined(3) && !text.is_joined(2) && !text.is_joined(4));
        });
    }
}
