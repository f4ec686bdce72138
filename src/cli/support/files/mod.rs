//! Writes files completely or not at all: to a temporary file in the same folder, which is then renamed. When a
//! function here returns, the content is on disk even if the power fails.

mod edit;
mod growing;
mod temporary;

pub(crate) use edit::Locked;
pub(crate) use growing::{Growing, persist_all};

use crate::cli::support::problem::Problem;
use anyhow::{Context, bail};
use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use temporary::{sync_folder, temporary};

/// How many files are written at a time. Each waits for the disk, not for a processor: writing a thousand one after the
/// other takes ten times as long.
const AT_ONCE: usize = 16;

/// Writes a new file. An existing one is only replaced with `force`.
pub(crate) fn create(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    if force {
        put(path, text)?;
    } else {
        check_free(path)?;
        put_new(path, text)?;
    }
    sync_folder(&canonical(path)).with_context(|| cannot_write(path))
}

/// Writes new files, several at a time: an error for each that could not be written.
pub(crate) fn create_all(files: &[(&Path, &str)], force: bool) -> Vec<anyhow::Error> {
    let create = |(path, text): &(&Path, &str)| create(path, text, force);
    in_parallel(files, create).into_iter().filter_map(Result::err).collect()
}

fn put_new(path: &Path, text: &str) -> anyhow::Result<()> {
    match temporary(path, path, text)?.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(error.error).with_context(|| cannot_write(path)),
    }
}

/// Fails if the name is taken.
pub(crate) fn check_free(path: &Path) -> anyhow::Result<()> {
    // A broken link also occupies a name.
    if path.symlink_metadata().is_ok() { Err(exists(path)) } else { Ok(()) }
}

/// The canonical name of a file that has several: `a.yaml`, `./a.yaml`, a link. A file that does not exist keeps its
/// name.
pub(crate) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Writes a file that can be made again, replacing an existing one; an incident file cannot be made again.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    write_all(&[(path, text)]).into_iter().next().map_or(Ok(()), Err)
}

/// The same for many files, several at a time: an error for each that could not be written.
pub(crate) fn write_all(files: &[(&Path, &str)]) -> Vec<anyhow::Error> {
    let results = in_parallel(files, |(path, text)| put_report(path, text));
    let written = files.iter().zip(&results).filter(|(_, result)| result.is_ok());
    let one_a_folder: BTreeMap<_, _> = written.map(|((path, _), _)| (path.parent(), *path)).collect();
    let synced = one_a_folder
        .into_values()
        .map(|path| sync_folder(&canonical(path)).with_context(|| cannot_write(path)));
    let synced: Vec<_> = synced.collect();
    results.into_iter().chain(synced).filter_map(Result::err).collect()
}

fn in_parallel(
    files: &[(&Path, &str)],
    put: impl Fn(&(&Path, &str)) -> anyhow::Result<()> + Sync + Send,
) -> Vec<anyhow::Result<()>> {
    match files {
        [file] => vec![put(file)],
        files => match ThreadPoolBuilder::new().num_threads(AT_ONCE).build() {
            Ok(threads) => threads.install(|| files.par_iter().map(put).collect()),
            Err(_) => files.iter().map(put).collect(),
        },
    }
}

fn put_report(path: &Path, text: &str) -> anyhow::Result<()> {
    let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    if is_yaml && path.exists() {
        bail!(Problem::new(
            format!("`{}` is a YAML file, which a report must not replace", path.display()),
            "name another file"
        ));
    }
    put(path, text)
}

/// Writes a file. Its folder must be synced afterwards.
fn put(path: &Path, text: &str) -> anyhow::Result<()> {
    // The file that a link leads to is replaced, not the link.
    let target = &canonical(path);
    let cannot = || cannot_write(path);
    match fs::metadata(target) {
        Ok(metadata) if metadata.is_dir() => bail!("{}: it is a folder", cannot()),
        // A device or a pipe cannot be replaced, only written to.
        Ok(metadata) if !metadata.is_file() => fs::write(target, text).with_context(cannot),
        _ => {
            let file = temporary(path, target, text)?;
            file.persist(target).map(drop).map_err(|error| error.error).with_context(cannot)
        }
    }
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}

fn exists(path: &Path) -> anyhow::Error {
    Problem::new(
        format!("`{}` already exists", path.display()),
        "use --force to replace it, or name another file with -o",
    )
    .into()
}
