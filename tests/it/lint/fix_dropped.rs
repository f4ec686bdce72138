//! Which fixes are announced, applied and dropped: what `lint` calls fixable, `--fix` fixes.

use crate::support::Sandbox;
use chrono::{DateTime, Utc};
use postmortem::diagnostic::Diagnostic;
use postmortem::document::Document;
use postmortem::lint::{self, Fixed, Options};
use postmortem::source::Source;
use proptest::prelude::*;

fn now() -> Option<DateTime<Utc>> {
    "2024-07-01T12:00:00Z".parse().ok()
}

fn fix(text: &str) -> Fixed {
    lint::fix(&Source::new("x", text), &Options::default(), now(), None)
}

/// The findings that are announced as fixable.
fn fixable(text: &str) -> Vec<Diagnostic> {
    let (source, options) = (Source::new("x", text), Options::default());
    let document = Document::read(&source, &options.settings);
    let found = lint::lint(&document, &options, now());
    found.into_iter().filter(|finding| finding.fix.is_some()).collect()
}

/// The quotes offered for the second line would surround a text that is still not a value.
const UNFIXABLE: &str = "title: t\n- summary: a: b\n";

/// A fix that leaves its own finding was applied again and again, and doubled the backslashes each time.
#[test]
fn drops_a_fix_that_leaves_its_finding() {
    for text in [UNFIXABLE, "title: t\nfoo: \\a \"b\n- summary: a: b\n"] {
        let fixed = fix(text);
        assert_eq!((fixed.text.as_str(), fixed.applied), (text, 0));
        assert_eq!(fixable(text), [], "{text}");
        let dropped: Vec<_> =
            fixed.dropped.iter().map(|dropped| (dropped.rule.name, dropped.reason)).collect();
        assert_eq!(dropped, [("invalid-yaml", "the finding would remain")]);
    }
}

/// Only the text that a quote above leaves over is at fault: quotes around the line never ended.
#[test]
fn offers_no_quotes_inside_a_quoted_text() {
    for text in [
        "title: t\ntimeline:\n  - at: 10:15\n    event: \"Alert fires\n      cause: unknown\" see: below\n",
        "title: t\n\"c\n d\": 1\n",
        "title: t\nsummary: 'c\r\n  d' e: 1\r\n",
    ] {
        let source = Source::new("x", text);
        let faults = Document::read(&source, &Options::default().settings).faults;
        assert_eq!(faults[0].message, "text continues after its closing quote", "{text}");
        assert_eq!(faults[0].fix, None);
        assert_eq!((fix(text).text, fix(text).applied), (text.to_owned(), 0));
    }
}

/// Nobody looks for the reason when a run says that one finding can be fixed and then that none is.
#[test]
fn says_why_a_fix_is_dropped() {
    let sandbox = Sandbox::new();
    let text = UNFIXABLE;
    sandbox.write("a.yaml", text);
    assert!(sandbox.run("lint a.yaml").out.ends_with("1 file checked: 1 error\n"));
    let said = "a.yaml:2:13: `invalid-yaml` is not fixed: the finding would remain";
    for line in ["lint --fix a.yaml", "lint --fix --diff a.yaml"] {
        let run = sandbox.run(line);
        assert!(run.err.contains(said), "{line}: {}", run.transcript());
    }
    assert_eq!(sandbox.read("a.yaml"), text);
    assert!(sandbox.pipe("lint --fix -", text).err.contains("<stdin>:2:13: `invalid-yaml` is not fixed"));
}

/// A new name uncovers what is wrong below it: that was hidden, and is no reason to leave the wrong name.
#[test]
fn applies_a_fix_that_uncovers_other_findings() {
    let text = "title: t\naction_items:\n  - {title: A, foo: 1}\n  - {title: B, foo: 1}\n";
    assert_eq!(fixable(text).len(), 1);
    let fixed = fix(text);
    assert_eq!(fixed.text, text.replace("action_items", "actions"));
    assert_eq!((fixed.applied, fixed.dropped), (1, Vec::new()));
}

/// What is wrong in a line of a file, as people write it.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Misspelt,
    OtherName,
    Cut,
    Colon,
    Mark(char),
    After(&'static str),
    NoSpace,
    TimeColon,
    Ignore,
    Twice,
    Extra,
    Break,
}

fn fault() -> impl Strategy<Value = Fault> {
    use Fault::{
        After, Break, Colon, Cut, Extra, Ignore, Mark, Misspelt, NoSpace, OtherName, TimeColon, Twice,
    };
    let marks =
        prop::sample::select(vec!['@', '`', '"', '\'', '[', '{', '&', '*', '!', '%', '\\', '\t', '|']);
    let after = prop::sample::select(vec!["\" see: below", "\" x", "'", "]", "}", " #x", ":", "\\"]);
    prop_oneof![
        Just(Misspelt),
        Just(OtherName),
        Just(Cut),
        Just(Colon),
        marks.prop_map(Mark),
        after.prop_map(After),
        Just(NoSpace),
        Just(TimeColon),
        Just(Ignore),
        Just(Twice),
        Just(Extra),
        Just(Break),
    ]
}

/// A line with a fault.
fn spoil(line: &str, fault: Fault) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let value = line.find(": ").map_or(line.len(), |colon| colon + 2);
    let (before, after) = line.split_at(value);
    match fault {
        Fault::Misspelt => line.replacen('e', "", 1),
        Fault::OtherName => {
            let names = [
                ("actions:", "action_items:"),
                ("timeline:", "events:"),
                ("at:", "time:"),
                ("title:", "name:"),
            ];
            names.iter().fold(line.to_owned(), |line, (ours, theirs)| line.replacen(ours, theirs, 1))
        }
        Fault::Cut => format!("{line} #12 more"),
        Fault::Colon => format!("{line} also: more"),
        Fault::Mark(mark) => format!("{before}{mark}{after}"),
        Fault::After(text) => format!("{line}{text}"),
        Fault::NoSpace => line.replacen(": ", ":", 1),
        Fault::TimeColon => line.replacen("- ", "- 10:15: ", 1),
        Fault::Ignore => format!("{line} # postmortem: ignore[hindsight, action-vague] why"),
        Fault::Twice => format!("{line}\n{line}"),
        Fault::Extra => format!("{line}\n{indent}foo: 1"),
        Fault::Break => line.replacen(' ', "\n", 1),
    }
}

const REPORT: &str = "title: Checkout fails\nseverity: SEV2\ndate: 2024-05-30\ntimezone: UTC\n\
    summary: Checkout failed for two hours.\nresponse: |\n  We paged the team.\n  They came.\n\
    impact: {description: Errors, users: 80%}\nservices: [web, api]\n\
    timeline:\n  - 10:15 Errors begin\n  - at: 11:15\n    event: \"The cause is found\"\n    milestone: identified\n  \
    - {at: 12:15, event: 'Service is restored', milestone: resolved}\n\
    actions:\n  - Add a check (done)\n  - title: Write it down\n    owner: web\n    due: 2024-06-01\nlessons:\n  went_well: [The alert]\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// What is called fixable is fixed; afterwards nothing is called so, or it is said why not. And no text grows.
    #[test]
    fn fixes_what_it_announces(faults in prop::collection::vec((0..23_usize, fault()), 1..6)) {
        let mut lines: Vec<String> = REPORT.lines().map(str::to_owned).collect();
        for (line, fault) in faults {
            lines[line] = lines[line].lines().map(|line| spoil(line, fault)).collect::<Vec<_>>().join("\n");
        }
        let text = lines.join("\n") + "\n";
        let announced = fixable(&text);
        let fixed = fix(&text);
        prop_assert!(announced.is_empty() || fixed.applied > 0, "{}\n{:?}", text, announced);
        let left = fixable(&fixed.text);
        prop_assert!(left.is_empty(), "{}\n---\n{}{:?}", text, fixed.text, left);
        prop_assert!(fixed.text.len() <= text.len() + 200, "{}\n---\n{}", text, fixed.text);
        let again = fix(&fixed.text);
        prop_assert_eq!((again.text, again.applied), (fixed.text, 0));
        prop_assert_eq!(again.dropped, fixed.dropped);
    }
}

/// A comment may be a note for the team alone, and `internal: true` inside quotes hides nothing: what a fix quotes is
/// printed.
#[test]
fn quotes_neither_comments_nor_collections() {
    for (value, quoted) in [
        ("before: after   # note to self", "\"before: after\"   # note to self"),
        ("@team # internal", "\"@team\" # internal"),
        ("%50 # a reason", "\"%50\" # a reason"),
        ("[P1] Checkout is down # x", "\"[P1] Checkout is down\" # x"),
        ("\"a\" b # c", "\"\\\"a\\\" b\" # c"),
    ] {
        let text = format!("title: t\nbackground: {value}\n");
        assert_eq!(fix(&text).text, format!("title: t\nbackground: {quoted}\n"), "{value}");
    }
    for text in [
        "title: t\nactions:\n  - &x {title: Sue: the vendor, owner: legal, internal: true}\n",
        "title: t\nroot_cause: &r {text: we: lied, internal: true}\n",
        "title: t\nroot_cause: !cause {text: we: lied, internal: true}\n",
        "title: t\nactions:\n  - {text: \"a\" b # c\n  }\n",
        "title: t\nactions:\n  - {title: a, description: |\n  }\n",
        "{title: t, actions: [{title: A}], summary: |-\n y}\n",
        "title: t\nbackground: before: after PR #4312\n",
        "title: t\nactions:\n  - *x\n",
    ] {
        assert_eq!(fix(text).text, text, "{text}");
        assert_eq!(fixable(text), [], "{text}");
    }
}

/// A file in braces whose first line was put into quotes is one text: every field of it is lost.
#[test]
fn no_fix_makes_the_file_one_text() {
    for text in [
        "{title: T, action_items: [{title: A}], summary: |-\n y}",
        "{title: T, summary: a} b\nowner: c\n",
        "# c\n{title: T} b\n",
        "@title: a\nsummary: b\n",
        "? @a\n: b\n",
    ] {
        let fixed = fix(text);
        assert_eq!((fixed.text.as_str(), fixed.applied), (text, 0));
        assert_eq!(fixable(text), [], "{text}");
    }
    // A key of two words stays a key.
    let text = "title: t\nRoot cause: the disk: full\n";
    assert!(fix(text).text.starts_with("title: t\nroot_cause: \"the disk: full\"\n"), "{}", fix(text).text);
}

/// Where a block is not allowed, quotes around what comes before it do not help.
#[test]
fn a_block_inside_brackets_is_named() {
    for (text, place, pair) in [
        ("{title: T, summary: |-\n y}", "|-", "{}"),
        ("title: T\nimpact: {\n  description: >\n    a\n}\n", ">", "{}"),
        ("title: T\ntags: [a, |\n  b]\n", "|", "[]"),
    ] {
        let source = Source::new("x", text);
        let document = Document::read(&source, &Options::default().settings);
        let fault = &document.faults[0];
        assert_eq!(source.slice(fault.span), place, "{text}: {}", fault.message);
        assert!(fault.message.contains(&format!("inside `{pair}`")), "{}", fault.message);
    }
}

/// The mark belongs under the `:` that is too many, and the quotes around that text alone.
#[test]
fn a_second_colon_in_braces_is_marked_and_its_text_quoted() {
    for (text, expected) in [
        ("{title: Foo: bar}\n", "{title: \"Foo: bar\"}\n"),
        ("{title: T, summary: a: b , owner: c}\n", "{title: T, summary: \"a: b\" , owner: c}\n"),
        ("{\ntitle: Foo: bar,\nowner: c\n}\n", "{\ntitle: \"Foo: bar\",\nowner: c\n}\n"),
        (
            "title: T\nlinks: [{title: It's: this, url: x}]\n",
            "title: T\nlinks: [{title: \"It's: this\", url: x}]\n",
        ),
    ] {
        let source = Source::new("x", text);
        let fault = &Document::read(&source, &Options::default().settings).faults[0];
        assert_eq!(source.slice(fault.span), ":", "{text}");
        assert_eq!(fix(text).text, expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 300 } else { 3000 }))]

    /// No syntax fix turns the mapping at the top into a text, whatever mistakes a file has.
    #[test]
    fn the_top_stays_a_mapping(
        in_braces in any::<bool>(),
        pairs in prop::collection::vec((
            "(title|summary|Root cause|@owner|tags|impact)",
            "(a|a: b|@a|\\{b\\} c|\\[a|\\{a: b|\\|-\n  y|>\n  y|\"a\" b|`a`|\"a|a #1|: b|- a|\\*a|a\n  b: c)",
        ), 1..5),
    ) {
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        let text = if in_braces { format!("{{{}}}\n", pairs.join(", ")) } else { pairs.join("\n") + "\n" };
        let fixed = fix(&text).text;
        prop_assert!(!fixed.starts_with('"'), "{text}became\n{fixed}");
    }
}
