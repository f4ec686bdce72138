//! Images without alternative text.

use crate::lint::prose::What;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(IMAGE_WITHOUT_ALT = "image-without-alt", Publication, Info Warning Warning, image);

fn image(file: &RuleContext, findings: &mut Findings) {
    for (text, mark) in file.marks() {
        if let What::Image { has_alt: false, target } = &mark.what {
            // What follows the path may be a key.
            let path = target.split(['?', '#']).next().unwrap_or_default();
            let message = format!("the image `{path}` has no alternative text");
            let help = "describe it between the brackets: `![p99 latency rises to 2.3 s](…)`";
            findings.push(|new| new.at(file.part(text, mark.bytes.clone()), message).help(help));
        }
    }
}
