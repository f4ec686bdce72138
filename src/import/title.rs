//! The title: the first heading that is not the name of a section. Titles like `Postmortem` are skipped.

use super::label::{label, plain};
use super::markdown::{Block, Kind, Span};
use super::section::{BOLD, Section};
use super::when::days_in;
use super::words::{Meaning, is_generic, tokens};
use super::work::Work;

struct Heading {
    text: String,
    level: u8,
    exact: Option<Meaning>,
    span: Span,
}

impl Work<'_> {
    pub(super) fn find_title(&mut self, root: &mut Section) {
        let headings = headings(root);
        let top =
            headings.iter().filter(|heading| !is_generic(&heading.text)).map(|heading| heading.level).min();
        let top = top.unwrap_or(1);
        let mut is_next = false;
        for (index, heading) in headings.into_iter().enumerate() {
            // `# Title:` above the title.
            if heading.exact == Some(Meaning::Title) && !is_labelled(&heading.text) {
                let value = value_of(root, &heading.span);
                mark(root, &heading.span);
                self.pass_over(&heading, false);
                if let Some(span) = value.filter(|span| self.raw(span).trim().lines().count() == 1) {
                    self.title = Some(plain(&self.doc.markdown(&span)));
                    self.certain(self.doc.line(span.start), self.raw(&span), "title");
                    remove(root, &span);
                    break;
                }
                is_next = true;
                continue;
            }
            let is_generic = is_generic(&heading.text);
            let is_too_deep = heading.level > 2 && heading.level < BOLD || heading.level > top && index > 0;
            let is_too_deep = is_too_deep && !std::mem::take(&mut is_next);
            let is_section = heading.exact.is_some_and(|meaning| meaning != Meaning::Title);
            if is_section || index > 2 || self.has_value(&heading.text) || !is_generic && is_too_deep {
                break;
            }
            let is_same = self.title.as_ref().is_some_and(|title| tokens(title) == tokens(&heading.text));
            if self.title.is_some() && !is_same && !is_generic {
                break;
            }
            mark(root, &heading.span);
            if is_generic || is_same {
                self.pass_over(&heading, is_generic);
                if is_same {
                    break;
                }
                continue;
            }
            self.take_title(&heading);
            break;
        }
    }

    /// Whether a heading is the label of a value: `# Date: 2024-05-30`.
    fn has_value(&self, text: &str) -> bool {
        let meaning = label(text).and_then(|label| self.words.exact(&label.name));
        meaning.is_some_and(|meaning| meaning.is_value() && meaning != Meaning::Title)
    }

    fn pass_over(&mut self, heading: &Heading, is_generic: bool) {
        let line = self.doc.line(heading.span.start);
        if is_generic && self.generic.is_none() {
            self.generic = Some(heading.text.clone());
        }
        self.spend(line, &heading.text, "title");
        let place = if is_generic { "nothing: it only says what kind of document this is" } else { "title" };
        self.certain(line, &heading.text, place);
    }

    fn take_title(&mut self, heading: &Heading) {
        let line = self.doc.line(heading.span.start);
        let labelled =
            label(&heading.text).filter(|label| self.words.exact(&label.name) == Some(Meaning::Title));
        let title = match labelled {
            Some(label) => {
                self.spend(line, &label.name, "title");
                heading.text[label.value..].trim().to_owned()
            }
            None => heading.text.clone(),
        };
        self.title = Some(title);
        if heading.level == 1 {
            self.certain(line, &heading.text, "title");
        } else {
            let why = format!("guessed from a heading of level {}", heading.level);
            self.guess("title", line, &heading.text, "title", why);
        }
    }

    /// A title for a report that has none.
    pub(super) fn title_of_file(&mut self) -> String {
        if let Some(title) = self.options.title.clone() {
            self.keep_other_title(&title);
            return title;
        }
        let stem = self.options.stem();
        if self.title.is_none() && !stem.contains(char::is_alphabetic) {
            self.title.clone_from(&self.generic);
        }
        if let Some(title) = self.title.clone().filter(|title| !title.trim().is_empty()) {
            return title;
        }
        self.guess("title", 1, &stem, "title", "guessed from the name of the file".to_owned());
        // A date in the name is in its own field.
        let days = days_in(&stem, self.style);
        let rest = days.first().map_or(&*stem, |(_, place)| &stem[place.end..]);
        let rest = rest.replace(['-', '_'], " ");
        if rest.trim().is_empty() { stem.replace(['-', '_'], " ") } else { rest.trim().to_owned() }
    }
}

impl Work<'_> {
    /// The report's own title, where another one is asked for.
    fn keep_other_title(&mut self, title: &str) {
        if let Some(own) = self.title.take().filter(|own| tokens(own) != tokens(title)) {
            self.details.push(format!("Title: {own}"));
        }
    }
}

fn headings(root: &Section) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    // A bold line is a title only if nothing is above it.
    let begins = root.blocks.is_empty();
    root.walk(&mut |section| {
        let Some(span) = &section.head else { return };
        if section.level < BOLD || begins && found.is_empty() {
            let (text, exact) = (section.text.clone(), section.exact());
            found.push(Heading { text, level: section.level, exact, span: span.clone() });
        }
    });
    found
}

/// Whether a heading is a label with its value: `# Title: Checkout fails`.
fn is_labelled(text: &str) -> bool {
    label(text).is_some_and(|label| !text[label.value..].trim().is_empty())
}

/// The only block below a heading, if it is a paragraph.
fn value_of(section: &Section, head: &Span) -> Option<Span> {
    if section.head.as_ref() == Some(head) {
        let [Block { kind: Kind::Paragraph, span }] = &section.blocks[..] else { return None };
        return Some(span.clone());
    }
    section.subs.iter().find_map(|sub| value_of(sub, head))
}

fn remove(section: &mut Section, span: &Span) {
    section.blocks.retain(|block| block.span != *span);
    for sub in &mut section.subs {
        remove(sub, span);
    }
}

fn mark(section: &mut Section, span: &Span) {
    if section.head.as_ref() == Some(span) {
        section.meaning = Some((Meaning::Title, true));
    }
    for sub in &mut section.subs {
        mark(sub, span);
    }
}
