//! Tables to paste into a document or to commit.

use super::{Cell, Fit, Group, Table};
use crate::output::masked_text;
use crate::render::markdown::{cell, heading};

/// The table as Markdown, with a heading of level two above each group that has one.
pub fn text(table: &Table) -> String {
    let columns = table.shown();
    let mut parts = Vec::new();
    for Group { heading: name, rows } in &table.groups {
        let mut lines = Vec::new();
        if !name.is_empty() {
            lines.extend([format!("## {}", heading(name)), String::new()]);
        }
        let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let rule = |fit| if fit == Fit::Number { "--:" } else { ":--" };
        lines.push(line(columns.iter().map(|(_, column)| column.title.to_owned()).collect()));
        lines.push(line(columns.iter().map(|(_, column)| rule(column.fit).to_owned()).collect()));
        let cells = |row: &Vec<Cell>| columns.iter().map(|(at, _)| cell(&row[*at].text)).collect();
        lines.extend(rows.iter().map(|row| line(cells(row))));
        parts.push(lines.join("\n") + "\n");
    }
    masked_text(&parts.join("\n")).into_owned()
}
