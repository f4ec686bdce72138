//! A time zone: an IANA name or a fixed offset. Abbreviations are refused, for they say less than they seem to.

use super::clock::offset;
use crate::model::shorthand::{AS_WRITTEN_ZONE, from_str};
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

/// Abbreviation → the zones that were probably meant. Some (`EST`) are IANA names too, but of zones without
/// daylight time: `timezone: EST` would put a day in May one hour off.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("ACST", "Australia/Darwin"),
    ("ACDT", "Australia/Adelaide"),
    ("AEST", "Australia/Brisbane or Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("AKST", "America/Anchorage"),
    ("AKDT", "America/Anchorage"),
    ("AST", "America/Halifax or Asia/Riyadh"),
    ("ADT", "America/Halifax"),
    ("AWST", "Australia/Perth"),
    ("BRT", "America/Sao_Paulo"),
    ("BST", "Europe/London"),
    ("CAT", "Africa/Maputo"),
    ("CDT", "America/Chicago"),
    ("CEST", "Europe/Berlin"),
    ("CET", "Europe/Berlin"),
    ("CST", "America/Chicago or Asia/Shanghai"),
    ("CT", "America/Chicago"),
    ("EAT", "Africa/Nairobi"),
    ("EDT", "America/New_York"),
    ("EEST", "Europe/Helsinki"),
    ("EET", "Europe/Helsinki"),
    ("EST", "America/New_York"),
    ("EST5EDT", "America/New_York"),
    ("ET", "America/New_York"),
    ("CST6CDT", "America/Chicago"),
    ("MST7MDT", "America/Denver"),
    ("PST8PDT", "America/Los_Angeles"),
    ("HKT", "Asia/Hong_Kong"),
    ("HST", "Pacific/Honolulu"),
    ("IDT", "Asia/Jerusalem"),
    ("IST", "Asia/Kolkata, Europe/Dublin or Asia/Jerusalem"),
    ("JST", "Asia/Tokyo"),
    ("KST", "Asia/Seoul"),
    ("MDT", "America/Denver"),
    ("MET", "Europe/Berlin"),
    ("MSK", "Europe/Moscow"),
    ("MST", "America/Denver or America/Phoenix"),
    ("MT", "America/Denver"),
    ("NST", "America/St_Johns"),
    ("NZDT", "Pacific/Auckland"),
    ("NZST", "Pacific/Auckland"),
    ("PDT", "America/Los_Angeles"),
    ("PHT", "Asia/Manila"),
    ("PKT", "Asia/Karachi"),
    ("PST", "America/Los_Angeles"),
    ("PT", "America/Los_Angeles"),
    ("SAST", "Africa/Johannesburg"),
    ("SGT", "Asia/Singapore"),
    ("WAT", "Africa/Lagos"),
    ("WEST", "Europe/Lisbon"),
    ("WET", "Europe/Lisbon"),
    ("WIB", "Asia/Jakarta"),
];

/// Zone of local times: an IANA name such as America/New_York, UTC, or a fixed offset such as +01:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A place with its rules for daylight time.
    Place(Tz),
    /// The same offset all year.
    Fixed(FixedOffset),
}
from_str!(Zone, "a time zone such as America/New_York, UTC or +01:00", AS_WRITTEN_ZONE);

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone::Place(Tz::UTC);

    /// The names of places that it can be written as.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let is_abbreviation = |name: &str| ABBREVIATIONS.iter().any(|(short, _)| *short == name);
        chrono_tz::TZ_VARIANTS.iter().map(|place| place.name()).filter(move |name| !is_abbreviation(name))
    }

    /// The offset at a local time: one, two when clocks are set back over it, none when they skip it.
    pub fn offset_of_local(self, local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        match self {
            Zone::Fixed(offset) => MappedLocalTime::Single(offset),
            Zone::Place(place) => place.offset_from_local_datetime(&local).map(|offset| offset.fix()),
        }
    }

    /// The local time of an instant.
    pub fn local(self, instant: DateTime<FixedOffset>) -> DateTime<FixedOffset> {
        match self {
            Zone::Fixed(offset) => instant.with_timezone(&offset),
            Zone::Place(place) => instant.with_timezone(&place).fixed_offset(),
        }
    }

    /// Whether it is Coordinated Universal Time under any of its names.
    pub fn is_utc(self) -> bool {
        match self {
            Zone::Fixed(offset) => offset.local_minus_utc() == 0,
            Zone::Place(place) => {
                matches!(
                    place.name(),
                    "UTC" | "GMT" | "Etc/UTC" | "Etc/GMT" | "Zulu" | "Etc/Zulu" | "Etc/UCT" | "UCT"
                )
            }
        }
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((offset, "")) = offset(text) {
            return Ok(Zone::Fixed(offset));
        }
        let upper = text.to_uppercase();
        if let Some((_, meant)) = ABBREVIATIONS.iter().find(|(short, _)| *short == upper) {
            return Err(format!(
                "`{text}` is an abbreviation, not a time zone\nname the place, which knows its daylight time: {meant}"
            ));
        }
        if let Ok(place) = text.parse::<Tz>() {
            return Ok(Zone::Place(place));
        }
        if let Some(place) =
            chrono_tz::TZ_VARIANTS.iter().find(|place| place.name().eq_ignore_ascii_case(text))
        {
            return Ok(Zone::Place(*place));
        }
        let help = match similar(text) {
            Some(name) => format!("did you mean `{name}`?"),
            None => {
                "write an IANA name such as `America/New_York`, `UTC`, or an offset such as `+01:00`".into()
            }
        };
        Err(format!("`{text}` is not a known time zone\n{help}"))
    }
}

/// The IANA name that was probably meant: the same city, or nearly the same name.
fn similar(text: &str) -> Option<&'static str> {
    let city = text.rsplit('/').next().unwrap_or(text).replace(' ', "_").to_lowercase();
    let names = || chrono_tz::TZ_VARIANTS.iter().map(|place| place.name());
    let last = |name: &'static str| name.rsplit('/').next().unwrap_or(name).to_lowercase();
    names().find(|name| last(name) == city).or_else(|| {
        if text.len() > 40 {
            return None;
        }
        names()
            .map(|name| (strsim::osa_distance(&text.to_lowercase(), &name.to_lowercase()), name))
            .filter(|(distance, name)| *distance <= 1 + name.len() / 8)
            .min()
            .map(|(_, name)| name)
    })
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Zone::Place(place) => f.write_str(place.name()),
            Zone::Fixed(offset) if offset.local_minus_utc() == 0 => f.write_str("UTC"),
            Zone::Fixed(offset) => write!(f, "UTC{offset}"),
        }
    }
}

impl JsonSchema for Zone {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Zone".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let names: Vec<_> = Zone::names().collect();
        let offset = r"^(Z|[+-](0\d|1[0-4]):?[0-5]\d)$";
        schemars::json_schema!({ "anyOf": [{ "enum": names }, { "type": "string", "pattern": offset }] })
    }
}
