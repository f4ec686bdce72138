//! Tests of the whole: the public API and the built binary.

// A test fails by panicking, its helpers too.
#![allow(clippy::unwrap_used)]

mod action_words;
mod append;
mod append_files;
mod append_times;
mod architecture;
mod audience;
mod baseline;
mod changed;
mod ci_kit;
mod collection_rules;
#[cfg(unix)]
mod complete;
mod config;
mod config_docs;
mod config_files;
mod document;
mod document_faults;
mod examples;
mod figure;
mod fix;
mod fix_dropped;
mod fix_names;
mod format_docs;
mod format_errors;
mod format_fields;
mod formats;
mod generated;
mod ignore;
mod import;
mod lint_actions;
mod lint_cli;
mod lint_formats;
mod lint_language;
mod lint_levels;
mod lint_many;
mod lint_output;
mod lint_publication;
mod lint_rules;
mod lint_stdin;
mod lint_timeline;
#[cfg(unix)]
mod lint_watch;
mod lint_widened;
mod lint_wordings;
mod log;
mod log_arguments;
#[cfg(unix)]
mod log_safety;
mod marked;
mod misuse;
mod new;
#[cfg(unix)]
mod new_questions;
mod old_forms;
#[cfg(target_os = "linux")]
mod outside;
mod pages;
mod projects;
#[cfg(target_os = "linux")]
mod reading;
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
mod secrets;
#[cfg(unix)]
mod serve;
mod stated_durations;
mod support;
mod template_docs;
mod template_faults;
mod templates;
mod zones;
