//! HTML in a field's text: what could affect the rest of the report, or would vanish, is shown as written.
//!
//! A tag stays a tag if readers' programs keep it and it is closed where it was opened. `Vec<String>`, an unclosed
//! `<details>` and a `<script>` are text: the first would vanish, the second would hide the rest of the report.

use crate::markdown::parse;
use crate::render::html_pieces::{Kind, Piece, pieces};
use pulldown_cmark::{Event, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// Tags that can be within a line.
pub(crate) const PHRASES: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd",
    "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
];
/// Tags around blocks. Headings are not among them: they would change the report's outline.
pub(crate) const BLOCKS: &[&str] = &[
    "blockquote",
    "caption",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Void tags.
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];
/// Tags that outside these others would end what contains them: a cell the cell of the report's own table.
const INSIDE: &[(&str, &[&str])] = &[
    ("caption", &["table"]),
    ("col", &["colgroup"]),
    ("colgroup", &["table"]),
    ("dd", &["dl"]),
    ("dt", &["dl"]),
    ("figcaption", &["figure"]),
    ("li", &["ul", "ol"]),
    ("rp", &["ruby"]),
    ("rt", &["ruby"]),
    ("summary", &["details"]),
    ("tbody", &["table"]),
    ("td", &["tr"]),
    ("tfoot", &["table"]),
    ("th", &["tr"]),
    ("thead", &["table"]),
    ("tr", &["table", "thead", "tbody", "tfoot"]),
];
/// No text for readers nests deeper; searching more would take long.
const DEEPEST: usize = 64;
/// Escaping can create a tag from the text before it; few texts need a second pass, none a fourth.
const LOOKS: usize = 4;

/// Where a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Below a heading, with blocks of its own.
    Section,
    /// Within a line.
    Line,
}

/// The text with every tag escaped that is not allowed there, or not closed where it was opened.
pub(super) fn escape(text: &str, place: Place) -> Cow<'_, str> {
    let mut escaped = Cow::Borrowed(text);
    for _ in 0..LOOKS {
        if !escaped.contains('<') {
            return escaped;
        }
        let strays = strays(&escaped, place);
        if strays.is_empty() {
            return escaped;
        }
        let mut next = String::with_capacity(escaped.len() + 4 * strays.len());
        let mut done = 0;
        for stray in &strays {
            next.push_str(&escaped[done..stray.at]);
            next.push_str(if stray.in_html { "&lt;" } else { "\\<" });
            done = stray.at + 1;
        }
        next.push_str(&escaped[done..]);
        escaped = next.into();
    }
    escaped.replace('<', "&lt;").into()
}

/// A tag that has to be escaped.
#[derive(Debug, Clone, Copy)]
struct Stray {
    at: usize,
    /// Inside an HTML block, where a backslash is a backslash.
    in_html: bool,
}

/// A tag that is open.
struct Open {
    stray: Stray,
    name: String,
    /// The Markdown that contains it.
    parent: usize,
}

/// The tags seen so far in a text.
struct Walk {
    place: Place,
    open: Vec<Open>,
    strays: Vec<Stray>,
}

fn strays(text: &str, place: Place) -> Vec<Stray> {
    let mut walk = Walk { place, open: Vec::new(), strays: Vec::new() };
    let mut parents = vec![0];
    let mut block: Option<Range<usize>> = None;
    for (count, (event, range)) in parse(text).into_offset_iter().enumerate() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                for tag in tags(&text[range.clone()]) {
                    let in_html = !text[range.start..range.start + tag.at].trim().is_empty();
                    walk.take(tag, range.start, in_html, parents.last().copied().unwrap_or_default());
                }
                block = Some(range);
            }
            Event::InlineHtml(_) if block.is_none() => {
                for tag in tags(&text[range.clone()]) {
                    walk.take(tag, range.start, false, parents.last().copied().unwrap_or_default());
                }
            }
            Event::Start(_) => parents.push(count),
            Event::End(pulldown_cmark::TagEnd::HtmlBlock) => block = None,
            Event::End(_) => {
                parents.pop();
            }
            _ => {}
        }
    }
    let unclosed = walk.open.iter().map(|open| open.stray);
    walk.strays.extend(unclosed);
    walk.strays.sort_unstable_by_key(|stray| stray.at);
    walk.strays
}

/// The tags in a part of a text that Markdown reads as HTML.
fn tags(html: &str) -> impl Iterator<Item = Piece<'_>> {
    pieces(html).filter(|piece| piece.kind != Kind::Text)
}

impl Walk {
    /// Takes a tag of a part of the text that starts there.
    fn take(&mut self, tag: Piece, start: usize, in_html: bool, parent: usize) {
        let stray = Stray { at: start + tag.at, in_html };
        let name = tag.name().trim_start_matches('/').to_ascii_lowercase();
        let fits = match self.place {
            Place::Section => PHRASES.contains(&&*name) || BLOCKS.contains(&&*name),
            Place::Line => PHRASES.contains(&&*name),
        };
        match tag.kind {
            Kind::Comment if self.place == Place::Section => {}
            Kind::Open if fits && self.open.len() < DEEPEST && self.is_inside(&name) => {
                if !VOID.contains(&&*name) {
                    self.open.push(Open { stray, name, parent });
                }
            }
            Kind::Close if fits => {
                let opener = self.open.iter().rposition(|open| open.name == name && open.parent == parent);
                match opener {
                    Some(opener) => {
                        let unclosed = self.open.drain(opener..).skip(1).map(|open| open.stray);
                        self.strays.extend(unclosed);
                    }
                    None => self.strays.push(stray),
                }
            }
            _ => self.strays.push(stray),
        }
    }

    fn is_inside(&self, name: &str) -> bool {
        let around = self.open.last().map_or("", |open| open.name.as_str());
        INSIDE.iter().find(|(inner, _)| *inner == name).is_none_or(|(_, outer)| outer.contains(&around))
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, escape};

    fn section(text: &str) -> String {
        escape(text, Place::Section).into_owned()
    }

    /// A reader would miss a word that its author wrote.
    #[test]
    fn shows_what_would_vanish() {
        assert_eq!(section("a Vec<String> b"), "a Vec\\<String> b");
        assert_eq!(section("`Vec<String>` <https://a.example>"), "`Vec<String>` <https://a.example>");
        assert_eq!(section("<?php\nx"), "\\<?php\nx");
        assert_eq!(section("<h2>Head</h2>"), "\\<h2>Head&lt;/h2>");
    }

    /// An unclosed tag would swallow, hide or restyle the rest of the report.
    #[test]
    fn shows_what_is_not_closed_where_it_was_opened() {
        assert_eq!(section("a <script> b"), "a \\<script> b");
        assert_eq!(section("<script>\nx\n</script>"), "\\<script>\nx\n&lt;/script>");
        assert_eq!(section("<details>\n\nlog"), "\\<details>\n\nlog");
        assert_eq!(section("- <b>a\n\nb</b>"), "- \\<b>a\n\nb\\</b>");
        assert_eq!(section("a <b>b <i>c</b>"), "a <b>b \\<i>c</b>");
        assert_eq!(section("<!-- --!><details>\nx"), "\\<!-- --!>&lt;details>\nx");
        let quoted = "<div>\n<b x'></div><details>'></b>\n</div>";
        assert_eq!(section(quoted), "<div>\n&lt;b x'></div>&lt;details>'>&lt;/b>\n&lt;/div>");
        assert_eq!(section("a </td> b"), "a \\</td> b");
        assert_eq!(section("a <td>b</td>"), "a \\<td>b\\</td>");
        assert_eq!(section("<div>\n<script>x</script>\n</div>"), "<div>\n&lt;script>x&lt;/script>\n</div>");
    }

    /// A search from each bracket to the end of a long text would take hours.
    #[test]
    fn gives_up_on_brackets_without_an_end() {
        let tags = "<a b ".repeat(40);
        assert_eq!(section(&format!("<div>\n{tags}\"\n</div>")).matches("&lt;").count(), 40 + 1);
        let long = "<averylongnameofatag>";
        assert_eq!(section(long), format!("\\{long}"));
        assert_eq!(section(&"<![CDATA[".repeat(3)), "\\<![CDATA[&lt;![CDATA[&lt;![CDATA[");
    }

    /// What authors use on purpose must keep working.
    #[test]
    fn keeps_what_is_valid() {
        for valid in [
            "a<br>b <kbd>Ctrl</kbd> <img src=\"a.png\" alt=\"1 > 0\">",
            "<details>\n<summary>Log</summary>\n\n    x < y\n\n</details>",
            "<table><tr><td>a</td></tr></table>",
            "<!-- a <b> -->\n\ntext",
            "1 < 2 and 3 <- 4",
        ] {
            assert_eq!(section(valid), valid);
        }
        assert_eq!(escape("<div>a</div> <b>b</b>", Place::Line), "\\<div>a&lt;/div> <b>b</b>");
        assert_eq!(escape("a <div>b</div> <b>c</b>", Place::Line), "a \\<div>b\\</div> <b>c</b>");
        assert_eq!(escape("a <!-- b -->", Place::Line), "a \\<!-- b -->");
    }
}
