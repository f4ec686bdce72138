//! What a rule is, and how one is made.

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
        $crate::lint::rule::rule!($static = $name, $family, $draft $review $final, $check, fixable: false);
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
