//! Tables to paste into a document or to commit.

use super::{Fit, Group, Table};
use crate::output::masked_text;
use crate::render::markdown::{cell, heading};

/// The table as Markdown, with a heading of level two above each group that has one.
pub fn text(table: &Table) -> String {
    let table = &table.for_people();
    let mut parts = Vec::new();
    for Group { heading: name, rows } in &table.groups {
        let mut lines = Vec::new();
        if !name.is_empty() {
            lines.extend([format!("## {}", heading(name)), String::new()]);
        }
        let line = |cells: &mut dyn Iterator<Item = String>| {
            format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
        };
        lines.push(line(&mut table.columns.iter().map(|column| column.title.to_owned())));
        let rule = |fit| if fit == Fit::Number { "--:" } else { ":--" };
        lines.push(line(&mut table.columns.iter().map(|column| rule(column.fit).to_owned())));
        lines.extend(rows.iter().map(|row| line(&mut row.iter().map(|one| cell(&one.text)))));
        parts.push(lines.join("\n") + "\n");
    }
    masked_text(&parts.join("\n")).into_owned()
}
