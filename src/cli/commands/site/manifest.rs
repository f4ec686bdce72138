//! Which files of a folder belong to its site: a file in the folder lists them.

use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::source::{ReadError, read_file};
use postmortem::views::site::Site;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

/// The file's name. Nothing that a site contains has one like it.
pub(super) const NAME: &str = ".postmortem-site.json";
/// No list of a million files is larger.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The files of a site.
#[derive(Debug, Clone, Default)]
pub(super) struct Manifest {
    /// Their paths.
    pub(super) files: BTreeSet<String>,
    /// What stands for pages of reports and all that they were made of.
    pub(super) pages: BTreeMap<String, String>,
}

/// The files that an earlier run wrote; `None` without a manifest. A name in it that no site has is left out: it may be a
/// stranger's, and what is listed is removed.
pub(super) fn read(folder: &Path) -> anyhow::Result<Option<Manifest>> {
    let path = folder.join(NAME);
    let text = match read_file(&path, LARGEST) {
        Ok(text) => text,
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => bail!(Problem::from(format!("cannot read `{}`", path.display())).because(error)),
    };
    let Some(found) = parse(&text) else {
        bail!(Problem::new(
            format!("`{}` does not list the files of a site", path.display()),
            "remove it, and use --force: then the files of earlier runs are replaced, but none are removed"
        ));
    };
    Ok(Some(found))
}

fn parse(text: &[u8]) -> Option<Manifest> {
    let manifest: Value = serde_json::from_slice(text).ok()?;
    let files = manifest["files"].as_array().filter(|_| manifest["version"] == 1)?;
    let paths = files.iter().filter_map(Value::as_str).filter(|path| Site::may_own(path));
    let pages = manifest["pages"].as_object().into_iter().flatten();
    let pages = pages.filter_map(|(path, made)| Some((path.clone(), made.as_str()?.to_owned())));
    Some(Manifest { files: paths.map(str::to_owned).collect(), pages: pages.collect() })
}

/// The manifest as a text.
pub(super) fn text(Manifest { files, pages }: &Manifest) -> String {
    format!("{:#}\n", json!({ "version": 1, "files": files, "pages": pages }))
}
