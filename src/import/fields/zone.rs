//! The zone of the file: the one that was asked for, else the first that the report names.

use crate::import::when::{name_of, place, zone_after_clock, zone_in};
use crate::import::words::Meaning;
use crate::import::work::{Text, Work, ZoneName};
use crate::model::Zone;

/// A longer line is about more than the zone.
const LONGEST_REMARK: usize = 100;
const REMARKS: &[&str] = &["all times", "times are", "times in", "time zone", "timezone"];

impl Work<'_> {
    pub(in crate::import) fn find_zone(&mut self) -> Option<Zone> {
        if let Some(zone) = self.options.timezone {
            return Some(zone);
        }
        let label =
            self.values.iter().find(|value| value.meaning == Meaning::Zone && place(&value.text).is_some());
        if let Some((name, line)) = label.map(|value| (value.text.clone(), value.line)) {
            self.first_zone(name, line);
        }
        let of_times = self
            .values
            .iter()
            .filter(|value| matches!(value.meaning, Meaning::Start | Meaning::End | Meaning::Date));
        let names = of_times.filter_map(|value| {
            let name = self.lead(&value.text)?.when.zone?;
            Some(ZoneName { name, line: value.line })
        });
        let names: Vec<ZoneName> = names.collect();
        self.zones.extend(names);
        // `from 10:15 AM to 12:45 PM (EST)` in the prose, where nothing else names a zone.
        if let Some(zone) = self.zone_of_remark() {
            self.zones.insert(0, zone);
        }
        let found = self.zones.iter().find(|zone| place(&zone.name).is_some()).cloned();
        let ZoneName { name, line } = found.or_else(|| self.zone_of_prose())?;
        let zone = place(&name)?;
        let shown = name_of(zone);
        let place = format!("timezone: {shown}");
        if zone == Zone::UTC || name == shown {
            self.certain(line, &name, place);
        } else {
            self.guess("timezone", line, &name, place, format!("guessed from \"{name}\""));
        }
        Some(zone)
    }

    /// `All times in PDT.` above the timeline.
    fn zone_of_remark(&self) -> Option<ZoneName> {
        let meanings = [Meaning::Summary, Meaning::Background];
        let texts = meanings.iter().filter_map(|meaning| self.texts.get(meaning)).flatten();
        let texts = texts.filter_map(|(_, text)| match text {
            Text::Prose(text) => Some(text.as_str()),
            Text::Items(_) => None,
        });
        let lines = texts.chain(self.details.iter().map(String::as_str)).flat_map(str::lines);
        let is_remark = |line: &&str| {
            let lower = line.to_lowercase();
            line.len() <= LONGEST_REMARK && REMARKS.iter().any(|start| lower.contains(start))
        };
        let name = lines.filter(is_remark).find_map(zone_in).filter(|name| place(name).is_some())?;
        Some(ZoneName { name, line: 1 })
    }

    fn zone_of_prose(&self) -> Option<ZoneName> {
        let meanings = [Meaning::Summary, Meaning::Impact, Meaning::Background];
        let texts = meanings.iter().filter_map(|meaning| self.texts.get(meaning)).flatten();
        let mut names = texts.filter_map(|(_, text)| match text {
            Text::Prose(text) => zone_after_clock(text),
            Text::Items(items) => items.iter().find_map(|item| zone_after_clock(item)),
        });
        names.find(|name| place(name).is_some()).map(|name| ZoneName { name, line: 1 })
    }
}
