//! Tables for a terminal: aligned, cut to its width.

use super::{Cell, Column, Fit, Group, Table, Tone};
use crate::output::human::Look;
use crate::output::{masked_text, visible};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What is between two columns.
const GAP: &str = "  ";
/// No column is cut to less than this.
const NARROWEST: usize = 12;

/// The table as lines. `address` returns what a file's name links to, if the terminal supports links.
pub fn text(table: &Table, look: Look, address: &dyn Fn(&str) -> String) -> String {
    if table.rows().next().is_none() {
        return String::new();
    }
    let columns = table.shown();
    let of_row =
        |row: &'_ Vec<Cell<'_>>| -> Vec<String> { columns.iter().map(|(at, _)| shown(&row[*at])).collect() };
    let texts: Vec<Vec<String>> = table.rows().map(of_row).collect();
    let widths = widths(&columns, &texts, look);
    let mut text = String::new();
    let mut texts = texts.iter();
    for (index, Group { heading, rows }) in table.groups.iter().enumerate() {
        if !heading.is_empty() {
            text.push_str(if index > 0 { "\n" } else { "" });
            text.extend([paint(&visible(&masked_text(heading)), BOLD, look).as_str(), "\n"]);
        }
        let titles = columns
            .iter()
            .zip(&widths)
            .map(|((_, column), width)| (paint(column.title, BOLD, look), column.title.width(), *width));
        push_line(&mut text, &columns, titles);
        for (row, texts) in rows.iter().zip(&mut texts) {
            let cells = columns.iter().zip(texts).zip(&widths).map(|(((at, _), text), width)| {
                let (cell, text) = (&row[*at], cut(text, *width));
                let link = cell.file.filter(|_| look.links).map(address);
                (decorated(&text, cell.tone, link.as_deref(), look), text.width(), *width)
            });
            push_line(&mut text, &columns, cells);
        }
    }
    text
}

const BOLD: &str = "\x1b[1m";

fn paint(text: &str, style: &str, look: Look) -> String {
    if look.color && !text.is_empty() { format!("{style}{text}\x1b[0m") } else { text.to_owned() }
}

fn decorated(text: &str, tone: Tone, link: Option<&str>, look: Look) -> String {
    let painted = match tone {
        Tone::Plain => text.to_owned(),
        // As findings are painted: what can be read on a dark ground and on a light one.
        Tone::Warning => paint(text, "\x1b[1;38;5;136m", look),
        Tone::Alarm => paint(text, "\x1b[1;91m", look),
    };
    match link {
        Some(link) => format!("\x1b]8;;{link}\x1b\\{painted}\x1b]8;;\x1b\\"),
        None => painted,
    }
}

/// A cell's text in one line, as a terminal can show it.
fn shown(cell: &Cell) -> String {
    let line = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
    visible(&masked_text(&line)).into_owned()
}

/// How wide each column is: as its widest cell, but that lines fit the terminal.
fn widths(columns: &[(usize, Column)], texts: &[Vec<String>], look: Look) -> Vec<usize> {
    let mut widths: Vec<usize> = columns.iter().map(|(_, column)| column.title.width()).collect();
    for row in texts {
        for (width, text) in widths.iter_mut().zip(row) {
            *width = (*width).max(text.width());
        }
    }
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let mut over = (widths.iter().sum::<usize>() + gaps).saturating_sub(look.width);
    for (width, (_, column)) in widths.iter_mut().zip(columns) {
        if look.wraps && column.fit == Fit::Cut && over > 0 {
            let narrow = width.saturating_sub(over).max(NARROWEST.min(*width));
            over -= *width - narrow;
            *width = narrow;
        }
    }
    widths
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut room = width.saturating_sub(1);
    let fits = |c: &char| {
        let needed = c.width().unwrap_or(0);
        let is_in = needed <= room;
        room = if is_in { room - needed } else { 0 };
        is_in
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

/// Adds a line of cells, each with its own width and that of its column.
fn push_line(
    text: &mut String,
    columns: &[(usize, Column)],
    cells: impl Iterator<Item = (String, usize, usize)>,
) {
    let mut line = String::new();
    for (index, ((_, column), (cell, own, width))) in columns.iter().zip(cells).enumerate() {
        let room = " ".repeat(width.saturating_sub(own));
        line.push_str(if index > 0 { GAP } else { "" });
        match column.fit {
            Fit::Number => line.extend([room, cell]),
            Fit::Whole | Fit::Cut | Fit::Hidden => line.extend([cell, room]),
        }
    }
    text.extend([line.trim_end_matches(' '), "\n"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line that runs over takes the table apart; what a file says must not move the cursor.
    #[test]
    fn lines_fit_the_terminal() {
        let column = |title, fit| Column { title, key: "", fit };
        let columns = [column("Date", Fit::Whole), column("Title", Fit::Cut), column("Open", Fit::Number)];
        let row = |title: &str| vec![Cell::new("2024-05-30"), Cell::new(title.to_owned()), Cell::new("7")];
        let table = Table::new(&columns, vec![row(&"データ ".repeat(20)), row("a\u{1b}[2J\nb")]);
        let look = Look { width: 40, wraps: true, ..Look::default() };
        let text = text(&table, look, &|_| String::new());
        assert!(text.lines().all(|line| line.width() <= 40), "{text}");
        assert!(text.lines().next() == Some("Date        Title                   Open"), "{text}");
        assert!(text.contains('…') && !text.contains('\u{1b}'), "{text}");
        let wide = super::text(&table, Look { wraps: false, ..look }, &|_| String::new());
        assert!(!wide.contains('…'), "{wide}");
    }
}
