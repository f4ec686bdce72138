//! Values of cells that are more than a text: times and days, each in the one form that engines read.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A moment, as UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Instant(pub(super) DateTime<Utc>);

/// A day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(pub(super) NaiveDate);

/// What a clock on the wall showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Local(pub(super) NaiveDateTime);

/// The formats of texts in the schema, by which columns know their types.
pub(super) const INSTANT: &str = "date-time";
pub(super) const DAY: &str = "date";
pub(super) const LOCAL: &str = "local-date-time";

macro_rules! value {
    ($name:ident, $format:expr, $written:literal) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(&self.0.format($written))
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}

value!(Instant, INSTANT, "%Y-%m-%dT%H:%M:%SZ");
value!(Day, DAY, "%Y-%m-%d");
value!(Local, LOCAL, "%Y-%m-%dT%H:%M:%S");
