//! Tests of the whole: the public API and the built binary.

// A test fails by panicking, its helpers too.
#![allow(clippy::unwrap_used)]

mod append;
mod append_times;
mod architecture;
mod audience;
mod changed;
mod ci_kit;
mod collection_rules;
mod config;
mod document;
mod document_faults;
mod examples;
mod figure;
mod fix;
mod fix_names;
mod formats;
mod generated;
mod ignore;
mod lint_actions;
mod lint_cli;
mod lint_formats;
mod lint_language;
mod lint_levels;
mod lint_many;
mod lint_publication;
mod lint_rules;
mod lint_timeline;
mod log;
mod marked;
mod misuse;
mod new;
#[cfg(unix)]
mod new_questions;
mod old_forms;
mod readme;
mod render_cli;
mod render_hostile;
mod render_html;
mod render_markdown;
mod rendering;
#[cfg(unix)]
mod rerender;
mod rule_docs;
mod rules;
#[cfg(unix)]
mod running;
mod schema;
#[cfg(unix)]
mod serve;
mod support;
mod template_docs;
mod templates;
mod zones;
