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
}

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
    pub(super) fn see(&mut self, event: Event, span: Span, places: &Places) {
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
                self.all.push(Link { span, address: rebased, is_reference });
            }
            None if is_reference => self.all.push(Link { span, address: address.to_string(), is_reference }),
            None => {}
        }
    }
}

/// The text of a link with its address. `inside` rewrites what is in its brackets.
pub(super) fn rewritten(text: &str, link: &Link, inside: impl Fn(Span) -> String) -> Option<String> {
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
