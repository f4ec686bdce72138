//! Help that fits the terminal. The argument parser wraps lines at words, but does not know their meaning: the command
//! of an example must still run when it is copied, and the text after an exit code is indented below itself.

use super::ui::columns;
use clap::error::ErrorKind;
use clap::{Command, Error};
use postmortem::output;

/// The longest line, however wide the terminal is.
pub(in crate::cli) const WIDEST: usize = 100;
/// The commands by what they are for.
const GROUPS: &[(&str, &[&str])] = &[
    ("Write", &["new", "log", "import", "done"]),
    ("Check", &["lint", "rules"]),
    ("Read", &["render", "serve", "list", "actions", "stats", "site", "export"]),
    ("Set up", &["init", "templates", "schema", "completions", "man", "help"]),
];
/// The indent of a command's continuation lines.
const STEP: &str = "    ";

/// Help laid out for the terminal; other errors unchanged.
pub(in crate::cli) fn fit(error: Error) -> Error {
    let kinds = [ErrorKind::DisplayHelp, ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand];
    if !kinds.contains(&error.kind()) {
        return error;
    }
    let mut command = crate::cli::command();
    // Only after this do subcommands know their full names.
    command.build();
    let width = columns().unwrap_or(WIDEST).min(WIDEST);
    lay_out(grouped(command, width), width).try_get_matches().err().unwrap_or(error)
}

/// The commands below headings, as a reader looks for them.
fn grouped(command: Command, width: usize) -> Command {
    let names = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect::<Vec<_>>();
    let longest = names.iter().map(String::len).max().unwrap_or_default();
    let styles = command.get_styles();
    let (header, literal) = (styles.get_header(), styles.get_literal());
    let row = |name: &&str| {
        let about = command.find_subcommand(name)?.get_about()?.to_string();
        let indent = longest + 4;
        let about = output::wrap(about.split(' '), indent, &" ".repeat(indent), "", width);
        Some(format!("  {literal}{name}{literal:#}{}  {about}\n", " ".repeat(longest - name.len())))
    };
    let group = |(heading, names): &(&str, &[&str])| {
        let rows: String = names.iter().filter_map(row).collect();
        format!("{header}{heading}:{header:#}\n{rows}\n")
    };
    let list: String = GROUPS.iter().map(group).collect();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").to_owned();
    let template =
        format!("{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{list}{{all-args}}{{after-help}}");
    // The list of the library would repeat them; without any, its usage would not name a command either.
    let hidden = |command: Command, name| command.mut_subcommand(name, |inner| inner.hide(true));
    names.into_iter().fold(command, hidden).override_usage(usage).help_template(template)
}

fn lay_out(command: Command, width: usize) -> Command {
    let after = command.get_after_help().map(|text| wrap(&text.to_string(), width));
    let mut command = match after {
        Some(after) => command.after_help(after),
        None => command,
    };
    let usage = command.render_usage().to_string();
    if usage.chars().count() > width {
        let line = usage.trim_start_matches("Usage: ").trim();
        command = command.override_usage(hang(line, "       ", "", width.saturating_sub("Usage: ".len())));
    }
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    names
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |inner| lay_out(inner, width)))
}

/// A text of paragraphs, examples and exit codes, each on its line.
fn wrap(text: &str, width: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let goes_on = |last: &str| match line.chars().next() {
            Some(' ') => line.starts_with("     "),
            Some(_) => !last.is_empty() && !last.starts_with(' '),
            None => false,
        };
        // The source also breaks long lines and paragraphs.
        match lines.last_mut() {
            Some(last) if goes_on(last) => last.extend([" ", line.trim()]),
            _ => lines.push(line.to_owned()),
        }
    }
    let wrapped = lines.iter().map(|line| match line.strip_prefix("  ") {
        _ if line.chars().count() <= width => line.clone(),
        Some(item) => match item.split_once("  ") {
            Some((code, text)) if code.chars().all(|c| c.is_ascii_digit()) => {
                hang(&format!("  {code}  {}", text.trim()), &" ".repeat(code.len() + 4), "", width)
            }
            Some((command, note)) if note.trim().starts_with('#') => {
                let note = hang(&format!("  {}", note.trim()), "  # ", "", width);
                format!("{note}\n{}", hang(&format!("  {command}"), STEP, " \\", width))
            }
            _ => hang(line, STEP, " \\", width),
        },
        None => hang(line, "", "", width),
    });
    wrapped.collect::<Vec<_>>().join("\n")
}

/// A line wrapped at spaces, continuation lines indented; each line except the last ends with a mark.
fn hang(line: &str, indent: &str, mark: &str, width: usize) -> String {
    let start = line.len() - line.trim_start().len();
    format!("{}{}", &line[..start], output::wrap(pieces(&line[start..]), start, indent, mark, width))
}

/// The parts of a line that stay whole: words, and quoted text.
fn pieces(line: &str) -> Vec<&str> {
    let mut quoted = false;
    line.split(|c: char| {
        quoted ^= c == '"';
        c == ' ' && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, wrap};

    /// A command in no group could not be found in `--help`.
    #[test]
    fn every_command_is_in_one_group() {
        let mut command = crate::cli::command();
        command.build();
        let mut grouped: Vec<_> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let mut names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
        grouped.sort_unstable();
        names.sort_unstable();
        assert_eq!(grouped, names);
    }

    /// An example copied from a narrow terminal must run, and an exit code must be easy to see.
    #[test]
    fn breaks_lines_as_their_kind_asks() {
        let text = "A sentence that is\nlonger than this.\n\nExamples:\n  postmortem log \"The rollback is complete\" --now\n  \
                    postmortem lint          # all the files that there are\n\nExit codes:\n  0  done\n  2  failure: invalid\n     arguments";
        let expected = "A sentence that is longer\nthan this.\n\nExamples:\n  postmortem log \\\n    \"The rollback is complete\" \\\n    --now\n  \
                        # all the files that there\n  # are\n  postmortem lint\n\nExit codes:\n  0  done\n  2  failure: invalid\n     arguments";
        assert_eq!(wrap(text, 28), expected);
    }
}
