//! Postmortems as code: one YAML file per incident, read with every format error located, linted and rendered.
//!
//! This is the library behind the `postmortem` command. A program of its own leaves the command's dependencies out:
//!
//! ```toml
//! [dependencies]
//! postmortem-cli = { version = "0.1", default-features = false }
//! ```
//!
//! # Lint a text
//!
//! A [`Source`](source::Source) is a text with the name that messages give it. Reading it never fails: what is wrong is
//! in the [`Document`](document::Document), and [`lint::lint`] adds what the rules find. Each
//! [`Diagnostic`](diagnostic::Diagnostic) has its rule, its level and a byte span, which the source turns into line and
//! column; [`output`] writes them as text, JSON, SARIF and more.
//!
//! ```
//! use postmortem::diagnostic::Checked;
//! use postmortem::document::Document;
//! use postmortem::lint::{self, Options};
//! use postmortem::output::{Results, concise, human::Look};
//! use postmortem::source::Source;
//!
//! let source = Source::new("checkout.yaml", "title: Checkout fails\nseverty: SEV2\n");
//! let options = Options::default();
//! let document = Document::read(&source, &options.settings);
//! let mut diagnostics = lint::lint(&document, &options, None);
//! diagnostics.retain(|found| found.rule.name == "unknown-field");
//!
//! let results = Results::new(vec![Checked { source, diagnostics }], 1);
//! let mut text = Vec::new();
//! concise::write(&results, &mut text, Look::default())?;
//! assert_eq!(
//!     String::from_utf8_lossy(&text),
//!     "checkout.yaml:2:1: error[unknown-field] [*] there is no field `severty` here\n",
//! );
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # Render a text
//!
//! A report is made only of a document without format errors: it would lack a part. The template is compiled once and
//! renders any number of incidents; [`Engine::page`](render::Engine::page) makes pages of HTML.
//!
//! ```
//! use postmortem::document::Document;
//! use postmortem::model::Settings;
//! use postmortem::render::{Context, Engine, Options, Report};
//! use postmortem::source::Source;
//!
//! let source = Source::new("checkout.yaml", "title: Checkout fails\nsummary: The cache was full.\n");
//! let document = Document::read(&source, &Settings::default());
//! assert_eq!(document.format_errors().count(), 0);
//!
//! let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
//!     unreachable!("a document without format errors has an incident");
//! };
//! let context = Context::new(&Report::new(incident, resolved, "checkout"), &Options::default());
//! let template = Engine::new(None)?.template("default")?;
//! let markdown = template.render(&context)?;
//! assert!(markdown.starts_with("# Checkout fails\n"));
//! # Ok::<(), postmortem::render::TemplateError>(())
//! ```
//!
//! # Find your way
//!
//! Data flows one way, and so do the imports:
//!
//! ```text
//! file ──source──▶ text ──document──▶ tree + Incident ──lint──▶ diagnostics ──output──▶ human, JSON, SARIF …
//!                                          │
//!                                          ├──render──▶ context ──template──▶ Markdown, HTML
//!                                          └──collection──▶ records ──views──▶ list, actions
//! report.md ──import──▶ text of an incident file + what was placed, guessed and left
//! ```
//!
//! | to | see |
//! | :-- | :-- |
//! | read the fields of an incident, and the times and metrics that follow from them | [`model`] |
//! | find a field's place in the text, or add a timeline entry | [`document`] |
//! | list the rules, change their levels, or apply fixes | [`lint`] |
//! | write findings in a format, or compare them with a baseline | [`output`] |
//! | use templates of your own | [`render`] |
//! | make incident files of old reports | [`import`] |
//! | find the incident files in a folder, and compare them | [`collection`] |
//! | read `postmortem.toml`, and know which one counts for a file | [`config`], [`project`] |
//! | read many incidents in full, one after the other, or make tables of them | [`project::Project::visit`], [`views::export`] |
//! | check all files of a project, with its configurations, fixes and baseline | [`project`] |
//! | list many incidents, or their actions | [`views`], with [`project::Project::records`] |
//! | read what a tracker exports, and compare it with actions | [`tickets`], [`views::tickets`] |
//!
//! The library computes. It never prints, reads the clock or the environment: the time is an argument, and without it
//! rules about deadlines find nothing. Only [`source`], [`collection`], [`config`], [`project`] and a
//! [`render::Engine`] with templates of your own read files. The command line is a module of the binary.

pub mod collection;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod import;
pub mod lint;
mod markdown;
pub mod model;
pub mod output;
pub mod project;
pub mod render;
mod secrets;
pub mod source;
pub mod statistics;
pub mod tickets;
pub mod views;
pub mod wording;
