//! The smaller parts of an incident: people, remarks, lessons, messages, links and notes.

use super::Time;
use super::shorthand::{Shorthand, shorthand, text_or_map};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, SeqAccess};

/// A person or a team, by name.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Person {
    /// Name as shown in reports.
    #[serde(default)]
    pub name: String,
    /// E-mail address. Always internal.
    pub email: Option<String>,
}
text_or_map!(Person, "a name or a mapping with `name`", |name| Person { name: name.into(), email: None });

/// A statement that may be for internal readers only.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Remark {
    /// The statement.
    #[serde(default)]
    pub text: String,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
text_or_map!(Remark, "a text or a mapping with `text`", |text| Remark { text: text.into(), internal: false });

/// What was learned. A plain sequence is `learned`.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_list_of_remarks)]
#[non_exhaustive]
pub struct Lessons {
    /// What worked and should stay.
    #[serde(default)]
    pub went_well: Vec<Remark>,
    /// What did not work.
    #[serde(default)]
    pub went_wrong: Vec<Remark>,
    /// Where luck kept it from being worse.
    #[serde(default)]
    pub lucky: Vec<Remark>,
    /// Lessons in general.
    #[serde(default)]
    pub learned: Vec<Remark>,
}

impl Lessons {
    /// No lessons.
    pub const NONE: Lessons =
        Lessons { went_well: Vec::new(), went_wrong: Vec::new(), lucky: Vec::new(), learned: Vec::new() };

    /// Each list under its field name, in the order of the file format.
    pub fn lists(&self) -> [(&'static str, &[Remark]); 4] {
        [
            ("went_well", &self.went_well),
            ("went_wrong", &self.went_wrong),
            ("lucky", &self.lucky),
            ("learned", &self.learned),
        ]
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.lists().iter().all(|(_, list)| list.is_empty())
    }
}

impl<'de> Shorthand<'de> for Lessons {
    const EXPECTED: &'static str =
        "a sequence, or a mapping with `went_well`, `went_wrong`, `lucky`, `learned`";

    fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        Err(E::invalid_type(serde::de::Unexpected::Str(text), &Self::EXPECTED))
    }

    fn from_map<D: Deserializer<'de>>(map: D) -> Result<Self, D::Error> {
        Lessons::deserialize(map)
    }

    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut learned = Vec::new();
        while let Some(remark) = list.next_element()? {
            learned.push(remark);
        }
        Ok(Lessons { learned, ..Lessons::NONE })
    }
}

impl<'de> Deserialize<'de> for Lessons {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        shorthand(deserializer)
    }
}

/// A message sent during the incident.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Communication {
    /// When it was sent.
    pub at: Option<Time>,
    /// Where it was sent: status page, e-mail, social network.
    pub channel: Option<String>,
    /// What it said.
    #[serde(default)]
    pub text: String,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}

/// A link to something outside the report.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Link {
    /// What it leads to. Default: the URL.
    pub title: Option<String>,
    /// The URL.
    #[serde(default)]
    pub url: String,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
text_or_map!(Link, "a URL or a mapping with `url`", |url| Link { url: url.into(), ..Link::default() });

/// An additional section.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Note {
    /// Its heading.
    #[serde(default)]
    pub title: String,
    /// Its text.
    #[serde(default)]
    pub body: String,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}
