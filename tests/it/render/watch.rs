//! `postmortem render --watch`: reports follow what they depend on.

use crate::support::running::{Running, until};
use crate::support::{Sandbox, VALID};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;

fn titled(title: &str) -> String {
    VALID.replace("Checkout fails", title)
}

/// Waits until a report has a title.
fn follows(sandbox: &Sandbox, report: &str, title: &str) {
    let heading = format!("# {title}\n");
    until(&heading, || {
        let text = fs::read_to_string(sandbox.path(report)).unwrap_or_default();
        text.starts_with(&heading).then_some(())
    });
}

/// Editors save in many ways: over the file, by another file that takes its name, after a backup.
#[test]
fn follows_a_file_however_it_is_saved() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", titled("First"));
    let running = Running::start(&sandbox, "render a.yaml -o a.md --watch");
    let said = running.hear("Wrote a.md (");
    assert!(said.starts_with("Watching for changes (press Ctrl-C to stop)\nWrote a.md ("), "{said}");
    sandbox.write("a.yaml", titled("Written over"));
    follows(&sandbox, "a.md", "Written over");
    sandbox.write("other", titled("Renamed over"));
    fs::rename(sandbox.path("other"), sandbox.path("a.yaml")).unwrap();
    follows(&sandbox, "a.md", "Renamed over");
    fs::rename(sandbox.path("a.yaml"), sandbox.path("a.yaml~")).unwrap();
    sandbox.write("a.yaml", titled("After a backup"));
    follows(&sandbox, "a.md", "After a backup");
    fs::remove_file(sandbox.path("a.yaml")).unwrap();
    running.hear("error: `a.yaml` does not exist\n");
    sandbox.write("a.yaml", titled("Back again"));
    follows(&sandbox, "a.md", "Back again");
    assert_eq!(running.interrupt(), Some(0));
}

/// The last good report is better than none, and the writer must know that it is not the last text's.
#[test]
fn reports_errors_and_keeps_the_last_good_report() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", titled("Good")).write("in/b.yaml", titled("Other"));
    let running = Running::start(&sandbox, "render in -o in --watch");
    running.hear("Wrote 2 reports (");
    sandbox.write("in/a.yaml", titled("Bad") + "sevrity: SEV1\n");
    let said = running.hear("did you mean `severity`?");
    assert!(said.contains("in/a.yaml:12:1\n"), "{said}");
    sandbox.write("in/b.yaml", titled("Goes on"));
    let said = running.hear("Wrote in/b.md (");
    assert!(!said.contains("sevrity"), "a fault is told once: {said}");
    assert!(sandbox.read("in/a.md").starts_with("# Good\n"));
    sandbox.write("in/a.yaml", titled("Good"));
    running.hear("No errors are left\n");
    assert_eq!(running.interrupt(), Some(0));
}

/// Reports next to the incidents change the watched folder. That must not go on forever.
#[test]
fn writes_each_report_once() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", titled("One"));
    let running = Running::start(&sandbox, "render in -o in --watch");
    running.hear("Wrote in/a.md (");
    sandbox.write("in/new/b.yaml", titled("Two"));
    let said = running.hear("Wrote in/b.md (");
    assert!(!said.contains("in/a.md"), "{said}");
    sandbox.write("in/c.yaml", titled("Three"));
    let said = running.hear("Wrote in/c.md (");
    assert!(!said.contains("in/a.md") && !said.contains("in/b.md"), "{said}");
    assert_eq!(running.interrupt(), Some(0));
}

/// A file that comes later must not take the place of another one's report, nor a report be lost that could not be
/// written at first.
#[test]
fn keeps_reports_apart() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a/x.yaml", titled("First"));
    let running = Running::start(&sandbox, "render in -o out --watch");
    running.hear("Wrote out/x.md (");
    sandbox.write("in/b/x.yaml", titled("Second"));
    let said = running.hear("render them one by one\n");
    assert!(said.contains("`in/a/x.yaml` and `in/b/x.yaml` would both be written to `out/x.md`"), "{said}");
    assert!(sandbox.read("out/x.md").starts_with("# First\n"));
    fs::remove_file(sandbox.path("in/a/x.yaml")).unwrap();
    follows(&sandbox, "out/x.md", "Second");
    fs::create_dir(sandbox.path("out/y.md")).unwrap();
    sandbox.write("in/y.yaml", titled("Third"));
    running.hear("cannot write `");
    fs::remove_dir(sandbox.path("out/y.md")).unwrap();
    sandbox.write("in/z.yaml", titled("Fourth"));
    follows(&sandbox, "out/y.md", "Third");
    assert_eq!(running.interrupt(), Some(0));
}

/// Template authors look at the reports that it makes; a mistake in the configuration must not end that.
#[test]
fn follows_templates_and_the_configuration() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", VALID);
    let running = Running::start(&sandbox, "render -o out --watch");
    running.hear("Wrote out/a.md (");
    sandbox
        .write("postmortem.toml", "templates = \"tpl\"\n")
        .write("tpl/default.md", "{{ incident.title }}!\n");
    until("the template", || (sandbox.read("out/a.md") == "Checkout fails!\n").then_some(()));
    sandbox.write("tpl/default.md", "{{ incident.title }\n");
    running.hear("error[template-error]");
    sandbox.write("tpl/default.md", "{{ incident.title }}?\n");
    until("the mended template", || (sandbox.read("out/a.md") == "Checkout fails?\n").then_some(()));
    sandbox.write("postmortem.toml", "templates = \"tpl\"\npahts = []\n");
    running.hear("did you mean `paths`?");
    sandbox.write("incidents/a.yaml", titled("Old settings"));
    until("the old settings", || (sandbox.read("out/a.md") == "Old settings?\n").then_some(()));
    assert_eq!(running.interrupt(), Some(0));
}

/// A project's own configuration counts from the moment that it is written, and its templates too.
#[test]
fn follows_the_configuration_of_each_project() {
    let sandbox = Sandbox::new();
    sandbox.write("mono/a/x.yaml", VALID).write("mono/b/y.yaml", VALID);
    let running = Running::start(&sandbox, "render mono -o out --watch");
    running.hear("Wrote 2 reports (");
    let said = |name: &str, text: &str| until(text, || (sandbox.read(name) == text).then_some(()));
    sandbox.write("mono/a/postmortem.toml", "templates = \"tpl\"\n");
    sandbox.write("mono/a/tpl/default.md", "First\n");
    said("out/x.md", "First\n");
    sandbox.write("mono/a/tpl/default.md", "Second\n");
    said("out/x.md", "Second\n");
    assert!(sandbox.read("out/y.md").starts_with("# Checkout fails\n"));
    sandbox.write("mono/b/postmortem.toml", "pahts = []\n");
    running.hear("mono/b/postmortem.toml:1:1");
    sandbox.write("mono/a/tpl/default.md", "Third\n");
    said("out/x.md", "Third\n");
    assert_eq!(running.interrupt(), Some(0));
}

/// An image is part of the page.
#[test]
fn follows_images() {
    let sandbox = Sandbox::new();
    let png = b"\x89PNG\r\n\x1a\n";
    sandbox.write("a.yaml", format!("{VALID}background: '![Graph](shots/graph.png)'\n"));
    let running = Running::start(&sandbox, "render a.yaml -f html -o a.html --watch");
    running.hear("Wrote a.html (");
    sandbox.write("shots/graph.png", [png, &b"1"[..]].concat());
    running.hear("Wrote a.html (");
    let first = sandbox.read("a.html");
    sandbox.write("shots/graph.png", [png, &b"2"[..]].concat());
    running.hear("Wrote a.html (");
    let second = sandbox.read("a.html");
    assert!(first.contains("data:image/png") && first != second);
    assert_eq!(running.interrupt(), Some(0));
}

/// A folder that cannot be watched, named by an image, must not end what runs; an image from elsewhere is not even
/// looked for.
#[test]
fn goes_on_beside_folders_that_cannot_be_watched() {
    let sandbox = Sandbox::new();
    let images = "background: '![A](../shots/a.png) ![B](/etc/ssl/private/b.png) ![C](../../c.png)'\n";
    sandbox.write("in/a.yaml", VALID).write("shots/a.png", "").write("out/a.html", "");
    let mode =
        |name: &str, mode| fs::set_permissions(sandbox.path(name), Permissions::from_mode(mode)).unwrap();
    mode("", 0o755);
    mode("out", 0o777);
    mode("shots", 0o311);
    let mut command = sandbox.command(&["render", "in", "-f", "html", "-o", "out", "--watch"]);
    if fs::metadata(sandbox.path("in")).unwrap().uid() == 0 {
        // All folders are open to the one who owns the machine.
        command.uid(65534).gid(65534);
    }
    let running = Running::of(&mut command);
    running.hear("Wrote out/a.html (");
    sandbox.write("in/a.yaml", titled("First") + images);
    let said = running.hear("changes in it are not noticed\n");
    assert!(said.contains("/shots`: ") && said.matches("cannot watch").count() == 1, "{said}");
    sandbox.write("in/a.yaml", titled("Second") + images);
    until("the report", || sandbox.read("out/a.html").contains("<h1>Second</h1>").then_some(()));
    assert!(!running.said().contains("cannot watch"), "it is told once: {}", running.said());
    mode("shots", 0o755);
    assert_eq!(running.interrupt(), Some(0));
}

/// A report that takes for ever must not need another terminal to end it.
#[test]
fn the_second_interrupt_ends_at_once() {
    let sandbox = Sandbox::new();
    let again = "{% for a in range(end=10000) %}";
    let long = format!("{}{}", again.repeat(3), "{% endfor %}".repeat(3));
    sandbox
        .write("a.yaml", VALID)
        .write("postmortem.toml", "templates = \"tpl\"\n")
        .write("tpl/default.md", long);
    let mut running = Running::start(&sandbox, "render a.yaml -o a.md --watch");
    running.hear("Watching for changes");
    running.press();
    std::thread::sleep(std::time::Duration::from_millis(300));
    assert!(!running.has_ended(), "the report must take long for this test");
    assert_eq!(running.interrupt(), Some(130));
}

/// What cannot be followed must be said at once, not waited for.
#[test]
fn refuses_what_cannot_be_followed() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let reported = |line: &str| sandbox.run(line).transcript();
    insta::assert_snapshot!("watch_without_output", reported("render a.yaml --watch"));
    insta::assert_snapshot!("watch_of_a_stream", reported("render - -o a.md --watch"));
    assert_eq!(sandbox.run("render a.yaml -o - --watch").code, 2);
    assert_eq!(sandbox.run("render a.yaml -o a.md --watch --check").code, 2);
    assert_eq!(sandbox.run("render a.yaml -t nosuch -o a.md --watch").code, 2);
    insta::assert_snapshot!("watch_of_nothing", reported("render nowhere -o a.md --watch"));
    assert!(!sandbox.path("a.md").exists());
}
