//! Backends and providers that count their calls and die.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};

use stackc::cloud::{CloudError, Done, Listed, Observed, Provider, Request};
use stackc::model::{Address, Map};
use stackc::state::{Backend, Generation, Intent, LockInfo, Outcome, Recorded, Snapshot, StateError};

/// When the process dies, seen from the call that kills it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    Before,
    After,
}

/// A backend or provider whose process dies at a call: from then on nothing answers.
#[derive(Debug)]
pub(crate) struct Mortal<'a, T> {
    pub(crate) inner: T,
    /// Calls that are still made; shared by backend and provider.
    pub(crate) left: &'a AtomicIsize,
    pub(crate) when: When,
    /// How often it was told to make something durable.
    pub(crate) commits: &'a AtomicUsize,
}

impl<T> Mortal<'_, T> {
    fn call<V, E>(&self, dead: E, work: impl FnOnce(&T) -> Result<V, E>) -> Result<V, E> {
        match (self.left.fetch_sub(1, Ordering::SeqCst), self.when) {
            (2.., _) => work(&self.inner),
            (1, When::Before) => Err(dead),
            (1, When::After) => work(&self.inner).and(Err(dead)),
            _ => Err(dead),
        }
    }

    fn ask<V>(&self, work: impl FnOnce(&T) -> Result<V, CloudError>) -> Result<V, CloudError> {
        self.call(CloudError::Broken("dead".to_owned()), work)
    }

    fn keep<V>(&self, work: impl FnOnce(&T) -> Result<V, StateError>) -> Result<V, StateError> {
        self.call(StateError::Store { action: "dead", path: String::new(), reason: String::new() }, work)
    }
}

impl<T: Backend> Backend for Mortal<'_, T> {
    fn snapshot(&self, stack: &str) -> Result<Snapshot, StateError> {
        self.keep(|inner| inner.snapshot(stack))
    }
    fn contents(&self, stack: &str, addresses: &[&Address]) -> Result<BTreeMap<Address, Map>, StateError> {
        self.keep(|inner| inner.contents(stack, addresses))
    }
    fn lock(&self, stack: &str, info: &LockInfo) -> Result<(), StateError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.keep(|inner| inner.lock(stack, info))
    }
    fn unlock(&self, stack: &str) -> Result<(), StateError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.keep(|inner| inner.unlock(stack))
    }
    fn record(&self, stack: &str, outcomes: &[Outcome], next: &[Intent]) -> Result<(), StateError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.keep(|inner| inner.record(stack, outcomes, next))
    }
    fn close(&self, stack: &str, outcomes: &[Outcome], generation: &Generation) -> Result<u64, StateError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.keep(|inner| inner.close(stack, outcomes, generation))
    }
    fn history(&self, stack: &str) -> Result<Vec<Generation>, StateError> {
        self.keep(|inner| inner.history(stack))
    }
    fn at(&self, stack: &str, generation: u64) -> Result<BTreeMap<Address, (Recorded, Map)>, StateError> {
        self.keep(|inner| inner.at(stack, generation))
    }
}

impl<T: Provider> Provider for Mortal<'_, T> {
    /// As many as one likes, so that the provider is called from several threads.
    fn at_once(&self) -> usize {
        usize::MAX
    }
    fn revision(&self) -> Result<u64, CloudError> {
        self.ask(T::revision)
    }
    fn now(&self) -> Result<u64, CloudError> {
        self.ask(T::now)
    }
    fn read(&self, physical_id: &str) -> Result<Option<Observed>, CloudError> {
        self.ask(|inner| inner.read(physical_id))
    }
    fn list(&self) -> Result<Vec<Listed>, CloudError> {
        self.ask(T::list)
    }
    fn changes(&self) -> Result<Vec<(ecow::EcoString, u64)>, CloudError> {
        self.ask(T::changes)
    }

    fn by_token(&self, token: &str, wanted: &str) -> Result<Option<Observed>, CloudError> {
        self.ask(|inner| inner.by_token(token, wanted))
    }
    fn create(&self, request: &Request) -> Result<Done, CloudError> {
        self.ask(|inner| inner.create(request))
    }
    fn update(&self, request: &Request) -> Result<Done, CloudError> {
        self.ask(|inner| inner.update(request))
    }
    fn delete(&self, request: &Request) -> Result<Done, CloudError> {
        self.ask(|inner| inner.delete(request))
    }
    fn flush(&self, now: u64) -> Result<(), CloudError> {
        self.commits.fetch_add(1, Ordering::SeqCst);
        self.ask(|inner| inner.flush(now))
    }
}
