//! Incidents one after the other, in full, for views that write as they read.

use super::records::refusal;
use super::{Inputs, Project, RecordOptions};
use crate::collection::{self, Facts, Refused};
use crate::diagnostic::Checked;
use crate::document::Document;
use crate::model::Settings;
use crate::source::Source;

/// What became of a file.
#[derive(Debug)]
pub enum Visited<T> {
    /// What was made of its incident.
    Made(T),
    /// It cannot be read as an incident, or not without format errors where readers outside are to see it.
    Refused(Box<Checked>),
    /// It cannot be read.
    Error(collection::Error),
}

impl Project {
    /// Reads some files, several at a time. What `make` makes of an incident is given to `take` in the order of the files
    /// and not kept: memory does not grow with their number. `make` also learns whether the incident mentions the words
    /// of the options. `done` is called after each file with the number of files.
    ///
    /// # Errors
    /// The first one of `take`, which ends the visit.
    pub fn visit<T: Send, E>(
        &self,
        mut inputs: Inputs,
        options: &RecordOptions,
        done: &(dyn Fn(usize) + Sync),
        make: impl Fn(&Facts, bool) -> T + Sync,
        mut take: impl FnMut(Visited<T>) -> Result<(), E>,
    ) -> Result<(), E> {
        for error in std::mem::take(&mut inputs.errors) {
            take(Visited::Error(error))?;
        }
        let words = options.folded_words();
        let visit = |source: Result<Source, Refused>, group: usize| match source {
            Ok(source) => {
                let settings = &self.groups()[group].config.lint.settings;
                visited(source, settings, options.public, &words, &make)
            }
            Err(Refused::Fault(checked)) => Visited::Refused(checked),
            Err(Refused::Error(error)) => Visited::Error(error),
        };
        inputs.read_each(done, visit, take)
    }
}

fn visited<T>(
    source: Source,
    settings: &Settings,
    public: bool,
    words: &[String],
    make: &impl Fn(&Facts, bool) -> T,
) -> Visited<T> {
    let document = Document::read(&source, settings);
    let refused = refusal(&document, public);
    let is_mentioned = words.is_empty() || document.mentions(words, public);
    match Facts::new(document, public) {
        Some(facts) if refused.is_none() => Visited::Made(make(&facts, is_mentioned)),
        _ => {
            let diagnostics = refused.unwrap_or_default();
            Visited::Refused(Box::new(Checked { source, diagnostics }))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Templates;
    use crate::project::Choice;
    use crate::project::inputs::AT_ONCE;
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// What is kept of a hundred thousand incidents fills the memory, however little it is of each.
    #[test]
    fn keeps_little_of_many() {
        let folder = tempfile::tempdir().unwrap();
        for number in 0..5 * AT_ONCE {
            fs::write(folder.path().join(format!("{number:04}.yaml")), format!("title: t{number}\n"))
                .unwrap();
        }
        let mut project = Project::new(Choice::Defaults, Templates::Exist, folder.path()).unwrap();
        let inputs = Inputs::new(&mut project, &[folder.path().to_path_buf()], None).unwrap();
        let (begun, mut taken) = (AtomicUsize::new(0), 0);
        let make = |facts: &Facts, _| {
            begun.fetch_add(1, Ordering::Relaxed);
            facts.record.title.clone()
        };
        let visited = project.visit(inputs, &RecordOptions::default(), &|_| {}, make, |visited| {
            assert!(matches!(visited, Visited::Made(title) if title == format!("t{taken}")));
            assert!(begun.load(Ordering::Relaxed) <= taken + AT_ONCE);
            taken += 1;
            if taken == 4 * AT_ONCE { Err("the disk is full") } else { Ok(()) }
        });
        assert_eq!((visited, begun.into_inner()), (Err("the disk is full"), 4 * AT_ONCE));
    }
}
