//! The fields of the file as templates see them.

use super::MomentView;
use super::moment::Clockface;
use super::whys::{self, WhyChainView};
use crate::model::{
    Communication, Detection, Impact, Incident, Lessons, Link, Note, Person, Remark, normalised,
};
use crate::render::{Options, Report, markdown};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

/// The fields of the file. Text is Markdown.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct IncidentView {
    /// Its id, or the file's name without extension.
    pub id: String,
    /// What happened, in one line.
    pub title: String,
    /// draft, review or final.
    pub status: &'static str,
    /// How severe it was.
    pub severity: String,
    /// The day it began, as 2024-05-30.
    pub date: String,
    /// Its last day, if the file names several days.
    pub date_end: String,
    /// Its days in readable form: 2024-05-30, or ~2024-05-30 – 2024-06-02.
    pub date_text: String,
    /// Whether its days are approximate.
    pub date_approximate: bool,
    /// The zone that the file names.
    pub timezone: String,
    /// The day the report was published.
    pub published: String,
    /// Who wrote the report.
    pub authors: Vec<PersonView>,
    /// Who read the report critically.
    pub reviewers: Vec<PersonView>,
    /// The day it was reviewed.
    pub reviewed: String,
    /// The team or person responsible for the report.
    pub owner: String,
    /// The tickets of the incident itself, each a URL or a key.
    pub ticket: Vec<String>,
    /// The affected services.
    pub services: Vec<String>,
    /// Keywords to find similar incidents by.
    pub tags: Vec<String>,
    /// What a reader in a hurry needs.
    pub summary: String,
    /// What led up to it.
    pub background: String,
    /// What happened, in prose.
    pub narrative: String,
    /// Who was hurt and how much.
    pub impact: ImpactView,
    /// How it was noticed.
    pub detection: DetectionView,
    /// What set it off.
    pub trigger: String,
    /// Why it could happen.
    pub root_cause: Vec<String>,
    /// What made it more likely, longer or worse.
    pub contributing_factors: Vec<String>,
    /// The texts of causes, factors and lessons that are only for internal readers, each mapped to `true`.
    pub internal_remarks: IndexMap<String, bool>,
    /// Questions and answers from symptom to cause, as one flat list, also if there are several chains.
    pub five_whys: Vec<String>,
    /// The same as chains: one, or several with titles.
    pub why_chains: Vec<WhyChainView>,
    /// How the response went.
    pub response: String,
    /// What ended it.
    pub resolution: String,
    /// What keeps it from happening again.
    pub recurrence: String,
    /// What was learned.
    pub lessons: LessonsView,
    /// What was communicated to whom.
    pub communications: Vec<MessageView>,
    /// Words that a reader may not know, with their meaning.
    pub glossary: IndexMap<String, String>,
    /// Dashboards, tickets, chats.
    pub links: Vec<LinkView>,
    /// Ids of other incidents.
    pub related: Vec<String>,
    /// Additional sections.
    pub notes: Vec<NoteView>,
}

/// A person or a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct PersonView {
    /// Name.
    pub name: String,
    /// E-mail address; empty in a public report.
    pub email: String,
}

/// Who was hurt and how much.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ImpactView {
    /// Whether the file says that there was no impact; `description` is then a sentence that says so.
    pub none: bool,
    /// Who was hurt and how.
    pub description: String,
    /// How many users, as written.
    pub users: String,
    /// Further figures.
    pub metrics: Vec<FigureView>,
}

/// A named figure of impact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FigureView {
    /// What was measured.
    pub name: String,
    /// The value, as written.
    pub value: String,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// How it was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DetectionView {
    /// monitoring, customer, employee, vendor, audit or other.
    pub source: &'static str,
    /// How it was noticed.
    pub description: String,
}

/// What was learned.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LessonsView {
    /// What worked and should stay.
    pub went_well: Vec<String>,
    /// What did not work.
    pub went_wrong: Vec<String>,
    /// Where luck kept it from being worse.
    pub lucky: Vec<String>,
    /// Lessons in general.
    pub learned: Vec<String>,
}

/// A message sent during the incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MessageView {
    /// When it was sent.
    pub at: MomentView,
    /// Where it was sent.
    pub channel: String,
    /// What it said.
    pub text: String,
    /// Whether the text starts with a list, code or the like, so that it must start on its own line.
    pub starts_block: bool,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct LinkView {
    /// What it leads to; the URL if the file does not say.
    pub title: String,
    /// The URL.
    pub url: String,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// An additional section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct NoteView {
    /// Its heading.
    pub title: String,
    /// Its text.
    pub body: String,
    /// Whether it is only for internal readers.
    pub internal: bool,
}

/// What a report says about an incident without impact.
const NO_IMPACT: &str = "There was no impact.";

fn text(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

/// The texts of a list that are not empty: an empty one would be a row without a value.
fn filled(texts: &[String]) -> Vec<String> {
    texts.iter().filter(|text| !text.trim().is_empty()).cloned().collect()
}

impl IncidentView {
    pub(super) fn new(report: &Report, options: &Options, face: &Clockface) -> Self {
        let Report { incident, resolved, id } = *report;
        let shown = |internal: bool| options.shows(internal);
        let remarks = |remarks: &[Remark]| -> Vec<String> {
            remarks.iter().filter(|remark| shown(remark.internal)).map(|remark| remark.text.clone()).collect()
        };
        let sent = incident.communications.iter().zip(&resolved.communications);
        let sent = sent.filter(|(message, _)| shown(message.internal));
        let why_chains = whys::chains(incident, options);
        let last_day = incident.date.and_then(|days| days.last);
        IncidentView {
            id: id.to_owned(),
            title: incident.title.clone(),
            status: incident.status().name(),
            severity: severity(incident, options),
            date: incident.date.map_or_else(String::new, |days| days.first.to_string()),
            date_end: last_day.map_or_else(String::new, |day| day.to_string()),
            date_text: incident.date.map_or_else(String::new, |days| days.to_string().replace('/', " – ")),
            date_approximate: incident.date.is_some_and(|days| days.approximate),
            timezone: incident.timezone.map_or_else(String::new, |zone| zone.to_string()),
            published: incident.published.map_or_else(String::new, |date| date.to_string()),
            authors: people(&incident.authors, options),
            reviewers: people(&incident.reviewers, options),
            reviewed: incident.reviewed.map_or_else(String::new, |date| date.to_string()),
            owner: text(incident.owner.as_ref()),
            ticket: filled(&incident.ticket),
            services: filled(&incident.services),
            tags: filled(&incident.tags),
            summary: text(incident.summary.as_ref()),
            background: text(incident.background.as_ref()),
            narrative: text(incident.narrative.as_ref()),
            impact: incident
                .impact
                .as_ref()
                .map_or_else(ImpactView::default, |impact| impact_view(impact, shown)),
            detection: incident.detection.as_ref().map_or_else(DetectionView::default, detection),
            trigger: text(incident.trigger.as_ref()),
            root_cause: remarks(&incident.root_cause),
            contributing_factors: remarks(&incident.contributing_factors),
            internal_remarks: internal_remarks(incident).filter(|_| shown(true)).collect(),
            five_whys: whys::texts(&why_chains),
            why_chains,
            response: text(incident.response.as_ref()),
            resolution: text(incident.resolution.as_ref()),
            recurrence: text(incident.recurrence.as_ref()),
            lessons: lessons(incident.lessons(), remarks),
            communications: sent
                .map(|(message, slot)| {
                    message_view(
                        message,
                        slot.map_or_else(MomentView::default, |slot| face.moment(&slot.start)),
                    )
                })
                .collect(),
            glossary: incident.glossary.clone(),
            links: incident.links.iter().filter(|link| shown(link.internal)).map(link).collect(),
            related: incident.related.clone(),
            notes: incident.notes.iter().filter(|note| shown(note.internal)).map(note).collect(),
        }
    }
}

fn internal_remarks(incident: &Incident) -> impl Iterator<Item = (String, bool)> {
    let Lessons { went_well, went_wrong, lucky, learned } = incident.lessons();
    let causes = incident.root_cause.iter().chain(incident.contributing_factors.iter());
    let lessons = went_well.iter().chain(went_wrong).chain(lucky).chain(learned);
    causes.chain(lessons).filter(|remark| remark.internal).map(|remark| (remark.text.clone(), true))
}

/// The severity as the configuration spells it.
fn severity(incident: &Incident, options: &Options) -> String {
    let Some(written) = &incident.severity else { return String::new() };
    let same = |name: &&String| normalised(name) == normalised(written);
    options.severities.iter().find(same).unwrap_or(written).clone()
}

fn people(people: &[Person], options: &Options) -> Vec<PersonView> {
    let email = |email: &Option<String>| email.clone().filter(|_| options.shows(true)).unwrap_or_default();
    let person = |person: &Person| PersonView { name: person.name.clone(), email: email(&person.email) };
    let is_filled = |person: &PersonView| !person.name.trim().is_empty() || !person.email.is_empty();
    people.iter().map(person).filter(is_filled).collect()
}

fn impact_view(impact: &Impact, shown: impl Fn(bool) -> bool) -> ImpactView {
    let figures = impact.metrics.iter().filter(|figure| shown(figure.internal));
    let none = impact.is_none();
    ImpactView {
        none,
        description: if impact.is_bare_none() { NO_IMPACT.into() } else { text(impact.description.as_ref()) },
        users: text(impact.users.as_ref()),
        metrics: figures
            .map(|f| FigureView { name: f.name.clone(), value: f.value.clone(), internal: f.internal })
            .collect(),
    }
}

fn detection(detection: &Detection) -> DetectionView {
    DetectionView {
        source: detection.source.map_or("", |source| source.name()),
        description: text(detection.description.as_ref()),
    }
}

fn lessons(lessons: &Lessons, remarks: impl Fn(&[Remark]) -> Vec<String>) -> LessonsView {
    LessonsView {
        went_well: remarks(&lessons.went_well),
        went_wrong: remarks(&lessons.went_wrong),
        lucky: remarks(&lessons.lucky),
        learned: remarks(&lessons.learned),
    }
}

fn message_view(message: &Communication, at: MomentView) -> MessageView {
    let said = markdown::trim(&message.text);
    let starts_block = markdown::starts_block(&said);
    MessageView {
        at,
        channel: text(message.channel.as_ref()),
        text: said,
        starts_block,
        internal: message.internal,
    }
}

fn link(link: &Link) -> LinkView {
    LinkView {
        title: link.title.clone().unwrap_or_else(|| link.url.clone()),
        url: link.url.clone(),
        internal: link.internal,
    }
}

fn note(note: &Note) -> NoteView {
    NoteView { title: note.title.clone(), body: note.body.clone(), internal: note.internal }
}
