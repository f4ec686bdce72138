//! The existing templates: the built-in ones in one table, and the user's files that override them by name.

use super::own::{Own, Unread};
use std::path::{Path, PathBuf};

/// A built-in file: its template name, and its source.
type File = (&'static str, &'static str);

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/markdown/", $name, ".tera")))
    };
}

macro_rules! page {
    ($name:literal) => {
        ($name, include_str!(concat!("../../templates/html/", $name, ".tera")))
    };
}

/// Templates, with their descriptions.
const TEMPLATES: &[(File, &str)] = &[
    (file!("default.md"), "everything, from the facts at a glance to the last link"),
    (file!("brief.md"), "one screen: facts, summary, impact, milestones, cause, open actions"),
    (file!("sre.md"), "causes, trigger, action items as a table, lessons, timeline; like Google's SRE book"),
    (
        file!("google-api.md"),
        "summary, timeline, root cause, recovery, preventive measures; like Google's API outage report",
    ),
    (file!("issue-summary.md"), "a short summary, timeline, cause and resolution, preventive measures"),
    (file!("atlassian.md"), "leadup, fault, impact, timeline, five whys, lessons; like Atlassian's handbook"),
    (file!("incident-details.md"), "date and time, details, root cause analysis, recovery, lessons"),
    (
        file!("pagerduty.md"),
        "overview, factors, resolution, responders, how we did, messaging; like PagerDuty's guide",
    ),
];

/// Parts that templates share.
const PARTIALS: &[File] = &[
    file!("partials/components.md"),
    file!("partials/header.md"),
    file!("partials/byline.md"),
    file!("partials/impact.md"),
    file!("partials/timeline.md"),
    file!("partials/detection.md"),
    file!("partials/five-whys.md"),
    file!("partials/lessons.md"),
    file!("partials/actions-table.md"),
    file!("partials/actions-list.md"),
    file!("partials/communications.md"),
    file!("partials/roles.md"),
    file!("partials/glossary.md"),
    file!("partials/links.md"),
    file!("partials/notes.md"),
    file!("partials/rest.md"),
];

/// Files of the HTML page around a report.
const PAGE: &[File] = &[page!("page.html"), page!("report.css"), page!("figure.html"), page!("figure.css")];

/// Files of a site: its pages, what they share, and their style.
const SITE: &[File] = &[
    page!("site/frame.html"),
    page!("site/nav.html"),
    page!("site/incidents.html"),
    page!("site/index.html"),
    page!("site/topic.html"),
    page!("site/actions.html"),
    page!("site/report.html"),
    page!("site/site.css"),
];

/// The page itself.
pub(super) const FRAME: &str = "page.html";
/// The same as a page of a site.
pub(super) const SITE_REPORT: &str = "site/report.html";
/// Where built-in files are registered, so that a user's `default.md` can extend `builtin/default.md`.
pub(super) const BUILTIN: &str = "builtin/";
/// Contains the components, which every template may use without an include.
const COMPONENTS: &str = "partials/components.md";
/// The extensions of the user's files on disk: `x.md`, or `x.md.tera` like the built-in ones.
pub(super) const EXTENSION: &str = ".tera";
const MARKDOWN: &str = ".md";
pub(super) const ENDINGS: &[&str] = &[MARKDOWN, ".html", ".css"];

/// A template that is known by name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemplateInfo {
    /// Its name, without extension.
    pub name: String,
    /// Its description; empty for a user's own.
    pub summary: &'static str,
    /// The user's file; `None` if it is built in.
    pub path: Option<PathBuf>,
}

/// A source with the name under which it is registered.
#[derive(Debug, Clone)]
pub(super) struct Registered {
    pub(super) name: String,
    pub(super) path: Option<PathBuf>,
    pub(super) source: String,
}

/// The built-in files and the user's.
#[derive(Debug)]
pub(super) struct Library {
    own: Own,
}

impl Library {
    /// With the user's files from a folder.
    pub(super) fn new(folder: Option<&Path>) -> Result<Self, Unread> {
        // `templates eject` creates a folder that does not exist yet.
        let folder = folder.filter(|folder| folder.exists());
        Ok(Library { own: folder.map(Own::new).transpose()?.unwrap_or_default() })
    }

    /// All templates by name: the built-in ones in their order, then the user's own.
    pub(super) fn list(&self) -> Vec<TemplateInfo> {
        let builtin = TEMPLATES.iter().map(|((file, _), summary)| TemplateInfo {
            name: file.trim_end_matches(".md").into(),
            summary,
            path: self.own.files.get(*file).cloned(),
        });
        let is_own = |name: &&String| {
            name.ends_with(MARKDOWN)
                && !name.contains('/')
                && !TEMPLATES.iter().any(|((file, _), _)| file == name)
        };
        let own = self.own.files.keys().filter(is_own).map(|file| TemplateInfo {
            name: file.trim_end_matches(".md").into(),
            summary: "",
            path: self.own.files.get(file).cloned(),
        });
        builtin.chain(own).collect()
    }

    /// The names of everything that can be shown: templates, and partials as `partials/timeline`.
    pub(super) fn names(&self) -> Vec<String> {
        let partials = PARTIALS.iter().map(|(file, _)| file.trim_end_matches(".md").to_owned());
        let page = PAGE.iter().chain(SITE).map(|(file, _)| (*file).to_owned());
        self.list().into_iter().map(|info| info.name).chain(partials).chain(page).collect()
    }

    /// A file by its name: the user's before the built-in one, unless that is requested.
    pub(super) fn file(&self, name: &str) -> Result<Option<Registered>, Unread> {
        if let Some(path) = self.own.files.get(name) {
            let read =
                |source: String| Registered { name: name.to_owned(), path: Some(path.clone()), source };
            return self.own.read(path).map(read).map(Some);
        }
        let name = name.strip_prefix(BUILTIN).unwrap_or(name);
        let files = TEMPLATES.iter().map(|(file, _)| file).chain(PARTIALS).chain(PAGE).chain(SITE);
        let found = files.into_iter().find(|(file, _)| *file == name);
        Ok(found.map(|(_, source)| Registered {
            name: format!("{BUILTIN}{name}"),
            path: None,
            source: (*source).to_owned(),
        }))
    }

    /// A template with everything that it includes or extends, and nothing else: unused files are not compiled.
    pub(super) fn closure(&self, first: Registered) -> Result<Vec<Registered>, Unread> {
        let mut found = vec![first];
        let mut next = 0;
        let components = self.file(COMPONENTS)?;
        found.extend(components);
        while next < found.len() {
            for name in mentioned(&found[next].source) {
                let Some(file) = self.file(&name)? else { continue };
                if !found.iter().any(|other| other.name == file.name) {
                    found.push(file);
                }
            }
            next += 1;
        }
        Ok(found)
    }
}

/// The names that a source includes or extends. One that is not a quoted text is not found; then the engine reports it.
fn mentioned(source: &str) -> Vec<String> {
    let tags = source.split("{%").skip(1).filter_map(|tag| tag.split_once("%}")).map(|(tag, _)| tag);
    let tags = tags.map(|tag| tag.trim_matches(['-', ' ', '\n', '\t']));
    let loads = tags.filter(|tag| tag.starts_with("include") || tag.starts_with("extends"));
    loads.flat_map(|tag| tag.split(['"', '\'']).skip(1).step_by(2)).map(str::to_owned).collect()
}

/// A source in which a tag that is alone on its line leaves no line in the output, like other engines' `trim_blocks`:
/// the line's indent and its end move into the tag, so that every position stays the same.
pub(super) fn trim_lone_tags(source: &str) -> String {
    let mut trimmed = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        let body = line.trim();
        let (indent, end) = (&line[..line.len() - line.trim_start().len()], &line[line.trim_end().len()..]);
        let kinds = [("{%", "%}"), ("{#", "#}")];
        let lone = kinds.iter().find(|(open, close)| {
            body.len() >= 4 && body.starts_with(open) && body.find(close) == Some(body.len() - close.len())
        });
        match lone {
            Some((open, close)) => {
                let (open_len, inner) =
                    (open.len() + usize::from(body[2..].starts_with('-')), &body[..body.len() - 2]);
                let (inner, dash) = inner.strip_suffix('-').map_or((inner, ""), |inner| (inner, "-"));
                trimmed.extend([&body[..open_len], indent, &inner[open_len..], end, dash, close]);
            }
            None => trimmed.push_str(line),
        }
    }
    trimmed
}
