//! Which configuration a file has: the nearest one above it, and without any the repository's root as the place to
//! start from.

use crate::support::{Run, Sandbox, VALID};

/// A repository with two projects, each with a configuration of its own.
fn two_projects() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox
        .write("mono/a/postmortem.toml", "severities = [\"P1\", \"P2\"]\ntimezone = \"Europe/Berlin\"\n")
        .write("mono/a/incidents/x.yaml", VALID)
        .write("mono/b/postmortem.toml", "[lint]\nsummary-missing = \"error\"\n")
        .write("mono/b/incidents/x.yaml", VALID);
    sandbox
}

fn run_in(sandbox: &Sandbox, folder: &str, line: &str) -> Run {
    let args: Vec<&str> = line.split_whitespace().chain(["--now", crate::support::NOW]).collect();
    Run::of(sandbox.command(&args).current_dir(sandbox.path(folder)))
}

/// `cd incidents && postmortem new x` made `incidents/incidents/`.
#[test]
fn without_a_configuration_paths_start_at_the_root_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/deep/a.yaml", VALID).write("src/main.rs", "");
    let run = run_in(&sandbox, "incidents", "new Slow --date 2024-06-01");
    assert_eq!((run.code, run.out.as_str()), (0, "2024-06-01-slow.yaml\n"), "{}", run.err);
    assert_eq!(sandbox.list("incidents"), ["2024-06-01-slow.yaml", "deep"]);
    let run = run_in(&sandbox, "src", "new Fast --date 2024-06-01");
    assert_eq!(run.out, "../incidents/2024-06-01-fast.yaml\n", "{}", run.err);
    let run = run_in(&sandbox, "src", "lint --format json");
    assert!(
        run.out.contains("\"files\": 3") && run.out.contains("\"path\": \"../incidents/"),
        "{}",
        run.transcript()
    );
    let run = run_in(&sandbox, "incidents/deep", "lint");
    assert!(run.out.contains("3 files checked"), "{}", run.transcript());
    let run = run_in(&sandbox, "src", "render -o ../out");
    assert_eq!((run.code, run.err.as_str()), (0, "Wrote 3 reports\n"));
    sandbox.write("incidents/2024-06-01-fast.yaml", "title: a\nstatus: final\n");
    sandbox.write("incidents/deep/a.yaml", "title: a\nstatus: final\n");
    let run = run_in(&sandbox, "src", "log Found");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(sandbox.read("incidents/2024-06-01-slow.yaml").contains("Found"));
}

/// A run from the top, or from anywhere, must judge each file as its own project does.
#[test]
fn each_file_is_judged_by_its_nearest_configuration() {
    let sandbox = two_projects();
    for (folder, line) in
        [("", "lint ."), ("", "lint mono/a mono/b"), ("mono/b", "lint ../a ."), ("mono/a", "lint .. ")]
    {
        let run = run_in(&sandbox, folder, line);
        assert!(run.out.contains("`SEV2` is not one of the severities"), "{line}: {}", run.transcript());
        assert_eq!(run.out.matches("unknown-severity").count(), 1, "{line}: {}", run.transcript());
    }
    let run = run_in(&sandbox, "", "lint mono/b/incidents/x.yaml");
    assert!(!run.out.contains("unknown-severity"), "{}", run.transcript());
    sandbox.write("mono/b/incidents/x.yaml", VALID.replace("summary: Checkout failed for two hours.\n", ""));
    assert_eq!(run_in(&sandbox, "", "lint mono/b").code, 1);
    assert_eq!(run_in(&sandbox, "", "lint mono/b --no-config").code, 0);
    sandbox.write("ci.toml", "[lint]\nsummary-missing = \"off\"\n");
    let run = run_in(&sandbox, "", "lint . --config ci.toml");
    assert!(run.out.contains("duplicate-id"), "one configuration, one collection: {}", run.transcript());
    assert!(
        !run.out.contains("summary-missing") && !run.out.contains("unknown-severity"),
        "{}",
        run.transcript()
    );
}

/// A file that has no configuration above it is judged by the one of the working folder.
#[test]
fn a_file_from_elsewhere_has_the_configuration_of_the_working_folder() {
    let sandbox = two_projects();
    let elsewhere = Sandbox::new();
    elsewhere.write("x.yaml", VALID);
    let path = elsewhere.path("x.yaml");
    let run = run_in(&sandbox, "mono/a", &format!("lint {}", path.display()));
    assert!(run.out.contains("unknown-severity"), "{}", run.transcript());
}

/// Two projects may use one id, and an incident of the one is no answer to a link of the other.
#[test]
fn files_of_different_configurations_are_not_compared() {
    let sandbox = two_projects();
    let run = sandbox.run("lint .");
    assert!(!run.out.contains("duplicate-id"), "{}", run.transcript());
    sandbox.write("mono/a/incidents/y.yaml", format!("{VALID}related: [x, z]\n"));
    sandbox.write("mono/b/incidents/z.yaml", format!("{VALID}id: x\n"));
    for line in ["lint .", "lint mono/a/incidents/y.yaml mono/b/incidents/z.yaml"] {
        let run = sandbox.run(line);
        assert!(run.out.contains("there is no incident `z`"), "{line}: {}", run.transcript());
        assert!(
            run.out.contains("`x` is also the id of `mono/b/incidents/x.yaml`"),
            "{line}: {}",
            run.transcript()
        );
        assert!(!run.out.contains("`mono/a/incidents/x.yaml`"), "{line}: {}", run.transcript());
    }
}

/// Reports of several projects in one run use the templates and the zone of each.
#[test]
fn render_new_and_log_follow_the_file() {
    let sandbox = two_projects();
    sandbox
        .write("mono/b/postmortem.toml", "templates = \"t/\"\n[render]\ntemplate = \"ours\"\n")
        .write("mono/b/t/ours.md", "Ours: {{ incident.title }}\n")
        .write("mono/b/incidents/y.yaml", VALID);
    let run = sandbox.run("render mono/a/incidents/x.yaml mono/b/incidents/y.yaml -o out");
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(sandbox.read("out/y.md"), "Ours: Checkout fails\n");
    assert!(sandbox.read("out/x.md").starts_with("# Checkout fails"));
    let run = sandbox.run("new Slow --dir mono/a/incidents --severity p1 --date 2024-06-01");
    assert_eq!(run.code, 0, "{}", run.err);
    let file = "mono/a/incidents/2024-06-01-slow.yaml";
    assert!(sandbox.read(file).contains("Europe/Berlin"), "{}", sandbox.read(file));
    sandbox.write("mono/a/incidents/z.yaml", "title: a\ntimeline:\n");
    let run = sandbox.run("log Found mono/a/incidents/z.yaml");
    assert!(run.err.contains("14:00 Found"), "noon UTC is 14:00 in Berlin: {}", run.err);
}

/// A fault in a configuration is reported with its place, seen from the working folder, whichever file it is for.
#[test]
fn a_fault_of_a_nearest_configuration_names_its_place() {
    let sandbox = two_projects();
    sandbox.write("mono/a/postmortem.toml", "path = [\"x\"]\n");
    for (folder, place) in [("", "mono/a/postmortem.toml:1:1"), ("mono/b", "../a/postmortem.toml:1:1")] {
        let run = run_in(&sandbox, folder, &format!("lint {}", sandbox.path("mono").display()));
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(run.err.contains(place), "{}", run.transcript());
    }
    assert_eq!(sandbox.run("lint mono/b").code, 0);
}
