//! Logins: in URLs, in HTTP headers, in the arguments of commands.

use super::{Found, begins_word, is_at, length, looks, secret, tokens};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// The password in a URL, or a URL that is a secret itself; `start` is after the `://`.
pub(super) fn in_url(text: &str, start: usize) -> Found {
    if let Some(hook) = tokens::hook(text, start) {
        return Some(hook);
    }
    let rest = &text[start..];
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | ')' | ',' | '|');
    let authority = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let (login, _) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let from = start + user.len() + 1;
    opens(password).then(|| secret(from..from + password.len(), "a password in a URL"))
}

/// Whether a word is a credential, not a placeholder for one. Where only a password can be, it need not look like one.
fn opens(word: &str) -> bool {
    let is_hidden = word.bytes().all(|b| matches!(b, b'*' | b'.' | b'x' | b'X' | b'-' | b'_'));
    let is_variable =
        word.contains(['<', '>', '$', '{', '}', '[', ']', '…', '•', '%']) && !word.contains("%4");
    !(is_hidden || is_variable || looks::is_known_word(word))
}

/// `Bearer …` and `Basic …`, at their `B`.
pub(super) fn in_header(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let is_bearer = is_at(bytes, at, "bearer");
    if !(is_bearer || is_at(bytes, at, "basic")) || !begins_word(bytes, at) {
        return None;
    }
    let end = at + if is_bearer { 6 } else { 5 };
    let space = length(bytes, end, |b| b.is_ascii_whitespace() || b"\"'`:=".contains(&b));
    let from = end + space;
    let value = &text[from..from + length(bytes, from, is_of_token)];
    let is_secret = if is_bearer { looks::is_token(value, 16) } else { is_login(value) };
    (space > 0 && is_secret).then(|| {
        let what = if is_bearer { "a bearer token" } else { "a login" };
        secret(from..from + value.trim_end_matches('.').len(), what)
    })
}

/// Whether a base64 text is a name and a password.
fn is_login(value: &str) -> bool {
    let decoded = STANDARD_NO_PAD.decode(value.trim_end_matches(['=', '.'])).ok();
    let text = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    value.len() >= 8
        && text.is_some_and(|text| {
            let is_plain = text.chars().all(|c| !c.is_control());
            is_plain
                && text.split_once(':').is_some_and(|(_, word)| {
                    !word.is_empty() && opens(word) && !looks::is_placeholder_value(word)
                })
        })
}

/// `Authorization: …` with any scheme, at its `z`.
pub(super) fn authorization(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let start = at.checked_sub("authori".len()).filter(|start| is_at(bytes, *start, "authorization"))?;
    let end = start + "authorization".len();
    let from = end + length(bytes, end, |b| b" \"'\\:=".contains(&b));
    let value = |from: usize| &text[from..from + length(bytes, from, is_of_token)];
    let scheme = value(from);
    let is_known = ["bearer", "basic"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    if from == end || is_known {
        return None;
    }
    let behind = from + scheme.len();
    let second = behind + length(bytes, behind, |b| b == b' ');
    [from, second].into_iter().find_map(|from| {
        let value = value(from).trim_end_matches('.');
        looks::is_token(value, 16).then(|| secret(from..from + value.len(), "a token"))
    })
}

fn is_of_token(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-._~+/=!".contains(&b)
}

/// How a command takes a password.
#[derive(Clone, Copy)]
enum How {
    /// `-u name:password`
    Login,
    /// `-ppassword`
    Joined,
    /// `-p password`
    Separate,
}

const COMMANDS: &[(&str, &[&str], How)] = &[
    ("-u", &["curl", "wget", "http ", "https "], How::Login),
    ("--user", &["curl"], How::Login),
    ("-p", &["mysql", "mariadb"], How::Joined),
    ("-p", &["sshpass"], How::Joined),
    (
        "-p",
        &["sshpass", "docker login", "podman login", "helm registry login", "az login", "mongo", "oc login"],
        How::Separate,
    ),
    ("-a", &["redis-cli"], How::Separate),
    ("-w", &["ldapsearch", "ldapmodify", "ldapadd"], How::Separate),
    ("-U", &["smbclient"], How::Separate),
];

/// The maximum distance from the start of a command to its flag.
const FARTHEST: usize = 300;

/// The password among a command's arguments, at the hyphen of its flag.
pub(super) fn in_command(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let is_flag = at > 0 && (bytes[at - 1].is_ascii_whitespace());
    if !is_flag || !bytes.get(at + 1).is_some_and(|b| b"-upawU".contains(b)) {
        return None;
    }
    let before = &text[text.floor_char_boundary(at.saturating_sub(FARTHEST))..at];
    let line = before.rsplit(['\n', '|', ';']).next().unwrap_or_default();
    let mut rows = COMMANDS.iter().filter(|(flag, commands, _)| {
        bytes[at..].starts_with(flag.as_bytes()) && commands.iter().any(|command| line.contains(command))
    });
    rows.find_map(|(flag, _, how)| argument(text, at + flag.len(), *how))
}

fn argument(text: &str, end: usize, how: How) -> Found {
    let bytes = text.as_bytes();
    let space = length(bytes, end, |b| b == b' ' || b == b'=');
    let is_joined = matches!(how, How::Joined);
    if is_joined == (space > 0) && !matches!(how, How::Login) {
        return None;
    }
    let from = end + space + length(bytes, end + space, |b| b"\"'\\".contains(&b));
    let rest = &text[from..];
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\');
    let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
    match how {
        How::Login => {
            let (user, password) = word.split_once(':')?;
            let start = from + user.len() + 1;
            let is_secret = !user.is_empty()
                && password.len() >= 4
                && opens(password)
                && !looks::is_placeholder_value(password);
            is_secret.then(|| secret(start..start + password.len(), "a password"))
        }
        How::Joined | How::Separate => {
            let word = word.trim_end_matches(['.', ',', ';', ')']);
            let after_user = word.split_once('%').map_or(0, |(user, _)| user.len() + 1);
            let start = from + if rest.is_empty() { 0 } else { after_user };
            let password = &text[start..from + word.len()];
            looks::is_password(password).then(|| secret(start..start + password.len(), "a password"))
        }
    }
}
