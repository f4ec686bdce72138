//! What a report must contain.

pub(in crate::lint) mod actions_empty;
pub(in crate::lint) mod date_missing;
pub(in crate::lint) mod detection_missing;
pub(in crate::lint) mod entry_without_time;
pub(in crate::lint) mod impact;
pub(in crate::lint) mod lessons_missing;
pub(in crate::lint) mod owner_missing;
pub(in crate::lint) mod placeholder_left;
pub(in crate::lint) mod published_missing;
pub(in crate::lint) mod root_cause_missing;
pub(in crate::lint) mod severity_missing;
pub(in crate::lint) mod summary_missing;
pub(in crate::lint) mod timeline_empty;
mod times;
pub(in crate::lint) mod unknown;
pub(in crate::lint) mod zone_missing;

use crate::model::Remark;

fn says_nothing(remarks: &[Remark]) -> bool {
    remarks.iter().all(|remark| remark.text.trim().is_empty())
}
