//! Ignore comments: what they ignore, and what is reported about those that ignore nothing.

use crate::support::linting::{check, named, options};
use postmortem::diagnostic::Level;
use postmortem::document::Document;
use postmortem::lint::{self, Options};
use postmortem::source::Source;

/// Rules that speak about a text, except those of what a bare file lacks.
fn rules(text: &str) -> Vec<&'static str> {
    let reported = check(text, &Options::default()).into_iter().map(|found| found.rule);
    reported.filter(|rule| !rule.ends_with("-missing") && !rule.ends_with("-empty")).collect()
}

/// A comment must work wherever YAML allows it: people put it where the editor's cursor is.
#[test]
fn a_comment_ignores_its_rule_wherever_it_may_be() {
    for text in [
        "title: TODO  # postmortem: ignore[placeholder-left] later\n",
        "# postmortem: ignore[placeholder-left] later\ntitle: TODO\n",
        "title: a\nsummary: |  # postmortem: ignore[placeholder-left] later\n  First\n\n  TODO\n",
        "title: a\nsummary: >-  # postmortem: ignore[placeholder-left]\n  First\n  TODO",
        "title: a\n# postmortem: ignore[placeholder-left]\nimpact: {description: TODO, users: 80%}\n",
        "title: a\nimpact: {description: TODO, users: TODO} # postmortem: ignore[placeholder-left]\n",
        "title: a\nimpact: {  # postmortem: ignore[placeholder-left]\n  users: TODO }\n",
        "title: a\nactions:\n  - TODO  # postmortem: ignore[placeholder-left]\n",
        "title: a\nactions:\n  # postmortem: ignore[placeholder-left]\n  - title: a\n    description: TODO\n",
        "title: a\nactions: # postmortem: ignore[placeholder-left]\n  - a\n  - TODO\n",
        "title: a\nowner: TODO\n# postmortem: ignore-file[placeholder-left]",
        "title: a\nowner: TODO # postmortem: ignore[ hindsight , placeholder-left ]\n# postmortem: ignore-file[hindsight]\nresponse: We should have known\n",
    ] {
        let ignored: Vec<&str> = rules(text);
        let expected: &[&str] = if text.contains("hindsight ,") { &["unused-ignore"] } else { &[] };
        assert_eq!(ignored, expected, "{text}");
        assert_eq!(rules(&text.replace('\n', "\r\n")), expected, "{text:?} with CRLF");
    }
}

/// A comment that ignores more than its value or its rule hides faults that nobody has looked at.
#[test]
fn a_comment_ignores_nothing_else() {
    let next = "title: TODO # postmortem: ignore[placeholder-left]\nowner: TODO\n";
    assert_eq!(rules(next), ["placeholder-left"]);
    let other = "title: TODO # postmortem: ignore[hindsight]\n";
    assert_eq!(rules(other), ["placeholder-left", "unused-ignore"]);
    let item = "title: a\nactions:\n  - TODO # postmortem: ignore[placeholder-left]\n  - Ask TODO\n";
    assert_eq!(rules(item), ["placeholder-left"]);
}

/// A format error may be intentional (a field for another tool); a file that is not YAML contains nothing intentional.
#[test]
fn format_errors_can_be_ignored_but_not_syntax_errors() {
    let text = "title: a\ncolour: red # postmortem: ignore[unknown-field] read by another tool\n";
    assert_eq!(rules(text), [""; 0]);
    let text = "# postmortem: ignore-file[invalid-yaml]\ntitle: a: b\n";
    assert_eq!(rules(text), ["invalid-yaml"]);
}

/// A misspelt name looks like a decision that somebody took.
#[test]
fn reports_names_that_are_not_rules() {
    let text = "title: TODO # postmortem: ignore[placeholder-let] later\n# postmortem: ignore\nowner: a\n";
    let source = Source::new("x", text);
    let document = Document::read(&source, &Options::default().settings);
    let found = lint::lint(&document, &options(|options| options.only = named(&["unknown-rule"])), None);
    let reported: Vec<_> =
        found.iter().map(|finding| (source.slice(finding.span), finding.message.as_str())).collect();
    assert_eq!(
        reported,
        [
            ("placeholder-let", "there is no rule `placeholder-let`"),
            ("# postmortem: ignore", "the ignore comment does not name a rule")
        ]
    );
    assert_eq!(found[0].help.as_deref(), Some("did you mean `placeholder-left`?"));
}

/// A comment is only judged by a rule that ran: `--only` and a level of off prove nothing about it.
#[test]
fn rules_that_did_not_run_prove_nothing() {
    let text = "title: a # postmortem: ignore[hindsight]\n";
    assert_eq!(rules(text), ["unused-ignore"]);
    let only = options(|options| options.only = named(&["unused-ignore", "vague-title"]));
    assert_eq!(check(text, &only), []);
    let off = options(|options| {
        options.levels.all.insert("hindsight".into(), Level::Off);
    });
    assert!(!check(text, &off).iter().any(|found| found.rule == "unused-ignore"));
    // Without `[public] check = true`, what must not get out is not checked.
    assert_eq!(rules("title: a # postmortem: ignore[forbidden-term]\n"), [""; 0]);
    // Without other files, it is not known whether an id is taken.
    assert_eq!(rules("title: a # postmortem: ignore[duplicate-id]\n"), [""; 0]);
}

/// A comment must not become unused because another finding supersedes it, and be needed again when that one is fixed.
#[test]
fn a_superseded_finding_still_needs_its_comment() {
    let entry =
        |at: &str, mark: &str| format!("  - {{at: 2024-05-30 {at}, event: at {at}, milestone: {mark}}}\n");
    let head = "title: a\ntimezone: UTC\n# postmortem: ignore-file[milestone-out-of-order]\ntimeline:\n";
    let (late, early) = (entry("10:20", "mitigated"), entry("10:10", "resolved"));
    assert_eq!(rules(&format!("{head}{late}{early}")), ["timeline-out-of-order"]);
    let sorted = format!("{head}{early}{late}");
    assert_eq!(rules(&sorted), [""; 0]);
    assert_eq!(rules(&sorted.replace("ignore-file", "see")), ["milestone-out-of-order"]);
}

/// Findings about comments can be ignored in a file that is read by several versions of the program.
#[test]
fn comments_about_comments_are_obeyed() {
    let text = "# postmortem: ignore-file[unused-ignore, unknown-rule]\ntitle: a # postmortem: ignore[hindsight, later-rule]\n";
    assert_eq!(rules(text), [""; 0]);
}

/// Under a long text is where people put the comment, and there it was printed and ignored nothing, without a word.
#[test]
fn a_comment_inside_a_text_is_found() {
    let comment = "# postmortem: ignore[hindsight] quoted";
    for (text, help) in [
        (
            format!("title: a\nsummary: |\n  b\n  {comment}\n"),
            "move it to the line of the key, after the `|`",
        ),
        (format!("title: a\nsummary: |\n  {comment}\n"), "move it to the line of the key, after the `|`"),
        (
            format!("title: a\nlessons:\n  lucky:\n    - >-  # a comment\n      b {comment}\n      c"),
            "move it to the line of the `-`, after the `>`",
        ),
        (format!("title: a\nsummary: \"b\n  {comment}\"\n"), "move it to a line of its own above the key"),
        (
            "title: a\nsummary: |\n  b\n  #postmortem: ignore-file[hindsight]\n".to_owned(),
            "move it to the line of the key, after the `|`",
        ),
    ] {
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            let source = Source::new("x", text.as_str());
            let document = Document::read(&source, &Options::default().settings);
            let mut found = lint::lint(&document, &Options::default(), None);
            found.retain(|finding| finding.rule.name == "ignore-in-text");
            assert_eq!(found.len(), 1, "{text}");
            let place = source.slice(found[0].span);
            assert!(
                place.starts_with('#') && place.contains("hindsight") && !place.contains('\n'),
                "{place}"
            );
            assert_eq!(found[0].help.as_deref(), Some(help), "{text}");
            let ignoring = format!("# postmortem: ignore-file[ignore-in-text] shown\n{text}");
            assert!(!rules(&ignoring).contains(&"ignore-in-text"), "{ignoring}");
        }
    }
}

/// A real comment, and a text that explains one, are intentional.
#[test]
fn a_comment_outside_a_text_is_no_fault_of_place() {
    for text in [
        "title: a\nsummary: |  # postmortem: ignore[hindsight] b\n  We should have known\n",
        "title: a # see # postmortem: ignore[hindsight]\n# postmortem: ignore[placeholder-left] x\nsummary: TODO\n",
        "title: a\nsummary: |\n  Write `# postmortem: ignore[hindsight] reason` there.\n  postmortem: ignore[this]\n",
        "title: a\nsummary: |\n  # postmortem: see the wiki\n",
        "title: a\nsummary: |\n  Write\n  ```yaml\n  title: b # postmortem: ignore[vague-title]\n  ```\n  there.\n",
        "title: a\nsummary: \"Write\\n~~~\\n# postmortem: ignore[vague-title]\\n~~~\"\n",
    ] {
        assert!(!rules(text).contains(&"ignore-in-text"), "{text}");
    }
}

/// A text with the first comment in it where its finding says that it belongs.
fn follow(text: &str) -> String {
    let source = Source::new("x", text);
    let document = Document::read(&source, &Options::default().settings);
    let found = lint::lint(&document, &Options::default(), None);
    let finding =
        found.iter().find(|finding| finding.rule.name == "ignore-in-text").expect("a comment in a text");
    let written = source.slice(finding.span);
    let comment = written.split_inclusive(']').next().unwrap();
    let start = source.position(finding.related[0].span.start()).line;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = source.position(finding.span.start()).line - 1;
    lines[line] = lines[line].replacen(comment, "", 1);
    let help = finding.help.as_deref().unwrap();
    if help.contains(", after the `") {
        lines[start - 1] = format!("{}  {comment}", lines[start - 1]);
    } else {
        // The key may be on the line before its value.
        let is_before =
            start > 1 && lines[start - 2].ends_with([':', '-']) && !help.ends_with("above the text");
        lines.insert(start - 1 - usize::from(is_before), comment.to_owned());
    }
    lines.join("\n") + "\n"
}

/// Advice that leads to a place where the comment ignores nothing sends people in circles. Besides that, nothing is
/// reported about a comment in a text: the name of a rule is not prose.
#[test]
fn a_comment_that_is_moved_as_advised_works() {
    let comment = "# postmortem: ignore[human-error-as-cause]";
    for text in [
        format!("title: a\nroot_cause: >\n  An operator error. {comment} quoted\n"),
        format!("title: a\nroot_cause: |\n  An operator error.\n  {comment}\n"),
        format!("title: a\nroot_cause:\n  - |\n    An operator error.\n    {comment}\n"),
        format!("title: a\nroot_cause:\n  |\n  An operator error.\n  {comment}\n"),
        format!("title: a\nroot_cause: !!str |\n  An operator error.\n  {comment}\n"),
        format!("title: a\nroot_cause: \"An operator error.\\n{comment} quoted\"\n"),
        format!("title: a\nroot_cause:\n  \"An operator error. {comment}\"\n"),
        format!("title: a\nroot_cause:\n  - b\n  - \"An operator error. {comment}\"\n"),
        format!("title: a\nroot_cause:\n  - text: \"An operator error. {comment}\"\n"),
        format!("title: a\nroot_cause:\n  [\"b\",\n  \"An operator error. {comment}\"]\n"),
        format!("{{title: a, root_cause: \"An operator error. {comment}\"}}\n"),
        format!("{{title: a,\n  root_cause: \"An operator error. {comment}\"}}\n"),
    ] {
        assert_eq!(rules(&text), ["human-error-as-cause", "ignore-in-text"], "{text}");
        let moved = follow(&text);
        assert_eq!(rules(&moved), [""; 0], "{text}became\n{moved}");
    }
}

/// Misspelt comments are the same fault; so is a comment after an escaped line break.
#[test]
fn every_kind_of_comment_inside_a_text_is_found() {
    for text in [
        "title: a\nsummary: |\n  b\n  # postmortem: ignore-next-line[x]\n",
        "title: a\nsummary: |\n  # postmortem: disable[hindsight]\n",
        "title: a\nsummary: \"b\\n# postmortem: ignore[hindsight] escaped\"\n",
        "title: a\nlessons: {learned: [\"# postmortem: ignore[hindsight]\"]}\n",
    ] {
        assert_eq!(rules(text), ["ignore-in-text"], "{text}");
    }
    // What must not get out is printed with the comment.
    let secret = "title: a\nsummary: |\n  # postmortem: ignore[hindsight] password=hunter2horse\n";
    assert_eq!(rules(secret), ["ignore-in-text", "secret-in-text"]);
}

/// In braces many values start in a line, and a comment at that line is about all of them.
#[test]
fn a_comment_at_a_line_in_braces_covers_what_starts_there() {
    let comment = "# postmortem: ignore[placeholder-left]";
    for text in [
        format!("{comment}\n{{title: a, owner: TODO}}\n"),
        format!("{{title: a, owner: TODO}} {comment}\n"),
        format!("title: a\ntags: [\n  {comment}\n  b, TODO]\n"),
    ] {
        assert_eq!(rules(&text), [""; 0], "{text}");
    }
    let next = format!("{{title: a, owner: b, {comment}\n summary: TODO}}\n");
    assert_eq!(rules(&next), ["unused-ignore", "placeholder-left"]);
}

/// A comment costs a comparison with every other: a file full of them hung the program.
#[test]
fn a_hostile_number_of_comments_gives_no_more_findings_than_people_read() {
    let comment = format!("# postmortem: ignore-file[{}hindsigt]\n", "hindsight, ".repeat(499));
    let text = format!(
        "title: a\n{}summary: |\n{}",
        comment.repeat(20),
        "  # postmortem: ignore[hindsight]\n".repeat(120)
    );
    let found = rules(&text);
    for rule in ["unused-ignore", "unknown-rule", "ignore-in-text"] {
        let count = found.iter().filter(|found| **found == rule).count();
        assert!((1..=100).contains(&count), "{count} {rule}");
    }
}
