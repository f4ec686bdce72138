//! `actions --tickets`: what a tracker exports, compared with the files.

use crate::support::Sandbox;
use crate::support::marked::marked;
use std::fmt::Write;

const GITHUB: &str = include_str!("../../data/tickets/github.json");
const GITLAB: &str = include_str!("../../data/tickets/gitlab.json");
const JIRA: &str = include_str!("../../data/tickets/jira.csv");

/// Actions with these tickets: of the four, the tracker has the first one closed, the second one closed without being
/// done, the third one open; it does not know the fourth one.
fn incident(tickets: [&str; 4]) -> String {
    let [done, not_done, open, missing] = tickets;
    format!(
        "title: Checkout fails\ntimezone: Europe/Berlin\nactions:\n\
         # The alert\n\
         - title: Alert on it\n  owner: web\n  ticket: {done}\n\
         - {{title: Test it, ticket: '{not_done}'}}\n\
         - {{title: Fix it, ticket: '{open}', status: done, done_on: 2024-06-03}}\n\
         - {{title: Ask, ticket: '{missing}'}}\n\
         - Write it down\n"
    )
}

fn project(tickets: [&str; 4]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("incidents/checkout.yaml", incident(tickets))
        .write("github.json", GITHUB)
        .write("gitlab.json", GITLAB)
        .write("jira.csv", JIRA);
    sandbox
}

const GITHUB_URLS: [&str; 4] = [
    "https://github.com/acme/web/issues/18",
    "https://github.com/acme/web/issues/19",
    "https://github.com/acme/web/issues/21",
    "https://github.com/acme/web/issues/99",
];

/// The differences as `reference difference`, in order.
fn differences(sandbox: &Sandbox, file: &str) -> Vec<String> {
    let run = sandbox.run(&format!("actions --tickets {file} --format json"));
    assert_eq!(run.code, 0, "{}", run.err);
    let output: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let entries = output["differences"].as_array().unwrap().iter();
    let text = |entry: &serde_json::Value, field: &str| entry[field].as_str().unwrap().to_owned();
    entries.map(|entry| format!("{} {}", text(entry, "reference"), text(entry, "difference"))).collect()
}

/// The team lead on Monday: what does the tracker know that the files do not?
#[test]
fn says_where_files_and_tracker_differ() {
    let sandbox = project(GITHUB_URLS);
    insta::assert_snapshot!("tickets", sandbox.run("actions --tickets github.json").transcript());
    insta::assert_snapshot!(
        "tickets_markdown",
        sandbox.run("actions --tickets github.json --format markdown").transcript()
    );
    insta::assert_snapshot!(
        "tickets_csv",
        sandbox.run("actions --tickets github.json --format csv").out.replace('\r', "")
    );
    insta::assert_snapshot!("tickets_json", sandbox.run("actions --tickets github.json -f json").out);
    let piped = sandbox.pipe("actions --tickets -", GITHUB);
    assert_eq!(piped.out, sandbox.run("actions --tickets github.json").out);
}

/// Each tracker names the same things differently.
#[test]
fn reads_the_exports_of_each_tracker() {
    let all = ["checkout#1 closed", "checkout#2 not-done", "checkout#3 open", "checkout#4 missing"];
    assert_eq!(differences(&project(GITHUB_URLS), "github.json"), all);
    let urls = GITHUB_URLS.map(|url| url.replace("https://github.com/acme", "acme").replace("/issues/", "#"));
    assert_eq!(differences(&project(urls.each_ref().map(String::as_str)), "github.json"), all);
    let jira = ["https://acme.atlassian.net/browse/OPS-18", "OPS-19", "ops-21", "OPS-99"];
    assert_eq!(differences(&project(jira), "jira.csv"), all);
    let gitlab = [
        "https://gitlab.example/acme/shop/web/-/work_items/18",
        "https://gitlab.example/acme/shop/web/-/issues/19",
        "shop/web#21",
        "#99",
    ];
    assert_eq!(
        differences(&project(gitlab), "gitlab.json"),
        ["checkout#1 closed", "checkout#3 open", "checkout#2 missing", "checkout#4 missing"]
    );
    let sandbox = project(["OPS-18", "OPS-19", "OPS-21", "OPS-99"]);
    for (name, text) in [
        ("a.csv", "ticket,state,closed_on\nOPS-18,closed,2024-06-14\nOPS-19,wontfix,\nOPS-21,open,\n"),
        ("a.csv", "Closed On;Ticket;State\n2024-06-14;OPS-18;Done\n;OPS-19;Declined\n;OPS-21;To Do\n"),
        (
            "a.json",
            r#"[{"ticket":"OPS-18","state":"closed"},{"ticket":"OPS-19","state":"canceled"},{"ticket":"OPS-21","state":"open"}]"#,
        ),
    ] {
        sandbox.write(name, text);
        assert_eq!(differences(&sandbox, name), all, "{text}");
    }
}

/// `--update` writes the day on which the ticket was closed where the incident was, and nothing else.
#[test]
fn updates_the_actions_whose_tickets_are_done() {
    let jira = ["OPS-18", "OPS-19", "OPS-21", "OPS-99"];
    // 23:30 UTC is the next day in Berlin; what Jira says is a day already.
    for (file, tickets) in [("github.json", GITHUB_URLS), ("jira.csv", jira)] {
        let sandbox = project(tickets);
        let before = incident(tickets);
        let run = sandbox.run(&format!("actions --tickets {file} --update --fail-on drift"));
        assert!(run.err.contains("incidents/checkout.yaml: `Alert on it` is done\n"), "{}", run.err);
        let ticket = format!("  ticket: {}\n", tickets[0]);
        let expected = before.replace(&ticket, &format!("{ticket}  status: done\n  done_on: 2024-06-14\n"));
        assert_eq!(sandbox.read("incidents/checkout.yaml"), expected);
        // What is open in the tracker, and what was never done, is for people to decide.
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(differences(&sandbox, file).len(), 3);
    }
}

/// Nothing is written where one action cannot be.
#[test]
fn writes_nothing_if_one_action_cannot_be_set() {
    let sandbox = project(["OPS-18", "OPS-19", "OPS-21", "OPS-99"]);
    let other = "title: t\nactions: [{title: a, ticket: OPS-30}]\n";
    sandbox.write("incidents/other.yaml", other);
    let before = sandbox.read("incidents/checkout.yaml");
    for (rows, message) in [
        (
            "OPS-30,done,\n",
            "`OPS-30` in line 3 of the tickets has no closing date\n  help: export `closedAt`",
        ),
        (
            "OPS-30,done,6/7/2024\n",
            "`6/7/2024`, the closing date of `OPS-30` in line 3 of the tickets, could mean",
        ),
    ] {
        sandbox.write("t.csv", format!("ticket,state,closed_on\nOPS-18,done,2024-06-14\n{rows}"));
        let run = sandbox.run("actions --tickets t.csv --update");
        assert!(run.code == 2 && run.err.contains(message), "{}", run.err);
        assert!(run.err.contains("nothing is written"), "{}", run.err);
        assert_eq!(sandbox.read("incidents/checkout.yaml"), before);
    }
    sandbox.write("t.csv", "ticket,state,closed_on\nOPS-18,done,2024-06-14\nOPS-30,done,2024-06-14\n");
    sandbox.write("incidents/other.yaml", "title: t\nactions: [{title: a, ticket: OPS-30}, {titel: b}]\n");
    let faulty = sandbox.run("actions --tickets t.csv --update");
    assert!(faulty.code == 2 && faulty.err.contains("unknown-field"), "{}", faulty.err);
    assert_eq!(sandbox.read("incidents/checkout.yaml"), before);
    let public = sandbox.run("actions --tickets t.csv --update --audience public");
    assert!(public.code == 2 && public.err.contains("leave out --audience public"), "{}", public.err);
}

/// A weekly job must fail for a difference, and not for what an export merely lacks.
#[test]
fn fails_on_what_is_asked_for() {
    let sandbox = project(["OPS-18", "OPS-19", "OPS-21", "OPS-99"]);
    for (rows, asked, code) in [
        ("OPS-18,open", "drift", 0),
        ("OPS-18,closed", "drift", 1),
        ("OPS-19,duplicate", "drift", 1),
        ("OPS-21,open", "drift", 1),
        ("OPS-21,closed", "drift", 0),
        ("OPS-18,Parked", "drift", 1),
        ("https://a.example/OPS-18,open\nhttps://b.example/OPS-18,open", "drift", 1),
        ("OPS-18,open", "open", 1),
        ("OPS-18,closed", "overdue", 0),
    ] {
        sandbox.write("t.csv", format!("ticket,state\n{rows}\n"));
        let run = sandbox.run(&format!("actions --tickets t.csv --fail-on {asked}"));
        assert_eq!(run.code, code, "{rows} {asked}: {}{}", run.out, run.err);
    }
    let alone = sandbox.run("actions --fail-on drift");
    assert!(alone.code == 2 && alone.err.contains("name that file: --tickets issues.json"), "{}", alone.err);
    assert_eq!(sandbox.run("actions --tickets t.csv --overdue").code, 2);
    assert_eq!(sandbox.run("actions --update").code, 2);
}

/// Somebody who exports the wrong thing must learn what is wrong with it, and where.
#[test]
fn says_what_is_wrong_with_an_export() {
    let sandbox = project(["OPS-18", "OPS-19", "OPS-21", "OPS-99"]);
    let cases: &[(&[u8], &str)] = &[
        (b"", "cannot read the tickets in `t`: it is empty\n  help: check that the command"),
        (b"\xff\xfe", "it is not UTF-8\n  help: convert it to UTF-8"),
        (
            b"number,title\n18,x\n",
            "the header has no ticket\n  help: add `ticket`, `url`, `web_url`, `Issue key` or `key`; it has `number`, `title`",
        ),
        (b"ticket,title\n18,x\n", "the header has no state\n  help: add `state` or `status`; it has"),
        (b"ticket,state\nOPS-18,open\nOPS-19\n", "line 3 has 1 field, but the header has 2"),
        (b"ticket,state\nOPS-18,open\n,open\n", "line 3 has no ticket"),
        (b"ticket,state\nOPS-18,open\nOPS-19,\n", "line 3 has no state"),
        (
            b"ticket,state\nOPS-18,open\nops-18,closed\n",
            "line 2 and line 3 disagree about `ops-18`\n  help: export each ticket once",
        ),
        (
            b"[{\"url\": \"u\"",
            "it is not a JSON array of tickets: EOF while parsing an object at line 1 column 12",
        ),
        (b"{\"url\": \"u\"}", "it is not a JSON array of tickets"),
        (b"[1]", "it is not a JSON array of tickets"),
        (
            b"[{\"url\": \"u\", \"state\": \"open\"}, {\"number\": 1, \"state\": \"open\"}]",
            "entry 2 has no ticket\n  help: add",
        ),
        (b"[{\"url\": \"u\", \"state\": {\"name\": \"open\"}}]", "`state` of entry 1 is not a text"),
    ];
    for (text, message) in cases {
        sandbox.write("t", text);
        let run = sandbox.run("actions --tickets t");
        assert!(run.code == 2 && run.err.contains(message), "{message}:\n{}", run.err);
        assert_eq!(run.out, "");
    }
    let missing = sandbox.run("actions --tickets none.json");
    assert!(
        missing.code == 2 && missing.err.contains("cannot read the tickets in `none.json`"),
        "{}",
        missing.err
    );
    sandbox.write("t", "ticket,state\nOPS-18,open\nOPS-18,open\n");
    assert_eq!(sandbox.run("actions --tickets t").code, 0, "the same twice is no contradiction");
    let both = sandbox.pipe("actions - --tickets -", "title: t\n");
    assert!(both.code == 2 && both.err.contains("write one of them to a file"), "{}", both.err);
}

/// A state of a team's own is shown, and neither guessed nor a reason to compare nothing.
#[test]
fn shows_what_it_cannot_tell() {
    let sandbox = project(["OPS-18", "OPS-19", "OPS-21", "OPS-99"]);
    sandbox.write(
        "t.csv",
        "ticket,state,closed_on\nOPS-18,Parked,2024-06-14\nhttps://a.example/browse/OPS-19,done,2024-06-14\n\
         https://b.example/browse/OPS-19,done,2024-06-14\n",
    );
    let before = sandbox.read("incidents/checkout.yaml");
    let run = sandbox.run("actions --tickets t.csv --update");
    insta::assert_snapshot!("tickets_unclear", run.transcript());
    assert_eq!(sandbox.read("incidents/checkout.yaml"), before);
}

/// A company's whole tracker is compared at once.
#[test]
fn compares_ten_thousand_tickets() {
    let (mut rows, mut actions) = ("ticket,state,closed_on\n".to_owned(), "title: t\nactions:\n".to_owned());
    for number in 1..=10_000 {
        let state = if number % 2 == 0 { "done" } else { "open" };
        writeln!(rows, "https://a.example/browse/OPS-{number},{state},2024-06-14").unwrap();
        if number % 10 == 0 {
            writeln!(actions, "- {{title: a {number}, ticket: OPS-{number}}}").unwrap();
        }
    }
    let sandbox = Sandbox::new();
    sandbox.write("t.csv", rows).write("incidents/a.yaml", actions);
    let run = sandbox.run("actions --tickets t.csv --update --fail-on drift");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(sandbox.read("incidents/a.yaml").matches("done_on: 2024-06-14").count(), 1000);
}

/// What is internal reaches no reader outside, and secrets reach nobody.
#[test]
fn hides_what_is_internal_and_secret() {
    let marked = marked();
    let sandbox = Sandbox::new();
    let token = "ghp_0123456789abcdefABCDEF0123456789abcd";
    sandbox
        .write("marked/a.yaml", &marked.text)
        .write("secret/a.yaml", "title: t\nactions: [{title: a, ticket: OPS-1}]\n")
        .write("t.csv", format!("ticket,state\nhttps://kim:{token}@a.example/OPS-1,closed\n"));
    for format in ["human", "json", "csv", "markdown"] {
        let run = sandbox.run(&format!("actions marked --tickets t.csv --audience public --format {format}"));
        let leaked: Vec<_> = marked.internal.iter().filter(|text| run.out.contains(text.as_str())).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{format}:\n{}", run.out);
        let run = sandbox.run(&format!("actions secret --tickets t.csv --format {format}"));
        assert!(!run.out.contains(token) && !run.err.contains(token), "{}{}", run.out, run.err);
        assert!(run.out.contains("OPS-1"), "{}", run.out);
    }
}
