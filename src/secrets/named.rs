//! Values that the word before them names as secret: `DB_PASSWORD=…`, `api key: …`, `the password was …`.

use super::{Found, LONGEST, begins_word, ends_at, is_at, length, looks, secret, tokens};
use std::ops::Range;

/// How a value is connected to its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// `=`, `:`, or the argument of a flag.
    Assigned,
    /// `is`, `was` and the like.
    Stated,
    /// Only a space or a quote.
    Beside,
}

/// The kind of secret that a name suggests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What people invent: short, and rarely random.
    Password,
    /// What machines generate.
    Token,
    /// The same, if the name leaves no doubt: `api key`, `auth token`.
    Key,
    /// The same, if the name may be that of anything: `key`.
    Anything,
}

/// Words that make the `key` after them a credential.
const OPENING: &[&str] = &[
    "api",
    "access",
    "secret",
    "private",
    "auth",
    "account",
    "app",
    "application",
    "master",
    "signing",
    "encryption",
    "shared",
    "storage",
    "subscription",
    "deploy",
    "integration",
    "routing",
    "license",
    "root",
    "admin",
];

/// Words that make the `token` after them a page token, or no token at all.
const HARMLESS: &[&str] = &[
    "next",
    "page",
    "pagination",
    "continuation",
    "cursor",
    "resume",
    "sync",
    "idempotency",
    "max",
    "cancellation",
    "cancel",
    "csrf",
    "xsrf",
];

/// `password`, `passwd`, `pwd`, and the German `Passwort`, at their `w`.
pub(super) fn by_password(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let end = if ends_at(bytes, at, "pass") {
        ["word", "wd", "wort"].iter().find(|rest| is_at(bytes, at, rest)).map(|rest| at + rest.len())?
    } else if ends_at(bytes, at, "p") && is_at(bytes, at, "wd") {
        at + 2
    } else {
        return None;
    };
    value(text, end, Kind::Password, "a password")
}

/// `secret`, at its `c`.
pub(super) fn by_secret(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    if !(ends_at(bytes, at, "se") && is_at(bytes, at, "cret")) {
        return None;
    }
    value(text, at + 4, Kind::Token, "a secret")
}

/// `token` and `api_key`, at their `k`.
pub(super) fn by_key(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    if ends_at(bytes, at, "to") && is_at(bytes, at, "ken") {
        let follows = |words: &[&str]| words.iter().any(|word| word_before(bytes, at - 2, word));
        let kind = if follows(&["auth", "api", "access"]) { Kind::Key } else { Kind::Token };
        return value(text, at + 3, kind, "a token").filter(|_| !follows(HARMLESS));
    }
    if !is_at(bytes, at, "key") {
        return None;
    }
    let is_opening = OPENING.iter().any(|word| word_before(bytes, at, word));
    let end = at + 3 + if is_at(bytes, at + 3, "_base") { 5 } else { 0 };
    let kind = if is_opening { Kind::Key } else { Kind::Anything };
    value(text, end, kind, "a key").filter(|_| is_opening || begins_word(bytes, at))
}

/// `passphrase`, at the `p` of its second part.
pub(super) fn by_phrase(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let is_name = ends_at(bytes, at, "pass") && is_at(bytes, at, "phrase");
    if is_name { value(text, at + "phrase".len(), Kind::Password, "a password") } else { None }
}

/// `pass`, `_auth` and an Azure signature, at the `:` or `=` after them.
pub(super) fn by_pass(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    if at == 0 || !b"sShHgG\"'\\ ".contains(&bytes[at - 1]) {
        return None;
    }
    let name = text[..at].trim_end_matches(['"', '\'', '\\', ' ']).len();
    if ends_at(bytes, name, "pass") {
        return value(text, name, Kind::Password, "a password");
    }
    let is_auth = ends_at(bytes, name, "_auth") && bytes[at] == b'=';
    let is_signature = ends_at(bytes, name, "sig") && begins_word(bytes, name - 3) && bytes[at] == b'=';
    if !(is_auth || is_signature) {
        return None;
    }
    let what = if is_auth { "a login" } else { "a signature of Azure" };
    value(text, name, Kind::Token, what).filter(|found| found.bytes.len() >= if is_auth { 12 } else { 40 })
}

/// Whether the name that ends here is a URL parameter, `?token=`: what signs a URL is often short.
fn is_query(text: &str, name_end: usize) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    text[name_end..].starts_with('=') && text[..name_end].trim_end_matches(is_name).ends_with(['?', '&'])
}

/// Whether a word is before a position, with at most one separator between.
fn word_before(bytes: &[u8], at: usize, word: &str) -> bool {
    let is_separator = at > 0 && matches!(bytes[at - 1], b'_' | b'-' | b' ' | b'.');
    ends_at(bytes, at - usize::from(is_separator), word)
}

/// The value of the name that ends here.
fn value(text: &str, name_end: usize, kind: Kind, what: &'static str) -> Found {
    let bytes = text.as_bytes();
    // Most names are words of prose, or the first part of another name.
    let next = *bytes.get(name_end)?;
    if next.is_ascii_alphanumeric() || matches!(next, b'_' | b'-' | b'.' | b',' | b'/') {
        return None;
    }
    let (tie, from) = tie(text, name_end)?;
    let (bytes, is_quoted) = extent(text, from);
    if let Some(token) = tokens::at(text, bytes.start) {
        return Some(token);
    }
    let word = &text[bytes.clone()];
    let is_secret = match (kind, tie) {
        (Kind::Password, Tie::Assigned) => looks::is_password(word),
        (Kind::Password, Tie::Stated) => looks::is_password(word) && !ends_sentence_as_word(word),
        (Kind::Password, Tie::Beside) => {
            looks::is_password(word) && (is_quoted || (word.len() >= 8 && !looks::is_name(word)))
        }
        (Kind::Key, Tie::Assigned) => looks::is_token(word, 12) || looks::is_uuid(word),
        (Kind::Token, Tie::Assigned) => looks::is_token(word, if is_query(text, name_end) { 8 } else { 12 }),
        (Kind::Key | Kind::Token, Tie::Stated) => looks::is_token(word, 16),
        // A hash of 40 digits is a commit.
        (Kind::Key, Tie::Beside) if word.len() == 32 => looks::is_token(word, 32),
        (Kind::Anything, Tie::Assigned) if word.contains(['{', ':', '(']) => false,
        (Kind::Key | Kind::Token, Tie::Beside) | (Kind::Anything, Tie::Assigned) => {
            looks::is_token(word, 20) && looks::is_mixed(word)
        }
        (Kind::Anything, _) => false,
    };
    if !is_secret && kind == Kind::Password {
        return reported_later(text, name_end);
    }
    is_secret.then(|| secret(bytes, what))
}

/// `The password of the admin user was …`, `Password (root): …`
fn reported_later(text: &str, name_end: usize) -> Found {
    const FARTHEST: usize = 48;
    let end = text.floor_char_boundary((name_end + FARTHEST).min(text.len()));
    let rest = text[name_end..end].split(['\n', '.', ';', ',']).next().unwrap_or_default();
    let ties = [" is ", " was ", "): "];
    let from = ties.iter().filter_map(|tie| Some(rest.find(tie)? + tie.len())).min()?;
    let (bytes, _) = extent(text, name_end + from);
    let word = &text[bytes.clone()];
    let is_secret = word.len() >= 8 && looks::is_password(word) && !looks::is_name(word);
    is_secret.then(|| secret(bytes, "a password"))
}

/// `password is 2FA-protected`: a word of a sentence, not the password.
fn ends_sentence_as_word(word: &str) -> bool {
    word.contains('-') && looks::is_name(word)
}

/// How a value is connected to the name that ends here, and where it begins.
fn tie(text: &str, name_end: usize) -> Option<(Tie, usize)> {
    const STATING: &[&str] = &["is", "was", "to", "as", "of"];
    let bytes = text.as_bytes();
    let blank = |at: usize| at + length(bytes, at, |b| b == b' ' || b == b'\t');
    let start = bytes[..name_end].iter().rposition(|b| !(b.is_ascii_alphanumeric() || b"_-".contains(b)));
    let is_flag = bytes[start.map_or(0, |at| at + 1)..name_end].starts_with(b"--");
    // The name may be in quotes, backticks or brackets of its own.
    let after_name = name_end + length(bytes, name_end, |b| b"\"'`\\]*".contains(&b));
    let at = blank(after_name);
    let next = *bytes.get(at)?;
    if next == b'=' || next == b':' {
        let mut from = at + 1 + usize::from(bytes.get(at + 1).is_some_and(|b| b"=>".contains(b)));
        from = blank(from);
        // `|` and `>` begin a block in YAML.
        from += length(bytes, from, |b| {
            b"|>-+".contains(&b) && bytes.get(from).is_some_and(|b| b"|>".contains(b))
        });
        return Some((Tie::Assigned, line_break(bytes, from)));
    }
    if next == b'\n' || next == b'\r' {
        // `- name: DB_PASSWORD` and on the next line `value: …`.
        let below = at + length(bytes, at, |b| b.is_ascii_whitespace());
        return is_at(bytes, below, "value:").then(|| (Tie::Assigned, blank(below + "value:".len())));
    }
    if at == name_end {
        return None;
    }
    let word = length(bytes, at, |b| b.is_ascii_alphabetic());
    let is_stating = STATING.iter().any(|known| known.len() == word && is_at(bytes, at, known));
    match (is_stating, is_flag) {
        (true, _) => Some((Tie::Stated, line_break(bytes, blank(at + word)))),
        (false, true) => Some((Tie::Assigned, at)),
        (false, false) => Some((Tie::Beside, at)),
    }
}

/// The position, or the first word of the next line if the line ends there.
fn line_break(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b'\n' | b'\r') => at + length(bytes, at, |b| b.is_ascii_whitespace()),
        _ => at,
    }
}

/// The value that begins here, and whether it is quoted.
fn extent(text: &str, from: usize) -> (Range<usize>, bool) {
    let bytes = text.as_bytes();
    let quotes = length(bytes, from, |b| b"\"'`\\*".contains(&b));
    let start = from + quotes;
    let rest = &text[start..text.floor_char_boundary((start + LONGEST / 2).min(text.len()))];
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\');
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    // `?token=…&page=2` and `Pwd=…;Database=o` continue with another name.
    let last_name = word.rfind(['=', ':']).unwrap_or_default();
    let more = word[..last_name].find(['&', ';', ',']);
    let word = &word[..more.unwrap_or(word.len())];
    let word = word.trim_end_matches(['.', ',', ';', ':', '?', ')', ']', '}', '>', '*', '|']);
    (start..start + word.len(), quotes > 0)
}
