//! A zone or an offset after a time, where it is not allowed: `10:15 EST`, `10:15 (UTC+2)`, `10:15 +02:00`.

use super::Abbreviation;
use super::clock::{number, offset};
use chrono::FixedOffset;

/// Names of Coordinated Universal Time that are valid zones, but are not allowed after a time either.
const UNIVERSAL: &[&str] = &["UTC", "GMT", "UCT", "Z"];

/// Unless they are in capitals, these are words: `10:15 Met the vendor`, `10:15 est. 200 users affected`.
const WORDS: &[&str] =
    &["ast", "cat", "ct", "eat", "est", "et", "ist", "met", "mt", "pt", "wat", "west", "wet", "wit", "z"];

/// Zones of North America by name. `Eastern` alone is a word too: `10:15 Eastern region fails`.
const REGIONS: &[(&str, &str)] = &[
    ("Eastern", "America/New_York"),
    ("Central", "America/Chicago"),
    ("Mountain", "America/Denver"),
    ("Pacific", "America/Los_Angeles"),
];

/// What turns the name of a region into that of a zone, the longest first.
const TIMES: &[&str] = &[" Standard Time", " Daylight Time", " Daylight Saving Time", " Time"];

/// The length of the longest name.
const LONGEST: usize = "Mountain".len();

/// A zone, and whether the same letters may be a word.
struct Named<'t> {
    zone: String,
    is_word: bool,
    after: &'t str,
}

/// The zone that a text after a time starts with, and how to write it. What may be a word is a zone only in brackets.
pub(super) fn beside(text: &str) -> Option<(&str, String)> {
    let (written, zone, is_clear) = zone(text)?;
    is_clear.then_some((written, zone))
}

/// The zone that is the whole text after a time, and how to write it. No word can be meant there.
pub(super) fn alone(text: &str) -> Option<String> {
    zone(text).filter(|(written, ..)| written.len() == text.len()).map(|(_, zone, _)| zone)
}

fn zone(text: &str) -> Option<(&str, String, bool)> {
    let body = text.strip_prefix(['(', '[']).unwrap_or(text);
    let Named { zone, is_word, after } = match body.bytes().next()? {
        b'+' | b'-' => {
            let (offset, after) = bare_offset(body)?;
            Named { zone: format!("`{offset}`"), is_word: false, after }
        }
        _ => named(body)?,
    };
    let closed = after.strip_prefix([')', ']']).filter(|_| body.len() < text.len());
    let after = closed.unwrap_or(after);
    // `PT-4312` and `CT/2` are not zones.
    let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || ":,;.)]".contains(c));
    ends.then(|| (&text[..text.len() - after.len()], zone, !is_word || closed.is_some()))
}

fn named(text: &str) -> Option<Named<'_>> {
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = text.split_at(length);
    // Called for every entry of every timeline: most first words are longer, or end in another letter.
    let last = name.bytes().next_back()?.to_ascii_uppercase();
    if length > LONGEST || !b"TCZBAKLN".contains(&last) {
        return None;
    }
    if let Some((_, place)) = REGIONS.iter().find(|(region, _)| region.eq_ignore_ascii_case(name)) {
        let starts = |time: &&&str| rest.get(..time.len()).is_some_and(|it| it.eq_ignore_ascii_case(time));
        let time = TIMES.iter().find(starts);
        let after = time.map_or(rest, |time| &rest[time.len()..]);
        return Some(Named { zone: format!("`{place}`"), is_word: time.is_none(), after });
    }
    let is_small = name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_word = is_small && WORDS.iter().any(|word| word.eq_ignore_ascii_case(name));
    if let Some(abbreviation) = Abbreviation::find(name) {
        let is_word = is_word || abbreviation.is_word;
        return Some(Named { zone: abbreviation.choice("`"), is_word, after: rest });
    }
    UNIVERSAL.iter().find(|universal| universal.eq_ignore_ascii_case(name))?;
    let from_universal = short_offset(rest).filter(|_| length == 3);
    let (zone, after) =
        from_universal.map_or(("`UTC`".to_owned(), rest), |(offset, after)| (format!("`{offset}`"), after));
    Some(Named { zone, is_word, after })
}

/// `+02:00`, `-0400`: an offset on its own. `+2 replicas` and `+1000 users` are text.
fn bare_offset(text: &str) -> Option<(FixedOffset, &str)> {
    let is_number = text.as_bytes().get(3) != Some(&b':') && text.as_bytes().get(1) != Some(&b'0');
    offset(text).filter(|_| !is_number)
}

/// The `+2`, `-3:30` or `+0200` of `UTC+2`, `UTC -3:30` and `GMT+0200`.
fn short_offset(text: &str) -> Option<(FixedOffset, &str)> {
    let text = text.trim_start_matches(' ');
    let whole = offset(text).filter(|_| text.starts_with(['+', '-']));
    whole.or_else(|| {
        let sign = if text.starts_with('-') { -1 } else { 1 };
        let (hours, rest) = number(text.strip_prefix(['+', '-'])?)?;
        let minutes = rest.strip_prefix(':').and_then(number);
        let (minutes, rest) = minutes.unwrap_or((0, rest));
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        let offset = FixedOffset::east_opt(sign * seconds).filter(|_| hours <= 14 && minutes < 60)?;
        Some((offset, rest))
    })
}
