//! The wording that messages of all layers share: what was probably meant, lists and counts in prose.

use std::fmt::Display;

/// How a question begins that offers what was probably meant.
const QUESTION: &str = "did you mean";

/// The question whether something else was meant.
pub fn did_you_mean(meant: impl Display) -> String {
    format!("{QUESTION} `{meant}`?")
}

/// The question which of two things was meant.
pub fn did_you_mean_either(meant: impl Display, other: impl Display) -> String {
    format!("{QUESTION} `{meant}` or `{other}`?")
}

/// Whether a help asks what was meant.
pub fn is_question(help: &str) -> bool {
    help.starts_with(QUESTION)
}

/// That there is nothing of a name, with what was probably meant, or all that there is.
pub fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(meant) => format!("there is no {what} `{name}`; {}", did_you_mean(meant)),
        None => format!("there is no {what} `{name}`; the {what}s are {}", list(known)),
    }
}

/// Names longer than this are not typos, and comparing them would cost time on hostile input.
const LONGEST: usize = 64;

/// The known name nearest to `name`, if it is near enough: one edit, plus one for every four letters.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let length = name.chars().count();
    known
        .into_iter()
        .filter_map(|candidate| {
            let (most, lower) = (1 + candidate.len() / 4, candidate.to_lowercase());
            // Names of different lengths differ by at least as many edits, which is quick to check.
            let is_near = lower.chars().count().abs_diff(length) <= most;
            let distance = is_near.then(|| strsim::osa_distance(&name, &lower))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names as they are typed: each between backticks.
pub fn quoted<T: Display>(names: impl IntoIterator<Item = T>) -> impl Iterator<Item = String> {
    names.into_iter().map(|name| format!("`{name}`"))
}

/// `a, b, c`
pub fn list<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    names.join(", ")
}

/// `a, b or c`
pub fn choice<T: Display>(names: impl IntoIterator<Item = T>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    let last = names.pop().unwrap_or_default();
    if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) }
}

/// `1 file`, `2 files`
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, word: &str) -> String {
    counted_as(count, word, &format!("{word}s"))
}

/// `1 entry`, `2 entries`
pub fn counted_as<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str, several: &str) -> String {
    format!("{count} {}", if count == N::from(1) { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::{choice, counted, list, nearest, quoted, unknown};

    /// A list that reads badly makes each message read badly that contains one.
    #[test]
    fn lists_and_counts_read_as_prose() {
        assert_eq!(list(["a", "b", "c"]), "a, b, c");
        assert_eq!(choice(quoted(["a", "b", "c"])), "`a`, `b` or `c`");
        assert_eq!(choice(["a"]), "a");
        assert_eq!(choice([""; 0]), "");
        assert_eq!((counted(1_usize, "file"), counted(0_usize, "file")), ("1 file".into(), "0 files".into()));
    }

    /// A user who mistypes a name needs the right one, or else all of them.
    #[test]
    fn an_unknown_name_is_told_with_what_there_is() {
        let known = ["error", "off"];
        assert_eq!(
            unknown("level", "eror", known.into_iter()),
            "there is no level `eror`; did you mean `error`?"
        );
        assert_eq!(
            unknown("level", "loud", known.into_iter()),
            "there is no level `loud`; the levels are error, off"
        );
    }

    /// A far-fetched suggestion is worse than none.
    #[test]
    fn suggests_only_what_is_near() {
        let known = ["timeline", "title", "timezone"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Timline", known), Some("timeline"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest(&"t".repeat(1000), known), None);
    }
}
