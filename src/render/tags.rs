//! The tags of a template's source, and their tokens: as much as the engine's own lexer sees, which is not public.

use std::ops::Range;

/// A tag that prints, `{{ … }}`, or controls, `{% … %}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'s> {
    /// Whether it prints.
    pub(super) prints: bool,
    /// Whether the white space after it is removed: `-%}`.
    pub(super) trims: bool,
    /// With its delimiters.
    pub(super) range: Range<usize>,
    /// What is between them.
    pub(super) tokens: Vec<Token<'s>>,
}

/// A word, a literal or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub(super) kind: Kind,
    /// As written.
    pub(super) text: &'s str,
    /// Where it starts.
    pub(super) at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    /// A text in quotes, or a number.
    Literal,
    Mark,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// The tags of a source that the engine accepts, in order. Comments and raw text have none.
pub(super) fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = opening(source, at) {
        at = match &source[start..start + 2] {
            "{#" => source[start..].find("#}").map_or(source.len(), |end| start + end + 2),
            open => {
                let tag = tag(source, start, open == "{{");
                let end = tag.range.end;
                let is_raw = matches!(tag.tokens.as_slice(), [only] if only.is("raw"));
                found.push(tag);
                if is_raw { end_of_raw(source, end) } else { end }
            }
        };
    }
    found
}

/// Where the next tag or comment starts. One search for all kinds: a source may have many of one and none of another.
fn opening(source: &str, from: usize) -> Option<usize> {
    let opens = |at: &usize| matches!(source.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#'));
    source[from..].match_indices('{').map(|(at, _)| from + at).find(opens)
}

/// Where the raw text that starts here ends.
fn end_of_raw(source: &str, start: usize) -> usize {
    let ends = |at: &usize| {
        let tag = source[*at + 2..].trim_start_matches('-').trim_start();
        tag.starts_with("endraw")
    };
    let found = source[start..].match_indices("{%").map(|(at, _)| start + at).find(ends);
    found.unwrap_or(source.len())
}

fn tag(source: &str, start: usize, prints: bool) -> Tag<'_> {
    let close = if prints { "}}" } else { "%}" };
    let mut at = start + 2;
    if source[at..].starts_with('-') {
        at += 1;
    }
    let mut tokens = Vec::new();
    loop {
        at = source.len() - source[at..].trim_start().len();
        let rest = &source[at..];
        let trims = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(close));
        if rest.is_empty() || rest.starts_with(close) || trims {
            let end = (at + close.len() + usize::from(trims)).min(source.len());
            return Tag { prints, trims, range: start..end, tokens };
        }
        let (kind, length) = token(rest);
        tokens.push(Token { kind, text: &rest[..length], at });
        at += length;
    }
}

/// The kind and the length of the token that a text starts with.
fn token(rest: &str) -> (Kind, usize) {
    let length = |inside: fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
    match rest.chars().next().unwrap_or_default() {
        quote @ ('"' | '\'' | '`') => {
            let mut escaped = false;
            let closes = |(_, c): &(usize, char)| {
                let is_end = *c == quote && !escaped;
                escaped = *c == '\\' && !escaped;
                is_end
            };
            let end = rest.char_indices().skip(1).find(closes);
            (Kind::Literal, end.map_or(rest.len(), |(end, _)| end + 1))
        }
        c if c.is_ascii_digit() => (Kind::Literal, length(|c| c.is_ascii_digit())),
        c if c.is_alphabetic() || c == '_' => (Kind::Name, length(|c| c.is_alphanumeric() || c == '_')),
        c => {
            let marks = ["...", "?.", "?[", "==", "!=", "<=", ">=", "</", "//", "**"];
            let long = marks.iter().find(|mark| rest.starts_with(**mark));
            (Kind::Mark, long.map_or(c.len_utf8(), |mark| mark.len()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::tags;

    fn texts(source: &str) -> Vec<Vec<&str>> {
        tags(source).iter().map(|tag| tag.tokens.iter().map(|token| token.text).collect()).collect()
    }

    /// A brace in a text, a comment or raw text taken as a tag would make every position after it wrong.
    #[test]
    fn finds_what_the_engine_finds() {
        assert_eq!(
            texts("a {{ b.c | d(e=\"}}\") }} {# {{ no }} #}"),
            [["b", ".", "c", "|", "d", "(", "e", "=", "\"}}\"", ")"]]
        );
        assert_eq!(
            texts("{%- if a?.b == 'x\\'%}' -%} {{-c-}}").concat(),
            ["if", "a", "?.", "b", "==", "'x\\'%}'", "c"]
        );
        assert_eq!(texts("{% raw %}{{ no }}{%- endraw -%}{{ a }}"), [["raw"], ["endraw"], ["a"]]);
        assert_eq!(texts("{{ [...a, 1.5] }} {{"), [vec!["[", "...", "a", ",", "1", ".", "5", "]"], vec![]]);
    }
}
