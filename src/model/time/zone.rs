//! A time zone: an IANA name or a fixed offset. Abbreviations are rejected, because they are ambiguous.

use super::Abbreviation;
use super::clock::offset;
use crate::model::ParseError;
use crate::model::shorthand::{AS_WRITTEN_ZONE, from_str};
use crate::wording::did_you_mean;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

/// Zone of local times: an IANA name such as America/New_York, UTC, or a fixed offset such as +01:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A place with its rules for daylight saving time.
    Place(Tz),
    /// The same offset all year.
    Fixed(FixedOffset),
}
from_str!(Zone, "a time zone such as America/New_York, UTC or +01:00", AS_WRITTEN_ZONE);

impl Zone {
    /// Coordinated Universal Time.
    pub const UTC: Zone = Zone::Place(Tz::UTC);

    /// The names that it can be written as.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|place| place.name());
        names.filter(|name| Abbreviation::find(name).is_none())
    }

    /// The offset at a local time: one, two if the clocks go back past it, none if they skip it.
    pub(crate) fn offset_of_local(self, local: NaiveDateTime) -> MappedLocalTime<FixedOffset> {
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
    pub(crate) fn is_utc(self) -> bool {
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
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        if let Some((offset, "")) = offset(text) {
            return Ok(Zone::Fixed(offset));
        }
        if let Some(abbreviation) = Abbreviation::find(text) {
            let places = abbreviation.choice("");
            let message = format!("`{text}` is an abbreviation, not a time zone");
            let help = format!("name a place, which includes daylight saving time: {places}");
            return Err(ParseError::new(message, help).at(0..text.len()));
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
            Some(name) => did_you_mean(name),
            None => {
                "write an IANA name such as `America/New_York`, `UTC`, or an offset such as `+01:00`".into()
            }
        };
        Err(ParseError::new(format!("`{text}` is not a known time zone"), help).at(0..text.len()))
    }
}

/// The IANA name that was probably meant: the same city, or a similar name.
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
