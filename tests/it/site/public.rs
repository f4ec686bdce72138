//! The public site: nothing internal is in any of its files.

use super::{files, is, made};
use crate::support::Sandbox;
use crate::support::marked::marked;

/// What is internal must not leave the house: not by a page, the search, the feed, the data or a name.
#[test]
fn nothing_internal_reaches_the_public() {
    let marked = marked();
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", &marked.text);
    sandbox.write("incidents/b.yaml", "title: b\nrelated: [m1m]\n");
    made(&sandbox, "--audience public");
    let all = files(&sandbox.path("public"));
    assert!(all.len() > 10, "{:?}", all.keys());
    for (path, text) in &all {
        let is_leaked = |marker: &&String| text.contains(marker.as_str()) || path.contains(marker.as_str());
        let leaked: Vec<_> = marked.internal.iter().filter(is_leaked).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{path}:\n{text}");
        assert!(!is(path, "html") || text.contains("Public version"), "{path}");
    }
    let everything: String = all.into_values().collect();
    let lost: Vec<_> = marked.public.iter().filter(|marker| !everything.contains(marker.as_str())).collect();
    assert!(lost.iter().all(|marker| marked.unseen.contains(marker)), "{lost:?}");
    made(&sandbox, "");
    let internal: String = files(&sandbox.path("public")).into_values().collect();
    let seen = marked.internal.iter().filter(|marker| internal.contains(marker.as_str())).count();
    assert!(seen > 30, "a marker that nobody sees could not leak: {seen}");
}

/// A misspelt `internal` makes a secret public: such a file is left out, and so are all traces of it.
#[test]
fn a_file_with_format_errors_is_left_out() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", "title: Known\n");
    sandbox
        .write("incidents/b.yaml", "title: Leak\ntags: [leak]\nactions: [{title: secret, internl: true}]\n");
    made(&sandbox, "--audience public");
    for (path, text) in files(&sandbox.path("public")) {
        assert!(!text.contains("Leak") && !text.contains("secret") && !path.contains("leak"), "{path}");
    }
}

/// Whether something internal has changed is not for the public either.
#[test]
fn an_internal_change_changes_no_file() {
    let sandbox = Sandbox::new();
    let sites = ["one", "two"].map(|text| {
        let actions = format!("actions: [{{title: {text}, internal: true}}]");
        sandbox.write("incidents/a.yaml", format!("title: t\n{actions}\n# {text}\n"));
        made(&sandbox, "--audience public");
        files(&sandbox.path("public"))
    });
    assert_eq!(sites[0], sites[1]);
}

/// A secret that the lint finds is masked wherever the site lists it.
#[test]
fn lists_and_search_mask_secrets() {
    let sandbox = Sandbox::new();
    let secret = "AKIAIOSFODNN7EXAMPL2";
    sandbox.write("incidents/a.yaml", format!("title: The key {secret} leaked\ndate: 2024-05-30\n"));
    made(&sandbox, "");
    for (path, text) in files(&sandbox.path("public")) {
        let is_listed = !path.starts_with("incidents/");
        assert!(!is_listed || !text.to_lowercase().contains(&secret.to_lowercase()), "{path}");
    }
}
