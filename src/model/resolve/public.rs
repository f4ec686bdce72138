//! What readers outside may know of an incident's times: nothing that follows from an internal entry.

use super::{Mark, Origin, Resolved};
use crate::model::{Incident, Milestone};

impl Resolved {
    /// Takes out the times of internal entries, and every figure that rests on one.
    pub fn hide_internal(&mut self, incident: &Incident) {
        let is_shown = |index: &usize| !incident.timeline[*index].internal;
        let is_known = |mark: &Mark| match mark.origin {
            Origin::Entry(index) => is_shown(&index),
            Origin::Window(_) => true,
        };
        for (slot, entry) in self.timeline.iter_mut().zip(&incident.timeline) {
            slot.take_if(|_| entry.internal);
        }
        for (slot, message) in self.communications.iter_mut().zip(&incident.communications) {
            slot.take_if(|_| message.internal);
        }
        for occurrence in &mut self.occurrences {
            let marks = &occurrence.milestones;
            let knows = |milestone: &Milestone| marks.get(milestone).is_none_or(is_known);
            occurrence.metrics.retain(|metric| knows(&metric.from) && knows(&metric.to));
            let is_derived = occurrence.periods.iter().any(|period| period.window.is_none());
            if is_derived && !(knows(&Milestone::ImpactStart) && knows(&Milestone::Resolved)) {
                occurrence.periods.clear();
                (occurrence.impact, self.impact) = (None, None);
            }
            occurrence.milestones.retain(|_, mark| is_known(mark));
            occurrence.entries.retain(is_shown);
        }
    }
}
