//! `export`: the incidents as tables for databases and warehouses. A row is made of one incident, so that any number of
//! incidents can be written as they are read.

mod columns;
mod fill;
mod format;
mod tables;
mod values;

pub use columns::{Column, Kind};
pub use format::Format;

use crate::collection::Facts;
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the tables: columns are only added while it stays the same.
pub const SCHEMA_VERSION: u32 = 1;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row per incident.
    Incidents,
    /// One row per occurrence of an incident.
    Occurrences,
    /// One row per timeline entry.
    Entries,
    /// One row per action.
    Actions,
    /// One row per service that an incident hit.
    Services,
    /// One row per tag of an incident.
    Tags,
    /// One row per trigger, root cause and contributing factor.
    Causes,
}

impl Table {
    /// All.
    pub const ALL: [Table; 7] = [
        Table::Incidents,
        Table::Occurrences,
        Table::Entries,
        Table::Actions,
        Table::Services,
        Table::Tags,
        Table::Causes,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Table::Incidents => "incidents",
            Table::Occurrences => "occurrences",
            Table::Entries => "entries",
            Table::Actions => "actions",
            Table::Services => "services",
            Table::Tags => "tags",
            Table::Causes => "causes",
        }
    }

    /// The name of its file.
    pub fn file(self, format: Format) -> String {
        format!("{}.{}", self.name(), format.name())
    }

    /// Its columns, in order.
    pub fn columns(self) -> Vec<Column> {
        match self {
            Table::Incidents => columns::columns::<tables::Incident>(),
            Table::Occurrences => columns::columns::<tables::Occurrence>(),
            Table::Entries => columns::columns::<tables::Entry>(),
            Table::Actions => columns::columns::<tables::Action>(),
            Table::Services => columns::columns::<tables::Service>(),
            Table::Tags => columns::columns::<tables::Tag>(),
            Table::Causes => columns::columns::<tables::Cause>(),
        }
    }

    /// What its file begins with.
    pub fn header(self, format: Format) -> String {
        format.header(&self.columns())
    }
}

/// What an incident adds to each table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    texts: [String; Table::ALL.len()],
    counts: [usize; Table::ALL.len()],
}

impl Rows {
    /// Of an incident.
    ///
    /// # Errors
    /// If a row cannot be written, which no row is known for.
    pub fn new(facts: &Facts, format: Format) -> serde_json::Result<Self> {
        let mut rows = Rows::default();
        rows.add(Table::Incidents, [fill::incident(facts)], format)?;
        rows.add(Table::Occurrences, fill::occurrences(facts), format)?;
        rows.add(Table::Entries, fill::entries(facts), format)?;
        rows.add(Table::Actions, fill::actions(facts), format)?;
        rows.add(Table::Services, fill::services(facts), format)?;
        rows.add(Table::Tags, fill::tags(facts), format)?;
        rows.add(Table::Causes, fill::causes(facts), format)?;
        Ok(rows)
    }

    /// The lines for a table.
    pub fn text(&self, table: Table) -> &str {
        &self.texts[table as usize]
    }

    /// How many rows these are.
    pub fn count(&self, table: Table) -> usize {
        self.counts[table as usize]
    }

    fn add<R: Serialize + JsonSchema>(
        &mut self,
        table: Table,
        rows: impl IntoIterator<Item = R>,
        format: Format,
    ) -> serde_json::Result<()> {
        for row in rows {
            format.add(&mut self.texts[table as usize], &row)?;
            self.counts[table as usize] += 1;
        }
        Ok(())
    }
}
