//! Vague amounts of impact, which each reader imagines differently.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(
    VAGUE_QUANTITY = "vague-quantity",
    Causes,
    Off Info Info,
    vague,
    phrases: &[List::new(VAGUE_QUANTITIES)],
    options: OF_WORD_LIST,
);

fn vague(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    let users = file.incident.impact.as_ref().and_then(|impact| impact.users.as_ref());
    for text in file.texts(&[Kind::Impact]) {
        for words in phrases.find(text) {
            // Two or more words say who was hurt; a single one and `for …` say how long.
            let is_of_users = words.len() > 1 && !text.word(words.start).eq_ignore_ascii_case("for");
            if (is_of_users && !is_space(users)) || has_figure(text, &words) {
                continue;
            }
            let message = format!("`{}` leaves the amount to the reader", text.slice(words.clone()));
            let help = "write a number, such as `~1,200 users` or `about 10 minutes`; an estimate will do";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Whether the sentence also gives the amount.
fn has_figure(text: Text, words: &Range<usize>) -> bool {
    text.sentence(words.start).any(|index| text.word(index).starts_with(|c: char| c.is_ascii_digit()))
}

/// Amounts that each reader imagines differently.
const VAGUE_QUANTITIES: &[&str] = &[
    "a few clients",
    "a few customers",
    "a few people",
    "a few requests",
    "a few users",
    "a few visitors",
    "a lot of clients",
    "a lot of customers",
    "a lot of people",
    "a lot of requests",
    "a lot of users",
    "a lot of visitors",
    "a number of clients",
    "a number of customers",
    "a number of people",
    "a number of requests",
    "a number of users",
    "a number of visitors",
    "briefly",
    "countless clients",
    "countless customers",
    "countless people",
    "countless requests",
    "countless users",
    "countless visitors",
    "for a bit",
    "for a while",
    "for quite some time",
    "for some time",
    "many clients",
    "many customers",
    "many people",
    "many requests",
    "many users",
    "many visitors",
    "numerous clients",
    "numerous customers",
    "numerous people",
    "numerous requests",
    "numerous users",
    "numerous visitors",
    "several clients",
    "several customers",
    "several people",
    "several requests",
    "several users",
    "several visitors",
    "some clients",
    "some customers",
    "some people",
    "some requests",
    "some users",
    "some visitors",
    "various clients",
    "various customers",
    "various people",
    "various requests",
    "various users",
    "various visitors",
];
