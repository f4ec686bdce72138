//! Sanitised HTML → that of the page: headings and entries get anchors, tables fit a phone, pictures are embedded.
//! Everything here works on what is safe already, and writes only what is its own or escaped.

use super::Images;
use super::sanitise::{ANCHOR, CHECK};
use super::tokens::{Token, attribute, name, tokens, unescape};
use serde::Serialize;
use std::collections::HashSet;
use std::fmt::Write as _;

/// A heading, as the table of contents shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(in crate::render) struct Section {
    /// Its anchor.
    pub(in crate::render) id: String,
    /// Its words, escaped.
    pub(in crate::render) title: String,
    /// The headings below it.
    pub(in crate::render) sections: Vec<Section>,
}

/// Ids that the page itself uses.
const TAKEN: &[&str] = &["top", "contents", "report"];
/// A table of more columns is shown as cards on a phone.
const NARROW: usize = 3;

/// The page's HTML, and its outline.
pub(super) fn finish(html: &str, images: Images) -> (String, Vec<Section>) {
    let mut pass = Pass {
        out: String::with_capacity(html.len() * 5 / 4),
        outline: Vec::new(),
        ids: TAKEN.iter().map(|id| (*id).to_owned()).collect(),
        title: Title::Awaited,
        table: Table::default(),
        heading: 0,
        images,
    };
    for token in tokens(html) {
        match token {
            Token::Text(text) if pass.title != Title::Inside => pass.out.push_str(text),
            Token::Text(_) => {}
            Token::Tag(tag) => pass.tag(tag),
        }
    }
    (pass.out, pass.outline)
}

struct Pass<'i> {
    out: String,
    outline: Vec<Section>,
    ids: HashSet<String>,
    title: Title,
    table: Table,
    /// Where the words of the open heading start.
    heading: usize,
    images: Images<'i>,
}

/// The first heading of the first level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Title {
    Awaited,
    Inside,
    Gone,
}

/// The table that is open.
#[derive(Debug, Default)]
struct Table {
    /// Behind its opening tag's name.
    start: usize,
    columns: Vec<String>,
    cell: usize,
}

impl Pass<'_> {
    fn tag(&mut self, tag: &str) {
        match (name(tag), self.title) {
            ("h1", Title::Awaited) => self.title = Title::Inside,
            ("/h1", Title::Inside) => self.title = Title::Gone,
            (_, Title::Inside) => {}
            ("h2" | "h3" | "h4" | "h5" | "h6", _) => self.heading = self.out.len(),
            (end @ ("/h2" | "/h3" | "/h4" | "/h5" | "/h6"), _) => self.end_heading(&end[1..]),
            ("pre", _) => self.out.push_str("<pre tabindex=\"0\">"),
            ("img", _) => self.image(tag),
            (ANCHOR, _) => {
                let id = self.id(attribute(tag, "name").unwrap_or_default());
                let _ = write!(
                    self.out,
                    "<a class=\"anchor\" id=\"{id}\" href=\"#{id}\" aria-label=\"Link to this entry\"></a>"
                );
            }
            (CHECK, _) => {
                let state = if attribute(tag, "name") == Some("done") { "done" } else { "open" };
                let _ = write!(
                    self.out,
                    "<span class=\"check {state}\" role=\"img\" aria-label=\"{state}\"></span> "
                );
            }
            (end, _) if end.strip_prefix('/').is_some_and(|end| end == ANCHOR || end == CHECK) => {}
            (part @ ("table" | "/table" | "tr" | "th" | "/th" | "td"), _) => self.table(part, tag),
            _ => self.out.push_str(tag),
        }
    }

    fn end_heading(&mut self, tag: &str) {
        let words = self.out.split_off(self.heading.min(self.out.len()));
        let title = text(&words);
        let id = self.id(&title);
        let _ = write!(
            self.out,
            "<{tag} id=\"{id}\">{words}<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\"></a></{tag}>"
        );
        let section = Section { id, title, sections: Vec::new() };
        match (tag, self.outline.last_mut()) {
            ("h2", _) | ("h3", None) => self.outline.push(section),
            ("h3", Some(parent)) => parent.sections.push(section),
            _ => {}
        }
    }

    fn table(&mut self, part: &str, tag: &str) {
        match part {
            "table" => {
                // It may be wider than a phone; then it scrolls by itself, by keyboard too.
                self.out.push_str(
                    "<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table",
                );
                self.table = Table { start: self.out.len(), ..Table::default() };
                self.out.push('>');
                return;
            }
            "/table" => {
                if self.table.columns.len() > NARROW {
                    self.out.insert_str(self.table.start, " class=\"cards\"");
                }
                self.out.push_str("</table></div>");
                self.table = Table::default();
                return;
            }
            "tr" => self.table.cell = 0,
            "/th" => {
                let start = self.out.rfind("<th").unwrap_or_default();
                self.table.columns.push(text(&self.out[start..]));
            }
            "td" => {
                let label = self.table.columns.get(self.table.cell).map(String::as_str).unwrap_or_default();
                self.table.cell += 1;
                let _ = write!(
                    self.out,
                    "{} data-label=\"{}\">",
                    tag.trim_end_matches('>'),
                    label.replace('"', "&quot;")
                );
                return;
            }
            _ => {}
        }
        self.out.push_str(tag);
    }

    /// A picture of the repository is embedded; one from elsewhere would be fetched, so it is a link.
    fn image(&mut self, tag: &str) {
        let source = attribute(tag, "src").unwrap_or_default();
        let alt = attribute(tag, "alt").unwrap_or_default();
        if let Some(address) = self.images.embed(&unescape(source)) {
            let _ = write!(self.out, "<img src=\"{address}\" alt=\"{alt}\">");
        } else {
            let words = if alt.is_empty() { source } else { alt };
            let _ = write!(self.out, "<a href=\"{source}\" rel=\"noopener noreferrer\">Picture: {words}</a>");
        }
    }

    /// An id that nothing else of the page has.
    fn id(&mut self, words: &str) -> String {
        let slug = slug(words);
        let mut id = slug.clone();
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{slug}-{count}");
        }
        id
    }
}

/// The text between tags, still escaped.
fn text(html: &str) -> String {
    let texts = tokens(html).filter_map(|token| match token {
        Token::Text(text) => Some(text),
        Token::Tag(_) => None,
    });
    texts.collect::<String>().trim().to_owned()
}

/// Letters and digits, with hyphens between them.
fn slug(words: &str) -> String {
    let words = unescape(words).to_lowercase();
    let parts: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts.join("-") {
        slug if slug.is_empty() => "section".into(),
        // The figure's ids start so.
        slug if slug.starts_with("figure") => format!("section-{slug}"),
        slug => slug,
    }
}
