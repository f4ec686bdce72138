//! The images that a report may show: which ones, where they are, and their size limits.

use postmortem::source::{existing, read_file};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// A larger image would make a page that nobody can send,
const LARGEST: u64 = 8 * 1024 * 1024;
/// and so would many small ones.
const ALL: usize = 24 * 1024 * 1024;

/// The images of one report.
///
/// They are in the working folder, or for files from elsewhere in their own folder: a stranger's report must not carry
/// files out of its reader's machine.
pub(in crate::cli) struct ImageFiles {
    /// The file's folder, and the folder that no image may be outside of; `None` if the folder does not exist.
    folders: Option<(PathBuf, PathBuf)>,
    asked: RefCell<Asked>,
}

#[derive(Default)]
struct Asked {
    /// Images already read; an image that is used twice is read once.
    read: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// The total size of the page's images.
    size: usize,
}

impl ImageFiles {
    /// For the report of a file.
    pub(in crate::cli) fn of(file: &str) -> Self {
        let folder = Path::new(".").join(Path::new(file).parent().unwrap_or(Path::new("")));
        let real = folder.canonicalize().ok().zip(Path::new(".").canonicalize().ok());
        let folders = real.map(|(folder, work)| {
            let root = if folder.starts_with(&work) { work } else { folder.clone() };
            (folder, root)
        });
        ImageFiles { folders, asked: RefCell::default() }
    }

    /// An image's content, by its path as written in the file, if it may be shown.
    pub(in crate::cli) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let place = self.place(path)?;
        let mut asked = self.asked.borrow_mut();
        let held = asked.read.entry(place).or_insert_with_key(|place| read_file(place, LARGEST).ok());
        let size = held.as_ref()?.len();
        // A page contains an image as often as it shows it.
        let bytes = held.clone().filter(|_| asked.size + size <= ALL)?;
        asked.size += size;
        Some(bytes)
    }

    /// The paths, existing or not, of the images that were requested and may be shown.
    pub(in crate::cli) fn places(self) -> Vec<PathBuf> {
        self.asked.into_inner().read.into_keys().collect()
    }

    /// Where an image is or would be; `None` if it may not be there.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let (folder, root) = self.folders.as_ref()?;
        if path.contains(':') || path.starts_with(['/', '\\', '#']) {
            return None;
        }
        let place = folder.join(path);
        // For an image that does not exist yet, the existing part of its path.
        let (real, rest) = existing(&place)?;
        let stays = rest.components().all(|part| matches!(part, Component::Normal(_)));
        (stays && real.starts_with(root)).then(|| place.clone())
    }
}
