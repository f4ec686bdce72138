//! Who was hurt, how much and when; and who noticed first.

use super::Time;
use super::shorthand::text_or_map;
use schemars::JsonSchema;
use serde::Deserialize;

/// How the incident affected people, or a plain text; `none` says that nobody was hurt.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Impact {
    /// Who was hurt and how.
    pub description: Option<String>,
    /// How many users, as written: 80%, ~1,200, 40-60%, 12 of 30.
    pub users: Option<String>,
    /// Periods of impact; needed only if there are several, or several kinds.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Further figures: error rates, losses, latencies.
    #[serde(default)]
    pub metrics: Vec<Figure>,
}
text_or_map!(Impact, "a text or a mapping", |text| Impact {
    description: Some(text.into()),
    ..Impact::default()
});

/// Texts that by themselves say that there was no impact.
const NONE: &[&str] = &["none", "no", "nothing", "nobody", "no one", "not applicable", "n a", "na"];
/// First words of these, and of sentences that say so.
const BEGINNINGS: &[&str] =
    &["n", "na", "no", "nobody", "none", "not", "nothing", "there", "without", "zero"];
/// Whom an incident without impact did not hurt.
const USERS: &[&str] =
    &["client", "clients", "customer", "customers", "one", "people", "user", "users", "visitor", "visitors"];
/// Words that say that there was some after all: `No impact in Europe, but …`.
const BUT: &[&str] = &[
    "although",
    "apart",
    "aside",
    "before",
    "but",
    "except",
    "first",
    "however",
    "initially",
    "later",
    "only",
    "other",
    "still",
    "though",
    "until",
    "while",
    "yet",
];

impl Impact {
    /// Whether it says that there was no impact: `impact: none`, `No users were affected.`; and no figure contradicts
    /// that.
    pub fn is_none(&self) -> bool {
        self.says_none() && !self.has_figures()
    }

    /// Whether it says that there was no impact, but has a number of users, a period or a figure that is not zero.
    pub fn contradicts_itself(&self) -> bool {
        self.says_none() && self.has_figures()
    }

    /// Whether it says so with the single word `none`, which a report writes as a sentence.
    pub fn is_bare_none(&self) -> bool {
        self.is_none()
            && NONE.contains(&words(self.description.as_deref().unwrap_or_default()).join(" ").as_str())
    }

    fn says_none(&self) -> bool {
        let text = self.description.as_deref().unwrap_or_default();
        // Most impacts begin with another word, and many rules ask.
        let begins_so = |first: &str| BEGINNINGS.iter().any(|known| known.eq_ignore_ascii_case(first));
        if !split(text).next().is_some_and(begins_so) {
            return false;
        }
        let words = words(text);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if NONE.contains(&words.join(" ").as_str()) {
            return true;
        }
        let is_introduced = matches!(words.as_slice(), ["there", "was" | "is" | "were", ..]);
        let is_none = match &words[if is_introduced { 2 } else { 0 }..] {
            ["none", next, ..] => *next != "of",
            ["no" | "zero" | "without", rest @ ..] => {
                let is_denied = rest.iter().take(4).any(|word| matches!(*word, "impact" | "impacts"));
                is_denied || hurts_users(rest)
            }
            whom @ ["nobody", ..] => hurts_users(whom),
            _ => false,
        };
        is_none && !words.iter().any(|word| BUT.contains(word))
    }

    fn has_figures(&self) -> bool {
        let is_some = |value: &str| !value.trim().is_empty() && !is_zero(value);
        let has_users = self.users.as_deref().is_some_and(is_some);
        has_users || !self.windows.is_empty() || self.metrics.iter().any(|figure| is_some(&figure.value))
    }
}

/// The words that a text begins with, in lower case; later ones do not matter.
fn words(text: &str) -> Vec<String> {
    split(text).take(40).map(str::to_lowercase).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether users, after `no`, were not hurt or did not notice: `users in production were affected`.
fn hurts_users(words: &[&str]) -> bool {
    let is_of_users = words.iter().take(3).any(|word| USERS.contains(word) || *word == "nobody");
    let verb =
        words.iter().take(8).position(|word| matches!(*word, "affected" | "impacted" | "hurt" | "harmed"));
    is_of_users && (verb.is_some() || words.last() == Some(&"noticed"))
}

/// `0`, `0%`, `0 of 1,200`, `none`.
fn is_zero(value: &str) -> bool {
    let value = value.trim().trim_start_matches(['~', '$', '€', '£']);
    let number = value.split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
    value.eq_ignore_ascii_case("none") || number.parse::<f64>().is_ok_and(|number| number == 0.0)
}

/// A period of impact.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First moment of impact.
    pub start: Option<Time>,
    /// End of impact; a bare time has the date of `start`.
    pub end: Option<Time>,
    /// Default: outage.
    pub kind: Option<ImpactKind>,
    /// Which occurrence of a recurring incident it belongs to.
    pub occurrence: Option<String>,
}

/// How badly users were hurt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ImpactKind {
    /// Users are not served.
    #[default]
    Outage,
    /// Users are served badly.
    Degraded,
    /// Data was lost or damaged.
    DataLoss,
    /// Data or systems were exposed to unauthorised people.
    Security,
}

impl ImpactKind {
    /// All, in the order in which a figure shows them.
    pub const ALL: [ImpactKind; 4] =
        [ImpactKind::Outage, ImpactKind::Degraded, ImpactKind::DataLoss, ImpactKind::Security];

    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            ImpactKind::Outage => "outage",
            ImpactKind::Degraded => "degraded",
            ImpactKind::DataLoss => "data-loss",
            ImpactKind::Security => "security",
        }
    }

    /// The words for readers of a report.
    pub fn label(self) -> &'static str {
        match self {
            ImpactKind::Outage => "Outage",
            ImpactKind::Degraded => "Degraded",
            ImpactKind::DataLoss => "Data loss",
            ImpactKind::Security => "Security",
        }
    }
}

/// A named figure of impact.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Figure {
    /// What was measured.
    #[serde(default)]
    pub name: String,
    /// The value with its unit, as written.
    #[serde(default)]
    pub value: String,
    /// Whether it is left out of public reports.
    #[serde(default)]
    pub internal: bool,
}

/// How the incident was noticed, or a plain text.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Detection {
    /// Who noticed first.
    pub source: Option<DetectionSource>,
    /// How it was noticed.
    pub description: Option<String>,
}
text_or_map!(Detection, "a text or a mapping", |text| Detection {
    description: Some(text.into()),
    ..Detection::default()
});

/// Who noticed first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DetectionSource {
    /// An alert or a dashboard.
    Monitoring,
    /// A customer or user.
    Customer,
    /// Somebody in the organisation.
    Employee,
    /// A supplier.
    Vendor,
    /// A review or an audit.
    Audit,
    /// Anybody else.
    Other,
}

impl DetectionSource {
    /// The word as written in a file.
    pub fn name(self) -> &'static str {
        match self {
            DetectionSource::Monitoring => "monitoring",
            DetectionSource::Customer => "customer",
            DetectionSource::Employee => "employee",
            DetectionSource::Vendor => "vendor",
            DetectionSource::Audit => "audit",
            DetectionSource::Other => "other",
        }
    }
}
