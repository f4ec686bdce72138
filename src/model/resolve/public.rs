//! What readers outside may know of an incident's times: nothing that follows from an internal entry.

use super::{Mark, Origin, Period, Resolved};
use crate::model::{Incident, Milestone};

impl Resolved {
    /// Takes out the times of internal entries, and every figure that is based on one.
    pub fn hide_internal(&mut self, incident: &Incident) {
        let is_visible = |index: &usize| !incident.timeline[*index].internal;
        let is_known = |mark: &Mark| match mark.origin {
            Origin::Entry(index) => is_visible(&index),
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
            let is_shown = |period: &Period| {
                period.window.is_some() || knows(&Milestone::ImpactStart) && knows(&Milestone::Resolved)
            };
            let as_known = |period: Period| match period.end_of {
                Some(milestone) if !knows(&milestone) => Period { end: None, end_of: None, ..period },
                _ => period,
            };
            let shown: Vec<Period> =
                occurrence.periods.iter().copied().filter(is_shown).map(as_known).collect();
            if shown != occurrence.periods {
                occurrence.periods = shown;
                (occurrence.impact, self.impact) = (None, None);
            }
            occurrence.milestones.retain(|_, mark| is_known(mark));
            occurrence.entries.retain(is_visible);
        }
        // The name of an occurrence of which nothing is left is internal too.
        self.occurrences
            .retain(|occurrence| !occurrence.entries.is_empty() || !occurrence.periods.is_empty());
    }
}
