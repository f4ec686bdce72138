//! Help that fits the terminal. The argument parser wraps lines at words, but does not know their meaning: the command
//! of an example must still run when it is copied, and the text after an exit code is indented below itself.

use super::ui::columns;
use clap::error::ErrorKind;
use clap::{Command, Error};
use postmortem::output;

/// The longest line, however wide the terminal is.
pub(in crate::cli) const WIDEST: usize = 100;
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
    lay_out(command, columns().unwrap_or(WIDEST).min(WIDEST)).try_get_matches().err().unwrap_or(error)
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
    use super::wrap;

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
