//! "Did you mean": the known name that an unknown one was probably meant to be.

/// Names longer than this are no typing slips, and comparing them would cost time on hostile input.
const LONGEST: usize = 64;

/// The known name nearest to `name`, if it is near enough to be meant: one edit, plus one for each four letters.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    let length = name.chars().count();
    known
        .into_iter()
        .filter_map(|candidate| {
            let (most, lower) = (1 + candidate.len() / 4, candidate.to_lowercase());
            // Names that differ in length differ by as many edits: that is quickly seen.
            let is_near = lower.chars().count().abs_diff(length) <= most;
            let distance = is_near.then(|| strsim::osa_distance(&name, &lower))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    /// A suggestion that is far off is worse than none.
    #[test]
    fn suggests_only_what_is_near() {
        let known = ["timeline", "title", "timezone"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Timline", known), Some("timeline"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest(&"t".repeat(1000), known), None);
    }
}
