//! Escapes and line breaks in quotes can hide a secret that readers of the report see: `"gh\x70_…"`.

use super::{Secret, length};
use std::borrow::Cow;

/// A decoded text, and where it differs from its source.
struct Read<'t> {
    text: Cow<'t, str>,
    /// Offsets in value and source, from each of which on the two run in parallel.
    steps: Vec<(usize, usize)>,
}

/// The secrets of a text, including those that its escapes hide.
pub(crate) fn find(text: &str) -> Vec<Secret> {
    if !text.contains('\\') {
        return super::find_plain(text);
    }
    let read = unescape(text);
    let mut found = super::find_plain(&read.text);
    for secret in &mut found {
        let last = read.text[..secret.bytes.end].char_indices().next_back();
        let (last, c) = last.map_or((0, ' '), |(at, c)| (read.written(at), c));
        // The last character may be written as an escape.
        let length = escape(&text[last..]).map_or(c.len_utf8(), |(_, length)| length);
        secret.bytes = read.written(secret.bytes.start)..last + length;
    }
    found
}

impl Read<'_> {
    fn written(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|(read, _)| *read <= at);
        step.checked_sub(1).map_or(at, |step| at - self.steps[step].0 + self.steps[step].1)
    }
}

fn unescape(text: &str) -> Read<'_> {
    let (mut read, mut steps, mut at) = (String::with_capacity(text.len()), Vec::new(), 0);
    while let Some(found) = text[at..].find('\\') {
        let start = at + found;
        read.push_str(&text[at..start]);
        let Some((c, length)) = escape(&text[start..]) else {
            read.push('\\');
            at = start + 1;
            continue;
        };
        read.extend(c);
        at = start + length;
        if let Some(c) = c {
            // The first byte of the character is where the escape begins.
            steps.push((read.len() - c.len_utf8(), start));
        }
        steps.push((read.len(), at));
    }
    if steps.is_empty() {
        return Read { text: Cow::Borrowed(text), steps };
    }
    read.push_str(&text[at..]);
    Read { text: Cow::Owned(read), steps }
}

/// The character of an escape at the start of a text, and its length in bytes. An escaped line break gives no
/// character.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&b'\\') {
        return None;
    }
    let digits = match bytes.get(1)? {
        b'x' => 2,
        b'u' => 4,
        b'U' => 8,
        b'/' => return Some((Some('/'), 2)),
        b'\n' | b'\r' => return Some((None, 1 + length(bytes, 1, |b| b.is_ascii_whitespace()))),
        _ => return None,
    };
    let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    Some((Some(char::from_u32(code)?), 2 + digits))
}
