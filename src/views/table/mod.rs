//! Tables: columns with names, rows of cells, and one file per format.

mod cell;
pub mod csv;
pub mod human;
pub mod markdown;

pub use cell::{Cell, Tone};

/// Rows under the names of their columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Table<'t> {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows under their headings; one group without a heading if they are not grouped.
    pub groups: Vec<Group<'t>>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group<'t> {
    /// What they have in common; empty for a table of one group.
    pub heading: String,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell<'t>>>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name for readers.
    pub title: &'static str,
    /// Its name for programs.
    pub key: &'static str,
    /// How its cells are shown.
    pub fit: Fit,
}

/// How the cells of a column are shown to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// As they are.
    Whole,
    /// As they are, numbers: aligned at the right.
    Number,
    /// Cut if the line would be too long.
    Cut,
    /// Not at all: they are for programs.
    Hidden,
}

impl<'t> Table<'t> {
    /// A table of one group.
    pub fn new(columns: &[Column], rows: Vec<Vec<Cell<'t>>>) -> Self {
        Table { columns: columns.to_vec(), groups: vec![Group { heading: String::new(), rows }] }
    }

    /// The columns that people see, each with its place.
    fn shown(&self) -> Vec<(usize, Column)> {
        let columns = self.columns.iter().copied().enumerate();
        columns.filter(|(_, column)| column.fit != Fit::Hidden).collect()
    }

    /// All rows.
    fn rows(&self) -> impl Iterator<Item = &Vec<Cell<'t>>> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}
