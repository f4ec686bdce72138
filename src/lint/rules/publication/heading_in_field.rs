//! Headings inside a list item or a table cell.

use super::first_line;
use crate::lint::prose::{Kind, Text, What};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(HEADING_IN_FIELD = "heading-in-field", Publication, Info Warning Warning, heading);

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

/// Whether a report shows a text as a list item or in a table, where a heading breaks the outline. In a section of its
/// own it moves below the section's heading.
fn is_item(file: &RuleContext, text: Text) -> bool {
    match text.kind {
        Kind::Cause => file.incident.root_cause.len() > 1,
        Kind::Factor => file.incident.contributing_factors.len() > 1,
        Kind::Note => text.place.field() == "glossary",
        _ => text.place.index().is_some(),
    }
}
