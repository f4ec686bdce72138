//! Personal data that the public report would show.

use super::{personal, public};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    PERSONAL_DATA_IN_PUBLIC = "personal-data-in-public",
    Publication,
    Off Error Error,
    personal_data,
    is_asked: |options| options.public.check,
);

fn personal_data(file: &RuleContext, findings: &mut Findings) {
    for text in public(file) {
        for (bytes, what) in personal::find(text.content()) {
            let message =
                format!("the public report would show the {what} `{}`", &text.content()[bytes.clone()]);
            let help = "write the role or a number instead, or mark the part `internal: true`";
            findings.push(|new| new.at(file.part(text, bytes), message).help(help));
        }
    }
}
