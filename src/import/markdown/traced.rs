//! A text made from another one; each line knows the line that it came from.

/// The text, and for each of its lines the line, from 1, of the report.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Traced {
    pub(in crate::import) text: String,
    origins: Vec<usize>,
}

impl Traced {
    /// A text as it is in the report, which starts at a line.
    pub(in crate::import) fn verbatim(text: &str, line: usize) -> Self {
        let mut traced = Traced { text: String::with_capacity(text.len()), origins: vec![line] };
        traced.push(text, line);
        traced
    }

    /// An empty text.
    pub(in crate::import) fn new(line: usize) -> Self {
        Traced { text: String::new(), origins: vec![line] }
    }

    /// Adds a text as it is in the report, which starts at a line.
    pub(in crate::import) fn push(&mut self, text: &str, line: usize) {
        self.begin(line);
        self.text.push_str(text);
        self.origins.extend((1..=text.matches('\n').count()).map(|more| line + more));
    }

    /// Adds a text that was made of what is in one line.
    pub(in crate::import) fn push_made(&mut self, text: &str, line: usize) {
        self.begin(line);
        self.text.push_str(text);
        self.origins.extend(text.matches('\n').map(|_| line));
    }

    /// At the start of a line, what is added says where it came from.
    fn begin(&mut self, line: usize) {
        if (self.text.is_empty() || self.text.ends_with('\n'))
            && let Some(last) = self.origins.last_mut()
        {
            *last = line;
        }
    }

    /// The lines, each with the line of the report that it came from.
    pub(in crate::import) fn lines(&self) -> impl Iterator<Item = (&str, usize)> {
        let origin = |index: usize| self.origins.get(index).copied().unwrap_or(1);
        self.text.split('\n').enumerate().map(move |(index, line)| (line, origin(index)))
    }

    /// The lines of the report, by line.
    pub(in crate::import) fn origins(&self) -> &[usize] {
        &self.origins
    }
}
