//! Timelines that are tables.

use super::{Entry, Step};
use crate::import::label::plain;
use crate::import::markdown::Span;
use crate::import::when::{Lead, When, days_in, lead, zone_in};
use crate::import::words::tokens;
use crate::import::work::Work;

/// What each column contains.
#[derive(Default)]
struct Columns {
    header: Vec<String>,
    time: usize,
    date: Option<usize>,
    end: Option<usize>,
    who: Option<usize>,
    event: Option<usize>,
    /// Whether times are four digits: `1015`.
    has_digits: bool,
}

/// Words in the header of a column that says who did it.
const WHO: &[&str] = &["who", "actor", "person", "by", "author", "owner", "responder", "user", "team"];

/// Words in the header of a column that says what happened.
const EVENT: &[&str] = &[
    "event",
    "description",
    "what",
    "action",
    "detail",
    "activity",
    "message",
    "happened",
    "note",
    "comment",
    "entry",
];

impl Columns {
    fn is_other(&self, column: usize) -> bool {
        column != self.time && ![self.date, self.end, self.who, self.event].contains(&Some(column))
    }
}

/// `1015` as `10:15`.
fn with_colon(cell: &str) -> Option<String> {
    let is_time = cell.len() == 4 && cell.chars().all(|c| c.is_ascii_digit());
    is_time.then(|| format!("{}:{}", &cell[..2], &cell[2..]))
}

impl Work<'_> {
    pub(super) fn timeline_table(&mut self, rows: &[Vec<Span>]) {
        let Some((head, body)) = rows.split_first() else { return };
        let Some(columns) = self.columns(head, body) else {
            let row =
                |row: &Vec<Span>| row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(" | ");
            let text = rows.iter().map(row).collect::<Vec<_>>().join("\n");
            return self.notes.add("Timeline", &text);
        };
        let line = head.first().map_or(1, |cell| self.doc.line(cell.start));
        let head = &columns.header[columns.time];
        if let Some(zone) = zone_in(head) {
            self.first_zone(zone, line);
        }
        // `Time on 30 May`
        let day = days_in(head, self.style).into_iter().next();
        self.steps.extend(day.map(|(day, _)| Step::Day(day)));
        for name in &columns.header {
            self.spend(line, name, "columns of the timeline");
        }
        for row in body {
            self.timeline_row(row, &columns);
        }
    }

    fn columns(&self, head: &[Span], body: &[Vec<Span>]) -> Option<Columns> {
        let header: Vec<String> = head.iter().map(|cell| plain(&self.cell(cell))).collect();
        let names: Vec<Vec<String>> = header.iter().map(|name| tokens(name)).collect();
        let has =
            |column: usize, words: &[&str]| names[column].iter().any(|name| words.contains(&name.as_str()));
        let width = header.len();
        let is_time = |column: usize, needs_clock: bool| self.are_times(body, column, needs_clock);
        let are_digits = |column: usize| self.are_digits(body, column);
        let length =
            |column: usize| body.iter().map(|row| row.get(column).map_or(0, Span::len)).sum::<usize>();
        let all = || 0..width;
        let is_end =
            |column: usize| has(column, &["end", "ended", "finish", "finished", "until", "to", "stop"]);
        let named_time = |column: &usize| {
            has(
                *column,
                &["time", "when", "timestamp", "hour", "utc", "clock", "start", "started", "begin", "from"],
            ) && !has(*column, &["duration", "elapsed"])
                && !is_end(*column)
                && is_time(*column, true)
        };
        let time = all()
            .find(named_time)
            .or_else(|| all().find(|column| is_time(*column, true)))
            .or_else(|| all().find(|column| is_time(*column, false)))
            .or_else(|| self.named_column(body, &names))?;
        let has_digits = are_digits(time);
        let date = all().find(|column| {
            let is_named = has(*column, &["date", "day"]) || header[*column].is_empty();
            *column != time && is_named && is_time(*column, false)
        });
        let end = all().find(|column| {
            *column != time && Some(*column) != date && is_end(*column) && is_time(*column, true)
        });
        let taken = |column: usize| column == time || Some(column) == date || Some(column) == end;
        let who = all().find(|column| !taken(*column) && has(*column, WHO) && names[*column].len() <= 2);
        let is_free = |column: &usize| !taken(*column) && Some(*column) != who;
        let by_name = all().filter(is_free).find(|column| has(*column, EVENT));
        let event = by_name.or_else(|| all().filter(is_free).max_by_key(|column| length(*column)));
        Some(Columns { header, time, date, end, who, event, has_digits })
    }

    /// The column of times that only its name shows.
    fn named_column(&self, body: &[Vec<Span>], names: &[Vec<String>]) -> Option<usize> {
        let has =
            |column: usize, words: &[&str]| names[column].iter().any(|name| words.contains(&name.as_str()));
        let all = || 0..names.len();
        let is_event = |column: usize| has(column, &["event", "description", "what", "action"]);
        let is_beside_event = |column: usize| all().any(|other| other != column && is_event(other));
        let digits =
            all().find(|column| has(*column, &["time", "clock", "hour"]) && self.are_digits(body, *column));
        // Most cells are `later` or `the next morning`.
        let words = || {
            all().find(|column| {
                has(*column, &["time", "timestamp"])
                    && (self.has_time(body, *column) || is_beside_event(*column))
            })
        };
        // No time is known, and there is a place for it.
        let empty = || {
            all().find(|column| {
                has(*column, &["time", "when", "timestamp"]) && self.is_empty_column(body, *column)
            })
        };
        digits.or_else(words).or_else(empty)
    }

    /// Whether half of the cells of a column that say something are times; `--:--` and `?` say nothing.
    fn are_times(&self, body: &[Vec<Span>], column: usize, needs_clock: bool) -> bool {
        let (mut times, mut all) = (0, 0);
        for row in body {
            let cell = row.get(column).map(|cell| self.cell(cell)).unwrap_or_default();
            all += usize::from(cell.chars().any(char::is_alphanumeric));
            let is_time = |lead: Lead| lead.is_alone() && (!needs_clock || lead.has_clock());
            times += usize::from(self.lead(&cell).is_some_and(is_time));
        }
        times > 0 && times * 2 >= all
    }

    fn has_time(&self, body: &[Vec<Span>], column: usize) -> bool {
        let is_time = |cell: &Span| self.lead(&self.cell(cell)).is_some_and(|lead| lead.has_clock());
        body.iter().filter_map(|row| row.get(column)).any(is_time)
    }

    /// Whether each cell of a column is a time of four digits.
    fn are_digits(&self, body: &[Vec<Span>], column: usize) -> bool {
        let is_time = |row: &Vec<Span>| {
            let cell = row.get(column).map(|cell| self.cell(cell)).unwrap_or_default();
            with_colon(&cell).is_some_and(|time| self.lead(&time).is_some_and(|lead| lead.is_alone()))
        };
        body.len() > 1 && body.iter().all(is_time)
    }

    fn is_empty_column(&self, body: &[Vec<Span>], column: usize) -> bool {
        let says_nothing = |row: &Vec<Span>| {
            row.get(column).is_none_or(|cell| !self.cell(cell).chars().any(char::is_alphanumeric))
        };
        body.iter().all(says_nothing)
    }

    fn timeline_row(&mut self, row: &[Span], columns: &Columns) {
        let line = row.first().map_or(1, |cell| self.doc.line(cell.start));
        let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
        if cells.iter().all(String::is_empty) {
            return;
        }
        let cell = |column: usize| {
            let text = cells.get(column).map(String::as_str).unwrap_or_default();
            text.replace("<br/>", "<br>").replace("<br />", "<br>").replace("<br>", "\n")
        };
        let optional = |column: Option<usize>| column.map(cell).unwrap_or_default();
        let one_line = |text: String| text.replace('\n', " ");
        let (mut at, on) = (one_line(cell(columns.time)), one_line(optional(columns.date)));
        if let Some(time) = with_colon(&at).filter(|_| columns.has_digits) {
            self.spend(line, &at, "timeline.at");
            at = time;
        }
        let by = Some(optional(columns.who)).filter(|by| by.chars().any(char::is_alphanumeric));
        let (mut event, evidence) = self.further_cells(row, columns, optional(columns.event), line);
        let both = format!("{on} {at}");
        let read = [both.as_str(), &at, &on].into_iter().find_map(|text| {
            lead(text, self.style).map(|lead| (lead.rest(), lead.when.clone(), text.to_owned()))
        });
        let Some((rest, mut when, written)) = read else {
            let until = optional(columns.end);
            let says = |text: &String| text.chars().any(char::is_alphanumeric);
            let texts = [on, at, until, event].into_iter().filter(says);
            let event = texts.collect::<Vec<_>>().join(" — ");
            return self.push_entry(Entry { event, by, evidence, line, ..Entry::default() });
        };
        if event.is_empty() && by.is_none() && when.clock.is_none() && when.elapsed.is_none() {
            return self.set_day(when.day, &both, line);
        }
        self.end_of_row(&mut when, &mut event, &optional(columns.end), line);
        let unread = rest.trim_matches(|c: char| !c.is_alphanumeric());
        if !unread.is_empty() {
            event = format!("{unread} {event}");
        }
        let written = written.trim().strip_suffix(rest.as_str()).unwrap_or(&written).to_owned();
        self.spend(
            line,
            if both.contains(&written) && rest.is_empty() { &both } else { &written },
            "timeline.at",
        );
        let evidence = when.link.clone().or(evidence);
        self.push_entry(Entry { when: Some(when), written, event, by, evidence, line, ..Entry::default() });
    }

    /// The event with what further columns say, and the address that one of them may be.
    fn further_cells(
        &mut self,
        row: &[Span],
        columns: &Columns,
        event: String,
        line: usize,
    ) -> (String, Option<String>) {
        let (mut event, mut evidence) = (event, None);
        for column in (0..columns.header.len()).filter(|column| columns.is_other(*column)) {
            let text = row.get(column).map(|cell| self.cell(cell)).unwrap_or_default();
            let address = text.rsplit_once("](").map_or(&*text, |(_, address)| address.trim_end_matches(')'));
            let address = address.trim_matches(['<', '>']);
            if evidence.is_none() && address.starts_with("http") && !address.contains(char::is_whitespace) {
                evidence = Some(address.to_owned());
                self.spend(line, &text, "timeline.evidence");
            } else if text.chars().any(char::is_alphanumeric) {
                event = joined(&event, &format!("{}: {text}", columns.header[column]));
            }
        }
        (event, evidence)
    }

    /// A column that says when it ended makes the time a range.
    fn end_of_row(&mut self, when: &mut When, event: &mut String, until: &str, line: usize) {
        if until.is_empty() {
            return;
        }
        match lead(until, self.style).filter(|lead| lead.is_alone() && lead.when.clock.is_some()) {
            Some(lead) if when.clock.is_some() && when.end.is_none() => {
                when.end = Some(Box::new(lead.when));
                self.spend(line, until, "timeline.at");
            }
            _ => *event = joined(event, until),
        }
    }
}

/// A text and what is below it.
fn joined(text: &str, more: &str) -> String {
    format!("{text}\n\n{more}").trim().to_owned()
}
