//! Actions that are rows of a table.

use super::column::{Column, column};
use super::item::split_title;
use super::{Action, REMARKS};
use crate::import::label::plain;
use crate::import::markdown::Span;
use crate::import::work::Work;

impl Work<'_> {
    pub(super) fn action_table(&mut self, rows: &[Vec<Span>], group: Option<&str>) {
        let Some((head, body)) = rows.split_first() else { return };
        let header: Vec<String> = head.iter().map(|cell| plain(&self.cell(cell))).collect();
        let columns: Vec<Column> = header.iter().map(|name| column(name).unwrap_or(Column::Other)).collect();
        let length =
            |column: &usize| body.iter().map(|row| row.get(*column).map_or(0, Span::len)).sum::<usize>();
        let others = || (0..header.len()).filter(|at| columns[*at] == Column::Other);
        // If several columns may be the title, take the one with the most text.
        let named = (0..header.len()).filter(|at| columns[*at] == Column::Title).max_by_key(length);
        let title = named.or_else(|| others().max_by_key(length));
        let line = head.first().map_or(1, |cell| self.doc.line(cell.start));
        for name in &header {
            self.spend(line, name, "columns of the actions");
        }
        for row in body {
            self.action_row(row, &header, &columns, title, group);
        }
    }

    fn action_row(
        &mut self,
        row: &[Span],
        header: &[String],
        columns: &[Column],
        title: Option<usize>,
        group: Option<&str>,
    ) {
        let line = row.first().map_or(1, |cell| self.doc.line(cell.start));
        let mut action = Action { line, group: group.map(str::to_owned), ..Action::default() };
        let text = title.and_then(|title| row.get(title)).map(|cell| self.cell(cell)).unwrap_or_default();
        if text.is_empty() {
            let text = row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(" | ");
            if text.chars().any(char::is_alphanumeric) {
                self.notes.add(REMARKS, &text);
            }
            return;
        }
        let mut more = Vec::new();
        for (at, cell) in row.iter().enumerate().filter(|(at, _)| Some(*at) != title) {
            let value = self.cell(cell);
            if !value.chars().any(|c| c.is_alphanumeric() || c == '?' || !c.is_ascii()) {
                continue;
            }
            if !self.set(&mut action, columns.get(at).copied().unwrap_or(Column::Other), &value) {
                let name = header.get(at).map_or("", |name| name.trim_matches('\\'));
                more.push(if name.is_empty() { value } else { format!("{name}: {value}") });
            }
        }
        let text = self.tails(&mut action, &text, false);
        let (title, description) = split_title(&text);
        action.title = title;
        action.add(&description);
        for text in more {
            action.add(&text);
        }
        self.actions.push(action);
    }
}
