//! One file that `init` writes, adds to, or leaves unchanged.

use super::template::indented;
use crate::cli::Ui;
use crate::cli::support::files::{self, Locked};
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::output::{masked_text, visible};
use postmortem::project::Project;
use postmortem::source::{ReadError, inside, read_text};
use similar::TextDiff;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A larger file is not written by people.
const MAX_SIZE: u64 = 1024 * 1024;

const OUTSIDE: &str = "it is a link that leads out of the repository";

/// What becomes of one file.
pub(super) struct Step {
    /// Relative to the working folder.
    pub(super) path: PathBuf,
    pub(super) what: What,
}

pub(super) enum What {
    /// It is new.
    Create(String),
    /// It gets an addition.
    Change { before: String, after: String },
    /// It already contains everything.
    Present,
    /// Why it is not changed, and what to add to it.
    Leave { note: String, text: String },
}

impl What {
    fn leave(reason: &str, text: String) -> Self {
        What::Leave { note: format!(": {reason}; add to it"), text }
    }
}

/// The state of a file.
enum Existing {
    Nothing,
    Text(String),
    /// A link leads out of the repository.
    Outside,
    /// Why it cannot be read.
    Unreadable(String),
}

impl Step {
    /// A file that only this command writes; any version of it is fine.
    pub(super) fn own(name: &str, text: String, project: &Project) -> Self {
        let path = project.from_config(Path::new(name));
        let what = match existing(&path, project) {
            Existing::Nothing => What::Create(text),
            Existing::Outside => What::leave(OUTSIDE, text),
            Existing::Text(_) | Existing::Unreadable(_) => What::Present,
        };
        Step { path, what }
    }

    /// A file that others write too: new with `whole`, else with `part` added by `add`, which returns nothing where
    /// that is not safe.
    pub(super) fn shared(
        name: &str,
        (whole, part): (String, String),
        has: impl Fn(&str) -> bool,
        add: impl Fn(&str) -> Option<String>,
        project: &Project,
    ) -> Self {
        let leave = |reason: &str| What::leave(reason, part.clone());
        let path = project.from_config(Path::new(name));
        let what = match existing(&path, project) {
            Existing::Nothing => What::Create(whole),
            Existing::Outside => leave(OUTSIDE),
            Existing::Unreadable(reason) => leave(&reason),
            Existing::Text(before) if has(&before) => What::Present,
            Existing::Text(before) if before.trim().is_empty() => What::Change { before, after: whole },
            Existing::Text(before) => match add(&before) {
                Some(after) => What::Change { before, after },
                None => leave("it is not clear where to add to it"),
            },
        };
        Step { path, what }
    }

    /// Does it, and reports it.
    pub(super) fn take(&self, ui: &mut Ui) -> anyhow::Result<()> {
        match &self.what {
            What::Create(text) => files::create(&self.path, text, false)?,
            What::Change { before, after } => {
                let locked = Locked::new(&self.path)?;
                if let Some(warning) = locked.hard_link_warning() {
                    ui.warning(&warning);
                }
                if !locked.replace(before, after)? {
                    bail!(Problem::new(
                        format!(
                            "`{}` has changed in the meantime, so it is left unchanged",
                            self.path.display()
                        ),
                        "run it again"
                    ))
                }
            }
            What::Present | What::Leave { .. } => {}
        }
        self.say(["created", "changed"], ui)
    }

    /// Shows what it would do.
    pub(super) fn show(&self, ui: &mut Ui) -> anyhow::Result<()> {
        self.say(["would create", "would change"], ui)?;
        let (before, after) = match &self.what {
            What::Create(text) => ("", text.as_str()),
            What::Change { before, after } => (before.as_str(), after.as_str()),
            What::Present | What::Leave { .. } => return Ok(()),
        };
        let (before, after) = (masked_text(before), masked_text(after));
        let name = self.path.display().to_string();
        let name = visible(&name);
        let old = if before.is_empty() { "/dev/null" } else { &name };
        let diff = TextDiff::from_lines(&before, &after);
        Ok(ui.text(&diff.unified_diff().header(old, &name).to_string())?)
    }

    fn say(&self, [created, changed]: [&str; 2], ui: &mut Ui) -> anyhow::Result<()> {
        let name = self.path.display().to_string();
        let name = visible(&name);
        match &self.what {
            What::Create(_) => writeln!(ui.out(), "{created} {name}")?,
            What::Change { .. } => writeln!(ui.out(), "{changed} {name}")?,
            What::Present => writeln!(ui.out(), "nothing to do in {name}: it is already there")?,
            What::Leave { note, text } => {
                writeln!(ui.out(), "left {name} unchanged{}:", visible(note))?;
                ui.text(&format!("\n{}\n", indented(text, 4)))?;
            }
        }
        Ok(())
    }
}

/// The state of a file, unless a link on the way leads out of the repository.
fn existing(path: &Path, project: &Project) -> Existing {
    if matches!(inside(path, project.root()), Err(ReadError::Outside)) {
        return Existing::Outside;
    }
    match read_text(path, MAX_SIZE) {
        Ok(text) => Existing::Text(text),
        Err(ReadError::Io(error))
            if error.kind() == io::ErrorKind::NotFound && path.symlink_metadata().is_err() =>
        {
            Existing::Nothing
        }
        Err(error) => Existing::Unreadable(error.to_string().lines().next().unwrap_or_default().to_owned()),
    }
}
