//! The policies of one side as they are evaluated, each read once, however many have them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Reach;
use super::bearer::Bearer;
use super::change::is_public;
use super::names::Names;
use super::sides::World;
use crate::base::Span;
use crate::iam::{Line, Side, Wording, managed};
use crate::model::Effect;

/// One side with its policies.
#[derive(Debug)]
pub(super) struct Reading<'w> {
    names: &'w Names<'w>,
    world: &'w World<'w>,
    /// What each bearer says of whoever has it, of those that many may have.
    own: Vec<OnceCell<Rc<Wording<'w>>>>,
    /// What is said of each resource in its policy, by the number of its ARN.
    of_owners: Vec<OnceCell<Rc<Wording<'w>>>>,
    /// What is said where nobody says anything.
    nothing: Rc<Wording<'w>>,
    /// Policies of AWS's, by name; no place names them.
    managed: RefCell<FxHashMap<&'static str, Rc<Wording<'w>>>>,
}

impl<'w> Reading<'w> {
    pub(super) fn new(names: &'w Names<'w>, world: &'w World<'w>) -> Self {
        let blank = |many| std::iter::repeat_with(OnceCell::new).take(many).collect();
        let of_owners = if world.bearers.is_empty() { 0 } else { names.len() };
        Self {
            names,
            world,
            own: blank(world.bearers.len()),
            of_owners: blank(of_owners),
            nothing: Rc::default(),
            managed: RefCell::default(),
        }
    }

    /// What a bearer says of whoever has it.
    fn own(&self, at: usize) -> Option<Rc<Wording<'w>>> {
        let bearer = self.world.at(Some(at))?;
        let read = || Rc::new(Wording::new(bearer.own_lines().collect(), None));
        Some(Rc::clone(self.own.get(at)?.get_or_init(read)))
    }

    /// What a policy says, or, of what is none, what its own policy says of others.
    pub(super) fn alone(&self, bearer: &Bearer<'w>) -> Rc<Wording<'w>> {
        let own = self.world.place(bearer.name).and_then(|at| self.own(at));
        own.filter(|said| !said.lines().is_empty())
            .unwrap_or_else(|| self.of_owner(bearer.name, Reach::Account))
    }

    /// What the policy of a resource says to somebody that far away. Where something keeps the resource shut, a policy that
    /// opens it to everybody lets nobody in from outside of the account, not even those whom it names; services it does.
    fn of_owner(&self, name: usize, reach: Reach) -> Rc<Wording<'w>> {
        if reach <= Reach::Outside && self.world.get(name).and_then(Bearer::shut_by).is_some() {
            let mut lines: Vec<Line<'w>> = self.world.lines_of_owner(name).collect();
            if lines.iter().any(|line| is_public(line.statement)) {
                lines.retain(|line| line.statement.effect == Effect::Deny);
                return Rc::new(Wording::new(lines, Some(self.names.text(name))));
            }
        }
        self.said_of(name)
    }

    /// A side with what the policies of resources say to somebody that far away. Whose a resource is does not hang on whether
    /// its policy says anything.
    pub(super) fn told_by(&self, owners: &[usize], reach: Reach, own: Side<'w>) -> Side<'w> {
        let owners = owners.iter().map(|name| (self.names.text(*name), self.of_owner(*name, reach)));
        Side { owners: owners.collect(), ..own }
    }

    /// What the policy of a resource says, whoever is told.
    fn said_of(&self, name: usize) -> Rc<Wording<'w>> {
        let Some(said) = self.of_owners.get(name) else { return Rc::clone(&self.nothing) };
        let read = || {
            let lines: Vec<Line<'w>> = self.world.lines_of_owner(name).collect();
            Rc::new(Wording::new(lines, Some(self.names.text(name))))
        };
        Rc::clone(said.get_or_init(read))
    }

    /// What an identity has, and what bounds it; resources with policies of their own come later. `None` where there is no
    /// such identity.
    pub(super) fn side(&self, identity: usize) -> Option<Side<'w>> {
        let bearer = self.world.get(identity).filter(|bearer| bearer.kind.identity.is_some())?;
        let mut side = Side::default();
        // Nobody else has what it says itself.
        let own: Vec<Line<'w>> = bearer.own_lines().collect();
        side.identity.extend((!own.is_empty()).then(|| Rc::new(Wording::new(own, None))));
        if bearer.unread {
            side.unknown.push(bearer.address.as_str());
        }
        for (text, place) in bearer.policies() {
            match self.document(text, bearer.resource.map(|_| place)) {
                Some(said) => side.identity.push(said),
                None => side.unknown.push(text),
            }
        }
        if let Some((text, place)) = bearer.boundary() {
            let said = self.document(text, bearer.resource.map(|_| place));
            if said.is_none() {
                side.unknown.push(text);
                side.unsure = true;
            }
            let known = self.names.find(text).and_then(|name| self.world.get(name));
            let name = known.map_or(text, |policy| policy.address.as_str());
            side.boundary = Some((name, said.unwrap_or_default()));
        }
        Some(side)
    }

    /// What a policy says: one of the stack, or one of AWS's.
    fn document(&self, text: &str, place: Option<Span>) -> Option<Rc<Wording<'w>>> {
        if let Some(at) = self.names.find(text).and_then(|name| self.world.place(name)) {
            let unread = self.world.at(Some(at)).is_some_and(|policy| policy.unread);
            return if unread { None } else { self.own(at) };
        }
        let known = managed(text)?;
        let mut all = self.managed.borrow_mut();
        let said = all.entry(known.name()).or_insert_with(|| {
            let line = |statement| Line { statement, source: known.name(), span: None };
            Rc::new(Wording::new(known.statements.iter().map(line).collect(), None))
        });
        Some(if place.is_none() { Rc::clone(said) } else { Rc::new(said.named_at(place)) })
    }
}
