//! A time at the start of a piece of Markdown, and the text after it without the marks between them.

use super::escapes::Unescaped;
use super::scan::{Scan, closing};
use super::{Order, When};

/// What has more words is a text.
const MOST_WORDS_OF_MARK: usize = 4;
/// No time is longer, whatever is around it.
const LONGEST: usize = 400;
/// What can be between a time and its text.
const SEPARATORS: &[&str] =
    &["->", "=>", ":", "-", "–", "—", "|", ",", ";", "→", ">", "=", "»", "\\-", "\\>", "\\|"];

/// A time at the start of a text.
#[derive(Debug, Clone)]
pub(in crate::import) struct Lead<'t> {
    pub(in crate::import) when: When,
    /// An emoji before the time, and emphasis that began with it and goes on after it.
    before: String,
    after: &'t str,
}

impl Lead<'_> {
    /// The text after the time.
    pub(in crate::import) fn rest(&self) -> String {
        if self.after.is_empty() {
            self.before.trim().to_owned()
        } else {
            format!("{}{}", self.before, self.after)
        }
    }

    /// Whether the time is all.
    pub(in crate::import) fn is_alone(&self) -> bool {
        self.after.is_empty() && self.before.trim().is_empty()
    }

    pub(in crate::import) fn has_clock(&self) -> bool {
        self.when.clock.is_some() || self.when.elapsed.is_some()
    }

    /// Whether a text follows a time of day.
    pub(in crate::import) fn is_entry(&self) -> bool {
        self.has_clock() && !self.is_alone()
    }
}

/// The time that a text begins with, perhaps after a mark such as `[Outage start]`.
pub(in crate::import) fn lead(text: &str, order: Order) -> Option<Lead<'_>> {
    let text = text.trim();
    lead_at_start(text, order).or_else(|| {
        let (mark, rest) = mark_before(text)?;
        let found = lead_at_start(rest, order).filter(|lead| !lead.is_alone())?;
        Some(Lead { before: format!("{mark} {}", found.before), ..found })
    })
}

/// `[Outage start]` or `**[Outage start]**` at the start of a text, and what follows it.
fn mark_before(text: &str) -> Option<(&str, &str)> {
    let bold = text.strip_prefix("**").filter(|text| text.starts_with('['));
    let (name, _) = bold.unwrap_or(text).strip_prefix('[')?.split_once(']')?;
    let is_mark =
        name.split_whitespace().count() <= MOST_WORDS_OF_MARK && name.chars().any(char::is_alphabetic);
    let length = name.len() + "[]".len() + if bold.is_some() { "****".len() } else { 0 };
    let (mark, rest) = text.split_at_checked(length)?;
    let ends = bold.is_none() || mark.ends_with("]**");
    (is_mark && ends && rest.starts_with(' ')).then(|| (mark, rest.trim_start()))
}

fn lead_at_start(text: &str, order: Order) -> Option<Lead<'_>> {
    let is_emoji =
        |c: char| !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '≈' | '±' | '–' | '—') || c == ' ';
    // A dash that is the mark of a list.
    let text =
        text.strip_prefix(['–', '—']).filter(|text| text.starts_with(' ')).map_or(text, str::trim_start);
    let (emoji, text) = text.split_at(text.len() - text.trim_start_matches(is_emoji).len());
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let unescaped = head.contains('\\').then(|| Unescaped::new(head));
    let head = unescaped.as_ref().map_or(head, |unescaped| &unescaped.text);

    let mut scan = Scan::new(head, 0, order);
    scan.skip();
    let bracket = scan.next().filter(|c| matches!(c, '[' | '('));
    if bracket.is_some() {
        scan.at += 1;
        scan.skip();
    }
    let mut when = scan.whole()?;
    if scan.rest().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '/'))
        && !scan.text[..scan.at].ends_with(' ')
    {
        return None;
    }
    let end = unescaped.as_ref().map_or(scan.at, |unescaped| unescaped.origin(scan.at));
    let mut open = scan.open;
    // `[10:15 the text of the link](address)`
    let is_link = bracket == Some('[')
        && !text[end..].trim_start_matches([' ', '*', '_', '`']).starts_with(']')
        && text[end..].contains("](");
    let bracket = bracket.filter(|_| !is_link);
    let after = text_after(&text[end..], bracket, &mut open, &mut when)?;
    let mut before = String::new();
    if !after.is_empty() {
        before.extend(
            [emoji.trim()].into_iter().filter(|emoji| !emoji.is_empty()).flat_map(|emoji| [emoji, " "]),
        );
    }
    before.extend(is_link.then_some("["));
    before.extend(open);
    Some(Lead { when, before, after })
}

/// The text after a time, without the marks that divide the two. `None` where a bracket around the time does not end.
fn text_after<'t>(
    text: &'t str,
    bracket: Option<char>,
    open: &mut Vec<&'static str>,
    when: &mut When,
) -> Option<&'t str> {
    let (mut rest, mut bracket, mut separators) = (text.trim_start(), bracket, 0);
    loop {
        let closer = match bracket {
            Some('[') => Some(']'),
            Some(_) => Some(')'),
            None => None,
        };
        if let Some(after) = open.last().and_then(|mark| rest.strip_prefix(closing(mark))) {
            rest = after;
            open.pop();
        } else if let Some(after) = closer.and_then(|closer| rest.strip_prefix(closer)) {
            rest = after;
            bracket = None;
            if closer == Some(']')
                && let Some((address, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'))
            {
                when.link = Some(address.to_owned());
                rest = after;
            }
        } else if separators < 3
            && let Some(after) = SEPARATORS.iter().find_map(|mark| rest.strip_prefix(mark))
        {
            rest = after;
            separators += 1;
        } else if rest.starts_with(". ") {
            rest = &rest[1..];
        } else {
            break;
        }
        rest = rest.trim_start();
    }
    bracket.is_none().then_some(rest)
}
