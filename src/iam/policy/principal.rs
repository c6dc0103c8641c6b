//! Whom a statement speaks of.

use super::caller::{Caller, Sort};

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Principals {
    pub(super) negated: bool,
    pub(super) items: Vec<Named>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// `*`
    Anyone,
    /// An account: its number, or the ARN of its root.
    Account(String),
    /// An identity's ARN.
    Identity(String),
    /// A service's name.
    Service(String),
    /// An identity provider, or a user by canonical id.
    Other(String),
}

/// How closely a statement names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// Not at all.
    No,
    /// Through its account, which still has to allow it.
    Account,
    /// Through the role that it runs under, or with everybody.
    Role,
    /// By its own name.
    Itself,
}

impl Named {
    /// Reads a principal of the sort `AWS`.
    pub(super) fn aws(text: &str) -> Self {
        if text == "*" {
            return Self::Anyone;
        }
        let caller = Caller::new(text);
        match (caller.sort, caller.account) {
            (Sort::Root, Some(account)) => Self::Account(account),
            _ => Self::Identity(text.to_owned()),
        }
    }

    /// As it is written.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Anyone => "*",
            Self::Account(text) | Self::Identity(text) | Self::Service(text) | Self::Other(text) => text,
        }
    }

    fn closeness(&self, caller: &Caller) -> Closeness {
        match self {
            Self::Anyone if caller.sort == Sort::User => Closeness::Itself,
            Self::Anyone => Closeness::Role,
            Self::Account(account) if caller.account.as_ref() == Some(account) => match caller.sort {
                Sort::Root => Closeness::Itself,
                _ => Closeness::Account,
            },
            Self::Identity(arn) if *arn == caller.text => match caller.sort {
                Sort::Role { .. } if !caller.is_session() => Closeness::Role,
                _ => Closeness::Itself,
            },
            Self::Identity(arn) if caller.runs_under(arn) => Closeness::Role,
            Self::Service(name) | Self::Other(name) if *name == caller.text => Closeness::Itself,
            _ => Closeness::No,
        }
    }
}

impl Principals {
    /// How closely they name somebody.
    pub(super) fn closeness(&self, caller: &Caller) -> Closeness {
        let closest = self.items.iter().map(|item| item.closeness(caller)).max().unwrap_or(Closeness::No);
        match (self.negated, closest) {
            (false, closest) => closest,
            (true, Closeness::No) => Closeness::Role,
            (true, _) => Closeness::No,
        }
    }
}
