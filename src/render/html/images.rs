//! Images of a report, embedded in its page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// How a page gets the image at a relative path: its bytes, if it may be shown.
#[derive(Clone, Copy)]
pub struct Images<'a>(&'a dyn Fn(&str) -> Option<Vec<u8>>);

/// The signatures of image formats, and their media types. A few letters that a text may also begin with are not
/// enough: a BMP image has four zero bytes after its size.
const KINDS: &[(&[Piece], &str)] = &[
    (&[(0, b"\x89PNG\r\n\x1a\n")], "image/png"),
    (&[(0, b"\xff\xd8\xff")], "image/jpeg"),
    (&[(0, b"GIF87a")], "image/gif"),
    (&[(0, b"GIF89a")], "image/gif"),
    (&[(0, b"RIFF"), (8, b"WEBPVP8")], "image/webp"),
    (&[(4, b"ftypavif")], "image/avif"),
    (&[(4, b"ftypavis")], "image/avif"),
    (&[(0, b"BM"), (6, b"\0\0\0\0")], "image/bmp"),
];
/// Bytes and where they are.
type Piece = (usize, &'static [u8]);
/// What may precede the root of an SVG image.
const PROLOGUE: &[(&str, &str)] = &[("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")];

impl<'a> Images<'a> {
    /// Calls the function for each image, with paths as written in the report.
    pub fn new(read: &'a dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        Images(read)
    }

    /// The image as a data URL; `None` for what cannot be read or is not an image.
    pub(super) fn embed(self, path: &str) -> Option<String> {
        let is_elsewhere = path.contains(':') || path.starts_with(['/', '\\', '#']);
        let bytes = (self.0)(path).filter(|_| !is_elsewhere)?;
        let kind = media_type(&bytes)?;
        Some(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
    }
}

impl fmt::Debug for Images<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Images")
    }
}

/// By content: a file's name says nothing about what a browser makes of it.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let has = |(at, piece): &Piece| bytes.get(*at..).is_some_and(|rest| rest.starts_with(piece));
    let known = KINDS.iter().find(|(pieces, _)| pieces.iter().all(has)).map(|(_, kind)| *kind);
    // As an image it runs nothing and loads nothing.
    known.or_else(|| is_svg(bytes).then_some("image/svg+xml"))
}

/// Whether this is an XML document with the root `svg`; an HTML page that contains such an element is not.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, end)) = PROLOGUE.iter().find(|(start, _)| rest.starts_with(start)) {
        // A document type can contain declarations of its own.
        let has_more = *end == ">" && rest.split_once(end).is_some_and(|(before, _)| before.contains('['));
        let end = if has_more { "]>" } else { end };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    let root = rest.strip_prefix("<svg");
    root.is_some_and(|after| after.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
}

#[cfg(test)]
mod tests {
    use super::media_type;

    /// A text that begins like an image would be embedded in a page, and shown as a broken image.
    #[test]
    fn an_image_is_known_by_its_whole_signature() {
        let kinds: &[(&[u8], Option<&str>)] = &[
            (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0", Some("image/png")),
            (b"\x89PNG is a text", None),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", Some("image/jpeg")),
            (b"GIF87a\x01", Some("image/gif")),
            (b"GIF89a\x01", Some("image/gif")),
            (b"GIF8 is old", None),
            (b"RIFF\x24\0\0\0WEBPVP8L", Some("image/webp")),
            (b"RIFF\x24\0\0\0WAVEfmt ", None),
            (b"\0\0\0\x20ftypavif", Some("image/avif")),
            (b"BM\x46\0\0\0\0\0\0\0\x36\0", Some("image/bmp")),
            (b"BMW is a text", None),
            (b"<svg/>", Some("image/svg+xml")),
            (
                b"<?xml version=\"1.0\"?>\n<!-- a -->\n<!DOCTYPE svg>\n<svg width=\"1\">",
                Some("image/svg+xml"),
            ),
            (b"<!DOCTYPE svg [<!ENTITY a \"b\">]>\n<svg>", Some("image/svg+xml")),
            (b"<html><svg></svg></html>", None),
            (b"token <svg", None),
            (b"<svgx>", None),
        ];
        for (bytes, kind) in kinds {
            assert_eq!(media_type(bytes), *kind, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
