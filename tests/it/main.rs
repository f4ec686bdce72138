//! Tests of the whole: the public API and the built binary.

mod architecture;
mod config;
mod document;
mod document_faults;
mod formats;
mod generated;
mod lint_cli;
mod new;
mod rules;
mod schema;
mod support;
