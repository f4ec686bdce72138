//! The command: where files go, what is refused, and how it ends.

use crate::support::Sandbox;
use serde_json::Value;

const REPORT: &str = "# Checkout fails\n\nDate: 2021-05-30\n\n## Timeline\n\nAll times in CEST.\n\n\
                      - 10:15 Alert fires\n- 11:00 Rolled back\n\n## Root cause\n\nA weight of zero.\n\n\
                      ## Appendix\n\nMore.\n";
/// Nothing of this one is guessed or left.
const PLAIN: &str = "# Checkout fails\n\nDate: 2021-05-30\n\n## Timeline (UTC)\n\n- 10:15 Alert fires\n";

/// A first run on a folder: each report has its file, and the summary says what to look at.
#[test]
fn imports_a_folder() {
    let sandbox = Sandbox::new();
    sandbox
        .write("docs/a.md", REPORT)
        .write("docs/sub/index.md", REPORT)
        .write("docs/README.md", "# Reports\n");
    let run = sandbox.run("import docs");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert_eq!(sandbox.list("incidents"), ["a.yaml", "sub.yaml"]);
    assert!(run.err.contains("docs/README.md: skipped, a readme next to reports"), "{}", run.err);
    assert!(run.err.contains("line 7     CEST → timezone: Europe/Berlin"), "{}", run.err);
    let text = sandbox.read("incidents/a.yaml");
    assert!(text.contains("\n# Imported from docs/a.md by postmortem "), "{text}");
    assert!(text.contains("\ntimezone: Europe/Berlin  # import: guessed from \"CEST\"\n"), "{text}");
    assert!(!text.contains("\nstatus:") && text.contains("# import: milestone detected?"), "{text}");
}

/// A file that somebody has worked on since must survive a second run; so must both of two reports of one name.
#[test]
fn replaces_nothing_unless_asked() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", REPORT).write("b.md", REPORT).write("incidents/b.yaml", "title: Mine\n");
    let run = sandbox.run("import a.md b.md");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`incidents/b.yaml` already exists\n  help: use --force"), "{}", run.err);
    assert_eq!(sandbox.list("incidents"), ["b.yaml"], "nothing is written before all is clear");
    assert_eq!(sandbox.run("import a.md b.md --force").code, 0);
    assert!(sandbox.read("incidents/b.yaml").contains("Checkout fails"));
    sandbox.write("x/c.md", REPORT).write("y/c.md", REPORT);
    let run = sandbox.run("import x y");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`x/c.md` and `y/c.md` would both be `incidents/c.yaml`"), "{}", run.err);
    assert!(!sandbox.path("incidents/c.yaml").exists());
}

/// A preview that writes is none.
#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", REPORT);
    let run = sandbox.run("import a.md --dry-run");
    assert_eq!(run.code, 0, "{}", run.transcript());
    let is_said = run.err.contains("a.md → incidents/a.yaml") && run.err.contains("Nothing is written");
    assert!(is_said, "{}", run.err);
    assert!(!sandbox.path("incidents").exists());
}

/// One file that cannot be read must not keep the others from being imported.
#[test]
fn names_what_it_cannot_read_and_goes_on() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", REPORT).write("b.md", b"\xff\xfe").write("c.md", "  \n");
    sandbox
        .write("d.docx", b"PK\x03\x04 \0")
        .write("e.md", "x".repeat(4 * 1024 * 1024 + 1))
        .write("f.md", b"a\0b");
    let run = sandbox.run("import a.md b.md c.md d.docx e.md f.md missing.md");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert_eq!(sandbox.list("incidents"), ["a.yaml"]);
    for said in [
        "cannot import `b.md`: it is not UTF-8",
        "cannot import `c.md`: the report is empty",
        "cannot import `d.docx`: it is not a text file",
        "`pandoc -t gfm d.docx`",
        "cannot import `e.md`: it is larger than 4 MiB",
        "cannot import `f.md`: it is not a text file",
        "`missing.md` does not exist",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
}

/// A pipeline must be able to stop where a person has to look.
#[test]
fn strict_fails_where_anything_was_guessed_or_left() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", REPORT).write("b.md", PLAIN);
    assert_eq!(sandbox.run("import a.md --strict --dry-run").code, 1);
    let run = sandbox.run("import b.md --strict");
    assert_eq!(run.code, 0, "{}", run.transcript());
}

/// Programs read the account.
#[test]
fn reports_as_json() {
    let sandbox = Sandbox::new();
    sandbox.write("a.md", REPORT);
    let run = sandbox.run("import a.md --report json");
    let report: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["version"], 1);
    assert_eq!(report["files"][0]["incident"], "incidents/a.yaml");
    assert_eq!(report["files"][0]["entries"], 2);
    let placements = report["placements"].as_array().unwrap();
    let zone = placements.iter().find(|placement| placement["what"] == "CEST").unwrap();
    assert_eq!((&zone["file"], &zone["line"], &zone["how"]), (&"a.md".into(), &7.into(), &"guessed".into()));
    assert_eq!(zone["where"], "timezone: Europe/Berlin");
}

/// What the user says counts more than what is guessed.
#[test]
fn arguments_replace_guesses() {
    let sandbox = Sandbox::new();
    let run = sandbox.pipe("import - --timezone America/New_York --date 2021-06-01", REPORT);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(run.out.contains("\ntimezone: America/New_York\n"), "{}", run.out);
    assert!(run.out.contains("\ndate: 2021-06-01\n"), "{}", run.out);
}

/// A template of the team's own is taught once.
#[test]
fn learns_the_headings_of_a_team() {
    let sandbox = Sandbox::new();
    let report = "# Outage\n\n## Blast zone\n\nAll users.\n\n## Wat nu?\n\n- Fix the cache\n";
    let headings = "[import]\nheadings = { \"Wat nu?\" = \"actions\", \"Blast zone\" = \"notes\" }\n";
    sandbox.write("a.md", report).write("postmortem.toml", headings);
    let run = sandbox.run_args(&["import", "a.md", "--map", "Blast zone=impact"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let text = sandbox.read("incidents/a.yaml");
    assert!(
        text.contains("\nimpact: All users.\n") && text.contains("\nactions:\n  - Fix the cache\n"),
        "{text}"
    );
    let run = sandbox.run_args(&["import", "a.md", "--map", "Blast zone=impct"]);
    assert_eq!(run.code, 2);
    let is_said = run.err.contains("there is no field `impct`") && run.err.contains("did you mean `impact`?");
    assert!(is_said, "{}", run.err);
    sandbox.write("postmortem.toml", "[import]\nheadings = { \"Wat nu?\" = \"action\" }\n");
    let run = sandbox.run("import a.md --force");
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("postmortem.toml:2") && run.err.contains("did you mean `actions`?"),
        "{}",
        run.err
    );
}

/// Links that lead nowhere after the move would be lost as surely as words.
#[test]
fn links_keep_leading_to_the_same_place() {
    let sandbox = Sandbox::new();
    let report = "# Second\n\nAs [before](first.md#cause), see ![graph](img/g.png), [docs](../x.md) and \
                  [web](https://e.org/a).\n";
    sandbox.write("docs/pm/second.md", report).write("docs/pm/first.md", REPORT);
    assert_eq!(sandbox.run("import docs/pm").code, 0);
    let text = sandbox.read("incidents/second.yaml");
    assert!(text.contains("[before](../docs/pm/first.md#cause)"), "{text}");
    assert!(
        text.contains("![graph](../docs/pm/img/g.png)") && text.contains("[docs](../docs/x.md)"),
        "{text}"
    );
    assert!(text.contains("[web](https://e.org/a)") && text.contains("\nrelated: [first]\n"), "{text}");
}

/// Images that were resized and links of wikis are HTML, which leads nowhere after the move either.
#[test]
fn addresses_in_html_keep_leading_to_the_same_place() {
    let sandbox = Sandbox::new();
    let report = "# Second\n\n## Summary\n\nSee <img width=\"20\" src=\"img/g.png\" alt='src=\"no\"'> and <a HREF='first.md#x'>it</a>.\n\n\
                  <p align=\"center\">\n<img\n  src=img/é.png\n  data-src=\"img/x.png\">\nsrc=\"text.png\"\n</p>\n\n\
                  <a href=\"https://e.org/a\">web</a> <a href=\"#below\">below</a> `<img src=\"code.png\">`\n";
    sandbox.write("docs/pm/second.md", report).write("docs/pm/first.md", REPORT);
    let run = sandbox.run("import docs/pm");
    assert_eq!(run.code, 0, "{}", run.transcript());
    let text = sandbox.read("incidents/second.yaml");
    for expected in [
        "<img width=\"20\" src=\"../docs/pm/img/g.png\" alt='src=\"no\"'>",
        "<a HREF='../docs/pm/first.md#x'>it</a>",
        "  src=../docs/pm/img/é.png\n    data-src=\"img/x.png\">",
        "src=\"text.png\"",
        "<a href=\"https://e.org/a\">web</a> <a href=\"#below\">below</a> `<img src=\"code.png\">`",
        "\nrelated: [first]\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
}

/// Mistakes with the arguments, each with what to do about it.
#[test]
fn refuses_what_makes_no_sense() {
    let sandbox = Sandbox::new();
    sandbox
        .write("a.md", REPORT)
        .write("b.md", REPORT)
        .write("empty/x.txt", "x")
        .write("c.yaml", "title: x\n");
    for (line, said) in [
        ("import a.md b.md -o x.yaml", "-o takes one report, and there are 2"),
        ("import a.md b.md --stdout", "--stdout takes one report"),
        ("import empty", "no report found in `empty`"),
        ("import a.md --dir c.yaml", "`c.yaml` is not a folder"),
        ("import c.yaml --dir x", "it is a YAML file"),
        ("import a.md --stdout --report json", "would both go to standard output"),
        ("import a.md --timezone CEST", "abbreviation"),
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.code, 2, "{line}: {}", run.transcript());
        assert!(run.err.contains(said), "{line}: {}", run.err);
    }
    let run = sandbox.pipe("import -", "# Shopping list\n\nMilk and bread.\n");
    assert_eq!(run.code, 0);
    assert!(run.err.contains("is this a postmortem?"), "{}", run.err);
}
