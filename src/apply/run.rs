//! The loop: intents of a batch, its calls, its outcomes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::call::{self, Answer, Call};
use super::schedule::Schedule;
use super::{Applied, ApplyError, Event, Happened, Options, Performed, Status, outcome, settle};
use crate::cloud::{CloudError, Provider};
use crate::model::Address;
use crate::plan::{Operation, OperationKind, Plan};
use crate::state::{Backend, Generation, Intent, Outcome, Recorded, RowChange, Snapshot};

/// Most operations whose intents share a commit. What these make is found again after a cut; a page that was changed
/// is written once a commit.
const BATCH: usize = 1_024;

/// Carries out a plan whose stack is locked and whose snapshot is that of the plan.
pub(super) fn run(
    plan: &Plan,
    mut snapshot: Snapshot,
    backend: &dyn Backend,
    provider: &dyn Provider,
    options: &Options<'_>,
    progress: &mut dyn FnMut(&Event),
) -> Result<Applied, ApplyError> {
    let outcomes = settle::settle(&mut snapshot, provider)?;
    let settled = outcomes.len();
    let operations = outcome::operations(plan, &snapshot);
    let now = provider.now()?;
    if settled > 0 {
        // This handle may have seen calls that were made through it and are not durable yet.
        provider.flush(now)?;
    }
    let mut run = Run {
        plan,
        provider,
        options,
        progress,
        ids: snapshot.rows.into_iter().map(|(address, row)| (address, row.physical_id)).collect(),
        performed: operations.iter().map(|operation| waiting(operation, now)).collect(),
        schedule: Schedule::new(&operations),
        operations,
        outcomes,
        now,
    };
    run.all(backend)?;
    let summary = outcome::summary(plan, &run.performed);
    let generation = Generation {
        number: plan.generation + 1,
        time: options.time,
        command: options.command.clone(),
        summary,
        desired: plan.desired.clone(),
    };
    let number = backend.close(&plan.stack, &run.outcomes, &generation)?;
    Ok(Applied { generation: Some(number), operations: run.performed, summary, settled, until: run.now })
}

/// An operation that has not begun.
fn waiting(operation: &Operation, now: u64) -> Performed {
    Performed {
        address: operation.address.clone(),
        kind: operation.kind,
        physical_id: operation.target.physical_id.clone(),
        status: Status::Skipped,
        start: now,
        until: now,
    }
}

struct Run<'a> {
    plan: &'a Plan,
    provider: &'a dyn Provider,
    options: &'a Options<'a>,
    progress: &'a mut dyn FnMut(&Event),
    /// What the world calls the things of the stack now.
    ids: FxHashMap<Address, EcoString>,
    operations: Cow<'a, [Operation]>,
    /// Beside the operations.
    performed: Vec<Performed>,
    schedule: Schedule,
    /// What the state does not know yet.
    outcomes: Vec<Outcome>,
    /// Virtual milliseconds at which the last operation so far ended.
    now: u64,
}

/// Operations that run side by side.
#[derive(Default)]
struct Batch {
    /// Positions of those that call the world, beside their intents and calls.
    positions: Vec<usize>,
    intents: Vec<Intent>,
    calls: Vec<Call>,
}

impl Run<'_> {
    /// Runs batches until nothing is left that may run, or the apply is stopped.
    fn all(&mut self, backend: &dyn Backend) -> Result<(), ApplyError> {
        let mut skipped = BTreeSet::new();
        while self.options.cancel.load(Ordering::Relaxed) == 0 {
            let taken = self.schedule.take(BATCH);
            if taken.is_empty() {
                break;
            }
            let mut batch = self.begin(&taken);
            if batch.calls.is_empty() {
                continue;
            }
            backend.record(&self.plan.stack, &self.outcomes, &batch.intents)?;
            self.outcomes.clear();
            let options = self.options;
            let answers = call::make(self.provider, &mut batch.calls, options.parallelism, options.cancel);
            if options.cancel.load(Ordering::Relaxed) > 1 {
                return Err(ApplyError::Stopped);
            }
            let failed = self.end(batch, answers)?;
            self.provider.flush(self.now)?;
            for at in failed {
                self.skip(at, &mut skipped);
            }
        }
        Ok(())
    }

    /// Says what each operation of a batch asks; those that only change the record are done with that.
    fn begin(&mut self, taken: &[usize]) -> Batch {
        let mut batch = Batch::default();
        for at in taken {
            let Some(operation) = self.operations.get(*at) else { continue };
            let waits = operation.waits_for.iter().filter_map(|on| self.performed.get(*on));
            let first = self.performed.get(*at).map_or(0, |performed| performed.start);
            let start = waits.map(|performed| performed.until).fold(first, u64::max);
            if let Some(kind) = outcome::intent_kind(operation.kind) {
                let fingerprint = operation.target.fingerprint();
                let token = outcome::token(self.plan, *at, operation, fingerprint);
                let request = outcome::request(operation, (token.clone(), fingerprint), &self.ids, start);
                batch.intents.push(outcome::intent(operation, kind, (token, fingerprint)));
                batch.calls.push(Call { kind, request });
                batch.positions.push(*at);
                self.tell(*at, start, Happened::Started);
            } else {
                let changes = outcome::record_changes(operation);
                self.outcomes
                    .extend(changes.into_iter().map(|change| Outcome { token: EcoString::new(), change }));
                self.rename(*at);
                self.tell(*at, start, Happened::Started);
                self.done(*at, start);
            }
        }
        batch
    }

    /// Notes what the world calls a thing whose record has got another address, or was taken up.
    fn rename(&mut self, at: usize) {
        let Some(operation) = self.operations.get(at) else { return };
        if let Some(from) = &operation.target.previous_address {
            self.ids.remove(from);
        }
        match operation.kind {
            OperationKind::Forget => self.ids.remove(&operation.address),
            _ => self.ids.insert(operation.address.clone(), operation.target.physical_id.clone()),
        };
    }

    /// Takes the answers of a batch, in the order of their virtual times; positions of what failed.
    fn end(&mut self, batch: Batch, answers: Vec<Answer>) -> Result<Vec<usize>, ApplyError> {
        let mut ended = Vec::new();
        let mut failed = Vec::new();
        for ((at, intent), answer) in batch.positions.into_iter().zip(batch.intents).zip(answers) {
            let change = match answer {
                Answer::Unknown(error) => return Err(error.into()),
                Answer::Unmade => RowChange::None,
                Answer::Refused(error, until) => {
                    ended.push((until, at, Happened::Failed(error)));
                    failed.push(at);
                    RowChange::None
                }
                Answer::HalfMade(error, done) => {
                    ended.push((done.until, at, Happened::Failed(error)));
                    failed.push(at);
                    self.done_as(at, &intent, &done.physical_id)?;
                    let row = Recorded { physical_id: done.physical_id, tainted: true, ..intent.row };
                    RowChange::Put(Box::new(row), intent.inputs)
                }
                Answer::Done(done) => {
                    ended.push((done.until, at, Happened::Done));
                    self.done_as(at, &intent, &done.physical_id)?
                }
            };
            self.outcomes.push(Outcome { token: intent.token, change });
        }
        ended.sort_by_key(|(until, at, _)| (*until, *at));
        for (until, at, happened) in ended {
            match happened {
                Happened::Failed(_) => self.tell(at, until, happened),
                _ => self.done(at, until),
            }
        }
        Ok(failed)
    }

    /// Remembers what the world calls a thing now; what the record says of it.
    fn done_as(
        &mut self,
        at: usize,
        intent: &Intent,
        physical_id: &EcoString,
    ) -> Result<RowChange, CloudError> {
        if let Some(performed) = self.performed.get_mut(at) {
            performed.physical_id = physical_id.clone();
        }
        let Some(operation) = self.operations.get(at) else { return Ok(RowChange::Done) };
        if operation.kind == OperationKind::Delete {
            if self.ids.get(&intent.address) == Some(physical_id) {
                self.ids.remove(&intent.address);
            }
            return Ok(RowChange::Done);
        }
        let old = self.ids.insert(intent.address.clone(), physical_id.clone());
        if let Some(old) = old.filter(|old| old != physical_id) {
            self.drop_lost(&intent.address, old)?;
        }
        if *physical_id == intent.row.physical_id {
            return Ok(RowChange::Done);
        }
        let mut row = intent.row.clone();
        row.physical_id = physical_id.clone();
        Ok(RowChange::Put(Box::new(row), intent.inputs.clone()))
    }

    /// Drops the record of what had this address and is gone from the world, since no operation will delete it.
    fn drop_lost(&mut self, address: &Address, old: EcoString) -> Result<(), CloudError> {
        let deleted = |operation: &Operation| {
            operation.kind == OperationKind::Delete && operation.target.physical_id == old
        };
        if !self.operations.iter().any(deleted) && self.provider.read(&old)?.is_none() {
            let change = RowChange::Remove(address.clone(), old);
            self.outcomes.push(Outcome { token: EcoString::new(), change });
        }
        Ok(())
    }

    /// An operation ended well.
    fn done(&mut self, at: usize, until: u64) {
        if let Some(performed) = self.performed.get_mut(at) {
            performed.status = Status::Done;
        }
        self.schedule.done(at);
        self.tell(at, until, Happened::Done);
    }

    /// Tells of everything that will not be tried, since it waits for what failed.
    fn skip(&mut self, failed: usize, skipped: &mut BTreeSet<usize>) {
        let until = self.performed.get(failed).map_or(0, |performed| performed.until);
        for at in self.schedule.after(failed) {
            if skipped.insert(at) {
                self.tell(at, until, Happened::Skipped);
            }
        }
    }

    /// Notes when something happened, and passes it on.
    fn tell(&mut self, at: usize, time: u64, what: Happened) {
        let Some(performed) = self.performed.get_mut(at) else { return };
        match &what {
            Happened::Started => performed.start = time,
            Happened::Failed(error) => performed.status = Status::Failed(error.clone()),
            Happened::Done | Happened::Skipped => {}
        }
        performed.until = time;
        self.now = self.now.max(time);
        let event = Event {
            what,
            operation: at,
            address: performed.address.clone(),
            kind: performed.kind,
            physical_id: performed.physical_id.clone(),
            start: performed.start,
            at: time,
        };
        (self.progress)(&event);
    }
}
