//! What each page of a site sees.

use super::topics::{Kind, Topic};
use super::view::{
    FrameView, LinkedView, NavView, RowView, SitePageView, SiteReportView, TodoView, TopicView,
};
use super::{Incident, PAGES, Place, Site, words};
use crate::model::Date;
use crate::views::day;

impl Site<'_> {
    /// The page of all incidents; `search` is the file of the search.
    pub(super) fn index(&self, search: String) -> SitePageView {
        let topics = |kind| self.topics(kind).iter().map(|topic| topic_view(topic, kind, "")).collect();
        let mut severities: Vec<(usize, String)> = Vec::new();
        for (row, incident) in self.list.rows.iter().zip(&self.incidents) {
            let name = incident.severity();
            if !name.is_empty() && !severities.iter().any(|(_, known)| *known == name) {
                severities.push((row.rank, name));
            }
        }
        severities.sort();
        SitePageView {
            services: topics(Kind::Service),
            tags: topics(Kind::Tag),
            severities: severities.into_iter().map(|(_, name)| name).collect(),
            search,
            incidents: self.rows(0..self.len(), ""),
            ..self.page(Place::Index, "index", self.options.title.clone())
        }
    }

    /// The page of a service or a tag.
    pub(super) fn topic_page(&self, kind: Kind, at: usize) -> SitePageView {
        let topic = &self.topics(kind)[at];
        SitePageView {
            incidents: self.rows(topic.incidents.iter().copied(), "../"),
            ..self.page(place(kind, at), kind.name(), topic.name.clone())
        }
    }

    /// The page of what still has to be done: the first due first, then what has no date.
    pub(super) fn actions_page(&self) -> SitePageView {
        let mut actions = Vec::new();
        for (at, incident) in self.incidents.iter().enumerate() {
            for action in incident.record.actions.iter().filter(|action| action.is_pending()) {
                let owners: Vec<String> = action.owner.0.iter().map(|owner| words(owner)).collect();
                actions.push(TodoView {
                    title: words(&action.title),
                    due: action.due.as_ref().map(Date::to_string).unwrap_or_default(),
                    owner: owners.join(", "),
                    priority: action.priority.map(|priority| priority.name().to_owned()).unwrap_or_default(),
                    incident: self.link(Some(at), ""),
                });
            }
        }
        actions.sort_by_cached_key(|action| (action.due.is_empty(), action.due.clone()));
        SitePageView { actions, ..self.page(Place::Actions, "actions", "Open actions".to_owned()) }
    }

    /// What the frame around a report sees.
    pub(super) fn report_view(&self, place: Place) -> SiteReportView {
        let Place::Incident(at) = place else { unreachable!("a report is that of an incident") };
        let incident = &self.incidents[at];
        let topics = |kind, names: &[String]| {
            let topics = self.topics(kind).iter();
            let own = topics.filter(|topic| names.iter().any(|name| topic.is(name)));
            own.map(|topic| topic_view(topic, kind, "../")).collect()
        };
        SiteReportView {
            frame: self.frame(place),
            newer: self.link(at.checked_sub(1), "../"),
            older: self.link(Some(at + 1).filter(|next| *next < self.len()), "../"),
            related: self.rows(incident.related.iter().copied(), "../"),
            services: topics(Kind::Service, &incident.record.services),
            tags: topics(Kind::Tag, &incident.record.tags),
        }
    }

    fn page(&self, place: Place, kind: &'static str, heading: String) -> SitePageView {
        SitePageView {
            site: self.frame(place),
            kind,
            heading,
            incidents: Vec::new(),
            services: Vec::new(),
            tags: Vec::new(),
            severities: Vec::new(),
            search: String::new(),
            actions: Vec::new(),
        }
    }

    fn frame(&self, place: Place) -> FrameView {
        let root = if matches!(place, Place::Index | Place::Actions) { "" } else { "../" };
        let is_known = !self.options.base_url.is_empty();
        let pages = PAGES.iter().map(|(title, page)| NavView {
            title,
            href: format!("{root}{}", self.path(*page)),
            current: *page == place,
        });
        FrameView {
            title: self.options.title.clone(),
            root,
            audience: if self.options.public { "public" } else { "internal" },
            canonical: if is_known { self.address(&self.path(place)) } else { String::new() },
            pages: pages.collect(),
        }
    }

    fn link(&self, at: Option<usize>, root: &str) -> LinkedView {
        let link = |at: usize| LinkedView {
            title: self.incidents[at].heading(),
            href: format!("{root}{}", self.path(Place::Incident(at))),
        };
        at.map(link).unwrap_or_default()
    }

    fn rows(&self, places: impl IntoIterator<Item = usize>, root: &str) -> Vec<RowView> {
        places.into_iter().map(|at| self.row(at, root)).collect()
    }

    fn row(&self, at: usize, root: &str) -> RowView {
        let incident = &self.incidents[at];
        let record = incident.record;
        let date_text = day(record.start);
        RowView {
            title: incident.heading(),
            href: format!("{root}{}", self.path(Place::Incident(at))),
            date: date_text.trim_start_matches('~').to_owned(),
            date_text,
            severity: incident.severity(),
            status: record.status.name(),
            duration: record.impact.map(|impact| impact.to_string()).unwrap_or_default(),
            services: record.services.iter().map(|service| words(service)).collect(),
            summary: incident.sentence.clone(),
            open: record.pending,
        }
    }
}

impl Incident<'_> {
    /// Its title; without one, the name of its page, so that a link always has a text.
    fn heading(&self) -> String {
        if self.title.is_empty() { self.path.clone() } else { self.title.clone() }
    }

    fn severity(&self) -> String {
        self.record.severity.as_deref().map(words).unwrap_or_default()
    }
}

fn place(kind: Kind, at: usize) -> Place {
    match kind {
        Kind::Service => Place::Service(at),
        Kind::Tag => Place::Tag(at),
    }
}

fn topic_view(topic: &Topic, kind: Kind, root: &str) -> TopicView {
    let folder = if kind == Kind::Service { "services" } else { "tags" };
    TopicView {
        name: topic.name.clone(),
        href: format!("{root}{folder}/{}.html", topic.path),
        count: topic.incidents.len(),
    }
}
