//! What `--fix` makes of a file: the finding gone, and nothing else changed.

use crate::support::linting::{fix, options};
use crate::support::{NOW, Run, Sandbox, VALID};
use postmortem::diagnostic::Level;
use postmortem::document::Document;
use postmortem::lint::Options;
use postmortem::model::{Incident, Status};
use postmortem::source::Source;
use proptest::prelude::*;
use std::fs::{self, File};
use std::thread;
use std::time::Duration;

fn incident(text: &str) -> Incident {
    let source = Source::new("x", text);
    let document = Document::read(&source, &Options::default().settings);
    document.incident.unwrap_or_else(|| panic!("no incident: {text}"))
}

/// Every kind of fix at once, with comments, quotes and order as their author left them.
#[test]
fn fixes_everything_and_changes_nothing_else() {
    let text = "# A comment\ntitle: 'Quoted'   # and another\nsumary: \"Two\\twords\"\nresolution: Reverted PR #4312 in web\n\
                custom: {b: 1,   a: 2}\nresponse: Note: we paged\nowner: x # postmortem: ignore[hindsight]\n";
    let expected = "# A comment\ntitle: 'Quoted'   # and another\nsummary: \"Two\\twords\"\nresolution: \"Reverted PR #4312 in web\"\n\
                    custom: {b: 1,   a: 2}\nresponse: \"Note: we paged\"\nowner: x\n";
    assert_eq!(fix(text, &Options::default()), (expected.to_owned(), 4));
    let (text, expected) = (text.replace('\n', "\r\n"), expected.replace('\n', "\r\n"));
    assert_eq!(fix(&text, &Options::default()), (expected.clone(), 4));
    assert_eq!(fix(&expected, &Options::default()), (expected, 0), "what is mended stays");
}

/// A fix that took a comment into the text would publish it, and nobody would notice a wrong guess.
#[test]
fn quotes_only_what_is_surely_text() {
    for (text, expected) in [
        ("title: Fix #1 thing # real comment\n", "title: \"Fix #1 thing\" # real comment\n"),
        ("title: Fix #1 and #2\t## real\n", "title: \"Fix #1 and #2\"\t## real\n"),
        ("title: a\nowner: #1 # b\n", "title: a\nowner: \"#1\" # b\n"),
        ("title: a\nowner: b #\n", "title: a\nowner: b #\n"),
        ("title: a\nowner: platform #todo\n", "title: a\nowner: platform #todo\n"),
        ("title: a\nowner: #todo\n", "title: a\nowner: #todo\n"),
        ("title: Told in #incidents at noon\n", "title: Told in #incidents at noon\n"),
        ("title: Fix #1 #todo\n", "title: Fix #1 #todo\n"),
    ] {
        assert_eq!(fix(text, &Options::default()).0, expected, "{text}");
        let source = Source::new("x", expected);
        let faults = Document::read(&source, &Options::default().settings).faults;
        let is_cut = expected.contains("#todo") || expected.contains("#incidents");
        assert_eq!(faults.len(), usize::from(is_cut), "{expected}");
        assert!(!is_cut || faults[0].help.as_ref().unwrap().starts_with("quote the text if"));
    }
}

/// Times followed by a colon are pasted from chats; YAML reads a key, and the entry would be lost.
#[test]
fn removes_the_colon_after_a_time() {
    let text = "title: a\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n  - 10:15: alert fires # why\n  - 7:35: PM leaves\n  \
                - 11:00-11:10 : goes\n      on\n  - {10:15: x}\n  - ? 10:15\n    : x\n";
    let expected = text.replacen("10:15: ", "10:15 ", 1).replace("11:10 : ", "11:10  ");
    assert_eq!(fix(text, &Options::default()), (expected, 2));
}

/// An unneeded comment is removed with its line or its spaces; one that is half needed keeps that half.
#[test]
fn removes_ignore_comments_that_ignore_nothing() {
    for (text, expected) in [
        ("# postmortem: ignore[hindsight]\ntitle: a\n", "title: a\n"),
        ("title: a\n  # postmortem: ignore[hindsight]", "title: a\n"),
        ("title: a   # postmortem: ignore[hindsight] why\nowner: b\n", "title: a\nowner: b\n"),
        ("title: a\nsummary: |  # postmortem: ignore[hindsight]\n  b\n", "title: a\nsummary: |\n  b\n"),
        (
            "title: TODO # postmortem: ignore[hindsight, placeholder-left, timeline-gap] why\n",
            "title: TODO # postmortem: ignore[placeholder-left] why\n",
        ),
        ("title: a # postmortem: ignore[hindsight, animated]\n", "title: a # postmortem: ignore[animated]\n"),
        ("title: a # postmortem: ignore[hindsight, action-vague, timeline-gap]\n", "title: a\n"),
    ] {
        let as_final = options(|options| options.status = Some(Status::Final));
        assert_eq!(fix(text, &as_final).0, expected, "{text}");
    }
}

const SCRAMBLED: &str = "title: a\ntimezone: UTC\ntimeline:   # in UTC\n\
    # the second\n  - at: 2024-05-30 10:20\n    event: |\n      b\n\n      c\n    # about the second\n  \
    - {at: 2024-05-30 10:15, event: \"a\"}  # first\n\n  # the third\n  # of them\n  -\n    at: 2024-05-30 10:30\n    event: d";

/// Entries move with all their lines; a comment above moves along, one after the sequence stays.
#[test]
fn sorts_entries_that_carry_their_dates() {
    let expected = "title: a\ntimezone: UTC\ntimeline:   # in UTC\n  \
        - {at: 2024-05-30 10:15, event: \"a\"}  # first\n\n\
        # the second\n  - at: 2024-05-30 10:20\n    event: |\n      b\n\n      c\n    # about the second\n  \
        # the third\n  # of them\n  -\n    at: 2024-05-30 10:30\n    event: d";
    for tail in ["", "\n", "\n# the end\n", "\nowner: x\n"] {
        let (text, expected) = (format!("{SCRAMBLED}{tail}"), format!("{expected}{tail}"));
        assert_eq!(fix(&text, &Options::default()), (expected.clone(), 1), "{text}");
        let crlf = |text: &str| text.replace('\n', "\r\n");
        assert_eq!(fix(&crlf(&text), &Options::default()), (crlf(&expected), 1), "{tail:?} with CRLF");
    }
    let last_first = "title: a\ntimezone: UTC\ntimeline:\n- 2024-05-30 10:20 b\n- 2024-05-30 10:15 a";
    let sorted = "title: a\ntimezone: UTC\ntimeline:\n- 2024-05-30 10:15 a\n- 2024-05-30 10:20 b\n";
    assert_eq!(fix(last_first, &Options::default()).0, sorted);
}

/// Where the order of the lines carries meaning, or is not certain, only the author can sort.
#[test]
fn does_not_sort_what_hangs_together() {
    let timeline = |entries: &str| format!("title: a\ntimezone: UTC\ndate: 2024-05-30\ntimeline:{entries}\n");
    for entries in [
        "\n  - 2024-05-30 10:20 b\n  - 10:15 a",
        "\n  - 2024-05-30 10:20 b\n  - 2024-05-30 10:15 a\n  - {event: without a time}",
        "\n  - 2024-05-31 10:20 b\n  - 2024-05-30 a day\n  - 2024-05-31 c day",
        " [2024-05-30 10:20 b, 2024-05-30 10:15 a]",
        "\n  - at: &t 2024-05-30 10:20\n    event: b\n  - {at: 2024-05-30 10:15, event: *t}",
        "\n  - 2024-05-30 10:20 b\n  - 2024-05-30 10:15 a\n  - {at: 2024-05-30 10:30, evnt: c}",
    ] {
        let text = timeline(entries);
        let mut only = Options::default();
        only.levels.all.insert("unknown-field".into(), Level::Off);
        assert_eq!(fix(&text, &only), (text.clone(), 0), "{text}");
    }
}

/// A fix that uncovers hidden findings is progress; then more is reported about the file, not less.
#[test]
fn continues_after_a_syntax_error() {
    let text = "title: a\nsummary: Note: one\nrespnse: @two\n";
    let (fixed, applied) = fix(text, &Options::default());
    assert_eq!(fixed, "title: a\nsummary: \"Note: one\"\nresponse: \"@two\"\n");
    assert_eq!(applied, 3);
}

/// Texts that are cut or misread without quotes, and stay whole with them.
fn cut_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z][a-z]{1,8} #[0-9]{1,4} [a-z\"'\\\\]{1,8}",
        "[A-Z][a-z]{1,8}: [a-z]{1,8}",
        "[@`%][a-z]{1,8}",
    ]
}

fn comment() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "# [a-z ]{0,12}[a-z]\n"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Quoted text is read as it was written, and nothing next to it changes.
    #[test]
    fn quoting_gives_the_text_back(texts in prop::collection::vec(cut_text(), 1..5), comment in comment(), crlf: bool) {
        let fields = ["summary", "background", "narrative", "response", "recurrence"];
        let mut text = String::from("title: a\ntags: [one,  'two']\n");
        for (field, value) in fields.iter().zip(&texts) {
            text.extend([&comment, *field, ": ", value, "\n"]);
        }
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let (fixed, _) = fix(&text, &Options::default());
        let incident = incident(&fixed);
        let read = [incident.summary, incident.background, incident.narrative, incident.response, incident.recurrence];
        for (read, written) in read.iter().zip(&texts) {
            prop_assert_eq!(read.as_ref(), Some(written), "{}", fixed);
        }
        prop_assert_eq!(&incident.tags, &["one", "two"]);
        let comments = |text: &str| text.lines().filter(|line| line.starts_with('#')).count();
        prop_assert_eq!(comments(&fixed), comments(&text));
    }

    /// Sorting changes the order of the entries, and of nothing else; each keeps its text, and its comment above it.
    #[test]
    fn sorting_only_changes_the_order(
        entries in prop::collection::vec((0..60_u32, 0..4_usize, comment()), 1..12), crlf: bool, ends: bool,
    ) {
        let mut text = String::from("title: a\ntimezone: UTC\ntimeline:\n");
        for (index, (minute, form, comment)) in entries.iter().enumerate() {
            let at = format!("2024-05-30 10:{minute:02}");
            let above = if comment.is_empty() { String::new() } else { format!("  {comment}") };
            let entry = match form {
                0 => format!("  - {at} e{index}\n"),
                1 => format!("  - {{at: {at}, event: e{index}}} # c{index}\n"),
                2 => format!("  - event: |\n      e{index}\n\n      more\n    at: {at}\n"),
                _ => format!("  - at: {at}\n    # c{index}\n    event: >-\n      e{index}\n\n"),
            };
            text.extend([above, entry]);
        }
        let text = if ends { text + "owner: x\n" } else { text.trim_end().to_owned() };
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let (fixed, _) = fix(&text, &Options::default());
        let (mut expected, after) = (incident(&text), incident(&fixed));
        expected.timeline.sort_by_key(|entry| entry.at.as_ref().map(|at| at.start.clock.time()));
        prop_assert_eq!(&after.timeline, &expected.timeline, "{}\n---\n{}", text, fixed);
        prop_assert_eq!(expected, after);
        let lines = |text: &str| {
            let mut lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
            lines.sort();
            lines
        };
        prop_assert_eq!(lines(&text), lines(&fixed));
    }

    /// Whatever the text, fixing it neither fails nor makes it worse.
    #[test]
    fn never_leaves_a_file_worse(text in "(title: a\n)?([a-z]{3,8}: [a-z#@: ]{0,12}\n|# postmortem: ignore\\[[a-z, -]{0,20}\\]\n){0,6}") {
        let faults = |text: &str| {
            let source = Source::new("x", text);
            let document = Document::read(&source, &Options::default().settings);
            (document.incident.is_none(), document.faults.len())
        };
        let (fixed, applied) = fix(&text, &Options::default());
        prop_assert!(faults(&fixed) <= faults(&text), "{}\n---\n{}", text, fixed);
        prop_assert_eq!(applied == 0, fixed == text);
    }
}

/// A file with an error that can be fixed, one that cannot, and a comment.
const FAULTY: &str = "# kept\ntitle: a\nsumary: b  # kept too\nseverity: SEV9\n";

/// All of it for users: files are fixed in place, what was done goes to standard error, and the rest is reported.
#[test]
fn writes_what_it_fixes_and_reports_the_rest() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", FAULTY).write("b.yaml", VALID);
    let run = sandbox.run("lint a.yaml b.yaml --fix --only unknown-severity");
    assert_eq!(run.code, 0);
    assert_eq!(run.err, "a.yaml: 1 fixed\n");
    assert!(run.out.contains("warning[unknown-severity]") && !run.out.contains("sumary"), "{}", run.out);
    assert!(run.out.ends_with("2 files checked: 1 warning\n"), "{}", run.out);
    assert_eq!(sandbox.read("a.yaml"), FAULTY.replace("sumary", "summary"));
    assert_eq!(sandbox.read("b.yaml"), VALID);
    assert_eq!(sandbox.list("."), [".git", "a.yaml", "b.yaml"], "no temporary file stays behind");
    assert_eq!(
        sandbox.run("lint b.yaml --fix").transcript(),
        "exit code 0\n--- stdout\n1 file checked: nothing found\n"
    );
}

/// Who wants to see first must be able to trust that nothing is written.
#[test]
fn shows_what_it_would_change() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", FAULTY).write("b.yaml", VALID);
    insta::assert_snapshot!(sandbox.run("lint a.yaml b.yaml --fix --diff").transcript());
    assert_eq!(sandbox.read("a.yaml"), FAULTY);
    assert_eq!(sandbox.run("lint b.yaml --fix --diff").transcript(), "exit code 0\n");
    let run = sandbox.run("lint a.yaml --diff");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--fix"), "{}", run.err);
}

/// Editors pipe the text of a buffer: the output replaces it, so it must contain nothing else.
#[test]
fn fixes_standard_input_to_standard_output() {
    let sandbox = Sandbox::new();
    sandbox.write("b.yaml", VALID);
    let run = sandbox.pipe("lint - --fix --only unknown-severity", FAULTY);
    assert_eq!(run.out, FAULTY.replace("sumary", "summary"));
    assert!(run.err.contains("<stdin>: 1 fixed") && run.err.contains("unknown-severity"), "{}", run.err);
    let run = sandbox.pipe("lint - --fix", VALID);
    assert_eq!((run.out.as_str(), run.err.as_str()), (VALID, ""));
    assert_eq!(sandbox.pipe("lint - b.yaml --fix", FAULTY).code, 2);
}

/// An entry that is logged while the file is fixed must not be lost, nor may an unfixed file be reported as fixed.
#[test]
fn loses_nothing_that_is_written_meanwhile() {
    let sandbox = Sandbox::new();
    let faulty = VALID.replace("summary:", "sumary:");
    sandbox.write("a.yaml", &faulty);
    let log = File::options().read(true).write(true).open(sandbox.path("a.yaml")).unwrap();
    log.lock().unwrap();
    let mut command = sandbox.command(&["lint", "--fix", "a.yaml", "--now", NOW]);
    let run = thread::spawn(move || Run::of(&mut command));
    // Long enough to read the file; if it is not, then what is read is fixed, and this holds too.
    thread::sleep(Duration::from_millis(500));
    sandbox.write("new", format!("{faulty}# logged\n"));
    fs::rename(sandbox.path("new"), sandbox.path("a.yaml")).unwrap();
    drop(log);
    let run = run.join().unwrap();
    let text = sandbox.read("a.yaml");
    assert!(text.ends_with("# logged\n"), "{text}");
    assert_eq!(run.err.contains("1 fixed"), text.contains("summary:"), "{text}{}", run.err);
    assert_eq!(run.err.contains("`a.yaml` has changed in the meantime"), run.code == 2, "{}", run.err);
    assert_eq!(sandbox.run("lint --fix a.yaml").code, 0);
    assert_eq!(sandbox.read("a.yaml"), format!("{VALID}# logged\n"));
}
