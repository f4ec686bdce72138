//! Services and tags: what many incidents have in common.

use super::names::Names;
use crate::model::normalised;
use std::collections::BTreeMap;

/// Which kind of topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Tag,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Tag => "tag",
        }
    }
}

/// A service or a tag, and its page.
#[derive(Debug)]
pub(super) struct Topic {
    /// What names that mean it have in common.
    key: String,
    /// Its name as the newest incident writes it.
    pub(super) name: String,
    /// The name of its page, without folder and extension.
    pub(super) path: String,
    /// Places of its incidents, the newest first.
    pub(super) incidents: Vec<usize>,
}

impl Topic {
    /// Whether a name means it.
    pub(super) fn is(&self, name: &str) -> bool {
        self.key == normalised(name)
    }
}

/// The topics of incidents, by name.
pub(super) fn topics<'n>(names: impl Iterator<Item = &'n Vec<String>>) -> Vec<Topic> {
    let mut found: BTreeMap<String, Topic> = BTreeMap::new();
    for (at, names) in names.enumerate() {
        for name in names {
            let (key, shown) = (normalised(name), super::words(name));
            if shown.is_empty() {
                continue;
            }
            let topic = found.entry(key.clone()).or_insert_with(|| Topic {
                key,
                name: shown,
                path: String::new(),
                incidents: Vec::new(),
            });
            if topic.incidents.last() != Some(&at) {
                topic.incidents.push(at);
            }
        }
    }
    let mut taken = Names::default();
    let mut topics: Vec<Topic> = found.into_values().collect();
    for topic in &mut topics {
        topic.path = taken.unique(&topic.name.to_lowercase().replace(' ', "-"));
    }
    topics
}
