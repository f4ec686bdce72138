//! Tests of the whole: the public API and the built binary.

mod architecture;
mod document;
mod document_faults;
mod examples;
mod lint_levels;
mod lint_rules;
mod lint_timeline;
mod render_markdown;
mod rule_docs;
mod schema;
mod support;
