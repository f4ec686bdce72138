//! Sections that are the text of a field, lessons, and sections that hold a value.

use super::lift::Value;
use super::markdown::{Block, Kind};
use super::section::Section;
use super::words::Meaning;
use super::work::{Text, Work};

/// Texts that describe what happened: without a timeline, their times become one.
const TELLING: &[Meaning] =
    &[Meaning::Background, Meaning::Response, Meaning::Resolution, Meaning::Detection];
/// A longer value is prose.
const LONGEST_VALUE: usize = 200;

impl Work<'_> {
    pub(super) fn text_section(&mut self, section: &Section, meaning: Meaning) {
        if is_list_of_tasks(section, meaning) {
            let why = "guessed: its items are tasks".to_owned();
            self.guess("actions", self.line_of(section), &section.text, "actions: its items are tasks", why);
            let section = Section { meaning: Some((Meaning::Actions, false)), ..section.clone() };
            return self.action_section(&section, None);
        }
        let kept = if section.means(meaning) {
            self.heading_to_keep(section)
        } else {
            Some(section.text.clone()).filter(|text| !text.is_empty())
        };
        let may_be_timed = meaning == Meaning::Narrative || TELLING.contains(&meaning) && !self.has_timeline;
        let is_moment = |sub: &Section| self.is_moment(sub);
        let moments = section.subs.iter().filter(|sub| is_moment(sub)).count();
        if may_be_timed && moments > 1 {
            let (moments, others): (Vec<Section>, Vec<Section>) =
                section.subs.iter().cloned().partition(|sub| self.is_moment(sub));
            self.text_section(&Section { subs: others, ..section.clone() }, meaning);
            return self.timeline(&Section { subs: moments, ..Section::default() }, true);
        }
        let is_timed_part = |sub: &Section| meaning == Meaning::Narrative && self.is_timed(sub);
        let is_own = |sub: &Section| sub.exact().is_none_or(|own| own == meaning) && !is_timed_part(sub);
        let (own, apart): (Vec<&Section>, Vec<&Section>) = section.subs.iter().partition(|sub| is_own(sub));
        let is_story = |block: &&Block| !matches!(block.kind, Kind::Rule);
        let blocks: Vec<Block> = section.blocks.iter().filter(is_story).cloned().collect();
        if may_be_timed && self.is_timed(&Section { subs: Vec::new(), ..section.clone() }) {
            if let Some(heading) = kept {
                self.notes.add("Timeline", &heading);
            }
            return self.timeline(&Section { head: None, meaning: None, ..section.clone() }, true);
        }
        let is_listed = matches!(meaning, Meaning::RootCause | Meaning::Factors | Meaning::Whys);
        let text = match &blocks[..] {
            [Block { kind: Kind::List(items, _), .. }] if is_listed && own.is_empty() => {
                if let Some(heading) = &kept {
                    self.comment(meaning, heading.clone());
                }
                Some(Text::Items(self.texts_of(items)))
            }
            _ => {
                let body = self.flat(&blocks, &own);
                let head = kept.as_ref().map(|heading| format!("**{heading}**\n\n")).unwrap_or_default();
                let is_text = !body.is_empty() || !head.is_empty() && apart.is_empty();
                is_text.then(|| Text::Prose(format!("{head}{body}").trim().to_owned()))
            }
        };
        match (text, kept) {
            (Some(text), kept) => {
                let heading = if kept.is_none() { &*section.text } else { "" };
                self.add_text(meaning, heading, text);
            }
            (None, Some(heading)) => self.comment(meaning, heading),
            (None, None) => {}
        }
        for sub in apart {
            self.place(sub, 1);
        }
    }

    pub(super) fn lessons(&mut self, section: &Section, meaning: Meaning) {
        let kept = if section.means(meaning) { self.heading_to_keep(section) } else { None };
        let mut items = self.lesson_items(section);
        match kept {
            Some(heading) if section.exact().is_none() => match items.first_mut() {
                Some(first) => *first = format!("**{heading}**\n\n{first}"),
                None if section.subs.is_empty() => items.push(format!("**{heading}**")),
                None => self.spend(self.line_of(section), &heading, meaning.field()),
            },
            Some(heading) => self.spend(self.line_of(section), &heading, meaning.field()),
            None => {}
        }
        if !items.is_empty() {
            self.add_text(meaning, "", Text::Items(items));
        }
        for sub in &section.subs {
            let is_apart = sub.meaning.is_some_and(|(own, is_exact)| {
                let is_about_it = matches!(
                    own,
                    Meaning::Detection | Meaning::Response | Meaning::Resolution | Meaning::Impact
                );
                own.is_lesson()
                    || matches!(own, Meaning::Timeline | Meaning::Actions)
                    || is_exact && !is_about_it
            });
            if is_apart {
                self.place(sub, 1);
                continue;
            }
            let text = self.flat(&[], &[sub]);
            if !text.is_empty() {
                self.add_text(meaning, "", Text::Items(vec![text]));
            }
        }
    }

    fn lesson_items(&self, section: &Section) -> Vec<String> {
        let mut items: Vec<String> = Vec::new();
        let is_one_list = section.blocks.len() == 1;
        for block in section.blocks.iter().filter(|block| !matches!(block.kind, Kind::Rule)) {
            // A list belongs to the paragraph that introduces it.
            let is_introduced = items.last().is_some_and(|last| last.trim_end().ends_with(':'));
            match &block.kind {
                Kind::List(list, _) if is_one_list || !is_introduced => items.extend(self.texts_of(list)),
                Kind::Paragraph => items.push(self.doc.markdown(&block.span)),
                _ => {
                    let text = self.text_of(block);
                    match items.last_mut() {
                        Some(last) => last.extend(["\n\n", &text]),
                        None => items.push(text),
                    }
                }
            }
        }
        items
    }

    /// `## Date`, `## Authors`: sections that hold a value.
    pub(super) fn section_of_values(&mut self, section: &Section, meaning: Meaning) {
        let line = self.line_of(section);
        if let Some(heading) = self.heading_to_keep(section) {
            self.spend(line, &heading, meaning.field());
        }
        let mut texts = Vec::new();
        for block in &section.blocks {
            match &block.kind {
                Kind::List(items, _) => texts.extend(self.texts_of(items)),
                Kind::Paragraph => {
                    texts.extend(self.doc.lines(&block.span).iter().map(|line| self.doc.markdown(line)));
                }
                Kind::Rule => {}
                Kind::Html if self.raw(&block.span).trim().starts_with("<!--") => {
                    let text = self.raw(&block.span).trim().to_owned();
                    self.comment(meaning, text);
                }
                _ => {
                    let text = self.text_of(block);
                    self.notes.add(&section.text, &text);
                }
            }
        }
        let is_long = texts.iter().map(String::len).sum::<usize>() > LONGEST_VALUE;
        let is_people = matches!(meaning, Meaning::Authors | Meaning::Roles);
        let value = |text: String| Value { meaning, name: section.text.clone(), text, line };
        if texts.is_empty() {
            if section.blocks.is_empty() && section.subs.is_empty() {
                self.left(line, &section.text, "nothing: it is empty");
            }
        } else if is_people {
            let value = value(texts.join(", "));
            self.values.push(value);
        } else if is_long {
            self.notes.add(&section.text, &texts.join("\n\n"));
        } else {
            let values: Vec<Value> = texts.into_iter().map(value).collect();
            self.values.extend(values);
        }
        for sub in &section.subs {
            self.place(sub, 1);
        }
    }
}

/// `## Resolution` above tasks is a list of actions.
fn is_list_of_tasks(section: &Section, meaning: Meaning) -> bool {
    let are_tasks = |block: &Block| match &block.kind {
        Kind::List(items, _) => items.iter().all(|item| item.checked.is_some()),
        _ => false,
    };
    matches!(meaning, Meaning::Resolution | Meaning::Response | Meaning::Recurrence)
        && section.blocks.iter().any(are_tasks)
        && section.blocks.iter().all(|block| are_tasks(block) || matches!(block.kind, Kind::Paragraph))
}
