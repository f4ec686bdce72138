//! Which texts an incident holds, what each is, and where it stands.

use crate::document::Path;
use crate::model::{Action, Incident, Remark};

/// What a text is about, so that a rule reads only what concerns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lint) enum Kind {
    Title,
    Summary,
    Background,
    Narrative,
    Impact,
    Detection,
    Event,
    Trigger,
    Cause,
    Factor,
    Why,
    Response,
    Resolution,
    Recurrence,
    Lesson,
    /// A lesson on where luck helped: it speaks of what did not happen, by its nature.
    Luck,
    ActionTitle,
    /// What else an action says.
    Action,
    Communication,
    Note,
    /// A short value: an owner, a figure, a tag.
    Name,
}

impl Kind {
    /// All.
    pub(in crate::lint) const ALL: &'static [Kind] = &[
        Kind::Title,
        Kind::Summary,
        Kind::Background,
        Kind::Narrative,
        Kind::Impact,
        Kind::Detection,
        Kind::Event,
        Kind::Trigger,
        Kind::Cause,
        Kind::Factor,
        Kind::Why,
        Kind::Response,
        Kind::Resolution,
        Kind::Recurrence,
        Kind::Lesson,
        Kind::Luck,
        Kind::ActionTitle,
        Kind::Action,
        Kind::Communication,
        Kind::Note,
        Kind::Name,
    ];
}

/// Where a text stands; the path is made only when something is found there.
#[derive(Debug, Clone, Copy)]
pub(in crate::lint) struct Place<'d> {
    list: &'static str,
    index: Option<usize>,
    field: Option<&'d str>,
}

impl Place<'_> {
    pub(in crate::lint) fn path(&self) -> Path {
        let path = Path::from(self.list);
        let path = self.index.map_or(path.clone(), |index| path.join(index));
        self.field.map_or(path.clone(), |field| path.join(field))
    }

    /// The index in its list.
    pub(in crate::lint) fn index(&self) -> Option<usize> {
        self.index
    }

    /// The field's name, as messages say it: `summary`, `impact`, `lessons`.
    pub(in crate::lint) fn field(&self) -> &'static str {
        self.list.split('.').next().unwrap_or(self.list)
    }
}

type Visit<'v, 'd> = &'v mut dyn FnMut(Kind, Place<'d>, &'d str);

/// Shows every text of an incident, in the order of the format. `custom` is free: nobody knows what is prose there.
pub(super) fn visit<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    header(incident, see);
    sections(incident, see);
    timeline(incident, see);
    causes(incident, see);
    for (index, action) in incident.actions.iter().enumerate() {
        self::action(action, index, see);
    }
    annex(incident, see);
}

fn one<'d>(kind: Kind, list: &'static str, text: Option<&'d String>, see: Visit<'_, 'd>) {
    if let Some(text) = text {
        see(kind, Place { list, index: None, field: None }, text);
    }
}

fn many<'d>(kind: Kind, list: &'static str, texts: &'d [String], see: Visit<'_, 'd>) {
    for (index, text) in texts.iter().enumerate() {
        see(kind, Place { list, index: Some(index), field: None }, text);
    }
}

fn remarks<'d>(kind: Kind, list: &'static str, remarks: &'d [Remark], see: Visit<'_, 'd>) {
    for (index, remark) in remarks.iter().enumerate() {
        see(kind, Place { list, index: Some(index), field: Some("text") }, &remark.text);
    }
}

fn header<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    see(Kind::Title, Place { list: "title", index: None, field: None }, &incident.title);
    one(Kind::Name, "severity", incident.severity.as_ref(), see);
    for (index, author) in incident.authors.iter().enumerate() {
        see(Kind::Name, Place { list: "authors", index: Some(index), field: Some("name") }, &author.name);
    }
    one(Kind::Name, "owner", incident.owner.as_ref(), see);
    many(Kind::Name, "services", &incident.services, see);
    many(Kind::Name, "tags", &incident.tags, see);
}

fn sections<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    one(Kind::Summary, "summary", incident.summary.as_ref(), see);
    one(Kind::Background, "background", incident.background.as_ref(), see);
    one(Kind::Narrative, "narrative", incident.narrative.as_ref(), see);
    if let Some(impact) = &incident.impact {
        one(Kind::Impact, "impact.description", impact.description.as_ref(), see);
        one(Kind::Name, "impact.users", impact.users.as_ref(), see);
        for (index, figure) in impact.metrics.iter().enumerate() {
            let place = |field| Place { list: "impact.metrics", index: Some(index), field: Some(field) };
            see(Kind::Name, place("name"), &figure.name);
            see(Kind::Name, place("value"), &figure.value);
        }
    }
    let detection = incident.detection.as_ref().and_then(|detection| detection.description.as_ref());
    one(Kind::Detection, "detection.description", detection, see);
}

fn timeline<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    for (index, entry) in incident.timeline.iter().enumerate() {
        if let Some(event) = &entry.event {
            see(Kind::Event, Place { list: "timeline", index: Some(index), field: Some("event") }, event);
        }
    }
}

fn causes<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    one(Kind::Trigger, "trigger", incident.trigger.as_ref(), see);
    remarks(Kind::Cause, "root_cause", &incident.root_cause, see);
    remarks(Kind::Factor, "contributing_factors", &incident.contributing_factors, see);
    many(Kind::Why, "five_whys", &incident.five_whys, see);
    one(Kind::Response, "response", incident.response.as_ref(), see);
    one(Kind::Resolution, "resolution", incident.resolution.as_ref(), see);
    one(Kind::Recurrence, "recurrence", incident.recurrence.as_ref(), see);
    let lessons = incident.lessons();
    remarks(Kind::Lesson, "lessons.went_well", &lessons.went_well, see);
    remarks(Kind::Lesson, "lessons.went_wrong", &lessons.went_wrong, see);
    remarks(Kind::Luck, "lessons.lucky", &lessons.lucky, see);
    remarks(Kind::Lesson, "lessons.learned", &lessons.learned, see);
}

fn action<'d>(action: &'d Action, index: usize, see: Visit<'_, 'd>) {
    let place = |field| Place { list: "actions", index: Some(index), field: Some(field) };
    see(Kind::ActionTitle, place("title"), &action.title);
    for (field, text) in [("done_when", &action.done_when), ("description", &action.description)] {
        if let Some(text) = text {
            see(Kind::Action, place(field), text);
        }
    }
    for owner in &action.owner {
        see(Kind::Name, place("owner"), owner);
    }
    if let Some(ticket) = &action.ticket {
        see(Kind::Name, place("ticket"), ticket);
    }
}

fn annex<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    for (role, name) in &incident.roles {
        see(Kind::Name, Place { list: "roles", index: None, field: Some(role) }, name);
    }
    for (index, message) in incident.communications.iter().enumerate() {
        let place = Place { list: "communications", index: Some(index), field: Some("text") };
        see(Kind::Communication, place, &message.text);
    }
    for (word, meaning) in &incident.glossary {
        see(Kind::Note, Place { list: "glossary", index: None, field: Some(word) }, meaning);
    }
    for (index, note) in incident.notes.iter().enumerate() {
        let place = |field| Place { list: "notes", index: Some(index), field: Some(field) };
        see(Kind::Note, place("title"), &note.title);
        see(Kind::Note, place("body"), &note.body);
    }
}
