//! What `log` and `import --into` share: they add to a file that other programs may change at the same time.

use super::files::Locked;
use super::problem::Problem;
use crate::cli::Ui;
use anyhow::bail;
use postmortem::collection::{Refused, read};
use postmortem::diagnostic::Checked;
use postmortem::document::AppendError;
use postmortem::model::Status;
use postmortem::source::Source;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// An editor that keeps saving must not keep the run from finishing.
const MOST_TRIES: usize = 100;

/// How long an editor takes to write a file, at most: a file that cannot be read may be half written.
const SAVING: Duration = Duration::from_millis(50);

/// What is added to a file: its new text, unless it stays the same.
pub(crate) struct Added<T> {
    pub(crate) text: Option<String>,
    pub(crate) what: T,
}

/// Adds to the current text of a file. `None` if it cannot be read: that is reported.
pub(crate) fn add<T>(
    file: &Path,
    ui: &mut Ui,
    addition: impl Fn(&Source) -> anyhow::Result<Result<Added<T>, AppendError>>,
) -> anyhow::Result<Option<T>> {
    for _ in 0..MOST_TRIES {
        let locked = Locked::new(file)?;
        let source = match read(file) {
            Ok(source) => source,
            Err(refused) => return say(refused, ui).map(|()| None),
        };
        let Added { text, what } = match addition(&source)? {
            Ok(added) => added,
            Err(error) => {
                thread::sleep(SAVING);
                if locked.has_changed(source.text()) {
                    continue;
                }
                return Err(
                    explain(error, source, ui).context(format!("nothing is added to `{}`", file.display()))
                );
            }
        };
        let Some(text) = text else { return Ok(Some(what)) };
        if let Some(warning) = locked.hard_link_warning() {
            ui.warning(warning);
        }
        if locked.replace(source.text(), &text)? {
            return Ok(Some(what));
        }
    }
    bail!(Problem::new(
        format!("nothing is added to `{}`: another program keeps changing it", file.display()),
        "stop that program, then try again"
    ))
}

/// Reports why there is no text.
pub(crate) fn say(refused: Refused, ui: &mut Ui) -> anyhow::Result<()> {
    match refused {
        Refused::Fault(checked) => ui.findings(&[*checked]),
        Refused::Error(error) => return Err(error.into()),
    }
    Ok(())
}

/// Says that a report that was added to is final.
pub(crate) fn warn_if_final(status: Status, ui: &mut Ui) {
    if status == Status::Final {
        ui.warning(Problem::new(
            "the report is final",
            "set its status to `review` if it must be reviewed again",
        ));
    }
}

/// Why nothing is added.
fn explain(error: AppendError, source: Source, ui: &mut Ui) -> anyhow::Error {
    match error {
        AppendError::Faulty(diagnostics) => {
            ui.findings(&[Checked { source, diagnostics }]);
            Problem::new("it has format errors", "fix the errors above first").into()
        }
        error => error.into(),
    }
}
