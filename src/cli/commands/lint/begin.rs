//! What to do about a wall of findings, for users with a first run over old reports.

use super::{Args, FailOn};
use crate::cli::Ui;
use postmortem::diagnostic::{Checked, Family, Level, RuleInfo};
use postmortem::document::rules::INVALID_YAML;
use postmortem::output::Results;
use postmortem::output::human::MANY;
use std::collections::BTreeMap;

/// Suggests where to start if there are many findings.
pub(super) fn say(args: &Args, results: &Results, ui: &mut Ui) {
    let counts = results.counts();
    if counts.total() <= MANY {
        return;
    }
    let mut lines = vec![String::new()];
    lines.extend(unread(results));
    lines.push("too many findings? start with one of these:".into());
    if counts.fixable > 0 && !args.fix {
        lines.push("  --fix             fix what can be fixed; with --diff, only show the changes".into());
    }
    if args.changed.is_none() {
        lines.push(
            "  --changed REF     check only files that differ from a branch, such as origin/main".into(),
        );
    }
    if results.baseline.is_none() {
        lines.push("  --baseline known.toml --write-baseline".into());
        lines.push("                    write these findings to a file; then only new ones count".into());
    }
    lines.push("  --fail-on never   report everything, never fail".into());
    lines.push("read what a rule is for: `postmortem rules RULE`".into());
    if let Some((rule, fails)) = to_weigh(results, args.fail_on) {
        let level = if fails { args.fail_on.below() } else { Level::Off };
        lines.push("set a rule's level in postmortem.toml, here only for final reports:".into());
        lines.push(format!("  [lint]\n  {} = \"{}\"", rule.name, level.name()));
        lines.push("ignore a finding with a comment at the end of its line:".into());
        lines.push(format!("  # postmortem: ignore[{}] reason", rule.name));
    }
    lines.push(format!("more: {}/blob/main/docs/ci.md", env!("CARGO_PKG_REPOSITORY")));
    ui.note(&lines.join("\n"));
}

/// A file that becomes readable has more findings than before.
fn unread(results: &Results) -> Option<String> {
    let is_broken = |file: &&Checked| file.diagnostics.iter().any(|found| found.rule == &INVALID_YAML);
    match results.checked.iter().filter(is_broken).count() {
        0 => None,
        1 => Some("1 file is not valid YAML: it may have more findings once it is".into()),
        files => Some(format!("{files} files are not valid YAML: they may have more findings once they are")),
    }
}

/// The rule that fails the build most often and is a matter of opinion, unlike a format error. Without one, the most
/// frequent rule that does not fail it; and which of the two it is.
fn to_weigh(results: &Results, fail_on: FailOn) -> Option<(&'static RuleInfo, bool)> {
    let mut counts: BTreeMap<(bool, &str), (usize, &'static RuleInfo)> = BTreeMap::new();
    for (_, found) in results.findings().filter(|(_, found)| found.rule.family != Family::Document) {
        counts.entry((fail_on.fails(found.level), found.rule.name)).or_insert((0, found.rule)).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|((fails, _), (count, _))| (*fails, *count));
    most.map(|((fails, _), (_, rule))| (rule, fails))
}
