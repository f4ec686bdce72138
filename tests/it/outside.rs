//! Nothing outside the repository is read or written because a stranger's repository says so: by a link in a folder, by
//! a path in a configuration, or by a name.

use crate::reading::{ends, pipe};
use crate::support::{Sandbox, VALID};
use std::os::unix::fs::symlink;

/// A folder with a repository in `repo`, and a file next to it that does not belong to the repository.
fn beside() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    sandbox
        .write("repo/.git/HEAD", "")
        .write("repo/incidents/a.yaml", VALID)
        .write("secret.txt", "hunter2\n");
    sandbox
}

/// The excerpt of an error printed the environment and other files of the machine; `--write-baseline` replaced them.
#[test]
fn a_configured_baseline_stays_in_the_repository() {
    for baseline in ["../be", "../../secret.txt", "/etc/passwd", "../../new"] {
        let sandbox = beside();
        symlink("/proc/self/environ", sandbox.path("repo/be")).unwrap();
        sandbox.write("repo/incidents/postmortem.toml", format!("[lint]\nbaseline = \"{baseline}\"\n"));
        for line in ["lint repo/incidents", "lint repo/incidents --write-baseline"] {
            let run = ends(&sandbox, line);
            assert_eq!(run.code, 2, "{}", run.transcript());
            assert!(run.err.contains("is outside the repository"), "{}", run.transcript());
            assert!(
                !run.transcript().contains("hunter2") && !run.transcript().contains("root:"),
                "{}",
                run.transcript()
            );
        }
        assert!(!sandbox.path("new").exists() && sandbox.read("secret.txt") == "hunter2\n");
    }
}

/// A file that is not a baseline may be a secret, wherever it is.
#[test]
fn what_is_not_a_baseline_is_not_printed() {
    let sandbox = beside();
    for file in ["/proc/self/environ", "secret.txt"] {
        let run = ends(&sandbox, &format!("lint repo/incidents --baseline {file}"));
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(run.err.contains(&format!("`{file}` is not a baseline")), "{}", run.transcript());
        assert!(!run.transcript().contains("hunter2"), "{}", run.transcript());
    }
}

/// Made for every report in a folder; a pipe in it waited for ever, and a device filled the memory.
#[test]
fn a_folder_of_reports_holds_regular_files() {
    for flags in ["", " --check", " --check --diff"] {
        let sandbox = beside();
        std::fs::create_dir(sandbox.path("repo/reports")).unwrap();
        pipe(&sandbox, "repo/reports/a.md");
        let run = ends(&sandbox, &format!("render repo/incidents/a.yaml -o repo/reports/{flags}"));
        assert_eq!(run.code, 2, "{flags}: {}", run.transcript());
        assert!(run.err.contains("`repo/reports/a.md`: it is not a regular file"), "{}", run.transcript());
    }
    for flags in ["", " --check"] {
        let sandbox = beside();
        std::fs::create_dir(sandbox.path("repo/reports")).unwrap();
        symlink("/dev/zero", sandbox.path("repo/reports/a.md")).unwrap();
        let run = ends(&sandbox, &format!("render repo/incidents/a.yaml -o repo/reports/{flags}"));
        assert!(run.code == 2 && run.err.contains("`repo/reports/a.md`"), "{flags}: {}", run.transcript());
    }
}

/// A link in a stranger's folder of reports made `render` replace a file of the user's, and `--diff` print it.
#[test]
fn a_report_is_no_link_out_of_the_repository() {
    let sandbox = beside();
    sandbox.write("repo/shared/a.md", "");
    std::fs::create_dir(sandbox.path("repo/reports")).unwrap();
    symlink("../../secret.txt", sandbox.path("repo/reports/a.md")).unwrap();
    for flags in ["", " --check", " --check --diff"] {
        let run = ends(&sandbox, &format!("render repo/incidents/a.yaml -o repo/reports{flags}"));
        assert!(
            run.code == 2 && run.err.contains("leads out of its folder or repository"),
            "{flags}: {}",
            run.transcript()
        );
        assert!(!run.transcript().contains("hunter2"), "{}", run.transcript());
        assert_eq!(sandbox.read("secret.txt"), "hunter2\n");
    }
    std::fs::remove_file(sandbox.path("repo/reports/a.md")).unwrap();
    symlink("../shared/a.md", sandbox.path("repo/reports/a.md")).unwrap();
    let run = ends(&sandbox, "render repo/incidents/a.yaml -o repo/reports");
    assert!(sandbox.read("repo/shared/a.md").starts_with("# Checkout fails"), "{}", run.transcript());
    std::fs::remove_file(sandbox.path("repo/reports/a.md")).unwrap();
    symlink("../incidents/a.yaml", sandbox.path("repo/reports/a.md")).unwrap();
    let run = ends(&sandbox, "render repo/incidents/a.yaml -o repo/reports");
    assert!(run.err.contains("`repo/reports/a.md` leads to `repo/incidents/a.yaml`"), "{}", run.transcript());
}

/// A user who names a pipe or a device means it: `-o /dev/stdout`, `-o >(cmd)`.
#[test]
fn a_device_that_is_named_is_written_to() {
    let sandbox = beside();
    let run = ends(&sandbox, "render repo/incidents/a.yaml -f markdown -o /dev/null");
    assert_eq!((run.code, run.err.as_str()), (0, "Wrote /dev/null\n"));
    pipe(&sandbox, "pipe.md");
    let reader = std::fs::File::options().read(true).write(true).open(sandbox.path("pipe.md")).unwrap();
    let run = ends(&sandbox, "render repo/incidents/a.yaml -o pipe.md");
    assert_eq!(run.code, 0, "{}", run.transcript());
    drop(reader);
}

/// A link among the incidents made `lint` print, and `lint --fix` and `log` change, a file of the user's.
#[test]
fn a_walk_follows_no_link_out_of_the_repository() {
    let sandbox = beside();
    let victim = VALID.replace("summary:", "sumary:");
    sandbox.write("victim.yaml", &victim);
    symlink("../../victim.yaml", sandbox.path("repo/incidents/v.yaml")).unwrap();
    for line in ["lint repo/incidents", "lint repo/incidents --fix", "render repo/incidents -o out/"] {
        let run = ends(&sandbox, line);
        assert_eq!(run.code, 2, "{line}: {}", run.transcript());
        let message = "cannot read `repo/incidents/v.yaml`: it is a link that leads out";
        assert!(run.err.contains(message), "{line}: {}", run.transcript());
        assert!(!run.transcript().contains("sumary"), "{}", run.transcript());
    }
    sandbox.write("postmortem.toml", "paths = [\"repo/incidents\"]\n");
    let run = ends(&sandbox, "log Restarted v");
    assert_eq!(run.code, 2, "{}", run.transcript());
    assert_eq!(sandbox.read("victim.yaml"), victim);
    ends(&sandbox, "lint --fix repo/incidents/v.yaml");
    assert!(sandbox.read("victim.yaml").contains("\nsummary:"), "a link that is named is followed");
}

/// `eject` copies what is built in; a name with a path read, and wrote, files elsewhere.
#[test]
fn eject_knows_built_in_names_alone() {
    let sandbox = beside();
    sandbox.write("hosts", "hunter2\n");
    for name in [
        sandbox.path("secret.txt").display().to_string(),
        "../../hosts".into(),
        "repo/incidents/a.yaml".into(),
    ] {
        let run = ends(&sandbox, &format!("templates eject {name} -o sub"));
        assert_eq!(run.code, 2, "{}", run.transcript());
        assert!(run.err.contains("there is no built-in template"), "{}", run.transcript());
    }
    assert_eq!(sandbox.list("."), ["err.txt", "hosts", "out.txt", "repo", "secret.txt"]);
    for (name, file) in
        [("brief.md.tera", "sub/brief.md.tera"), ("partials/links", "sub/partials/links.md.tera")]
    {
        assert_eq!(ends(&sandbox, &format!("templates eject {name} -o sub")).out, format!("{file}\n"));
    }
}
