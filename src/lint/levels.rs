//! The level of a rule's findings in a file: the rule's own level for the file's status, unless it is overridden.

use super::{Options, RULES, Rule};
use crate::diagnostic::{Level, RuleInfo};
use crate::model::Status;

/// The level of a rule of this layer in a status.
pub(super) fn level(rule: &Rule, status: Status, options: &Options) -> Level {
    let set = options.levels.get(&rule.info, status).or_else(|| (rule.level)(status, options));
    set.unwrap_or_else(|| own_level(&rule.info, status))
}

/// The level of any rule in a status.
pub(super) fn level_of(rule: &RuleInfo, status: Status, options: &Options) -> Level {
    match RULES.iter().find(|own| own.info.name == rule.name) {
        Some(rule) => level(rule, status, options),
        None => options.levels.get(rule, status).unwrap_or_else(|| own_level(rule, status)),
    }
}

fn own_level(rule: &RuleInfo, status: Status) -> Level {
    match status {
        Status::Draft => rule.levels.draft,
        Status::Review => rule.levels.review,
        Status::Final => rule.levels.r#final,
    }
}
