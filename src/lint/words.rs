//! Word lists of the rules that read prose. A phrase with a capital letter is found as it is written, others in any
//! case.

/// What marks a text as not yet written. The scaffold starts each of its hints with the first of these.
pub const HINTS: &[&str] = &["TODO", "tbd", "fixme", "lorem ipsum", "???"];
