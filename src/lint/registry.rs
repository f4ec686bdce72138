//! What a rule is, and the table of all rules of this layer.

use super::rules::actions::{dates, list, pending, state, vague, wording};
use super::rules::causes::{blame, hindsight, people, quantity, tone};
use super::rules::collection::{identity, recurrence};
use super::rules::completeness::{impact, names, placeholders, sections, times};
use super::rules::publication::{dated, exposure, late, links, markdown, repeated, secrets};
use super::rules::timeline::{coverage, day, daylight, future, milestones, order, stated, windows};
use super::{Findings, RuleContext};
use crate::diagnostic::RuleInfo;

/// A rule: what is known of it, and how it checks a file.
pub struct Rule {
    /// Name, family, levels, page.
    pub info: RuleInfo,
    /// Reports what it finds.
    pub check: fn(&RuleContext, &mut Findings),
}

/// Makes a rule: its static, its name, family and levels (draft, review, final), and the function that checks.
macro_rules! rule {
    ($static:ident = $name:literal, $family:ident, $draft:ident $review:ident $final:ident, $check:path) => {
        $crate::lint::registry::rule!($static = $name, $family, $draft $review $final, $check, fixable: false);
    };
    ($static:ident = $name:literal, $family:ident, $draft:ident $review:ident $final:ident, $check:path, fixable: $fixable:literal) => {
        #[doc = concat!("The rule `", $name, "`.")]
        pub(in crate::lint) static $static: $crate::lint::Rule = $crate::lint::Rule {
            info: $crate::diagnostic::RuleInfo {
                name: $name,
                family: $crate::diagnostic::Family::$family,
                levels: $crate::diagnostic::Levels::new(
                    $crate::diagnostic::Level::$draft,
                    $crate::diagnostic::Level::$review,
                    $crate::diagnostic::Level::$final,
                ),
                fixable: $fixable,
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $name, ".md")),
            },
            check: $check,
        };
    };
}
pub(super) use rule;

/// All rules of this layer, in the order in which they are listed.
pub static RULES: &[&Rule] = &[
    &sections::SUMMARY_MISSING,
    &names::SEVERITY_MISSING,
    &names::UNKNOWN_SEVERITY,
    &names::UNKNOWN_SERVICE,
    &impact::IMPACT_MISSING,
    &impact::IMPACT_UNQUANTIFIED,
    &sections::DETECTION_MISSING,
    &sections::TIMELINE_EMPTY,
    &times::ENTRY_WITHOUT_TIME,
    &sections::ROOT_CAUSE_MISSING,
    &sections::ACTIONS_EMPTY,
    &sections::LESSONS_MISSING,
    &sections::OWNER_MISSING,
    &times::DATE_MISSING,
    &times::ZONE_MISSING,
    &sections::PUBLISHED_MISSING,
    &placeholders::PLACEHOLDER_LEFT,
    &order::TIMELINE_OUT_OF_ORDER,
    &order::DUPLICATE_ENTRY,
    &milestones::MILESTONE_OUT_OF_ORDER,
    &milestones::MILESTONE_REPEATED,
    &milestones::MILESTONE_MISSING,
    &milestones::MILESTONE_WITHOUT_OCCURRENCE,
    &windows::WINDOW_REVERSED,
    &windows::WINDOWS_OVERLAP,
    &windows::MILESTONE_CONTRADICTS_WINDOW,
    &coverage::TIMELINE_GAP,
    &coverage::TIMELINE_STARTS_AT_DETECTION,
    &coverage::TIMELINE_ENDS_BEFORE_RESOLUTION,
    &future::TIME_IN_FUTURE,
    &day::DATE_CONTRADICTS_TIMELINE,
    &daylight::STANDARD_TIME_IN_SUMMER,
    &stated::DURATION_CONTRADICTS_PROSE,
    &coverage::EVENT_WITHOUT_EVIDENCE,
    &blame::HUMAN_ERROR_AS_CAUSE,
    &people::PERSON_IN_CAUSE,
    &hindsight::JUDGED_IN_HINDSIGHT,
    &tone::ANIMATED_LANGUAGE,
    &quantity::VAGUE_QUANTITY,
    &pending::ACTION_INCOMPLETE,
    &list::ACTION_WITH_SEVERAL_OWNERS,
    &vague::ACTION_VAGUE,
    &wording::ACTION_AIMS_AT_PEOPLE,
    &wording::ACTION_NOT_AN_ACTION,
    &pending::ACTION_OVERDUE,
    &dates::ACTION_DUE_LATE,
    &dates::ACTION_DONE_WITHOUT_DATE,
    &dates::ACTION_STATE_CONTRADICTION,
    &state::ACTION_STATE_IN_TEXT,
    &list::DUPLICATE_ACTION,
    &list::DUPLICATE_ACTION_ID,
    &list::FINAL_WITH_PROPOSED_ACTION,
    &list::TOO_MANY_ACTIONS,
    &late::PUBLISHED_LATE,
    &dated::FINAL_CALLED_DRAFT,
    &dated::RELATIVE_DATE,
    &repeated::REPEATED_SENTENCE,
    &markdown::HEADING_IN_FIELD,
    &markdown::IMAGE_WITHOUT_ALT,
    &links::BROKEN_LINK,
    &markdown::UNCLOSED_MARKUP,
    &secrets::SECRET_IN_TEXT,
    &exposure::PERSONAL_DATA_IN_PUBLIC,
    &exposure::FORBIDDEN_TERM,
    &identity::DUPLICATE_ID,
    &identity::UNKNOWN_RELATED,
    &recurrence::RECURRING_INCIDENT,
];
