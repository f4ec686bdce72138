//! What identifies a finding in the next run, when lines above it have come or gone: services use it to distinguish new
//! findings from known ones.

use super::{Repository, Results};
use crate::diagnostic::{Checked, Diagnostic};
use std::collections::HashMap;

/// How much of a text is used to identify a location. A hostile file is one line of 16 MiB with many findings.
const LONGEST: usize = 256;

/// A fingerprint for each finding, including those in a baseline: of its rule, its file, and the text at its location.
/// Identical findings are numbered, so that no two in a report are equal.
pub(in crate::output) fn fingerprints(results: &Results, repository: &Repository) -> Fingerprints {
    let mut seen: HashMap<u128, u64> = HashMap::new();
    let mut fingerprint = |(checked, found): (&Checked, &Diagnostic)| {
        let hash = hash(checked, found, &repository.path(checked.source.name()));
        let before = seen.entry(hash).or_default();
        *before += 1;
        numbered(hash, *before - 1)
    };
    // Of equal findings the first ones are known: each keeps the fingerprint that it has without a baseline.
    let known = results.known().map(&mut fingerprint).collect();
    Fingerprints { known, new: results.findings().map(&mut fingerprint).collect() }
}

/// The fingerprints of a report's findings.
pub(in crate::output) struct Fingerprints {
    pub(in crate::output) known: Vec<String>,
    pub(in crate::output) new: Vec<String>,
}

/// What findings with the same rule, file and text share. The path is the one by which the comparing service knows the
/// file.
pub(in crate::output) fn hash(checked: &Checked, found: &Diagnostic, path: &str) -> u128 {
    let (marked, line) = place(checked, found);
    [found.rule.name, path, &marked, &line].into_iter().fold(OFFSET, |hash, part| {
        // No byte of a text is 0xFF, so parts cannot run together.
        fnv1a(fnv1a(hash, part.as_bytes()), &[0xff])
    })
}

/// The fingerprint of the n-th finding with the same hash.
pub(in crate::output) fn numbered(hash: u128, before: u64) -> String {
    format!("{:032x}", fnv1a(hash, &before.to_le_bytes()))
}

/// The marked text and its first line, both without regard to white space.
fn place(checked: &Checked, found: &Diagnostic) -> (String, String) {
    let source = &checked.source;
    let range = source.clamp(found.span);
    if range.end == 0 {
        // For the whole file: its first line may change tomorrow.
        return (String::new(), String::new());
    }
    let line = source.line(source.position(range.start).line);
    (normal(&source.text()[range]), normal(&source.text()[line]))
}

/// The beginning of a text with single spaces between its words.
fn normal(text: &str) -> String {
    let start = &text[..text.floor_char_boundary(LONGEST)];
    start.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A hash of a text that stays the same from release to release.
pub(crate) fn stable_hash(text: &str) -> u128 {
    fnv1a(OFFSET, text.as_bytes())
}

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// FNV-1a with 128 bits. The standard library's hashes may change between releases; services keep these.
fn fnv1a(hash: u128, bytes: &[u8]) -> u128 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A changed hash makes every known finding new to the services that keep it.
    #[test]
    fn hashes_as_published() {
        assert_eq!(fnv1a(OFFSET, b""), OFFSET);
        assert_eq!(fnv1a(OFFSET, b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fnv1a(OFFSET, b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
