//! What is kept of each file for rules across files: small, because there may be thousands.

use super::pending::{Pending, began};
use crate::document::Document;
use crate::model::{Incident, Moment, Resolved, normalised};
use chrono::NaiveTime;
use std::collections::HashMap;
use std::path::Path;

/// The data about a file that rules across files compare.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Digest {
    /// The file's name in messages.
    pub name: String,
    /// The name by which other files refer to it: its `id`, or the file's name without its extension. `None` for a
    /// stream, which is usually an unsaved file of the collection.
    pub id: Option<String>,
    /// Whether it could be read as an incident; else only the name is known.
    pub readable: bool,
    /// When it began, as far as known.
    pub start: Option<Moment>,
    /// The affected services, normalised.
    pub services: Box<[String]>,
    /// Its tags, normalised.
    pub tags: Box<[String]>,
    /// Ids of other incidents, as written.
    pub related: Box<[String]>,
    /// How many actions still have to be done.
    pub pending: usize,
    /// Whether it has ignore comments.
    pub has_ignores: bool,
}

impl Digest {
    /// For a file that was read.
    pub fn new(document: &Document) -> Self {
        let name = document.source.name();
        let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
            return Digest::unreadable(name);
        };
        let normalise = |names: &[String]| names.iter().map(|name| normalised(name)).collect();
        Digest {
            id: if is_stream(name) { None } else { incident.id.clone().or_else(|| stem(name)) },
            readable: true,
            start: start(incident, resolved),
            services: normalise(&incident.services),
            tags: normalise(&incident.tags),
            related: incident.related.clone().into(),
            pending: incident.actions.iter().filter(|action| action.is_pending()).count(),
            has_ignores: !document.ignores.is_empty(),
            ..Digest::unreadable(name)
        }
    }

    /// For a file that cannot be read.
    pub fn unreadable(name: &str) -> Self {
        Digest {
            name: name.to_owned(),
            id: stem(name),
            readable: false,
            start: None,
            services: Box::default(),
            tags: Box::default(),
            related: Box::default(),
            pending: 0,
            has_ignores: false,
        }
    }
}

/// Messages call a stream `<stdin>` or the like.
fn is_stream(name: &str) -> bool {
    name.starts_with('<') && name.ends_with('>')
}

fn stem(name: &str) -> Option<String> {
    let stem = Path::new(name).file_stem().filter(|_| !is_stream(name))?;
    Some(stem.to_string_lossy().into_owned())
}

/// The first moment of the timeline and the windows, or else the incident's day.
fn start(incident: &Incident, resolved: &Resolved) -> Option<Moment> {
    let slots = resolved.timeline.iter().chain(&resolved.windows).flatten();
    let first = slots.map(|slot| slot.start).filter(|start| start.dated).min_by_key(Moment::universal);
    first.or_else(|| {
        let days = incident.date?;
        let unknown = false;
        Some(Moment {
            local: days.first.and_time(NaiveTime::MIN),
            offset: None,
            dated: true,
            timed: unknown,
            seconds: unknown,
            approximate: days.approximate,
        })
    })
}

/// The number of names that can be compared in a second; a collection with more unknown names gets no suggestions.
const MOST_COMPARISONS: usize = 20_000_000;

/// The files that rules across files compare.
#[derive(Debug, Default)]
pub struct Collection {
    digests: Vec<Digest>,
    by_id: HashMap<String, Vec<usize>>,
    pending: Pending,
    whole: bool,
    suggests: bool,
}

impl Collection {
    /// A collection of those files; `whole` if it is known to contain all existing incidents.
    pub fn new(digests: Vec<Digest>, whole: bool) -> Self {
        let mut by_id: HashMap<String, Vec<usize>> = HashMap::with_capacity(digests.len());
        for (index, digest) in digests.iter().enumerate() {
            if let Some(id) = &digest.id {
                by_id.entry(id.clone()).or_default().push(index);
            }
        }
        // The id in an unreadable file is not known.
        let whole = whole && digests.iter().all(|digest| digest.readable);
        let related = digests.iter().flat_map(|digest| &digest.related);
        let unknown = related.filter(|id| !by_id.contains_key(*id)).count();
        let suggests = unknown.saturating_mul(digests.len()) <= MOST_COMPARISONS;
        Collection { pending: Pending::new(&digests), digests, by_id, whole, suggests }
    }

    /// All files.
    pub fn digests(&self) -> &[Digest] {
        &self.digests
    }

    /// The files of an id.
    pub(crate) fn of_id(&self, id: &str) -> impl Iterator<Item = &Digest> {
        self.by_id.get(id).into_iter().flatten().map(|index| &self.digests[*index])
    }

    /// The last incident before this file's that has open actions, shares a service with it, and has no tag that it
    /// lacks.
    pub(crate) fn last_pending(&self, digest: &Digest) -> Option<&Digest> {
        self.pending.before(&self.digests, digest).max_by_key(|earlier| began(earlier))
    }

    /// Whether to search for a name similar to an unknown one.
    pub(crate) fn suggests(&self) -> bool {
        self.suggests
    }

    /// Whether an incident that is not here does not exist.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole
    }
}
