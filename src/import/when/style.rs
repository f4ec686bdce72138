//! How a report writes its times, which a single line does not show.

use super::Order;

/// So many lines begin with `10.15` where that is a time of day and no version.
const FEWEST_DOTTED: usize = 3;

/// How a report writes its times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::import) struct Style {
    pub(in crate::import) order: Order,
    /// Whether `10.15` at the start of a line is a time of day.
    pub(super) is_dotted: bool,
}

impl Default for Style {
    fn default() -> Self {
        Style { order: Order::Unknown, is_dotted: false }
    }
}

impl Style {
    /// The style that the lines of a report show.
    pub(in crate::import) fn of(text: &str) -> Style {
        let numbers: Vec<(&str, &str)> = text.lines().filter_map(dotted).collect();
        let is_below = |digits: &str, end: u32| digits.parse::<u32>().is_ok_and(|number| number < end);
        let are_times = numbers.iter().all(|(hour, minute)| is_below(hour, 24) && is_below(minute, 60));
        // Numbers of sections and versions are short.
        let long = numbers.iter().filter(|(hour, _)| hour.len() == 2).count();
        let is_dotted = numbers.len() >= FEWEST_DOTTED && are_times && long * 2 >= numbers.len();
        Style { order: Order::of(text), is_dotted }
    }
}

/// The numbers of `10.15 text`, perhaps in an item of a list.
fn dotted(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start_matches([' ', '-', '*', '~', '_']);
    let (number, rest) = line.split_at(line.find(|c: char| !c.is_ascii_digit() && c != '.')?);
    let (first, second) = number.split_once('.')?;
    let is_apart = rest.starts_with([' ', ':', '*', '_']) && !rest.trim_start().starts_with('%');
    let is_clock = (1..=2).contains(&first.len()) && second.len() == 2;
    (is_apart && is_clock).then_some((first, second))
}
