//! What a value looks like: a secret, or something that is only in the place of one.

/// Words that replace a secret, or that everybody knows.
const STAND_INS: &[&str] = &[
    "abc",
    "admin",
    "apikey",
    "bar",
    "changeit",
    "changeme",
    "default",
    "dummy",
    "foo",
    "hidden",
    "key",
    "mypassword",
    "none",
    "null",
    "pass",
    "passwd",
    "password",
    "pw",
    "pwd",
    "redacted",
    "removed",
    "root",
    "secret",
    "test",
    "token",
    "user",
    "username",
];

/// Parts of words that show that a value is not a secret.
const MARKS: &[&str] = &[
    "example",
    "placeholder",
    "changeme",
    "change-me",
    "change_me",
    "redacted",
    "dummy",
    "sample",
    "your",
    "masked",
    "insert",
    "replace",
    "xxxx",
    "****",
    "....",
    "todo",
    "not-a-real",
    "notareal",
    "fake",
];

/// Beginnings of values that say where a secret is stored, or what it is made from.
const REFERENCES: &[&str] = &[
    "$",
    "<",
    "[",
    "{",
    "(",
    "%",
    "/",
    "./",
    "~/",
    "@",
    "*",
    "arn:",
    "op://",
    "vault:",
    "file:",
    "env:",
    "enc[",
    "enc:",
    "ssm:",
    "process.env",
    "os.",
    "secrets.",
    "vars.",
    "sha1",
    "sha256",
    "sha384",
    "sha512",
    "md5:",
    "kms:",
    "projects/",
    "!",
];

/// Words with a number that name a technique.
const TECHNIQUES: &[&str] = &[
    "aes128", "aes256", "argon2", "argon2d", "argon2i", "argon2id", "base32", "base64", "bcrypt2", "hs256",
    "hs512", "oauth2", "oauth2.0", "pbkdf2", "rs256", "rs512", "sha-256", "sha256", "sha512", "tls1.2",
    "tls1.3",
];

/// Documentation of vendors and standards shows these to everybody.
const PUBLISHED: &[&str] = &["open sesame", "opensesame", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"];

/// Whether a word replaces a secret.
pub(super) fn is_known_word(word: &str) -> bool {
    STAND_INS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a value names something else, or replaces a secret.
pub(super) fn is_placeholder_value(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphabetic());
    let starts = |start: &&&str| lower.starts_with(**start);
    STAND_INS.contains(&bare)
        || MARKS.iter().any(|mark| lower.contains(mark))
        || REFERENCES.iter().any(|start| starts(&start))
        || TECHNIQUES.contains(&lower.as_str())
        || PUBLISHED.contains(&value)
        || lower.contains("${")
        || lower.contains("{{")
        || lower.contains("://")
        || lower.split_once('(').is_some_and(|(call, _)| call.ends_with(|c: char| c.is_ascii_alphabetic()))
        || value.ends_with("EXAMPLE")
        || kinds(value) < 4
}

/// How many different letters and digits there are, to a maximum of 64.
pub(super) fn kinds(value: &str) -> u32 {
    let bit = |b: u8| if b.is_ascii_alphanumeric() { 1_u128 << (b.to_ascii_lowercase() & 0x7F) } else { 0 };
    value.bytes().fold(0, |kinds, b| kinds | bit(b)).count_ones()
}

/// Whether a value may be a password: not a word, date, version or time, and not only letters.
pub(super) fn is_password(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    let inner = value.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    let has_mark = inner.bytes().any(|b| b"!@#$%^&*+~?".contains(&b));
    (6..=128).contains(&value.len())
        && has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit) || (is_mixed && has_mark))
        && !is_figure(value)
        && !is_address(value)
        && !is_placeholder_value(value)
        && (!is_name(value) || !value.contains(['-', '_', '/', '.', ':']))
}

/// Whether a value may be a token: long, with digits and letters, and neither an id nor a name.
pub(super) fn is_token(value: &str, least: usize) -> bool {
    let has = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    value.len() >= least
        && value.len() <= 4096
        && value.bytes().all(|b| b.is_ascii_graphic())
        && has(u8::is_ascii_alphabetic)
        && has(u8::is_ascii_digit)
        && kinds(value) >= 6
        && !is_uuid(value)
        && !is_name(value)
        && !is_of_kubernetes(value)
        && !is_figure(value)
        && !is_address(value)
        && !is_placeholder_value(value)
}

/// Whether a value has lower-case letters, capitals and digits, like random ones.
pub(super) fn is_mixed(value: &str) -> bool {
    let has = |is: fn(&u8) -> bool| value.as_bytes().iter().any(is);
    has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit)
}

/// Names, paths and host names are words, some followed by numbers: `prod-db-v2`, `secret/data/web1`, `TokenService2`.
pub(super) fn is_name(value: &str) -> bool {
    let is_word = |part: &str| {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_number = |part: &str| part.len() <= 10 && part.bytes().all(|b| b.is_ascii_digit());
    value.split(['-', '_', '.', '/', ':', '#', '@', ',']).all(|part| is_word(part) || is_number(part))
}

/// `web-tls-5f7d9c8b6d`: words, and a short random part at the end.
fn is_of_kubernetes(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let is_part =
        |part: &&str| part.len() <= 10 && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    parts.len() > 1 && parts[0].bytes().all(|b| b.is_ascii_lowercase()) && parts.iter().all(is_part)
}

/// `550e8400-e29b-41d4-a716-446655440000`
pub(super) fn is_uuid(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// A version, a date, a time, an amount: `v1.2.3-rc4`, `2024-05-30T10:15Z`, `90days`.
fn is_figure(value: &str) -> bool {
    let value = value.trim_start_matches(['v', 'V']);
    let digits = super::length(value.as_bytes(), 0, |b| b.is_ascii_digit());
    let rest = &value[digits..];
    let is_amount = digits > 0 && digits <= 4 && rest.bytes().all(|b| b.is_ascii_lowercase());
    let is_version = digits > 0 && digits <= 4 && rest.starts_with('.');
    let is_time = matches!(digits, 1 | 2) && rest.starts_with(':');
    let is_date =
        digits == 4 && rest.as_bytes().first() == Some(&b'-') && rest.as_bytes().get(3) == Some(&b'-');
    is_amount || is_version || is_time || is_date
}

/// `dana@example.org`
fn is_address(value: &str) -> bool {
    let is_plain = |part: &str| {
        part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    };
    value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && is_plain(name) && is_plain(host)
    })
}
