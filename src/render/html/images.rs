//! Pictures that a report shows, put into its page.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// How a page gets at the picture of a relative path: its bytes, if it may be shown.
#[derive(Clone, Copy)]
pub struct Images<'a>(&'a dyn Fn(&str) -> Option<Vec<u8>>);

/// What pictures begin with, and their media types.
const KINDS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
];

impl<'a> Images<'a> {
    /// Asks the function for each picture. It sees paths as they are written in the report.
    pub fn new(read: &'a dyn Fn(&str) -> Option<Vec<u8>>) -> Self {
        Images(read)
    }

    /// The picture as an address that holds it; `None` for what cannot be read or is no picture.
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

/// By the content: a file's name says nothing about what a browser makes of it.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    let known = KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, kind)| *kind);
    let webp = || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")).then_some("image/webp");
    let avif = || (bytes.get(4..12) == Some(b"ftypavif")).then_some("image/avif");
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    // As a picture it runs nothing and fetches nothing.
    let svg = || head.contains("<svg").then_some("image/svg+xml");
    known.or_else(webp).or_else(avif).or_else(svg)
}
