//! Parts of documentation pages that are made from the program, each between two marks.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Tests run side by side, and several may write a part of the same page.
static PAGES: Mutex<()> = Mutex::new(());

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)
}

/// The text of a page.
pub(crate) fn page(name: &str) -> String {
    let _guard = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    fs::read_to_string(path(name)).unwrap()
}

/// Compares a part of a page with its expected text, or writes it; the part is between two marks.
pub(crate) fn keep(name: &str, start: &str, end: &str, made: &str) {
    let _guard = PAGES.lock().unwrap_or_else(PoisonError::into_inner);
    let page = fs::read_to_string(path(name)).unwrap();
    let (before, rest) = page.split_once(start).unwrap_or_else(|| panic!("{name} has no part {start}"));
    let (part, after) = rest.split_once(end).expect("the part's end");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path(name), [before, start, made, end, after].concat()).unwrap();
    } else {
        assert_eq!(part, made, "run `UPDATE=1 cargo test`");
    }
}
