//! The search of a site: an index of words, made when the site is, for a script that looks words up in it as they are
//! typed. Both fold words alike.

use crate::output::masked_text;
use crate::render::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word is not typed; its beginning is found.
const LONGEST: usize = 40;

/// The words of an incident, folded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(BTreeSet<String>);

impl Words {
    /// The words of what a report says first: title, summary, causes, services, tags and actions.
    pub fn new(context: &Context) -> Self {
        let incident = &context.incident;
        let texts = [&incident.id, &incident.title, &incident.summary, &incident.trigger];
        let lists =
            [&incident.root_cause, &incident.contributing_factors, &incident.services, &incident.tags];
        let actions = context.actions.iter().map(|action| &action.title);
        let mut words = BTreeSet::new();
        for text in texts.into_iter().chain(lists.into_iter().flatten()).chain(actions) {
            fold(&masked_text(text), &mut words);
        }
        Words(words)
    }
}

/// The index as a script: a function is called with all words, sorted, and for each the numbers of its incidents, each
/// as its distance from the one before.
pub(super) fn script<'w>(words: impl IntoIterator<Item = &'w Words>) -> String {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, words) in words.into_iter().enumerate() {
        for word in &words.0 {
            places.entry(word).or_default().push(number);
        }
    }
    // A browser compares UTF-16 units, and looks for words by halving.
    let mut places: Vec<(&str, Vec<usize>)> = places.into_iter().collect();
    places.sort_by_cached_key(|(word, _)| word.encode_utf16().collect::<Vec<_>>());
    let (mut all, mut numbers) = (String::new(), String::new());
    for (word, found) in places {
        if !all.is_empty() {
            all.push(' ');
            numbers.push(';');
        }
        all.push_str(word);
        let mut last = 0;
        for (at, number) in found.into_iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(numbers, "{comma}{}", number - last).expect("writing to a string cannot fail");
            last = number;
        }
    }
    // Words are letters and digits, so nothing in them ends a text.
    format!("postmortemSearch(\"{all}\",\"{numbers}\")\n")
}

/// Adds the words of a text in lower case and without accents.
fn fold(text: &str, words: &mut BTreeSet<String>) {
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() {
            words.insert(std::mem::take(word));
        }
    };
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if !c.is_alphanumeric() {
            end(&mut word);
        } else if is_ideographic(c) {
            // Such texts have no spaces: each character is looked for.
            end(&mut word);
            end(&mut c.to_string());
        } else if word.chars().count() < LONGEST {
            // Only at the end of a word it has this form.
            word.push(if c == 'ς' { 'σ' } else { c });
        }
    }
    end(&mut word);
}

/// Han, Hiragana and Katakana.
fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::{Words, fold, script};
    use std::collections::BTreeSet;

    fn words(text: &str) -> Words {
        let mut words = BTreeSet::new();
        fold(text, &mut words);
        Words(words)
    }

    /// Who types `uber` looks for `Über`; who types a quote must not end the script.
    #[test]
    fn folds_words_and_keeps_letters_alone() {
        let folded: Vec<String> =
            words("Über ΟΔΟΣ \"db_pool\" ﬁx İ 数据\"+alert(1)</script>").0.into_iter().collect();
        assert_eq!(folded, ["1", "alert", "db", "fix", "i", "pool", "script", "uber", "οδοσ", "据", "数"]);
    }

    /// The script takes distances.
    #[test]
    fn lists_for_each_word_where_it_is() {
        let index = script(&[words("b a"), words("c"), words("a"), words("a c")]);
        assert_eq!(index, "postmortemSearch(\"a b c\",\"0,2,1;0;1,2\")\n");
        assert_eq!(script(&[]), "postmortemSearch(\"\",\"\")\n");
    }
}
