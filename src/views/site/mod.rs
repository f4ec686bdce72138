//! `site`: the history as a static site. A page an incident, a service and a tag, an index, a feed and data; here are
//! their places, and what their templates see. Nothing is read or written.

mod feed;
mod names;
mod pages;
mod search;
mod sheets;
mod topics;
mod view;

pub use search::Words;
pub use sheets::{SiteFile, SiteSheets};
pub use view::{FrameView, LinkedView, NavView, RowView, SitePageView, SiteReportView, TodoView, TopicView};

use super::list::{List, Sort};
use crate::collection::Record;
use crate::output::masked_text;
use crate::render::markdown;
use names::Names;
use std::collections::{BTreeSet, HashMap};
use topics::{Kind, Topic};

/// The style of the site, its script, and the index that the script searches.
const STYLE: &str = "assets/site.css";
const SCRIPT: &str = "assets/site.js";
const SEARCH: &str = "assets/search.js";
const FEED: &str = "feed.xml";
const DATA: &str = "incidents.json";
/// The pages that all others lead to.
const PAGES: &[(&str, Place)] = &[("Incidents", Place::Index), ("Actions", Place::Actions)];

/// How a site is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SiteOptions {
    /// Its title.
    pub title: String,
    /// Its address, with a slash at the end; empty if that is not known. Only then links lead from feeds to it.
    pub base_url: String,
    /// Whether it is for readers outside.
    pub public: bool,
}

/// A site.
#[derive(Debug)]
pub struct Site<'r> {
    options: SiteOptions,
    /// The newest first.
    incidents: Vec<Incident<'r>>,
    services: Vec<Topic>,
    tags: Vec<Topic>,
    by_name: HashMap<&'r str, usize>,
    list: List<'r>,
}

/// An incident and its page.
#[derive(Debug)]
struct Incident<'r> {
    record: &'r Record,
    /// The name of its page, without folder and extension.
    path: String,
    title: String,
    sentence: String,
    /// Places of incidents that it names, or that name it.
    related: Vec<usize>,
}

/// A page of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Index,
    Actions,
    Incident(usize),
    Service(usize),
    Tag(usize),
}

impl<'r> Site<'r> {
    /// A site of those incidents. `severities` are the names of severities, most severe first.
    pub fn new(records: &'r [Record], severities: &[String], options: SiteOptions) -> Self {
        let mut names = Names::default();
        let paths: HashMap<&str, String> = records
            .iter()
            .map(|record| {
                let id = record.id.as_deref().unwrap_or(&record.name);
                (record.name.as_str(), names.unique(id))
            })
            .collect();
        let list = List::new(records, severities, Sort::Start);
        let incidents: Vec<Incident> =
            list.rows.iter().map(|row| Incident::new(row.record, &paths)).collect();
        let by_name = incidents.iter().enumerate().map(|(at, incident)| (incident.record.name.as_str(), at));
        let mut site = Site {
            options,
            by_name: by_name.collect(),
            services: topics::topics(incidents.iter().map(|incident| &incident.record.services)),
            tags: topics::topics(incidents.iter().map(|incident| &incident.record.tags)),
            incidents,
            list,
        };
        site.relate();
        site
    }

    /// How many incidents it has.
    pub fn len(&self) -> usize {
        self.incidents.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.incidents.is_empty()
    }

    /// The paths of all its files below its folder, with `/`, sorted.
    pub fn paths(&self) -> BTreeSet<String> {
        let fixed = [STYLE, SCRIPT, SEARCH, FEED, DATA].map(str::to_owned);
        let topics = |of: &[Topic], place: fn(usize) -> Place| (0..of.len()).map(place).collect::<Vec<_>>();
        let pages = PAGES.iter().map(|(_, place)| *place);
        let pages = pages
            .chain((0..self.len()).map(Place::Incident))
            .chain(topics(&self.services, Place::Service))
            .chain(topics(&self.tags, Place::Tag));
        pages.map(|place| self.path(place)).chain(fixed).collect()
    }

    /// The path of the page of an incident file's report, and what its frame sees; `None` for a file that is not on the
    /// site.
    pub fn report(&self, name: &str) -> Option<(String, SiteReportView)> {
        let place = Place::Incident(*self.by_name.get(name)?);
        Some((self.path(place), self.report_view(place)))
    }

    /// Whether a path can be that of a file of some site: what is written and removed.
    pub fn may_own(path: &str) -> bool {
        let fixed = [STYLE, SCRIPT, SEARCH, FEED, DATA, "index.html", "actions.html"];
        let is_page = |folder: &str| {
            let name = path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".html"));
            name.is_some_and(|name| {
                let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
                !name.is_empty() && !name.starts_with('.') && name.chars().all(is_safe)
            })
        };
        fixed.contains(&path) || ["incidents/", "services/", "tags/"].into_iter().any(is_page)
    }

    fn path(&self, place: Place) -> String {
        match place {
            Place::Index => "index.html".to_owned(),
            Place::Actions => "actions.html".to_owned(),
            Place::Incident(at) => format!("incidents/{}.html", self.incidents[at].path),
            Place::Service(at) => format!("services/{}.html", self.services[at].path),
            Place::Tag(at) => format!("tags/{}.html", self.tags[at].path),
        }
    }

    /// The address of a file, from the feed.
    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.options.base_url)
    }

    /// Links both ways: the later report names the earlier one, whose readers want to know too.
    fn relate(&mut self) {
        let mut by_id: HashMap<&str, usize> = HashMap::new();
        for (at, incident) in self.incidents.iter().enumerate() {
            if let Some(id) = &incident.record.id {
                by_id.entry(id).or_insert(at);
            }
        }
        let mut pairs = Vec::new();
        for (at, incident) in self.incidents.iter().enumerate() {
            let named = incident.record.related.iter().filter_map(|id| by_id.get(id.as_str()));
            pairs.extend(named.filter(|other| **other != at).flat_map(|other| [(at, *other), (*other, at)]));
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (at, other) in pairs {
            self.incidents[at].related.push(other);
        }
    }

    fn topics(&self, kind: Kind) -> &[Topic] {
        match kind {
            Kind::Service => &self.services,
            Kind::Tag => &self.tags,
        }
    }
}

impl<'r> Incident<'r> {
    fn new(record: &'r Record, paths: &HashMap<&str, String>) -> Self {
        Incident {
            record,
            path: paths.get(record.name.as_str()).cloned().unwrap_or_default(),
            title: words(&record.title),
            sentence: record.sentence.as_deref().map(words).unwrap_or_default(),
            related: Vec::new(),
        }
    }
}

/// What a text says, without marks and without secrets.
fn words(text: &str) -> String {
    markdown::plain(&masked_text(text))
}
