//! Times as an author writes them: dates, clocks, ranges and zones.

mod abbreviation;
mod beside;
mod clock;
mod date;
mod loose;
mod loose_date;
mod range;
mod zone;

pub use abbreviation::{ABBREVIATIONS, Abbreviation, SEASONAL};
pub use clock::{Clock, Time};
pub use date::{Date, Days};
pub use loose::{Meant, certain, loose_time};
pub use range::At;
pub use zone::Zone;
