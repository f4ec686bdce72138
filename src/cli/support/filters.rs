//! Which incidents a view is about: the arguments that all views share, and the records that they lead to.

use crate::cli::support::args::{self, AudienceArg, StatusArg};
use crate::cli::support::{complete, inputs};
use crate::cli::{Exit, Ui};
use chrono::NaiveDate;
use clap_complete::engine::ArgValueCandidates;
use postmortem::collection::Record;
use postmortem::project::RecordOptions;
use postmortem::render::Audience;
use postmortem::views::filter::Filter;
use postmortem::wording::{counted, counted_as};

/// Which incidents a view is about. Values of one flag are alternatives; an incident must match every flag.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Which incidents")]
pub(crate) struct Filters {
    /// Only incidents that started on this day or later. Example: --since 2024-01-01
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    since: Option<NaiveDate>,
    /// Only incidents that started on this day or earlier. Example: --until 2024-12-31
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    until: Option<NaiveDate>,
    /// Only incidents of this severity; repeatable. Example: --severity SEV1
    #[arg(long, value_name = "NAME")]
    #[arg(add = ArgValueCandidates::new(complete::severities))]
    severity: Vec<String>,
    /// Only incidents that affected this service; repeatable. Example: --service checkout
    #[arg(long, value_name = "NAME")]
    #[arg(add = ArgValueCandidates::new(complete::services))]
    service: Vec<String>,
    /// Only incidents with this tag; repeatable. Example: --tag dns
    #[arg(long, value_name = "NAME")]
    tag: Vec<String>,
    /// Only reports with this status; repeatable. Example: --status draft
    #[arg(long, value_name = "NAME")]
    status: Vec<StatusArg>,
    /// Only what this team or person is responsible for; repeatable. Example: --owner platform
    #[arg(long, value_name = "NAME")]
    pub(crate) owner: Vec<String>,
    /// Only incidents whose texts contain each of these words, in any case. Example: --match "dns timeout"
    #[arg(long = "match", value_name = "WORDS")]
    words: Vec<String>,
    /// The audience; a public table leaves out what is internal. Example: --audience public
    #[arg(long, value_name = "WHO", default_value = "internal")]
    audience: AudienceArg,
    /// Fail if a file cannot be read, instead of only reporting it
    #[arg(long)]
    pub(crate) strict: bool,
}

/// The incidents that a view is about.
pub(crate) struct Selected {
    pub(crate) records: Vec<Record>,
    /// Names of severities, most severe first.
    pub(crate) severities: Vec<String>,
    /// How many incidents the filters leave out.
    pub(crate) left_out: usize,
    /// How many files cannot be read.
    pub(crate) unreadable: usize,
    fails: bool,
}

impl Filters {
    /// Whether readers outside are meant.
    pub(crate) fn is_public(&self) -> bool {
        Audience::from(self.audience) == Audience::Public
    }

    /// The style of the reports of these incidents.
    pub(crate) fn style(&self, template: Option<String>) -> args::Style {
        args::Style::new(template, self.audience)
    }

    /// Reads the incidents of which a report can be made, and leaves out those that are not meant.
    pub(crate) fn select_reports(&self, paths: &args::Inputs, ui: &mut Ui) -> anyhow::Result<Selected> {
        let mut options = self.options();
        options.complete = true;
        self.select_with(&options, paths, true, ui)
    }

    /// The first and the last day on which they may have started.
    pub(crate) fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.since, self.until)
    }

    /// Reads the incidents and leaves out those that are not meant. `by_owner` says whether the owner is the
    /// incident's; else it is for the view to filter by.
    pub(crate) fn select(
        &self,
        paths: &args::Inputs,
        by_owner: bool,
        ui: &mut Ui,
    ) -> anyhow::Result<Selected> {
        self.select_with(&self.options(), paths, by_owner, ui)
    }

    fn select_with(
        &self,
        options: &RecordOptions,
        paths: &args::Inputs,
        by_owner: bool,
        ui: &mut Ui,
    ) -> anyhow::Result<Selected> {
        let mut project = ui.project()?;
        let inputs = inputs::follow(&paths.paths, &mut project)?;
        let mut all = ui.progress(|done| project.records(inputs, options, done));
        let unreadable = all.refused.len() + all.errors.len();
        ui.findings(&all.refused);
        for error in all.errors {
            ui.error(&error.into());
        }
        let mut filter = self.filter();
        if !by_owner {
            filter.owners.clear();
        }
        let of_files = all.records.iter().filter_map(|record| record.severity.clone());
        let severities: Vec<String> = all.severities.iter().cloned().chain(of_files).collect();
        filter.check(&severities, &all.services)?;
        let (found, is_empty) = (all.records.len(), all.records.len() + all.unmatched == 0);
        all.records.retain(|record| filter.keeps(record));
        let left_out = found - all.records.len() + all.unmatched;
        let fails = unreadable > 0 && (self.strict || is_empty);
        Ok(Selected { records: all.records, severities: all.severities, left_out, unreadable, fails })
    }

    /// What is asked of files before their incidents are filtered.
    pub(crate) fn options(&self) -> RecordOptions {
        let mut options = RecordOptions::default();
        options.public = self.is_public();
        options.words =
            self.words.iter().flat_map(|words| words.split_whitespace()).map(Into::into).collect();
        options
    }

    pub(crate) fn filter(&self) -> Filter {
        let mut filter = Filter::default();
        (filter.since, filter.until) = (self.since, self.until);
        filter.severities.clone_from(&self.severity);
        filter.services.clone_from(&self.service);
        filter.tags.clone_from(&self.tag);
        filter.owners.clone_from(&self.owner);
        filter.statuses = self.status.iter().map(|status| (*status).into()).collect();
        filter
    }
}

impl Selected {
    /// Whether files that cannot be read are a failure.
    pub(crate) fn fails(&self) -> bool {
        self.fails
    }

    /// Says how many incidents the view is based on. The exit code is that of the view, unless files that cannot be read
    /// are a failure.
    pub(crate) fn finish(&self, exit: Exit, ui: &mut Ui) -> anyhow::Result<Exit> {
        ui.finish()?;
        note_counts(self.records.len(), self.left_out, self.unreadable, ui);
        Ok(if self.fails { Exit::Failed } else { exit })
    }
}

/// Says how many incidents a view is based on.
pub(crate) fn note_counts(incidents: usize, left_out: usize, unreadable: usize, ui: &mut Ui) {
    let mut parts = vec![counted(incidents, "incident")];
    if left_out > 0 {
        parts.push(format!("{left_out} left out by the filters"));
    }
    if unreadable > 0 {
        parts.push(counted_as(unreadable, "file cannot be read", "files cannot be read"));
    }
    ui.note(&parts.join(", "));
}
