//! Tests of the whole: the public API and the built binary.

mod architecture;
mod document;
mod document_faults;
mod lint_levels;
mod lint_rules;
mod lint_timeline;
mod rule_docs;
mod schema;
