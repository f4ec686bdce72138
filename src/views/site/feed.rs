//! The newest incidents as an Atom feed (RFC 4287).

use super::{Place, Site};
use crate::model::Moment;
use crate::output::stable_hash;
use std::fmt::Write;

/// A feed is for news.
const MOST: usize = 50;
/// The time of what has none: a feed must name one, and nobody takes this for real.
const UNKNOWN: &str = "1970-01-01T00:00:00Z";

/// The feed.
pub(super) fn feed(site: &Site) -> String {
    let newest = || site.incidents.iter().take(MOST);
    let updated = newest().filter_map(|incident| changed(incident.record.end, incident.record.start)).max();
    let updated = updated.unwrap_or_else(|| UNKNOWN.to_owned());
    let title = escape(&site.options.title);
    let mut feed = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    feed += "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    let address = site.address("");
    let own = [("self", site.address("feed.xml")), ("alternate", site.address("index.html"))];
    let mut write =
        |text: std::fmt::Arguments| feed.write_fmt(text).expect("writing to a string cannot fail");
    write(format_args!("  <id>{}</id>\n", uuid(&["site", &address, &site.options.title])));
    write(format_args!("  <title>{title}</title>\n  <updated>{updated}</updated>\n"));
    write(format_args!("  <author><name>{title}</name></author>\n  <generator>postmortem</generator>\n"));
    for (relation, address) in own {
        write(format_args!("  <link rel=\"{relation}\" href=\"{}\"/>\n", escape(&address)));
    }
    for (index, incident) in newest().enumerate() {
        let record = incident.record;
        let (start, end) = (record.start, record.end);
        let id = uuid(&["incident", &incident.path]);
        let title = if incident.title.is_empty() { "Untitled" } else { &incident.title };
        write(format_args!("  <entry>\n    <id>{id}</id>\n    <title>{}</title>\n", escape(title)));
        let updated = changed(end, start).unwrap_or_else(|| UNKNOWN.to_owned());
        write(format_args!("    <updated>{updated}</updated>\n"));
        let address = site.address(&site.path(Place::Incident(index)));
        write(format_args!(
            "    <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
            escape(&address)
        ));
        for topic in record.severity.iter().chain(&record.services).chain(&record.tags) {
            write(format_args!("    <category term=\"{}\"/>\n", escape(&super::words(topic))));
        }
        write(format_args!("    <summary>{}</summary>\n  </entry>\n", escape(&incident.sentence)));
    }
    feed + "</feed>\n"
}

/// When an incident last changed, as far as its file says.
fn changed(end: Option<Moment>, start: Option<Moment>) -> Option<String> {
    let moment = end.into_iter().chain(start).max_by_key(Moment::universal)?;
    Some(moment.universal().format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

/// A name that stays the same where the site moves: a UUID of the kind whose bits are free (RFC 9562, version 8).
fn uuid(parts: &[&str]) -> String {
    let bits = stable_hash(&parts.join("\0"));
    let bits = bits & !(0xf << 76) & !(0b11 << 62) | 8 << 76 | 0b10 << 62;
    let digits = format!("{bits:032x}");
    let part = |from: usize, to: usize| &digits[from..to];
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// A text in XML, without what XML cannot represent.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
