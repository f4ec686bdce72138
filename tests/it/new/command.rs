//! `postmortem new`.

use crate::support::{NOW, Run, Sandbox};
use std::fs;

fn new(sandbox: &Sandbox, args: &[&str]) -> Run {
    sandbox.run_args(&[&["new", "Checkout fails", "--now", NOW], args].concat())
}

/// The first minute with the program: what it writes must pass what it checks, however strict the team is and whatever
/// its configuration lists.
#[test]
fn writes_a_file_that_lints_without_warning_in_both_styles() {
    let answers: [&[&str]; 3] = [
        &[],
        &["--severity", "sev 2", "--owner", "web: team", "--timezone", "Europe/Berlin"],
        &["--date", "2023-02-28", "--timezone", "+01:00"],
    ];
    let listed = "severities = [\"SEV1\", \"SEV2\"]\nservices = [\"web\"]\n[deadlines]\nSEV2 = { publish = 5, actions = 30 }\n";
    for (style, answers, config) in ["full", "short"]
        .iter()
        .flat_map(|style| answers.map(|answers| (style, answers)))
        .flat_map(|(style, answers)| ["", listed].map(|config| (style, answers, config)))
    {
        let sandbox = Sandbox::new();
        sandbox.write("postmortem.toml", config);
        let run = new(&sandbox, &[&["--style", style], answers].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let lint = sandbox.run("lint --fail-on warning");
        assert_eq!(lint.code, 0, "{}", lint.out);
    }
}

/// What the arguments say is in the file, under the names of the configuration.
#[test]
fn writes_what_the_arguments_say() {
    let sandbox = Sandbox::new();
    let run = new(&sandbox, &["--severity", "sev 2", "--owner", "web: team"]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (0, "incidents/2024-07-01-checkout-fails.yaml\n"),
        "{}",
        run.err
    );
    let text = sandbox.read("incidents/2024-07-01-checkout-fails.yaml");
    assert!(text.contains("\nseverity: SEV2 ") && text.contains("\nowner: \"web: team\" "), "{text}");
}

/// A user who follows the comment about ignoring a finding must have it ignored.
#[test]
fn shows_where_an_ignore_comment_goes() {
    for style in ["full", "short"] {
        let sandbox = Sandbox::new();
        new(&sandbox, &["--style", style, "-o", "incidents/a.yaml"]);
        let text = sandbox.read("incidents/a.yaml");
        let marker = "# postmortem: ignore[rule] reason";
        assert!(text.contains(&format!("text: {marker}\nsummary: |")), "{text}");
        let ignored = marker.replace("[rule]", "[placeholder-left]");
        sandbox.write("incidents/a.yaml", text.replace("\nsummary: |", &format!("\n{ignored}\nsummary: |")));
        let found = sandbox.run("lint --only placeholder-left --only unused-ignore").out;
        assert!(!found.contains("`summary`") && !found.contains("ignore"), "{found}");
    }
}

/// Nobody's report may be lost to a second `new` on the same day.
#[test]
fn refuses_to_overwrite_without_force() {
    let sandbox = Sandbox::new();
    sandbox.write("x.yaml", "title: mine\n");
    let run = new(&sandbox, &["-o", "x.yaml"]);
    insta::assert_snapshot!(run.transcript());
    assert_eq!(sandbox.read("x.yaml"), "title: mine\n");
    assert_eq!(new(&sandbox, &["-o", "x.yaml", "--force"]).code, 0);
    assert!(sandbox.read("x.yaml").contains("title: Checkout fails"));
    assert_eq!(sandbox.list("."), [".git", "x.yaml"], "no temporary file is left");
}

/// A folder where a file is expected, and the reverse, is a mistake that each option can correct.
#[test]
fn distinguishes_a_folder_from_a_file() {
    let sandbox = Sandbox::new();
    sandbox.write("docs/a.yaml", "");
    let reported = [["-o", "docs"], ["--dir", "docs/a.yaml"]].map(|args| new(&sandbox, &args).transcript());
    insta::assert_snapshot!(reported.join("\n"));
    assert_eq!(new(&sandbox, &["-o", "docs", "--force"]).transcript(), reported[0]);
    assert_eq!(sandbox.list("docs"), ["a.yaml"]);
    let unowned = new(&sandbox, &["--stdout", "--owner", " "]).out;
    assert_eq!(unowned, new(&sandbox, &["--stdout"]).out, "an empty name is no owner");
}

/// A link that leads nowhere is somebody's name too.
#[test]
#[cfg(unix)]
fn refuses_to_write_through_a_dangling_link() {
    let sandbox = Sandbox::new();
    std::os::unix::fs::symlink(sandbox.path("away.yaml"), sandbox.path("x.yaml")).unwrap();
    assert_eq!(new(&sandbox, &["-o", "x.yaml"]).code, 2);
    assert!(!sandbox.path("away.yaml").exists());
}

/// A file that only its author can read is not a report.
#[test]
#[cfg(unix)]
fn gives_a_new_file_the_usual_permissions_and_keeps_those_of_an_old_one() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("usual", "").write("old.yaml", "");
    let mode = |name: &str| fs::metadata(sandbox.path(name)).unwrap().permissions().mode() & 0o777;
    new(&sandbox, &["-o", "x.yaml"]);
    assert_eq!(mode("x.yaml"), mode("usual"));
    fs::set_permissions(sandbox.path("old.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    new(&sandbox, &["-o", "old.yaml", "--force"]);
    assert_eq!(mode("old.yaml"), 0o640);
}

/// Without a terminal a question would wait for ever.
#[test]
fn asks_nothing_without_a_terminal() {
    let run = Sandbox::new().run("new");
    insta::assert_snapshot!(run.transcript());
}

/// The day is that of the place: at noon UTC it is the next day in Auckland's summer, and a guess must be visible.
#[test]
fn takes_the_day_of_the_zone_and_says_when_nobody_named_one() {
    let sandbox = Sandbox::new();
    let far = new(&sandbox, &["--stdout", "--timezone", "Pacific/Kiritimati"]);
    assert!(far.out.contains("\ndate: 2024-07-02 "), "{}", far.out);
    let unknown = new(&sandbox, &["--stdout"]);
    assert!(unknown.out.contains("timezone: UTC                    # the default"), "{}", unknown.out);
    sandbox.write("postmortem.toml", "timezone = \"Europe/Berlin\"\npaths = [\"reports\"]\n");
    let configured = new(&sandbox, &[]);
    assert_eq!(configured.out, "reports/2024-07-01-checkout-fails.yaml\n");
    assert!(sandbox.read(configured.out.trim()).contains("timezone: Europe/Berlin "));
    assert_eq!(sandbox.list("reports").len(), 1);
}

/// A mistake in an argument must have a help, and write nothing.
#[test]
fn refuses_what_lint_would_refuse() {
    let sandbox = Sandbox::new();
    for (args, help) in [
        (["--severity", "SEV9"], "the severities are SEV1, SEV2, SEV3, SEV4, SEV5"),
        (["--timezone", "EST"], "America/New_York"),
        (["--date", "30.5.2024"], "2024-05-30"),
    ] {
        let run = new(&sandbox, &args);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(help), "{}", run.err);
    }
    assert_eq!(sandbox.list("."), [".git"]);
}

/// `--edit` without an editor, or with one that fails, must not look like success.
#[test]
#[cfg(unix)]
fn opens_the_editor_with_its_arguments() {
    let sandbox = Sandbox::new();
    let args = |name: &'static str| ["new", "x", "-o", name, "--edit"];
    let none = Run::of(sandbox.command(&args("a.yaml")).env("EDITOR", " "));
    assert!(none.code == 2 && none.err.contains("no editor is set"), "{}", none.err);
    assert_eq!(sandbox.list("."), [".git"], "nothing is written before an editor is found");
    for editor in ["false", "no-such-editor -w"] {
        let run = Run::of(
            sandbox.command(&["new", "x", "-o", "b.yaml", "--edit", "--force"]).env("EDITOR", editor),
        );
        assert_eq!(run.code, 2);
        assert!(run.err.contains("wrote `b.yaml`, but the editor"), "{}", run.err);
    }
    let run = Run::of(sandbox.command(&args("c.yaml")).env("EDITOR", "grep -q title"));
    assert_eq!(run.code, 0, "{}", run.err);
    sandbox.write("my editor.sh", "[ \"$1\" = 'a b' ] && [ \"$2\" = 'd.yaml' ]");
    let run = Run::of(sandbox.command(&args("d.yaml")).env("EDITOR", "sh './my editor.sh' 'a b'"));
    assert_eq!(run.code, 0, "{}", run.err);
}

/// The option accepts what the field accepts, and the most common days.
#[test]
fn the_date_is_a_day_several_days_or_yesterday() {
    let sandbox = Sandbox::new();
    for (date, line, name) in [
        ("2024-05-30/2024-06-02", "date: 2024-05-30/2024-06-02 ", "2024-05-30-x.yaml"),
        ("~2024-05-30", "date: ~2024-05-30 ", "2024-05-30-x.yaml"),
        ("yesterday", "date: 2024-06-30 ", "2024-06-30-x.yaml"),
        ("today", "date: 2024-07-01 ", "2024-07-01-x.yaml"),
    ] {
        let run = sandbox.run(&format!("new x --no-input --force --date {date}"));
        assert_eq!(
            (run.code, run.out.trim_end()),
            (0, &*format!("incidents/{name}")),
            "{}",
            run.transcript()
        );
        assert!(sandbox.read(&format!("incidents/{name}")).contains(line), "{date}");
        assert_eq!(sandbox.run(&format!("lint incidents/{name}")).code, 0);
    }
    let run = sandbox.run("new x --no-input --date 2024-06-02/2024-05-30");
    assert!(run.code == 2 && run.err.contains("ends before it starts"), "{}", run.transcript());
}

/// A user who starts in the folder of incidents means that folder, in a repository or outside one.
#[test]
fn makes_no_folder_of_incidents_in_itself() {
    let sandbox = Sandbox::new();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    sandbox.write("incidents/2024/a.txt", "");
    for (folder, path) in [
        ("incidents", "2024-07-01-x.yaml"),
        ("incidents/2024", "../../incidents/2024-07-01-y.yaml"),
        (".", "incidents/2024-07-01-z.yaml"),
    ] {
        let title = path.rsplit('-').next().unwrap().trim_end_matches(".yaml");
        let mut command = sandbox.command(&["new", title, "--no-input", "--now", "2024-07-01"]);
        assert_eq!(crate::support::Run::of(command.current_dir(sandbox.path(folder))).out.trim_end(), path);
    }
}
