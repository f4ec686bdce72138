//! What the headings and labels of reports mean.

mod meaning;
mod phrases;
mod tokens;

pub(super) use meaning::Meaning;
pub(super) use tokens::{is_generic, tokens};

use crate::wording::{did_you_mean, list, nearest};
use phrases::PHRASES;
use std::collections::HashMap;
use std::sync::LazyLock;
use tokens::{core, slim};

/// A heading with more words than this is prose.
const LONGEST: usize = 200;
/// How many words a heading may have besides the phrase that it contains.
const MOST_FURTHER: usize = 4;
/// How many words a heading may have at all, to be searched for a phrase.
const MOST_WORDS: usize = 10;

/// A team's own headings, each with the field that it means.
#[derive(Debug, Clone, Default)]
pub struct Headings(HashMap<String, Meaning>);

/// Why a heading cannot be taught.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HeadingError {
    /// It has no words, or far too many.
    #[error("the heading has no words")]
    NoWords,
    /// The name of a field that does not exist, and what to write instead.
    #[error("there is no field `{0}`")]
    NoField(String, String),
}

impl HeadingError {
    /// What to write instead.
    pub fn help(&self) -> &str {
        match self {
            HeadingError::NoWords => "write it as the reports do: \"What broke\"",
            HeadingError::NoField(_, help) => help,
        }
    }
}

impl Headings {
    /// Adds a heading.
    ///
    /// # Errors
    /// A heading without words, or a field that does not exist.
    pub fn add(&mut self, heading: &str, field: &str) -> Result<(), HeadingError> {
        let key = slim(&tokens(heading)).join(" ");
        if key.is_empty() || heading.len() > LONGEST {
            return Err(HeadingError::NoWords);
        }
        let Some(meaning) = Meaning::of_field(field) else {
            let help = match nearest(field, Meaning::fields()) {
                Some(meant) => did_you_mean(meant),
                None => format!("write one of {}", list(Meaning::fields())),
            };
            return Err(HeadingError::NoField(field.to_owned(), help));
        };
        self.0.insert(key, meaning);
        Ok(())
    }

    /// The names of the fields that a heading can mean.
    pub fn fields() -> impl Iterator<Item = &'static str> {
        Meaning::fields()
    }

    /// Adds the headings of another list, which take precedence.
    pub fn extend(&mut self, other: &Headings) {
        self.0.extend(other.0.iter().map(|(heading, meaning)| (heading.clone(), *meaning)));
    }
}

/// The headings of one run: the built-in ones, and the team's own.
#[derive(Clone, Copy)]
pub(super) struct Words<'h> {
    own: &'h Headings,
}

/// The phrases, prepared once.
struct Index {
    /// Those that are a whole heading, with their rank in the table.
    whole: HashMap<String, (usize, Meaning)>,
    /// The same without the words of questions.
    core: HashMap<String, (usize, Meaning)>,
    /// Those that a heading may contain, by their first word.
    contained: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    rank: usize,
    meaning: Meaning,
    words: Vec<String>,
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::new);

impl Index {
    fn new() -> Self {
        let mut index = Index { whole: HashMap::new(), core: HashMap::new(), contained: HashMap::new() };
        let phrases =
            PHRASES.iter().flat_map(|(meaning, list)| list.split('|').map(|phrase| (*meaning, phrase)));
        for (rank, (meaning, phrase)) in phrases.enumerate() {
            let words = tokens(phrase.trim_start_matches('='));
            let words = slim(&words);
            let core = core(&words);
            index.whole.entry(words.join(" ")).or_insert((rank, meaning));
            // One word is enough only if the heading is not a question.
            if !core.is_empty() && (core.len() > 1 || words.len() > 1) {
                index.core.entry(core.join(" ")).or_insert((rank, meaning));
            }
            if let Some(first) = words.first().filter(|_| !phrase.starts_with('=')) {
                let words = words.iter().map(|word| (*word).to_owned()).collect();
                index.contained.entry((*first).to_owned()).or_default().push(Phrase { rank, meaning, words });
            }
        }
        index
    }

    fn exact(&self, words: &[&str]) -> Option<Meaning> {
        let core = core(words);
        let by_core = (!core.is_empty()).then(|| self.core.get(&core.join(" "))).flatten();
        let found = self.whole.get(&words.join(" ")).into_iter().chain(by_core).min_by_key(|(rank, _)| *rank);
        found.map(|(_, meaning)| *meaning)
    }

    /// What a heading means that contains a phrase: a timeline first, else the longest phrase.
    fn containing(&self, words: &[&str]) -> Option<Meaning> {
        let further = core(words).len();
        let mut best: Option<(bool, usize, usize, Meaning)> = None;
        for (start, first) in words.iter().enumerate() {
            for phrase in self.contained.get(*first).into_iter().flatten() {
                let length = phrase.words.len();
                let is_there = words[start..].len() >= length
                    && phrase.words.iter().zip(&words[start..]).all(|(own, word)| own == word);
                if !is_there || further > length + MOST_FURTHER {
                    continue;
                }
                let rank =
                    (phrase.meaning == Meaning::Timeline, length, usize::MAX - phrase.rank, phrase.meaning);
                best = best.max(Some(rank));
            }
        }
        best.map(|(_, _, _, meaning)| meaning)
    }
}

impl<'h> Words<'h> {
    pub(super) fn new(own: &'h Headings) -> Self {
        Words { own }
    }

    /// What a heading or label means, if its words say exactly that.
    pub(super) fn exact(self, text: &str) -> Option<Meaning> {
        if text.len() > LONGEST {
            return None;
        }
        let words = tokens(text);
        let words = slim(&words);
        if words.is_empty() {
            return None;
        }
        self.own.0.get(&words.join(" ")).copied().or_else(|| INDEX.exact(&words))
    }

    /// What a heading means, and whether its words say exactly that.
    pub(super) fn classify(self, text: &str) -> Option<(Meaning, bool)> {
        if let Some(meaning) = self.exact(text) {
            return Some((meaning, true));
        }
        if text.len() > LONGEST {
            return None;
        }
        if let Some(meaning) = self.before_colon(text) {
            return Some((meaning, false));
        }
        let words = tokens(text);
        if words.len() > MOST_WORDS {
            return None;
        }
        let found = INDEX.containing(&slim(&words)).or_else(|| self.in_parentheses(text));
        found.map(|meaning| (meaning, false))
    }

    /// `Root cause: the pool was too small`
    fn before_colon(self, text: &str) -> Option<Meaning> {
        let (name, rest) = text.split_once(": ")?;
        let is_text =
            |meaning: &Meaning| !meaning.is_value() && !matches!(meaning, Meaning::Timeline | Meaning::Note);
        self.exact(name).filter(is_text).filter(|_| !rest.trim().is_empty())
    }

    /// `Working theory (root cause)`: the words in parentheses count where the others say nothing.
    fn in_parentheses(self, text: &str) -> Option<Meaning> {
        let (inside, _) = text.split_once('(')?.1.split_once(')')?;
        self.exact(inside).filter(|meaning| !meaning.is_value())
    }
}
