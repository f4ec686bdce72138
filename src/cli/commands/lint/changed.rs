//! `--changed REF`: the files that have changed since this branch diverged from another one, according to git.

use crate::cli::support::problem::Problem;
use anyhow::bail;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The files of the working folder's repository that differ from the merge base with a commit, committed or not, and
/// untracked files; as canonical paths.
pub(super) fn since(reference: &str) -> anyhow::Result<HashSet<PathBuf>> {
    let root = root()?;
    let commit = format!("{reference}^{{commit}}");
    let commit = answer(&git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?)
        .ok_or_else(|| no_commit(reference))?;
    let base = answer(&git(&["merge-base", &commit, "HEAD"])?).ok_or_else(|| no_base(reference))?;
    let differing =
        ["diff", "--name-only", "--no-relative", "--no-ext-diff", "--diff-filter=d", "-z", &base, "--"];
    let unknown = ["ls-files", "--others", "--exclude-standard", "--full-name", "-z"];
    let mut files = HashSet::new();
    for args in [&differing[..], &unknown[..]] {
        let output = run(Command::new("git").arg("-C").arg(&root).args(args))?;
        if !output.status.success() {
            bail!("git {} failed: {}", args[0], first_line(&output.stderr));
        }
        let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        files.extend(names.filter_map(|name| fs::canonicalize(root.join(path(name))).ok()));
    }
    Ok(files)
}

fn root() -> anyhow::Result<PathBuf> {
    let output = git(&["rev-parse", "--show-toplevel"])?;
    if !output.status.success() {
        let cause = first_line(&output.stderr);
        bail!(Problem::new(
            format!("--changed needs a git repository: {cause}"),
            "run it inside one, or name the files instead"
        ));
    }
    let stdout = output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout);
    Ok(path(stdout))
}

fn no_commit(reference: &str) -> anyhow::Error {
    let remedy = "name an existing branch, tag or commit, such as `origin/main`; or fetch it first";
    Problem::new(format!("git does not know a commit `{reference}`"), unless_shallow(remedy)).into()
}

fn no_base(reference: &str) -> anyhow::Error {
    let remedy = "name a branch that shares history with this one";
    Problem::new(format!("`{reference}` and HEAD have no common commit"), unless_shallow(remedy)).into()
}

/// A shallow clone, as build servers make it, lacks the history to compare with.
fn unless_shallow(remedy: &'static str) -> &'static str {
    if is_shallow() {
        "the clone is shallow: fetch the full history, in GitHub Actions with `fetch-depth: 0`"
    } else {
        remedy
    }
}

fn is_shallow() -> bool {
    let output = git(&["rev-parse", "--is-shallow-repository"]);
    output.ok().and_then(|output| answer(&output)).is_some_and(|answer| answer == "true")
}

fn git(args: &[&str]) -> anyhow::Result<Output> {
    run(Command::new("git").args(args))
}

fn run(command: &mut Command) -> anyhow::Result<Output> {
    command.stdin(Stdio::null()).output().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Problem::new(
            "--changed needs git, which is not installed",
            "install git, or name the files instead",
        )
        .into(),
        _ => anyhow::Error::new(error).context("cannot run git"),
    })
}

/// Git's answer of one line; `None` if it fails.
fn answer(output: &Output) -> Option<String> {
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

fn first_line(text: &[u8]) -> String {
    String::from_utf8_lossy(text).lines().next().unwrap_or_default().to_owned()
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(bytes).into_owned()))
}
