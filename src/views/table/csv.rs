//! Tables for spreadsheets and databases: RFC 4180, with a header.

use super::Table;
use crate::output::masked_text;

/// The table as CSV.
pub fn text(table: &Table) -> String {
    let mut text = String::new();
    line(&mut text, table.columns.iter().map(|column| column.key));
    for row in table.rows() {
        line(&mut text, row.iter().map(|cell| cell.value.as_deref().unwrap_or(&cell.text)));
    }
    masked_text(&text).into_owned()
}

/// Adds a line of cells.
pub(in crate::views) fn line<'c>(text: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        push(text, cell);
    }
    text.push_str("\r\n");
}

/// Adds a cell. A spreadsheet would run one that starts like a formula; a `'` before it prevents that.
fn push(text: &mut String, cell: &str) {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let guard = if is_formula { "'" } else { "" };
    if is_formula || cell.contains([',', '"', '\n', '\r']) {
        text.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
    } else {
        text.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::push;

    /// A title can be any text: none may end its cell, its line, or run in a spreadsheet.
    #[test]
    fn a_cell_stays_a_cell() {
        let cell = |text: &str| {
            let mut out = String::new();
            push(&mut out, text);
            out
        };
        assert_eq!(cell("DNS fails"), "DNS fails");
        assert_eq!(cell("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        for start in ["=", "+", "-", "@", "\t", "\r"] {
            assert_eq!(cell(&format!("{start}1+1")), format!("\"'{start}1+1\""));
        }
    }
}
