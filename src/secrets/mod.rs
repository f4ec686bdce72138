//! Finds secrets in a text: tokens by their vendors' formats, passwords and keys by their names.
//!
//! Rules report them, and outputs mask them, so this is a layer of its own. An error stops a build: what only looks
//! like a secret (a hash, an id, a placeholder) must not be reported.

mod escapes;
mod logins;
mod looks;
mod named;
mod tokens;

pub(crate) use escapes::find;

use std::borrow::Cow;
use std::ops::Range;

/// The rule that reports secrets. Outputs mask what it marks.
pub(crate) const RULE: &str = "secret-in-text";

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Secret {
    /// Where it is.
    pub(crate) bytes: Range<usize>,
    /// What it is, with its article: `a GitHub token`.
    pub(crate) what: &'static str,
}

/// What to do about a secret.
pub(crate) const HELP: &str = "revoke it first, then remove it; the history keeps what was pushed";

impl Secret {
    /// What a finding says.
    pub(crate) fn message(&self) -> String {
        format!("the text contains {}", self.what)
    }
}

type Found = Option<Secret>;

fn secret(bytes: Range<usize>, what: &'static str) -> Secret {
    Secret { bytes, what }
}

/// Pairs of bytes at which [`at_byte`] may recognise a secret, or the word that names it: nearly all places are passed
/// over at one look. A first byte and a second one are a pair if they have a bit in common.
static PAIRS: [[u8; 256]; 2] = {
    let mut pairs = [[0; 256]; 2];
    let mut byte = 0;
    loop {
        pairs[0][byte as usize] = match byte {
            b'_' | b':' | b'=' | b'J' => 1,
            b'-' | b'.' => 2,
            b'K' | b'k' => 4,
            b'B' | b'b' | b'Z' | b'z' => 8,
            b'C' | b'c' => 16,
            b'P' | b'p' => 32,
            b'W' | b'w' => 64,
            b'A' => 128,
            _ => 0,
        };
        pairs[1][byte as usize] = 1
            | if matches!(byte, b' ' | b'\n' | b'\r' | b'\t') { 0 } else { 2 }
            | if byte.is_ascii_hexdigit() { 4 } else { 0 }
            | if tokens::may_follow(b'A', byte) { 128 } else { 0 }
            | match byte.to_ascii_lowercase() {
                b'a' | b'e' => 8,
                b'r' => 16,
                b'h' | b'i' => 32,
                b'd' | b'o' => 64,
                _ => 0,
            };
        if byte == u8::MAX {
            break pairs;
        }
        byte += 1;
    }
};

/// How far it is to the next such pair.
fn to_next_pair(bytes: &[u8]) -> Option<usize> {
    let [first, second] = &PAIRS;
    bytes.windows(2).position(|pair| {
        let bits = first[pair[0] as usize];
        bits != 0 && bits & second[pair[1] as usize] != 0
    })
}

/// The secrets of a source text, in order; none overlaps another.
fn find_plain(text: &str) -> Vec<Secret> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(skipped) = to_next_pair(&bytes[at..]) {
        at += skipped;
        if let Some(secret) = at_byte(text, at) {
            // A name may precede its value, and a format may be recognised in the middle of its match.
            at = secret.bytes.end.max(at + 1);
            let partner =
                if secret.what == tokens::AWS { tokens::aws_secret_after(text, &secret.bytes) } else { None };
            for secret in std::iter::once(secret).chain(partner) {
                if secret.bytes.start >= end {
                    end = secret.bytes.end;
                    at = at.max(end);
                    found.push(secret);
                }
            }
        } else {
            at += 1;
        }
    }
    found
}

/// The secret recognised at a byte. Most positions are ruled out by the neighbouring bytes.
fn at_byte(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    match (bytes[at], next.to_ascii_lowercase()) {
        (b'-', b'-') if before != b'-' => {
            tokens::private_key(text, at).or_else(|| logins::in_command(text, at))
        }
        (b'-', _) if before.is_ascii_whitespace() => logins::in_command(text, at),
        (b'-', _) if !before.is_ascii_alphabetic() => None,
        (b'-' | b'.', b' ' | b'\n' | b'\r' | b'\t') => None,
        (b'_' | b'-', _) => tokens::around(text, at),
        (b'.', _) => {
            tokens::around(text, at).or_else(|| tokens::vault(text, at)).or_else(|| tokens::discord(text, at))
        }
        (b'A', _) => tokens::at(text, at),
        (b'J', _) => tokens::jwt(text, at),
        (b'K', b'0'..=b'9' | b'a'..=b'd' | b'f') => tokens::twilio(text, at),
        (b'K' | b'k', b'e') => tokens::twilio(text, at).or_else(|| named::by_key(text, at)),
        (b'B' | b'b', b'e' | b'a') => logins::in_header(text, at),
        (b'Z' | b'z', b'a') => logins::authorization(text, at),
        (b'C' | b'c', b'r') => named::by_secret(text, at),
        (b'P' | b'p', b'h') => named::by_phrase(text, at),
        (b'p', b'i') => tokens::databricks(text, at),
        (b'W' | b'w', b'o' | b'd') => named::by_password(text, at),
        (b':', b'/') if bytes[at..].starts_with(b"://") => logins::in_url(text, at + 3),
        (b':', b'a') => tokens::telegram(text, at).or_else(|| named::by_pass(text, at)),
        (b':' | b'=', _) => named::by_pass(text, at),
        _ => None,
    }
}

/// The text with some of its parts masked, given in order. Each byte offset keeps its line and its column.
pub(crate) fn mask<'t>(text: &'t str, parts: &[Range<usize>]) -> Cow<'t, str> {
    if parts.is_empty() {
        return Cow::Borrowed(text);
    }
    let (mut masked, mut at) = (String::with_capacity(text.len()), 0);
    for part in parts {
        let start = part.start.max(at);
        let end = part.end.max(start);
        masked.push_str(&text[at..start]);
        masked.extend(text[start..end].chars().map(mark));
        at = end;
    }
    masked.push_str(&text[at..]);
    Cow::Owned(masked)
}

/// A character of the same length that reveals nothing; white space and quotes keep the text's structure.
fn mark(c: char) -> char {
    match c.len_utf8() {
        1 if c.is_ascii_whitespace() || matches!(c, '"' | '\'') => c,
        1 => '*',
        2 => '·',
        3 => '•',
        _ => '🞄',
    }
}

/// No secret except a private key is longer; a limit for hostile texts, in which many begin and none ends.
const LONGEST: usize = 4096;

/// How many bytes of a kind follow from here on.
fn length(bytes: &[u8], start: usize, is_kind: impl Fn(u8) -> bool) -> usize {
    bytes.get(start..).unwrap_or_default().iter().take(LONGEST).take_while(|b| is_kind(**b)).count()
}

/// Whether a word begins here.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| !(bytes[before].is_ascii_alphanumeric() || bytes[before] == b'_'))
}

/// Whether a word is here, in any case.
fn is_at(bytes: &[u8], at: usize, word: &str) -> bool {
    bytes.get(at..at + word.len()).is_some_and(|there| there.eq_ignore_ascii_case(word.as_bytes()))
}

/// Whether a word ends here, in any case.
fn ends_at(bytes: &[u8], end: usize, word: &str) -> bool {
    end.checked_sub(word.len()).is_some_and(|start| is_at(bytes, start, word))
}
