//! The simulated cloud: a small AWS in one file.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use ecow::EcoString;

use super::authority::{Deployer, Refusal, Sides};
use super::faults::{self, Call, Effect, Fault};
use super::open::{Known, Open};
use super::things::{self, Birth};
use super::{CloudError, Done, Listed, Observed, Provider, Request, rules, schema};
use crate::catalog::{Catalog, Kind, Refusals};
use crate::model::{Map, Value};
use crate::store::{Cell, Store, Transaction};

/// In whose name requests are made, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Twelve digits.
    pub account: EcoString,
    /// Such as `ap-northeast-2`.
    pub region: EcoString,
}

/// The simulated cloud. It refuses what AWS refuses, as far as the kinds' rows say so, and takes the time that they say.
///
/// Requests between two flushes are one transaction of its file: others wait, and if the process ends, none was made.
/// Times come from the requests alone, so the order in which independent requests arrive changes nothing.
#[derive(Debug)]
pub struct Simulated {
    store: Store,
    catalog: Catalog,
    caller: Caller,
    /// Whose permissions calls have; those of the account itself where nobody is named.
    deployer: Option<Deployer>,
    known: Mutex<Known>,
}

impl Simulated {
    /// The cloud in the file at that path, such as `.stackc/world.db`; touches nothing yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, catalog: Catalog, caller: Caller) -> Self {
        let store = Store::at(path, &schema::FORMAT);
        Self { store, catalog, caller, deployer: None, known: Mutex::default() }
    }

    /// From now on calls that make, change or delete have only these permissions, and are refused as AWS does.
    pub fn act_as(&mut self, deployer: Deployer) {
        self.deployer = Some(deployer);
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// Changes one input behind everybody's back, at a path such as `timeout` or `env.TARGET`; `none` removes it.
    ///
    /// # Errors
    /// When the thing does not exist, or the path goes through something that has no entries.
    pub fn set(&self, physical_id: &str, path: &str, value: Value) -> Result<(), CloudError> {
        self.write(|rows| {
            let mut thing = self.there(rows, physical_id)?;
            let code = Refusals::of(rules::kind_of(&self.catalog, &thing.listed.kind)?.service).invalid;
            put(&mut thing.inputs, path, value).ok_or_else(|| CloudError::Refused {
                code,
                message: format!("`{physical_id}` has no place for `{path}`"),
            })?;
            things::change_inputs(rows, &thing.listed, &thing.inputs)?;
            changed(rows, 1)
        })
    }

    /// Changes how many things it holds.
    ///
    /// # Errors
    /// When the thing does not exist.
    pub fn set_data(&self, physical_id: &str, count: u64) -> Result<(), CloudError> {
        self.write(|rows| {
            self.there(rows, physical_id)?;
            let cells = [Cell::Text(physical_id), Cell::Whole(things::whole(count))];
            rows.run(schema::CHANGE_DATA, &cells)?;
            changed(rows, 1)
        })
    }

    /// Removes a thing behind everybody's back, whatever it holds and whoever uses it.
    ///
    /// # Errors
    /// When the thing does not exist.
    pub fn remove(&self, physical_id: &str) -> Result<(), CloudError> {
        self.write(|rows| {
            self.there(rows, physical_id)?;
            if let Some(thing) = things::find(rows, physical_id)? {
                things::drop(rows, &self.catalog, &thing.kind, thing.id)?;
                let kind = self.catalog.kind(&thing.kind);
                things::drop_along(rows, &self.catalog, kind, physical_id)?;
            }
            changed(rows, 1)
        })
    }

    /// Lets calls go wrong. The world is not changed by that: plans that were made stay good.
    ///
    /// # Errors
    /// When anything but a creation shall leave a thing half made.
    pub fn fault(&self, fault: &Fault) -> Result<(), CloudError> {
        if fault.effect == Effect::HalfMade && fault.call != Call::Create {
            let message = "only a creation can leave a thing half made".to_owned();
            return Err(CloudError::Refused { code: Refusals::of("").invalid, message });
        }
        self.write(|rows| Ok(faults::add(rows, fault)?))
    }

    /// Removes everything, faults too; the clock goes on.
    ///
    /// # Errors
    /// When the world's store fails.
    pub fn reset(&self) -> Result<(), CloudError> {
        self.write(|rows| {
            schema::RESET.iter().try_for_each(|sql| rows.run(sql, &[]).map(|_| ()))?;
            changed(rows, 1)
        })
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what is no request, in a transaction of its own.
    fn write(&self, work: impl FnOnce(&Transaction<'_>) -> Result<(), CloudError>) -> Result<(), CloudError> {
        if self.known().is_open() {
            self.flush(0)?;
        }
        self.store.write(work)
    }

    /// Makes one call. `work` decides before it writes.
    fn call(
        &self,
        call: Call,
        request: &Request,
        work: impl FnOnce(&mut Open<'_>) -> Result<Done, CloudError>,
    ) -> Result<Done, CloudError> {
        let mut known = self.known();
        let answer = self.store.extend(|rows| {
            known.begin(rows)?;
            let mut open = Open { rows, known: &mut known };
            if open.is_faulty() { struck(&mut open, call, request, work) } else { kept(work(&mut open)) }
        });
        if answer.is_err() {
            *known = Known::default();
        }
        answer?
    }

    /// Asks whether whoever calls may do it.
    fn ask(
        &self,
        kind: &'static Kind,
        sides: impl FnOnce() -> Result<Sides, CloudError>,
    ) -> Result<Refusal, CloudError> {
        let Some(deployer) = &self.deployer else { return Ok(Refusal::default()) };
        let sides = sides()?;
        Ok(deployer.ask(&self.catalog, kind, (&self.caller.account, &self.caller.region), &sides))
    }

    /// What is at a physical id.
    fn there(&self, rows: &Transaction<'_>, physical_id: &str) -> Result<Observed, CloudError> {
        things::observe(rows, schema::OBSERVE, &[Cell::Text(physical_id)])?.ok_or_else(|| {
            CloudError::Refused {
                code: Refusals::of("").missing,
                message: format!("`{physical_id}` does not exist"),
            }
        })
    }

    fn clock(&self) -> Result<(u64, u64), CloudError> {
        let read = self.store.read(|rows| {
            rows.first(schema::CLOCK, &[], |row| Ok::<_, CloudError>((row.count(0)?, row.count(1)?)))
        })?;
        Ok(read.flatten().unwrap_or((0, 0)))
    }
}

impl Provider for Simulated {
    fn at_once(&self) -> usize {
        1
    }

    fn revision(&self) -> Result<u64, CloudError> {
        let known = self.known();
        self.clock().map(|(_, revision)| revision + known.changes())
    }

    fn now(&self) -> Result<u64, CloudError> {
        self.clock().map(|(now, _)| now)
    }

    fn read(&self, physical_id: &str) -> Result<Option<Observed>, CloudError> {
        let found =
            self.store.read(|rows| things::observe(rows, schema::OBSERVE, &[Cell::Text(physical_id)]))?;
        Ok(found.flatten())
    }

    fn list(&self) -> Result<Vec<Listed>, CloudError> {
        let mut list = Vec::new();
        self.store.read(|rows| {
            rows.each(schema::LIST, &[], |row| {
                list.push(things::listed(row)?);
                Ok::<(), CloudError>(())
            })
        })?;
        list.sort_unstable_by(|left, right| left.physical_id.cmp(&right.physical_id));
        Ok(list)
    }

    fn changes(&self) -> Result<Vec<(EcoString, u64)>, CloudError> {
        let mut all = Vec::new();
        self.store.read(|rows| {
            rows.each(schema::ALL_CHANGES, &[], |row| {
                all.push((row.text(0)?.into(), row.count(1)?));
                Ok::<(), CloudError>(())
            })
        })?;
        Ok(all)
    }

    fn by_token(&self, token: &str, wanted: &str) -> Result<Option<Observed>, CloudError> {
        let cells = [Cell::Text(wanted), Cell::Text(token)];
        let found = self.store.read(|rows| things::observe(rows, schema::BY_TOKEN, &cells))?;
        Ok(found.flatten())
    }

    fn create(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        let unique_name = rules::unique_name(kind, &self.caller, request);
        let created = request.at.saturating_add(kind.latency.create);
        let birth = Birth {
            created,
            visible: created.saturating_add(kind.latency.visible),
            unique_name: unique_name.as_deref(),
            account: &self.caller.account,
        };
        let done = || Done { physical_id: request.physical_id.clone(), until: created };
        self.call(Call::Create, request, |open| {
            let uses = rules::must_exist(open, &self.catalog, kind, request);
            if let (None, Ok(uses)) = (&self.deployer, &uses)
                && open.add(request, &birth, uses)?.is_some()
            {
                return Ok(done());
            }
            // It was made already, or something stands in the way: the first that does is told.
            let there = open.find(&request.physical_id)?.cloned();
            if let Some(made) = there.as_ref().filter(|made| made.token == request.token) {
                return Ok(Done { until: made.created, ..done() });
            }
            let mut refusal = self.ask(kind, || Ok(Sides::to(None, request)))?;
            refusal.begin()?;
            let taken = (there.as_ref(), unique_name.as_deref());
            rules::must_be_free(open.rows, kind, &self.caller, request, taken)?;
            open.add(request, &birth, &uses?)?;
            refusal.end(request, created)?;
            Ok(done())
        })
    }

    fn update(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        let unique_name = rules::unique_name(kind, &self.caller, request);
        self.call(Call::Update, request, |open| {
            let Some(thing) = open.find(&request.physical_id)?.cloned() else {
                return Err(rules::missing(kind, &request.physical_id));
            };
            let there = || Ok(Sides::to(Some(self.there(open.rows, &request.physical_id)?), request));
            self.ask(kind, there)?.whole()?;
            if let Some(name) = &unique_name {
                rules::must_be_only(open.rows, kind, &self.caller, request, name)?;
            }
            let uses = rules::must_exist(open, &self.catalog, kind, request)?;
            if let Some(quota) = rules::must_be_changeable(open.rows, kind, request, &thing)? {
                things::add_change(open.rows, thing.id, request.at, quota.within)?;
            }
            things::change(open.rows, thing.id, request, unique_name.as_deref())?;
            open.rows.run(schema::DROP_USES, &[Cell::Whole(thing.id)])?;
            things::add_uses(open.rows, thing.id, &uses)?;
            open.changed();
            let until = request.at.saturating_add(kind.latency.update);
            Ok(Done { physical_id: request.physical_id.clone(), until })
        })
    }

    fn delete(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        self.call(Call::Delete, request, |open| {
            let physical_id = request.physical_id.clone();
            let Some(thing) = open.find(&physical_id)?.cloned() else {
                return Ok(Done { physical_id, until: request.at });
            };
            self.ask(kind, || Ok(Sides::gone(self.there(open.rows, &physical_id)?)))?.whole()?;
            rules::must_be_idle(open.rows, kind, &physical_id, &thing)?;
            things::drop(open.rows, &self.catalog, &thing.kind, thing.id)?;
            things::drop_along(open.rows, &self.catalog, Some(kind), &physical_id)?;
            open.forget();
            open.changed();
            Ok(Done { physical_id, until: request.at.saturating_add(kind.latency.delete) })
        })
    }

    fn flush(&self, now: u64) -> Result<(), CloudError> {
        let mut known = self.known();
        let ended = self.store.extend(|rows| {
            rows.run(schema::ADVANCE, &[Cell::Whole(things::whole(now))])?;
            changed(rows, known.changes())
        });
        let ended = ended.and_then(|()| Ok(self.store.commit()?));
        if ended.is_ok() {
            known.end()
        } else {
            *known = Known::default()
        }
        ended
    }
}

/// Counts changes.
fn changed(rows: &Transaction<'_>, count: u64) -> Result<(), CloudError> {
    if count > 0 {
        rows.run(schema::CHANGED, &[Cell::Whole(things::whole(count))])?;
    }
    Ok(())
}

/// What is refused has changed nothing but the count of a fault, which stays.
fn kept(result: Result<Done, CloudError>) -> Result<Result<Done, CloudError>, CloudError> {
    match result {
        Err(error @ CloudError::Broken(_)) => Err(error),
        answer => Ok(answer),
    }
}

/// Makes one call, unless it shall go wrong.
fn struck(
    open: &mut Open<'_>,
    call: Call,
    request: &Request,
    work: impl FnOnce(&mut Open<'_>) -> Result<Done, CloudError>,
) -> Result<Result<Done, CloudError>, CloudError> {
    let message = || format!("`{}` was hit by a fault", request.physical_id);
    let Some(strike) = faults::strike(open.rows, call, request)? else { return kept(work(open)) };
    if strike.effect == Effect::HalfMade {
        let made = work(open);
        // Who has to come again was not struck yet.
        if !matches!(made, Err(CloudError::Retry { .. })) {
            strike.count(open.rows)?;
        }
        return kept(made.and_then(|done| {
            Err(CloudError::HalfMade { code: "InternalFailure", message: message(), done })
        }));
    }
    strike.count(open.rows)?;
    kept(Err(match strike.effect {
        Effect::Throttle => {
            let message = "Rate exceeded".to_owned();
            CloudError::Retry { code: "ThrottlingException", message, at: request.at }
        }
        _ => CloudError::Refused { code: "InternalFailure", message: message() },
    }))
}

/// Puts a value at a path, or removes what is there; `None` if the path goes through something without entries.
fn put(map: &mut Map, path: &str, value: Value) -> Option<()> {
    match path.split_once('.') {
        None if value == Value::None => {
            map.remove(path);
            Some(())
        }
        None => {
            map.insert(path.into(), value);
            Some(())
        }
        Some((first, rest)) => match map.get_or_insert_with(first, || Value::Map(Map::new()))? {
            Value::Map(inner) => put(inner, rest, value),
            _ => None,
        },
    }
}
