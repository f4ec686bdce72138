//! Adds a timeline entry or a message to the text of a file, and leaves everything else byte for byte the same.

mod edit;
mod message;

use super::rules::{AMBIGUOUS_LOCAL_TIME, NONEXISTENT_LOCAL_TIME};
use super::write::{entry_in_flow, entry_lines};
use super::{Document, MAX_SIZE};
use crate::diagnostic::{Diagnostic, Edit};
use crate::model::{At, Entry, Incident, Milestone, Moment, Place, Resolved, Settings, WhenError};
use crate::path;
use crate::source::{Source, Span};
use chrono::{DateTime, Utc};
use edit::Item;

/// The fields that decide the date of a bare time.
const TIMES: &[&str] = &["timeline", "date", "timezone"];
/// The same for messages.
const TIMES_OF_MESSAGES: &[&str] = &["communications", "date", "timezone"];

/// A timeline entry to add to a file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Addition {
    /// What changes in the text: first the new entry, then the date of an entry below it where that must be written.
    pub edits: Vec<Edit>,
    /// The text with it.
    pub text: String,
    /// The line where the entry starts, from 1.
    pub line: usize,
    /// The entry, with its time as written.
    pub entry: Entry,
    /// When that was.
    pub moment: Option<Moment>,
    /// Its milestones that another entry of its occurrence also has, with that entry's line, from 1.
    pub repeated: Vec<(Milestone, usize)>,
    /// The line, from 1, of an entry whose date was added.
    pub dated: Option<usize>,
    /// Whether it is in chronological order.
    pub in_order: bool,
}

/// Why a file gets no entry.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppendError {
    /// The file cannot be read, or its times cannot: these are the format errors that keep them from it.
    #[error("the file has format errors")]
    Faulty(Vec<Diagnostic>),
    /// The entry's own time is ambiguous.
    #[error(transparent)]
    When(#[from] WhenError),
    /// The timeline is written in a form that no text edit can add to.
    #[error("an entry cannot be added to a timeline in this form")]
    Unusual,
    /// The file would exceed the size limit.
    #[error("the file would be larger than {} MiB", MAX_SIZE / 1024 / 1024)]
    TooLarge,
    /// The text cannot be written as YAML.
    #[error("the entry cannot be written as YAML")]
    Unwritable(#[from] serde_yaml::SerializeError),
}

impl AppendError {
    /// What to do about it, where that is known. Format errors have help of their own.
    pub fn help(&self) -> Option<String> {
        match self {
            AppendError::When(cause) => Some(cause.help()),
            AppendError::Unusual => Some("write it as a sequence below its key".to_owned()),
            AppendError::TooLarge => {
                Some("link to logs and dumps instead of including them in the report".to_owned())
            }
            AppendError::Faulty(_) | AppendError::Unwritable(_) => None,
        }
    }
}

impl Document<'_> {
    /// Adds an entry to the timeline, in order of time; without `at`, its time is now. The result is read back before
    /// it is returned: it must contain the entry, and otherwise mean the same as before.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub fn append(
        &self,
        mut entry: Entry,
        at: Option<&At>,
        now: DateTime<Utc>,
        settings: &Settings,
    ) -> Result<Addition, AppendError> {
        let faults = self.faults_of_times(TIMES);
        let Some(incident) = self.incident.as_ref().filter(|_| faults.is_empty()) else {
            return Err(AppendError::Faulty(faults));
        };
        for place in incident.places(at, now, settings)? {
            entry.at = Some(place.at.clone());
            let Some(edits) = self.edits(&place, &entry)? else { continue };
            let mut text = self.source.text().to_owned();
            // From the end, so that earlier positions stay valid.
            for edit in edits.iter().rev() {
                text.replace_range(edit.span.range(), &edit.text);
            }
            if text.len() as u64 > MAX_SIZE {
                return Err(AppendError::TooLarge);
            }
            let Some(Added { line, dated, moment, repeated }) =
                self.read_back(&text, &place, &entry, settings)
            else {
                continue;
            };
            let in_order = place.in_order;
            return Ok(Addition { edits, text, line, entry, moment, repeated, dated, in_order });
        }
        Err(AppendError::Unusual)
    }

    /// The edits for an entry at an index. `None` if no edit can do it.
    fn edits(&self, place: &Place, entry: &Entry) -> Result<Option<Vec<Edit>>, AppendError> {
        let (block, flow) = (entry_lines(entry)?, entry_in_flow(entry)?);
        let item = Item { list: "timeline", block, flow };
        let Some(insertion) = self.insertion(place.index, &item) else { return Ok(None) };
        let Some((next, at)) = &place.dated else { return Ok(Some(vec![insertion])) };
        Ok(self.date(*next, at).map(|date| vec![insertion, date]))
    }

    /// Adds the date to an entry's time.
    fn date(&self, index: usize, dated: &At) -> Option<Edit> {
        let old = &self.incident.as_ref()?.timeline.get(index)?.at.as_ref()?.start;
        let span = self.text(&path!["timeline", index, "at"], 0..old.text.len());
        let at = span.start() + old.mark().len();
        let date = dated.start.clock.date()?;
        (self.source.slice(span) == old.text)
            .then(|| Edit { span: Span::empty(at), text: format!("{date} ") })
    }

    /// The errors that prevent adding an item: all errors of a file that cannot be read, else those of its list and of
    /// the fields that give it date and zone. Times that a clock change makes invalid do not prevent it.
    fn faults_of_times(&self, times: &[&str]) -> Vec<Diagnostic> {
        let mut faults = self.faults_in(times);
        faults.retain(|fault| ![&AMBIGUOUS_LOCAL_TIME, &NONEXISTENT_LOCAL_TIME].contains(&fault.rule));
        faults
    }

    /// The faults in some fields of the top level; everything in a file that cannot be read.
    pub(super) fn faults_in(&self, fields: &[&str]) -> Vec<Diagnostic> {
        if self.incident.is_none() {
            return self.faults.clone();
        }
        let fields = self.tree.pairs(0).filter(|(key, _)| fields.contains(&&*self.tree.node(*key).text));
        let extents: Vec<Span> =
            fields.map(|(key, value)| self.tree.node(key).span.cover(self.tree.node(value).span)).collect();
        let is_within = |fault: &&Diagnostic| {
            let holds =
                |extent: &Span| extent.start() <= fault.span.start() && fault.span.end() <= extent.end();
            extents.iter().any(holds)
        };
        self.faults.iter().filter(is_within).cloned().collect()
    }

    /// The incident, as it is once something follows: a text at the end of a file without a final line break has none in
    /// its value either.
    pub(super) fn ended(&self, settings: &Settings) -> Option<Incident> {
        if self.source.text().ends_with('\n') {
            return self.incident.clone();
        }
        let ended = Source::new("", format!("{}\n", self.source.text()));
        Document::read(&ended, settings).incident
    }

    /// Where the entry is in the new text, and its moment; `None` unless the text means the old incident and this
    /// entry.
    fn read_back(&self, text: &str, place: &Place, entry: &Entry, settings: &Settings) -> Option<Added> {
        let mut expected = self.ended(settings)?;
        if let Some((next, at)) = &place.dated {
            expected.timeline[*next].at = Some(at.clone());
        }
        expected.timeline.insert(place.index, entry.clone());
        let source = Source::new(self.source.name(), text);
        let new = Document::read(&source, settings);
        let is_valid = new.incident.as_ref() == Some(&expected) && new.faults.len() == self.faults.len();
        let slot = |resolved: &Resolved| resolved.timeline.get(place.index).copied().flatten();
        let line = |index| source.position(new.value(&path!["timeline", index]).start()).line;
        let others = || expected.timeline.iter().enumerate().filter(|(index, _)| *index != place.index);
        let marking = |milestone: &Milestone| {
            let marks =
                |other: &Entry| other.occurrence == entry.occurrence && other.milestone.contains(milestone);
            others().find(|(_, other)| marks(other)).map(|(index, _)| (*milestone, line(index)))
        };
        is_valid.then(|| Added {
            repeated: entry.milestone.iter().filter_map(marking).collect(),
            line: line(place.index),
            dated: place.dated.as_ref().map(|(next, _)| line(next + 1)),
            moment: new.resolved.as_ref().and_then(slot).map(|slot| slot.start),
        })
    }
}

/// An entry as it is read back.
struct Added {
    line: usize,
    /// The line of the entry whose date was added.
    dated: Option<usize>,
    moment: Option<Moment>,
    /// The lines of other entries that have its milestones.
    repeated: Vec<(Milestone, usize)>,
}
