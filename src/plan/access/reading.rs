//! The policies of one side as they are evaluated, each read once, however many have them.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Reach;
use super::change::is_public;
use super::sides::{Bearer, World};
use crate::base::Span;
use crate::iam::{Line, Side, Wording, managed};
use crate::model::Effect;

/// One side with its policies.
#[derive(Debug)]
pub(super) struct Reading<'w> {
    world: &'w World<'w>,
    /// What each bearer says of whoever has it.
    own: Vec<OnceCell<Rc<Wording<'w>>>>,
    /// What is said of each resource in its policy.
    of_owners: RefCell<FxHashMap<&'w str, Rc<Wording<'w>>>>,
    /// What is said where nobody says anything.
    nothing: Rc<Wording<'w>>,
    /// Policies of AWS's, by name; no place names them.
    managed: RefCell<FxHashMap<&'static str, Rc<Wording<'w>>>>,
}

impl<'w> Reading<'w> {
    pub(super) fn new(world: &'w World<'w>) -> Self {
        let own = std::iter::repeat_with(OnceCell::new).take(world.bearers.len()).collect();
        Self {
            world,
            own,
            of_owners: RefCell::default(),
            nothing: Rc::default(),
            managed: RefCell::default(),
        }
    }

    pub(super) fn world(&self) -> &'w World<'w> {
        self.world
    }

    /// What a bearer says of whoever has it.
    fn own(&self, at: usize) -> Option<Rc<Wording<'w>>> {
        let bearer = self.world.at(Some(at))?;
        let read = || Rc::new(Wording::new(bearer.own_lines().collect(), None));
        Some(Rc::clone(self.own.get(at)?.get_or_init(read)))
    }

    /// What a policy says, or, of what is none, what its own policy says of others.
    pub(super) fn alone(&self, bearer: &Bearer<'w>) -> Rc<Wording<'w>> {
        let own = self.world.place(bearer.arn).and_then(|at| self.own(at));
        own.filter(|said| !said.lines().is_empty())
            .unwrap_or_else(|| self.of_owner(bearer.arn, Reach::Account))
    }

    /// What the policy of a resource says to somebody that far away. Where something keeps the resource shut, a policy that
    /// opens it to everybody lets nobody in from outside of the account, not even those whom it names; services it does.
    pub(super) fn of_owner(&self, arn: &'w str, reach: Reach) -> Rc<Wording<'w>> {
        if reach <= Reach::Outside && self.world.get(arn).and_then(Bearer::shut_by).is_some() {
            let mut lines = self.world.of_owner(arn);
            if lines.iter().any(|line| is_public(line.statement)) {
                lines.retain(|line| line.statement.effect == Effect::Deny);
                return Rc::new(Wording::new(lines, Some(arn)));
            }
        }
        self.said_of(arn)
    }

    /// What the policy of a resource says, whoever is told.
    pub(super) fn said_of(&self, arn: &'w str) -> Rc<Wording<'w>> {
        if self.world.bearers.is_empty() {
            return Rc::clone(&self.nothing);
        }
        let read = || Rc::new(Wording::new(self.world.of_owner(arn), Some(arn)));
        Rc::clone(self.of_owners.borrow_mut().entry(arn).or_insert_with(read))
    }

    /// What an identity has, and what bounds it; resources with policies of their own come later. `None` where there is no
    /// such identity.
    pub(super) fn side(&self, identity: &str) -> Option<Side<'w>> {
        let at = self.world.place(identity)?;
        let bearer = self.world.at(Some(at)).filter(|bearer| bearer.kind.identity.is_some())?;
        let mut side = Side::default();
        side.identity.extend(self.own(at).filter(|said| !said.lines().is_empty()));
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
            let name = self.world.get(text).map_or(text, |policy| policy.address.as_str());
            side.boundary = Some((name, said.unwrap_or_default()));
        }
        Some(side)
    }

    /// What a policy says: one of the stack, or one of AWS's.
    fn document(&self, text: &str, place: Option<Span>) -> Option<Rc<Wording<'w>>> {
        if let Some(at) = self.world.place(text) {
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
