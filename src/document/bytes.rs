//! From a file's bytes to its text.

use super::rules::{NOT_UTF8, TOO_COMPLEX};
use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{Source, Span};

/// The maximum file size, in bytes.
pub const MAX_SIZE: u64 = 16 * 1024 * 1024;

/// The text of a file under its name in messages.
///
/// # Errors
/// A `not-utf8` finding at the first byte that is not UTF-8, with the rest of the file read as far as possible.
pub fn source_from_bytes(name: String, bytes: Vec<u8>) -> Result<Source, Box<Checked>> {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Source::new(name, text)),
        Err(error) => error,
    };
    let bytes = error.as_bytes();
    let valid = error.utf8_error().valid_up_to();
    let wide = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let message = if wide {
        "the file is UTF-16, not UTF-8".to_owned()
    } else {
        format!("the byte 0x{:02X} is not UTF-8", bytes[valid])
    };
    let source = Source::new(name, String::from_utf8_lossy(bytes));
    // The replacement for the invalid byte is one character of three bytes.
    let span = Span::new(valid, valid + char::REPLACEMENT_CHARACTER.len_utf8());
    let help = "convert it to UTF-8";
    Err(Box::new(Checked { diagnostics: vec![Diagnostic::new(&NOT_UTF8, span, message).help(help)], source }))
}

/// The finding about a file that was not read because it is larger than [`MAX_SIZE`].
pub(crate) fn too_large(name: String) -> Checked {
    let message = format!("the file is larger than {} MiB", MAX_SIZE / 1024 / 1024);
    let help = "link to logs and dumps instead of including them in the report";
    let diagnostics = vec![Diagnostic::new(&TOO_COMPLEX, Span::default(), message).help(help)];
    Checked { source: Source::new(name, ""), diagnostics }
}
