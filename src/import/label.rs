//! Labels: `**Label:** value`, `Label: value`, `**Label** value`.

use super::markdown::Span;

/// The maximum length of a label.
const LONGEST: usize = 60;
const MOST_WORDS: usize = 6;

/// A label at the start of a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    pub(super) name: String,
    /// Where in the line its value begins.
    pub(super) value: usize,
    pub(super) is_bold: bool,
}

/// The label that a line begins with.
pub(super) fn label(line: &str) -> Option<Label> {
    let marks = line.bytes().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    let (mark, body) = line.split_at(marks);
    let head = &body[..body.floor_char_boundary(LONGEST * 3)];
    if head.starts_with(char::is_whitespace) {
        return None;
    }
    let colon = head.find(':').filter(|at| *at <= LONGEST);
    let bold_end = (!mark.is_empty()).then(|| head.find(mark)).flatten();
    let (end, after) = match (colon, bold_end) {
        (Some(colon), Some(close)) if colon < close => {
            let is_closed = body[colon + 1..].starts_with(mark);
            (colon, colon + 1 + if is_closed { marks } else { 0 })
        }
        (Some(colon), Some(close)) if body[close + marks..colon].trim().is_empty() => (close, colon + 1),
        (_, Some(close)) => (close, close + marks),
        (Some(colon), None) => (colon, colon + 1),
        (None, None) => return None,
    };
    let name = body[..end].trim();
    // What is in parentheses explains the name: `Severity (see `levels.md`): SEV1`.
    let bare = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).map_or(name, |(bare, _)| bare);
    let fits = !bare.is_empty()
        && bare.split_whitespace().count() <= MOST_WORDS
        && !bare.contains(['.', '|', '`', '[', '<', '/', '\n']);
    // `&` begins an entity, such as the space that exporters leave.
    let follows = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '-' | '–' | '[' | '&');
    let is_divided = body[after..].chars().next().is_none_or(follows);
    (fits && is_divided).then(|| Label { name: name.to_owned(), value: marks + after, is_bold: marks >= 2 })
}

/// A heading without its marks.
pub(super) fn plain(text: &str) -> String {
    let mut text = text.trim().trim_start_matches('#').trim();
    if let Some((body, under)) = text.rsplit_once('\n')
        && !under.is_empty()
        && under.trim().chars().all(|c| c == '=' || c == '-')
    {
        text = body;
    }
    let text = unescape(text.trim().trim_end_matches('#').trim());
    let mut out = without_anchors(&without_links(&text));
    for mark in ["**", "__", "`"] {
        out = out.replace(mark, "");
    }
    let starred = out.trim().strip_prefix(['*', '_']).and_then(|text| text.strip_suffix(['*', '_']));
    starred.unwrap_or(&out).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `[text](address)` as its text.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let linked = rest[open..].find("](").and_then(|middle| {
            let middle = open + middle;
            rest[middle..].find(')').map(|end| (middle, middle + end))
        });
        let Some((middle, end)) = linked else { break };
        out.push_str(&rest[..open]);
        out.push_str(&rest[open + 1..middle]);
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Exporters put `<a href="#title" id="title"></a>` into headings, to link to them.
fn without_anchors(text: &str) -> String {
    let mut out = text.to_owned();
    while let Some(open) = ["<a ", "</a>", "<span", "</span>"].iter().find_map(|tag| out.find(tag)) {
        let Some(end) = out[open..].find('>') else { break };
        out.replace_range(open..=open + end, "");
    }
    out
}

/// Google Docs and pandoc escape what needs no escape.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    for c in ["-", ":", ".", "~", "+", "|", "(", ")", "#"] {
        out = out.replace(&format!("\\{c}"), c);
    }
    out
}

/// The text of a paragraph that is one line in bold: a heading in all but name.
pub(super) fn bold_line(text: &str) -> Option<&str> {
    let text = text.trim();
    if text.len() > 120 {
        return None;
    }
    let text = footnote(text).map_or(text, |at| &text[..at]).trim_end_matches(':').trim_end_matches('\\');
    let mark = ["**", "__"]
        .into_iter()
        .find(|mark| text.len() > 4 && text.starts_with(mark) && text.ends_with(mark))?;
    let inner = &text[2..text.len() - 2];
    (!inner.contains(mark) && !inner.contains('\n') && inner.len() <= 100).then_some(inner)
}

/// Where a footnote marker at the end of a text begins.
pub(super) fn footnote(text: &str) -> Option<usize> {
    text.rfind("[^").filter(|_| text.ends_with(']'))
}

/// A value without its label, and where both are.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) is_bold: bool,
    /// The label.
    pub(super) head: Span,
    /// The value.
    pub(super) value: Span,
}
