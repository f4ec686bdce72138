//! Colours that can be read on a dark ground and on a light one. They only repeat what words say.

use super::Look;
use crate::diagnostic::Level;
use annotate_snippets::Renderer;
use annotate_snippets::renderer::{Ansi256Color, AnsiColor, Effects, Style};

/// For what is no level: text that leads, such as a file's name.
pub(in crate::output) const BOLD: Style = Style::new().effects(Effects::BOLD);

const ERROR: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);

/// Every yellow of the sixteen colours vanishes on white somewhere; this ochre is the same in all terminals.
const WARNING: Style = Ansi256Color(136).on_default().effects(Effects::BOLD);

/// The only blue of the sixteen that does not vanish on black.
const INFO: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);

/// The colour of a level's findings.
pub(in crate::output) fn of(level: Level) -> Style {
    match level {
        Level::Error => ERROR,
        Level::Warning => WARNING,
        Level::Info | Level::Off => INFO,
    }
}

/// A text in a style, if there is colour.
pub(in crate::output) fn paint(text: &str, style: Style, look: Look) -> String {
    if look.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// What renders findings. The library's own green and cyan vanish on white.
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
