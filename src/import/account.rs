//! What became of each part of a report.

/// How sure a placement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The report says it.
    Certain,
    /// It is likely; a comment in the file says so.
    Guessed,
    /// No field holds it; it is kept as a note.
    Left,
}

impl How {
    /// Its name in the summary.
    pub fn name(self) -> &'static str {
        match self {
            How::Certain => "certain",
            How::Guessed => "guessed",
            How::Left => "left",
        }
    }
}

/// Where a part of the report went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// Its line in the report, from 1.
    pub line: usize,
    /// What the report says.
    pub what: String,
    /// What it became.
    pub place: String,
    /// How sure that is.
    pub how: How,
}

/// Text of the report that became a value, a field or a status, so that the file does not contain it as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// Its line in the report, from 1.
    pub line: usize,
    /// What the report says.
    pub text: String,
    /// What it became.
    pub became: String,
}

/// What became of every part of a report.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Where its parts went, by line.
    pub placements: Vec<Placement>,
    /// What the file does not contain as written.
    pub spent: Vec<Spent>,
}

impl Account {
    pub(super) fn spend(&mut self, line: usize, text: &str, became: &str) {
        if text.chars().any(char::is_alphanumeric) {
            let (text, became) = (text.trim().to_owned(), became.to_owned());
            self.spent.push(Spent { line, text, became });
        }
    }

    pub(super) fn place(&mut self, line: usize, what: &str, place: impl Into<String>, how: How) {
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        self.placements.push(Placement { line, what, place: place.into(), how });
    }

    /// How many placements are of a kind.
    pub fn count(&self, how: How) -> usize {
        self.placements.iter().filter(|placement| placement.how == how).count()
    }
}
