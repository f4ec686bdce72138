//! What a heading or a label can be about: the fields of an incident file.

/// What a part of a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::import) enum Meaning {
    Timeline,
    Actions,
    RootCause,
    Factors,
    Trigger,
    Whys,
    Impact,
    Detection,
    Resolution,
    Response,
    Recurrence,
    Well,
    Wrong,
    Lucky,
    Learned,
    Summary,
    Background,
    Narrative,
    Communications,
    Glossary,
    Links,
    Roles,
    Title,
    Date,
    Start,
    End,
    Severity,
    Status,
    Authors,
    Owner,
    Services,
    Tags,
    Zone,
    Published,
    /// A section of the author's own; only configured headings have this meaning.
    Note,
}

use Meaning::{
    Actions, Authors, Background, Communications, Date, Detection, End, Factors, Glossary, Impact, Learned,
    Links, Lucky, Narrative, Note, Owner, Published, Recurrence, Resolution, Response, Roles, RootCause,
    Services, Severity, Start, Status, Summary, Tags, Timeline, Title, Trigger, Well, Whys, Wrong, Zone,
};

/// Each meaning with the name of its field.
const FIELDS: &[(Meaning, &str)] = &[
    (Timeline, "timeline"),
    (Actions, "actions"),
    (RootCause, "root_cause"),
    (Factors, "contributing_factors"),
    (Trigger, "trigger"),
    (Whys, "five_whys"),
    (Impact, "impact"),
    (Detection, "detection"),
    (Resolution, "resolution"),
    (Response, "response"),
    (Recurrence, "recurrence"),
    (Well, "lessons.went_well"),
    (Wrong, "lessons.went_wrong"),
    (Lucky, "lessons.lucky"),
    (Learned, "lessons.learned"),
    (Summary, "summary"),
    (Background, "background"),
    (Narrative, "narrative"),
    (Communications, "communications"),
    (Glossary, "glossary"),
    (Links, "links"),
    (Roles, "roles"),
    (Title, "title"),
    (Date, "date"),
    (Start, "impact.windows.start"),
    (End, "impact.windows.end"),
    (Severity, "severity"),
    (Status, "status"),
    (Authors, "authors"),
    (Owner, "owner"),
    (Services, "services"),
    (Tags, "tags"),
    (Zone, "timezone"),
    (Published, "published"),
    (Note, "notes"),
];

impl Meaning {
    /// Whether its field holds a value rather than a text.
    pub(in crate::import) fn is_value(self) -> bool {
        self >= Title && self != Note
    }

    pub(in crate::import) fn is_lesson(self) -> bool {
        matches!(self, Well | Wrong | Lucky | Learned)
    }

    /// The field that holds it.
    pub(in crate::import) fn field(self) -> &'static str {
        FIELDS.iter().find(|(meaning, _)| *meaning == self).map_or("notes", |(_, field)| field)
    }

    /// What a field holds, by its name.
    pub(super) fn of_field(name: &str) -> Option<Meaning> {
        FIELDS.iter().find(|(_, field)| *field == name).map(|(meaning, _)| *meaning)
    }

    /// The names of all fields.
    pub(super) fn fields() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().map(|(_, field)| *field)
    }
}
