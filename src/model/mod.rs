//! The incident file as types: what an author may write, and the facts derived from it.
//!
//! Plain data without locations or I/O. [`Incident`] is the file, schema version 1; [`Resolved`] is what is derived
//! from it once and shared by rules and reports: full times, occurrences, milestones, metrics.

mod action;
mod enums;
mod error;
mod impact;
mod incident;
mod many;
mod parts;
mod resolve;
mod schema;
mod shorthand;
mod time;
mod timeline;
mod whys;
mod word;

pub use action::{Action, ActionStatus, ActionType, Priority};
pub use enums::normalised;
pub use error::ParseError;
pub use impact::{Detection, DetectionSource, Figure, Impact, ImpactKind, Window};
pub use incident::{Incident, SCHEMA_VERSION, Status};
pub use many::Many;
pub use parts::{Communication, Lessons, Link, Note, Person, Remark};
pub use resolve::{
    Duration, Mark, Metric, MetricName, MetricPairs, Moment, Occurrence, Origin, Period, Place, Resolved,
    Settings, Slot, TimeProblem, TimeProblemKind, WhenError,
};
pub use schema::{SCHEMA_ADDRESS, json_schema, json_schema_with};
pub(crate) use shorthand::{
    AS_WRITTEN, AS_WRITTEN_TIME, AS_WRITTEN_WORD, AS_WRITTEN_ZONE, NEVER_EMPTY, ONE_OR_MANY, REQUIRED,
};
pub use time::{ABBREVIATIONS, Abbreviation, At, Clock, Date, Days, Meant, Time, Zone, certain};
pub(crate) use time::{MONTHS, SEASONAL, loose_time};
pub use timeline::{Entry, Milestone};
pub use whys::{Chain, Step, Why};
pub use word::{ActionWords, Known, Word};
