//! The fix for entries out of order: it reorders their lines.

use crate::diagnostic::{Edit, Fix};
use crate::lint::RuleContext;
use crate::model::{Entry, Moment};
use crate::path;
use crate::source::line_break;

/// Each finding contains the whole fix, so a very long timeline has none.
const MOST_BYTES: usize = 128 * 1024;

/// Sorts the entries by time; only if each has its own date, because the date of a bare time depends on the entry
/// before it.
pub(super) fn sort(file: &RuleContext) -> Option<Fix> {
    let moments = moments(file)?;
    if file.is_spoilt(&path!["timeline"]) {
        return None;
    }
    let lines = file.document.lines_of_items(&path!["timeline"])?;
    let is_small = lines.last()?.end() - lines.first()?.start() <= MOST_BYTES;
    if lines.len() != moments.len() || !is_small {
        return None;
    }
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|entry| moments[*entry].universal());
    let source = file.document.source;
    let line_break = line_break(source.text());
    let moved = order.iter().enumerate().filter(|(place, entry)| place != *entry);
    let edits = moved.map(|(place, entry)| {
        let mut text = source.slice(lines[*entry]).to_owned();
        // The last line of a file may lack its line break.
        if !text.ends_with('\n') {
            text.push_str(line_break);
        }
        Edit { span: lines[place], text }
    });
    let edits: Vec<Edit> = edits.collect();
    (!edits.is_empty()).then(|| Fix { title: "sort the entries by time".to_owned(), edits })
}

/// When each entry happened, if that is certain for all of them and gives a unique order.
fn moments(file: &RuleContext) -> Option<Vec<Moment>> {
    let has_date = |entry: &Entry| entry.at.as_ref().is_some_and(|at| at.start.clock.date().is_some());
    if !file.incident.timeline.iter().all(has_date) {
        return None;
    }
    let moments: Option<Vec<Moment>> =
        file.resolved.timeline.iter().map(|slot| slot.map(|slot| slot.start)).collect();
    let moments = moments?;
    let first = moments.first()?;
    // A day without a time of day is neither before nor after a time of that day.
    let is_comparable = |moment: &Moment| moment.timed == first.timed && moment.order(first).is_some();
    moments.iter().all(is_comparable).then_some(moments)
}
