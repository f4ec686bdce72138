//! How the program talks: all that is printed, but for the questions of `new` and `init`, and what it asks the clock, the
//! environment and the terminal. Standard input is read where `-` is named.

use crate::cli::support::args::Global;
use crate::cli::support::problem::Problem;
use anstream::AutoStream;
use chrono::{DateTime, Utc};
use postmortem::config::Templates;
use postmortem::diagnostic::Checked;
use postmortem::output::human::{Look, write_findings};
use postmortem::output::{Repository, masked_text, visible, visible_lines};
use postmortem::project::{Choice, Project};
use postmortem::source::repository;
use std::borrow::{Borrow, Cow};
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, BufWriter, IsTerminal, Stderr, Stdout, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// The interface to the outside.
pub(crate) struct Ui {
    global: Global,
    out: BufWriter<Stdout>,
    color: bool,
    err: Stderr,
    err_color: bool,
}

impl Ui {
    pub(crate) fn new(global: Global) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let color = |auto: anstream::ColorChoice| match global.color {
            clap::ColorChoice::Always => true,
            clap::ColorChoice::Never => false,
            clap::ColorChoice::Auto => auto != anstream::ColorChoice::Never,
        };
        let (color, err_color) = (color(AutoStream::choice(&out)), color(AutoStream::choice(&err)));
        Ui { global, out: BufWriter::new(out), color, err, err_color }
    }

    /// The destination of data. Text from files must be made visible first.
    pub(crate) fn out(&mut self) -> &mut impl Write {
        &mut self.out
    }

    /// How findings look on standard output.
    pub(crate) fn look(&self) -> Look {
        look_on(&io::stdout(), self.color)
    }

    /// Writes a text whose bytes matter, such as a rendered report. On a terminal, hidden characters are made visible.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        let text = if io::stdout().is_terminal() { visible_lines(text) } else { text.into() };
        self.out.write_all(text.as_bytes()).map_err(|error| cannot_write(&error))
    }

    /// Finishes the output. A failed write must not look like success.
    pub(crate) fn finish(&mut self) -> io::Result<()> {
        self.out.flush().map_err(|error| cannot_write(&error))
    }

    /// Prints a note that is not data; not with `--quiet`.
    pub(crate) fn note(&mut self, text: &str) {
        if !self.global.quiet {
            // Nothing can be done about a closed standard error.
            let _ = writeln!(self.err, "{}", visible_lines(&masked_text(text)));
        }
    }

    /// Says what the user may have to act on, though the command did what was asked, also with `--quiet`.
    pub(crate) fn warning(&mut self, problem: impl Into<Problem>) {
        let text = problem.into().warning(self.err_look());
        let _ = self.err.write_all(text.as_bytes());
    }

    /// Prints why the command could not do what was asked.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        let text = Problem::of(error).error(self.err_look());
        let _ = (&self.err).write_all(text.as_bytes());
    }

    /// Prints findings that are not data: about the configuration, or a file that cannot be rendered.
    pub(crate) fn findings(&self, checked: &[impl Borrow<Checked>]) {
        let text = findings_text(checked, self.err_look());
        let _ = (&self.err).write_all(text.as_bytes());
    }

    fn err_look(&self) -> Look {
        look_on(&self.err, self.err_color)
    }

    /// The configuration of each file: the one from the arguments, or the nearest one.
    pub(crate) fn project(&self) -> anyhow::Result<Project> {
        self.project_with(Templates::Exist)
    }

    /// The same, but the template folder may be missing: `templates eject` creates it, and it may appear while files
    /// are watched.
    pub(crate) fn project_with(&self, templates: Templates) -> anyhow::Result<Project> {
        let choice = match &self.global.config {
            Some(path) => Choice::File(path.clone()),
            None if self.global.no_config => Choice::Defaults,
            None => Choice::Nearest,
        };
        Ok(Project::new(choice, templates, &env::current_dir().unwrap_or_default())?)
    }

    /// Whether the arguments say which configuration is read.
    pub(crate) fn configuration_is_chosen(&self) -> bool {
        self.global.config.is_some() || self.global.no_config
    }

    /// The current time: as given, else the clock's.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.global.now.unwrap_or_else(Utc::now)
    }

    /// The current time as given with `--now`, for output that must not change from day to day.
    pub(crate) fn given_now(&self) -> Option<DateTime<Utc>> {
        self.global.now
    }

    pub(crate) fn quiet(&self) -> bool {
        self.global.quiet
    }

    /// Does work on many files, and says on a terminal how far it is once that takes longer than a second. The work
    /// calls what it is given after each file, with the number of all files.
    pub(crate) fn progress<T>(&self, work: impl FnOnce(&(dyn Fn(usize) + Sync)) -> T) -> T {
        if self.global.quiet || !self.err.is_terminal() {
            return work(&|_| {});
        }
        let (done, total) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let (finished, waiting) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let shown = (&done, &total);
            scope.spawn(move || show_progress(&waiting, shown));
            let result = work(&|all| {
                total.store(all, Ordering::Relaxed);
                done.fetch_add(1, Ordering::Relaxed);
            });
            drop(finished);
            result
        })
    }

    /// Whether GitHub reads the output, and looks for annotations in it.
    pub(crate) fn is_github_actions() -> bool {
        env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true")
    }

    /// The repository of the working folder; outside a repository, that folder.
    pub(crate) fn repository() -> Repository {
        let working = env::current_dir().unwrap_or_default();
        Repository::new(Ui::repository_root().as_ref().unwrap_or(&working), &working)
    }

    /// The root of the repository that the working folder is in.
    pub(crate) fn repository_root() -> Option<PathBuf> {
        repository(&env::current_dir().ok()?).map(Path::to_path_buf)
    }

    /// The address of a file, for links in a terminal.
    pub(crate) fn address(file: &str) -> String {
        let path = env::current_dir().unwrap_or_default().join(file);
        let path = path.to_string_lossy();
        format!("file://{}", Ui::escaped(&path))
    }

    /// A path as addresses write it.
    pub(crate) fn escaped(path: &str) -> String {
        let encoded = |byte: u8| match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        path.bytes().map(encoded).collect()
    }

    /// Whether a user can answer questions.
    pub(crate) fn can_ask(&self) -> bool {
        let ci = env::var_os("CI").is_some_and(|value| value == "true" || value == "1");
        // A dumb terminal shows the codes that move the cursor.
        let is_dumb = env::var_os("TERM").is_some_and(|value| value == "dumb");
        !ci && !is_dumb && io::stdin().is_terminal() && self.err.is_terminal()
    }

    /// Whether messages have colours.
    pub(crate) fn paints_messages(&self) -> bool {
        self.err_color
    }

    /// The user's editor.
    pub(crate) fn editor() -> Option<String> {
        ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.trim().is_empty()))
    }

    /// The command line of this run without some of its flags, to be run again.
    pub(crate) fn command_without(flags: &[&str]) -> String {
        command_line(env::args_os().skip(1).filter(|arg| !flags.iter().any(|flag| arg == flag)))
    }

    /// Whether the command line has a `--`, after which nothing is an option.
    pub(crate) fn has_separator() -> bool {
        env::args_os().any(|arg| arg == "--")
    }

    /// The command line of this run with one more argument.
    pub(crate) fn command_with(arg: impl AsRef<OsStr>) -> String {
        command_line(env::args_os().skip(1).chain([arg.as_ref().to_owned()]))
    }
}

/// A command line as a shell reads it.
pub(crate) fn command_line(args: impl Iterator<Item = OsString>) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,@%+".contains(c);
    let quoted = |arg: OsString| match arg.to_string_lossy() {
        arg if !arg.is_empty() && arg.chars().all(is_plain) => arg.into_owned(),
        arg => format!("'{}'", arg.replace('\'', r"'\''")),
    };
    std::iter::once("postmortem".to_owned()).chain(args.map(quoted)).collect::<Vec<_>>().join(" ")
}

/// Findings as `lint` prints them for people.
pub(crate) fn findings_text(checked: &[impl Borrow<Checked>], look: Look) -> String {
    let mut text = Vec::new();
    for checked in checked {
        let _ = write_findings(std::slice::from_ref(checked.borrow()), &mut text, look);
    }
    String::from_utf8_lossy(&text).into_owned()
}

/// For a destination that is not a terminal.
pub(crate) fn plain_look() -> Look {
    let mut look = Look::default();
    look.width = 100;
    look
}

/// The system's error does not say what could not be written.
fn cannot_write(error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write to standard output: {error}"))
}

/// Prints help, or the error in the arguments.
pub(crate) fn usage(error: &clap::Error) {
    let hidden = |arg: OsString| matches!(visible(&arg.to_string_lossy()), Cow::Owned(_));
    // Nothing can be done about a closed output: help may be cut short by `| head`.
    let _ = if error.use_stderr() && env::args_os().any(hidden) {
        // The message repeats the argument unchanged.
        io::stderr().write_all(visible_lines(&error.to_string()).as_bytes())
    } else {
        error.print()
    };
}

/// Rewrites one line on standard error until the work is finished, then removes it.
fn show_progress(waiting: &Receiver<()>, (done, total): (&AtomicUsize, &AtomicUsize)) {
    let mut pause = Duration::from_secs(1);
    while waiting.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        let (done, total) = (done.load(Ordering::Relaxed), total.load(Ordering::Relaxed));
        let _ = write!(io::stderr(), "\r{done} of {total} files");
        pause = Duration::from_millis(100);
    }
    if pause.as_secs() == 0 {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
}

/// Whether the terminal is known to support links. Others would show the URL, or garbage.
fn look_on(stream: &impl IsTerminal, color: bool) -> Look {
    let mut look = Look::default();
    look.color = color;
    look.links = color && shows_links(stream);
    look.width = width();
    look.wraps = wraps(stream);
    look
}

fn shows_links(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && supports_hyperlinks::supports_hyperlinks()
}

/// Columns of the terminal; without one, a width that fits most screens.
fn width() -> usize {
    columns().map_or(Look::default().width, |columns| columns.max(40))
}

/// Columns, as the argument parser counts them: of the terminal, else from the environment.
pub(crate) fn columns() -> Option<usize> {
    let of_terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    of_terminal.or_else(named_columns).filter(|columns| *columns > 0)
}

fn named_columns() -> Option<usize> {
    env::var("COLUMNS").ok()?.parse().ok()
}

/// Whether lines must fit a width; in a file or a pipe they need not.
fn wraps(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() || named_columns().is_some()
}
