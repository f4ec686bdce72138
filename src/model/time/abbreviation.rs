//! The abbreviations of time zones: the only list, shared by the readers of times and zones and by the rules.

use crate::wording::choice;

/// A zone abbreviation that people write.
#[derive(Debug)]
pub struct Abbreviation {
    /// As written, in capitals.
    pub name: &'static str,
    /// The places whose clocks it means, the most likely first.
    pub places: &'static [&'static str],
    /// Whether it means the summer or the winter half of the year at its first place, and hardly anything else.
    pub is_seasonal: bool,
    /// Whether it means something else in most incidents: `10:15 GET /health fails`. After a time it is a zone only in
    /// brackets, or if nothing else can follow.
    pub is_word: bool,
}

const fn seasonal(name: &'static str, places: &'static [&'static str]) -> Abbreviation {
    Abbreviation { name, places, is_seasonal: true, is_word: false }
}

const fn other(name: &'static str, places: &'static [&'static str]) -> Abbreviation {
    Abbreviation { name, places, is_seasonal: false, is_word: false }
}

const fn word(name: &'static str, places: &'static [&'static str]) -> Abbreviation {
    Abbreviation { name, places, is_seasonal: false, is_word: true }
}

/// All of them. Some (`EST`) are IANA names too, but of zones without daylight time: `timezone: EST` would put a day in
/// May one hour off. `BST` and `AST` are not seasonal because they mean several zones, `WEST` because it is mostly a
/// direction.
pub const ABBREVIATIONS: &[Abbreviation] = &[
    seasonal("ACST", &["Australia/Adelaide", "Australia/Darwin"]),
    seasonal("ACDT", &["Australia/Adelaide"]),
    other("ADT", &["America/Halifax"]),
    seasonal("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    seasonal("AEDT", &["Australia/Sydney"]),
    other("AET", &["Australia/Sydney"]),
    seasonal("AKST", &["America/Anchorage"]),
    seasonal("AKDT", &["America/Anchorage"]),
    word("ART", &["America/Argentina/Buenos_Aires"]),
    other("AST", &["America/Halifax", "Asia/Riyadh"]),
    other("AWST", &["Australia/Perth"]),
    word("BOT", &["America/La_Paz"]),
    other("BRT", &["America/Sao_Paulo"]),
    other("BRST", &["America/Sao_Paulo"]),
    other("BST", &["Europe/London"]),
    other("CAT", &["Africa/Maputo"]),
    seasonal("CEST", &["Europe/Berlin"]),
    seasonal("CET", &["Europe/Berlin"]),
    other("CHST", &["Pacific/Guam"]),
    seasonal("CDT", &["America/Chicago"]),
    other("CLST", &["America/Santiago"]),
    other("CLT", &["America/Santiago"]),
    word("COT", &["America/Bogota"]),
    seasonal("CST", &["America/Chicago", "Asia/Shanghai"]),
    other("CST6CDT", &["America/Chicago"]),
    other("CT", &["America/Chicago"]),
    other("EAT", &["Africa/Nairobi"]),
    seasonal("EDT", &["America/New_York"]),
    seasonal("EEST", &["Europe/Helsinki"]),
    seasonal("EET", &["Europe/Helsinki"]),
    seasonal("EST", &["America/New_York"]),
    other("EST5EDT", &["America/New_York"]),
    other("ET", &["America/New_York"]),
    word("GET", &["Asia/Tbilisi"]),
    other("GST", &["Asia/Dubai"]),
    other("HDT", &["America/Adak"]),
    other("HKT", &["Asia/Hong_Kong"]),
    other("HST", &["Pacific/Honolulu"]),
    word("ICT", &["Asia/Bangkok"]),
    other("IDT", &["Asia/Jerusalem"]),
    other("IRST", &["Asia/Tehran"]),
    other("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    other("JST", &["Asia/Tokyo"]),
    other("KST", &["Asia/Seoul"]),
    seasonal("MDT", &["America/Denver"]),
    other("MET", &["Europe/Berlin"]),
    other("MSK", &["Europe/Moscow"]),
    seasonal("MST", &["America/Denver", "America/Phoenix"]),
    other("MST7MDT", &["America/Denver"]),
    other("MT", &["America/Denver"]),
    other("MYT", &["Asia/Kuala_Lumpur"]),
    other("NDT", &["America/St_Johns"]),
    other("NPT", &["Asia/Kathmandu"]),
    other("NST", &["America/St_Johns"]),
    seasonal("NZDT", &["Pacific/Auckland"]),
    seasonal("NZST", &["Pacific/Auckland"]),
    other("NZT", &["Pacific/Auckland"]),
    seasonal("PDT", &["America/Los_Angeles"]),
    word("PET", &["America/Lima"]),
    other("PHT", &["Asia/Manila"]),
    other("PKT", &["Asia/Karachi"]),
    seasonal("PST", &["America/Los_Angeles"]),
    other("PST8PDT", &["America/Los_Angeles"]),
    other("PT", &["America/Los_Angeles"]),
    other("SAST", &["Africa/Johannesburg"]),
    other("SGT", &["Asia/Singapore"]),
    other("SST", &["Pacific/Pago_Pago"]),
    other("TRT", &["Europe/Istanbul"]),
    word("VET", &["America/Caracas"]),
    other("WAT", &["Africa/Lagos"]),
    other("WEST", &["Europe/Lisbon"]),
    other("WET", &["Europe/Lisbon"]),
    other("WIB", &["Asia/Jakarta"]),
    other("WIT", &["Asia/Jayapura"]),
    other("WITA", &["Asia/Makassar"]),
];

const fn count_seasonal() -> usize {
    let (mut index, mut count) = (0, 0);
    while index < ABBREVIATIONS.len() {
        count += ABBREVIATIONS[index].is_seasonal as usize;
        index += 1;
    }
    count
}

/// The names of the seasonal ones.
pub(crate) const SEASONAL: &[&str] = &{
    let mut names = [""; count_seasonal()];
    let (mut index, mut count) = (0, 0);
    while index < ABBREVIATIONS.len() {
        if ABBREVIATIONS[index].is_seasonal {
            names[count] = ABBREVIATIONS[index].name;
            count += 1;
        }
        index += 1;
    }
    names
};

impl Abbreviation {
    /// The abbreviation of that name, in any case.
    pub fn find(name: &str) -> Option<&'static Abbreviation> {
        ABBREVIATIONS.iter().find(|abbreviation| abbreviation.name.eq_ignore_ascii_case(name))
    }

    /// The places as a choice, each between two marks.
    pub(super) fn choice(&self, mark: &str) -> String {
        choice(self.places.iter().map(|place| format!("{mark}{place}{mark}")))
    }
}

#[cfg(test)]
mod tests {
    use super::{ABBREVIATIONS, Abbreviation, SEASONAL};
    use chrono::{NaiveDate, NaiveTime, TimeZone};
    use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};
    use std::collections::BTreeSet;

    fn names_in_2024(place: Tz) -> impl Iterator<Item = String> {
        [1, 7].into_iter().filter_map(move |month| {
            let day = NaiveDate::from_ymd_opt(2024, month, 15)?.and_time(NaiveTime::MIN);
            place.offset_from_local_datetime(&day).earliest()?.abbreviation().map(str::to_uppercase)
        })
    }

    /// A name that the zone database uses and the list lacks would be read as text after a time.
    #[test]
    fn holds_every_name_that_clocks_use() {
        let used: BTreeSet<_> = TZ_VARIANTS.iter().flat_map(|place| names_in_2024(*place)).collect();
        let is_word = |name: &&String| name.bytes().all(|byte| byte.is_ascii_uppercase());
        let lacking: Vec<_> =
            used.iter().filter(is_word).filter(|name| Abbreviation::find(name).is_none()).collect();
        assert_eq!(lacking, ["GMT", "UTC"]);
    }

    /// The help would send people to a place that does not exist, or whose clocks differ.
    #[test]
    fn every_place_exists_and_every_season_is_its_own() {
        for Abbreviation { name, places, is_seasonal, .. } in ABBREVIATIONS {
            let places: Vec<Tz> = places.iter().map(|place| place.parse().expect(place)).collect();
            assert!(!is_seasonal || names_in_2024(places[0]).any(|used| used == *name), "{name}");
        }
        assert!(SEASONAL.len() > 15 && SEASONAL.iter().all(|name| Abbreviation::find(name).is_some()));
    }
}
