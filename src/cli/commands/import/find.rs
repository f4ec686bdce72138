//! The reports that are meant by paths, and their texts.

use crate::cli::support::inputs::{STDIN, has_stdin};
use crate::cli::support::problem::Problem;
use anyhow::{Context, bail};
use postmortem::collection::discover_by;
use postmortem::import::{MAX_SIZE, Record};
use postmortem::source::{ReadError, read_file};
use postmortem::wording::{list, quoted};
use std::collections::HashSet;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Endings of the files of a folder that are taken for reports.
const ENDINGS: &[&str] = &[".md", ".markdown", ".qmd", ".html.md.erb"];
/// How many bytes are looked at to see whether a file is a text.
const LOOKED_AT: usize = 8000;

/// A report as it is read.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// What messages and the file call it.
    pub(super) name: String,
    /// Its path; none for standard input.
    pub(super) path: Option<PathBuf>,
    pub(super) text: String,
    /// The incident, if it is one of those in the file of another tool.
    pub(super) record: Option<Arc<Record>>,
}

/// The reports of a run.
pub(super) struct Reports {
    pub(super) read: Vec<Report>,
    pub(super) skipped: Vec<PathBuf>,
    pub(super) errors: Vec<(String, anyhow::Error)>,
}

impl Reports {
    /// Follows the paths and reads the files.
    ///
    /// # Errors
    /// When there is no report at all.
    pub(super) fn find(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let named: Vec<PathBuf> = paths.iter().filter(|path| path.as_os_str() != "-").cloned().collect();
        let found = discover_by(&named, is_report);
        let (files, skipped) = without_readmes(found.files, &named);
        if files.is_empty() && found.errors.is_empty() && !has_stdin(paths) {
            let places = list(quoted(paths.iter().map(|path| path.display())));
            bail!(Problem::new(
                format!("no report found in {places}"),
                "name a file, or a folder with *.md files"
            ));
        }
        let mut reports = Reports { read: Vec::new(), skipped, errors: Vec::new() };
        for error in found.errors {
            reports.errors.push((String::new(), error.into()));
        }
        if has_stdin(paths) {
            reports.add(STDIN.to_owned(), None, read_stdin());
        }
        for path in files {
            let name = path.display().to_string().replace('\\', "/");
            let bytes = read_file(&path, MAX_SIZE).map_err(too_large);
            reports.add(name, Some(path), bytes);
        }
        Ok(reports)
    }

    fn add(&mut self, name: String, path: Option<PathBuf>, bytes: anyhow::Result<Vec<u8>>) {
        match bytes.and_then(|bytes| text(&name, bytes)) {
            Ok(text) => self.read.push(Report { name, path, text, record: None }),
            Err(error) => self.errors.push((name, error)),
        }
    }
}

/// An error with the name of its report.
pub(super) fn named(name: &str, error: anyhow::Error) -> anyhow::Error {
    if name.is_empty() { error } else { error.context(format!("cannot import `{name}`")) }
}

fn is_report(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A readme beside reports is about them. One that is named is meant.
fn without_readmes(files: Vec<PathBuf>, named: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let is_readme = |path: &Path| {
        path.file_stem().is_some_and(|stem| stem.to_string_lossy().eq_ignore_ascii_case("readme"))
    };
    let with_reports: HashSet<PathBuf> = files
        .iter()
        .filter(|path| !is_readme(path))
        .filter_map(|path| path.parent().map(Path::to_path_buf))
        .collect();
    files.into_iter().partition(|path| {
        let is_beside = path.parent().is_some_and(|folder| with_reports.contains(folder));
        !is_readme(path) || named.contains(path) || !is_beside
    })
}

fn read_stdin() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_SIZE + 1).read_to_end(&mut bytes).context("cannot read standard input")?;
    if bytes.len() as u64 > MAX_SIZE { Err(too_large(ReadError::TooLarge(MAX_SIZE))) } else { Ok(bytes) }
}

fn too_large(error: ReadError) -> anyhow::Error {
    match error {
        ReadError::TooLarge(_) => Problem::new(
            format!("it is larger than {} MiB", MAX_SIZE / 1024 / 1024),
            "move logs to files of their own, and link to them",
        )
        .into(),
        error => error.into(),
    }
}

/// The text of a file that is one.
fn text(name: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    let lower = name.to_lowercase();
    let is_document = [".docx", ".odt", ".doc", ".pdf", ".rtf"].iter().any(|ending| lower.ends_with(ending));
    let is_archive = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"%PDF");
    if is_document || is_archive || bytes.iter().take(LOOKED_AT).any(|byte| *byte == 0) {
        bail!(
            Problem::new("it is not a text file", format!("convert it with `pandoc -t gfm {name}`"))
                .and_help("export a Google document as Markdown with `…/export?format=md`")
        );
    }
    Ok(String::from_utf8(bytes).map_err(|_| ReadError::NotUtf8)?)
}
