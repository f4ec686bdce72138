//! "Did you mean": the known name that was probably meant by an unknown one.

/// Names longer than this are not typos, and comparing them would cost time on hostile input.
const LONGEST: usize = 64;

/// The known name nearest to `name`, if it is near enough: one edit, plus one for every four letters.
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
            // Names of different lengths differ by at least as many edits, which is quick to check.
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

    /// A far-fetched suggestion is worse than none.
    #[test]
    fn suggests_only_what_is_near() {
        let known = ["timeline", "title", "timezone"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("Timline", known), Some("timeline"));
        assert_eq!(nearest("weather", known), None);
        assert_eq!(nearest(&"t".repeat(1000), known), None);
    }
}
