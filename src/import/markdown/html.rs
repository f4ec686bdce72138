//! HTML as converters leave it: tables become Markdown tables, the `<summary>` of `<details>` becomes a bold line.

use super::Traced;

/// Elements that only say how a text looks.
const TAGS: &[&str] = &[
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "p", "ul", "ol", "li", "br", "div", "span", "b",
    "i", "em", "strong", "a", "img", "code", "pre", "sub", "sup", "u", "colgroup", "col", "input", "label",
    "font", "time", "hr", "h1", "h2", "h3", "h4", "ac", "ri",
];
/// Ends of elements that end a line.
const LINE_ENDS: &[&str] = &["</p>", "</li>", "<br>", "<br/>", "<br />", "</div>"];
/// Elements that become Markdown as a whole, with their ends.
const WHOLE: [(&str, &str); 3] = [("<table", "</table>"), ("<ul", "</ul>"), ("<ol", "</ol>")];
/// The maximum length of a tag.
const LONGEST_TAG: usize = 2000;
/// Stands for a line break until the tags are gone.
const BREAK: char = '\u{1}';

/// A report with such HTML as Markdown.
pub(super) fn without_html(source: &Traced) -> Traced {
    if !["<table", "<summary", "details>", "<ul", "<ol"].iter().any(|tag| source.text.contains(tag)) {
        return source.clone();
    }
    let line_of = Lines::new(source);
    let mut out = Traced::new(1);
    let mut at = 0;
    let text = &*source.text;
    let last = WHOLE.map(|(_, end)| text.rfind(end).unwrap_or(0));
    while let Some(open) = next(text, at, &last) {
        out.push(&text[at..open], line_of.at(at));
        let line = line_of.at(open);
        let rest = &text[open..];
        let (made, length) = match rest.get(..3) {
            Some("<ta") => table(rest),
            Some("<ul") => list(rest, "</ul>"),
            Some("<ol") => list(rest, "</ol>"),
            _ => fold(rest),
        };
        match made {
            Some(made) => out.push_made(&made, line),
            None => out.push(&rest[..length], line),
        }
        at = open + length;
    }
    out.push(&text[at..], line_of.at(at));
    out
}

/// The next place where something may be changed. A table or list that never ends is none: `last` has where the last
/// ones end.
fn next(text: &str, at: usize, last: &[usize]) -> Option<usize> {
    let starts = text[at..].match_indices('<').map(|(found, _)| at + found);
    let is_fold = |rest: &str| {
        ["<summary>", "<details>", "</details>", "<details open>"].iter().any(|tag| rest.starts_with(tag))
    };
    let is_ours = |open: &usize| {
        let rest = &text[*open..];
        let is_whole = |((tag, _), last): (&(&str, &str), &usize)| rest.starts_with(tag) && open < last;
        WHOLE.iter().zip(last).any(is_whole) || is_fold(rest)
    };
    starts.into_iter().find(is_ours)
}

/// The Markdown of `<details>`, and the length of the HTML that it replaces.
fn fold(rest: &str) -> (Option<String>, usize) {
    if let Some(after) = rest.strip_prefix("<summary>") {
        let end = after[..after.floor_char_boundary(LONGEST_TAG)].find("</summary>");
        return match end {
            Some(end) => {
                let text = without_tags(&after[..end]);
                (Some(format!("\n\n**{text}**\n\n")), "<summary>".len() + end + "</summary>".len())
            }
            None => (None, "<summary>".len()),
        };
    }
    let length = rest.find('>').map_or(1, |end| end + 1);
    (Some(String::new()), length)
}

/// A table as Markdown, and how much of the text that takes. One that is not what it should be stays HTML: no word
/// may go.
fn table(rest: &str) -> (Option<String>, usize) {
    let Some(close) = rest.find("</table>") else { return (None, "<table".len()) };
    let length = close + "</table>".len();
    let inside = &rest[..close];
    let rows: Vec<Vec<String>> = inside.split("<tr").skip(1).map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width == 0 || words(&without_tags(inside)) != words(&rows.concat().join(" ")) {
        return (None, length);
    }
    let mut out = String::from("\n\n");
    for (index, mut row) in rows.into_iter().enumerate() {
        row.resize(width, String::new());
        out.extend(["| ", &row.join(" | "), " |\n"]);
        if index == 0 {
            out.extend(["|", &" --- |".repeat(width), "\n"]);
        }
    }
    out.push('\n');
    (Some(out), length)
}

/// A list as Markdown, and how much of the text that takes. One that holds another list stays HTML, as does one in a line.
fn list(rest: &str, end: &str) -> (Option<String>, usize) {
    let Some(close) = rest.find(end) else { return (None, "<ul".len()) };
    let length = close + end.len();
    let inside = rest[..close].split_once('>').map_or("", |(_, inside)| inside);
    let items: Vec<String> = inside
        .split("<li")
        .skip(1)
        .map(|item| without_tags(item.split_once('>').map_or("", |(_, item)| item)))
        .collect();
    let is_plain = !inside.contains("<ul") && !inside.contains("<ol") && !items.is_empty();
    if !is_plain || words(&without_tags(inside)) != words(&items.join(" ")) {
        return (None, length);
    }
    let items = items.iter().map(|item| format!("- {}", item.replace("<br>", " "))).collect::<Vec<_>>();
    (Some(format!("\n\n{}\n\n", items.join("\n"))), length)
}

fn cells(row: &str) -> Vec<String> {
    let cells = row.split("<td").flat_map(|part| part.split("<th"));
    let cells = cells.filter(|cell| cell.contains("</td>") || cell.contains("</th>"));
    cells.map(|cell| without_tags(cell.split_once('>').map_or("", |(_, text)| text))).collect()
}

fn words(text: &str) -> Vec<String> {
    let text = text.replace("<br>", " ");
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort();
    words
}

/// The text of a cell, its lines divided by `<br>`.
fn without_tags(cell: &str) -> String {
    let mut cell = cell.replace('\n', " ");
    for end in LINE_ENDS {
        cell = cell.replace(end, &BREAK.to_string());
    }
    let mut out = String::new();
    let mut rest = cell.as_str();
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open..rest.floor_char_boundary(open + LONGEST_TAG)];
        let name: String =
            tag[1..].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = TAGS.contains(&&*name.to_lowercase()).then(|| tag.find('>')).flatten();
        // `<this server>` is not a tag.
        if let Some(end) = end {
            out.push(' ');
            rest = &rest[open + end + 1..];
        } else {
            out.push_str("&lt;");
            rest = &rest[open + 1..];
        }
    }
    out.push_str(rest);
    let mut out = out.replace('|', "/");
    for (entity, c) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&#39;", "'"), ("&amp;", "&")]
    {
        out = out.replace(entity, c);
    }
    let lines = out.split(BREAK).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("<br>")
}

/// Where the lines of a text are.
struct Lines<'t> {
    starts: Vec<usize>,
    origins: &'t [usize],
}

impl<'t> Lines<'t> {
    fn new(source: &'t Traced) -> Self {
        let breaks = source.text.match_indices('\n').map(|(at, _)| at + 1);
        Lines { starts: std::iter::once(0).chain(breaks).collect(), origins: source.origins() }
    }

    fn at(&self, place: usize) -> usize {
        let index = self.starts.partition_point(|start| *start <= place).saturating_sub(1);
        self.origins.get(index).copied().unwrap_or(1)
    }
}
