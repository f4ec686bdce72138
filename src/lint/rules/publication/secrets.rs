//! Secrets, anywhere in the file: what is in a comment is pushed too.

use crate::lint::registry::rule;
use crate::lint::{File, Findings};
use crate::source::Span;
use std::ops::Range;

rule!(SECRET_IN_TEXT = "secret-in-text", Publication, Error Error Error, secret);

/// How a token looks: its first letters, how many more it has at least, and whose it is.
struct Token {
    prefix: &'static str,
    least: usize,
    name: &'static str,
}

const fn token(prefix: &'static str, least: usize, name: &'static str) -> Token {
    Token { prefix, least, name }
}

/// Formats that their makers gave a prefix so that they can be found.
const TOKENS: &[Token] = &[
    token("AKIA", 16, "a key of AWS"),
    token("ASIA", 16, "a key of AWS"),
    token("AIza", 35, "a key of Google Cloud"),
    token("ATATT3", 30, "a token of Atlassian"),
    token("GOCSPX-", 20, "a client secret of Google Cloud"),
    token("dckr_pat_", 20, "a token of Docker"),
    token("dop_v1_", 40, "a token of DigitalOcean"),
    token("ghp_", 30, "a token of GitHub"),
    token("gho_", 30, "a token of GitHub"),
    token("ghu_", 30, "a token of GitHub"),
    token("ghs_", 30, "a token of GitHub"),
    token("ghr_", 30, "a token of GitHub"),
    token("github_pat_", 40, "a token of GitHub"),
    token("glpat-", 20, "a token of GitLab"),
    token("hf_", 30, "a token of Hugging Face"),
    token("lin_api_", 30, "a key of Linear"),
    token("npm_", 30, "a token of npm"),
    token("pypi-AgEI", 40, "a token of PyPI"),
    token("rk_live_", 16, "a key of Stripe"),
    token("sk-ant-", 40, "a key of Anthropic"),
    token("sk-proj-", 40, "a key of OpenAI"),
    token("sk_live_", 16, "a key of Stripe"),
    token("xapp-", 20, "a token of Slack"),
    token("xoxa-", 20, "a token of Slack"),
    token("xoxb-", 20, "a token of Slack"),
    token("xoxp-", 20, "a token of Slack"),
    token("xoxr-", 20, "a token of Slack"),
    token("xoxs-", 20, "a token of Slack"),
];

/// The longest run of letters before the `_` or `-` that makes a token worth a look.
const LONGEST_START: usize = 8;

fn secret(file: &File, findings: &mut Findings) {
    for (bytes, what) in find(file.document.source.text()) {
        let help = "make it worthless first, then take it out; the history keeps what was pushed";
        findings.push(|new| {
            new.at(Span::new(bytes.start, bytes.end), format!("the text holds {what}")).help(help)
        });
    }
}

/// Bytes at which a secret can be told: most are passed over at one look.
const TELLING: [bool; 256] = {
    let mut telling = [false; 256];
    let bytes = b"_-A:=";
    let mut at = 0;
    while at < bytes.len() {
        telling[bytes[at] as usize] = true;
        at += 1;
    }
    telling
};

/// Secrets with what they are, in the order of the text.
fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(skipped) = bytes[at..].iter().position(|byte| TELLING[*byte as usize]) {
        at += skipped;
        let here = match bytes[at] {
            // The dash of a list, a hyphen before a blank.
            b'-' if bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) => None,
            b'_' | b'-' => token_around(bytes, at).or_else(|| private_key(text, at)),
            b'A' => token_at(bytes, at),
            b':' if bytes[at..].starts_with(b"://") => in_url(text, at + 3),
            b'=' if text[..at].ends_with("AccountKey") => {
                run(bytes, at + 1, b"+/").filter(|key| key.len() > 80).map(|key| (key, "a key of Azure"))
            }
            _ => None,
        };
        at = here.as_ref().map_or(at + 1, |(secret, _): &(Range<usize>, _)| secret.end.max(at + 1));
        found.extend(here);
    }
    found
}

type Found = Option<(Range<usize>, &'static str)>;

/// The token in whose start there is a `_` or `-`.
fn token_around(bytes: &[u8], at: usize) -> Found {
    let letters =
        bytes[..at].iter().rev().take(LONGEST_START).take_while(|b| b.is_ascii_alphanumeric()).count();
    token_at(bytes, at - letters)
}

fn token_at(bytes: &[u8], start: usize) -> Found {
    if start
        .checked_sub(1)
        .is_some_and(|before| bytes[before].is_ascii_alphanumeric() || bytes[before] == b'_')
    {
        return None;
    }
    let token = TOKENS.iter().find(|token| bytes[start..].starts_with(token.prefix.as_bytes()))?;
    let secret = run(bytes, start + token.prefix.len(), b"_-")?;
    let is_enough = secret.len() >= token.least && !is_filler(&bytes[secret.clone()]);
    is_enough.then_some((start..secret.end, token.name))
}

/// Letters, digits and some marks from there on.
fn run(bytes: &[u8], start: usize, marks: &[u8]) -> Option<Range<usize>> {
    let length = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || marks.contains(b)).count();
    (length > 0).then_some(start..start + length)
}

/// Whether something stands in for a secret: `xxxx`, `****`, or a vendor's example.
fn is_filler(secret: &[u8]) -> bool {
    let mut kinds: Vec<u8> =
        secret.iter().map(u8::to_ascii_lowercase).filter(u8::is_ascii_alphanumeric).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() < 6 || secret.ends_with(b"EXAMPLE") || secret.ends_with(b"EXAMPLEKEY")
}

/// `-----BEGIN RSA PRIVATE KEY-----`
fn private_key(text: &str, at: usize) -> Found {
    let rest = text[at..].strip_prefix("-----BEGIN ")?;
    let kind = rest.split("-----").next().filter(|kind| kind.len() < 40)?;
    let is_private = kind.ends_with("PRIVATE KEY") || kind == "PGP PRIVATE KEY BLOCK";
    is_private.then(|| (at..at + "-----BEGIN -----".len() + kind.len(), "a private key"))
}

/// The password in a URL, or the URL of a Slack hook, which is one itself.
fn in_url(text: &str, start: usize) -> Found {
    let rest = &text[start..];
    if let Some(hook) = rest.strip_prefix("hooks.slack.com/services/T") {
        let from = text.len() - hook.len() - 1;
        return run(text.as_bytes(), from, b"/")
            .filter(|hook| hook.len() > 30 && !is_filler(&text.as_bytes()[hook.clone()]))
            .map(|hook| (hook, "a hook of Slack"));
    }
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '\'' | '`' | ')' | ',' | '|');
    let authority = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let (login, _) = authority.rsplit_once('@')?;
    let (user, password) = login.split_once(':')?;
    let from = start + user.len() + 1;
    is_password(password).then(|| (from..from + password.len(), "a password in a URL"))
}

/// Words that stand where a secret was.
const STAND_INS: &[&str] =
    &["pass", "passwd", "password", "pw", "pwd", "redacted", "secret", "token", "hidden", "removed"];

/// Whether a word opens something, and does not stand for one that does.
fn is_password(word: &str) -> bool {
    let is_hidden = word.bytes().all(|b| matches!(b, b'*' | b'.' | b'x' | b'X' | b'-' | b'_'));
    let is_variable =
        word.contains(['<', '>', '$', '{', '}', '[', ']', '…', '•', '%']) && !word.contains("%4");
    !(is_hidden || is_variable || STAND_INS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(bytes, _)| &text[bytes]).collect()
    }

    /// What is missed here is pushed.
    #[test]
    fn finds_secrets_of_all_kinds() {
        let letters = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w3X4y5Z6";
        for (start, end) in [
            ("AKIA", "IOSFODNN7QXZ4PLE"),
            ("ghp_", letters),
            ("github_pat_", letters),
            ("glpat-", letters),
            ("xoxb-", letters),
            ("sk_live_", letters),
            ("T", "00AB12/B00CD34/a1B2c3D4e5F6g7H8i9J0k1L2"),
        ] {
            let secret = format!("{start}{end}");
            let before = if start == "T" { "https://hooks.slack.com/services/" } else { "key=" };
            assert_eq!(found(&format!("{before}{secret} is out")), [secret.as_str()]);
        }
        assert_eq!(found("# -----BEGIN RSA PRIVATE KEY-----\nMII"), ["-----BEGIN RSA PRIVATE KEY-----"]);
        assert_eq!(found("a postgres://orders:Fr0stb1te@db1.example.org/o hangs"), ["Fr0stb1te"]);
        assert_eq!(found("https://a:p%40ss1@x.org"), ["p%40ss1"]);
    }

    /// An error stops a build: what only looks like a secret must not.
    #[test]
    fn leaves_what_opens_nothing() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ghp_short",
            "my_ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0 AKIAs",
            "https://user@x.org https://x.org:8080/@a https://u:p4/@x https://x.org/a:b@c",
            "redis://u:****@h redis://u:$PASS@h redis://u:<password>@h redis://u:password@h redis://u:@h",
            "-----BEGIN PUBLIC KEY----- -----BEGIN CERTIFICATE-----",
            "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
