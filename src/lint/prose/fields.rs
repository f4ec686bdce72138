//! The texts of an incident, their kinds, and their locations.

use crate::document::FieldPath;
use crate::model::{Action, Incident, Remark, Step, Why};

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
    /// A lesson about luck: by its nature it is about what did not happen.
    Luck,
    ActionTitle,
    /// The other texts of an action.
    Action,
    Communication,
    Note,
    /// A short value: an owner, a figure, a tag.
    Name,
    /// A location: evidence, a ticket, a link.
    Address,
}

impl Kind {
    /// Whether a report shows it as Markdown of its own.
    pub(super) fn is_markdown(self) -> bool {
        !matches!(self, Kind::Title | Kind::Name | Kind::Address)
    }
}

/// Where a text is; the path is only made when something is found there.
#[derive(Debug, Clone, Copy)]
pub(in crate::lint) struct Place<'d> {
    list: &'static str,
    index: Option<usize>,
    field: Option<&'d str>,
    /// The index in the field, if that is a sequence.
    item: Option<usize>,
    /// The field of that item.
    part: Option<&'static str>,
}

impl<'d> Place<'d> {
    fn new(list: &'static str, index: Option<usize>, field: Option<&'d str>) -> Self {
        Place { list, index, field, item: None, part: None }
    }

    pub(in crate::lint) fn path(&self) -> FieldPath {
        let path = FieldPath::from(self.list);
        let path = self.index.map_or(path.clone(), |index| path.join(index));
        let path = self.field.map_or(path.clone(), |field| path.join(field));
        let path = self.item.map_or(path.clone(), |item| path.join(item));
        self.part.map_or(path.clone(), |part| path.join(part))
    }

    /// Whether the public does not see it.
    pub(in crate::lint) fn is_internal(&self, incident: &Incident) -> bool {
        let Some(index) = self.index else { return self.list == "roles" };
        let lessons = incident.lessons();
        let remark = |remarks: &[Remark]| remarks[index].internal;
        match self.list {
            "timeline" => incident.timeline[index].internal,
            "actions" => incident.actions[index].internal,
            "five_whys" => match (&incident.five_whys[index], self.item) {
                (Why::Step(step), _) => step.internal,
                (Why::Chain(chain), item) => {
                    let is_internal = |step: &Step| chain.internal || step.internal;
                    match item {
                        Some(item) => is_internal(&chain.chain[item]),
                        // The title of a chain without public steps.
                        None => {
                            chain.internal || (!chain.chain.is_empty() && chain.chain.iter().all(is_internal))
                        }
                    }
                }
            },
            "root_cause" => remark(&incident.root_cause),
            "contributing_factors" => remark(&incident.contributing_factors),
            "lessons.went_well" => remark(&lessons.went_well),
            "lessons.went_wrong" => remark(&lessons.went_wrong),
            "lessons.lucky" => remark(&lessons.lucky),
            "lessons.learned" => remark(&lessons.learned),
            "impact.metrics" => incident.impact.as_ref().is_some_and(|impact| impact.metrics[index].internal),
            "links" => incident.links[index].internal,
            "communications" => incident.communications[index].internal,
            "notes" => incident.notes[index].internal,
            _ => false,
        }
    }

    /// The index in its sequence.
    pub(in crate::lint) fn index(&self) -> Option<usize> {
        self.index
    }

    /// The field's name for messages: `summary`, `impact`, `lessons`.
    pub(in crate::lint) fn field(&self) -> &'static str {
        self.list.split('.').next().unwrap_or(self.list)
    }
}

type Visit<'v, 'd> = &'v mut dyn FnMut(Kind, Place<'d>, &'d str);

/// Visits every text of an incident, in the order of the format. `custom` is left out: it may contain anything.
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
        see(kind, Place::new(list, None, None), text);
    }
}

fn many<'d>(kind: Kind, list: &'static str, texts: &'d [String], see: Visit<'_, 'd>) {
    for (index, text) in texts.iter().enumerate() {
        see(kind, Place::new(list, Some(index), None), text);
    }
}

/// The texts of a field of a sequence item.
fn list<'d>(kind: Kind, place: Place<'d>, texts: &'d [String], see: Visit<'_, 'd>) {
    for (item, text) in texts.iter().enumerate() {
        see(kind, Place { item: Some(item), ..place }, text);
    }
}

fn remarks<'d>(kind: Kind, list: &'static str, remarks: &'d [Remark], see: Visit<'_, 'd>) {
    for (index, remark) in remarks.iter().enumerate() {
        see(kind, Place::new(list, Some(index), Some("text")), &remark.text);
    }
}

fn header<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    see(Kind::Title, Place::new("title", None, None), &incident.title);
    one(Kind::Name, "severity", incident.severity.as_ref(), see);
    for (index, author) in incident.authors.iter().enumerate() {
        see(Kind::Name, Place::new("authors", Some(index), Some("name")), &author.name);
    }
    for (index, reviewer) in incident.reviewers.iter().enumerate() {
        see(Kind::Name, Place::new("reviewers", Some(index), Some("name")), &reviewer.name);
    }
    one(Kind::Name, "owner", incident.owner.as_ref(), see);
    many(Kind::Address, "ticket", &incident.ticket, see);
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
            let place = |field| Place::new("impact.metrics", Some(index), Some(field));
            see(Kind::Name, place("name"), &figure.name);
            see(Kind::Name, place("value"), &figure.value);
        }
    }
    let detection = incident.detection.as_ref().and_then(|detection| detection.description.as_ref());
    one(Kind::Detection, "detection.description", detection, see);
}

fn timeline<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    for (index, entry) in incident.timeline.iter().enumerate() {
        let place = |field| Place::new("timeline", Some(index), Some(field));
        if let Some(event) = &entry.event {
            see(Kind::Event, place("event"), event);
        }
        list(Kind::Name, place("by"), &entry.by, see);
        list(Kind::Address, place("evidence"), &entry.evidence, see);
    }
}

fn causes<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    one(Kind::Trigger, "trigger", incident.trigger.as_ref(), see);
    remarks(Kind::Cause, "root_cause", &incident.root_cause, see);
    remarks(Kind::Factor, "contributing_factors", &incident.contributing_factors, see);
    whys(incident, see);
    one(Kind::Response, "response", incident.response.as_ref(), see);
    one(Kind::Resolution, "resolution", incident.resolution.as_ref(), see);
    one(Kind::Recurrence, "recurrence", incident.recurrence.as_ref(), see);
    let lessons = incident.lessons();
    remarks(Kind::Lesson, "lessons.went_well", &lessons.went_well, see);
    remarks(Kind::Lesson, "lessons.went_wrong", &lessons.went_wrong, see);
    remarks(Kind::Luck, "lessons.lucky", &lessons.lucky, see);
    remarks(Kind::Lesson, "lessons.learned", &lessons.learned, see);
}

fn whys<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    let step = |place: &dyn Fn(&'static str) -> Place<'d>, step: &'d Step, see: Visit<'_, 'd>| {
        see(Kind::Why, place("question"), &step.question);
        if let Some(answer) = &step.answer {
            see(Kind::Why, place("answer"), answer);
        }
    };
    for (index, why) in incident.five_whys.iter().enumerate() {
        let place = |field| Place::new("five_whys", Some(index), Some(field));
        match why {
            Why::Step(only) => step(&place, only, see),
            Why::Chain(chain) => {
                if let Some(title) = &chain.title {
                    see(Kind::Why, place("title"), title);
                }
                for (item, one) in chain.chain.iter().enumerate() {
                    let part = |part| Place { item: Some(item), part: Some(part), ..place("chain") };
                    step(&part, one, see);
                }
            }
        }
    }
}

fn action<'d>(action: &'d Action, index: usize, see: Visit<'_, 'd>) {
    let place = |field| Place::new("actions", Some(index), Some(field));
    see(Kind::ActionTitle, place("title"), &action.title);
    for (field, text) in [("done_when", &action.done_when), ("description", &action.description)] {
        if let Some(text) = text {
            see(Kind::Action, place(field), text);
        }
    }
    list(Kind::Name, place("owner"), &action.owner, see);
    for (field, name) in [("id", &action.id), ("group", &action.group)] {
        if let Some(name) = name {
            see(Kind::Name, place(field), name);
        }
    }
    if let Some(ticket) = &action.ticket {
        see(Kind::Address, place("ticket"), ticket);
    }
}

fn annex<'d>(incident: &'d Incident, see: Visit<'_, 'd>) {
    for (role, name) in &incident.roles {
        see(Kind::Name, Place::new("roles", None, Some(role)), name);
    }
    for (index, message) in incident.communications.iter().enumerate() {
        let place = |field| Place::new("communications", Some(index), Some(field));
        if let Some(channel) = &message.channel {
            see(Kind::Name, place("channel"), channel);
        }
        see(Kind::Communication, place("text"), &message.text);
    }
    for (word, meaning) in &incident.glossary {
        see(Kind::Note, Place::new("glossary", None, Some(word)), meaning);
    }
    for (index, link) in incident.links.iter().enumerate() {
        let place = |field| Place::new("links", Some(index), Some(field));
        if let Some(title) = &link.title {
            see(Kind::Name, place("title"), title);
        }
        see(Kind::Address, place("url"), &link.url);
    }
    many(Kind::Name, "related", &incident.related, see);
    for (index, note) in incident.notes.iter().enumerate() {
        let place = |field| Place::new("notes", Some(index), Some(field));
        see(Kind::Note, place("title"), &note.title);
        see(Kind::Note, place("body"), &note.body);
    }
}
