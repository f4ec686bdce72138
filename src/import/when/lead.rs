//! A time at the start of a piece of Markdown, and the text after it without the marks between them.

use super::escapes::Unescaped;
use super::scan::{Scan, closing};
use super::{Style, When};

/// A mark with more words than this is prose.
const MOST_WORDS_OF_MARK: usize = 4;
/// The maximum length of a time with everything around it.
const LONGEST: usize = 400;
/// What may separate a time from its text.
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

    /// Whether nothing follows the time.
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
pub(in crate::import) fn lead(text: &str, style: Style) -> Option<Lead<'_>> {
    let text = text.trim();
    lead_at_start(text, style).or_else(|| {
        let (mark, rest) = mark_before(text)?;
        let found = lead_at_start(rest, style).filter(|lead| !lead.is_alone())?;
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

/// `:red_circle: 10:15`: the name of an emoji, and the text after it.
fn emoji_name(text: &str) -> (&str, &str) {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-');
    let inside = text.strip_prefix(':').unwrap_or_default();
    let length = inside.find(|c: char| !is_letter(c)).unwrap_or(0);
    if length > 1 && inside[length..].starts_with(": ") && inside.starts_with(char::is_alphabetic) {
        text.split_at(length + ":: ".len())
    } else {
        ("", text)
    }
}

fn lead_at_start(text: &str, style: Style) -> Option<Lead<'_>> {
    let is_emoji =
        |c: char| !c.is_ascii() && !c.is_alphanumeric() && !matches!(c, '≈' | '±' | '–' | '—') || c == ' ';
    // A dash that is the mark of a list.
    let text =
        text.strip_prefix(['–', '—']).filter(|text| text.starts_with(' ')).map_or(text, str::trim_start);
    let (emoji, text) = text.split_at(text.len() - text.trim_start_matches(is_emoji).len());
    let (emoji, text) = if emoji.is_empty() { emoji_name(text) } else { (emoji, text) };
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let unescaped = head.contains('\\').then(|| Unescaped::new(head));
    let head = unescaped.as_ref().map_or(head, |unescaped| &unescaped.text);

    let mut scan = Scan::new(head, 0, style);
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

/// The text after a time, without what separates the two. `None` if a bracket around the time is not closed.
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

#[cfg(test)]
mod tests {
    use super::lead;
    use crate::import::when::{Style, days_in, trail};

    /// What is read of a time, in short, and the text after it.
    fn read(text: &str) -> Option<(String, String)> {
        let lead = lead(text, Style::default())?;
        let when = &lead.when;
        let mut parts = Vec::new();
        parts.extend(when.day.as_ref().map(|day| match day.year {
            Some(year) => format!("{year}-{:02}-{:02}", day.month, day.of_month),
            None => format!("{:02}-{:02}", day.month, day.of_month),
        }));
        parts.extend(when.relative.map(|days| format!("{days:+} days")));
        parts.extend(when.elapsed.map(|minutes| format!("T{minutes:+}")));
        parts.extend(when.clock.map(|clock| format!("{}{clock}", if when.approximate { "~" } else { "" })));
        parts.extend(when.zone.clone());
        parts.extend(when.end.as_ref().and_then(|end| end.clock).map(|clock| format!("to {clock}")));
        Some((parts.join(" "), lead.rest()))
    }

    /// Each form that reports use: one that is not read leaves its entry without a time.
    #[test]
    fn reads_each_form() {
        for (text, when, rest) in [
            ("10:15 x", "10:15", "x"),
            ("10:15:30 - x", "10:15:30", "x"),
            ("7:35 PM: x", "19:35", "x"),
            ("9am – x", "09:00", "x"),
            ("10.15 p.m. x", "22:15", "x"),
            ("10h15 - x", "10:15", "x"),
            ("1015 UTC - x", "10:15 UTC", "x"),
            ("noon x", "12:00", "x"),
            ("**10:15 UTC:** x", "10:15 UTC", "x"),
            ("`10:15` x", "10:15", "x"),
            ("[10:15] x", "10:15", "x"),
            ("(10:15 UTC) x", "10:15 UTC", "x"),
            ("🔴 10:15 x", "10:15", "🔴 x"),
            ("~10:15 x", "~10:15", "x"),
            ("at about 10:15, x", "~10:15", "x"),
            ("10:15 - 10:30 x", "10:15 to 10:30", "x"),
            ("1:15 - 2:30 PM x", "13:15 to 14:30", "x"),
            ("10:15 PDT / 17:15 UTC x", "10:15 PDT", "x"),
            ("10:15 GET /health fails", "10:15", "GET /health fails"),
            ("16:37 Denver - x", "16:37 Denver", "x"),
            ("10:15 Africa/Lagos (UTC+01:00) x", "10:15 Africa/Lagos", "x"),
            ("2024-05-30 10:15 x", "2024-05-30 10:15", "x"),
            ("2024\\-05\\-30 10:15 \\- x", "2024-05-30 10:15", "x"),
            ("2024-05-30T10:15Z x", "2024-05-30 10:15 Z", "x"),
            ("2024-05-30 10:15 +0200 x", "2024-05-30 10:15 +0200", "x"),
            ("2021-06-03 - 10:15 - x", "2021-06-03 10:15", "x"),
            ("5/23/21 10:15 x", "2021-05-23 10:15", "x"),
            ("23.05.2021 10:15 x", "2021-05-23 10:15", "x"),
            ("23/05 10:15 x", "05-23 10:15", "x"),
            ("May 3rd, 10:15 x", "05-03 10:15", "x"),
            ("19. April 10:15 x", "04-19 10:15", "x"),
            ("Monday, May 3 @ 10:15: x", "05-03 10:15", "x"),
            ("10:15 UTC, May 3, 2021: x", "2021-05-03 10:15 UTC", "x"),
            ("Next day 10:15 x", "+1 days 10:15", "x"),
            ("T+5 min: x", "T+5", "x"),
            ("T+1h30 x", "T+90", "x"),
            ("T-0:10 x", "T-10", "x"),
        ] {
            assert_eq!(read(text), Some((when.to_owned(), rest.to_owned())), "{text}");
        }
    }

    /// What only looks like a time would take words out of the text.
    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "3:1 odds",
            "24/7 support",
            "10:15x",
            "503 errors",
            "5xx rate",
            "1015 requests",
            "10.15 seconds",
            "T-Mobile",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        // The day does not exist: what becomes of it is decided where days are resolved, and nothing else is read.
        assert_eq!(days_in("2021-02-30", Style::default())[0].0.date(None), None);
        let days = days_in("Drop #1 May 31", Style::default());
        assert_eq!((days.len(), days[0].0.month, days[0].0.of_month), (1, 5, 31));
    }

    /// A time at the end belongs to its text only where it is marked as one.
    #[test]
    fn reads_a_time_at_the_end() {
        let text = |text: &str| trail(text, Style::default()).map(|(_, before)| before);
        assert_eq!(text("First detected 2020-09-21 18:27").as_deref(), Some("First detected"));
        assert_eq!(text("Resolved (10:15 UTC)").as_deref(), Some("Resolved"));
        assert_eq!(text("We use 10:15"), None);
    }
}
