//! The images that a report may show: which ones, where they lie, and how much they may weigh.

use postmortem::source::{existing, read_file};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// An image above it would make a page that nobody can send,
const LARGEST: u64 = 8 * 1024 * 1024;
/// and so would many small ones.
const ALL: usize = 24 * 1024 * 1024;

/// The images of one report.
///
/// They lie in the working folder, or for files from elsewhere in theirs: a report from a stranger must not carry out
/// what its reader's machine holds.
pub(super) struct ImageFiles {
    /// The file's folder, and what no image may lie outside of; `None` if the folder is not there.
    folders: Option<(PathBuf, PathBuf)>,
    asked: RefCell<Asked>,
}

#[derive(Default)]
struct Asked {
    /// What was read; an image that is named twice is read once.
    read: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// How much the page holds of images.
    size: usize,
}

impl ImageFiles {
    /// Of the report of a file.
    pub(super) fn of(file: &str) -> Self {
        let folder = Path::new(".").join(Path::new(file).parent().unwrap_or(Path::new("")));
        let real = folder.canonicalize().ok().zip(Path::new(".").canonicalize().ok());
        let folders = real.map(|(folder, work)| {
            let root = if folder.starts_with(&work) { work } else { folder.clone() };
            (folder, root)
        });
        ImageFiles { folders, asked: RefCell::default() }
    }

    /// What an image holds, by its path as the file names it, if it may be shown.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let place = self.place(path)?;
        let mut asked = self.asked.borrow_mut();
        let held = asked.read.entry(place).or_insert_with_key(|place| read_file(place, LARGEST).ok());
        let size = held.as_ref()?.len();
        // A page holds an image as often as it shows it.
        let bytes = held.clone().filter(|_| asked.size + size <= ALL)?;
        asked.size += size;
        Some(bytes)
    }

    /// Where the images lie, or should, that were asked for and may be shown.
    pub(super) fn places(self) -> Vec<PathBuf> {
        self.asked.into_inner().read.into_keys().collect()
    }

    /// Where an image is or would be; `None` where it may not be.
    fn place(&self, path: &str) -> Option<PathBuf> {
        let (folder, root) = self.folders.as_ref()?;
        if path.contains(':') || path.starts_with(['/', '\\', '#']) {
            return None;
        }
        let place = folder.join(path);
        // Of an image that is not there yet, what is there of its folders.
        let (real, rest) = existing(&place)?;
        let stays = rest.components().all(|part| matches!(part, Component::Normal(_)));
        (stays && real.starts_with(root)).then(|| place.clone())
    }
}
