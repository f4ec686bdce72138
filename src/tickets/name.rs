//! Which ticket of an export an action means: by URL, by key, or by number within a project.

use super::Ticket;
use std::collections::HashMap;

/// The parts of a ticket's name, in lower case.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// All of it, without what leads to the same page: the scheme, `www.`, a query, GitLab's `/-/`.
    whole: String,
    is_url: bool,
    /// `ops-18`, also at the end of a URL.
    key: Option<String>,
    /// The number of `acme/web#18`, of `#18`, or at the end of a URL.
    number: Option<u64>,
    /// What the number belongs to: `acme/web`; empty where that is not said.
    project: String,
}

/// The words before a number in a URL. GitLab calls its issues `work_items` too.
const ISSUES: &[&str] = &["issues", "work_items"];
/// The prefixes of numbers that are not the key of a project.
const NO_PROJECTS: &[&str] = &["gh", "gl"];

/// What two names of one ticket have in common.
pub(super) fn whole(name: &str) -> String {
    Name::new(name).whole
}

impl Name {
    fn new(text: &str) -> Self {
        let text = text.trim().to_lowercase();
        match text.split_once("://") {
            Some((_, rest)) => Name::of_url(rest),
            None => Name::of_text(text),
        }
    }

    fn of_url(rest: &str) -> Self {
        let address = rest.split(['?', '#']).next().unwrap_or_default();
        let address = address.strip_prefix("www.").unwrap_or(address);
        let mut parts: Vec<&str> = address.split('/').filter(|part| !matches!(*part, "" | "-")).collect();
        let (mut key, mut number, mut project) = (None, None, String::new());
        match &mut parts[..] {
            [_, project_parts @ .., kind, last] if ISSUES.contains(kind) => {
                number = last.parse().ok();
                project = project_parts.join("/");
                *kind = ISSUES[0];
            }
            [_, .., last] if is_key(last) => key = Some((*last).to_owned()),
            _ => {}
        }
        Name { whole: parts.join("/"), is_url: true, key, number, project }
    }

    fn of_text(whole: String) -> Self {
        let (mut key, mut project) = (None, String::new());
        let number;
        if let Some((before, after)) = whole.rsplit_once('#') {
            (number, project) = (after.parse().ok(), before.to_owned());
        } else if is_key(&whole) {
            let (before, after) = whole.rsplit_once('-').unwrap_or_default();
            number = after.parse().ok();
            if !NO_PROJECTS.contains(&before) {
                (key, project) = (Some(whole.clone()), before.to_owned());
            }
        } else {
            number = whole.parse().ok();
        }
        Name { whole, is_url: false, key, number, project }
    }

    /// Whether the numbers of two names may be those of one project: the shorter name is the end of the longer one. A
    /// number alone may be of any project but that of a key: trackers with keys do not write `#18`.
    fn shares_project(&self, other: &Name) -> bool {
        let (short, long) =
            if self.project.len() <= other.project.len() { (self, other) } else { (other, self) };
        if short.project.is_empty() {
            return long.key.is_none();
        }
        let before = long.project.strip_suffix(short.project.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
    }
}

/// `ops-18`: letters, digits and underscores after a letter, and a number.
fn is_key(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.rsplit_once('-').is_some_and(|(before, number)| {
        before.starts_with(|c: char| c.is_ascii_alphabetic())
            && before.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && is_number(number)
    })
}

/// The tickets of an export by their names.
#[derive(Debug)]
pub struct Index<'t> {
    tickets: &'t [Ticket],
    names: Vec<Name>,
    by_whole: HashMap<String, usize>,
    by_key: HashMap<String, Vec<usize>>,
    by_number: HashMap<u64, Vec<usize>>,
}

/// What an export has for the name of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found<'t> {
    /// This one.
    One(&'t Ticket),
    /// Several could be meant.
    Several,
    /// None.
    Missing,
}

impl<'t> Index<'t> {
    /// Of the tickets of an export.
    pub fn new(tickets: &'t [Ticket]) -> Self {
        let names: Vec<Name> = tickets.iter().map(|ticket| Name::new(&ticket.name)).collect();
        let (mut by_whole, mut by_key, mut by_number) = (HashMap::new(), HashMap::new(), HashMap::new());
        for (at, name) in names.iter().enumerate() {
            by_whole.entry(name.whole.clone()).or_insert(at);
            if let Some(key) = &name.key {
                by_key.entry(key.clone()).or_insert_with(Vec::new).push(at);
            }
            if let Some(number) = name.number {
                by_number.entry(number).or_insert_with(Vec::new).push(at);
            }
        }
        Index { tickets, names, by_whole, by_key, by_number }
    }

    /// The ticket of a name: the one of the same name; else the only one of the same key, where one of the two is not a
    /// URL; else the only one of the same number in a project of the same name, on the same condition.
    pub fn find(&self, name: &str) -> Found<'t> {
        let name = Name::new(name);
        if let Some(at) = self.by_whole.get(&name.whole) {
            return Found::One(&self.tickets[*at]);
        }
        // URLs that differ lead to different tickets.
        let may_be = |at: &&usize| !(name.is_url && self.names[**at].is_url);
        let of_key = name.key.as_ref().and_then(|key| self.by_key.get(key)).into_iter().flatten();
        let of_key: Vec<&usize> = of_key.filter(may_be).collect();
        let of_number = name.number.and_then(|number| self.by_number.get(&number)).into_iter().flatten();
        let of_number = || of_number.filter(may_be).filter(|at| name.shares_project(&self.names[**at]));
        let found = if of_key.is_empty() { of_number().collect() } else { of_key };
        match found[..] {
            [] => Found::Missing,
            [at] => Found::One(&self.tickets[*at]),
            _ => Found::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::{Closed, Place, State};

    fn found(exported: &[&str], name: &str) -> String {
        let ticket = |name: &&str| Ticket {
            name: (*name).to_owned(),
            state: State::Open,
            word: String::new(),
            closed: Closed::Unknown,
            place: Place::Entry(1),
        };
        let tickets: Vec<Ticket> = exported.iter().map(ticket).collect();
        match Index::new(&tickets).find(name) {
            Found::One(ticket) => ticket.name.clone(),
            Found::Several => "several".to_owned(),
            Found::Missing => "missing".to_owned(),
        }
    }

    /// A wrong match would set an action to done that nobody has begun.
    #[test]
    fn finds_a_ticket_by_its_names_and_no_other() {
        let (web, ops) = ("https://github.com/acme/web/issues/18", "https://github.com/acme/ops/issues/18");
        let jira = "https://acme.atlassian.net/browse/OPS-18";
        for (exported, name, expected) in [
            (&[web, ops][..], "http://www.GitHub.com/Acme/web/issues/18/#issuecomment-1", web),
            (
                &["https://gitlab.com/a/b/-/work_items/3"],
                "https://gitlab.com/a/b/-/issues/3?x",
                "https://gitlab.com/a/b/-/work_items/3",
            ),
            (&["OPS-18"], jira, "OPS-18"),
            (&[jira], "ops-18", jira),
            (&[jira, "https://other.example/browse/OPS-18"], "OPS-18", "several"),
            (&["https://other.example/browse/OPS-18"], jira, "missing"),
            (&["OPS-18", "OPS-1", "OPS-180"], "OPS-18", "OPS-18"),
            (&[web, ops], "OPS-18", ops),
            (&[web], "OPS-18", "missing"),
            (&[ops, "https://github.com/other/ops/issues/18"], "OPS-18", "several"),
            (&[web, ops], "acme/web#18", web),
            (&[web, ops], "web#18", web),
            (&[web, ops], "eb#18", "missing"),
            (&[web, ops], "#18", "several"),
            (&[web], "#18", web),
            (&[web], "GH-18", web),
            (&[web], "18", web),
            (&["OPS-18"], "#18", "missing"),
            (&["18"], "OPS-18", "missing"),
            (&[web], "WEB-18", web),
            (&[web], "#19", "missing"),
            (&[web], "https://github.com/acme/api/issues/18", "missing"),
            (&["https://linear.app/acme/issue/OPS-18"], "OPS-18", "https://linear.app/acme/issue/OPS-18"),
            (&[web], "ask the vendor", "missing"),
        ] {
            assert_eq!(found(exported, name), expected, "{name} in {exported:?}");
        }
    }
}
