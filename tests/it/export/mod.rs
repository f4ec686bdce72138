//! `postmortem export`.

mod command;
mod folder;
mod page;
mod public;

use crate::support::Sandbox;
use serde_json::Value;

/// The names of the tables.
const TABLES: [&str; 7] = ["incidents", "occurrences", "entries", "actions", "services", "tags", "causes"];

/// The rows of a table in the folder `tables`.
fn rows(sandbox: &Sandbox, table: &str) -> Vec<Value> {
    let text = sandbox.read(&format!("tables/{table}.ndjson"));
    text.lines().map(|line| serde_json::from_str(line).expect("one JSON object per line")).collect()
}

/// The value of a column in each row.
fn column(sandbox: &Sandbox, table: &str, name: &str) -> Vec<Value> {
    rows(sandbox, table).into_iter().map(|row| row.get(name).expect(name).clone()).collect()
}
