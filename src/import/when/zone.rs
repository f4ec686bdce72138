//! Zones as reports name them: abbreviations, offsets, places, and what people call them.

use super::scan::Scan;
use crate::model::{Abbreviation, Zone};
use chrono::FixedOffset;
use chrono_tz::Tz;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Other names of zones than their abbreviations.
const NAMES: &[(&str, &str)] = &[
    ("Pacific Time", "America/Los_Angeles"),
    ("Eastern Time", "America/New_York"),
    ("Central Time", "America/Chicago"),
    ("Mountain Time", "America/Denver"),
    ("West African Time", "Africa/Lagos"),
    ("West Africa Time", "Africa/Lagos"),
    ("East Africa Time", "Africa/Nairobi"),
    ("Central European Time", "Europe/Berlin"),
    ("Coordinated Universal Time", "UTC"),
    ("Pacific", "America/Los_Angeles"),
    ("Eastern", "America/New_York"),
    ("US/Pacific", "America/Los_Angeles"),
    ("US/Eastern", "America/New_York"),
    ("US/Central", "America/Chicago"),
    ("US/Mountain", "America/Denver"),
];

type ByName = HashMap<&'static str, Tz>;

/// Places by their whole name, and by their last part.
static PLACES: LazyLock<(ByName, ByName)> = LazyLock::new(|| {
    let whole = chrono_tz::TZ_VARIANTS.iter().map(|place| (place.name(), *place)).collect();
    let mut cities = HashMap::new();
    for place in chrono_tz::TZ_VARIANTS {
        let Some((region, city)) = place.name().rsplit_once('/') else { continue };
        if region != "Etc" {
            cities.entry(city).or_insert(place);
        }
    }
    (whole, cities)
});

fn city(word: &str) -> Option<Tz> {
    let (whole, cities) = &*PLACES;
    let named = whole.get(word).filter(|_| Abbreviation::find(word).is_none());
    named.or_else(|| cities.get(word)).copied()
}

/// The zone that a report probably means; `None` if that is not known.
pub(in crate::import) fn place(written: &str) -> Option<Zone> {
    let written = written.trim();
    if ["UTC", "GMT", "Z"].iter().any(|name| written.eq_ignore_ascii_case(name)) {
        return Some(Zone::UTC);
    }
    if let Some((_, place)) = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(written)) {
        return place.parse().ok().map(Zone::Place);
    }
    if let Some(abbreviation) = Abbreviation::find(written) {
        return abbreviation.places.first()?.parse().ok().map(Zone::Place);
    }
    let offset = written.trim_start_matches("UTC").trim_start_matches("GMT");
    if let Some(body) = offset.strip_prefix(['+', '-', '−']) {
        return fixed(body, !offset.starts_with('+')).map(Zone::Fixed);
    }
    city(written).map(Zone::Place)
}

/// `2`, `02`, `0200`, `02:00`.
fn fixed(body: &str, is_west: bool) -> Option<FixedOffset> {
    let digits: String = body.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (&*digits, "0"),
        3 => digits.split_at(1),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    let seconds = hours * 3600 + minutes * 60;
    let is_valid = hours <= 14 && minutes < 60;
    FixedOffset::east_opt(if is_west { -seconds } else { seconds }).filter(|_| is_valid)
}

/// A zone as an incident file names it.
pub(in crate::import) fn name_of(zone: Zone) -> String {
    match zone {
        Zone::Place(place) => place.name().to_owned(),
        Zone::Fixed(offset) => offset.to_string(),
    }
}

impl Scan<'_> {
    /// The length of the zone name that follows.
    pub(super) fn zone_length(&self) -> Option<usize> {
        self.offset_from_utc()
            .or_else(|| self.offset())
            .or_else(|| self.named())
            .or_else(|| self.abbreviated())
            .or_else(|| self.place())
    }

    fn is_end(&self, length: usize) -> bool {
        self.rest()[length..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '/')
    }

    /// `UTC+2`, `GMT-03:00`.
    fn offset_from_utc(&self) -> Option<usize> {
        let tail = ["UTC", "GMT"].into_iter().find_map(|name| self.rest().strip_prefix(name))?;
        let tail = tail.strip_prefix(['+', '-', '−'])?;
        let length = digits(tail);
        (1..=5).contains(&length).then(|| self.rest().len() - tail.len() + length)
    }

    /// `+0200`, `-04:00`.
    fn offset(&self) -> Option<usize> {
        let tail = self.rest().strip_prefix(['+', '-'])?;
        let length = digits(tail);
        // `10:15-12:30` is a range: an offset west of Greenwich needs the `T` of `2024-05-30T10:15-04:00`, or no colon.
        let before = self.text[..self.at].trim_end_matches(|c: char| c.is_ascii_digit() || c == ':');
        let is_range = self.rest().starts_with('-') && length == 5 && !before.ends_with('T');
        (matches!(length, 4 | 5) && (length == 4) != tail[..length].contains(':') && !is_range)
            .then_some(1 + length)
    }

    fn named(&self) -> Option<usize> {
        let is_next = |name: &&str| self.rest().starts_with(*name) && self.is_end(name.len());
        NAMES.iter().map(|(name, _)| *name).filter(is_next).map(str::len).max()
    }

    fn abbreviated(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let word = &rest[..length];
        if !self.is_end(length) {
            return None;
        }
        if matches!(word, "UTC" | "GMT" | "Z" | "utc") {
            return Some(length);
        }
        let found = Abbreviation::find(word).filter(|found| found.name == word)?;
        // `10:15 GET /health fails`
        let tail = rest[length..].trim_start();
        let is_marked = tail.is_empty() || tail.starts_with([')', ':', '-', '–', '—', '|', '*', ']']);
        (!found.is_word || is_marked).then_some(length)
    }

    /// `America/Denver` anywhere; a bare `Denver` only if a separator follows that ends the time.
    fn place(&self) -> Option<usize> {
        let rest = self.rest();
        let length = rest.find(|c: char| !c.is_alphabetic() && c != '/' && c != '_').unwrap_or(rest.len());
        let word = &rest[..length];
        if length <= 3 || length > 40 || !word.starts_with(char::is_uppercase) {
            return None;
        }
        let tail = rest[length..].trim_start_matches([' ', '*', '_', '`']);
        let is_marked = tail.is_empty()
            || tail.starts_with(['-', '–', '—', ':', '|', ')'])
            || tail.get(..4).is_some_and(|tail| tail.eq_ignore_ascii_case("time"));
        ((word.contains('/') || is_marked) && city(word).is_some()).then_some(length)
    }

    /// A zone, perhaps in parentheses, and what else is said about it: `PT / US Pacific`.
    pub(super) fn zone(&mut self) -> Option<String> {
        self.attempt(|scan| {
            let is_in_parentheses = scan.take("(");
            let length = scan.zone_length()?;
            let name = scan.rest()[..length].to_owned();
            scan.at += length;
            scan.take(" time");
            // `Africa/Lagos (UTC+01:00)`
            scan.attempt(|scan| {
                scan.take(" (").then_some(())?;
                scan.at += scan.zone_length()?;
                scan.take(")").then_some(())
            });
            for slash in ["/", " / "] {
                scan.attempt(|scan| {
                    scan.take(slash).then_some(())?;
                    scan.at += scan.zone_length()?;
                    Some(())
                });
            }
            (!is_in_parentheses || scan.take(")")).then_some(name)
        })
    }
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(text.len())
}
