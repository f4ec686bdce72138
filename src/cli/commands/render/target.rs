//! Where reports go.

use super::maker::Made;
use super::{Args, Format};
use crate::cli::support::inputs::stem;
use crate::cli::support::problem::Problem;
use crate::cli::support::shape::format_of;
use anyhow::{Context, bail};
use postmortem::project::Inputs;
use postmortem::source::{ReadError, inside};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where reports go, and in which format.
pub(super) struct Target {
    place: Place,
    pub(super) format: Format,
}

enum Place {
    Output,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A path means a folder if it is written as one, or if there are or could be several reports.
    pub(super) fn new(args: &Args, inputs: &Inputs) -> anyhow::Result<Self> {
        let place = Place::new(args, inputs)?;
        let named = match &place {
            Place::File(path) => format_of(path).map(|format| (path, format)),
            Place::Output | Place::Folder(_) => None,
        };
        let format = match (args.format, named) {
            (Some(asked), Some((path, meant))) if asked != meant => bail!(Problem::new(
                format!("the extension of `{}` means {}, not {}", path.display(), meant.name(), asked.name()),
                format!("name it report.{}, or leave out -f", asked.extension())
            )),
            (asked, named) => asked.or(named.map(|(_, format)| format)).unwrap_or(Format::Markdown),
        };
        if format == Format::Json && args.style.template.is_some() {
            bail!(Problem::new(
                "JSON does not use a template",
                "leave out -t, or use another format: -f markdown"
            ));
        }
        Ok(Target { place, format })
    }

    /// A report with its path; none for standard output.
    ///
    /// # Errors
    /// A link in a reports folder that leads elsewhere: the user who names the folder does not know about it.
    pub(super) fn place(&self, Made { name, text, .. }: Made) -> anyhow::Result<Placed> {
        let path = self.path(&name);
        if let (Place::Folder(folder), Some(path)) = (&self.place, &path) {
            check_place(path, folder).with_context(|| format!("cannot use `{}`", path.display()))?;
        }
        Ok(Placed { path, text })
    }

    /// Fails if two of the files would have the same report path.
    pub(super) fn keeps_apart<'n>(&self, names: impl Iterator<Item = &'n str>) -> anyhow::Result<()> {
        let mut taken = BTreeMap::new();
        for name in names {
            let Some(path) = self.path(name) else { continue };
            if is_same(&path, Path::new(name)) {
                let is_link = path.as_path() != Path::new(name);
                let leads =
                    if is_link { format!("`{}` leads to `{name}`: ", path.display()) } else { String::new() };
                bail!(Problem::new(
                    format!("{leads}the report of `{name}` would replace it"),
                    format!("name another file: -o report.{}", self.format.extension())
                ));
            }
            if let Some(other) = taken.insert(path.clone(), name) {
                bail!(Problem::new(
                    format!("`{other}` and `{name}` would both be written to `{}`", path.display()),
                    "rename one, or render them one by one"
                ));
            }
        }
        Ok(())
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        match &self.place {
            Place::Output => None,
            Place::File(path) => Some(path.clone()),
            Place::Folder(folder) => Some(folder.join(format!("{}.{}", stem(name), self.format.extension()))),
        }
    }
}

impl Place {
    fn new(args: &Args, inputs: &Inputs) -> anyhow::Result<Self> {
        let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
            if args.check {
                bail!(Problem::new("--check compares with files", "name the file or folder: -o reports/"));
            }
            if inputs.len() > 1 {
                bail!(Problem::new(
                    format!("{} reports cannot be printed at once", inputs.len()),
                    "name a folder for them: -o reports/"
                ));
            }
            return Ok(Place::Output);
        };
        let is_folder = path.is_dir() || names_folder(path);
        if !is_folder && let Some((format, help)) = not_made(path) {
            bail!(Problem::new(
                format!("the extension of `{}` means {format}, which `render` cannot write", path.display()),
                help
            ));
        }
        let several = inputs.can_be_several();
        if several && !is_folder && (path.exists() || format_of::<Format>(path).is_some()) {
            bail!(Problem::new(
                format!("`{}` is one file, not a folder for reports", path.display()),
                "name a folder for them: -o reports/"
            ));
        }
        let path = path.to_path_buf();
        Ok(if several || is_folder { Place::Folder(path) } else { Place::File(path) })
    }
}

/// A report and its destination.
pub(super) struct Placed {
    pub(super) path: Option<PathBuf>,
    pub(super) text: String,
}

/// Fails for a pipe or a device, and for a link that leads out of the repository.
fn check_place(path: &Path, folder: &Path) -> Result<(), ReadError> {
    // If nothing exists there, a file is created; it replaces a broken link.
    let Ok(found) = path.metadata() else { return Ok(()) };
    inside(path, folder)?;
    if found.is_file() || found.is_dir() { Ok(()) } else { Err(ReadError::Special) }
}

/// The format that a file name suggests if it is not a report format, and what to do instead.
fn not_made(path: &Path) -> Option<(&'static str, &'static str)> {
    let page = "make an HTML page, and print or capture it in a browser: -o report.html";
    let markdown = "make Markdown, and convert it, for example with pandoc: -o report.md";
    let ending = path.extension()?.to_str()?.to_lowercase();
    Some(match ending.as_str() {
        "pdf" => ("PDF", page),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" => ("an image", page),
        "doc" | "docx" | "odt" | "rtf" => ("a word processor's file", markdown),
        "ppt" | "pptx" | "odp" => ("slides", markdown),
        "xls" | "xlsx" | "ods" | "csv" => {
            ("a spreadsheet", "make JSON, which has all figures: -o report.json")
        }
        "tex" | "rst" | "adoc" | "org" | "epub" => ("another markup format", markdown),
        _ => return None,
    })
}

fn names_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
