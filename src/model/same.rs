//! Whether a resource is what it was, wherever its text stands now.

use std::sync::Arc;

use ecow::EcoString;

use super::{
    Address, Condition, Declared, Edge, Effect, FlowEnds, Lifecycle, Map, Need, Origin, Pattern, Patterns,
    Places, ReplaceOrder, Resource, Statement, Value, Watched,
};
use crate::base::{Rebase, Span};

impl Resource {
    /// Whether another one, of a later reading, says the same, its places as they are after what was changed in the texts.
    #[must_use]
    pub fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
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
            && is_same_map(inputs, &now.inputs)
            && is_same_map(outputs, &now.outputs)
            && edges.is_still(&now.edges, rebase)
            && needs.is_still(&now.needs, rebase)
            && places.is_still(&now.places, rebase)
            && statements.is_still(&now.statements, rebase)
            && origin.is_still(&now.origin, rebase)
            && lifecycle.is_still(&now.lifecycle, rebase)
            && doc == &now.doc
    }
}

fn is_same_map(was: &Arc<Map>, is: &Arc<Map>) -> bool {
    Arc::ptr_eq(was, is) || was == is
}

/// What may be the same though its places moved.
pub(super) trait Still {
    /// Whether it is, as it is now.
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool;
}

impl Still for Span {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        rebase.now(*self) == Some(*now)
    }
}

impl<T: Still> Still for [T] {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        self.len() == now.len() && self.iter().zip(now).all(|(was, is)| was.is_still(is, rebase))
    }
}

impl<T: Still> Still for Vec<T> {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        self.as_slice().is_still(now, rebase)
    }
}

impl<T: Still> Still for Option<T> {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        match (self, now) {
            (Some(was), Some(is)) => was.is_still(is, rebase),
            (None, None) => true,
            _ => false,
        }
    }
}

impl<A: Still, B: Still> Still for (A, B) {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        self.0.is_still(&now.0, rebase) && self.1.is_still(&now.1, rebase)
    }
}

/// What holds no place.
macro_rules! placeless {
    ($($name:ty),*) => { $(
        impl Still for $name {
            fn is_still(&self, now: &Self, _: &Rebase) -> bool {
                self == now
            }
        }
    )* };
}

placeless!(Address, Condition, Declared, EcoString, Effect, ReplaceOrder, Value);

/// Structs with all of their fields, so that none is forgotten.
macro_rules! fields {
    ($($name:ident { $($field:ident),* })*) => { $(
        impl Still for $name {
            fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
                let Self { $($field),* } = self;
                $($field.is_still(&now.$field, rebase))&&*
            }
        }
    )* };
}

fields! {
    Edge { to, span }
    FlowEnds { source, event, under, ending, target, span }
    Pattern { text, span }
    Patterns { negated, items }
    Statement { effect, actions, resources, principals, conditions, span, derived }
    Watched { path, value, span }
}

impl Still for Need {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        let Self { on, verb, actions, resources, declared, span } = self;
        span.is_still(&now.span, rebase)
            && (on, verb, actions, resources, declared)
                == (&now.on, &now.verb, &now.actions, &now.resources, &now.declared)
    }
}

impl Still for Origin {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        match (self, now) {
            (Self::Flow(was), Self::Flow(is)) => was.is_still(is, rebase),
            (was, is) => was == is,
        }
    }
}

impl Still for Lifecycle {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        let said = (&self.ignore, self.replace) == (&now.ignore, now.replace);
        said && self.protect.is_still(&now.protect, rebase)
            && self.replace_when.is_still(&now.replace_when, rebase)
    }
}

impl Still for Places {
    fn is_still(&self, now: &Self, rebase: &Rebase) -> bool {
        self.all().is_still(now.all(), rebase)
    }
}
