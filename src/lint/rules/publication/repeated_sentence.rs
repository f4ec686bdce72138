//! The same sentence in two fields.

use crate::lint::prose::{Kind, Text};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(REPEATED_SENTENCE = "repeated-sentence", Publication, Off Info Info, repeated);

/// A shorter sentence may well be repeated.
const SHORTEST: usize = 40;

/// Fields that say what happened, each from its own side.
const STORY: &[Kind] = &[
    Kind::Summary,
    Kind::Background,
    Kind::Narrative,
    Kind::Impact,
    Kind::Detection,
    Kind::Trigger,
    Kind::Cause,
    Kind::Factor,
    Kind::Response,
    Kind::Resolution,
    Kind::Recurrence,
    Kind::Lesson,
    Kind::Luck,
];

/// A sentence and where it is.
struct Sentence<'p> {
    text: Text<'p>,
    bytes: Range<usize>,
}

fn repeated(file: &RuleContext, findings: &mut Findings) {
    // Sentences, and by number their ends, which tell most of them apart.
    let (mut all, mut keys) = (Vec::new(), Vec::new());
    for text in file.texts(STORY) {
        for bytes in sentences(text.content()) {
            let sentence = bare(&text.content()[bytes.clone()]).as_bytes();
            keys.push((edge(sentence.iter()), edge(sentence.iter().rev()), all.len()));
            all.push(Sentence { text, bytes });
        }
    }
    keys.sort_unstable();
    let words = |sentence: &Sentence| {
        let content = bare(&sentence.text.content()[sentence.bytes.clone()]);
        content.split_ascii_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let is_again = |pair: &[&Sentence; 2]| {
        pair[0].text.place.field() != pair[1].text.place.field() && words(pair[0]) == words(pair[1])
    };
    let alike = keys.windows(2).filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1));
    for pair in alike.map(|pair| [&all[pair[0].2], &all[pair[1].2]]).filter(is_again) {
        let field = pair[0].text.place.field();
        let message = format!("`{field}` has the same sentence");
        let help = "write it once; each field answers its own question";
        findings.push(|new| {
            new.at(file.part(pair[1].text, pair[1].bytes.clone()), message)
                .help(help)
                .related(file.part(pair[0].text, pair[0].bytes.clone()), "here first")
        });
    }
}

/// A sentence without the final full stop, which the last sentence of a text often lacks.
fn bare(sentence: &str) -> &str {
    sentence.trim_end_matches(['.', '!', '?'])
}

/// The first bytes other than white space, which may differ.
fn edge<'b>(bytes: impl Iterator<Item = &'b u8>) -> u64 {
    let solid = bytes.filter(|byte| !byte.is_ascii_whitespace());
    solid.take(8).fold(0, |edge, byte| edge << 8 | u64::from(*byte))
}

/// Bytes at which a sentence or a code block may end.
const ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let bytes = b".!?\n`";
    let mut at = 0;
    while at < bytes.len() {
        ends[bytes[at] as usize] = true;
        at += 1;
    }
    ends
};

/// The sentences of a text that are long enough, outside code blocks.
fn sentences(content: &str) -> Vec<Range<usize>> {
    let bytes = content.as_bytes();
    let (mut found, mut start, mut at, mut is_code) = (Vec::new(), 0, 0, false);
    while at < bytes.len() {
        at += bytes[at..].iter().position(|b| ENDS[*b as usize]).unwrap_or(bytes.len() - at);
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        let is_fence = bytes[at..].starts_with(b"```");
        let ends = match bytes.get(at) {
            Some(b'.' | b'!' | b'?') => next.is_ascii_whitespace(),
            Some(b'\n') => matches!(next, b'\n' | b'-' | b'*' | b'|'),
            Some(_) => is_fence,
            None => true,
        };
        if ends {
            let part = content[start..(at + 1).min(bytes.len())].trim();
            if part.len() >= SHORTEST && !is_code && !part.starts_with(['`', '|', '>', '#']) {
                let from = part.as_ptr().addr() - content.as_ptr().addr();
                found.push(from..from + part.len());
            }
            is_code ^= is_fence;
            start = (at + 1).min(bytes.len());
        }
        at += 1;
    }
    found
}
