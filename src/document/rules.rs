//! The rules of this layer: errors found while reading a file. They are errors in every status, because a file with
//! format errors can be neither checked nor rendered.

use crate::diagnostic::{Family, Level, Levels, RuleInfo};

macro_rules! rules {
    ($($(#[doc = $doc:literal])* $name:ident = $rule:literal, fixable: $fixable:literal;)*) => {
        $(
            $(#[doc = $doc])*
            pub static $name: RuleInfo = RuleInfo {
                name: $rule,
                family: Family::Document,
                levels: Levels::all(Level::Error),
                fixable: $fixable,
                page: include_str!(concat!("../../docs/rules/", $rule, ".md")),
            };
        )*

        /// All rules of this layer.
        pub static RULES: &[&RuleInfo] = &[$(&$name),*];
    };
}

rules! {
    /// The text is not YAML.
    INVALID_YAML = "invalid-yaml", fixable: true;
    /// The bytes are not UTF-8.
    NOT_UTF8 = "not-utf8", fixable: false;
    /// A ` #` cuts off an unquoted text.
    TEXT_CUT_BY_COMMENT = "text-cut-by-comment", fixable: true;
    /// A duplicate key in a mapping.
    DUPLICATE_KEY = "duplicate-key", fixable: false;
    /// An unknown key.
    UNKNOWN_FIELD = "unknown-field", fixable: true;
    /// A sequence where a text is expected, or the like.
    WRONG_TYPE = "wrong-type", fixable: true;
    /// A word that the field does not accept.
    INVALID_VALUE = "invalid-value", fixable: true;
    /// A required field is missing.
    MISSING_FIELD = "missing-field", fixable: false;
    /// More than one YAML document in a file.
    SEVERAL_DOCUMENTS = "several-documents", fixable: false;
    /// A schema version that this program does not read.
    UNSUPPORTED_SCHEMA = "unsupported-schema", fixable: false;
    /// A time that cannot be read.
    INVALID_TIME = "invalid-time", fixable: true;
    /// An unknown time zone, or only an abbreviation.
    UNKNOWN_TIMEZONE = "unknown-timezone", fixable: false;
    /// A local time that a clock change skips.
    NONEXISTENT_LOCAL_TIME = "nonexistent-local-time", fixable: false;
    /// A local time that a clock change repeats.
    AMBIGUOUS_LOCAL_TIME = "ambiguous-local-time", fixable: false;
    /// Nested, aliased or long beyond the limits.
    TOO_COMPLEX = "too-complex", fixable: false;
}
