//! What `postmortem log` and the other writers do to files that somebody else changes, shares or cannot spare.

use crate::support::{NOW, Run, Sandbox, VALID};
use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, SystemTime};

const DRAFT: &str =
    "# save 0\ntitle: Checkout fails\ndate: 2024-07-01\ntimezone: UTC\ntimeline:\n  - 10:15 Alert\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", DRAFT);
    sandbox
}

fn log(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_args(&[&["log"], args, &["--now", NOW]].concat())
}

/// Everybody in the incident writes at once: no entry may be lost or written twice, and no temporary file left.
#[test]
fn loses_nothing_when_many_write_at_once() {
    let sandbox = sandbox();
    let spawn = |n| sandbox.command(&["log", &format!("entry {n:03}"), "-q", "--now", NOW]).spawn().unwrap();
    let children: Vec<_> = (0..200).map(spawn).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let text = sandbox.read("incidents/a.yaml");
    let mut added: Vec<&str> = text.strip_prefix(DRAFT).unwrap().lines().collect();
    added.sort_unstable();
    let expected: Vec<String> = (0..200).map(|n| format!("  - 12:00 entry {n:03}")).collect();
    assert_eq!(added, expected);
    assert_eq!(sandbox.list("incidents"), ["a.yaml"]);
}

/// The file's text, once it has a mark: while `log` puts a save back that came in between, the file has its own text for a
/// moment.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn settled(sandbox: &Sandbox, mark: &str) -> String {
    let read = || sandbox.read("incidents/a.yaml");
    for _ in 0..200 {
        let text = read();
        if text.starts_with(mark) {
            return text;
        }
        thread::sleep(Duration::from_millis(5));
    }
    read()
}

/// Saves the file again and again while entries are added, and looks before each save whether the last one is there.
/// Returns how many entries were not added.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn edit_while_logging(save: impl Fn(&Sandbox, &str)) -> usize {
    let sandbox = sandbox();
    let (mut saves, mut refused) = (0, 0);
    for n in 0..40 {
        let mut child = sandbox.command(&["log", &format!("entry {n}"), "--now", NOW]);
        let mut child = child.stderr(Stdio::null()).spawn().unwrap();
        for pause in 0..30 {
            if child.try_wait().unwrap().is_some() {
                break;
            }
            let (mark, next) = (format!("# save {saves}\n"), format!("# save {}\n", saves + 1));
            let text = settled(&sandbox, &mark);
            assert!(text.starts_with(&mark), "save {saves} is lost: {text}");
            save(&sandbox, &text.replacen(&mark, &next, 1));
            saves += 1;
            // Saves at every distance from what `log` does.
            thread::sleep(Duration::from_micros(pause * 100));
        }
        refused += usize::from(!child.wait().unwrap().success());
    }
    // At rest, an entry is added to what the editor has left.
    assert_eq!(log(&sandbox, &["the end"]).code, 0);
    let text = sandbox.read("incidents/a.yaml");
    assert!(text.starts_with(&format!("# save {saves}\n")) && text.contains("12:00 the end\n"), "{text}");
    assert_eq!(sandbox.list("incidents"), ["a.yaml"]);
    refused
}

/// An editor that saves between the reading and the writing of `log` must not lose what it saved: one that puts a new
/// file in the place of the old one. Nor may the entry be lost: the editor rests at last.
#[test]
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn keeps_what_an_editor_saves_by_renaming() {
    let refused = edit_while_logging(|sandbox, text| {
        sandbox.write("incidents/a.yaml~", text);
        fs::rename(sandbox.path("incidents/a.yaml~"), sandbox.path("incidents/a.yaml")).unwrap();
    });
    assert_eq!(refused, 0);
}

/// The same for an editor that writes into the file. That is empty for a moment, in which nothing can be added.
#[test]
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn keeps_what_an_editor_writes_into_the_file() {
    edit_while_logging(|sandbox, text| _ = sandbox.write("incidents/a.yaml", text));
}

/// The other name of a hard link keeps the old text: the user must know why.
#[test]
fn warns_before_it_cuts_a_hard_link() {
    let sandbox = sandbox();
    fs::hard_link(sandbox.path("incidents/a.yaml"), sandbox.path("b.yaml")).unwrap();
    let run = log(&sandbox, &["x"]);
    assert_eq!(
        run.err,
        "warning: `incidents/a.yaml` has another hard link, which keeps the old text\n\
         added to incidents/a.yaml:7: 12:00 x\n"
    );
    assert_eq!(sandbox.read("b.yaml"), DRAFT);
    assert_eq!(log(&sandbox, &["y"]).err, "added to incidents/a.yaml:8: 12:00 y\n");
    let warning = "warning: `incidents/a.yaml` has another hard link, which keeps the old text\n";
    fs::hard_link(sandbox.path("incidents/a.yaml"), sandbox.path("c.yaml")).unwrap();
    assert_eq!(log(&sandbox, &["z", "-q"]).err, warning);
    sandbox.write("incidents/a.yaml", VALID.replace("summary:", "sumary:"));
    fs::hard_link(sandbox.path("incidents/a.yaml"), sandbox.path("d.yaml")).unwrap();
    let run = sandbox.run("lint --fix -q incidents/a.yaml");
    assert!(run.err.starts_with(warning), "{}", run.transcript());
}

/// Runs where no file may grow, as on a full disk; without the trap, the system kills a process that tries to write.
fn run_on_a_full_disk(sandbox: &Sandbox, trap: &str, args: &[&str]) -> std::process::Output {
    let script = format!("{trap} ulimit -f 0; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_postmortem")]).args(args).args(["--now", NOW]);
    command.current_dir(sandbox.path(".")).output().unwrap()
}

/// A temporary file's name says nothing to anybody, and a full disk must not cost the old text.
#[test]
fn names_the_file_that_cannot_be_written() {
    let sandbox = sandbox();
    sandbox.write("sound.yaml", VALID).write("incidents/b.yaml", "title: x\nstatus: final\nseverty: SEV1\n");
    for (args, name) in [
        (&["log", "x"][..], "incidents/a.yaml"),
        (&["new", "Disk full", "-o", "new.yaml"], "new.yaml"),
        (&["render", "sound.yaml", "-o", "report.md"], "report.md"),
        (&["lint", "--fix", "incidents/b.yaml"], "incidents/b.yaml"),
    ] {
        let output = run_on_a_full_disk(&sandbox, "trap '' XFSZ;", args);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{err}");
        assert!(err.contains(&format!("error: cannot write `{name}`: File too large")), "{err}");
        assert!(!err.contains(".tmp"), "{err}");
    }
    assert_eq!(sandbox.read("incidents/a.yaml"), DRAFT);
    assert_eq!(sandbox.list("."), [".git", "incidents", "sound.yaml"]);
    assert_eq!(sandbox.list("incidents"), ["a.yaml", "b.yaml"]);
}

fn make_old(file: &File) {
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).unwrap();
}

/// A run that is killed cannot clean up; the next one does, and takes nothing that somebody else may need.
#[test]
fn removes_the_temporary_files_of_killed_runs() {
    use std::os::unix::process::ExitStatusExt;
    for next in [&["log", "x"][..], &["new", "x", "--dir", "incidents"], &["render", "-o", "incidents"]] {
        let sandbox = sandbox();
        let killed = run_on_a_full_disk(&sandbox, "", &["log", "x"]);
        assert!(killed.status.signal().is_some(), "{killed:?}");
        let left = sandbox.list("incidents").remove(0);
        assert!(left.starts_with(".postmortem-"), "{left}");
        let mut kept = Vec::new();
        for name in
            [".postmortem-locked.tmp", ".postmortem-notes.txt", ".tmpX1y2", "a.tmp", ".postmortem-young.tmp"]
        {
            let file = File::create(sandbox.path("incidents").join(name)).unwrap();
            if name != ".postmortem-young.tmp" {
                make_old(&file);
            }
            if name == ".postmortem-locked.tmp" {
                file.lock().unwrap();
            }
            kept.push((name, file));
        }
        assert_eq!(sandbox.run_args(&[next, &["--now", NOW]].concat()).code, 0);
        let young = sandbox.list("incidents");
        assert!(young.contains(&left), "a young file may be in use: {young:?}");
        make_old(&File::options().write(true).open(sandbox.path("incidents").join(&left)).unwrap());
        assert_eq!(
            sandbox
                .run_args(&[next, &["--force", "--now", NOW][usize::from(next[0] != "new")..]].concat())
                .code,
            0
        );
        let names = sandbox.list("incidents");
        assert!(!names.contains(&left), "{names:?}");
        for (name, _) in kept {
            assert!(names.iter().any(|found| found == name), "{name} is gone: {names:?}");
        }
    }
}

/// A pipe without a writer would keep the run, and every later one, waiting.
#[test]
fn does_not_wait_for_a_pipe() {
    let sandbox = sandbox();
    assert!(Command::new("mkfifo").arg(sandbox.path("pipe.yaml")).status().unwrap().success());
    let run = log(&sandbox, &["x", "pipe.yaml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: `pipe.yaml` is neither a file nor a folder\n"), "{}", run.err);
}
