//! Statistics to paste into a document or to commit.

use super::Stats;
use super::sections::{BARS, Part, Section, sections};
use crate::output::masked_text;
use crate::render::markdown::inline;
use crate::views::table::{Fit, Table, markdown};

/// The statistics as Markdown, with a heading of level two above each section.
pub fn text(stats: &Stats) -> String {
    let mut blocks = Vec::new();
    for Section { title, parts, .. } in sections(stats) {
        blocks.push(format!("## {title}\n"));
        for Part { heading, lines, table, notes } in parts {
            if !heading.is_empty() {
                blocks.push(format!("### {heading}\n"));
            }
            blocks.extend(lines.iter().map(|line| inline(line) + "\n"));
            blocks.extend(table.map(|table| markdown::text(&without_bars(table))));
            blocks.extend(notes.iter().map(|line| inline(line) + "\n"));
        }
    }
    masked_text(&blocks.join("\n")).into_owned()
}

/// The table without its bars, whose widths differ from font to font.
fn without_bars(mut table: Table) -> Table {
    for column in &mut table.columns {
        if column.key == BARS {
            column.fit = Fit::Hidden;
        }
    }
    table
}
