//! Who was hurt, how much and when; and who noticed first.

use super::Time;
use super::shorthand::text_or_map;
use schemars::JsonSchema;
use serde::Deserialize;

/// What the incident did to people, or a plain text; `none` says that nobody was hurt.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = super::schema::or_text)]
#[non_exhaustive]
pub struct Impact {
    /// Who was hurt and how.
    pub description: Option<String>,
    /// How many users, as written: 80%, ~1,200, 40-60%, 12 of 30.
    pub users: Option<String>,
    /// Periods of impact; needed only when there are several, or several kinds.
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Further figures: error rates, losses, latencies.
    #[serde(default)]
    pub metrics: Vec<Figure>,
}
text_or_map!(Impact, "a text or a map", |text| Impact {
    description: Some(text.into()),
    ..Impact::default()
});

impl Impact {
    /// Whether it says that there was no impact: `impact: none`, and no period or number of users beside it.
    pub fn is_none(&self) -> bool {
        let said = self.description.as_deref().unwrap_or_default().trim();
        let says_none = said.strip_suffix('.').unwrap_or(said).eq_ignore_ascii_case("none");
        says_none && self.users.is_none() && self.windows.is_empty()
    }
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
    /// Not served.
    #[default]
    Outage,
    /// Served badly.
    Degraded,
    /// Data was lost or damaged.
    DataLoss,
    /// Data or systems were open to people who must not have them.
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
text_or_map!(Detection, "a text or a map", |text| Detection {
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
    /// Somebody inside.
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
