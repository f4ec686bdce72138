//! A title as part of a file's name.

/// A longer name would make paths unwieldy.
const LONGEST: usize = 60;

/// Letters and digits in lower case, everything else as a single hyphen: `checkout-answers-with-errors`.
pub(crate) fn slug(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        slug.extend((!slug.is_empty()).then_some('-'));
        slug.extend(word.chars().take(LONGEST));
    }
    if slug.is_empty() { "incident".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::slug;

    /// The name must be one path segment on every system, whatever the title.
    #[test]
    fn is_a_plain_name() {
        assert_eq!(slug("Checkout: 503s, again!"), "checkout-503s-again");
        assert_eq!(slug("../../etc/passwd\0"), "etc-passwd");
        assert_eq!(slug("Zürich ausgefallen"), "zürich-ausgefallen");
        assert_eq!(slug("!?"), "incident");
        assert!(slug(&"long words ".repeat(50)).len() <= 60);
        assert_eq!(slug(&"x".repeat(500)).len(), 60);
    }
}
