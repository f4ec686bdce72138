//! Sanitised HTML as tags and the text between them. It is well-formed: attributes are in double quotes.

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// With the angle brackets.
    Tag(&'h str),
    /// Escaped, as in the source.
    Text(&'h str),
}

/// The pieces in their order.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let length =
            if rest.starts_with('<') { tag_length(rest) } else { rest.find('<').unwrap_or(rest.len()) };
        let (piece, behind) = rest.split_at(length);
        rest = behind;
        match piece.as_bytes().first()? {
            b'<' => Some(Token::Tag(piece)),
            _ => Some(Token::Text(piece)),
        }
    })
}

fn tag_length(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// The name of a tag; that of an end tag with its slash: `/p`.
pub(super) fn name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<');
    inner.find([' ', '>']).map_or(inner, |end| &inner[..end])
}

/// The attributes of a tag, still escaped.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut pieces = tag.split('"');
    std::iter::from_fn(move || {
        let name = pieces.next()?.strip_suffix('=')?;
        Some((&name[name.rfind(' ')? + 1..], pieces.next()?))
    })
}

/// An attribute of a tag, still escaped.
pub(super) fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    attributes(tag).find(|(other, _)| *other == name).map(|(_, value)| value)
}

/// The text without its escapes.
pub(super) fn unescape(text: &str) -> String {
    let text =
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&nbsp;", "\u{a0}");
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quoted bracket taken as the end of a tag would turn an attribute into text.
    #[test]
    fn splits_at_tags_only() {
        let html = "a<b title=\"x > y\">c</b>";
        let pieces: Vec<_> = tokens(html).collect();
        let tag = "<b title=\"x > y\">";
        assert_eq!(pieces, [Token::Text("a"), Token::Tag(tag), Token::Text("c"), Token::Tag("</b>")]);
        assert_eq!((name(tag), attribute(tag, "title"), name("</b>")), ("b", Some("x > y"), "/b"));
    }

    /// The text of a value could be taken for another attribute: `title=" src="`.
    #[test]
    fn distinguishes_values_from_names() {
        let tag = "<img alt=\"\" title=\" src=\" src=\"a.png\">";
        let all: Vec<_> = attributes(tag).collect();
        assert_eq!(all, [("alt", ""), ("title", " src="), ("src", "a.png")]);
        assert_eq!((attribute(tag, "src"), attribute("<b>", "src")), (Some("a.png"), None));
    }
}
