//! `postmortem lint` as a command: exit codes, inputs, outputs, hostile files.

use crate::support::{NOW, Run, Sandbox, VALID};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// Pipelines depend on these numbers and on nothing else.
#[test]
fn the_exit_code_says_how_it_went() {
    let sandbox = Sandbox::new();
    sandbox.write("sound.yaml", VALID).write("broken.yaml", "title: [\n");
    sandbox.write("warned.yaml", VALID.replace("SEV2", "SEV9"));
    for (code, line) in [
        (0, "lint sound.yaml"),
        (0, "lint warned.yaml"),
        (1, "lint warned.yaml --fail-on warning"),
        (1, "lint warned.yaml --fail-on info"),
        (0, "lint warned.yaml --fail-on never"),
        (1, "lint broken.yaml"),
        (0, "lint broken.yaml --fail-on never"),
        (1, "lint sound.yaml broken.yaml"),
        (2, "lint broken.yaml nowhere.yaml"),
        (2, "lint nowhere.yaml --fail-on never"),
        (2, "lint"),
        (2, "lint .git"),
        (2, "lint --no-such-flag"),
        (2, "lint sound.yaml --only no-such-rule"),
        (2, "lint sound.yaml --level severity-missing=loud"),
        (2, "lint sound.yaml --level severity-missing"),
        (2, "no-such-command"),
    ] {
        let formats = ["human", "concise", "json", "sarif", "github", "gitlab", "junit"];
        let flags =
            formats.iter().flat_map(|name| [format!(" --format {name}"), format!(" -o {name}=out/{name}")]);
        for format in flags.chain([String::new()]) {
            let run = sandbox.run(&format!("{line}{format}"));
            assert_eq!(run.code, code, "{line}{format}\n{}", run.transcript());
        }
    }
}

/// The face of the program: location, message, underlined part, help, and a summary line.
#[test]
fn prints_findings_for_people() {
    let sandbox = Sandbox::new();
    let text = VALID.replace("severity: ", "sevrity: ").replace("at: 11:15", "at: 25:00");
    sandbox.write("incidents/a.yaml", text).write("incidents/b.yaml", VALID);
    insta::assert_snapshot!(sandbox.run("lint").transcript());
}

/// A clean run says so in one line, and nothing with --quiet.
#[test]
fn a_clean_run_prints_one_line() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    assert_eq!(
        sandbox.run("lint a.yaml").transcript(),
        "exit code 0\n--- stdout\n1 file checked: nothing found\n"
    );
    assert_eq!(sandbox.run("lint a.yaml -q").transcript(), "exit code 0\n");
}

/// Other programs read this: the structure is stable as version 1.
#[test]
fn prints_findings_for_programs() {
    let sandbox = Sandbox::new();
    let text = VALID.replace("title: Checkout fails", "title: é🎉\nownr: web\n\"é\": x");
    sandbox.write("a.yaml", text);
    insta::assert_snapshot!(sandbox.run("lint a.yaml --format json").transcript());
}

/// `cat x | postmortem lint -` is how editors check a text that is not saved.
#[test]
fn reads_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    assert_eq!(sandbox.pipe("lint -", VALID).out, "1 file checked: nothing found\n");
    let run = sandbox.pipe("lint - a.yaml", "title: [\n");
    assert_eq!(run.code, 1);
    assert!(run.out.contains("--> <stdin>:") && run.out.contains("2 files checked"), "{}", run.out);
}

/// A named file is checked, whatever its name; a folder means its incident files.
#[test]
fn takes_named_files_and_walks_folders() {
    let sandbox = Sandbox::new();
    sandbox
        .write("in/a.yaml", VALID)
        .write("in/b.yml", VALID)
        .write("in/x.yaml/deep.yaml", VALID)
        .write("in/note.txt", "title: [")
        .write("in/.hidden.yaml", "title: [")
        .write("in/ignored.yaml", "title: [")
        .write(".gitignore", "ignored.yaml\n");
    assert_eq!(sandbox.run("lint in").out, "3 files checked: nothing found\n");
    assert_eq!(sandbox.run("lint in in/a.yaml ./in/a.yaml").out, "3 files checked: nothing found\n");
    assert_eq!(sandbox.run("lint in/note.txt").code, 1);
    assert_eq!(sandbox.run("lint in/ignored.yaml").code, 1);
}

/// None of these may crash, hang, fill the memory or be taken for a valid file.
#[test]
fn survives_hostile_files() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.yaml", "").write("blank.yaml", "\n# nothing\n").write("list.yaml", "- a\n");
    sandbox.write("utf8.yaml", b"title: a\nsummary: \xff\xfe\n").write("nul.yaml", "title: a\0b\n");
    sandbox.write("utf16.yaml", b"\xff\xfet\0i\0t\0l\0e\0");
    let large = fs::File::create(sandbox.path("large.yaml")).unwrap();
    large.set_len(17 * 1024 * 1024).unwrap();
    for name in ["empty", "blank", "list", "utf8", "nul", "utf16", "large"] {
        let run = sandbox.run(&format!("lint {name}.yaml"));
        assert_eq!((run.code, run.err.as_str()), (1, ""), "{name}");
        insta::assert_snapshot!(format!("hostile_{name}"), run.out);
    }
    let run = sandbox.pipe("lint -", vec![b'a'; 17 * 1024 * 1024]);
    assert!(run.out.contains("larger than 16 MiB"), "{}", run.transcript());
    for text in ["\u{feff}", "\r\n"] {
        let marked = if text == "\r\n" { VALID.replace('\n', text) } else { format!("{text}{VALID}") };
        sandbox.write("marked.yaml", marked);
        let run = sandbox.run("lint marked.yaml");
        assert_eq!(run.out, "1 file checked: nothing found\n", "{text:?}");
    }
}

/// A pipe named like an incident file would make the program wait for ever.
#[test]
#[cfg(unix)]
fn refuses_pipes_and_devices() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID);
    let made = std::process::Command::new("mkfifo").arg(sandbox.path("in/pipe.yaml")).status().unwrap();
    assert!(made.success());
    assert_eq!(sandbox.run("lint in").out, "1 file checked: nothing found\n");
    let run = sandbox.run("lint in/pipe.yaml /dev/zero");
    insta::assert_snapshot!(run.transcript());
}

/// One file that may not be read must not hide the findings in the others.
#[test]
#[cfg(unix)]
fn reports_what_it_may_not_read_and_continues() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", "title: [\n").write("in/secret.yaml", VALID);
    fs::set_permissions(sandbox.path("in/secret.yaml"), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(sandbox.path("in/secret.yaml")).is_ok() {
        return; // The superuser may read everything.
    }
    let run = sandbox.run("lint in");
    assert_eq!(run.code, 2);
    assert!(run.out.contains("error[invalid-yaml]"), "{}", run.transcript());
    assert!(run.err.contains("cannot read `in/secret.yaml`"), "{}", run.transcript());
}

/// The system's message is printed once, with the folder as its user names it.
#[test]
#[cfg(unix)]
fn reports_a_locked_folder_in_one_clause() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("locked/b.yaml", VALID);
    let lock = |mode| fs::set_permissions(sandbox.path("locked"), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o000);
    let is_superuser = fs::read_dir(sandbox.path("locked")).is_ok();
    let run = sandbox.run("lint .");
    lock(0o755);
    if !is_superuser {
        assert_eq!(run.code, 2);
        assert_eq!(run.err, "error: cannot read `locked`: Permission denied (os error 13)\n");
    }
}

/// Users who move a file must learn that a link to it no longer includes it in the check; other links keep working.
#[test]
#[cfg(unix)]
fn reports_broken_links() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID).write("b.yaml", VALID).write("folder/c.txt", "");
    for (target, link) in
        [("gone.yaml", "dangling"), ("loop.yaml", "loop"), ("../b.yaml", "b"), ("../folder", "f")]
    {
        symlink(target, sandbox.path(&format!("in/{link}.yaml"))).unwrap();
    }
    let run = sandbox.run("lint in --fail-on never");
    assert_eq!((run.code, run.out.lines().last().unwrap().split(':').next()), (2, Some("2 files checked")));
    let (first, second) = run.err.split_once("error: cannot read `in/loop.yaml`").unwrap();
    assert!(first.starts_with("error: `in/dangling.yaml` is a broken link\n"), "{first}");
    assert_eq!(second.lines().count(), 1, "{second}");
}

/// A file could move the cursor, clear the screen, or make one path look like another.
#[test]
#[cfg(unix)]
fn shows_no_character_that_a_terminal_obeys() {
    let sandbox = Sandbox::new();
    let name = "a\u{1b}[2J\u{202e}\u{9b}.yaml";
    let text = "title: x\n\"\\e[31m\\x9b\\u202e\\u200b\": y\n# \u{9b}\u{202e}\u{200b}\nstatus: \"\\e[31m\\x9b\"\n\
        timezone: \"\\e\\u202e\"\nsevrity\u{200b}: z\n";
    sandbox.write(name, text);
    let missing = "nowhere\u{1b}[2J\u{202e}.yaml";
    for args in [
        &["lint", name][..],
        &["lint", name, "--format", "json"],
        &["lint", missing],
        &["lint", "--only", name],
    ] {
        let run = sandbox.run_args(args);
        let shown = format!("{}{}", run.out, run.err);
        assert!(run.code != 0 && shown.len() > 20, "{shown}");
        let raw: Vec<char> = shown
            .chars()
            .filter(|c| (c.is_control() && *c != '\n') || matches!(c, '\u{200b}' | '\u{202e}'))
            .collect();
        assert_eq!(raw, Vec::<char>::new(), "{args:?}: {shown}");
    }
}

/// People write lists of rules as they write lists.
#[test]
fn a_space_may_follow_the_comma_between_rules() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    for (flag, rules) in
        [("--only", "hindsight, timeline-gap"), ("--level", "hindsight=off, timeline-gap = off")]
    {
        let run = sandbox.run_args(&["lint", "a.yaml", "--now", NOW, flag, rules]);
        assert_eq!(run.code, 0, "{}", run.err);
    }
}

/// Logs and files are not terminals; a user who asks for colour, or for none, gets it.
#[test]
fn colours_only_when_asked_or_on_a_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: [\n");
    let escapes = |args: &[&str], env: &[(&str, &str)]| {
        let run = Run::of(sandbox.command(args).envs(env.iter().copied()));
        assert_eq!(run.code, 1);
        run.out.contains('\u{1b}')
    };
    let lint = ["lint", "a.yaml"];
    assert!(!escapes(&lint, &[]));
    assert!(escapes(&["lint", "a.yaml", "--color", "always"], &[]));
    assert!(escapes(&lint, &[("CLICOLOR_FORCE", "1")]));
    assert!(!escapes(&lint, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!escapes(&["lint", "a.yaml", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

/// A pager that shows colour prints the address of a link as rubbish.
#[test]
fn links_only_on_a_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: [\n");
    let mut command = sandbox.command(&["lint", "a.yaml", "--color", "always"]);
    let run = Run::of(command.env("FORCE_HYPERLINK", "1").env("TERM", "xterm-kitty"));
    assert!(run.out.contains("\u{1b}[1m") && !run.out.contains("\u{1b}]"), "{}", run.out);
}

/// `postmortem lint | head -1` is not a failure.
#[test]
fn a_closed_pipe_is_success() {
    let sandbox = Sandbox::new();
    for n in 0..1000 {
        sandbox.write(&format!("in/{n}.yaml"), "title: [\n");
    }
    let mut child = sandbox.command(&["lint", "in"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("==> in/0.yaml"), "{line}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// A full disk must not look like a clean report.
#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_a_failure() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = sandbox.command(&["lint", "a.yaml"]).stdout(full).stderr(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

/// Two runs over the same files must differ in nothing, however the threads were scheduled.
#[test]
fn reports_many_files_in_a_stable_order() {
    let sandbox = Sandbox::new();
    for n in 0..100 {
        sandbox.write(&format!("in/{n:03}.yaml"), "title: [\n");
    }
    let first = sandbox.run("lint in").out;
    let places: Vec<&str> = first.lines().filter(|line| line.contains("-->")).collect();
    assert!(places.len() == 100 && places.is_sorted(), "{places:?}");
    assert_eq!(sandbox.run("lint in").out, first);
}

/// What comes after a line break in the user's text is not help.
#[test]
fn line_breaks_in_what_the_user_wrote_stay_in_the_message() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.run_args(&["lint", "a\nb.yaml"]).transcript(),
        "exit code 2\n--- stderr\nerror: `a␊b.yaml` does not exist\n"
    );
    let message = "`Foo␊Bar` is not a known time zone\n";
    sandbox.write("a.yaml", VALID.replace("timezone: UTC", r#"timezone: "Foo\nBar""#));
    let run = sandbox.run("lint a.yaml");
    assert!(run.out.starts_with(&format!("error[unknown-timezone]: {message}")), "{}", run.transcript());
    assert!(run.out.contains("= help: write an IANA name"), "{}", run.transcript());
    sandbox.write("postmortem.toml", r#"timezone = "Foo\nBar""#);
    let run = sandbox.run("lint a.yaml");
    assert!(run.err.starts_with(&format!("error[invalid-config]: {message}")), "{}", run.transcript());
    assert!(run.err.contains("= help: write an IANA name"), "{}", run.transcript());
}
