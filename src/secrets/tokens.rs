//! Tokens in a format by which their vendors make them recognisable.

use super::looks::{self, kinds};
use super::{Found, LONGEST, begins_word, ends_at, is_at, length, secret};
use std::ops::Range;

/// The characters of a token.
#[derive(Clone, Copy)]
enum Of {
    /// Letters and digits.
    Letters,
    /// These, `_` and `-`.
    Url,
    /// These, and the separators of tokens with several parts.
    Parts,
    /// Hexadecimal digits.
    Hex,
}

impl Of {
    fn has(self, b: u8) -> bool {
        match self {
            Of::Letters => b.is_ascii_alphanumeric(),
            Of::Url => b.is_ascii_alphanumeric() || b == b'_' || b == b'-',
            Of::Parts => b.is_ascii_alphanumeric() || b"_-.+/=~".contains(&b),
            Of::Hex => matches!(b, b'0'..=b'9' | b'a'..=b'f'),
        }
    }
}

/// The format of a token: how it begins, the kind and minimum number of the following characters, and its vendor.
struct Token {
    start: &'static str,
    least: usize,
    of: Of,
    what: &'static str,
}

macro_rules! tokens {
    ($($what:literal: $($start:literal $least:literal $of:ident),+;)+) => {
        &[$($(Token { start: $start, least: $least, of: Of::$of, what: $what },)+)+]
    };
}

/// From the vendors' documentation, or from what their tokens are. The longer of two with the same beginning comes
/// first.
const TOKENS: &[Token] = tokens! {
    "an AWS access key": "AKIA" 16 Letters, "ASIA" 16 Letters, "ABIA" 16 Letters, "ACCA" 16 Letters;
    "an age secret key": "AGE-SECRET-KEY-1" 50 Letters;
    "an Anthropic key": "sk-ant-" 40 Url;
    "an Artifactory key": "AKCp" 60 Letters;
    "an Atlassian token": "ATATT3" 30 Parts, "ATCTT3" 30 Parts;
    "a Bitbucket app password": "ATBB" 28 Letters;
    "a Brevo key": "xkeysib-" 60 Url, "xsmtpsib-" 60 Url;
    "a Buildkite token": "bkua_" 40 Hex;
    "a CircleCI token": "CCIPAT_" 40 Url;
    "a Clojars token": "CLOJARS_" 60 Letters;
    "a Contentful token": "CFPAT-" 40 Url;
    "a DigitalOcean token": "dop_v1_" 40 Hex, "doo_v1_" 40 Hex, "dor_v1_" 40 Hex;
    "a Docker token": "dckr_pat_" 20 Url, "dckr_oat_" 20 Url;
    "a Doppler token": "dp.pt." 40 Letters, "dp.st." 40 Parts, "dp.ct." 40 Parts, "dp.sa." 40 Parts;
    "a Dynatrace token": "dt0c01." 80 Parts, "dt0s01." 80 Parts;
    "a Figma token": "figd_" 36 Url;
    "a Fly.io token": "fo1_" 40 Url, "fm2_" 80 Parts;
    "a GitHub token":
        "github_pat_" 40 Url, "ghp_" 30 Letters, "gho_" 30 Letters, "ghu_" 30 Letters, "ghs_" 30 Letters,
        "ghr_" 30 Letters;
    "a GitLab token":
        "glpat-" 20 Parts, "gldt-" 20 Url, "glrt-" 20 Parts, "glptt-" 40 Hex, "glcbt-" 20 Url, "glft-" 20 Url,
        "glimt-" 25 Url, "glsoat-" 20 Url, "gloas-" 60 Hex, "glagent-" 50 Url;
    "a Google Cloud key": "AIza" 35 Url;
    "a Google Cloud client secret": "GOCSPX-" 20 Url;
    "a Google access token": "ya29." 40 Parts;
    "a Grafana token": "glsa_" 32 Url, "glc_" 32 Parts;
    "a Groq key": "gsk_" 40 Letters;
    "a Heroku key": "HRKU-" 36 Url;
    "a Hugging Face token": "hf_" 30 Letters;
    "a Linear key": "lin_api_" 30 Letters, "lin_oauth_" 40 Letters;
    "a Mailgun key": "key-" 32 Hex;
    "a Mapbox token": "sk.eyJ" 60 Parts;
    "a Netlify token": "nfp_" 36 Letters;
    "a New Relic key": "NRAK-" 27 Letters, "NRII-" 32 Url;
    "a Notion token": "ntn_" 40 Letters, "secret_" 43 Letters;
    "an npm token": "npm_" 30 Letters;
    "an OpenAI key": "sk-proj-" 40 Url, "sk-svcacct-" 40 Url, "sk-admin-" 40 Url, "sk-or-v1-" 60 Hex;
    "a 1Password token": "ops_eyJ" 100 Parts;
    "a PlanetScale token": "pscale_tkn_" 32 Parts, "pscale_pw_" 32 Parts, "pscale_oauth_" 32 Parts;
    "a Postman key": "PMAK-" 50 Url;
    "a Pulumi token": "pul-" 40 Hex;
    "a PyPI token": "pypi-AgEI" 40 Url;
    "a Replicate token": "r8_" 37 Letters;
    "a RubyGems key": "rubygems_" 48 Hex;
    "a secret key": "sk-" 32 Letters;
    "a SendGrid key": "SG." 40 Parts;
    "a Sentry token": "sntrys_" 60 Parts, "sntryu_" 60 Hex;
    "a Shopify token": "shpat_" 32 Hex, "shpca_" 32 Hex, "shppa_" 32 Hex, "shpss_" 32 Hex;
    "a Slack token":
        "xapp-" 20 Url, "xoxe.xox" 40 Parts, "xoxa-" 20 Url, "xoxb-" 20 Url, "xoxe-" 20 Url, "xoxo-" 20 Url,
        "xoxp-" 20 Url, "xoxr-" 20 Url, "xoxs-" 20 Url;
    "a Sourcegraph token": "sgp_" 40 Url;
    "a Square token": "sq0atp-" 22 Url, "sq0csp-" 40 Url;
    "a Stripe key": "sk_live_" 16 Letters, "rk_live_" 16 Letters;
    "a Stripe webhook secret": "whsec_" 24 Parts;
    "a Supabase key": "sbp_" 40 Hex, "sb_secret_" 30 Url;
    "a Tailscale key": "tskey-" 20 Url;
    "a Vault token": "hvs." 24 Url, "hvb." 60 Url, "hvr." 24 Url;
};

/// For each first letter of a token, the second ones, as bits: they rule out most words with one check.
static SECONDS: [u128; 128] = {
    let mut seconds = [0; 128];
    let mut at = 0;
    while at < TOKENS.len() {
        let start = TOKENS[at].start.as_bytes();
        seconds[start[0] as usize] |= 1 << start[1];
        at += 1;
    }
    seconds
};

/// Whether a token may begin with two bytes.
pub(super) const fn may_follow(first: u8, second: u8) -> bool {
    first < 128 && second < 128 && SECONDS[first as usize] >> second & 1 == 1
}

/// Whether a token may begin here.
fn may_begin(bytes: &[u8], start: usize) -> bool {
    matches!(bytes[start..], [first, second, ..] if may_follow(first, second))
}

/// What an AWS key is: its partner, a second one, has no recognisable format.
pub(super) const AWS: &str = "an AWS access key";

/// A token has a digit among its first characters, and the header of a JSON Web Token ends within twice that length.
const PROBE: usize = 200;

/// The longest beginning of a token before its first mark.
const LONGEST_START: usize = 8;

/// The token whose beginning contains a mark.
pub(super) fn around(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let back = bytes[..at].iter().rev().take(LONGEST_START).take_while(|b| b.is_ascii_alphanumeric()).count();
    // Words of prose contain hyphens and full stops all the time; few of them begin like a token.
    if back < 2 || !may_begin(bytes, at - back) { None } else { self::at(text, at - back) }
}

/// The token that begins here.
pub(super) fn at(text: &str, start: usize) -> Found {
    let bytes = text.as_bytes();
    // `cache-key-…` and `x.key-…` are names of other things.
    if !may_begin(bytes, start)
        || !begins_word(bytes, start)
        || (start > 0 && matches!(bytes[start - 1], b'-' | b'.'))
    {
        return None;
    }
    let begins = |token: &&Token| bytes[start..].starts_with(token.start.as_bytes());
    let token =
        TOKENS.iter().filter(|token| token.start.as_bytes()[..2] == bytes[start..start + 2]).find(begins)?;
    let from = start + token.start.len();
    // Consecutive words look like a long token without digits; a limit for hostile texts, which have many of them.
    let is_long = |b: &u8| token.of.has(*b) && !b.is_ascii_digit();
    if bytes[from..].iter().take(PROBE).take_while(|b| is_long(b)).count() == PROBE {
        return None;
    }
    let end = end_of(bytes, from, token);
    let rest = &text[from..end];
    let is_enough = rest.bytes().filter(|b| token.of.has(*b)).count() >= token.least;
    let is_right = token.what != AWS || (rest.len() == 16 && rest.bytes().all(|b| !b.is_ascii_lowercase()));
    let has = |is: fn(&u8) -> bool| rest.bytes().any(|b| is(&b));
    // A Hugging Face token has no digits.
    let is_mixed = token.start == "hf_"
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_lowercase)
        && kinds(rest) >= 12;
    let is_random = token.start.starts_with("AGE-")
        || is_mixed
        || has(u8::is_ascii_digit) && kinds(rest) >= 6 && !looks::is_name(rest);
    let is_sample = rest.ends_with("EXAMPLE") || rest.ends_with("EXAMPLEKEY") || rest.contains("xxxx");
    (is_enough && is_right && is_random && !is_sample).then(|| secret(start..end, token.what))
}

/// Where a token ends: it may continue on the next line, if a line break splits it.
fn end_of(bytes: &[u8], from: usize, token: &Token) -> usize {
    let end = from + length(bytes, from, |b| token.of.has(b));
    let rest = bytes.get(end..).unwrap_or_default();
    if end - from >= 8 && end - from < token.least && rest.starts_with(b"\n") {
        let next = end + rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let more = length(bytes, next, |b| token.of.has(b));
        // Prose that follows has no digits.
        if end - from + more >= token.least && bytes[next..next + more].iter().any(u8::is_ascii_digit) {
            return next + more;
        }
    }
    // A full stop or a `=` at the end belongs to the sentence.
    end - bytes[from..end].iter().rev().take_while(|b| b"./~".contains(b)).count()
}

/// `-----BEGIN RSA PRIVATE KEY-----` with what follows, to its end.
pub(super) fn private_key(text: &str, at: usize) -> Found {
    let rest = text[at..].strip_prefix("-----BEGIN ")?;
    let kind = rest.split("-----").next().filter(|kind| kind.len() < 40)?;
    let is_private = kind.ends_with("PRIVATE KEY") || kind == "PGP PRIVATE KEY BLOCK";
    let header = at + "-----BEGIN -----".len() + kind.len();
    let last = format!("-----END {kind}-----");
    let farthest = text.floor_char_boundary((header + 2 * LONGEST).min(text.len()));
    let end = text[header..farthest].find(&last).map_or(header, |body| header + body + last.len());
    is_private.then(|| secret(at..end, "a private key"))
}

/// `eyJhbGciOi….eyJzdWIiOi….c2lnbmF0dXJl`
pub(super) fn jwt(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let start =
        at.checked_sub(2).filter(|start| bytes[*start..at] == *b"ey" && begins_word(bytes, *start))?;
    if bytes[start..].iter().take(2 * PROBE).take_while(|b| Of::Url.has(**b)).count() == 2 * PROBE {
        return None;
    }
    let mut end = start;
    for least in [12, 12, 16] {
        let part = length(bytes, end, |b| Of::Url.has(b));
        if part < least || (least == 12 && bytes.get(end + part) != Some(&b'.')) {
            return None;
        }
        end += part + usize::from(least == 12);
    }
    Some(secret(start..end, "a JSON Web Token"))
}

/// `SK` and 32 hexadecimal digits.
pub(super) fn twilio(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let start = at.checked_sub(1).filter(|start| bytes[*start] == b'S' && begins_word(bytes, *start))?;
    let is_key = length(bytes, at + 1, |b| Of::Hex.has(b)) == 32 && kinds(&text[at + 1..at + 33]) >= 6;
    let ends = bytes.get(at + 33).is_none_or(|b| !b.is_ascii_alphanumeric());
    (is_key && ends && bytes[at] == b'K').then(|| secret(start..at + 33, "a Twilio key"))
}

/// An old Vault token: `s.` and 24 more.
pub(super) fn vault(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let start = at.checked_sub(1).filter(|start| bytes[*start] == b's' && begins_word(bytes, *start))?;
    let rest = length(bytes, at + 1, |b| Of::Letters.has(b));
    (rest == 24 && looks::is_mixed(&text[start..at + 25])).then(|| secret(start..at + 25, "a Vault token"))
}

/// `dapi` and 32 hexadecimal digits, at its `p`.
pub(super) fn databricks(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let start = at.checked_sub(2).filter(|start| bytes[*start..].starts_with(b"dapi"))?;
    let is_token = begins_word(bytes, start) && length(bytes, at + 2, |b| Of::Hex.has(b)) == 32;
    is_token.then(|| secret(start..at + 34, "a Databricks token"))
}

/// `123456789:AA` and 33 more.
pub(super) fn telegram(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    if !bytes[at + 1..].starts_with(b"AA") {
        return None;
    }
    let digits = bytes[..at].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let rest = length(bytes, at + 1, |b| Of::Url.has(b));
    ((8..=10).contains(&digits) && (34..=36).contains(&rest) && looks::is_mixed(&text[at + 1..at + 1 + rest]))
        .then(|| secret(at - digits..at + 1 + rest, "a Telegram bot token"))
}

/// Three parts separated by full stops: the id of the bot, a time, the rest.
pub(super) fn discord(text: &str, at: usize) -> Found {
    let bytes = text.as_bytes();
    let part = |from: usize| length(bytes, from, |b| Of::Url.has(b));
    let id = bytes[..at].iter().rev().take(29).take_while(|b| Of::Url.has(**b)).count();
    let start = at - id;
    if !(23..=28).contains(&id) || !matches!(bytes[start], b'M' | b'N' | b'O') || part(at + 1) != 6 {
        return None;
    }
    let end = at + 8 + part(at + 8);
    let is_token =
        bytes.get(at + 7) == Some(&b'.') && end >= at + 8 + 25 && looks::is_mixed(&text[start..end]);
    is_token.then(|| secret(start..end, "a Discord bot token"))
}

/// URLs that are secrets: whoever knows one may write to the channel.
pub(super) fn hook(text: &str, host: usize) -> Found {
    const HOOKS: &[(&str, &str)] = &[
        ("hooks.slack.com/services/", "a Slack webhook"),
        ("hooks.slack.com/workflows/", "a Slack webhook"),
        ("discord.com/api/webhooks/", "a Discord webhook"),
        ("discordapp.com/api/webhooks/", "a Discord webhook"),
    ];
    let bytes = text.as_bytes();
    let (start, what) = HOOKS.iter().find(|(start, _)| is_at(bytes, host, start))?;
    let from = host + start.len();
    let path = from..from + length(bytes, from, |b| Of::Url.has(b) || b == b'/');
    let last = text[path.clone()].rsplit('/').next().unwrap_or_default();
    (path.len() > 30 && kinds(last) >= 6 && looks::is_mixed(last)).then(|| secret(path, what))
}

/// The secret part of an AWS key pair, which has no recognisable format, shortly after the public one.
pub(super) fn aws_secret_after(text: &str, key: &Range<usize>) -> Found {
    const FARTHEST: usize = 120;
    let bytes = text.as_bytes();
    let is_part = |b: u8| b.is_ascii_alphanumeric() || b"+/".contains(&b);
    let mut at = key.end;
    while at < (key.end + FARTHEST).min(bytes.len()) {
        let run = length(bytes, at, is_part);
        let value = &text.get(at..at + run)?;
        if run == 40
            && looks::is_mixed(value)
            && !looks::is_placeholder_value(value)
            && !ends_at(bytes, at + run, "EXAMPLEKEY")
        {
            return Some(secret(at..at + run, "an AWS secret key"));
        }
        at += run.max(text[at..].chars().next().map_or(1, char::len_utf8));
    }
    None
}
