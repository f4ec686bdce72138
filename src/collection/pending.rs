//! An index of incidents with open actions, so that the last similar one is found without looking at all of them.
//!
//! Incidents with the same service and the same tags form a group, sorted by time. A group is stored under its rarest
//! tag, so that groups that only share a common tag need not be looked at.

use super::Record;
use crate::model::{Moment, normalised};
use std::collections::{HashMap, HashSet};

#[derive(Debug, Default)]
pub(super) struct Pending {
    groups: Vec<Group>,
    /// Indices of groups, by service and rarest tag.
    by_service_and_tag: HashMap<(String, String), Vec<usize>>,
}

/// Incidents of one service with the same tags, whose times compare with any other time in the same way.
#[derive(Debug)]
struct Group {
    tags: Vec<String>,
    form: Form,
    by_time: Vec<usize>,
    by_day: Vec<usize>,
}

/// What decides how two times compare: whether the zone and the time of day are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Form {
    zoned: bool,
    timed: bool,
}

impl Form {
    fn of(moment: &Moment) -> Self {
        Form { zoned: moment.offset.is_some(), timed: moment.timed }
    }
}

impl Pending {
    pub(super) fn new(records: &[Record]) -> Self {
        let pending = records.iter().enumerate().filter(|(_, record)| record.pending > 0);
        let pending = pending.filter_map(|(position, record)| {
            let names = Names::of(record);
            Some((position, record.first.filter(|_| !names.tags.is_empty())?, names))
        });
        let pending: Vec<(usize, Moment, Names)> = pending.collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for tag in pending.iter().flat_map(|(_, _, names)| &names.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut index = Pending::default();
        let mut known: HashMap<(&str, Vec<&str>, Form), usize> = HashMap::new();
        for (position, first, names) in &pending {
            let mut tags: Vec<&str> = names.tags.iter().map(String::as_str).collect();
            tags.sort_unstable_by_key(|tag| (counts[tag], *tag));
            tags.dedup();
            for service in &names.services {
                let key = (service.as_str(), tags.clone(), Form::of(first));
                let group = *known.entry(key).or_insert_with(|| index.add(service, &tags, Form::of(first)));
                index.groups[group].by_time.push(*position);
            }
        }
        for group in &mut index.groups {
            group.by_day.clone_from(&group.by_time);
            group.by_time.sort_by_key(|position| began(&records[*position]));
            group.by_day.sort_by_key(|position| {
                let record = &records[*position];
                (record.first.map(|first| first.local.date()), began(record))
            });
        }
        index
    }

    fn add(&mut self, service: &str, tags: &[&str], form: Form) -> usize {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let key = (service.to_owned(), tags[0].clone());
        self.groups.push(Group { tags, form, by_time: Vec::new(), by_day: Vec::new() });
        let group = self.groups.len() - 1;
        self.by_service_and_tag.entry(key).or_default().push(group);
        group
    }

    /// Of the incidents before a given one that share a service and have no tag that it lacks, the last one of each
    /// group.
    pub(super) fn before<'r>(&self, records: &'r [Record], record: &Record) -> Vec<&'r Record> {
        if self.groups.is_empty() || record.first.is_none() {
            return Vec::new();
        }
        let Names { services, tags } = Names::of(record);
        let own: HashSet<&str> = tags.iter().map(String::as_str).collect();
        let pairs = services.iter().flat_map(|service| tags.iter().map(move |tag| (service, tag)));
        let groups =
            pairs.filter_map(|(service, tag)| self.by_service_and_tag.get(&(service.clone(), tag.clone())));
        let groups = groups.flatten().map(|group| &self.groups[*group]);
        let fitting = groups.filter(|group| group.tags.iter().all(|tag| own.contains(tag.as_str())));
        fitting.filter_map(|group| group.last_before(records, record)).collect()
    }
}

/// The names of an incident in the form in which they are compared.
struct Names {
    services: Vec<String>,
    tags: Vec<String>,
}

impl Names {
    fn of(record: &Record) -> Self {
        let normalise = |names: &[String]| names.iter().map(|name| normalised(name)).collect();
        Names { services: normalise(&record.services), tags: normalise(&record.tags) }
    }
}

impl Group {
    fn last_before<'d>(&self, records: &'d [Record], record: &Record) -> Option<&'d Record> {
        let start = record.first?;
        let form = Form::of(&start);
        let earlier = if form.zoned == self.form.zoned && form.timed && self.form.timed {
            let end = self.by_time.partition_point(|at| began(&records[*at]) < Some(start.universal()));
            &self.by_time[..end]
        } else {
            let day = |at: usize| records[at].first.map(|first| first.local.date());
            let end = self.by_day.partition_point(|at| day(*at) < Some(start.local.date()));
            &self.by_day[..end]
        };
        // The collection has a file as it was when read; it may have changed since.
        earlier.iter().rev().map(|at| &records[*at]).find(|other| other.name != record.name)
    }
}

pub(super) fn began(record: &Record) -> Option<chrono::NaiveDateTime> {
    record.first.map(|first| first.universal())
}

#[cfg(test)]
mod tests {
    use super::Pending;
    use crate::collection::Record;
    use crate::document::Document;
    use crate::model::Settings;
    use crate::source::Source;

    fn records(many: usize, incident: impl Fn(usize) -> String) -> Vec<Record> {
        let record = |index: usize| {
            let text = format!("title: a\nservices: [web]\nactions: [b]\n{}\n", incident(index));
            Record::from(Document::read(&Source::new(format!("{index}.yaml"), text), &Settings::default()))
        };
        (0..many).map(record).collect()
    }

    /// Old repositories have thousands of incidents of one service with one tag: each must be compared with few.
    #[test]
    fn looks_at_few_of_many_alike() {
        let zones = ["timezone: UTC\n", "", "timezone: Asia/Tokyo\n"];
        let alike = records(500, |index| {
            format!("tags: [dns]\n{}timeline: [2024-05-30 10:15 a]", zones[index % zones.len()])
        });
        let others = records(500, |index| format!("date: 2024-05-30\ntags: [dns, t{index}]"));
        for records in [alike, others] {
            let pending = Pending::new(&records);
            let groups = |record: &Record| {
                let keys = record.tags.iter().map(|tag| ("web".to_owned(), tag.clone()));
                keys.filter_map(|key| pending.by_service_and_tag.get(&key)).map(Vec::len).sum::<usize>()
            };
            let looked_at: usize = records.iter().map(groups).sum();
            assert!(looked_at <= 2 * records.len(), "{looked_at}");
        }
    }

    /// The result must not depend on how it is searched.
    #[test]
    fn finds_the_last_before() {
        let starts = [
            "date: 2024-05-30",
            "timezone: UTC\ntimeline: [2024-05-30 10:15 a]",
            "timeline: [2024-05-29 23:15 a]",
        ];
        let tags = ["dns", "dns, cert", "cert, deploy"];
        let records = records(9, |index| format!("tags: [{}]\n{}", tags[index / 3], starts[index % 3]));
        let pending = Pending::new(&records);
        for record in &records {
            let is_before = |other: &&Record| {
                let (a, b) = (other.first.expect("a moment"), record.first.expect("a moment"));
                let is_earlier =
                    a.order(&b).map_or(a.local.date() < b.local.date(), std::cmp::Ordering::is_lt);
                is_earlier && other.tags.iter().all(|tag| record.tags.contains(tag))
            };
            let last = |records: Vec<&Record>| records.into_iter().filter_map(super::began).max();
            let found = pending.before(&records, record);
            assert_eq!(last(found), last(records.iter().filter(is_before).collect()), "{}", record.name);
        }
    }
}
