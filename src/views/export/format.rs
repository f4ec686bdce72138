//! How rows are written: as NDJSON or as CSV.

use super::columns::Column;
use crate::views::table::csv;
use serde::Serialize;
use serde_json::Value;

/// How tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One JSON object per line.
    #[default]
    Ndjson,
    /// RFC 4180, with a header; a cell cannot start a formula.
    Csv,
}

impl Format {
    /// All.
    pub const ALL: [Format; 2] = [Format::Ndjson, Format::Csv];

    /// Its name, and the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Format::Ndjson => "ndjson",
            Format::Csv => "csv",
        }
    }

    /// What a file begins with.
    pub(super) fn header(self, columns: &[Column]) -> String {
        let mut header = String::new();
        if self == Format::Csv {
            csv::line(&mut header, columns.iter().map(|column| column.name.as_str()));
        }
        header
    }

    /// Adds a row.
    pub(super) fn add(self, text: &mut String, row: &impl Serialize) -> serde_json::Result<()> {
        match self {
            Format::Ndjson => text.extend([&serde_json::to_string(row)?, "\n"]),
            Format::Csv => {
                let row = serde_json::to_value(row)?;
                let cells: Vec<String> =
                    row.as_object().into_iter().flatten().map(|(_, value)| cell(value)).collect();
                csv::line(text, cells.iter().map(String::as_str));
            }
        }
        Ok(())
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
