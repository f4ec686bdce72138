//! What HTML a report may hold. Everything else that a field or a template brings is taken out.

use crate::render::markdown::{BLOCKS, PHRASES};
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// An anchor of the report's own: fields cannot write this tag, only templates can.
pub(in crate::render) const ANCHOR: &str = "report-anchor";
/// The state of a task: as above.
pub(super) const CHECK: &str = "report-check";

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// Attributes that tell something. Neither `id` nor `class`: the page's own could be taken over.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("img", &["alt", "height", "src", "width"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan", "style"]),
    ("th", &["colspan", "rowspan", "scope", "style"]),
    ("time", &["datetime"]),
    (ANCHOR, &["name"]),
    (CHECK, &["name"]),
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let own = [ANCHOR, CHECK];
    let tags = [PHRASES, BLOCKS, HEADINGS, own.as_slice()].concat();
    let attributes = ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect()));
    let mut builder = Builder::empty();
    builder
        .tags(tags.into_iter().collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes.collect::<HashMap<_, HashSet<_>>>())
        .generic_attributes(HashSet::from(["lang", "title"]))
        // How Markdown's tables say where a column's text stands.
        .filter_style_properties(HashSet::from(["text-align"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"))
        .strip_comments(true);
    builder
});

/// The HTML without whatever could run, fetch, restyle or imitate; well-formed.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}
