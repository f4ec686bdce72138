//! The day that bare times count from, the best source first.

use super::label::{label, unescape};
use super::markdown::{Block, Kind, Span};
use super::section::{BOLD, Section};
use super::when::{Day, Order, compact_days, days_in};
use super::words::{Meaning, tokens};
use super::work::{Base, Work};
use chrono::{Datelike, NaiveDate};

/// A shorter paragraph is hardly prose.
const SHORTEST_TEXT: usize = 40;

/// Days that were seen, and where.
#[derive(Default)]
struct Seen {
    base: Option<Base>,
    year: Option<i32>,
    /// The first day in the text, if it has no year, with its line.
    yearless: Option<(Day, usize)>,
}

impl Seen {
    fn see(&mut self, days: Vec<Day>, from: &'static str, line: usize) {
        let is_certain = matches!(from, SAID | NAMED);
        for day in days {
            self.year = self.year.or(day.year);
            if self.base.is_none() {
                self.base = day.date(None).map(|date| Base { date, from, is_certain, line });
            }
        }
    }
}

impl Seen {
    /// A day without a year is the last one before the report was published, if it is not long before.
    fn complete(&mut self, published: Option<NaiveDate>) {
        let Some(((day, line), published)) =
            self.yearless.take().zip(published).filter(|_| self.base.is_none())
        else {
            return;
        };
        let years = [published.year(), published.year() - 1];
        let is_near = |date: &NaiveDate| (0..=LONGEST_WRITING).contains(&(published - *date).num_days());
        let date = years.iter().filter_map(|year| day.date(Some(*year))).find(is_near);
        self.base = date.map(|date| Base { date, from: TEXT, is_certain: false, line });
    }
}

const TEXT: &str = "the first date of the text";
/// A report is published at most this many days after its incident.
const LONGEST_WRITING: i64 = 120;
/// Words of labels of days that are not the incident's.
const OTHER_DAYS: &[&str] = &[
    "meeting",
    "review",
    "published",
    "publication",
    "created",
    "modified",
    "updated",
    "update",
    "written",
    "drafted",
    "reported",
    "report",
    "retro",
    "retrospective",
    "postmortem",
    "mortem",
    "scheduled",
    "due",
    "next",
    "call",
    "author",
    "revision",
    "version",
];
const NAME: &str = "the name of the file";
/// A web page is published at most this many days after its incident.
const LONGEST_WRITING_OF_PAGE: i64 = 30;
const SAID: &str = "a line that says so";
/// `Date of incident`, and no day of a report.
pub(super) const NAMED: &str = "a line that names the day of the incident";

impl Work<'_> {
    pub(super) fn find_base(&mut self, root: &Section, published: Option<(String, usize)>, is_page: bool) {
        if let Some(date) = self.options.date {
            self.base = Some(Base { date, from: "`--date`", is_certain: true, line: 1 });
            self.year = Some(date.year());
            return;
        }
        let mut seen = Seen::default();
        for meaning in [Meaning::Start, Meaning::Date] {
            for value in self.values.iter().filter(|value| value.meaning == meaning) {
                let is_named = tokens(&value.name).iter().any(|word| word == "incident");
                seen.see(self.days(&unescape(&value.text)), if is_named { NAMED } else { SAID }, value.line);
            }
        }
        let mut sections = Vec::new();
        root.walk(&mut |section| sections.push(section));
        for section in &sections {
            let label = label(&section.text).and_then(|label| self.words.exact(&label.name));
            if matches!(label, Some(Meaning::Date | Meaning::Start)) {
                seen.see(self.days(&section.text), SAID, self.line_of(section));
            }
            if matches!(section.exact(), Some(Meaning::Date | Meaning::Start)) {
                for block in &section.blocks {
                    seen.see(self.days(self.raw(&block.span)), "its section", self.line_of(section));
                }
            }
        }
        let title = self.title.as_deref().unwrap_or_default();
        seen.see(self.days(title), "the title", 1);
        seen.see(compact_days(title), "the title", 1);
        for section in sections.iter().filter(|section| section.means(Meaning::Timeline)) {
            seen.see(self.days(&section.text), "the heading of the timeline", self.line_of(section));
        }
        let name = self.options.file_name();
        seen.see(self.days(&name), NAME, 1);
        seen.see(compact_days(&name), NAME, 1);
        for section in &sections {
            let days = self.days(&section.text).into_iter().filter(|day| day.year.is_some());
            seen.see(days.collect(), "a heading", self.line_of(section));
        }
        for section in &sections {
            if seen.base.is_none() {
                self.see_texts(section, &mut seen, SHORTEST_TEXT);
            }
        }
        if let Some((date, line)) = published {
            let days = self.days(&date);
            seen.complete(days.first().and_then(|day| day.date(None)));
            seen.see(days, "the front matter", line);
        }
        // A line such as `Kim Lee, 2024-05-30` may name the day of writing.
        for section in &sections {
            if seen.base.is_none() {
                self.see_texts(section, &mut seen, 0);
            }
        }
        self.base = seen.base;
        if is_page && self.base.is_some_and(|base| base.from == NAME) {
            self.prefer_text(&sections);
        }
        self.year = seen.year.or(self.year);
    }

    /// The first date in the text, if it is not long before the one in the name of the page.
    fn prefer_text(&mut self, sections: &[&Section]) {
        let mut seen = Seen::default();
        for section in sections {
            self.see_texts(section, &mut seen, SHORTEST_TEXT);
        }
        let is_before = |text: &Base| {
            let days = self.base.map_or(0, |name| (name.date - text.date).num_days());
            (1..=LONGEST_WRITING_OF_PAGE).contains(&days)
        };
        if let Some(text) = seen.base.filter(is_before) {
            self.base = Some(text);
        }
    }

    fn see_texts(&self, section: &Section, seen: &mut Seen, shortest: usize) {
        let is_about_it = section.meaning.is_none_or(|(meaning, _)| {
            matches!(
                meaning,
                Meaning::Summary
                    | Meaning::Background
                    | Meaning::Impact
                    | Meaning::Title
                    | Meaning::Narrative
            )
        });
        if !is_about_it || section.level >= BOLD {
            return;
        }
        for block in &section.blocks {
            if matches!(block.kind, Kind::Code | Kind::Gap | Kind::Html) || seen.base.is_some() {
                continue;
            }
            let (text, line) = (self.about_incident(block), self.doc.line(block.span.start));
            let is_label = |line: &str| {
                label(line).is_some_and(|label| self.words.exact(&label.name) == Some(Meaning::Date))
            };
            let is_day =
                self.lead(&text).is_some_and(|lead| lead.when.day.is_some()) || text.lines().any(is_label);
            if text.len() > shortest || is_day {
                let days = self.days(&text);
                if seen.yearless.is_none() {
                    seen.yearless = days.iter().find(|day| day.year.is_none()).map(|day| (day.clone(), line));
                }
                seen.see(days, TEXT, line);
            }
        }
    }

    /// A block without the lines that name another day, such as that of a meeting.
    fn about_incident(&self, block: &Block) -> String {
        let is_other = |line: &&Span| {
            let name = label(self.raw(line)).map(|label| tokens(&label.name)).unwrap_or_default();
            !name.iter().any(|word| OTHER_DAYS.contains(&word.as_str()))
        };
        let lines = self.doc.lines(&block.span);
        let lines: Vec<&str> = lines.iter().filter(is_other).map(|line| self.raw(line)).collect();
        unescape(&lines.join("\n"))
    }

    fn days(&self, text: &str) -> Vec<Day> {
        days_in(text, self.style).into_iter().map(|(day, _)| day).collect()
    }

    /// A day with the year, and the order of day and month, that comes nearest to another day.
    pub(super) fn near(&self, day: &Day, to: Option<NaiveDate>) -> Option<NaiveDate> {
        let is_open = day.is_guess && self.style.order == Order::Unknown;
        if day.year.is_some() && !is_open {
            return day.date(None);
        }
        let to = to.or(self.base.map(|base| base.date));
        let year = day.year.or(to.map(|to| to.year())).or(self.year)?;
        let years = if day.year.is_some() { vec![year] } else { vec![year - 1, year, year + 1] };
        let swapped = is_open.then(|| Day { month: day.of_month, of_month: day.month, ..day.clone() });
        let forms = || [Some(day), swapped.as_ref()].into_iter().flatten();
        let choices = years.iter().flat_map(|year| forms().filter_map(|day| day.date(Some(*year))));
        match to {
            Some(to) => choices.min_by_key(|choice| (*choice - to).num_days().abs()),
            None => day.date(Some(year)),
        }
    }
}
