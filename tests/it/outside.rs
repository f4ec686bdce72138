//! Nothing outside the repository is read or written because a stranger's repository says so: by a link in a folder, by
//! a path in a configuration, or by a name.

use crate::reading::ends;
use crate::support::{SOUND, Sandbox};
use std::os::unix::fs::symlink;

/// A folder with a repository in `repo`, and a file beside it that is none of the repository's business.
fn beside() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::remove_dir(sandbox.path(".git")).unwrap();
    sandbox
        .write("repo/.git/HEAD", "")
        .write("repo/incidents/a.yaml", SOUND)
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
            assert_eq!(run.code, 2, "{}", run.told());
            assert!(run.err.contains("is outside the repository"), "{}", run.told());
            assert!(!run.told().contains("hunter2") && !run.told().contains("root:"), "{}", run.told());
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
        assert_eq!(run.code, 2, "{}", run.told());
        assert!(run.err.contains(&format!("`{file}` is not a baseline")), "{}", run.told());
        assert!(!run.told().contains("hunter2"), "{}", run.told());
    }
}
