//! Sanitised HTML → that of the page: headings and entries get anchors, tables fit a phone, images are embedded.
//! Everything here works on safe HTML, and only writes its own or escaped text.

use super::Images;
use super::attributes::{attribute, attributes, unescape};
use super::sanitise::{ANCHOR, CHECK};
use crate::render::html_pieces::{Kind, Piece, pieces};
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;

/// A heading, for the table of contents.
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
/// A cell of up to this many letters, such as a date, is not wrapped.
const SHORT: usize = 16;
/// A word of more letters, such as a URL, may be broken anywhere.
const LONG: usize = 20;

/// The page's HTML, and its outline.
pub(super) fn finish(html: &str, images: Images) -> (String, Vec<Section>) {
    let mut pass = Pass {
        out: String::with_capacity(html.len() * 5 / 4),
        outline: Vec::new(),
        ids: TAKEN.iter().map(|id| ((*id).to_owned(), 1)).collect(),
        title: Title::Awaited,
        tables: Vec::new(),
        heading: 0,
        link: None,
        inserts: Vec::new(),
        images,
    };
    for piece in pieces(html) {
        match piece.kind {
            Kind::Text if pass.title != Title::Inside => pass.out.push_str(piece.text),
            Kind::Text => {}
            _ => pass.tag(piece),
        }
    }
    (pass.inserted(), pass.outline)
}

struct Pass<'i> {
    out: String,
    outline: Vec<Section>,
    /// With the last number used for each.
    ids: HashMap<String, usize>,
    title: Title,
    /// The open ones, the innermost last.
    tables: Vec<Table>,
    /// After the name in the tag of the open heading.
    heading: usize,
    /// Where the open link starts, and its target.
    link: Option<(usize, String)>,
    /// Attributes that were only known after their tags were written, and where they belong.
    inserts: Vec<(usize, String)>,
    images: Images<'i>,
}

/// The first heading of the first level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Title {
    Awaited,
    Inside,
    Gone,
}

/// A table that is open.
#[derive(Debug, Default)]
struct Table {
    /// After its opening tag's name.
    start: usize,
    columns: Vec<String>,
    /// The number of the next cell in its row.
    next: usize,
    /// Where the open cell starts.
    cell: usize,
}

impl Pass<'_> {
    fn tag(&mut self, piece: Piece) {
        let (tag, name) = (piece.text, piece.name());
        match (name, self.title) {
            ("h1", Title::Awaited) => self.title = Title::Inside,
            ("/h1", Title::Inside) => self.title = Title::Gone,
            (_, Title::Inside) => {}
            (start @ ("h2" | "h3" | "h4" | "h5" | "h6"), _) => {
                let _ = write!(self.out, "<{start}");
                self.heading = self.out.len();
                self.out.push('>');
            }
            (end @ ("/h2" | "/h3" | "/h4" | "/h5" | "/h6"), _) => self.end_heading(&end[1..]),
            ("a", _) => {
                self.link = Some((self.out.len(), attribute(tag, "href").unwrap_or_default().to_owned()));
                self.out.push_str(tag);
            }
            ("/a", _) => {
                // On paper, the URL would be printed twice.
                if let Some((start, address)) = self.link.take()
                    && text(&self.out[start..]) == address
                {
                    self.inserts.push((start + "<a".len(), " class=\"bare\"".into()));
                }
                self.out.push_str(tag);
            }
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
            (part @ ("table" | "/table" | "tr" | "th" | "/th" | "td" | "/td"), _) => self.table(part, tag),
            _ => self.out.push_str(tag),
        }
    }

    fn end_heading(&mut self, tag: &str) {
        let title = text(&self.out[self.heading + ">".len()..]);
        let id = self.id(&title);
        self.inserts.push((self.heading, format!(" id=\"{id}\"")));
        let _ = write!(
            self.out,
            "<a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this section\"></a></{tag}>"
        );
        let section = Section { id, title, sections: Vec::new() };
        match (tag, self.outline.last_mut()) {
            ("h2", _) | ("h3", None) => self.outline.push(section),
            ("h3", Some(parent)) => parent.sections.push(section),
            _ => {}
        }
    }

    fn table(&mut self, part: &str, tag: &str) {
        if part == "table" {
            // It may be wider than a phone; then it scrolls by itself, also with the keyboard.
            self.out
                .push_str("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table");
            self.tables.push(Table { start: self.out.len(), ..Table::default() });
            self.out.push('>');
            return;
        }
        let Some(mut table) = self.tables.pop() else { return };
        match part {
            "/table" => {
                if table.columns.len() > NARROW {
                    self.inserts.push((table.start, " class=\"cards\"".into()));
                }
                self.out.push_str("</table></div>");
                return;
            }
            "th" | "td" => self.cell(part, tag, &mut table),
            "/th" => {
                table.columns.push(text(&self.out[table.cell..]));
                self.out.push_str(tag);
            }
            "/td" => {
                if let Some(class) = class(&text(&self.out[table.cell..])) {
                    self.inserts.push((table.cell + "<td".len(), format!(" class=\"{class}\"")));
                }
                self.out.push_str(tag);
            }
            _ => {
                table.next = 0;
                self.out.push_str(tag);
            }
        }
        self.tables.push(table);
    }

    /// The opening tag of a cell. Its alignment is an attribute: a style could contain more than that.
    fn cell(&mut self, name: &str, tag: &str, table: &mut Table) {
        table.cell = self.out.len();
        let _ = write!(self.out, "<{name}");
        for (attribute, value) in attributes(tag) {
            let _ = match (attribute, value) {
                ("style", "text-align:right") => write!(self.out, " data-align=\"right\""),
                ("style", "text-align:center") => write!(self.out, " data-align=\"center\""),
                ("style", _) => Ok(()),
                _ => write!(self.out, " {attribute}=\"{value}\""),
            };
        }
        if name == "td" {
            let label = table.columns.get(table.next).map(|label| label.replace('"', "&quot;"));
            table.next += 1;
            let _ = write!(self.out, " data-label=\"{}\"", label.unwrap_or_default());
        }
        self.out.push('>');
    }

    /// An image of the repository is embedded; one from elsewhere would be loaded, so it becomes a link.
    fn image(&mut self, tag: &str) {
        let source = attribute(tag, "src").unwrap_or_default();
        let alt = attribute(tag, "alt").unwrap_or_default();
        if let Some(address) = self.images.embed(&unescape(source)) {
            let _ = write!(self.out, "<img src=\"{address}\" alt=\"{alt}\">");
        } else {
            let words = if alt.is_empty() { source } else { alt };
            let _ = write!(self.out, "<a href=\"{source}\" rel=\"noopener noreferrer\">Image: {words}</a>");
        }
    }

    /// An id that is unique in the page.
    fn id(&mut self, words: &str) -> String {
        let slug = slug(words);
        let mut id = slug.clone();
        let mut count = self.ids.get(&slug).copied().unwrap_or_default();
        while self.ids.contains_key(&id) {
            count += 1;
            id = format!("{slug}-{count}");
        }
        self.ids.insert(slug, count.max(1));
        self.ids.entry(id.clone()).or_insert(1);
        id
    }

    /// The page's HTML with all insertions.
    fn inserted(&mut self) -> String {
        self.inserts.sort_by_key(|(at, _)| *at);
        let mut html = String::with_capacity(self.out.len() * 9 / 8);
        let mut done = 0;
        for (at, attribute) in &self.inserts {
            html.push_str(&self.out[done..*at]);
            html.push_str(attribute);
            done = *at;
        }
        html.push_str(&self.out[done..]);
        html
    }
}

/// How a cell's text is wrapped, if not like other text.
fn class(text: &str) -> Option<&'static str> {
    let length = |text: &str| text.chars().count();
    let is_long = || text.split([' ', '\n', '-']).any(|word| length(word) > LONG);
    if length(text) <= SHORT { Some("short") } else { is_long().then_some("long") }
}

/// The text between tags, still escaped.
fn text(html: &str) -> String {
    let texts = pieces(html).filter(|piece| piece.kind == Kind::Text);
    texts.map(|piece| piece.text).collect::<String>().trim().to_owned()
}

/// Letters and digits, with hyphens between them.
fn slug(words: &str) -> String {
    let words = unescape(words).to_lowercase();
    let parts: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts.join("-") {
        slug if slug.is_empty() => "section".into(),
        // The figure's ids start with this.
        slug if slug.starts_with("figure") => format!("section-{slug}"),
        slug => slug,
    }
}
