//! The preamble, and sections that fit no field.

use super::label::label;
use super::markdown::{Block, Kind};
use super::section::Section;
use super::words::Meaning;
use super::work::{Text, Work};

/// A longer value is prose.
const LONGEST_VALUE: usize = 80;

impl Work<'_> {
    pub(super) fn loose(&mut self, section: &Section) {
        let is_title = section.head.is_some() && section.means(Meaning::Title);
        let is_preamble = is_title || section.level == 0;
        if !is_preamble && !section.means(Meaning::Note) && self.is_timed(section) {
            let why = "guessed: most of it starts with times".to_owned();
            self.guess(
                "timeline",
                self.line_of(section),
                &section.text,
                "timeline: most of it starts with times",
                why,
            );
            return self.timeline(section, true);
        }
        let (mut prose, mut times) = (Vec::new(), Vec::new());
        for block in &section.blocks {
            if is_preamble && !self.has_timeline && self.is_timeline(block) {
                times.push(block.clone());
            } else {
                self.loose_block(block, is_preamble, &mut prose);
            }
        }
        if let Some(first) = times.first() {
            let (line, why) = (self.doc.line(first.span.start), "guessed: it starts with times".to_owned());
            self.guess("timeline", line, "list of times", "timeline: it starts with times", why);
            self.timeline(&Section { blocks: times, ..Section::default() }, true);
        }
        if is_preamble {
            if !prose.is_empty() {
                self.preamble(&prose);
            }
            for sub in &section.subs {
                self.place(sub, 0);
            }
            return;
        }
        self.own_section(section, &prose);
    }

    fn loose_block(&mut self, block: &Block, is_preamble: bool, prose: &mut Vec<Block>) {
        let text = self.raw(&block.span).trim();
        match &block.kind {
            Kind::Rule => {}
            Kind::Html if text.starts_with("<!--") => self.comment(None, text.to_owned()),
            Kind::Gap => self.notes.add("Links", text),
            Kind::Paragraph if is_preamble && self.are_values(block) => {
                let text = self.doc.markdown(&block.span);
                self.details.push(text);
            }
            Kind::List(items, _)
                if is_preamble && items.iter().all(|item| self.raw(&item.span).contains("](#")) =>
            {
                let line = self.doc.line(block.span.start);
                self.left(line, "table of contents", "nothing: a report makes its own");
                self.spend(line, text, "a table of contents");
            }
            // The rest of a list of labels, or a label alone: `Duration: 2 h`.
            Kind::List(items, is_whole) if is_preamble => {
                let is_value =
                    |text: &str| label(text).is_some_and(|label| text.len() < label.value + LONGEST_VALUE);
                if !is_whole || items.iter().all(|item| is_value(self.raw(&item.span))) {
                    let text = self.text_of(block);
                    self.details.push(text);
                } else {
                    prose.push(block.clone());
                }
            }
            _ => prose.push(block.clone()),
        }
    }

    /// Whether each line of a paragraph is a label with a short value, or a day.
    fn are_values(&self, block: &Block) -> bool {
        self.doc.lines(&block.span).iter().all(|line| {
            let text = self.raw(line);
            let is_value = label(text).is_some_and(|label| text.len() < label.value + LONGEST_VALUE);
            is_value || self.lead(text).is_some_and(|lead| lead.when.day.is_some() && lead.is_alone())
        })
    }

    fn preamble(&mut self, prose: &[Block]) {
        let body = self.flat(prose, &[]);
        let is_ornament = |block: &Block| {
            let text = self.raw(&block.span).trim();
            (text.starts_with('!') || matches!(block.kind, Kind::Quote | Kind::Code))
                && !text.contains("\n\n")
        };
        if prose.iter().all(is_ornament) {
            return self.notes.add("Introduction", &body);
        }
        let meaning = if self.is_summarised { Meaning::Background } else { Meaning::Summary };
        let line = self.doc.line(prose[0].span.start);
        let why = "guessed: the text under the title".to_owned();
        self.guess(meaning.field(), line, "text under the title", meaning.field(), why);
        self.add_text(meaning, "", Text::Prose(body));
    }

    /// A section of the report's own becomes a note under its heading.
    fn own_section(&mut self, section: &Section, prose: &[Block]) {
        let line = self.line_of(section);
        let heading = section.text.as_str();
        let (inside, apart): (Vec<&Section>, Vec<&Section>) =
            section.subs.iter().partition(|sub| sub.meaning.is_none() && !self.is_timed(sub));
        let body = self.flat(prose, &inside);
        if !body.is_empty() {
            self.left(line, heading, "notes");
            if self.notes.has(heading) {
                self.spend(line, heading, "the heading of the note above");
            }
            self.notes.add(if heading.is_empty() { "Notes" } else { heading }, &body);
        } else if apart.is_empty() && !heading.is_empty() {
            self.spend(line, heading, "a heading without text");
            self.left(line, heading, "nothing: the heading has no text");
        } else {
            self.spend(line, heading, "a heading above other sections");
        }
        for sub in apart {
            self.place(sub, 0);
        }
    }

    /// Whether a list or a table has at least three times.
    fn is_timeline(&self, block: &Block) -> bool {
        let has_enough = match &block.kind {
            Kind::List(items, _) => items.len() >= 3,
            Kind::Table(rows) => rows.len() > 3,
            _ => false,
        };
        has_enough && self.are_entries(block)
    }

    /// Whether the heading of a section is a time of day and nothing else.
    pub(super) fn is_moment(&self, section: &Section) -> bool {
        self.lead(&section.text).is_some_and(|lead| lead.is_alone() && lead.when.clock.is_some())
    }

    /// Whether most of a section starts with times of day, at least three of them.
    pub(super) fn is_timed(&self, section: &Section) -> bool {
        let (mut times, mut all) = (0, 0);
        let mut count = |is_time: bool| {
            all += 1;
            times += usize::from(is_time);
        };
        let is_entry = |text: &str| self.lead(text).is_some_and(|lead| lead.is_entry());
        let is_clock = |text: &str| self.lead(text).is_some_and(|lead| lead.has_clock() && lead.is_alone());
        for block in &section.blocks {
            match &block.kind {
                Kind::List(items, _) => items.iter().for_each(|item| count(is_entry(self.raw(&item.span)))),
                Kind::Table(rows) => {
                    for row in rows.iter().skip(1) {
                        count(row.iter().take(2).any(|cell| is_clock(&self.cell(cell))));
                    }
                }
                Kind::Paragraph => {
                    for line in self.doc.lines(&block.span) {
                        count(is_entry(self.raw(&line)));
                    }
                }
                _ => {}
            }
        }
        for sub in &section.subs {
            if self.lead(&sub.text).is_some_and(|lead| lead.has_clock()) {
                count(true);
            }
        }
        let moments = section.subs.iter().filter(|sub| self.is_moment(sub)).count();
        (times >= 3 || moments >= 2) && times * 2 > all
    }
}
