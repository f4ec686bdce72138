//! What a rule is, and the table of all rules of this layer.

use super::rules::completeness::severity;
use super::{File, Findings};
use crate::diagnostic::RuleInfo;

/// A rule: what is known of it, and how it checks a file.
pub struct Rule {
    /// Name, family, levels, page.
    pub info: RuleInfo,
    /// Reports what it finds.
    pub check: fn(&File, &mut Findings),
}

/// Makes a rule: `rule!(NAME = "rule-name", Family, Draft Review Final, check)`, with its levels and its page.
macro_rules! rule {
    ($static:ident = $name:literal, $family:ident, $draft:ident $review:ident $final:ident, $check:path) => {
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
                fixable: false,
                page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules/", $name, ".md")),
            },
            check: $check,
        };
    };
}
pub(super) use rule;

/// All rules of this layer, in the order in which they are listed.
pub static RULES: &[&Rule] = &[&severity::SEVERITY_MISSING, &severity::UNKNOWN_SEVERITY];
