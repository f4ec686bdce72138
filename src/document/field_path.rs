//! Names the location of a value in an incident by field names: `timeline[3].at`.

use std::fmt;

/// The path from the top of an incident to a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FieldPath(Vec<Segment>);

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into a mapping, by key.
    Key(String),
    /// Into a sequence, by index.
    Index(usize),
}

impl FieldPath {
    /// The path with those steps; see also [`crate::path!`].
    pub fn new(segments: Vec<Segment>) -> Self {
        FieldPath(segments)
    }

    /// The path extended by one step.
    #[must_use]
    pub fn join(&self, segment: impl Into<Segment>) -> FieldPath {
        let mut segments = self.0.clone();
        segments.push(segment.into());
        FieldPath(segments)
    }

    /// Its steps, from the top.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }
}

/// `path!["timeline", 3, "at"]` is the path `timeline[3].at`. A key may contain dots: `path!["impact.windows", 0]`.
#[macro_export]
macro_rules! path {
    ($first:expr $(, $segment:expr)* $(,)?) => {{
        let path: $crate::document::FieldPath = $crate::document::FieldPath::from($first);
        $( let path = path.join($segment); )*
        path
    }};
}

impl From<&str> for FieldPath {
    fn from(keys: &str) -> Self {
        FieldPath(keys.split('.').map(Segment::from).collect())
    }
}

impl From<&str> for Segment {
    fn from(key: &str) -> Self {
        Segment::Key(key.to_owned())
    }
}

impl From<usize> for Segment {
    fn from(index: usize) -> Self {
        Segment::Index(index)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if position == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
