//! "Did you mean": the known name that an unknown one was probably meant to be.

/// Names longer than this are no typing slips, and comparing them would cost time on hostile input.
const LONGEST: usize = 64;

/// The known name nearest to `name`, if it is near enough to be meant: one edit, plus one for each four letters.
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&name, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
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
