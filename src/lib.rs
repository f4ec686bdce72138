//! Postmortems as code: one YAML file an incident, read with every fault located, linted and rendered.
//!
//! Data flows one way, and so do the imports:
//!
//! ```text
//! file ──source──▶ text ──document──▶ tree + Incident ──lint──▶ diagnostics ──output──▶ human, JSON, SARIF …
//!                                          │
//!                                          └──render──▶ context ──template──▶ Markdown
//! ```
//!
//! [`project`] says which configuration each file has. The library computes and never prints, reads the clock or the
//! environment; the command line is a module of the binary.

pub mod collection;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod lint;
pub mod model;
pub mod output;
pub mod project;
pub mod render;
mod secrets;
pub mod source;
