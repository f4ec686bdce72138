//! Old reports as incident files: Markdown, or the JSON of another tool → text of an incident file, and what became of
//! every part of the report.
//!
//! Guesses are marked, what fits no field is kept as a note, and nothing is lost: [`import`] checks for each report that
//! every word of it is in the file, in a comment of the file, or listed as having become a value.
//!
//! Missing markup is added to a report in Markdown, it is read as blocks and sections, and each section goes to the field
//! that its heading stands for. Its milestones and its status are never set: a person has to say so.
//!
//! [`records`] finds the incidents in a JSON file that the user saved from another tool.

mod account;
mod actions;
mod base;
mod check;
mod error;
mod fields;
mod front_matter;
mod label;
mod lift;
mod loose;
mod markdown;
mod merge;
mod notes;
mod place;
mod places;
mod records;
mod section;
mod texts;
mod timeline;
mod title;
mod when;
mod words;
mod work;

pub use account::{Account, How, Placement, Spent};
pub use error::Error;
pub use merge::{Merged, merge};
pub use places::Places;
pub use records::{Record, Tool, records};
pub use words::{HeadingError, Headings};

use crate::document::Document;
use crate::document::write::Field;
use crate::model::{Settings, Zone};
use crate::source::Source;
use chrono::NaiveDate;
use lift::Lift;
use markdown::{Doc, Traced, front_matter, repair};
use section::{Section, sections};
use std::collections::BTreeSet;
use when::{Style, name_of};
use words::{Meaning, Words};
use work::Work;

/// The largest report that is read, in bytes.
pub const MAX_SIZE: u64 = 4 * 1024 * 1024;

/// How to import a report.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the file calls the report: its path.
    pub name: String,
    /// Its title, whatever the report says.
    pub title: Option<String>,
    /// The zone of its times, whatever the report says.
    pub timezone: Option<Zone>,
    /// The day of its first time, whatever the report says.
    pub date: Option<NaiveDate>,
    /// The team's own headings.
    pub headings: Headings,
    /// Where the report and its file are.
    pub places: Places,
    /// Whether pages and escalations of PagerDuty become entries too.
    pub all: bool,
}

/// An imported report.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Imported {
    /// The text of the incident file.
    pub text: String,
    /// What became of each part of the report.
    pub account: Account,
    /// How many entries the timeline has.
    pub entries: usize,
    /// How many actions there are.
    pub actions: usize,
    /// Whether the file names people in fields that are always internal.
    pub has_people: bool,
    /// What a person should look at before anything else.
    pub warnings: Vec<String>,
    /// Whether it seems to be about several incidents.
    pub is_several: bool,
}

/// What the file of a report will contain.
#[derive(Default)]
struct Draft {
    fields: Vec<Field>,
    /// Comments of fields that it has not.
    below: Vec<String>,
    account: Account,
    /// The zone of its times.
    zone: Option<Zone>,
    entries: usize,
    actions: usize,
    has_people: bool,
    warnings: Vec<String>,
    is_several: bool,
}

/// Imports a report in Markdown.
///
/// # Errors
/// See [`Error`].
pub fn import(report: &str, options: &Options) -> Result<Imported, Error> {
    draft(report, options)?.imported(&options.name, &plain(report))
}

/// A text as it is read.
fn plain(report: &str) -> String {
    report.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\u{a0}', " ")
}

fn draft(report: &str, options: &Options) -> Result<Draft, Error> {
    let report = plain(report);
    if report.trim().is_empty() {
        return Err(Error::Empty);
    }
    let words = Words::new(&options.headings);
    let style = Style::of(&report);
    let (front, body, line) = front_matter(&report);
    let (repaired, headings) = repair(&Traced::verbatim(body, line), words, style);
    let doc = Doc::new(repaired, &options.places)?;
    let mut work = Work::new(&doc, words, style, options);
    for (line, text) in doc.replaced() {
        work.spend(line, text, "the address of its link");
    }
    let published = work.front_matter(&front);
    for (line, text) in headings {
        work.account.place(line, &text, "read as a heading", How::Guessed);
    }
    let mut root = sections(&doc, words, style);
    let warnings = warnings(&root);
    work.keep_from_headings(&root);
    work.find_title(&mut root);
    let present: BTreeSet<Meaning> = meanings(&root).collect();
    work.is_summarised = present.contains(&Meaning::Summary);
    work.has_timeline = present.contains(&Meaning::Timeline);
    let mut lift = Lift { doc: &doc, words, present, values: Vec::new() };
    lift.section(&mut root, None);
    work.values.extend(lift.values);
    // Of two values of a name, the first one of the report counts.
    work.values.sort_by_key(|value| value.line);
    let is_postmortem = meanings(&root).any(|meaning| meaning != Meaning::Title) || !work.values.is_empty();
    // A page with front matter is named after its day of publication as often as after the day of the incident.
    work.find_base(&root, published, line > 1);
    work.place(&root, 0);
    finish(work, warnings, is_postmortem)
}

fn finish(mut work: Work, mut warnings: Vec<String>, is_postmortem: bool) -> Result<Draft, Error> {
    let is_several = !warnings.is_empty();
    let zone = work.find_zone();
    let facts = work.facts(zone);
    let entries = work.resolve(zone, facts.start.as_ref().and_then(|start| start.local));
    if entries.is_empty() && !is_postmortem {
        warnings.insert(0, "no timeline and no known section: is this a postmortem?".to_owned());
    }
    let has_people = !facts.roles.is_empty() || facts.authors.iter().any(|author| author.email.is_some());
    let (count, actions) = (entries.len(), work.actions.len());
    let (fields, below) = fields::fields(&mut work, &facts, &entries, zone)?;
    let account = work.account;
    Ok(Draft { fields, below, account, zone, entries: count, actions, has_people, warnings, is_several })
}

impl Draft {
    /// The file, once it is proven to be valid and to have all words of the report.
    fn imported(self, name: &str, report: &str) -> Result<Imported, Error> {
        let Draft { fields, below, mut account, .. } = self;
        let Draft { entries, actions, has_people, warnings, is_several, .. } = self;
        let text = fields::text(name, &fields, &below)?;
        account.placements.sort_by_key(|placement| placement.line);
        let source = Source::new("", text.clone());
        let document = Document::read(&source, &Settings::default());
        if let Some(fault) = document.format_errors().next() {
            let line = source.position(fault.span.start()).line;
            return Err(Error::Invalid(format!("{} (line {line})", fault.message)));
        }
        let lost = check::lost(report, &document, &account);
        if !lost.is_empty() {
            return Err(Error::Lost(lost));
        }
        Ok(Imported { text, account, entries, actions, has_people, warnings, is_several })
    }
}

fn meanings(root: &Section) -> impl Iterator<Item = Meaning> {
    let mut found = Vec::new();
    root.walk(&mut |section| found.extend(section.meaning.map(|(meaning, _)| meaning)));
    found.into_iter()
}

/// Two timelines below titles of the same level are two incidents; a person has to split them.
fn warnings(root: &Section) -> Vec<String> {
    let mut tops = 0;
    for section in &root.subs {
        let is_title = section.meaning.is_none() && section.level == 1;
        let has_timeline = meanings(section).any(|meaning| meaning == Meaning::Timeline);
        tops += usize::from(is_title && has_timeline);
    }
    let warning = format!("{tops} timelines below titles of their own: does it report several incidents?");
    if tops > 1 { vec![warning] } else { Vec::new() }
}

impl Work<'_> {
    /// A heading is plain text in the file: its footnote and where its links go are kept.
    fn keep_from_headings(&mut self, root: &Section) {
        let doc = self.doc;
        root.walk(&mut |section| {
            let Some(head) = &section.head else { return };
            let plain = label::plain(doc.raw(head));
            if let Some(at) = label::footnote(&plain) {
                self.account.spend(doc.line(head.start), &plain[at..], "the mark of a footnote");
            }
            let text = doc.markdown(head);
            if text.contains("](") {
                let text = text.trim_start_matches('#').trim();
                self.notes.add("Links", &format!("- {text}"));
            }
        });
    }
}

impl Options {
    /// What names the report: its file, or its folder if the name of the file says nothing.
    fn file_name(&self) -> String {
        let file = self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name);
        format!("{} {file}", self.stem())
    }

    /// The name of the report without its ending; of an `index.md`, that of its folder.
    fn stem(&self) -> String {
        stem(&self.name)
    }
}

/// The name of a report's incident file: the name of the report, so that links and history still match.
pub fn stem(name: &str) -> String {
    let mut parts = name.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or(name);
    let endings = [".html.md.erb", ".markdown", ".md", ".qmd", ".txt", ".json"];
    let stem = endings.iter().find_map(|ending| file.strip_suffix(ending)).unwrap_or(file);
    let is_generic = ["index", "readme", "report", "postmortem"].contains(&&*stem.to_lowercase());
    let folder = parts.find(|part| !part.is_empty() && *part != "." && *part != "..");
    if is_generic { folder.unwrap_or(stem) } else { stem }.to_owned()
}
