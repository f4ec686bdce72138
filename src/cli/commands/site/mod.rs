//! `postmortem site`: the history as a static site.

mod folder;
mod manifest;
mod page;

use crate::cli::commands::render::maker::Failure;
use crate::cli::support::filters::Filters;
use crate::cli::support::inputs::{self, has_stdin, name};
use crate::cli::support::problem::Problem;
use crate::cli::support::{args, complete};
use crate::cli::{Exit, Ui};
use anyhow::bail;
use clap_complete::engine::ArgValueCompleter;
use folder::{Folder, State};
use page::PageMaker;
use postmortem::render::{Engine, TemplateError};
use postmortem::views::site::{Site, SiteOptions, SiteSheets, Words};
use postmortem::wording::counted;
use std::collections::{BTreeMap, HashMap};
use std::io::Write;
use std::path::PathBuf;

/// Make a static site of all reports, with an index, search and a feed
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The folder can be served by any web server, or by GitHub or GitLab Pages; index.html can also be opened as a file.
Files of an earlier run that are not part of the site any more are removed; other files are never touched.

Examples:
  postmortem site -o public/
  postmortem site -o public/ --audience public --title \"Status of Example\" --base-url https://status.example.org/
  postmortem site -o public/ --status final --since 2024-01-01
  postmortem site -o public/ --check                   # in CI: is it up to date?

Exit codes:
  0  success
  1  --check found a file that is stale, missing or not part of the site any more
  2  failure: invalid arguments or configuration, other files in the folder, a template that fails,
     no file that can be read; with --strict, one that cannot be read")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// The folder of the site. Example: -o public/
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// The title of the site. Example: --title "Incidents at Example"
    #[arg(long, value_name = "TEXT", default_value = "Incident reports")]
    title: String,
    /// The address of the site, for the feed and canonical links. Example: --base-url https://status.example.org/
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// The template of the reports [default: the configuration's, else default]. Example: -t brief
    #[arg(short, long, value_name = "NAME|FILE", add = ArgValueCompleter::new(complete::templates))]
    template: Option<String>,
    /// Write nothing; fail if a file of the site is missing, stale or not part of it any more
    #[arg(long)]
    check: bool,
    /// Use a folder that contains other files, and replace those whose names the site needs
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    filters: Filters,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if has_stdin(&args.inputs.paths) {
        bail!(Problem::new("a site is made of files, and `-` is not a file", "name files or folders"));
    }
    let selected = args.filters.select_reports(&args.inputs, ui)?;
    if selected.fails() {
        return selected.finish(Exit::Failed, ui);
    }
    let mut options = SiteOptions::default();
    options.title.clone_from(&args.title);
    options.base_url = args.base_url.clone().unwrap_or_default();
    options.public = args.filters.is_public();
    let site = Site::new(&selected.records, &selected.severities, options);
    let folder = Folder::open(&args.output, site.paths(), args.force)?;
    let folder = if args.check { folder } else { folder.begin()? };
    let exit = match fill(args, &site, &folder, ui)? {
        0 => report(args, folder, ui)?,
        failed => {
            ui.finish()?;
            ui.note(&format!("{} could not be made: the site is not complete", counted(failed, "report")));
            Exit::Failed
        }
    };
    selected.finish(exit, ui)
}

/// Makes the files of a site; returns how many reports could not be made.
fn fill(args: &Args, site: &Site, folder: &Folder, ui: &mut Ui) -> anyhow::Result<usize> {
    let mut project = ui.project()?;
    let mut inputs = inputs::follow(&args.inputs.paths, &mut project)?;
    let change = args.filters.style(args.template.clone()).change(ui);
    let groups = inputs.groups().into_iter();
    let makers = groups.map(|group| Ok((group, PageMaker::new(&change(&project.groups()[group].config))?)));
    let makers = makers.collect::<Result<BTreeMap<_, _>, TemplateError>>()?;
    let sheets = SiteSheets::new(&Engine::new(change(project.config()).templates.as_deref())?)?;
    let made = ui.progress(|done| {
        inputs.read(done, |source, group| {
            let name = name(&source);
            let Some((path, view)) = site.report(&name) else { return Ok(None) };
            match makers[&group].put(source, path, &view, folder) {
                Err(Failure::Unread(error)) => Err(error),
                made => Ok(Some(made.map(|words| (name, words)))),
            }
        })
    });
    // Files that lead nowhere have been reported before.
    let (mut words, mut failed): (HashMap<String, Words>, usize) = (HashMap::new(), 0);
    for made in made.into_iter().flatten() {
        match made {
            Ok((name, of)) => _ = words.insert(name, of),
            Err(failure) => {
                failed += 1;
                say(failure, failed == 1, ui);
            }
        }
    }
    if failed == 0 {
        for file in site.files(&sheets, |name| words.get(name))? {
            folder.put(file.path, file.text);
        }
    }
    Ok(failed)
}

/// Reports why there is no report of a file. A template error is most often the same for all.
fn say(failure: Failure, is_first: bool, ui: &mut Ui) {
    match failure {
        Failure::Unread(error) => ui.error(&error.into()),
        Failure::Broken(checked) => ui.findings(&[*checked]),
        Failure::Template(error) if is_first => ui.error(&error.into()),
        Failure::Template(_) => {}
    }
}

/// Says what was done, or would be.
fn report(args: &Args, folder: Folder, ui: &mut Ui) -> anyhow::Result<Exit> {
    let states = folder.finish()?;
    if !args.check {
        let count = |state| states.iter().filter(|(_, found)| *found == state).count();
        let (written, removed) = (count(State::Missing) + count(State::Stale), count(State::Orphaned));
        let of = args.output.display();
        ui.note(&match (written, removed) {
            (0, 0) => format!("{of} is up to date"),
            (written, 0) => format!("Wrote {} to {of}", counted(written, "file")),
            (written, removed) => format!("Wrote {} to {of}, removed {removed}", counted(written, "file")),
        });
        return Ok(Exit::Done);
    }
    if states.is_empty() {
        return Ok(Exit::Done);
    }
    for (path, state) in states {
        let path = args.output.join(path);
        writeln!(ui.out(), "{}: {}", postmortem::output::visible(&path.display().to_string()), state.name())?;
    }
    ui.finish()?;
    ui.note(&format!("Update it: {}", Ui::command_without(&["--check"])));
    Ok(Exit::Findings)
}

/// The address of a site, with a slash at its end.
fn base_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"<>?#\\^`{|}".contains(c);
    match rest {
        Some(rest) if !rest.starts_with('/') && !rest.is_empty() && rest.chars().all(is_plain) => {
            Ok(format!("{}/", text.trim_end_matches('/')))
        }
        _ => Err("write the address of a folder: https://status.example.org/incidents/".to_owned()),
    }
}
