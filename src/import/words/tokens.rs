//! The words of a heading, without those that say nothing about its meaning.

/// Words that say nothing about which section it is.
const FILLER: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "for",
    "our",
    "this",
    "that",
    "is",
    "was",
    "incident",
    "postmortem",
    "mortem",
    "post",
    "outage",
    "report",
    "section",
    "s",
    "in",
    "and",
    "issue",
    "full",
    "detailed",
    "so",
    "exactly",
];

/// Words of a question around what a heading is about: `What went well`, `How it was resolved`.
const ASKING: &[&str] = &[
    "what", "where", "how", "thing", "that", "we", "it", "did", "have", "were", "are", "which", "i", "has",
    "been", "some", "here", "could",
];

/// Letters and digits of a heading as lower-case words, without its number, what is in parentheses, emoji and plurals.
pub(in crate::import) fn tokens(text: &str) -> Vec<String> {
    let plain = without_parentheses(text);
    let plain = without_emoji(&plain).to_lowercase().replace('&', " and ").replace(['\'', '’', '`'], "");
    let split = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = split.map(str::to_owned).collect();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let numbers = words
        .windows(2)
        // `5 whys`
        .take_while(|pair| is_number(&pair[0]) && pair[1] != "whys")
        .count();
    words.drain(..numbers);
    for word in &mut words {
        if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
            word.pop();
        }
    }
    words
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_i32;
    let keep = |c: &char| {
        depth += i32::from(matches!(c, '(' | '['));
        let keep = depth == 0 || *c == '[';
        if matches!(c, ')' | ']') {
            depth = (depth - 1).max(0);
        }
        keep
    };
    let plain: String = text.chars().filter(keep).collect();
    // All of it is in parentheses.
    if plain.chars().any(char::is_alphanumeric) { plain } else { text.to_owned() }
}

/// Without `:warning:` in `:warning: Root cause`.
fn without_emoji(text: &str) -> String {
    if !text.trim_start().starts_with(':') {
        return text.replace(':', " ");
    }
    let is_name = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let parts = text.split(':').enumerate().filter(|(index, part)| index % 2 == 0 || !is_name(part));
    parts.map(|(_, part)| part).collect::<Vec<_>>().join(" ")
}

/// The words without filler; all of them, if they are nothing else.
pub(super) fn slim(words: &[String]) -> Vec<&str> {
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !FILLER.contains(word)).collect();
    if kept.is_empty() { words.iter().map(String::as_str).collect() } else { kept }
}

/// The words without those of a question.
pub(super) fn core<'w>(words: &[&'w str]) -> Vec<&'w str> {
    words.iter().copied().filter(|word| !ASKING.contains(word)).collect()
}

/// Whether a title says no more than what kind of document it is.
pub(in crate::import) fn is_generic(text: &str) -> bool {
    const KIND: &[&str] = &[
        "postmortem",
        "post",
        "mortem",
        "incident",
        "report",
        "rca",
        "root",
        "cause",
        "analysi",
        "review",
        "retrospective",
        "summary",
        "outage",
        "document",
        "template",
        "the",
        "a",
        "an",
    ];
    text.len() <= 200 && tokens(text).iter().all(|word| KIND.contains(&word.as_str()))
}
