//! Secrets, anywhere in the file: what is in a comment is pushed too.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::secrets::{HELP, find};
use crate::source::Span;

rule!(SECRET_IN_TEXT = "secret-in-text", Publication, Error Error Error, secret);

fn secret(file: &RuleContext, findings: &mut Findings) {
    for found in find(file.document.source.text()) {
        let span = Span::new(found.bytes.start, found.bytes.end);
        findings.push(|new| new.at(span, found.message()).help(HELP));
    }
}
