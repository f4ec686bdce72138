//! What a rule is, and how to make one: everything about it is in its own file.

use super::prose::{List, Table};
use super::{Findings, Options, RuleContext};
use crate::collection::{Collection, Record};
use crate::diagnostic::{Level, RuleInfo};
use crate::model::Status;

/// A rule: its properties, and how it checks a file.
pub struct Rule {
    /// Name, family, levels, page.
    pub info: RuleInfo,
    /// Reports its findings.
    pub check: fn(&RuleContext, &mut Findings),
    /// Its word lists; the configuration affects the first one.
    pub(super) phrases: &'static [List],
    /// What can be configured, other than its level.
    pub(super) options: &'static [RuleOption],
    /// Findings that it makes redundant if it reports the same fault: the names of their rules.
    pub(super) supersedes: &'static [(Scope, &'static [&'static str])],
    /// Top-level fields that must be readable for it to report anything: an unreadable field is not missing.
    pub(super) requires: &'static [&'static str],
    /// A level that the options imply instead of its own; an explicit level of the rule takes precedence.
    pub(super) level: fn(Status, &Options) -> Option<Level>,
    /// For a rule across files, whether it may report something about a file whose text has been dropped.
    pub(super) concerns: fn(&Collection, &Record) -> bool,
    /// Whether the options request what it checks; else it does not run.
    pub(super) is_asked: fn(&Options) -> bool,
}

/// How close two findings must be to be about the same fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Anywhere in the file.
    File,
    /// In the same top-level field.
    Field,
    /// In the same item of that sequence.
    Element(&'static str),
    /// In the same value.
    Value,
}

/// An option of a rule in the configuration.
#[derive(Debug)]
pub struct RuleOption {
    /// Its key.
    pub key: &'static str,
    /// A sentence that describes it.
    pub about: &'static str,
    /// Its type, and where it is stored.
    pub value: OptionValue,
}

/// The type of a rule's option.
#[derive(Debug)]
pub enum OptionValue {
    /// A number from 1 on.
    Number(fn(&mut Options) -> &mut u32),
    /// Fields that an action must have: one of each list.
    ActionFields(fn(&mut Options) -> &mut Vec<Vec<String>>),
    /// Phrases in addition to those of the rule's word list.
    FurtherPhrases,
    /// Phrases instead of those of the rule's word list.
    OtherPhrases,
}

/// The options of a rule whose word list the configuration can extend and replace.
pub(super) const OF_WORD_LIST: &[RuleOption] = &[
    RuleOption {
        key: "extend",
        about: "Phrases to find in addition to the rule's own.",
        value: OptionValue::FurtherPhrases,
    },
    RuleOption {
        key: "words",
        about: "Phrases to find instead of the rule's own.",
        value: OptionValue::OtherPhrases,
    },
];

impl Rule {
    /// A rule without further properties.
    pub(super) const fn new(info: RuleInfo, check: fn(&RuleContext, &mut Findings)) -> Self {
        Rule {
            info,
            check,
            phrases: &[],
            options: &[],
            supersedes: &[],
            requires: &[],
            level: |_, _| None,
            concerns: |_, _| false,
            is_asked: |_| true,
        }
    }
}

/// Makes a rule: its static, its name, family and levels (draft, review, final), and its check function; then whether
/// it can offer a fix, and the fields of [`Rule`] that this one needs.
macro_rules! rule {
    ($static:ident = $name:literal, $family:ident, $draft:ident $review:ident $final:ident, $check:path, fixable: $fixable:literal $(, $field:ident: $value:expr)* $(,)?) => {
        #[doc = concat!("The rule `", $name, "`.")]
        pub(in crate::lint) static $static: $crate::lint::Rule = $crate::lint::Rule {
            $($field: $value,)*
            ..$crate::lint::Rule::new(
                $crate::diagnostic::RuleInfo {
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
                $check,
            )
        };
    };
    ($static:ident = $name:literal, $family:ident, $draft:ident $review:ident $final:ident, $check:path $(, $field:ident: $value:expr)* $(,)?) => {
        $crate::lint::rule::rule!($static = $name, $family, $draft $review $final, $check, fixable: false $(, $field: $value)*);
    };
}
pub(super) use rule;

/// The table of all word lists: the bit of each is its number.
pub(super) const fn table(rules: &[&Rule]) -> Table {
    let (mut table, mut bit, mut rule) = (Table::EMPTY, 1u32, 0);
    while rule < rules.len() {
        let (lists, mut list) = (rules[rule].phrases, 0);
        while list < lists.len() {
            assert!(bit != 0, "more word lists than a signature has bits");
            table = table.with(&lists[list], bit);
            bit <<= 1;
            list += 1;
        }
        rule += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{OptionValue, RuleOption};
    use crate::document::Document;
    use crate::document::rules::UNKNOWN_FIELD;
    use crate::lint::prose::{Kind, Phrases, Prose};
    use crate::lint::{Options, RULES, TABLE, options_of};
    use crate::model::Incident;
    use crate::source::Source;
    use std::collections::BTreeSet;

    /// A field that no incident has is never read, so the rule would report what could not be read.
    #[test]
    fn rules_require_fields_of_the_top_level() {
        for (rule, field) in
            RULES.iter().flat_map(|rule| rule.requires.iter().map(move |field| (rule, field)))
        {
            let source = Source::new("x", format!("{field}: 1\n"));
            let document = Document::read(&source, &Options::default().settings);
            let is_unknown = document.faults.iter().any(|fault| fault.rule == &UNKNOWN_FIELD);
            assert!(!is_unknown, "{} requires `{field}`", rule.info.name);
        }
    }

    /// The configuration finds an option by its key, and phrases only in a rule with word lists.
    #[test]
    fn options_are_unique_and_have_what_they_are_about() {
        for rule in RULES {
            let keys: BTreeSet<_> = rule.options.iter().map(|option| option.key).collect();
            assert_eq!(keys.len(), rule.options.len(), "{}", rule.info.name);
            assert!(!keys.contains("level"), "{}", rule.info.name);
            let is_of_phrases = |option: &RuleOption| {
                matches!(option.value, OptionValue::FurtherPhrases | OptionValue::OtherPhrases)
            };
            let is_extensible = rule.options.iter().any(is_of_phrases);
            assert!(!is_extensible || !rule.phrases.is_empty(), "{} has no word list", rule.info.name);
            assert!(std::ptr::eq(options_of(&rule.info), rule.options), "{}", rule.info.name);
        }
    }

    /// A list that a text's signature leaves out is not searched in it.
    #[test]
    fn every_phrase_is_in_the_signature_of_a_text_that_holds_it() {
        let may_be_in = |phrases: &Phrases, text: String| {
            let incident = Incident { summary: Some(text), ..Incident::default() };
            let prose = Prose::new(&incident, &TABLE);
            prose.texts(&[Kind::Summary]).all(|text| phrases.may_be_in(text))
        };
        for (index, list) in RULES.iter().flat_map(|rule| rule.phrases).enumerate() {
            let list = Phrases { list, bit: 1 << index, custom: None };
            for phrase in list.phrases() {
                let phrase = phrase.trim_start_matches('!');
                let beside_marks = [format!("So ({phrase})."), format!("It was—{phrase}?")];
                for text in [phrase.to_owned(), phrase.to_uppercase()].into_iter().chain(beside_marks) {
                    assert!(may_be_in(&list, text), "{phrase}");
                }
            }
            assert!(!may_be_in(&list, "Nine servers received traffic".to_owned()));
        }
    }
}
