//! Broken links and images.

use super::url::{self, Address};
use crate::lint::prose::{Kind, What};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::source::Span;

rule!(BROKEN_LINK = "broken-link", Publication, Warning Error Error, broken);

fn broken(file: &RuleContext, findings: &mut Findings) {
    for (text, mark) in file.marks() {
        let (What::Link { target } | What::Image { target, .. }) = &mark.what else { continue };
        let written = &text.content()[mark.bytes.clone()];
        // An escaped target is not found by its decoded text; then the whole link is marked.
        let found = written.rfind(&**target).filter(|_| !target.is_empty());
        let bytes = found
            .map_or(mark.bytes.clone(), |at| mark.bytes.start + at..mark.bytes.start + at + target.len());
        judge(file, target, true, || file.part(text, bytes), findings);
    }
    for text in file.texts(&[Kind::Address]) {
        let content = text.content().trim();
        // Evidence may be described in words, and a ticket may be a key.
        let is_link = content.starts_with("http")
            || content.contains("://")
            || content.starts_with("./")
            || content.starts_with("../");
        if is_link && !content.contains(char::is_whitespace) {
            judge(file, content, false, || file.part(text, 0..text.content().len()), findings);
        }
    }
}

fn judge(
    file: &RuleContext,
    address: &str,
    is_markdown: bool,
    span: impl FnOnce() -> Span,
    findings: &mut Findings,
) {
    let (message, help) = match url::read(address) {
        Address::Valid => return,
        Address::Broken(why) => (
            format!("the address `{address}` is malformed: {why}"),
            "correct it, such as `https://example.org/page`",
        ),
        Address::Relative(path) => {
            let path = url::decode(path);
            let Some(exists) = &file.options.exists else { return };
            if exists.beside(file.document.source.name(), &path) {
                return;
            }
            let what = if is_markdown { "link" } else { "address" };
            (
                format!("the {what} leads to `{path}`, which does not exist"),
                "add the file, or correct the path, which is relative to this file; a web page needs `https://`",
            )
        }
    };
    findings.push(|new| new.at(span(), message).help(help));
}
