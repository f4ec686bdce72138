//! Colours that are readable on a dark and on a light background. They only repeat what words say.

use super::Look;
use crate::diagnostic::Level;
use annotate_snippets::Renderer;
use annotate_snippets::renderer::{Ansi256Color, AnsiColor, Effects, Style};

/// For text that is not a level but stands out, such as a file's name.
pub(in crate::output) const BOLD: Style = Style::new().effects(Effects::BOLD);

const ERROR: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);

/// Every yellow of the sixteen colours is unreadable on white in some terminal; this ochre is the same in all.
const WARNING: Style = Ansi256Color(136).on_default().effects(Effects::BOLD);

/// The only blue of the sixteen that is readable on black.
const INFO: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);

/// The colour of a level's findings.
pub(in crate::output) fn of(level: Level) -> Style {
    match level {
        Level::Error => ERROR,
        Level::Warning => WARNING,
        Level::Info | Level::Off => INFO,
    }
}

/// A text in a style, if colour is used.
pub(in crate::output) fn paint(text: &str, style: Style, look: Look) -> String {
    if look.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Renders findings. The library's own green and cyan are unreadable on white.
pub(super) fn renderer(look: Look) -> Renderer {
    let renderer = if look.color { styled() } else { Renderer::plain() };
    renderer.hyperlink(look.links).term_width(look.width)
}

fn styled() -> Renderer {
    Renderer::styled()
        .error(ERROR)
        .warning(WARNING)
        .info(INFO)
        .note(BOLD)
        .help(BOLD)
        .emphasis(BOLD)
        .line_num(INFO)
        .context(INFO)
}
