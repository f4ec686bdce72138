//! Times as an author writes them: dates, clocks, ranges and zones.

mod abbreviation;
mod beside;
mod clock;
mod date;
mod loose;
mod loose_date;
mod range;
mod zone;

pub(crate) use abbreviation::SEASONAL;
pub use abbreviation::{ABBREVIATIONS, Abbreviation};
pub use clock::{Clock, Time};
pub use date::{Date, Days};
pub(crate) use loose::loose_time;
pub use loose::{Meant, certain};
pub(crate) use loose_date::MONTHS;
pub use range::At;
pub use zone::Zone;
