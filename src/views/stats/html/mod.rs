//! Statistics as a page: one file, without scripts, that loads nothing.

mod bars;
mod columns;
mod curve;
mod dots;
mod figure;
mod scale;

use super::Stats;
use super::sections::{BARS, Part, Section, sections};
use crate::collection::Record;
use crate::output::masked_text;
use crate::render::Audience;
use crate::render::markdown::plain;
use crate::views::table::{Cell, Column, Fit, Table};
use figure::FigureView;
use serde::Serialize;
use tera::{Context, Tera};
use thiserror::Error;

/// The templates, by the names under which they refer to each other.
const TEMPLATES: [(&str, &str); 4] = [
    ("page.html", include_str!("../../../../templates/html/stats/page.html.tera")),
    ("figure.html", include_str!("../../../../templates/html/stats/figure.html.tera")),
    ("stats.css", include_str!("../../../../templates/html/stats/stats.css.tera")),
    ("report.css", include_str!("../../../../templates/html/report.css.tera")),
];

/// Tables with fewer columns fit a phone; others become cards there.
const MOST_COLUMNS: usize = 3;

/// The page cannot be made.
#[derive(Debug, Error)]
#[error("cannot make the page of statistics")]
pub struct PageError(#[from] tera::Error);

#[derive(Serialize)]
struct SectionView {
    id: &'static str,
    title: &'static str,
    figures: Vec<FigureView>,
    parts: Vec<PartView>,
}

#[derive(Serialize)]
struct PartView {
    heading: &'static str,
    lines: Vec<String>,
    notes: Vec<String>,
    columns: Vec<ColumnView>,
    rows: Vec<Vec<String>>,
    cards: bool,
}

#[derive(Serialize)]
struct ColumnView {
    title: &'static str,
    number: bool,
}

/// An incident, which a dot leads to.
#[derive(Serialize)]
struct IncidentView {
    id: String,
    day: String,
    severity: String,
    duration: String,
    title: String,
    address: String,
}

/// The page. `address` gives what an incident's title links to, if there is something.
///
/// # Errors
/// None that a text of a file could cause.
pub fn page(
    stats: &Stats,
    audience: Audience,
    address: &dyn Fn(&Record) -> Option<String>,
) -> Result<String, PageError> {
    let mut tera = Tera::new();
    tera.add_raw_templates(TEMPLATES)?;
    let sections = sections(stats).into_iter().map(|section| view(stats, section)).collect::<Vec<_>>();
    let incidents: Vec<IncidentView> = stats
        .records
        .iter()
        .enumerate()
        .map(|(index, record)| IncidentView::new(index, record, address(record)))
        .collect();
    let days: Vec<&str> =
        incidents.iter().map(|one| one.day.trim_start_matches('~')).filter(|day| !day.is_empty()).collect();
    let mut context = Context::new();
    context.insert("sections", &sections);
    context.insert("first", days.first().unwrap_or(&""));
    context.insert("last", days.last().unwrap_or(&""));
    context.insert("incidents", &incidents);
    context.insert("today", &stats.today.to_string());
    context.insert("is_public", &(audience == Audience::Public));
    Ok(tera.render("page.html", &context)?.trim_start().to_owned())
}

fn view(stats: &Stats, section: Section) -> SectionView {
    let figures = match section.id {
        "count" => columns::figure(stats),
        "duration" => dots::figure(stats),
        "detection" => bars::figure(stats),
        "actions" => curve::figure(stats),
        _ => None,
    };
    SectionView {
        id: section.id,
        title: section.title,
        figures: figures.into_iter().collect(),
        parts: section.parts.into_iter().map(PartView::new).collect(),
    }
}

impl PartView {
    fn new(part: Part) -> Self {
        let Table { columns, groups, .. } = part.table.unwrap_or_default();
        let is_shown = |column: &Column| column.key != BARS;
        let texts = |row: &Vec<Cell>| -> Vec<String> {
            let cells = columns.iter().zip(row).filter(|(column, _)| is_shown(column));
            cells.map(|(_, cell)| shown(&cell.text)).collect()
        };
        let shown_columns = columns.iter().filter(|column| is_shown(column));
        let heads: Vec<ColumnView> = shown_columns
            .map(|column| ColumnView { title: column.title, number: column.fit == Fit::Number })
            .collect();
        PartView {
            heading: part.heading,
            lines: part.lines.iter().map(|line| shown(line)).collect(),
            notes: part.notes.iter().map(|line| shown(line)).collect(),
            rows: groups.iter().flat_map(|group| &group.rows).map(texts).collect(),
            cards: heads.len() > MOST_COLUMNS,
            columns: heads,
        }
    }
}

impl IncidentView {
    fn new(index: usize, record: &Record, address: Option<String>) -> Self {
        let title = if record.title.is_empty() { &record.name } else { &record.title };
        IncidentView {
            id: incident_id(index),
            day: super::super::day(record.start),
            severity: shown(record.severity.as_deref().unwrap_or_default()),
            duration: record.impact.map(|impact| impact.to_string()).unwrap_or_default(),
            title: shown(&plain(title)),
            address: address.unwrap_or_default(),
        }
    }
}

/// Where the incident of a place among [`Stats::records`] is in the page.
fn incident_id(index: usize) -> String {
    format!("incident-{}", index + 1)
}

/// A text of a file as a page shows it, without secrets and characters that a page cannot have.
fn shown(text: &str) -> String {
    crate::render::markdown::clean(&masked_text(text)).into_owned()
}
