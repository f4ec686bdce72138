//! The HTML that a report may contain. Everything else that a field or a template contains is removed.

use crate::render::html_pieces::{Kind, pieces};
use crate::render::markdown::{BLOCKS, PHRASES};
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// An anchor of the report's own: fields cannot write this tag, only templates can.
pub(in crate::render) const ANCHOR: &str = "report-anchor";
/// The state of a task: as above.
pub(super) const CHECK: &str = "report-check";

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// Attributes with information. Neither `id` nor `class`: they could imitate the page's own.
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

/// The sanitiser's library escapes a text, and the value of an attribute, in time that grows with the square of its
/// length if it has many `&`. A longer attribute is dropped; a longer text gets a line break opportunity, which changes
/// nothing after a space. Without spaces it is put anywhere except within an entity.
const LONGEST: usize = 8192;

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
        // How Markdown's tables express a column's alignment.
        .filter_style_properties(HashSet::from(["text-align"]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(|_, _, value| (value.len() <= LONGEST).then(|| value.into()))
        .strip_comments(true);
    builder
});

/// The HTML without anything that could run, load, restyle or imitate; well-formed.
pub(super) fn sanitise(html: &str) -> String {
    SANITISER.clean(&divided(html)).to_string()
}

/// The HTML with at most a number of bytes of text between two tags.
fn divided(html: &str) -> Cow<'_, str> {
    if html.len() <= LONGEST {
        return html.into();
    }
    let mut divided = String::with_capacity(html.len());
    let (mut length, mut is_space) = (0, false);
    for piece in pieces(html) {
        if piece.kind != Kind::Text {
            divided.push_str(piece.text);
            (length, is_space) = (0, false);
            continue;
        }
        for c in piece.text.chars() {
            if is_space && length > LONGEST / 2 || length > LONGEST && (c == '&' || !c.is_ascii()) {
                divided.push_str("<wbr>");
                length = 0;
            }
            length += c.len_utf8();
            divided.push(c);
            is_space = c.is_whitespace();
        }
    }
    divided.into()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, sanitise};

    /// One text of a megabyte of `&` would take the sanitiser minutes.
    #[test]
    fn long_texts_are_divided_and_keep_their_words() {
        for piece in ["a &amp; b ", "&amp;", "°", "word "] {
            let text = piece.repeat(4 * LONGEST / piece.len());
            let clean = sanitise(&format!("<p>{text}</p>"));
            let longest = clean.split(['<', '>']).map(str::len).max();
            assert!(longest.is_some_and(|longest| longest <= 2 * LONGEST), "{piece}: {longest:?}");
            assert_eq!(clean.replace("<wbr>", ""), format!("<p>{text}</p>"));
            assert_eq!(sanitise(&format!("<i title=\"{text}{text}\">b</i>")), "<i>b</i>");
        }
        let short = format!("<p>{}</p>", "word ".repeat(800));
        assert_eq!(sanitise(&short), short);
    }
}
