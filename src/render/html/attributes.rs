//! The attributes of tags in sanitised HTML, which stand in double quotes.

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

    /// The text of a value could be taken for another attribute: `title=" src="`.
    #[test]
    fn distinguishes_values_from_names() {
        let tag = "<img alt=\"\" title=\" src=\" src=\"a.png\">";
        let all: Vec<_> = attributes(tag).collect();
        assert_eq!(all, [("alt", ""), ("title", " src="), ("src", "a.png")]);
        assert_eq!((attribute(tag, "src"), attribute("<b>", "src")), (Some("a.png"), None));
    }
}
