//! Unclosed code fences.

use super::first_line;
use crate::lint::prose::What;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(UNCLOSED_MARKUP = "unclosed-markup", Publication, Warning Warning Warning, unclosed);

fn unclosed(file: &RuleContext, findings: &mut Findings) {
    for (text, mark) in file.marks().filter(|(_, mark)| matches!(mark.what, What::OpenFence)) {
        let line = first_line(text, &mark.bytes);
        let fence = &text.content()[line.clone()];
        let close = fence.trim_end_matches(|c| !matches!(c, '`' | '~'));
        let message = format!("the code fence `{}` is never closed", fence.replace('`', "'"));
        let help = format!("close it with {} on a line of its own", close.replace('`', "'"));
        findings.push(|new| new.at(file.part(text, line), message).help(help));
    }
}
