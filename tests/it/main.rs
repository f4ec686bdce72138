//! Tests of the whole: the public API and the built binary.

// A test fails by panicking, its helpers too.
#![allow(clippy::unwrap_used)]

mod actions;
mod architecture;
mod ci_kit;
#[cfg(unix)]
mod complete;
mod config;
mod docs;
mod document;
mod done;
mod examples;
mod export;
mod generated;
mod import;
mod init;
mod lint;
mod list;
mod log;
mod new;
mod output;
#[cfg(target_os = "linux")]
mod outside;
mod project;
#[cfg(target_os = "linux")]
mod reading;
mod render;
mod rules;
#[cfg(unix)]
mod serve;
mod site;
mod statistics;
mod stats;
mod support;
