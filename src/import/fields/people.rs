//! Names of people, with their e-mail addresses.

/// A person as a report names one.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::import) struct Person {
    pub(in crate::import) name: String,
    pub(in crate::import) email: Option<String>,
}

/// The people whom a text lists.
pub(super) fn people(text: &str) -> Vec<Person> {
    let text = text.replace(" and ", ", ").replace(" & ", ", ").replace(" + ", ", ").replace('\n', ", ");
    let names =
        text.split([',', ';']).map(|name| name.trim().trim_start_matches("- ").trim_end_matches('.').trim());
    names.filter(|name| !name.is_empty()).map(person).collect()
}

fn person(text: &str) -> Person {
    let bare = || Person { name: text.to_owned(), email: None };
    let Some((name, rest)) = text.split_once(['<', '(']) else { return bare() };
    let email = rest.trim_end_matches(['>', ')']).trim().trim_start_matches("mailto:");
    let name = name.trim();
    if name.is_empty() || !email.contains('@') || email.contains(char::is_whitespace) || email.contains('[') {
        return bare();
    }
    Person { name: name.to_owned(), email: Some(email.to_owned()) }
}
