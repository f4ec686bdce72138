//! Incidents for programs.

use super::Row;
use crate::model::DetectionSource;
use crate::output::masked_text;
use crate::views::timestamp;
use serde::Serialize;

/// An incident for programs. Fields are only added while the version is 1.
#[derive(Serialize)]
pub(super) struct Incident {
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    title: String,
    status: &'static str,
    severity: Option<String>,
    services: Vec<String>,
    tags: Vec<String>,
    owner: Option<String>,
    started_at: Option<String>,
    started_approximately: bool,
    ended_at: Option<String>,
    timezone: Option<String>,
    impact_seconds: Option<i64>,
    impact_approximate: bool,
    detected_by: Option<&'static str>,
    actions: usize,
    open_actions: usize,
    related: Vec<String>,
    summary: Option<String>,
}

impl Incident {
    pub(super) fn new(row: &Row, with_files: bool) -> Self {
        let record = row.record;
        let text = |text: &String| masked_text(text).into_owned();
        let texts = |texts: &[String]| texts.iter().map(text).collect();
        Incident {
            id: record.id.clone(),
            file: with_files.then(|| record.name.clone()),
            title: text(&record.title),
            status: record.status.name(),
            severity: record.severity.as_ref().map(text),
            services: texts(&record.services),
            tags: texts(&record.tags),
            owner: record.owner.as_ref().map(text),
            started_at: record.start.map(timestamp),
            started_approximately: record.start.is_some_and(|start| start.approximate),
            ended_at: record.end.map(timestamp),
            timezone: record.zone.map(|zone| zone.to_string()),
            impact_seconds: record.impact.map(|impact| impact.seconds),
            impact_approximate: record.impact.is_some_and(|impact| impact.approximate),
            detected_by: record.detection.map(DetectionSource::name),
            actions: record.actions.len(),
            open_actions: row.open,
            related: texts(&record.related),
            summary: record.sentence.as_ref().map(text),
        }
    }
}
