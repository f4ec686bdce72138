//! `postmortem render` as a command: where reports go, what stops them, whether they are up to date.

use crate::support::{Run, Sandbox, VALID};
use std::fs;

/// The usual way: a report on standard output, to be read or piped.
#[test]
fn prints_one_report() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let run = sandbox.run("render a.yaml");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("# Checkout fails\n"), "{}", run.out);
    assert_eq!(sandbox.pipe("render -", VALID).out, run.out);
    assert_eq!(sandbox.run("render a.yaml -o -").out, run.out);
    let brief = sandbox.run("render a.yaml -t brief");
    assert!(brief.code == 0 && brief.out != run.out);
}

/// Programs read the same facts as the templates.
#[test]
fn prints_json() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let run = sandbox.run("render a.yaml -f json");
    let context: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(context["version"], 1);
    assert_eq!(context["incident"]["title"], "Checkout fails");
    assert_eq!(context["duration"]["seconds"], 7200);
    let both = sandbox.run("render a.yaml -f json -t brief");
    assert_eq!((both.code, both.out.as_str()), (2, ""), "JSON has no template");
}

/// The file is what would be printed, whole.
#[test]
fn writes_a_file_or_one_a_report_into_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID).write("in/b.yaml", VALID.replace("Checkout", "Search"));
    let printed = sandbox.run("render in/a.yaml").out;
    let run = sandbox.run("render in/a.yaml -o out.md");
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", "Wrote out.md\n"));
    assert_eq!(sandbox.read("out.md"), printed);
    let run = sandbox.run("render in -o new/reports");
    assert_eq!((run.code, run.err.as_str()), (0, "Wrote 2 reports\n"));
    assert_eq!(sandbox.list("new/reports"), ["a.md", "b.md"]);
    assert_eq!(sandbox.read("new/reports/a.md"), printed);
    assert_eq!(sandbox.run("render in/a.yaml -f json -o new/reports -q").transcript(), "exit code 0\n");
    assert_eq!(sandbox.list("new/reports"), ["a.json", "a.md", "b.md"]);
    assert_eq!(sandbox.run("render in/a.yaml -o fresh/").code, 0);
    assert_eq!(sandbox.list("fresh"), ["a.md"]);
}

/// Two reports under one name, or after one another on a pipe, would lose one of them.
#[test]
fn refuses_what_would_mix_or_lose_reports() {
    let sandbox = Sandbox::new();
    sandbox.write("x/a.yaml", VALID).write("y/a.yaml", VALID).write("file", "");
    insta::assert_snapshot!("several_to_stdout", sandbox.run("render x y").transcript());
    insta::assert_snapshot!("several_to_a_file", sandbox.run("render x y -o file").transcript());
    insta::assert_snapshot!("same_stem", sandbox.run("render x y -o out").transcript());
    assert!(!sandbox.path("out").exists());
    insta::assert_snapshot!("check_without_output", sandbox.run("render x/a.yaml --check").transcript());
    assert_eq!(sandbox.run("render x/a.yaml --check -o -").code, 2);
    let of_folder = sandbox.run("render x");
    assert_eq!(of_folder.out, sandbox.run("render x/a.yaml").out, "{}", of_folder.err);
}

/// One faulty file among many must be named, and must not keep the reports of the others from being written.
#[test]
fn a_faulty_file_does_not_keep_others_from_being_rendered() {
    let sandbox = Sandbox::new();
    sandbox
        .write("in/a.yaml", VALID)
        .write("in/b.yaml", "title: b\nsevrity: SEV1\n")
        .write("in/c.yaml", VALID)
        .write("out/b.md", "old\n");
    insta::assert_snapshot!(sandbox.run("render in -o out").transcript());
    assert_eq!(sandbox.list("out"), ["a.md", "b.md", "c.md"]);
    assert_eq!(sandbox.read("out/b.md"), "old\n");
    let check = sandbox.run("render in -o out --check");
    assert_eq!((check.code, check.out.as_str()), (2, ""), "{}", check.err);
    let run = sandbox.run("render in/a.yaml nowhere.yaml -o new");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert_eq!(sandbox.list("new"), ["a.md"]);
    // A template error is the same for each file, and is shown once.
    sandbox.write("t.md", "{{ incident.title | nth(n=1) }}\n");
    let run = sandbox.run("render in/a.yaml in/c.yaml -o new -t t.md");
    assert_eq!((run.code, run.err.matches("template-error").count()), (2, 1), "{}", run.transcript());
    assert!(run.err.ends_with("2 files were not rendered\n"), "{}", run.transcript());
}

/// The name after -o determines the format; a page in `report.md` or two reports in one file are mistakes.
#[test]
fn the_name_of_the_output_decides_what_is_made() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID).write("in/b.yaml", VALID).write("x/a.yaml", VALID);
    assert_eq!(sandbox.run("render in/a.yaml -o a.html").code, 0);
    assert!(sandbox.read("a.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(sandbox.run("render in/a.yaml -o a.JSON").code, 0);
    assert!(sandbox.read("a.JSON").starts_with('{'));
    assert_eq!(sandbox.run("render in/a.yaml -o a.txt -f html").code, 0, "any other name fits every format");
    // A folder may be called as it likes.
    assert_eq!(sandbox.run("render in/a.yaml -o pages.html/").code, 0);
    assert_eq!(sandbox.run("render in -o pages.html -f json").code, 0);
    assert_eq!(sandbox.list("pages.html"), ["a.json", "a.md", "b.json"]);
    insta::assert_snapshot!(
        "contradiction",
        sandbox.run("render in/a.yaml -f html -o report.md").transcript()
    );
    insta::assert_snapshot!(
        "two_in_one",
        sandbox.run("render in/a.yaml in/b.yaml -o reports.md").transcript()
    );
    for line in [
        "render x -o reports.md",
        "render in/a.yaml -f markdown -o a.json",
        "render in/a.yaml -t brief -o b.json",
    ] {
        let run = sandbox.run(line);
        assert!(run.code == 2 && run.err.contains("help: "), "{line}: {}", run.transcript());
    }
    for name in ["report.md", "reports.md", "b.json"] {
        assert!(!sandbox.path(name).exists(), "{name}");
    }
}

/// "It is stale" sends people to run the command; the difference says whether that matters.
#[test]
fn check_shows_what_would_change() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID).write("in/b.yaml", "title: New\n");
    assert_eq!(sandbox.run("render in/a.yaml -o out/").code, 0);
    assert_eq!(sandbox.run("render in/a.yaml -o out/ --check --diff").transcript(), "exit code 0\n");
    sandbox.write("out/a.md", sandbox.read("out/a.md").replace("weight of zero", "weight of one"));
    insta::assert_snapshot!(sandbox.run("render in -o out --check --diff").transcript());
    let alone = sandbox.run("render in -o out --diff");
    assert!(alone.code == 2 && alone.err.contains("--check"), "{}", alone.transcript());
}

/// A log of CI is read on terminals too: what is in a report on the disk must not move their cursor.
#[test]
fn check_writes_no_character_that_a_terminal_obeys() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("out/a.md", "# \u{1b}]0;pwned\u{7} \u{202e}x\n");
    let run = sandbox.run("render a.yaml -o out/ --check --diff");
    assert!(run.out.contains("-# ␛]0;pwned␇ <U+202E>x\n"), "{}", run.transcript());
    assert!(!run.out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{}", run.transcript());
}

/// In CI, a report that was not rendered again is the fault of the change that made it stale.
#[test]
fn check_finds_stale_and_missing_reports() {
    let sandbox = Sandbox::new();
    for name in ["a", "b", "c"] {
        sandbox.write(&format!("in/{name}.yaml"), VALID);
    }
    assert_eq!(sandbox.run("render in -o out").code, 0);
    assert_eq!(sandbox.run("render in -o out --check").transcript(), "exit code 0\n");
    sandbox.write("out/b.md", "stale\n");
    fs::remove_file(sandbox.path("out/c.md")).unwrap();
    insta::assert_snapshot!(sandbox.run("render in -o out --check").transcript());
    assert_eq!(sandbox.read("out/b.md"), "stale\n");
    assert!(!sandbox.path("out/c.md").exists());
}

/// A mistyped template must suggest the one that was meant; an invalid one its line.
#[test]
fn reports_what_is_wrong_with_a_template() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    sandbox.write("mine.md", "# {{ incident.title }}\n\n{{ incident.title | duraton }}\n");
    insta::assert_snapshot!("unknown_template", sandbox.run("render a.yaml -t breif").transcript());
    insta::assert_snapshot!("faulty_template", sandbox.run("render a.yaml -t mine.md").transcript());
    sandbox.write("mine.md", "# Mine: {{ incident.title }}\n");
    assert_eq!(sandbox.run("render a.yaml -t mine.md").out, "# Mine: Checkout fails\n");
}

/// What is configured is what is rendered.
#[test]
fn obeys_the_configuration() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("own/short.md", "{{ incident.title }} {{ incident.severity }}\n");
    sandbox.write(
        "postmortem.toml",
        "templates = \"own\"\nseverities = [\"Sev-2\"]\n[render]\ntemplate = \"short\"\n",
    );
    assert_eq!(sandbox.run("render a.yaml").transcript(), "exit code 0\n--- stdout\nCheckout fails Sev-2\n");
    sandbox.write("postmortem.toml", "[render]\ntime = \"%H.%M h\"\n");
    let run = sandbox.run("render a.yaml");
    assert!(run.out.contains("10.15 h"), "{}", run.transcript());
    sandbox.write("postmortem.toml", "[render]\ntime = \"%Q\"\n");
    assert_eq!(sandbox.run("render a.yaml").code, 2);
}

/// A device cannot be replaced by a file; a link leads to the intended file; permissions are the owner's choice.
#[test]
#[cfg(unix)]
fn writes_through_links_and_to_devices() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("real.md", "old\n");
    fs::set_permissions(sandbox.path("real.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.md", sandbox.path("link.md")).unwrap();
    assert_eq!(sandbox.run("render a.yaml -o link.md").code, 0);
    assert!(sandbox.path("link.md").is_symlink() && sandbox.read("real.md").starts_with("# Checkout fails"));
    assert_eq!(fs::metadata(sandbox.path("real.md")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(sandbox.run("render a.yaml -o /dev/null").code, 0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    assert_eq!(sandbox.list("."), [".git", "a.yaml", "link.md", "real.md"], "no temporary file is left");
}

/// `render -o` into a folder that cannot be made must say which, and why.
#[test]
fn reports_what_cannot_be_written() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("file", "");
    let run = sandbox.run("render a.yaml -o file/report.md");
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: cannot "), "{}", run.err);
    assert!(run.err.contains("`file"), "{}", run.err);
}

/// Rules that are not format errors do not prevent a report: a draft is rendered too.
#[test]
fn renders_a_draft_full_of_findings() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: Only a title\nstatus: final\n");
    assert_eq!(sandbox.run("lint a.yaml").code, 1);
    let run = sandbox.run("render a.yaml");
    assert!(run.code == 0 && run.out.starts_with("# Only a title\n"), "{}", run.transcript());
}

/// A report must not change from day to day, unless somebody says what day it is.
#[test]
fn marks_overdue_actions_only_with_a_given_day() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}actions:\n  - {{title: Fix it, owner: web, due: 2024-06-01}}\n"));
    let without = Run::of(&mut sandbox.command(&["render", "a.yaml"]));
    assert!(!without.out.contains("overdue"), "{}", without.out);
    assert!(sandbox.run("render a.yaml").out.contains("overdue"));
}

/// A typo after `-o` must not destroy the only copy of an incident.
#[test]
fn no_report_replaces_an_incident_file() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("b.yaml", VALID).write("c.txt", VALID);
    for line in [
        "render a.yaml -o a.yaml",
        "render a.yaml -f json -o a.yaml",
        "render a.yaml -o b.yaml",
        "render c.txt -o c.txt",
        "lint a.yaml -o json=a.yaml",
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.code, 2, "{line}: {}", run.transcript());
        assert!(run.err.contains("name another file"), "{line}: {}", run.transcript());
    }
    for name in ["a.yaml", "b.yaml", "c.txt"] {
        assert_eq!(sandbox.read(name), VALID, "{name}");
    }
}

/// A page that is too large cannot be sent; and an image that is used often must not make it so.
#[test]
fn a_page_holds_so_much_of_images_and_no_more() {
    let sandbox = Sandbox::new();
    let image = [&b"\x89PNG\r\n\x1a\n"[..], &vec![b'x'; 7 << 20]].concat();
    sandbox.write("in/a.png", &image).write("in/b.png", &image);
    let named = "![A](a.png) ![A](./a.png) ![B](b.png) ![A](a.png) ![B](b.png)";
    sandbox.write("in/a.yaml", format!("{VALID}background: '{named}'\n"));
    assert_eq!(sandbox.run("render in/a.yaml -f html -o a.html").code, 0);
    assert_eq!(sandbox.read("a.html").matches("src=\"data:image/png;").count(), 3);
}

/// Nothing opens Markdown in `report.pdf`, and a recipient of it cannot know why.
#[test]
fn a_name_of_another_format_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("b.yaml", VALID);
    for (line, message, help) in [
        ("a.yaml -o x.pdf", "`x.pdf` means PDF", "-o report.html"),
        ("a.yaml -f html -o x.DOCX", "`x.DOCX` means a word processor's file", "-o report.md"),
        ("a.yaml b.yaml -o x.png", "`x.png` means an image", "-o report.html"),
    ] {
        let run = sandbox.run(&format!("render {line}"));
        assert!(run.code == 2 && run.err.contains(message) && run.err.contains(help), "{}", run.transcript());
    }
    assert_eq!(sandbox.list("."), [".git", "a.yaml", "b.yaml"]);
    assert_eq!(sandbox.run("render a.yaml -o report.v2").code, 0);
}

/// One report that cannot be written must not keep the others back, whatever their order.
#[test]
fn what_cannot_be_written_does_not_keep_others_back() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("b.yaml", VALID).write("c.yaml", VALID).write("out/b.md/x", "");
    let run = sandbox.run("render a.yaml b.yaml c.yaml -o out");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: cannot write `out/b.md`: it is a folder\nWrote 2 reports\n");
    assert_eq!(sandbox.list("out"), ["a.md", "b.md", "c.md"]);
}
