//! Markdown that does not work in a report: headings, images without words, open code fences.

use crate::lint::prose::{Kind, Text, What};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(HEADING_IN_FIELD = "heading-in-field", Publication, Info Warning Warning, heading);
rule!(IMAGE_WITHOUT_ALT = "image-without-alt", Publication, Info Warning Warning, image);
rule!(UNCLOSED_MARKUP = "unclosed-markup", Publication, Warning Warning Warning, unclosed);

fn heading(file: &RuleContext, findings: &mut Findings) {
    let is_heading = |text: Text, what: &What| matches!(what, What::Heading) && is_item(file, text);
    for (text, mark) in file.marks().filter(|(text, mark)| is_heading(*text, &mark.what)) {
        let line = first_line(text, &mark.bytes);
        let message = format!(
            "`{}` is a heading inside an item of `{}`",
            &text.content()[line.clone()],
            text.place.field()
        );
        let help = "write it in bold at the start of its paragraph, or move the text to a section";
        findings.push(|new| new.at(file.part(text, line), message).help(help));
    }
}

/// Whether a report shows a text as an item of a list or in a table, where a heading breaks the outline. In a section
/// of its own it takes its place below the section's heading.
fn is_item(file: &RuleContext, text: Text) -> bool {
    match text.kind {
        Kind::Cause => file.incident.root_cause.len() > 1,
        Kind::Factor => file.incident.contributing_factors.len() > 1,
        Kind::Note => text.place.field() == "glossary",
        _ => text.place.index().is_some(),
    }
}

fn image(file: &RuleContext, findings: &mut Findings) {
    for (text, mark) in file.marks() {
        if let What::Image { has_alt: false, target } = &mark.what {
            // What follows the path may be a key.
            let path = target.split(['?', '#']).next().unwrap_or_default();
            let message = format!("the image `{path}` has no text for those who cannot see it");
            let help = "say between the brackets what it shows: `![p99 latency rises to 2.3 s](…)`";
            findings.push(|new| new.at(file.part(text, mark.bytes.clone()), message).help(help));
        }
    }
}

fn unclosed(file: &RuleContext, findings: &mut Findings) {
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
