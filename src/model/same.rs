//! What a resource says, wherever its text stands: whether it is what it was, and how it is where its text stands now.

use ecow::{EcoString, EcoVec};

use super::{
    Address, Allowance, Condition, Declared, Edge, Effect, Few, FlowEnds, Lifecycle, Need, Origin, Pattern,
    Patterns, Places, ReplaceOrder, Resource, Statement, Value, Watched,
};
use crate::base::{Rebase, Span};

impl Placed for Resource {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        // Whether its fingerprint was asked for says nothing about it.
        let Self {
            address,
            kind,
            origin,
            doc,
            span,
            head,
            inputs,
            outputs,
            places,
            edges,
            needs,
            statements,
            lifecycle,
            known_fingerprint: _,
        } = self;
        address == &now.address
            && kind == &now.kind
            && span.is_still(&now.span, rebase)
            && head.is_still(&now.head, rebase)
            && inputs == &now.inputs
            && outputs == &now.outputs
            && edges.is_still(&now.edges, rebase)
            && needs.is_still(&now.needs, rebase)
            && (is_unmoved(self, now, rebase) || places.is_still(&now.places, rebase))
            && statements.is_still(&now.statements, rebase)
            && origin.is_still(&now.origin, rebase)
            && lifecycle.is_still(&now.lifecycle, rebase)
            && doc == &now.doc
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        self.span.move_on(rebase)?;
        self.head.move_on(rebase)?;
        self.places.move_on(rebase)?;
        self.edges.move_on(rebase)?;
        self.needs.move_on(rebase)?;
        self.statements.move_on(rebase)?;
        self.origin.move_on(rebase)?;
        self.lifecycle.move_on(rebase)
    }
}

/// Whether a resource shares its places with what it was, and stands where it stood, with all of its places.
fn is_unmoved(was: &Resource, is: &Resource, rebase: &Rebase) -> bool {
    was.places.are_shared_with(&is.places) && was.span == is.span && rebase.now(was.span) == Some(was.span)
}

/// What may be the same though its places moved.
pub trait Placed {
    /// Whether it is what it was, its places as they are now.
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool;

    /// Takes its places to where they are now; `None` if one of them was touched.
    fn move_on(&mut self, rebase: &Rebase) -> Option<()>;
}

impl Placed for Span {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        rebase.now(*self) == Some(*now)
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        *self = rebase.now(*self)?;
        Some(())
    }
}

/// Lists are what they were if each of their elements is.
macro_rules! lists {
    ($($name:ident),*) => { $(
        impl<T: Placed> Placed for $name<T> {
            fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
                self.len() == now.len() && self.iter().zip(now).all(|(was, is)| was.is_still(is, rebase))
            }

            fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
                self.iter_mut().try_for_each(|one| one.move_on(rebase))
            }
        }
    )* };
}

lists!(Few, Vec);

impl<T: Placed> Placed for Option<T> {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        match (self, now) {
            (Some(was), Some(is)) => was.is_still(is, rebase),
            (None, None) => true,
            _ => false,
        }
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        self.iter_mut().try_for_each(|one| one.move_on(rebase))
    }
}

impl<A: Placed, B: Placed> Placed for (A, B) {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        self.0.is_still(&now.0, rebase) && self.1.is_still(&now.1, rebase)
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        self.0.move_on(rebase)?;
        self.1.move_on(rebase)
    }
}

/// What holds no place.
macro_rules! placeless {
    ($($name:ty),*) => { $(
        impl Placed for $name {
            fn is_still(&self, now: &Self, _: &Rebase) -> bool {
                self == now
            }

            fn move_on(&mut self, _: &Rebase) -> Option<()> {
                Some(())
            }
        }
    )* };
}

placeless!(Address, bool, Declared, EcoString, EcoVec<EcoString>, Effect, ReplaceOrder, Value);

/// Structs with all of their fields, so that none is forgotten.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Placed for $name {
            fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
                let Self { $($field),* } = self;
                $($field.is_still(&now.$field, rebase))&&*
            }

            fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
                let Self { $($field),* } = self;
                $($field.move_on(rebase)?;)*
                Some(())
            }
        }
    )* };
}

fields! {
    Condition { operator, key, values, places }
    Edge { to, span }
    Allowance { rule, span, whole, scope }
    FlowEnds { source, event, under, ending, target, span }
    Need { on, verb, actions, resources, declared, span }
    Pattern { text, span }
    Patterns { negated, items }
    Statement { effect, actions, resources, principals, conditions, span, derived }
    Watched { path, value, span }
}

impl Placed for Origin {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        match (self, now) {
            (Self::Flow(was), Self::Flow(is)) => was.is_still(is, rebase),
            (was, is) => was == is,
        }
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        match self {
            Self::Flow(ends) => ends.move_on(rebase),
            Self::Written | Self::Implicit(_) => Some(()),
        }
    }
}

impl Placed for Lifecycle {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        let said = (&self.ignore, self.replace) == (&now.ignore, now.replace);
        said && self.protect.is_still(&now.protect, rebase)
            && self.replace_when.is_still(&now.replace_when, rebase)
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        // Most say nothing, and stay without a box.
        if self.protect.is_none() && self.replace_when.is_empty() {
            return Some(());
        }
        self.protect.move_on(rebase)?;
        self.replace_when.move_on(rebase)
    }
}

impl Placed for Places {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        let (mut was, mut is) = (self.all(), now.all());
        loop {
            match (was.next(), is.next()) {
                (None, None) => return true,
                (Some(was), Some(is)) if was.0 == is.0 && was.1.is_still(&is.1, rebase) => {}
                _ => return false,
            }
        }
    }

    fn move_on(&mut self, rebase: &Rebase) -> Option<()> {
        *self = self.all().map(|(path, span)| Some((path, rebase.now(span)?))).collect::<Option<_>>()?;
        Some(())
    }
}
