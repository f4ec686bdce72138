//! An action that is an item of a list, with what is nested below it.

use super::Action;
use super::column::{Column, column};
use crate::import::label::label;
use crate::import::markdown::{Block, Item, Kind};
use crate::import::work::Work;

/// Marks at the start of an item that stand for a status.
pub(super) const MARKS: &[(&str, &str)] = &[
    ("✅", "done"),
    ("✔️", "done"),
    ("✔", "done"),
    ("☑️", "done"),
    ("☑", "done"),
    (":white_check_mark:", "done"),
    (":heavy_check_mark:", "done"),
    ("[x]", "done"),
    ("[X]", "done"),
    ("⬜", "open"),
    ("☐", "open"),
    ("❌", "open"),
    ("🚧", "in-progress"),
    ("⏳", "in-progress"),
    ("[ ]", "open"),
];
/// Labels that say of an action only that it is one.
const KINDS: &[&str] = &["action", "action item", "actions", "task", "follow-up", "follow up"];
/// A title is no longer; the rest is the description.
const LONGEST_TITLE: usize = 120;

impl Work<'_> {
    pub(super) fn action_item(&mut self, item: &Item, group: Option<&str>, are_names: bool) {
        let Some((head, nested)) = item.blocks.split_first() else { return };
        let line = self.doc.line(item.span.start);
        let mut action = Action { line, group: group.map(str::to_owned), ..Action::default() };
        let is_text = matches!(head.kind, Kind::Paragraph);
        let (text, nested) = if is_text {
            (self.doc.markdown(&head.span), nested)
        } else {
            (self.doc.markdown(&item.span), &[][..])
        };
        if let Some(is_done) = item.checked {
            if is_done { "done" } else { "open" }.clone_into(&mut action.status);
        }
        let text = self.mark(&mut action, text);
        let text = self.without_kind(line, text);
        let more = self.nested_details(&mut action, nested);
        let text = self.tails(&mut action, &text, are_names);
        let (title, description) = split_title(&text);
        action.title = title;
        action.add(&description);
        for text in more {
            action.add(&text);
        }
        if action.title.is_empty() {
            let first = action.description.lines().next().unwrap_or_default();
            action.title = if first.is_empty() { action.ticket.clone() } else { first.to_owned() };
        }
        if !action.title.trim().is_empty() {
            self.actions.push(action);
        }
    }

    /// Removes the mark of a status.
    fn mark(&mut self, action: &mut Action, text: String) -> String {
        for (mark, status) in MARKS {
            if let Some(rest) = text.strip_prefix(mark).filter(|rest| !rest.starts_with('(')) {
                (*status).clone_into(&mut action.status);
                self.spend(action.line, mark, "actions.status");
                return rest.trim_start().to_owned();
            }
        }
        text
    }

    /// `Action item: text`, `**Action:** text` as the text: the label says only what the list is.
    fn without_kind(&mut self, line: usize, text: String) -> String {
        let Some(label) = label(&text) else { return text };
        let rest = text[label.value..].trim_start();
        if !KINDS.contains(&&*label.name.to_lowercase()) || rest.is_empty() {
            return text;
        }
        self.spend(line, &label.name, "actions");
        rest.to_owned()
    }

    /// What is below an action: `Owner: Kim` is its field, the rest is more about it.
    fn nested_details(&mut self, action: &mut Action, nested: &[Block]) -> Vec<String> {
        let mut more = Vec::new();
        for block in nested {
            let Kind::List(items, _) = &block.kind else {
                more.push(self.doc.markdown(&block.span));
                continue;
            };
            let mut left = Vec::new();
            for item in items {
                let text = self.doc.markdown(&item.span);
                if !self.labelled_field(action, &text) {
                    left.push(format!("- {}", text.replace('\n', "\n  ")));
                }
            }
            if !left.is_empty() {
                more.push(left.join("\n"));
            }
        }
        more
    }

    /// Sets the field that a text with a label is about.
    pub(super) fn labelled_field(&mut self, action: &mut Action, text: &str) -> bool {
        let Some(label) = label(text) else { return false };
        let is_field = |column: &Column| !matches!(column, Column::Title | Column::Other | Column::Id);
        let Some(column) = column(&label.name).filter(is_field) else { return false };
        let value = text[label.value..].trim().trim_matches(['*', ' ']);
        if value.is_empty() || !self.set(action, column, value) {
            return false;
        }
        self.spend(action.line, &label.name, "actions");
        true
    }
}

/// The bold lead or the first sentence of a long text is its title.
pub(super) fn split_title(text: &str) -> (String, String) {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("**")
        && let Some(end) = inside.find("**").filter(|end| *end > 8)
        && !inside[..end].contains('\n')
    {
        let rest = inside[end + 2..].trim_start_matches([':', '-', '–', '—', ' ', '.']).trim();
        return (inside[..end].trim_end_matches(':').trim().to_owned(), rest.to_owned());
    }
    let (line, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let rest = rest.trim();
    // A list below the first line is not part of the title.
    let list = line.match_indices('\n').map(|(at, _)| at).find(|at| {
        let next = line[at + 1..].trim_start();
        next.starts_with("- ") || next.starts_with("* ") || next.starts_with("```")
    });
    if let Some(at) = list {
        let more = format!("{}\n\n{rest}", &line[at + 1..]);
        return (one_line(&line[..at]), more.trim().to_owned());
    }
    let line = one_line(line);
    let is_end = |at: &usize| {
        let before = &line[..*at];
        let is_short = before.ends_with("e.g") || before.ends_with("i.e");
        *at > 20 && *at < 200 && !is_short && before.matches('(').count() == before.matches(')').count()
    };
    if line.len() > LONGEST_TITLE
        && let Some(end) = line.match_indices(". ").map(|(at, _)| at).find(is_end)
    {
        let more = format!("{}\n\n{rest}", &line[end + 2..]).trim().to_owned();
        return (line[..=end].to_owned(), more);
    }
    (line, rest.to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
