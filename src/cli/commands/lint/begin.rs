//! Ways out of a wall of findings, for those who meet one: a first run over old reports.

use super::{Args, FailOn};
use crate::cli::Ui;
use postmortem::diagnostic::{Checked, Family, Level, RuleInfo};
use postmortem::document::rules::INVALID_YAML;
use postmortem::output::Results;
use postmortem::output::human::MANY;
use std::collections::BTreeMap;

/// Says where one can begin, if there are many findings.
pub(super) fn say(args: &Args, results: &Results, ui: &mut Ui) {
    let counts = results.counts();
    if counts.total() <= MANY {
        return;
    }
    let mut lines = vec![String::new()];
    lines.extend(unread(results));
    lines.push("too much at once? begin with one of these:".into());
    if counts.fixable > 0 && !args.fix {
        lines.push("  --fix             mend what can be mended; with --diff too, only show it".into());
    }
    if args.changed.is_none() {
        lines.push("  --changed REF     only files that differ from a branch, such as origin/main".into());
    }
    if results.baseline.is_none() {
        lines.push("  --baseline known.toml --write-baseline".into());
        lines.push("                    list these findings in a file; then only new ones count".into());
    }
    lines.push("  --fail-on never   tell everything, fail nothing".into());
    lines.push("read why a rule is there: `postmortem rules RULE`".into());
    if let Some((rule, fails)) = to_weigh(results, args.fail_on) {
        let level = if fails { args.fail_on.below() } else { Level::Off };
        lines.push("set a rule's level in postmortem.toml; [lint.final] is for final reports alone:".into());
        lines.push(format!("  [lint]\n  {} = \"{}\"", rule.name, level.name()));
        lines.push("say at the end of a line why a finding is right as it is:".into());
        lines.push(format!("  # postmortem: ignore[{}] reason", rule.name));
    }
    lines.push(format!("more: {}/blob/main/docs/ci.md", env!("CARGO_PKG_REPOSITORY")));
    ui.note(&lines.join("\n"));
}

/// Whoever mends such a file finds more in it than before.
fn unread(results: &Results) -> Option<String> {
    let is_broken = |file: &&Checked| file.diagnostics.iter().any(|found| found.rule == &INVALID_YAML);
    match results.checked.iter().filter(is_broken).count() {
        0 => None,
        1 => Some("1 file is not valid YAML: more can be found once it is".into()),
        files => Some(format!("{files} files are not valid YAML: more can be found once they are")),
    }
}

/// The rule that fails the build most often and can be a matter of opinion, which a fault of shape is not. Without one,
/// the most frequent of those that do not fail it; and which of both it is.
fn to_weigh(results: &Results, fail_on: FailOn) -> Option<(&'static RuleInfo, bool)> {
    let mut counts: BTreeMap<(bool, &str), (usize, &'static RuleInfo)> = BTreeMap::new();
    for (_, found) in results.findings().filter(|(_, found)| found.rule.family != Family::Document) {
        counts.entry((fail_on.fails(found.level), found.rule.name)).or_insert((0, found.rule)).0 += 1;
    }
    let most = counts.into_iter().max_by_key(|((fails, _), (count, _))| (*fails, *count));
    most.map(|((fails, _), (_, rule))| (rule, fails))
}
