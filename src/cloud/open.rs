//! What is known while requests are one transaction, so that it is neither asked nor written for each of them.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::things::{self, Thing};
use super::{CloudError, Request, faults, schema};
use crate::store::{StoreError, Transaction};

/// What is known of the world. Nobody else writes while a transaction is open; afterwards the revision tells
/// whether somebody did.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Of the transaction that is open.
    during: Option<During>,
    /// The revision that things are of.
    revision: u64,
    /// Things that were asked for or made, by physical id.
    things: FxHashMap<EcoString, Thing>,
}

/// What is known of an open transaction.
#[derive(Debug)]
struct During {
    /// Changes that the revision does not count yet.
    changes: u64,
    /// Whether any calls shall go wrong.
    faulty: Faulty,
}

/// Whether any calls shall go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Faulty {
    Yes,
    No,
}

impl Known {
    /// Changes that the revision does not count yet.
    pub(super) fn changes(&self) -> u64 {
        self.during.as_ref().map_or(0, |during| during.changes)
    }

    /// Whether a transaction is open.
    pub(super) const fn is_open(&self) -> bool {
        self.during.is_some()
    }

    /// Begins, if that was not done, with what others may have changed since.
    pub(super) fn begin(&mut self, rows: &Transaction<'_>) -> Result<(), CloudError> {
        if self.is_open() {
            return Ok(());
        }
        let revision = rows.first(schema::CLOCK, &[], |row| row.count(1))?.unwrap_or(0);
        if self.revision != revision {
            *self = Self { revision, ..Self::default() };
        }
        let faulty = if faults::any(rows)? { Faulty::Yes } else { Faulty::No };
        self.during = Some(During { changes: 0, faulty });
        Ok(())
    }

    /// Everything was written and is about to be committed.
    pub(super) fn end(&mut self) {
        self.revision += self.changes();
        self.during = None;
    }
}

/// Rows of a transaction that is open, and what is known of them.
pub(super) struct Open<'a> {
    pub(super) rows: &'a Transaction<'a>,
    pub(super) known: &'a mut Known,
}

impl Open<'_> {
    /// Whether any calls shall go wrong.
    pub(super) fn is_faulty(&self) -> bool {
        self.known.during.as_ref().is_some_and(|during| during.faulty == Faulty::Yes)
    }

    /// The thing of that physical id.
    pub(super) fn find(&mut self, physical_id: &EcoString) -> Result<Option<&Thing>, StoreError> {
        if !self.known.things.contains_key(physical_id) {
            let Some(thing) = things::find(self.rows, physical_id)? else { return Ok(None) };
            self.known.things.insert(physical_id.clone(), thing);
        }
        Ok(self.known.things.get(physical_id))
    }

    /// Makes a thing and remembers what cannot be deleted while it is there; `None` if its physical id or its name
    /// is taken.
    pub(super) fn add(
        &mut self,
        request: &Request,
        birth: &things::Birth<'_>,
        uses: &[&str],
    ) -> Result<Option<()>, StoreError> {
        let Some(id) = things::add(self.rows, request, birth)? else { return Ok(None) };
        things::add_uses(self.rows, id, uses)?;
        let thing = Thing {
            id,
            kind: request.kind.clone(),
            data: 0,
            created: birth.created,
            visible: birth.visible,
            token: request.token.clone(),
            account: birth.account.clone(),
        };
        self.known.things.insert(request.physical_id.clone(), thing);
        self.changed();
        Ok(Some(()))
    }

    /// Counts a change.
    pub(super) fn changed(&mut self) {
        if let Some(during) = &mut self.known.during {
            during.changes += 1;
        }
    }

    /// Forgets what is known of things: some of them went.
    pub(super) fn forget(&mut self) {
        self.known.things = FxHashMap::default();
    }
}
