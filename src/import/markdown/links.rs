//! Links of a report: those whose address is defined elsewhere, and those to files next to it.

use super::Span;
use crate::import::places::Places;
use pulldown_cmark::{CowStr, Event, LinkType, Tag};
use std::collections::HashSet;

/// A link or image whose text is to be changed.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) span: Span,
    pub(super) address: String,
    /// Whether its address is defined elsewhere.
    pub(super) is_reference: bool,
    /// Whether it is only an address, in an attribute of HTML.
    pub(super) is_attribute: bool,
}

/// Attributes of HTML that are addresses.
const ATTRIBUTES: &[&str] = &["src", "href"];

/// The links of a report.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) all: Vec<Link>,
    /// Names of definitions that are used.
    pub(super) used: HashSet<String>,
    /// What the addresses take the place of, with where it is.
    pub(super) replaced: Vec<(usize, String)>,
    /// Other reports of the run that are linked, by their id.
    pub(super) related: Vec<String>,
}

impl Links {
    pub(super) fn see(&mut self, event: Event, text: &str, span: Span, places: &Places) {
        // A tag may go over several lines of a block.
        if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            self.see_html(&text[span.clone()], span.start, places);
        }
        let Event::Start(
            Tag::Link { link_type, dest_url, id, .. } | Tag::Image { link_type, dest_url, id, .. },
        ) = event
        else {
            return;
        };
        let is_reference =
            matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut);
        if !is_reference && link_type != LinkType::Inline {
            return;
        }
        if is_reference {
            self.used.insert(id.to_lowercase());
            if link_type == LinkType::Reference {
                self.replaced.push((span.start, id.to_string()));
            }
        }
        self.add(&dest_url, span, is_reference, places);
    }

    fn add(&mut self, address: &CowStr, span: Span, is_reference: bool, places: &Places) {
        if let Some(id) = places.report_at(address)
            && !self.related.contains(&id)
        {
            self.related.push(id);
        }
        match places.rebased(address) {
            Some(rebased) => {
                self.replaced.push((span.start, address.to_string()));
                self.all.push(Link { span, address: rebased, is_reference, is_attribute: false });
            }
            None if is_reference => {
                let address = address.to_string();
                self.all.push(Link { span, address, is_reference, is_attribute: false });
            }
            None => {}
        }
    }

    /// The addresses in the attributes of a tag, or of all tags of a block.
    fn see_html(&mut self, html: &str, start: usize, places: &Places) {
        let (mut at, mut is_inside) = (0, false);
        while let Some(length) = html[at..].find('=') {
            let before = &html[at..at + length];
            if let Some(mark) = before.rfind(['<', '>']) {
                is_inside = before[mark..].starts_with('<');
            }
            let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
            at += length + 1;
            if !is_inside {
                continue;
            }
            let value = value(html, at);
            at = value.end;
            if !ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
                continue;
            }
            let (address, span) = (&html[value.clone()], start + value.start..start + value.end);
            if let Some(id) = places.report_at(address)
                && !self.related.contains(&id)
            {
                self.related.push(id);
            }
            if let Some(rebased) = places.rebased(address) {
                self.replaced.push((span.start, address.to_owned()));
                self.all.push(Link { span, address: rebased, is_reference: false, is_attribute: true });
            }
        }
    }
}

/// The value of an attribute, without its quotes.
fn value(html: &str, start: usize) -> Span {
    let quote = html[start..].chars().next().filter(|c| matches!(c, '"' | '\''));
    let start = start + usize::from(quote.is_some());
    let ends = |c: char| quote.map_or(c.is_whitespace() || c == '>', |quote| c == quote);
    let length = html[start..].find(ends).unwrap_or(html.len() - start);
    start..start + length
}

/// The text of a link with its address. `inside` rewrites what is in its brackets.
pub(super) fn rewritten(text: &str, link: &Link, inside: impl Fn(Span) -> String) -> Option<String> {
    if link.is_attribute {
        return Some(link.address.clone());
    }
    let start = link.span.start;
    let open = text.find('[')?;
    if link.is_reference {
        let close =
            if text.ends_with("[]") { text.len() - 3 } else { text.rfind("][").unwrap_or(text.len() - 1) };
        if close < open + 1 {
            return None;
        }
        let inner = inside(start + open + 1..start + close);
        return Some(format!("{}{inner}]({})", &text[..=open], link.address));
    }
    let close = text.rfind("](")?;
    let tail = &text[close + 2..];
    let begin = tail.len() - tail.trim_start_matches(['<', ' ', '\n']).len();
    let length = tail[begin..].find([' ', ')', '>', '\n']).unwrap_or(tail.len() - begin);
    if close < open + 1 {
        return None;
    }
    let inner = inside(start + open + 1..start + close);
    let (before, after) = (&tail[..begin], &tail[begin + length..]);
    Some(format!("{}{inner}]({before}{}{after}", &text[..=open], link.address))
}
