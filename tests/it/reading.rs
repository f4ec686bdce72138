//! Configurations and templates are read as incidents are: regular files alone, up to a limit, and nothing that a link
//! takes from elsewhere.
//!
//! A fault here hangs or fills the memory, so runs end after twenty seconds at the latest.

use crate::support::{Run, Sandbox, VALID};
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, Instant};

/// A run that must end by itself.
pub(crate) fn ends(sandbox: &Sandbox, line: &str) -> Run {
    let args: Vec<&str> = line.split_whitespace().collect();
    let (out, err) = (sandbox.path("out.txt"), sandbox.path("err.txt"));
    let mut command = sandbox.command(&args);
    command.stdout(std::fs::File::create(&out).unwrap()).stderr(std::fs::File::create(&err).unwrap());
    command.env("SECRET_OF_THE_MACHINE", "hunter2");
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code().expect("ended by itself");
        }
        if start.elapsed() > Duration::from_secs(20) {
            child.kill().unwrap();
            panic!("`{line}` does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Run { code, out: sandbox.read("out.txt"), err: sandbox.read("err.txt") }
}

pub(crate) fn pipe(sandbox: &Sandbox, name: &str) {
    assert!(Command::new("mkfifo").arg(sandbox.path(name)).status().unwrap().success());
}

/// A repository with a folder of templates.
fn with_templates() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("postmortem.toml", "templates = \"t/\"\n")
        .write("t/ours.md", "Ours: {{ incident.title }}\n")
        .write("a.yaml", VALID);
    sandbox
}

/// A pipe waits for its writer and a device never ends.
#[test]
fn a_configuration_is_a_regular_file_of_limited_size() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("large.toml", "#".repeat(1024 * 1024 + 1));
    pipe(&sandbox, "pipe.toml");
    for (file, message) in [
        ("pipe.toml", "not a regular file"),
        ("/dev/zero", "not a regular file"),
        ("t", "does not exist"),
        ("large.toml", "larger than 1024 KiB"),
    ] {
        let run = ends(&sandbox, &format!("lint a.yaml --config {file}"));
        assert_eq!(run.code, 2, "{file}: {}", run.transcript());
        assert!(run.err.contains(message) && run.err.contains(file), "{file}: {}", run.transcript());
    }
}

/// A link in a stranger's repository must not print what is on the machine that checks it.
#[test]
fn a_configuration_is_no_link_out_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID).write("shared/postmortem.toml", "severities = [\"P1\"]\n");
    symlink("shared/postmortem.toml", sandbox.path("postmortem.toml")).unwrap();
    assert!(ends(&sandbox, "lint a.yaml").out.contains("unknown-severity"), "a link within works");
    std::fs::remove_file(sandbox.path("postmortem.toml")).unwrap();
    symlink("/proc/self/environ", sandbox.path("postmortem.toml")).unwrap();
    let run = ends(&sandbox, "lint a.yaml");
    assert_eq!(run.code, 2);
    assert!(
        !run.transcript().contains("hunter2") && run.err.contains("leads out of its folder"),
        "{}",
        run.transcript()
    );
}

/// A configuration that is silently skipped is taken as valid.
#[test]
fn a_configuration_that_is_no_file_is_an_error() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    pipe(&sandbox, "postmortem.toml");
    let run = ends(&sandbox, "lint a.yaml");
    assert!(run.code == 2 && run.err.contains("it is not a regular file"), "{}", run.transcript());
    std::fs::remove_file(sandbox.path("postmortem.toml")).unwrap();
    symlink("nowhere.toml", sandbox.path("postmortem.toml")).unwrap();
    let run = ends(&sandbox, "lint a.yaml");
    assert!(run.code == 2 && run.err.contains("`postmortem.toml`"), "{}", run.transcript());
}

/// Two links to the folder itself made a tree without end.
#[test]
fn each_folder_of_templates_is_visited_once() {
    let sandbox = with_templates();
    for name in ["a", "b", "c"] {
        symlink(".", sandbox.path(&format!("t/{name}"))).unwrap();
    }
    let run = ends(&sandbox, "render a.yaml -t ours");
    assert_eq!((run.code, run.out.as_str()), (0, "Ours: Checkout fails\n"), "{}", run.err);
    assert_eq!(ends(&sandbox, "templates list").code, 0);
}

/// A configuration of a stranger must not make the program walk the whole machine.
#[test]
fn a_folder_of_templates_has_a_limit() {
    let sandbox = with_templates();
    for folder in 0..101 {
        for file in 0..100 {
            sandbox.write(&format!("t/{folder}/{file}"), "");
        }
    }
    let run = ends(&sandbox, "render a.yaml -t ours");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert!(run.err.contains("`t/`: it contains more than 10000 files and folders"), "{}", run.transcript());
}

/// A template that is not a file, or too large, fails by itself; nothing else does.
#[test]
fn a_template_is_a_regular_file_of_limited_size() {
    let sandbox = with_templates();
    pipe(&sandbox, "t/pipe.md");
    pipe(&sandbox, "named.md");
    sandbox.write("t/large.md", "x".repeat(1024 * 1024 + 1));
    for (name, message) in [
        ("pipe", "not a regular file"),
        ("./named.md", "not a regular file"),
        ("/dev/zero", "not a regular file"),
        ("t", "there is no template `t`"),
        ("large", "larger than 1024 KiB"),
    ] {
        let run = ends(&sandbox, &format!("render a.yaml -t {name}"));
        assert_eq!(run.code, 2, "{name}: {}", run.transcript());
        assert!(run.err.contains(message), "{name}: {}", run.transcript());
    }
    assert_eq!(ends(&sandbox, "render a.yaml -t ours").code, 0);
}

/// A report must not contain the environment, which has a build server's secrets, nor any file outside.
#[test]
fn links_in_templates_stay_in_their_folder() {
    let outside = Sandbox::new();
    outside.write("secret.md", "hunter2\n");
    let attacks: &[(&str, &str, &str)] = &[
        ("t/evil.md", "/proc/self/environ", "evil"),
        ("t/evil.md", "../secret.md", "evil"),
        ("t/partials/evil.md", "/proc/self/environ", "includes"),
        ("t/deep", "OUTSIDE", "ours"),
        ("evil.md", "/proc/self/environ", "./evil.md"),
        ("way", "/proc/self", "way/environ"),
        ("way", "OUTSIDE", "way/secret.md"),
    ];
    for (link, to, template) in attacks {
        let sandbox = with_templates();
        sandbox
            .write("secret.md", "hunter2\n")
            .write("t/includes.md", "{% include \"partials/evil.md\" %}\n")
            .write("t/partials/x.md", "");
        let to = to.replace("OUTSIDE", &outside.path("").display().to_string());
        symlink(&to, sandbox.path(link)).unwrap();
        let run = ends(&sandbox, &format!("render a.yaml -t {template}"));
        assert_eq!(run.code, 2, "{link} -> {to}: {}", run.transcript());
        assert!(!run.transcript().contains("hunter2"), "{link} -> {to}: {}", run.transcript());
        assert!(
            run.err.contains("leads out of its folder") && run.err.contains("help: "),
            "{}",
            run.transcript()
        );
    }
    let sandbox = with_templates();
    symlink("ours.md", sandbox.path("t/same.md")).unwrap();
    assert_eq!(ends(&sandbox, "render a.yaml -t same").out, "Ours: Checkout fails\n", "a link within works");
}

/// The same for the template that a configuration names.
#[test]
fn a_configuration_names_no_template_outside_of_the_repository() {
    let sandbox = with_templates();
    for template in ["/proc/self/environ", "way/environ", "way/../environ"] {
        let _ = symlink("/proc/self", sandbox.path("way"));
        sandbox.write("postmortem.toml", format!("[render]\ntemplate = \"{template}\"\n"));
        let run = ends(&sandbox, "render a.yaml");
        assert_eq!(run.code, 2, "{template}: {}", run.transcript());
        assert!(!run.transcript().contains("hunter2"), "{template}: {}", run.transcript());
    }
    sandbox.write("postmortem.toml", "[render]\ntemplate = \"t/ours.md\"\n");
    assert_eq!(ends(&sandbox, "render a.yaml").out, "Ours: Checkout fails\n");
}

/// The same for the template folder, as a path or through a link in the repository.
#[cfg(unix)]
#[test]
fn a_configuration_names_no_folder_of_templates_outside_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox.write("private/notes.md", "PRIVATE").write("repository/.git/HEAD", "");
    sandbox.write("repository/a.yaml", crate::support::VALID);
    std::os::unix::fs::symlink(sandbox.path("private"), sandbox.path("repository/link")).unwrap();
    for folder in ["../private", "link"] {
        let config = format!("templates = \"{folder}\"\n[render]\ntemplate = \"notes\"\n");
        sandbox.write("repository/postmortem.toml", config);
        let run = sandbox.run("render repository/a.yaml");
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{folder}");
        assert!(run.err.contains("is outside the repository"), "{}", run.err);
    }
}
