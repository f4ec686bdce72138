//! Rules on publication, Markdown and exposure beyond the examples of their pages.

use crate::support::Sandbox;
use crate::support::linting::options;
use crate::support::linting::{found, found_in, found_with};
use postmortem::lint::{Exists, Options};

/// Headings of both kinds break a list; a `#` in code or in a word is none.
#[test]
fn headings_are_found_in_both_forms() {
    let rule = "heading-in-field";
    let text = "lessons:\n  - |\n    ## One\n    a\n\n    Two\n    ===\n\n    - ### Three\n  - \"# Four\"\n";
    assert_eq!(found(rule, text), ["## One", "Two", "### Three", "# Four"]);
    let fine = "lessons:\n - |\n  ```sh\n  # a comment\n  ```\n  #4312 and `# x`\n\n      # indented\n  - a\n  - b\n";
    assert_eq!(found(rule, fine), [""; 0]);
}

/// Words inside an image's brackets describe it, in whatever form it is written.
#[test]
fn images_need_words() {
    let rule = "image-without-alt";
    let text = "summary: \"a ![](a.png) ![ ](b.png) ![x](c.png) ![`x`](d.png)\"\nnotes: [{title: a, body: \"![][e]\\n\\n[e]: e.png\"}]\n";
    assert_eq!(found(rule, text), ["![](a.png)", "![ ](b.png)", "![][e]"]);
    assert_eq!(found(rule, "summary: \"`![](a.png)`\""), [""; 0]);
}

/// A fence is open only if nothing closes it; a shorter one or another sign does not.
#[test]
fn fences_must_end() {
    let rule = "unclosed-markup";
    let text = "narrative: |\n  ````sh\n  a\n  ```\nsummary: |\n  - item\n    ~~~\n    a\n  - next\nresponse: |\n  ```\n  a\n  ```\n";
    let mut fences = found(rule, text);
    fences.sort_unstable();
    assert_eq!(fences, ["````sh", "~~~"]);
}

/// Links are checked wherever they are; what cannot be seen without a network is left alone.
#[test]
fn broken_links_are_found_everywhere() {
    let files = ["images/a b.png".to_owned(), "../runbook.md".to_owned()];
    let seen_from =
        move |name: &str, path: &str| name == "incident.yaml" && files.iter().any(|file| file == path);
    let options = options(|options| options.exists = Some(Exists::new(seen_from)));
    let rule = "broken-link";
    let text = "narrative: |\n  [a](images/gone.png) ![b](images/a%20b.png) [c](../runbook.md#restart) <https://x y>\n  \
                [d](htps://x.org) [e]() [f][ref] [g](#part) `[h](gone.md)`\n\n  [ref]: gone.md\n\
                links: [\"https:///x\", \"https://x.org\", ./gone.md]\n\
                timeline: [{at: 10:15, event: a, evidence: [https//x.org, a screenshot in ../x, ../runbook.md]}]\n\
                actions: [{title: a, ticket: OPS-17}, {title: b, ticket: acme/web#12}]\n";
    let mut broken = found_with(rule, text, &options);
    broken.sort_unstable();
    let expected =
        ["./gone.md", "[e]()", "[f][ref]", "htps://x.org", "https//x.org", "https:///x", "images/gone.png"];
    assert_eq!(broken, expected);
    // Without a look at the files, nothing can be said of them.
    assert_eq!(found(rule, "narrative: \"[a](gone.md) [b](https:///x)\""), ["https:///x"]);
}

/// A server checks its files again only if the options have changed.
#[test]
fn options_are_equal_if_they_look_for_files_in_one_way() {
    let looking = |exists: &Exists| options(|options| options.exists = Some(exists.clone()));
    let (one, other) = (Exists::new(|_, _| true), Exists::new(|_, _| true));
    assert_eq!(looking(&one), looking(&one));
    assert_ne!(looking(&one), looking(&other));
    assert_ne!(looking(&one), Options::default());
}

/// Paths count from the incident file, not from where the command was started.
#[test]
fn the_command_looks_beside_the_file() {
    let sandbox = Sandbox::new();
    let text = "title: a\nsummary: \"![graph](graph.png)\"\n";
    sandbox.write("deep/a.yaml", text).write("deep/graph.png", "").write("b.yaml", text);
    let run = |file: &str| sandbox.run(&format!("lint {file} --only broken-link --quiet")).out;
    assert_eq!(run("deep/a.yaml"), "");
    assert!(run("b.yaml").contains("which does not exist"));
}

/// A secret is one wherever it is: comments and custom data are pushed too.
#[test]
fn secrets_are_found_in_comments_and_custom_data() {
    let rule = "secret-in-text";
    let text = "custom: {a: \"redis://u:Fr0stb1te@h\"} # glpat-a1B2c3D4e5F6g7H8i9J0\nsummary: postgres://db1/orders\n";
    assert_eq!(found(rule, text), ["Fr0stb1te", "glpat-a1B2c3D4e5F6g7H8i9J0"]);
}

/// Only what readers outside would see is checked, and only when the configuration wants it.
#[test]
fn public_checks_leave_internal_parts_alone() {
    let mut options = Options::default();
    options.public.check = true;
    options.public.forbidden = vec!["Acme Corp".to_owned(), "falcon".to_owned()];
    let text = "authors: [{name: A. Writer, email: a@example.org}]\nroles: {commander: Acme Corp}\ncustom: {a: b@example.org}\n\
                impact: {description: The ACME\n  corp and Falcons saw it., metrics: [{name: falcon, value: 10.1.2.3, internal: true}]}\n\
                timeline: [{at: 10:15, event: c@example.org, internal: true}, {at: 10:16, event: d@example.org, by: falcon}]\n\
                root_cause: [{text: 10.1.2.4, internal: true}, 10.1.2.5]\n\
                lessons: {learned: [{text: falcon, internal: true}]}\nlinks: [{url: \"https://falcon.example.org\", internal: true}]\n\
                notes: [{title: Falcon, body: +49 30 1234567}]\n";
    let sorted = |rule: &str, options: &Options| {
        let mut found = found_with(rule, text, options);
        found.sort_unstable();
        found
    };
    assert_eq!(sorted("forbidden-term", &options), ["ACME\n  corp", "Falcon", "falcon"]);
    assert_eq!(sorted("personal-data-in-public", &options), ["+49 30 1234567", "10.1.2.5", "d@example.org"]);
    let mut unchecked = options.clone();
    unchecked.public.check = false;
    assert_eq!(sorted("forbidden-term", &unchecked), [""; 0]);
    assert_eq!(sorted("personal-data-in-public", &unchecked), [""; 0]);
}

/// The configuration must reach the rules.
#[test]
fn deadlines_and_public_terms_come_from_the_configuration() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.yaml",
        "title: a\nstatus: final\nseverity: SEV1\ndate: 2024-05-30\npublished: 2024-06-30\ntimezone: UTC\nsummary: Acme Corp\n\
         impact: {windows: [{start: 10:15, end: 12:45}]}\nactions: [{title: b, due: 2024-06-15}]\n",
    );
    let rules = ["published-late", "action-due-late", "forbidden-term"];
    let only = rules.map(|rule| format!(" --only {rule}")).concat();
    let found = |config: &str| {
        sandbox.write("postmortem.toml", config);
        let run = sandbox.run(&format!("lint a.yaml{only}"));
        assert_eq!(run.err, "", "{config}");
        rules.map(|rule| run.out.contains(rule))
    };
    assert_eq!(found(""), [false; 3]);
    assert_eq!(found("[deadlines]\nSEV1 = { publish = 5 }"), [true, false, false]);
    assert_eq!(found("[deadlines]\nsev-1 = { actions = 5 }"), [false, true, false]);
    assert_eq!(found("[public]\ncheck = true\nforbidden = [\"acme corp\"]"), [false, false, true]);
    sandbox.write(
        "postmortem.toml",
        "[deadlines]\nSEV1 = { publsh = 5, actions = \"x\" }\n[public]\ncheck = 1\n",
    );
    let run = sandbox.run("lint a.yaml");
    assert_eq!(run.code, 2);
    for fault in ["there is no key `publsh`", "expected a whole number from 1", "expected true or false"] {
        assert!(run.err.contains(fault), "{fault}: {}", run.err);
    }
    assert_eq!(found_in("published-late", "title: a\npublished: 2024-06-30\n", &Options::default()), [""; 0]);
}

/// The findings on the committed examples, each of which was read and is right.
#[test]
fn findings_on_the_examples_stay_what_they_are() {
    let files = [
        "api-config-push",
        "ids-disk-full",
        "iota-coordinator",
        "load-balancer-misroute",
        "price-site-downtime",
    ];
    let mut reported = Vec::new();
    for name in files {
        let path = format!("{}/examples/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let run = Sandbox::new().run(&format!("lint {path} --as final --no-config --format json"));
        let report: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
        for found in report["diagnostics"].as_array().expect("findings") {
            let text = |key: &str| found[key].as_str().expect("a text").to_owned();
            reported.push(format!(
                "{name}:{} {} {}: {}",
                found["start"]["line"],
                text("level"),
                text("rule"),
                text("message")
            ));
        }
    }
    assert!((50..=70).contains(&reported.len()), "{}", reported.len());
    insta::assert_snapshot!(reported.join("\n"));
}
