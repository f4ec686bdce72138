//! Times as an author writes them: dates, clocks, ranges and zones.

mod clock;
mod date;
mod range;
mod zone;

pub use clock::{Clock, Time};
pub use date::{Date, Days};
pub use range::At;
pub use zone::Zone;
