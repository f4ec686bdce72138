//! The times of a file in reading order.

use crate::document::FieldPath;
use crate::lint::RuleContext;
use crate::model::Moment;
use crate::path;

/// The location of the first time that has a property.
pub(super) fn first(file: &RuleContext, is_wanted: impl Fn(&Moment) -> bool) -> Option<FieldPath> {
    let resolved = file.resolved;
    let lists = [
        ("timeline", &resolved.timeline, "at"),
        ("impact.windows", &resolved.windows, "start"),
        ("communications", &resolved.communications, "at"),
    ];
    lists.into_iter().find_map(|(list, slots, field)| {
        let wanted =
            |slot: &Option<_>| slot.as_ref().is_some_and(|slot: &crate::model::Slot| is_wanted(&slot.start));
        let index = slots.iter().position(wanted)?;
        Some(path![list, index, field])
    })
}
