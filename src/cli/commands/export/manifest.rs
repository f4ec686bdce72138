//! The file that says which files in a folder are tables, and what is in them.

use postmortem::source::{ReadError, read_file};
use postmortem::views::export::{Column, Format, SCHEMA_VERSION, Table};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;

/// Its name.
pub(super) const NAME: &str = "postmortem-export.json";

/// No manifest is larger.
const LARGEST: u64 = 1024 * 1024;

/// What an export has written. Fields are only added while the version is 1.
#[derive(Serialize)]
pub(super) struct Manifest {
    generator: &'static str,
    schema_version: u32,
    audience: &'static str,
    format: &'static str,
    tables: Vec<Written>,
}

#[derive(Serialize)]
struct Written {
    name: &'static str,
    file: String,
    rows: usize,
    columns: Vec<Column>,
}

impl Manifest {
    /// With the number of rows of each table.
    pub(super) fn new(format: Format, public: bool, rows: &[usize]) -> Self {
        let written = |(table, rows): (Table, &usize)| Written {
            name: table.name(),
            file: table.file(format),
            rows: *rows,
            columns: table.columns(),
        };
        Manifest {
            generator: "postmortem export",
            schema_version: SCHEMA_VERSION,
            audience: if public { "public" } else { "internal" },
            format: format.name(),
            tables: Table::ALL.into_iter().zip(rows).map(written).collect(),
        }
    }
}

/// The names of the files in a folder that an earlier export wrote. Whatever the manifest says, no other names than those
/// of tables are among them.
pub(super) fn written(folder: &Path) -> Result<BTreeSet<String>, ReadError> {
    let text = match read_file(&folder.join(NAME), LARGEST) {
        Ok(text) => text,
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(error),
    };
    let manifest: Value = serde_json::from_slice(&text).unwrap_or_default();
    if manifest["generator"] != "postmortem export" {
        return Ok(BTreeSet::new());
    }
    let files =
        manifest["tables"].as_array().into_iter().flatten().filter_map(|table| table["file"].as_str());
    let mut written: BTreeSet<String> = files.filter(|file| is_table(file)).map(str::to_owned).collect();
    written.insert(NAME.to_owned());
    Ok(written)
}

fn is_table(file: &str) -> bool {
    Format::ALL.into_iter().any(|format| Table::ALL.into_iter().any(|table| table.file(format) == file))
}
