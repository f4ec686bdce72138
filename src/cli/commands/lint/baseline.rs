//! `--baseline FILE`: findings that the file lists are counted, not shown; `--write-baseline` writes the file.

use crate::cli::Ui;
use crate::cli::support::files;
use postmortem::output::Results;
use postmortem::output::baseline::Entry;
use postmortem::project::{BaselineChoice, BaselineUpdate, UsedBaseline};
use std::path::PathBuf;

/// Maximum number of stale entries that are named.
const NAMED: usize = 10;

/// Which findings are already known.
#[derive(Debug, clap::Args)]
pub(super) struct BaselineArgs {
    /// Count the findings that FILE lists, and show only new ones. Example: --baseline known.toml
    #[arg(long = "baseline", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Write the findings of this run to the baseline, replacing those of the same files
    #[arg(long = "write-baseline", conflicts_with = "diff")]
    pub(super) write: bool,
    /// Ignore the baseline, and show known findings too
    #[arg(long = "no-baseline", conflicts_with_all = ["file", "write"])]
    off: bool,
}

impl BaselineArgs {
    /// Where known findings are listed.
    pub(super) fn choice(&self) -> BaselineChoice {
        match &self.file {
            _ if self.off => BaselineChoice::Off,
            Some(file) => BaselineChoice::File(file.clone()),
            None => BaselineChoice::Configured,
        }
    }
}

/// Writes a baseline that is made anew.
pub(super) fn write(used: &UsedBaseline, ui: &mut Ui) -> anyhow::Result<()> {
    let Some(BaselineUpdate { text, known, added, removed, left_out, .. }) = &used.update else {
        return Ok(());
    };
    files::write(&used.file, text)?;
    let changes = format!("{added} added, {removed} removed");
    ui.note(&format!("Wrote {}; known findings: {known} ({changes})", used.file.display()));
    for name in left_out {
        ui.note(&format!(
            "`{name}` is not in the baseline: nothing else in it is checked until its error is fixed"
        ));
    }
    Ok(())
}

/// Reports stale entries.
pub(super) fn note_unmatched(used: &UsedBaseline, results: &Results, ui: &mut Ui) {
    let unmatched = &used.unmatched;
    if unmatched.is_empty() {
        return;
    }
    let mut lines = vec![match &unmatched[..] {
        [entry] if entry.count == 1 => "1 finding of the baseline no longer occurs:".to_owned(),
        all => {
            let count: u64 = all.iter().map(|entry| u64::from(entry.count)).sum();
            format!("{count} findings of the baseline no longer occur:")
        }
    }];
    let named = |Entry { path, rule, count, .. }: &Entry| match count {
        1 => format!("  {path}: {rule}"),
        count => format!("  {path}: {rule} ({count})"),
    };
    lines.extend(unmatched.iter().take(NAMED).map(named));
    if unmatched.len() > NAMED {
        lines.push(format!("  {} others", unmatched.len() - NAMED));
    }
    lines.push(if results.counts().total() == 0 {
        let them = if unmatched.len() == 1 { "it" } else { "them" };
        format!("remove {them} from the baseline: {}", Ui::command_with("--write-baseline"))
    } else {
        // Writing it would also make the new findings known.
        let lines = if unmatched.len() == 1 { "its line" } else { "their lines" };
        format!("remove {lines} from `{}`", used.file.display())
    });
    ui.note(&lines.join("\n"));
}
