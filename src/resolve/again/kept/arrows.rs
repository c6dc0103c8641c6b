//! Arrows: drawn once, they give the same again for as long as neither they nor what they name changed.

use std::sync::Arc;

use super::super::items::{Said, module_name};
use super::super::{Given, Sort};
use super::Kept;
use crate::diag::Severity;
use crate::model::{Address, Need, Stack, Value};
use crate::resolve::cx::{Cx, add_edge};
use crate::syntax::ast::Flow;

impl Cx<'_> {
    /// Draws an arrow, or gives again what it gave if all that came of it is settled.
    pub(in crate::resolve) fn arrow(
        &mut self,
        stack: &mut Stack,
        (nth, flow): (usize, &Flow),
        draw: impl FnOnce(&mut Self, &mut Stack),
    ) {
        let own = self.kept.as_ref().filter(|_| self.frame == 0).and_then(|kept| kept.numbers.flows.get(nth));
        let Some(number) = own.copied() else {
            let module = self.module_at_hand();
            let of_module = |kept: &Kept| kept.items.number(&module_name(module?));
            let number = self.kept.as_ref().and_then(of_module);
            self.kept.iter_mut().for_each(|kept| kept.drawer = number);
            return draw(self, stack);
        };
        let known = self.kept.as_ref().filter(|kept| kept.is_settled_item(number));
        let item = known.and_then(|kept| kept.items.at(number));
        if let Some((item, given)) = item.and_then(|item| Some((item, item.given.as_ref()?)))
            && self.kept.as_ref().is_some_and(|kept| kept.is_quiet(number))
        {
            let (steps, said) = (given.steps, item.said.clone());
            said.iter().for_each(|said| self.say(said, None));
            self.budget.take(steps);
            return;
        }
        let (given, said) = item.map(|item| (item.given.clone(), item.said.clone())).unwrap_or_default();
        if let Some(given) = given {
            said.iter().for_each(|said| self.say(said, None));
            self.give_again(stack, number, &given, flow);
            return;
        }
        let before = (self.found.len(), self.allowances.len(), self.budget.left());
        if let Some(kept) = &mut self.kept {
            kept.anew += 1;
            kept.drawer = Some(number);
        }
        draw(self, stack);
        self.drawn(number, before);
    }

    /// Keeps what drawing an arrow brought, given what there was of it before.
    fn drawn(&mut self, number: u32, (found, allowances, steps): (usize, usize, u64)) {
        let mut said = Said::default();
        let new = self.found.len() - found;
        for (one, owner) in self.found.iter().rev().zip(self.owners.iter().rev()).take(new) {
            said.found.extend(owner.is_none().then(|| one.clone()));
        }
        said.found.reverse();
        let more = self.allowances.iter().zip(&self.allowers).skip(allowances);
        said.allowances.extend(more.filter(|(_, owner)| owner.is_none()).map(|(one, _)| one.clone()));
        let steps = steps - self.budget.left();
        let Some(kept) = &mut self.kept else { return };
        let given = Given { steps, ..std::mem::take(&mut kept.at_hand) };
        if let Some(item) = kept.items.at_mut(number) {
            item.wrong = said.found.iter().any(|found| found.severity == Severity::Error);
            item.given = Some(Arc::new(given));
            item.said = Some(Arc::new(said)).filter(|said| !said.is_empty());
        }
    }

    /// Gives what an arrow gave to what is not settled.
    fn give_again(&mut self, stack: &mut Stack, number: u32, given: &Given, flow: &Flow) {
        self.budget.take(given.steps);
        let settled = self.settled_count();
        let open = |stack: &Stack, of: &Address| stack.resources.position(of).filter(|at| *at >= settled);
        for (of, need) in &given.asked {
            let Some(at) = open(stack, of) else { continue };
            self.gives(stack, Some(number), of, Sort::Need);
            if let Some(resource) = stack.resources.at_mut(at) {
                resource.needs.push(Need { span: flow.head, ..need.clone() });
            }
        }
        for (of, part) in &given.first {
            let Some(at) = open(stack, of) else { continue };
            self.gives(stack, Some(number), of, Sort::Need);
            if let Some(resource) = stack.resources.at_mut(at) {
                add_edge(&mut resource.edges, part.clone(), flow.head);
            }
        }
        for (of, attr, value) in &given.set {
            let Some(at) = open(stack, of) else { continue };
            self.gives(stack, Some(number), of, Sort::Shapes);
            if let Some(resource) = stack.resources.at_mut(at).filter(|one| !one.inputs.contains_key(attr)) {
                resource.inputs.insert((*attr).into(), Value::from(*value));
            }
        }
    }

    /// The module of the stack itself in which the frame at hand is.
    fn module_at_hand(&self) -> Option<&str> {
        let mut used = self.frames.get(self.frame)?.used.as_ref()?;
        while let Some(outer) = self.frames.get(used.frame).and_then(|frame| frame.used.as_ref()) {
            used = outer;
        }
        Some(&used.module.name.text)
    }

    /// Notes an arrow with what it gives others; the number of the declaration that it comes from.
    pub(in crate::resolve) fn note_arrow(&mut self, flow: &Address, given: &Given) -> Option<u32> {
        let kept = self.kept.as_mut()?;
        kept.at_hand.asked.extend(given.asked.iter().cloned());
        kept.at_hand.set.extend(given.set.iter().cloned());
        kept.at_hand.first.extend(given.first.iter().cloned());
        kept.drawn.insert(flow.clone(), kept.drawer?);
        kept.drawer
    }
}
