//! Markdown that does not work in a report: headings, images without words, open code fences.

use crate::lint::prose::{Text, What};
use crate::lint::registry::rule;
use crate::lint::{File, Findings};
use std::ops::Range;

rule!(HEADING_IN_FIELD = "heading-in-field", Publication, Info Warning Warning, heading);
rule!(IMAGE_WITHOUT_ALT = "image-without-alt", Publication, Info Warning Warning, image);
rule!(UNCLOSED_MARKUP = "unclosed-markup", Publication, Warning Warning Warning, unclosed);

fn heading(file: &File, findings: &mut Findings) {
    for (text, mark) in file.marks().filter(|(_, mark)| matches!(mark.what, What::Heading)) {
        let line = first_line(text, &mark.bytes);
        let message =
            format!("`{}` is a heading inside `{}`", &text.content()[line.clone()], text.place.field());
        let help = "write it in bold at the start of its paragraph, or make it a note with a `title`";
        findings.push(|new| new.at(file.part(text, line), message).help(help));
    }
}

fn image(file: &File, findings: &mut Findings) {
    for (text, mark) in file.marks() {
        if let What::Image { has_alt: false, target } = &mark.what {
            let message = format!("the image `{target}` has no text for those who cannot see it");
            let help = "say between the brackets what it shows: `![p99 latency rises to 2.3 s](…)`";
            findings.push(|new| new.at(file.part(text, mark.bytes.clone()), message).help(help));
        }
    }
}

fn unclosed(file: &File, findings: &mut Findings) {
    for (text, mark) in file.marks().filter(|(_, mark)| matches!(mark.what, What::OpenFence)) {
        let line = first_line(text, &mark.bytes);
        let fence = &text.content()[line.clone()];
        let close = fence.trim_end_matches(|c| !matches!(c, '`' | '~'));
        let message = format!("the code fence `{}` never ends", fence.replace('`', "'"));
        let help = format!("close it with {} on a line of its own", close.replace('`', "'"));
        findings.push(|new| new.at(file.part(text, line), message).help(help));
    }
}

/// The first line of a part of a text, without blanks at its end.
fn first_line(text: Text, bytes: &Range<usize>) -> Range<usize> {
    let line = text.content()[bytes.clone()].lines().next().unwrap_or_default();
    bytes.start..bytes.start + line.trim_end().len()
}
