//! How much a rule's findings weigh in a file: its own level for the file's status, unless somebody set another.

use super::Options;
use super::rules::completeness::names::{SEVERITY_MISSING, UNKNOWN_SEVERITY};
use crate::diagnostic::{Level, RuleInfo};
use crate::model::Status;

/// The level of a rule in a status.
pub(super) fn level(rule: &RuleInfo, status: Status, options: &Options) -> Level {
    options.levels.get(rule, status).unwrap_or_else(|| own_level(rule, status, options))
}

fn own_level(rule: &RuleInfo, status: Status, options: &Options) -> Level {
    // Who lists severities means to use them.
    let is_required = options.severities_listed && rule.name == SEVERITY_MISSING.info.name;
    // Without a scale of one's own, a name that is not in ours may well be right.
    let is_guess = !options.severities_listed && rule.name == UNKNOWN_SEVERITY.info.name;
    match status {
        _ if is_guess => Level::Warning,
        Status::Draft => rule.levels.draft,
        Status::Review | Status::Final if is_required => Level::Error,
        Status::Review => rule.levels.review,
        Status::Final => rule.levels.r#final,
    }
}
