//! What each column is, from the types of the rows.

use super::values::{DAY, INSTANT, LOCAL};
use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Whether a value can be missing: `null`, or an empty cell.
    pub nullable: bool,
    /// What it says.
    pub description: String,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Kind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A moment as UTC: `2024-05-30T10:15:00Z`.
    Timestamp,
    /// A time without a zone: `2024-05-30T12:15:00`.
    LocalTimestamp,
    /// A day: `2024-05-30`.
    Date,
}

impl Kind {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Boolean => "boolean",
            Kind::Timestamp => "timestamp",
            Kind::LocalTimestamp => "local-timestamp",
            Kind::Date => "date",
        }
    }
}

/// The columns of a type of rows, in order.
pub(super) fn columns<R: JsonSchema>() -> Vec<Column> {
    let schema = schema_for!(R);
    let fields = schema.get("properties").and_then(Value::as_object);
    let column = |(name, form): (&String, &Value)| {
        let types =
            form["type"].as_array().map_or_else(|| vec![&form["type"]], |types| types.iter().collect());
        Column {
            name: name.clone(),
            kind: kind(&types, form["format"].as_str().unwrap_or_default()),
            nullable: types.iter().any(|name| *name == "null"),
            description: form["description"].as_str().unwrap_or_default().replace('\n', " "),
        }
    };
    fields.into_iter().flatten().map(column).collect()
}

fn kind(types: &[&Value], format: &str) -> Kind {
    let is = |name: &str| types.iter().any(|found| *found == name);
    match format {
        INSTANT => Kind::Timestamp,
        LOCAL => Kind::LocalTimestamp,
        DAY => Kind::Date,
        _ if is("integer") => Kind::Integer,
        _ if is("boolean") => Kind::Boolean,
        _ => Kind::Text,
    }
}
