//! What is wrong with a URL, as far as it can be seen without a network.

/// What an address is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address<'a> {
    /// Nothing is wrong with it.
    Valid,
    /// It is invalid, for this reason.
    Broken(&'static str),
    /// A path relative to the file's folder.
    Relative(&'a str),
}

/// Parses the target of a link.
pub(super) fn read(address: &str) -> Address<'_> {
    let address = address.trim();
    if address.is_empty() {
        return Address::Broken("it is empty");
    }
    let scheme = address.split([':', '/', '?', '#']).next().unwrap_or_default();
    let rest = &address[scheme.len()..];
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    match rest.strip_prefix(':') {
        Some(rest) if is_scheme => of_scheme(&scheme.to_ascii_lowercase(), rest),
        // `https//x`: the colon was lost.
        None if rest.starts_with("//") && matches!(scheme, "http" | "https") => {
            Address::Broken("`:` is missing")
        }
        _ if address.starts_with(['/', '#', '?', '\\']) => Address::Valid,
        _ => Address::Relative(address.split(['?', '#']).next().unwrap_or_default()),
    }
}

fn of_scheme(scheme: &str, rest: &str) -> Address<'static> {
    if matches!(
        scheme,
        "htp" | "htpp" | "htpps" | "htps" | "hhtp" | "hhtps" | "htttp" | "htttps" | "ttps" | "ttp" | "httsp"
    ) {
        return Address::Broken("the scheme is misspelt");
    }
    if !matches!(scheme, "http" | "https") {
        return Address::Valid;
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return Address::Broken("`//` is missing after the scheme");
    };
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (name, port) = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((_, port)) => ("ip", port.strip_prefix(':')),
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    if name.is_empty() {
        Address::Broken("it has no host")
    } else if matches!(name, "http" | "https") {
        Address::Broken("it has two schemes")
    } else if name.contains(|c: char| {
        c.is_ascii() && !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '%'))
    }) {
        Address::Broken("its host has an invalid character")
    } else if port.is_some_and(|port| port.bytes().any(|b| !b.is_ascii_digit()) || port.len() > 5) {
        Address::Broken("its port is not a number")
    } else if rest.contains(char::is_whitespace) {
        Address::Broken("it contains a space")
    } else {
        Address::Valid
    }
}

/// A path with `%20` and the like decoded.
pub(super) fn decode(path: &str) -> String {
    let (bytes, mut decoded, mut at) = (path.as_bytes(), Vec::with_capacity(path.len()), 0);
    while at < bytes.len() {
        let hex = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let code = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Calling a valid URL broken costs more trust than missing a broken one.
    #[test]
    fn distinguishes_valid_urls_from_broken_ones() {
        for valid in [
            "https://x.org",
            "http://localhost:8080/a?b=c|d",
            "https://[::1]:80/a",
            "https://münchen.example/ä",
            "mailto:a@b.c",
            "//x.org/a",
            "/a/b.png",
            "#part",
            "?q=1",
            "https://user@x.org/",
            "tel:+1",
            "slack://x",
            "https://grafana.example.org/explore?left={\"a\":1}",
        ] {
            assert_eq!(read(valid), Address::Valid, "{valid}");
        }
        for broken in [
            "",
            "https:/x.org",
            "https//x.org",
            "https:x.org",
            "https://",
            "https:///a",
            "htps://x.org",
            "https://http://x.org",
            "https://x y.org",
            "https://<host>/a",
            "https://x.org:80a/",
            "https://x.org/a b",
        ] {
            assert!(matches!(read(broken), Address::Broken(_)), "{broken}");
        }
        assert_eq!(read("images/a%20b.png?raw#x"), Address::Relative("images/a%20b.png"));
        assert_eq!(read("../a:b.md"), Address::Relative("../a:b.md"));
        assert_eq!(decode("a%20b%ff%2"), "a b\u{fffd}%2");
    }
}
