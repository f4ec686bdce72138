//! Tests of the whole: the public API and the built binary.

mod architecture;
mod config;
mod document;
mod document_faults;
mod examples;
mod formats;
mod generated;
mod lint_actions;
mod lint_cli;
mod lint_formats;
mod lint_language;
mod lint_levels;
mod lint_publication;
mod lint_rules;
mod lint_timeline;
mod new;
mod render_markdown;
mod rendering;
mod rule_docs;
mod rules;
mod schema;
mod support;
