//! Lists of actions in the layouts that reports have: items, rows of tables, paragraphs, headings with prose.

mod column;
mod fields;
mod item;
mod names;
mod prose;
mod table;
mod tails;

use super::label::label;
use super::markdown::{Block, Item, Kind};
use super::section::{BOLD, Section};
use super::words::{Meaning, tokens};
use super::work::Work;
use column::{Column, column};

/// The maximum number of words of a group's name.
const MOST_WORDS_OF_GROUP: usize = 3;
/// The title of the note for text among the actions that is not an action.
pub(super) const REMARKS: &str = "Action items";

/// What is to be done.
#[derive(Debug, Clone, Default)]
pub(super) struct Action {
    pub(super) title: String,
    pub(super) id: String,
    pub(super) group: Option<String>,
    pub(super) kind: String,
    pub(super) priority: String,
    pub(super) owner: Vec<String>,
    pub(super) due: String,
    pub(super) status: String,
    pub(super) ticket: String,
    pub(super) description: String,
    pub(super) line: usize,
}

impl Work<'_> {
    /// `group` is the heading that the actions are under, when the list has several.
    pub(super) fn action_section(&mut self, section: &Section, group: Option<String>) {
        let mut group = group;
        if section.means(Meaning::Actions)
            && let Some(heading) = self.heading_to_keep(section)
        {
            if section.exact().is_some() {
                self.spend(self.line_of(section), &heading, "actions");
            } else {
                group = Some(heading);
            }
        }
        let first = self.actions.len();
        // Below a heading that only resembles `Actions`, only lists are actions; paragraphs are prose.
        let is_prose = section.means(Meaning::Actions) && section.exact().is_none();
        let has_list = is_prose
            || section.blocks.iter().any(|block| matches!(block.kind, Kind::List(..) | Kind::Table(_)));
        for block in &section.blocks {
            self.action_block(block, group.as_deref(), has_list, first);
        }
        for sub in &section.subs {
            self.action_part(sub, group.as_deref());
        }
        // A heading that is the group of no action would be lost.
        let is_used = |action: &Action| action.group == group;
        if let Some(heading) = group.as_ref().filter(|_| section.head.is_some())
            && !self.actions[first..].iter().any(is_used)
        {
            self.comment(Meaning::Actions, heading.clone());
        }
    }

    fn action_block(&mut self, block: &Block, group: Option<&str>, has_list: bool, first: usize) {
        match &block.kind {
            Kind::List(items, _) => {
                let are_names = self.end_with_names(items);
                for item in items {
                    let text = self.doc.markdown(&item.span);
                    match self.group_below(item) {
                        Some((name, below)) => self.action_block(below, Some(&name), has_list, first),
                        // `Owner: Kim` among actions is about all of them.
                        None if items.len() > 1 && is_field(&text) => {
                            self.notes.add(REMARKS, &format!("- {text}"));
                        }
                        None => self.action_item(item, group, are_names),
                    }
                }
            }
            Kind::Table(rows) => self.action_table(rows, group),
            Kind::Paragraph if has_list => {
                let text = self.doc.markdown(&block.span);
                self.notes.add(REMARKS, &text);
            }
            Kind::Paragraph => self.action_paragraph(&block.span, group),
            Kind::Rule => {}
            Kind::Html if self.raw(&block.span).trim().starts_with("<!--") => {
                let text = self.raw(&block.span).trim().to_owned();
                self.comment(Meaning::Actions, text);
            }
            Kind::Gap => {
                let text = self.doc.markdown(&block.span);
                self.notes.add("Links", &text);
            }
            _ => {
                let text = self.doc.markdown(&block.span);
                match self.actions[first..].last_mut() {
                    Some(action) => action.add(&text),
                    None => self.notes.add(REMARKS, &text),
                }
            }
        }
    }

    /// A section below the actions: a group of them, an action with its prose, or something else.
    fn action_part(&mut self, section: &Section, group: Option<&str>) {
        let is_apart = section.exact().is_some_and(|meaning| {
            meaning.is_lesson() || matches!(meaning, Meaning::Timeline | Meaning::Links | Meaning::Summary)
        });
        if is_apart {
            return self.place(section, 1);
        }
        if section.has_list() || section.blocks.is_empty() && !section.subs.is_empty() {
            let inside = Section { meaning: None, ..section.clone() };
            return self.action_section(&inside, Some(section.text.clone()));
        }
        if section.level >= BOLD && section.blocks.is_empty() {
            return self.notes.add(REMARKS, &section.text);
        }
        let line = self.line_of(section);
        let mut action = Action { line, group: group.map(str::to_owned), ..Action::default() };
        let blocks = self.fields_of_action(&mut action, &section.blocks);
        action.description = self.flat(&blocks, &section.subs.iter().collect::<Vec<_>>());
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ');
        let title = section.text.trim_start_matches(is_number);
        let title = if title.is_empty() { &section.text } else { title }.to_owned();
        let number = section.text.strip_suffix(title.as_str()).unwrap_or_default();
        self.spend(line, number, "its place in the list");
        self.actions.push(Action { title, ..action });
    }

    /// Sets the fields that lines with labels name below the heading of an action, and returns what is left.
    fn fields_of_action(&mut self, action: &mut Action, blocks: &[Block]) -> Vec<Block> {
        let mut left = Vec::new();
        for block in blocks {
            if !matches!(block.kind, Kind::Paragraph) {
                left.push(block.clone());
                continue;
            }
            for line in self.doc.lines(&block.span) {
                let text = self.doc.markdown(&line);
                if !self.labelled_field(action, text.trim_end_matches('\\')) {
                    left.push(Block::paragraph(line));
                }
            }
        }
        left
    }

    /// `Short term:` above a list of actions: the name of the group, and the list.
    fn group_below<'b>(&self, item: &'b Item) -> Option<(String, &'b Block)> {
        let [head, below] = &item.blocks[..] else { return None };
        let name = self.doc.markdown(&head.span);
        let name = name.trim_matches(['*', '_']).strip_suffix(':')?.trim_matches(['*', '_']).to_owned();
        let is_group = matches!(head.kind, Kind::Paragraph)
            && matches!(below.kind, Kind::List(..))
            && name.split_whitespace().count() <= MOST_WORDS_OF_GROUP;
        is_group.then_some((name, below))
    }

    /// Whether most items of a list end with names in parentheses or after a dash.
    fn end_with_names(&self, items: &[Item]) -> bool {
        let ends = items.iter().filter(|item| {
            let text = item.blocks.first().map(|block| self.doc.markdown(&block.span)).unwrap_or_default();
            let text = text.trim_end_matches('.');
            let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
            let inside = inside.or_else(|| text.strip_suffix(']').and_then(|text| text.rsplit_once(" [")));
            let inside = inside.or_else(|| text.rsplit_once(" - ").or_else(|| text.rsplit_once(" – ")));
            inside.is_some_and(|(_, inside)| names::are_names(inside))
        });
        let ends = ends.count();
        ends >= 2 && ends * 2 >= items.len()
    }
}

/// Whether a text is the label of an owner or a date with its value, and no more.
fn is_field(text: &str) -> bool {
    let Some(label) = label(text) else { return false };
    let value = text[label.value..].trim();
    matches!(column(&label.name), Some(Column::Owner | Column::Due))
        && tokens(&label.name).len() <= 2
        && (1..=3).contains(&value.split_whitespace().count())
}

impl Action {
    /// Adds a text to the description.
    pub(super) fn add(&mut self, text: &str) {
        if !self.description.is_empty() && !text.is_empty() {
            self.description.push_str("\n\n");
        }
        self.description.push_str(text);
    }
}
