//! How a view is printed, and where: the arguments that all tables share.

use crate::cli::support::files;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::{Context, bail};
use clap::ValueEnum;
use postmortem::output::human::Look;
use postmortem::output::json::write_json;
use postmortem::output::visible;
use postmortem::source::{ReadError, read_file};
use postmortem::views::table::{Table, csv, human, markdown};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// No table is larger; `--check` reads no more.
const LARGEST: u64 = 256 * 1024 * 1024;

/// How a view is printed, and where.
#[derive(Debug, clap::Args)]
pub(crate) struct Shape {
    /// Output format [default: from the name after -o, else human]. Example: --format csv
    #[arg(short, long)]
    format: Option<Format>,
    #[command(flatten)]
    place: Place,
}

/// The format of a file by its name, if the name has one of these formats.
pub(crate) fn format_of<F: ValueEnum>(path: &Path) -> Option<F> {
    let name = match path.extension()?.to_str()?.to_lowercase().as_str() {
        "md" | "markdown" => "markdown",
        "html" | "htm" => "html",
        "txt" => "human",
        "csv" => "csv",
        "json" => "json",
        _ => return None,
    };
    F::from_str(name, false).ok()
}

/// A value as the JSON that programs get.
pub(crate) fn json_text(value: &impl Serialize) -> io::Result<String> {
    let mut text = Vec::new();
    write_json(value, &mut text)?;
    String::from_utf8(text).map_err(io::Error::other)
}

/// Where a view is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    /// The file to write. Example: -o incidents.md
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing; fail if the file that -o names is missing or stale
    #[arg(long, requires = "output")]
    check: bool,
}

// The comments on the formats are shown in help and manual.
/// How a view is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table that fits the terminal
    Human,
    /// Everything that is known, for programs
    Json,
    /// For spreadsheets: RFC 4180, with a header
    Csv,
    /// A table to paste or to commit
    Markdown,
}

impl Format {
    fn text<'t, J: Serialize>(
        self,
        table: impl FnOnce() -> Table<'t>,
        json: impl FnOnce() -> J,
        look: Look,
    ) -> io::Result<String> {
        Ok(match self {
            Format::Human => human::text(&table(), look, &Ui::address),
            Format::Csv => csv::text(&table()),
            Format::Markdown => markdown::text(&table()),
            Format::Json => json_text(&json())?,
        })
    }
}

impl Shape {
    /// Prints a table, or writes it to its file; `json` is what programs get.
    pub(crate) fn tell<'t, J: Serialize>(
        &self,
        table: impl FnOnce() -> Table<'t>,
        json: impl FnOnce() -> J,
        ui: &mut Ui,
    ) -> anyhow::Result<Exit> {
        let text = |format: Format, look| Ok(format.text(table, json, look)?);
        self.place.tell(self.format, Format::Human, text, ui)
    }
}

impl Place {
    /// Prints what is made in a format, or writes it to its file. The format is the one that is asked for, else that of
    /// the file's name; without a file, the usual one.
    pub(crate) fn tell<F: ValueEnum>(
        &self,
        format: Option<F>,
        usual: F,
        text: impl FnOnce(F, Look) -> anyhow::Result<String>,
        ui: &mut Ui,
    ) -> anyhow::Result<Exit> {
        let Some(path) = self.file() else {
            if self.check {
                bail!(Problem::new("--check compares with a file", "name it: -o incidents.md"));
            }
            let text = text(format.unwrap_or(usual), ui.look())?;
            ui.out().write_all(text.as_bytes())?;
            return Ok(Exit::Done);
        };
        let Some(format) = format.or_else(|| format_of(path)) else {
            bail!(Problem::new(
                format!("cannot tell the format from the name `{}`", path.display()),
                "name it: --format markdown"
            ));
        };
        let text = text(format, Look::default())?;
        if self.check {
            return check(path, &text, ui);
        }
        files::write(path, &text)?;
        ui.note(&format!("Wrote {}", path.display()));
        Ok(Exit::Done)
    }

    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| *path != Path::new("-"))
    }

    /// The address of a file in a page that is written there, if that is below or in the working folder; else the file's
    /// name from the root.
    pub(crate) fn link_to(&self, file: &str) -> String {
        let folder = self.file().and_then(Path::parent).unwrap_or(Path::new(""));
        let folder: Vec<Component> = folder.components().filter(|part| *part != Component::CurDir).collect();
        if Path::new(file).is_absolute() || !folder.iter().all(|part| matches!(part, Component::Normal(_))) {
            return Ui::address(file);
        }
        let file: Vec<Component> =
            Path::new(file).components().filter(|part| *part != Component::CurDir).collect();
        let same = folder.iter().zip(&file).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..".to_owned(), folder.len() - same);
        let down = file[same..].iter().map(|part| Ui::escaped(&part.as_os_str().to_string_lossy()));
        up.chain(down).collect::<Vec<_>>().join("/")
    }
}

/// Compares a text with its file.
fn check(path: &Path, text: &str, ui: &mut Ui) -> anyhow::Result<Exit> {
    let state = match read_file(path, LARGEST) {
        Ok(found) if found == text.as_bytes() => return Ok(Exit::Done),
        Ok(_) => "stale",
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => "missing",
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    writeln!(ui.out(), "{}: {state}", visible(&path.display().to_string()))?;
    ui.finish()?;
    ui.note(&format!("Update it: {}", Ui::command_without(&["--check"])));
    Ok(Exit::Findings)
}
