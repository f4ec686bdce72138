//! Text that fits no field, under headings of its own.

use std::collections::HashMap;

/// Notes by their headings, in order.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) all: Vec<(String, String)>,
    places: HashMap<String, usize>,
}

impl Notes {
    /// Whether there is a note of a heading.
    pub(super) fn has(&self, heading: &str) -> bool {
        self.places.contains_key(heading)
    }

    /// Adds a text under a heading.
    pub(super) fn add(&mut self, heading: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if let Some(place) = self.places.get(heading) {
            self.all[*place].1.extend(["\n\n", text]);
        } else {
            self.places.insert(heading.to_owned(), self.all.len());
            self.all.push((heading.to_owned(), text.to_owned()));
        }
    }
}
