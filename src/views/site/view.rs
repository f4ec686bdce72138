//! What the templates of a site see.

use schemars::JsonSchema;
use serde::Serialize;

/// What each page of a site sees.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SitePageView {
    /// The site, and the place of this page in it.
    pub site: FrameView,
    /// What the page shows: `index`, `service`, `tag` or `actions`.
    pub kind: &'static str,
    /// The heading of the page.
    pub heading: String,
    /// Its incidents, the newest first.
    pub incidents: Vec<RowView>,
    /// All services that were hit; only on the index.
    pub services: Vec<TopicView>,
    /// All tags; only on the index.
    pub tags: Vec<TopicView>,
    /// The severities of the incidents, most severe first; only on the index.
    pub severities: Vec<String>,
    /// The file of the search; only on the index.
    pub search: String,
    /// The actions that still have to be done; only on their page.
    pub actions: Vec<TodoView>,
}

/// What a report sees of its site, as `site`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct SiteReportView {
    /// The site, and the place of this page in it.
    #[serde(flatten)]
    pub frame: FrameView,
    /// The next incident; without `href` on the newest.
    pub newer: LinkedView,
    /// The incident before; without `href` on the oldest.
    pub older: LinkedView,
    /// Incidents that this one names, or that name it.
    pub related: Vec<RowView>,
    /// Its services.
    pub services: Vec<TopicView>,
    /// Its tags.
    pub tags: Vec<TopicView>,
}

/// The site, and the place of a page in it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FrameView {
    /// The title of the site.
    pub title: String,
    /// The way from this page to the folder of the site: empty, or `../`.
    pub root: &'static str,
    /// `internal` or `public`.
    pub audience: &'static str,
    /// The address of this page; empty if the site's is not known.
    pub canonical: String,
    /// The pages that all others lead to.
    pub pages: Vec<NavView>,
}

/// A page that all others lead to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NavView {
    /// Its title.
    pub title: &'static str,
    /// Where it is.
    pub href: String,
    /// Whether it is this page.
    pub current: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LinkedView {
    /// Its text.
    pub title: String,
    /// Where it leads to.
    pub href: String,
}

/// A service or a tag.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct TopicView {
    /// Its name.
    pub name: String,
    /// Where its page is.
    pub href: String,
    /// How many incidents it has.
    pub count: usize,
}

/// An incident in a list.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct RowView {
    /// What happened, in one line.
    pub title: String,
    /// Where its page is.
    pub href: String,
    /// The day it started, as 2024-05-30.
    pub date: String,
    /// The same for readers: `~` in front says that it is approximate.
    pub date_text: String,
    /// How severe it was.
    pub severity: String,
    /// draft, review or final.
    pub status: &'static str,
    /// How long users were hurt.
    pub duration: String,
    /// The affected services.
    pub services: Vec<String>,
    /// The first sentence of its summary.
    pub summary: String,
    /// How many of its actions still have to be done.
    pub open: usize,
}

/// An action that still has to be done.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct TodoView {
    /// What has to be done.
    pub title: String,
    /// The day by which it has to be done.
    pub due: String,
    /// Who does it.
    pub owner: String,
    /// How urgent it is.
    pub priority: String,
    /// Its incident.
    pub incident: LinkedView,
}
