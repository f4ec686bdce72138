//! The Markdown of a text that rules check: headings, images, links, unclosed code fences.

use crate::markdown::parse;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// A piece of Markdown and its position in its text.
pub(in crate::lint) struct Mark<'d> {
    pub(in crate::lint) what: What<'d>,
    pub(in crate::lint) bytes: Range<usize>,
}

/// What a piece of Markdown is.
pub(in crate::lint) enum What<'d> {
    Heading,
    /// An image, its path, and whether it has alternative text.
    Image {
        target: CowStr<'d>,
        has_alt: bool,
    },
    Link {
        target: CowStr<'d>,
    },
    /// An unclosed code fence.
    OpenFence,
}

/// The pieces of a text that rules check.
pub(super) fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut marks: Vec<Mark> = Vec::new();
    // Images nest: the words of an inner one also count for the outer one.
    let mut images = Vec::new();
    for (event, bytes) in parse(text).into_offset_iter() {
        let what = match event {
            Event::Start(Tag::Heading { .. }) => What::Heading,
            Event::Start(Tag::Image { dest_url, .. }) => {
                images.push(marks.len());
                What::Image { target: dest_url, has_alt: false }
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) if link_type != LinkType::Email => {
                What::Link { target: dest_url }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if is_open(&text[bytes.clone()]) => {
                What::OpenFence
            }
            Event::End(TagEnd::Image) => {
                images.pop();
                continue;
            }
            Event::Text(words) | Event::Code(words) if !words.trim().is_empty() => {
                for image in &images {
                    if let What::Image { has_alt, .. } = &mut marks[*image].what {
                        *has_alt = true;
                    }
                }
                continue;
            }
            _ => continue,
        };
        marks.push(Mark { what, bytes });
    }
    marks
}

/// Whether the last line of a fenced block does not close it.
fn is_open(block: &str) -> bool {
    let bare = |line: &'_ str| line.trim_matches([' ', '\t', '>', '\r']).to_owned();
    let mut lines = block.trim_end().lines();
    let first = bare(lines.next().unwrap_or_default());
    let fence = first.chars().next().unwrap_or('`');
    let length = first.chars().take_while(|c| *c == fence).count();
    lines.next_back().map(bare).is_none_or(|last| last.len() < length || last.chars().any(|c| c != fence))
}

#[cfg(test)]
mod tests {
    use super::is_open;

    /// A block in a list or a quotation is closed like any other, and a shorter fence closes nothing.
    #[test]
    fn knows_a_fence_that_is_closed() {
        for closed in ["```\na\n```", "~~~ sh\na\n  ~~~~\n", "> ```\n> a\n> ```", "```\n```"] {
            assert!(!is_open(closed), "{closed}");
        }
        for open in ["```\na", "````\na\n```", "```", "```\na\n~~~"] {
            assert!(is_open(open), "{open}");
        }
    }
}
