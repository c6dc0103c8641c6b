//! What is settled of whole files is not gone through.

use std::collections::BTreeMap;

use super::super::items::Said;
use super::Kept;
use crate::resolve::cx::Cx;

/// Some of what a file declares.
#[derive(Debug, Clone, Copy)]
pub(in crate::resolve) enum Part {
    Resources,
    Flows,
}

impl Kept {
    /// The resources, each with its number, that are not settled, or of which more is said than is known.
    pub(in crate::resolve::again) fn unsettled(
        &self,
        numbers: &[u32],
        said: &BTreeMap<usize, Said>,
    ) -> Vec<(usize, u32)> {
        let all = numbers.iter().copied().enumerate();
        let mut unsettled: Vec<(usize, u32)> =
            all.filter(|(_, number)| !self.is_settled_item(*number)).collect();
        for (at, said) in said {
            let Some(number) = numbers.get(*at).filter(|number| self.is_settled_item(**number)) else {
                continue;
            };
            let known = self.items.at(*number).and_then(|item| item.said.as_deref());
            let is_known = known.is_some_and(|known| {
                (known.found.len(), known.allowances.len()) == (said.found.len(), said.allowances.len())
            });
            unsettled.extend((!is_known).then_some((*at, *number)));
        }
        unsettled
    }

    /// What the resources of a file took, or its arrows, if all of them are settled and there is nothing to be said of any.
    fn steps_of(&self, file: usize, part: Part) -> Option<u64> {
        let (start, page) = self.items.page(file)?;
        let sum = page.sum()?;
        let (range, steps, settled) = match part {
            Part::Resources => (&page.resources, sum.resources, &self.settled_items),
            Part::Flows => (&page.flows, sum.flows, &self.quiet),
        };
        let start = start as usize;
        let is_settled = |settled: &[bool]| settled.iter().all(|settled| *settled);
        let all = settled.get(start + range.start..start + range.end).is_some_and(is_settled);
        steps.filter(|_| all && !sum.loud.iter().any(|nth| range.contains(nth)))
    }
}

impl Cx<'_> {
    /// Settles all resources of a file, or all of its arrows, at once; whether that is possible.
    pub(in crate::resolve) fn settle_file(&mut self, file: usize, part: Part) -> bool {
        let kept = self.kept.as_ref().filter(|_| self.frame == 0);
        let steps = kept.and_then(|kept| kept.steps_of(file, part));
        steps.into_iter().for_each(|steps| self.budget.take(steps));
        steps.is_some()
    }
}
