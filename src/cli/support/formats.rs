//! How `lint` prints findings: the formats, and the files to write them to.

use crate::cli::Ui;
use crate::cli::support::files;
use clap::ValueEnum;
use postmortem::output::human::{Look, write_findings, write_statistics, write_summary};
use postmortem::output::{Repository, Results, concise, github, gitlab, human, json, junit, sarif};
use postmortem::wording::unknown;
use std::io::{self, Write};
use std::path::PathBuf;

// The comments on the formats are shown in help and manual.
/// A format for findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// github inside GitHub Actions, else human
    Auto,
    /// For people: each finding with its line
    Human,
    /// One line per finding: path:line:col: level[rule] message
    Concise,
    /// Every detail of each finding
    Json,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// GitLab code quality report
    Gitlab,
    /// JUnit XML, for build servers
    Junit,
}

impl Format {
    /// Whether people read it. A build log is read too, but the runner only accepts lines that begin like a command.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Format::Auto | Format::Human | Format::Concise | Format::Github)
    }

    fn write(
        self,
        results: &Results,
        out: &mut impl Write,
        look: Look,
        repository: &Repository,
    ) -> io::Result<()> {
        match self {
            Format::Auto | Format::Human => human::write(results, out, look),
            Format::Concise => concise::write(results, out, look),
            Format::Json => json::write(results, out),
            Format::Sarif => sarif::write(results, out, repository),
            Format::Github => github::write(results, out, repository),
            Format::Gitlab => gitlab::write(results, out, repository),
            Format::Junit => junit::write(results, out, repository),
        }
    }
}

/// Prints the findings on standard output, with a summary line for people.
pub(crate) fn print(results: &Results, format: Format, ui: &mut Ui) -> io::Result<()> {
    let format = match format {
        Format::Auto if Ui::is_github_actions() => Format::Github,
        format => format,
    };
    let look = ui.look();
    // If no file could be read there is nothing to summarise.
    let sums_up = !ui.quiet() && results.files > 0;
    let out = ui.out();
    match format {
        Format::Auto | Format::Human => write_findings(&results.checked, out, look)?,
        format => format.write(results, out, look, &Ui::repository())?,
    }
    if sums_up && format.is_for_people() {
        write_summary(results, out, look)?;
    }
    ui.finish()
}

/// Prints the number of findings per rule instead of the findings.
pub(crate) fn print_statistics(results: &Results, ui: &mut Ui) -> io::Result<()> {
    let look = ui.look();
    if results.files > 0 {
        write_statistics(results, ui.out(), look)?;
    }
    ui.finish()
}

/// A format and the file to write it to.
#[derive(Debug, Clone)]
pub(crate) struct Output {
    format: Format,
    file: PathBuf,
}

impl Output {
    /// Reads `sarif=lint.sarif`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let example = "write a format, =, and a file: sarif=lint.sarif";
        let (name, file) = text.split_once('=').ok_or(example)?;
        let known = Format::value_variants().iter().filter(|format| **format != Format::Auto);
        let known: Vec<_> = known.filter_map(|format| Some((format.to_possible_value()?, *format))).collect();
        let names = || known.iter().map(|(value, _)| value.get_name());
        let format = known.iter().find(|(value, _)| value.get_name() == name);
        let format = format.ok_or_else(|| unknown("format", name, names()))?;
        match file {
            "" => Err(example.to_owned()),
            "-" => Err("standard output has the format that --format names; name a file".to_owned()),
            file => Ok(Output { format: format.1, file: file.into() }),
        }
    }

    /// Writes the file whole or not at all.
    fn write(&self, results: &Results) -> anyhow::Result<()> {
        let mut out = Vec::new();
        self.format.write(results, &mut out, Look::default(), &Ui::repository())?;
        files::write(&self.file, &String::from_utf8(out)?)
    }
}

/// Writes every file that can be written.
///
/// # Errors
/// The first error, after trying all files.
pub(crate) fn write_files(results: &Results, outputs: &[Output]) -> anyhow::Result<()> {
    let written: Vec<_> = outputs.iter().map(|output| output.write(results)).collect();
    written.into_iter().collect()
}

/// Whether two formats would be written to the same file, so that only the last would remain.
pub(crate) fn same_file(outputs: &[Output]) -> Option<&PathBuf> {
    let earlier = |(index, output): &(usize, &Output)| {
        outputs[..*index].iter().any(|earlier| earlier.file == output.file)
    };
    outputs.iter().enumerate().find(earlier).map(|(_, output)| &output.file)
}
