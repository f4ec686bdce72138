//! Terms that the configuration forbids in public reports.

use super::public;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    FORBIDDEN_TERM = "forbidden-term",
    Publication,
    Off Error Error,
    forbidden,
    is_asked: |options| options.public.check,
);

fn forbidden(file: &RuleContext, findings: &mut Findings) {
    let terms = &file.options.public.forbidden;
    if terms.is_empty() {
        return;
    }
    for text in public(file) {
        let content = text.content();
        let mut at = 0;
        while at < content.len() {
            let is_start = content.is_char_boundary(at) && !content[..at].ends_with(char::is_alphanumeric);
            let found =
                terms.iter().filter(|_| is_start).filter_map(|term| length_at(&content[at..], term)).max();
            if let Some(length) = found {
                let bytes = at..at + length;
                let message =
                    format!("the public report would show `{}`, a forbidden term", &content[bytes.clone()]);
                let help = "write what it stands for, or mark the part `internal: true`";
                findings.push(|new| new.at(file.part(text, bytes), message).help(help));
            }
            at += found.unwrap_or_default().max(1);
        }
    }
}

/// The bytes of a term at the start of a text: whole words, in any case, with any spaces between them.
fn length_at(text: &str, term: &str) -> Option<usize> {
    let mut rest = text;
    for (index, word) in term.split_whitespace().enumerate() {
        if index > 0 {
            let behind = rest.trim_start();
            rest = Some(behind).filter(|behind| behind.len() < rest.len())?;
        }
        let mut chars = rest.chars();
        let is_same =
            |expected: char| chars.next().is_some_and(|c| c.to_lowercase().eq(expected.to_lowercase()));
        if !word.chars().all(is_same) {
            return None;
        }
        rest = chars.as_str();
    }
    (rest.len() < text.len() && !rest.starts_with(char::is_alphanumeric)).then(|| text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::length_at;

    /// A term that is missed in another spelling still gets out.
    #[test]
    fn finds_a_term_in_any_case_and_over_lines() {
        assert_eq!(length_at("ACME\n  corp's", "Acme Corp"), Some(11));
        assert_eq!(length_at("Ärzte", "ärzte"), Some(6));
        for other in ["Acme Corporation", "AcmeCorp", "Acme", "acme-corp"] {
            assert_eq!(length_at(other, "Acme Corp"), None, "{other}");
        }
    }
}
