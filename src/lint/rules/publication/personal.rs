//! Addresses in a text that may belong to a person: e-mail, telephone, IP.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// The shortest and longest telephone number, in digits: ITU-T E.164.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Addresses with the name of their kind, in the order of the text.
pub(super) fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let here = emails_at(text, at)
            .map(|bytes| (bytes, "e-mail address"))
            .or_else(|| ip_at(text, at).map(|bytes| (bytes, "IP address")))
            .or_else(|| phone_at(text, at).map(|bytes| (bytes, "phone number")));
        at = here.as_ref().map_or(at + 1, |(bytes, _)| bytes.end);
        found.extend(here);
    }
    found
}

/// The e-mail address around this `@`.
fn emails_at(text: &str, at: usize) -> Option<Range<usize>> {
    if text.as_bytes()[at] != b'@' {
        return None;
    }
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-');
    let local = text[..at].trim_end_matches(is_local).len();
    let domain = &text[at + 1..];
    let end = domain.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    let top = domain.rsplit('.').next().filter(|top| top.len() < domain.len())?;
    // `git@` is the login of code hosts, not a person; a URL contains a server's login.
    let before = text[..local].rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_login = &text[local..at] == "git" || before.contains("://");
    let is_top = top.len() >= 2 && top.chars().all(char::is_alphabetic);
    (local < at && is_top && !is_login).then(|| local..at + 1 + domain.len())
}

/// The IP address that starts here.
fn ip_at(text: &str, at: usize) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':');
    let starts = text.as_bytes()[at].is_ascii_hexdigit()
        && !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ':' | '_' | '-'));
    if !starts {
        return None;
    }
    let rest = &text[at..];
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let token = rest[..end].trim_end_matches(['.', ':']);
    let is_word = rest[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    // An address may have a port.
    let (host, _) = token.split_once(':').filter(|(host, _)| host.contains('.')).unwrap_or((token, ""));
    let is_version = text[..at].trim_end().ends_with("ersion");
    let is_shown = match host.parse().ok()? {
        IpAddr::V4(ip) => is_of_host(ip),
        IpAddr::V6(ip) => ip != Ipv6Addr::LOCALHOST && host.contains(|c: char| c.is_ascii_digit()),
    };
    (is_shown && !is_word && !is_version).then(|| at..at + host.len())
}

/// Whether an address belongs to a host: not loopback, unspecified, a mask, or an example.
fn is_of_host(ip: Ipv4Addr) -> bool {
    !(ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_documentation()
        || ip.is_broadcast()
        || ip.octets()[0] == 255)
}

/// The telephone number that starts here: `+49 30 1234567`, `(555) 123-4567`, `555-123-4567`.
fn phone_at(text: &str, at: usize) -> Option<Range<usize>> {
    let first = text.as_bytes()[at];
    if !matches!(first, b'+' | b'(' | b'0'..=b'9')
        || text[..at]
            .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '=' | ':' | '+'))
    {
        return None;
    }
    let rest = &text[at..];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | ' ' | '.');
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches(|c: char| !c.is_ascii_digit());
    if rest[number.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '/')) {
        return None;
    }
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|digits| *digits > 0).collect();
    let digits = groups.iter().sum();
    let is_phone = match first {
        b'+' => PHONE_DIGITS.contains(&digits) && rest[1..].starts_with(|c: char| c.is_ascii_digit()),
        _ => groups == [3, 3, 4] && !number.contains('.'),
    };
    is_phone.then(|| at..at + number.len())
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|(bytes, _)| &text[bytes]).collect()
    }

    /// What is missed here cannot be taken back once it is public.
    #[test]
    fn finds_addresses_of_all_kinds() {
        let text = "Mail jan.devries+x@mail.example.com, <a@b.org>. Call +49 30 1234567, (555) 123-4567 or 555-123-4567; \
                    10.1.2.3:8080 and 2001:db8::17 answered. mailto:é@x.org";
        assert_eq!(
            found(text),
            [
                "jan.devries+x@mail.example.com",
                "a@b.org",
                "+49 30 1234567",
                "(555) 123-4567",
                "555-123-4567",
                "10.1.2.3",
                "2001:db8::17",
                "é@x.org",
            ]
        );
    }

    /// A report is full of figures: an error on each time, version or amount would make people switch the rule off.
    #[test]
    fn leaves_other_figures_alone() {
        for text in [
            "git@github.com:a/b.git, https://user@x.org/, pkg@1.2.3, @dana, a @ b.c",
            "127.0.0.1, 0.0.0.0/0, 255.255.255.0, 192.0.2.1, version 1.2.3.4, v1.2.3.4, 1.2.3",
            "std::net, ::1, 10:15:30, 12:10-12:30, 2024-05-30T10:15:00+01:00, +2000 requests, 20240530101500",
            "1,200,000 of 12 30 45, 10-20, a1b2c3d4e5f6, 99.95",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
