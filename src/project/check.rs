//! Checks a project: the one function that the command line, a language server and other programs call.

use super::baseline::Known;
use super::lint::{Linter, Others};
use super::{CheckOptions, Error, Inputs, Outcome, Project, Skipped};
use crate::collection::is_ignored;
use crate::lint::compares_files;
use crate::source::repository;
use std::path::PathBuf;

impl Project {
    /// Checks the files at those paths; without any and without a stream, those that the working folder's configuration
    /// names. Nothing is written.
    ///
    /// # Errors
    /// When there is no incident file, or a configuration or a baseline cannot be read or has errors. A file that
    /// cannot be read is in [`Outcome::errors`].
    pub fn check(&mut self, paths: &[PathBuf], mut options: CheckOptions) -> Result<Outcome, Error> {
        let mut inputs = Inputs::new(self, paths, options.stream.take())?;
        let mut outcome = Outcome::default();
        self.skip_stream(&mut inputs, &options, &mut outcome);
        let baselines = Known::load(&options, &inputs, self)?;
        let mut others = self.others(&options, &inputs)?;
        let mut left_out = inputs.exclude(self, options.force_exclude);
        outcome.excludes_all = !left_out.is_empty() && inputs.is_empty();
        if let Some(wanted) = &options.among {
            left_out.extend(inputs.keep(wanted));
        }
        for others in &mut others {
            others.files.extend(left_out.iter().filter(|file| others.groups.contains(&file.group)).cloned());
        }
        let stream =
            inputs.stream().and_then(|stream| Some((stream.name()?.to_owned(), stream.file.clone())));
        let (stream, stream_file) = stream.unzip();
        let linter = Linter {
            options: self.groups().iter().map(|group| options.of(&group.config.lint)).collect(),
            now: options.now,
            stream,
            fix: options.fix,
        };
        let linted = linter.all(&mut inputs, others, options.progress.unwrap_or(&|_| {}));
        let stream_file = stream_file.flatten();
        let among: Vec<_> = baselines
            .into_iter()
            .map(|known| known.among(&options, &inputs, stream_file.as_deref(), self))
            .collect();
        outcome.take(linted, linter.stream.as_deref().filter(|_| options.fix));
        for known in among {
            outcome.baselines.push(known.compare(&mut outcome.results, options.write_baseline));
        }
        outcome.errors = inputs.errors;
        Ok(outcome)
    }

    /// Leaves out the stream if its file would not be checked as a part of its folder either.
    fn skip_stream(&self, inputs: &mut Inputs, options: &CheckOptions, outcome: &mut Outcome) {
        let Some(file) = inputs.stream().and_then(|stream| stream.file.clone()) else { return };
        // An unreadable text cannot be passed on either: the check reports what is wrong with it.
        if inputs.stream().is_some_and(|stream| stream.text.is_err()) {
            return;
        }
        outcome.skipped = if is_ignored(repository(self.working()), &file) {
            Some(Skipped::Ignored)
        } else if options.force_exclude && inputs.excludes_stream(self) {
            Some(Skipped::Excluded)
        } else {
            return;
        };
        outcome.stream = inputs.take_stream().and_then(|stream| stream.text.ok()).filter(|_| options.fix);
    }

    /// What the inputs are compared with: only files of the same configuration, and only if a rule compares them.
    fn others(&mut self, options: &CheckOptions, inputs: &Inputs) -> Result<Vec<Others>, Error> {
        let mut all = Vec::new();
        for number in inputs.numbers(self) {
            if compares_files(&options.of(&self.configs()[number].lint)) {
                let (files, whole) = inputs.others(number, self)?;
                all.push((number, files, whole));
            }
        }
        let groups = |number| {
            let groups = self.groups().iter().enumerate();
            groups.filter(move |(_, group)| group.number == number).map(|(index, _)| index).collect()
        };
        Ok(all
            .into_iter()
            .map(|(number, files, whole)| Others { groups: groups(number), files, whole })
            .collect())
    }
}
