//! Which text and which file the arguments of `log` mean.

use crate::cli::support::problem::Problem;
use crate::cli::{Ui, command};
use anyhow::bail;
use postmortem::collection::{Error, Refused, for_each_of};
use postmortem::document::Document;
use postmortem::model::{Settings, Status};
use postmortem::project::{self, File, Project};
use postmortem::source::Source;
use postmortem::wording::{did_you_mean, list, nearest, quoted};
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// More names than this do not help.
const MOST_NAMES: usize = 10;

/// What the arguments mean.
pub(super) struct Meant {
    pub(super) text: Option<String>,
    /// `None` if no argument says it.
    pub(super) file: Option<PathBuf>,
}

/// Distinguishes the text from the file, whose name must never become an event. After `--` the argument is a text.
pub(super) fn meant(
    text: Option<String>,
    file: Option<PathBuf>,
    has_milestone: bool,
    project: &mut Project,
) -> anyhow::Result<Meant> {
    let Some(text) = text else { return Ok(Meant { text: None, file: None }) };
    if !Ui::has_separator() {
        check_is_no_option(&text)?;
        // With a milestone an entry needs no text.
        let may_be_file = has_milestone && file.is_none();
        if let Some(file) = named_by_text(&text, may_be_file, project)? {
            return Ok(Meant { text: None, file: Some(file) });
        }
        check_is_no_path(&text)?;
        if file.is_none()
            && let Some(file) = part_by_text(&text, may_be_file, project)?
        {
            return Ok(Meant { text: None, file: Some(file) });
        }
    }
    let file = file.map(|file| incident(file, project)).transpose()?;
    Ok(Meant { text: Some(text), file })
}

/// A text may begin with `-`, but a misspelt option must not become one.
fn check_is_no_option(text: &str) -> anyhow::Result<()> {
    let is_word = text.starts_with('-') && !text.contains(char::is_whitespace);
    let is_option = is_word && text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic());
    if !is_option {
        return Ok(());
    }
    let log = command().find_subcommand("log").cloned().unwrap_or_default();
    let options: Vec<String> =
        log.get_arguments().filter_map(|arg| Some(format!("--{}", arg.get_long()?))).collect();
    let option = text.split('=').next().unwrap_or_default();
    let message = format!("there is no option `{option}`");
    let escape = format!("put `--` before a text that begins with `-`: postmortem log -- {text}");
    bail!(match nearest(option, options.iter().map(String::as_str)) {
        Some(meant) => Problem::new(message, did_you_mean(meant)).and_help(escape),
        None => Problem::new(message, escape),
    })
}

/// The incident file whose path, name or id is the whole text.
fn named_by_text(text: &str, may_be_file: bool, project: &mut Project) -> anyhow::Result<Option<PathBuf>> {
    let (file, what) = if Path::new(text).is_file() {
        (PathBuf::from(text), "a file")
    } else if is_word(text) {
        let files = incidents(project)?;
        let named =
            with_name(text, &files).into_iter().next().map(|file| (file, "the name of an incident file"));
        let with_id = || with_id(text, &files, project).into_iter().next();
        let found = named.or_else(|| with_id().map(|file| (file, "the id of an incident")));
        let Some(found) = found else { return Ok(None) };
        found
    } else {
        return Ok(None);
    };
    if may_be_file {
        return Ok(Some(file));
    }
    bail!(Problem::new(
        format!("`{text}` is {what}, not the text of an entry"),
        format!("put the text before it: postmortem log TEXT {text}")
    ))
}

/// A mistyped path or an unknown id must not become an event.
fn check_is_no_path(text: &str) -> anyhow::Result<()> {
    let escape = format!("if it is the text of the entry, put `--` before it: postmortem log -- {text}");
    if Path::new(text).is_dir() {
        bail!(
            Problem::new(format!("`{text}` is a folder, not the text of an entry"), "name an incident file")
                .and_help(escape)
        );
    }
    let is_path = text.contains(['/', '\\']) && !text.contains("://");
    let ends_as_file = [".yaml", ".yml"].iter().any(|end| text.to_lowercase().ends_with(end));
    if is_word(text) && (is_path || ends_as_file) {
        bail!(Problem::new(format!("`{text}` does not exist"), escape));
    }
    let is_id = text.split_once('-').is_some_and(|(letters, digits)| {
        let is_all =
            |part: &str, is_one: fn(&u8) -> bool| !part.is_empty() && part.as_bytes().iter().all(is_one);
        is_all(letters, u8::is_ascii_alphabetic) && is_all(digits, u8::is_ascii_digit)
    });
    if is_id {
        bail!(Problem::new(format!("no incident has the id `{text}`"), escape));
    }
    Ok(())
}

/// The incident file whose name contains the text. Without a milestone it may also be the text of the entry.
fn part_by_text(text: &str, may_be_file: bool, project: &mut Project) -> anyhow::Result<Option<PathBuf>> {
    if !is_word(text) {
        return Ok(None);
    }
    let files = incidents(project)?;
    let found = if may_be_file { with_part(text, &files) } else { with_segment(text, &files) };
    match found.as_slice() {
        [] => Ok(None),
        [file] if may_be_file => Ok(Some(file.clone())),
        several if may_be_file => Err(ambiguous(text, several)),
        several => bail!(
            Problem::new(
                format!(
                    "`{text}` may be the text of an entry, or a part of a file's name: {}",
                    names(several)
                ),
                format!("if it is the file, put the text before it: postmortem log TEXT {text}")
            )
            .and_help(format!("if it is the text, put `--` before it: postmortem log -- {text}"))
        ),
    }
}

/// A single word, which may be a name.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && text != "-"
}

/// The incident file that an argument names: by its path, its id, or a part of its name.
fn incident(argument: PathBuf, project: &mut Project) -> anyhow::Result<PathBuf> {
    if argument.is_dir() {
        bail!(Problem::new(format!("`{}` is a folder", argument.display()), "name an incident file"));
    }
    if argument.is_file() {
        return Ok(argument);
    }
    if argument.exists() {
        return Err(Error::Special(argument).into());
    }
    let Some(name) = argument.to_str().filter(|_| argument.components().count() == 1) else {
        return Err(Error::Missing(argument).into());
    };
    let files = incidents(project)?;
    let mut found = with_name(name, &files);
    if found.is_empty() {
        found = with_id(name, &files, project);
    }
    if found.is_empty() {
        found = with_part(name, &files);
    }
    match found.as_slice() {
        [file] => Ok(file.clone()),
        [] => bail!(Problem::new(
            format!("there is no incident `{name}`"),
            "name its file, its id, or a part of the file's name; create one with `postmortem new`"
        )),
        several => Err(ambiguous(name, several)),
    }
}

fn ambiguous(name: &str, files: &[PathBuf]) -> anyhow::Error {
    Problem::new(
        format!("`{name}` is part of the names of {} files", files.len()),
        format!("name one of them: {}", names(files)),
    )
    .into()
}

/// The incident files of the working folder's configuration.
fn incidents(project: &mut Project) -> anyhow::Result<Vec<File>> {
    let paths = project.config().paths.clone();
    Ok(project.discover(&paths)?.files)
}

fn settings<'p>(file: &File, project: &'p Project) -> &'p Settings {
    &project.groups()[file.group].config.lint.settings
}

/// The files with this name, with or without the extension.
fn with_name(name: &str, files: &[File]) -> Vec<PathBuf> {
    let is_named = |path: &Path| file_name(path) == name || path.file_stem().is_some_and(|stem| stem == name);
    filtered(files, is_named)
}

/// The files whose name contains a text.
fn with_part(part: &str, files: &[File]) -> Vec<PathBuf> {
    let part = part.to_lowercase();
    filtered(files, |path| file_name(path).to_lowercase().contains(&part))
}

/// The files whose name contains a text as a whole word: `checkout` in `2024-05-30-checkout-down.yaml`.
fn with_segment(word: &str, files: &[File]) -> Vec<PathBuf> {
    let word = word.to_lowercase();
    let has_word = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        stem.split(|c: char| !c.is_alphanumeric()).any(|segment| segment == word)
    };
    filtered(files, has_word)
}

fn filtered(files: &[File], is_wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    files.iter().map(|file| &file.path).filter(|path| is_wanted(path)).cloned().collect()
}

/// The files with this id.
fn with_id(name: &str, files: &[File], project: &Project) -> Vec<PathBuf> {
    let has_id = |file: &File, source: Result<Source, Refused>| {
        // Most files do not contain the word, and searching for it is faster than reading them as incidents.
        let source = source.ok().filter(|source| source.text().contains(name))?;
        Document::read(&source, settings(file, project)).incident?.id.filter(|id| id == name)
    };
    let ids = for_each_of(files, has_id);
    files.iter().zip(ids).filter_map(|(file, id)| id.map(|_| file.path.clone())).collect()
}

fn file_name(file: &Path) -> Cow<'_, str> {
    file.file_name().unwrap_or_default().to_string_lossy()
}

fn names(files: &[PathBuf]) -> String {
    let shown = quoted(files.iter().take(MOST_NAMES).map(|file| file.display()));
    let more = files.len().saturating_sub(MOST_NAMES);
    let more = (more > 0).then(|| format!("{more} more"));
    list(shown.chain(more))
}

/// The file to use if none is named.
pub(super) fn draft(project: &mut Project) -> anyhow::Result<PathBuf> {
    let files = incidents(project)?;
    if files.is_empty() {
        return Err(project::Error::NothingFound(project.config().paths.clone()).into());
    }
    let states = for_each_of(&files, |file, source| state(source, settings(file, project)));
    let with = |state| {
        let chosen = files.iter().zip(&states).filter(move |(_, found)| **found == Some(state));
        chosen.map(|(file, _)| file.path.clone()).collect::<Vec<_>>()
    };
    let (drafts, unreadable) = (with(State::Draft), with(State::Unreadable));
    match (drafts.as_slice(), unreadable.as_slice()) {
        ([], []) => {
            bail!(Problem::new("no incident is a draft", "name a file, or create one with `postmortem new`"))
        }
        ([file], []) | ([], [file]) => Ok(file.clone()),
        _ => Err(several(&drafts, &unreadable)),
    }
}

/// Lists the candidates, and says how to name one.
fn several(drafts: &[PathBuf], unreadable: &[PathBuf]) -> anyhow::Error {
    let what = match (drafts.len(), unreadable.len()) {
        (several, 0) => format!("{several} files are drafts"),
        (0, several) => format!("{several} files cannot be read"),
        (some, others) => format!("{} files are drafts or cannot be read", some + others),
    };
    let mut problem = Problem::from(what);
    if !unreadable.is_empty() {
        problem = problem.and_help(format!("cannot be read: {}; see `postmortem lint`", names(unreadable)));
    }
    if let Some(first) = drafts.first() {
        // A text of several lines cannot be shown in one.
        let command = Some(Ui::command_with(first)).filter(|command| !command.contains('\n'));
        let command = command.unwrap_or_else(|| format!("postmortem log TEXT {}", first.display()));
        problem = problem
            .and_help(format!("drafts: {}", names(drafts)))
            .and_help(format!("name one of them: {command}"));
    }
    problem.into()
}

/// Why a file is a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Draft,
    Unreadable,
}

/// Whether a file is a candidate. One that cannot be read may be a draft.
fn state(source: Result<Source, Refused>, settings: &Settings) -> Option<State> {
    let Ok(source) = source else { return Some(State::Unreadable) };
    // Most files are finished reports, and scanning their lines is faster than reading them as incidents.
    if source.text().lines().any(is_later_status) {
        return None;
    }
    match Document::read(&source, settings).incident {
        None => Some(State::Unreadable),
        Some(incident) => (incident.status() == Status::Draft).then_some(State::Draft),
    }
}

fn is_later_status(line: &str) -> bool {
    let value = line.strip_prefix("status:").and_then(|value| value.split('#').next());
    value.is_some_and(|value| [Status::Review, Status::Final].map(Status::name).contains(&value.trim()))
}
