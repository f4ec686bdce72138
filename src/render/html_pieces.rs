//! HTML as tags and the text between them. Where Markdown and browsers do not agree on the end of a tag, or nothing ends
//! it, its bracket is a piece of its own.

/// How often the text may be searched in vain for the ends of its tags.
const SEARCHES: usize = 4;

/// A piece of HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'h> {
    pub(super) kind: Kind,
    /// Where it starts.
    pub(super) at: usize,
    /// As it is written: a tag with its brackets, a text with its escapes.
    pub(super) text: &'h str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Open,
    Close,
    Comment,
    /// A declaration, a processing instruction, the bracket of a tag without an end.
    Other,
}

impl<'h> Piece<'h> {
    /// The name of a tag; that of an end tag with its slash: `/p`.
    pub(super) fn name(&self) -> &'h str {
        let inner = self.text.strip_prefix('<').unwrap_or(self.text);
        let ends = |(at, c): &(usize, char)| c.is_whitespace() || *c == '>' || (*c == '/' && *at > 0);
        inner.char_indices().find(ends).map_or(inner, |(end, _)| &inner[..end])
    }
}

/// The pieces in their order.
pub(super) fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    // A search in vain starts again at the next bracket, so that many brackets could make it take long.
    let (mut at, mut budget) = (0, SEARCHES * html.len());
    std::iter::from_fn(move || {
        let rest = Some(&html[at..]).filter(|rest| !rest.is_empty())?;
        let (kind, length) = match kind(rest) {
            Kind::Text => {
                let text = |(at, _): &(usize, &str)| *at > 0 && kind(&rest[*at..]) != Kind::Text;
                (Kind::Text, rest.match_indices('<').find(text).map_or(rest.len(), |(end, _)| end))
            }
            kind => match end(kind, &rest[1..], budget) {
                End::At(end) => (kind, 1 + end),
                End::Never if kind == Kind::Comment => (kind, rest.len()),
                End::Never => {
                    // After a tag that never ends, none does.
                    budget = 0;
                    (Kind::Other, 1)
                }
                End::Disputed(searched) => {
                    budget = budget.saturating_sub(searched);
                    (Kind::Other, 1)
                }
            },
        };
        let piece = Piece { kind, at, text: &rest[..length] };
        at += length;
        Some(piece)
    })
}

/// What starts here.
fn kind(html: &str) -> Kind {
    match html.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => Kind::Comment,
        [b'<', b'!' | b'?', ..] => Kind::Other,
        [b'<', b'/', c, ..] if c.is_ascii_alphabetic() => Kind::Close,
        [b'<', c, ..] if c.is_ascii_alphabetic() => Kind::Open,
        _ => Kind::Text,
    }
}

/// Where a tag ends: after its `>`.
enum End {
    At(usize),
    Never,
    /// Markdown and browsers disagree; found after this many bytes.
    Disputed(usize),
}

/// Where the tag or comment ends that has this behind its bracket.
fn end(kind: Kind, rest: &str, budget: usize) -> End {
    match kind {
        _ if budget == 0 => End::Disputed(0),
        Kind::Comment => end_of_comment(rest),
        _ => end_of_tag(rest),
    }
}

/// A `>` in quotes does not end a tag. Browsers only recognise quotes after `=`.
fn end_of_tag(rest: &str) -> End {
    let (mut quote, mut last) = (None, ' ');
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (None, '>') => return End::At(at + 1),
            (None, '"' | '\'') if last == '=' => quote = Some(c),
            (None, '"' | '\'') => return End::Disputed(at + 1),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        last = if c.is_whitespace() { last } else { c };
    }
    End::Never
}

/// Browsers end a comment at `--!>` too.
fn end_of_comment(rest: &str) -> End {
    for (at, _) in rest.match_indices('>') {
        match &rest[..at] {
            before if before.ends_with("--") => return End::At(at + 1),
            before if before.ends_with("--!") => return End::Disputed(at + 1),
            _ => {}
        }
    }
    End::Never
}

#[cfg(test)]
mod tests {
    use super::pieces;

    fn cut(html: &str) -> Vec<&str> {
        pieces(html).map(|piece| piece.text).collect()
    }

    /// A quoted bracket taken as the end of a tag would turn an attribute into text.
    #[test]
    fn cuts_at_tags_only() {
        assert_eq!(cut("a<b title=\"x > y\">c</b>"), ["a", "<b title=\"x > y\">", "c", "</b>"]);
        assert_eq!(cut("1 < 2 <- <3"), ["1 < 2 <- <3"]);
        assert_eq!(cut("<i title='\"'>a<!-- <b> -->"), ["<i title='\"'>", "a", "<!-- <b> -->"]);
        let names: Vec<_> = pieces("<b title=\"\"></b><br/>").map(|piece| piece.name()).collect();
        assert_eq!(names, ["b", "/b", "br"]);
    }

    /// Whoever takes a tag for ended where a browser does not lets a field write into the rest of the page.
    #[test]
    fn a_tag_whose_end_is_disputed_is_none() {
        assert_eq!(cut("<b x'></b>"), ["<", "b x'>", "</b>"]);
        assert_eq!(cut("<!-- --!><p>"), ["<", "!-- --!>", "<p>"]);
        assert_eq!(cut("<a b <i c"), ["<", "a b ", "<", "i c"]);
    }
}
