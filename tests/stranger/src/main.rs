//! Lints and renders a text with nothing but the library's public face. What stops compiling here stops compiling for
//! everybody who uses the library.

use postmortem::config::Templates;
use postmortem::diagnostic::Checked;
use postmortem::document::Document;
use postmortem::lint::{self, Exists};
use postmortem::output::human::Look;
use postmortem::output::{Results, human};
use postmortem::project::{CheckOptions, Choice, Project, Stream};
use postmortem::render::{Audience, Context, Engine, Options, Report};
use postmortem::source::Source;
use std::env;
use std::error::Error;
use std::io;

const TEXT: &str = "\
title: Checkout answers with errors
status: final
severity: SEV2
date: 2024-05-30
timezone: UTC
summary: See [the dashboard](images/gone.png).
timeline:
  - 10:15 Error rate above 5 %
  - 10:40 The rollback is complete
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut lint_options = lint::Options::default();
    let files = ["images/dashboard.png".to_owned()];
    lint_options.exists = Some(Exists::new(move |_, path| files.iter().any(|file| file == path)));

    let source = Source::new("checkout.yaml", TEXT);
    let document = Document::read(&source, &lint_options.settings);
    let diagnostics = lint::lint(&document, &lint_options, "2024-07-01T12:00:00Z".parse().ok());
    assert!(diagnostics.iter().any(|found| found.rule.name == "broken-link"));

    let (Some(incident), Some(resolved)) = (&document.incident, &document.resolved) else {
        return Err("the text is an incident".into());
    };
    let mut options = Options::default();
    options.audience = Audience::Public;
    let context = Context::new(&Report::new(incident, resolved, "checkout"), &options);
    let markdown = Engine::new(None)?.template("brief")?.render(&context)?;
    assert!(markdown.starts_with("# Checkout answers with errors\n"));
    println!("{markdown}");

    let mut project = Project::new(Choice::Defaults, Templates::Exist, &env::current_dir()?)?;
    let mut options = CheckOptions::default();
    options.stream = Some(Stream::new(Ok(source.clone()), None));
    let outcome = project.check(&[], options)?;
    assert_eq!(outcome.results.files, 1);

    let results = Results::new(vec![Checked { source: source.clone(), diagnostics }], 1);
    human::write(&results, &mut io::stdout(), Look::default())?;
    Ok(())
}
