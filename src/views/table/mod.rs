//! Tables: columns with names, rows of cells, and one file a format.

pub mod csv;
pub mod human;
pub mod markdown;

/// Rows under the names of their columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows under their headings; one group without a heading if they are not grouped.
    pub groups: Vec<Group>,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// What they have in common; empty for a table of one group.
    pub heading: String,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
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
    /// Cut where the line would be too long.
    Cut,
    /// Not at all: they are for programs.
    Hidden,
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Cell {
    /// What people read. May be any text of a file.
    pub text: String,
    /// What programs read, if that is something else.
    pub value: Option<String>,
    /// The file that it leads to.
    pub file: Option<String>,
    /// How much it asks to be looked at.
    pub tone: Tone,
}

/// How much a cell asks to be looked at. Colours only repeat what the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Not more than others.
    #[default]
    Plain,
    /// More than others.
    Warning,
    /// Most.
    Alarm,
}

impl Cell {
    /// A text for all readers.
    pub fn new(text: impl Into<String>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// With another form for programs.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With the file that it leads to.
    #[must_use]
    pub fn file(mut self, file: Option<&str>) -> Self {
        self.file = file.map(str::to_owned);
        self
    }

    /// With a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}

impl Table {
    /// A table of one group.
    pub fn new(columns: &[Column], rows: Vec<Vec<Cell>>) -> Self {
        Table { columns: columns.to_vec(), groups: vec![Group { heading: String::new(), rows }] }
    }

    /// Without the columns that are only for programs.
    fn for_people(&self) -> Self {
        let is_shown: Vec<bool> = self.columns.iter().map(|column| column.fit != Fit::Hidden).collect();
        let shown = |row: &Vec<Cell>| {
            row.iter().zip(&is_shown).filter(|(_, shown)| **shown).map(|(cell, _)| cell.clone()).collect()
        };
        let groups = self.groups.iter().map(|group| Group {
            heading: group.heading.clone(),
            rows: group.rows.iter().map(shown).collect(),
        });
        let columns = self.columns.iter().filter(|column| column.fit != Fit::Hidden);
        Table { columns: columns.copied().collect(), groups: groups.collect() }
    }

    /// All rows.
    fn rows(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}
