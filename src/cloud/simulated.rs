//! The simulated cloud: a small AWS in one file.

use std::path::{Path, PathBuf};

use ecow::EcoString;

use super::authority::{Deployer, Refusal, Sides};
use super::faults::{self, Call, Effect, Fault};
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
}

impl Simulated {
    /// The cloud in the file at that path, such as `.stackc/world.db`; touches nothing yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, catalog: Catalog, caller: Caller) -> Self {
        Self { store: Store::at(path, &schema::FORMAT), catalog, caller, deployer: None }
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
        self.store.write(|rows| {
            let mut thing = self.there(rows, physical_id)?;
            let code = Refusals::of(rules::kind_of(&self.catalog, &thing.listed.kind)?.service).invalid;
            put(&mut thing.inputs, path, value).ok_or_else(|| CloudError::Refused {
                code,
                message: format!("`{physical_id}` has no place for `{path}`"),
            })?;
            things::change_inputs(rows, &thing.listed, &thing.inputs)?;
            changed(rows)
        })
    }

    /// Changes how many things it holds.
    ///
    /// # Errors
    /// When the thing does not exist.
    pub fn set_data(&self, physical_id: &str, count: u64) -> Result<(), CloudError> {
        self.store.write(|rows| {
            self.there(rows, physical_id)?;
            let cells = [Cell::Text(physical_id), Cell::Whole(things::whole(count))];
            rows.run(schema::CHANGE_DATA, &cells)?;
            changed(rows)
        })
    }

    /// Removes a thing behind everybody's back, whatever it holds and whoever uses it.
    ///
    /// # Errors
    /// When the thing does not exist.
    pub fn remove(&self, physical_id: &str) -> Result<(), CloudError> {
        self.store.write(|rows| {
            self.there(rows, physical_id)?;
            if let Some(thing) = things::find(rows, physical_id)? {
                things::drop(rows, thing.id)?;
                let kind = self.catalog.kind(&thing.kind);
                things::drop_along(rows, &self.catalog, kind, physical_id)?;
            }
            changed(rows)
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
        self.store.write(|rows| Ok(faults::add(rows, fault)?))
    }

    /// Removes everything, faults too; the clock goes on.
    ///
    /// # Errors
    /// When the world's store fails.
    pub fn reset(&self) -> Result<(), CloudError> {
        self.store.write(|rows| {
            schema::RESET.iter().try_for_each(|sql| rows.run(sql, &[]).map(|_| ()))?;
            changed(rows)
        })
    }

    /// Makes one call, unless it shall go wrong. `work` decides before it writes.
    fn call(
        &self,
        call: Call,
        request: &Request,
        work: impl FnOnce(&Transaction<'_>) -> Result<Done, CloudError>,
    ) -> Result<Done, CloudError> {
        // What is refused has changed nothing but the count of a fault, which stays.
        let kept = |result| match result {
            Err(error @ CloudError::Broken(_)) => Err(error),
            answer => Ok(answer),
        };
        self.store.extend(|rows| {
            let message = || format!("`{}` was hit by a fault", request.physical_id);
            let Some(strike) = faults::strike(rows, call, request)? else { return kept(work(rows)) };
            if strike.effect == Effect::HalfMade {
                let made = work(rows);
                // Who has to come again was not struck yet.
                if !matches!(made, Err(CloudError::Retry { .. })) {
                    strike.count(rows)?;
                }
                return kept(made.and_then(|done| {
                    Err(CloudError::HalfMade { code: "InternalFailure", message: message(), done })
                }));
            }
            strike.count(rows)?;
            kept(Err(match strike.effect {
                Effect::Throttle => {
                    let message = "Rate exceeded".to_owned();
                    CloudError::Retry { code: "ThrottlingException", message, at: request.at }
                }
                _ => CloudError::Refused { code: "InternalFailure", message: message() },
            }))
        })?
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
        things::observe(rows, schema::OBSERVE, physical_id)?.ok_or_else(|| CloudError::Refused {
            code: Refusals::of("").missing,
            message: format!("`{physical_id}` does not exist"),
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
    fn revision(&self) -> Result<u64, CloudError> {
        self.clock().map(|(_, revision)| revision)
    }

    fn now(&self) -> Result<u64, CloudError> {
        self.clock().map(|(now, _)| now)
    }

    fn read(&self, physical_id: &str) -> Result<Option<Observed>, CloudError> {
        let found = self.store.read(|rows| things::observe(rows, schema::OBSERVE, physical_id))?;
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

    fn by_token(&self, token: &str) -> Result<Option<Observed>, CloudError> {
        let found = self.store.read(|rows| things::observe(rows, schema::BY_TOKEN, token))?;
        Ok(found.flatten())
    }

    fn create(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        let unique_name = rules::unique_name(kind, &self.caller, request);
        let created = request.at.saturating_add(kind.latency.create);
        self.call(Call::Create, request, |rows| {
            let made = rows.first(schema::MADE_BY, &[Cell::Text(&request.token)], |row| {
                Ok::<_, CloudError>(Done { physical_id: row.text(0)?.into(), until: row.count(1)? })
            })?;
            if let Some(done) = made {
                return Ok(done);
            }
            let mut refusal = self.ask(kind, || Ok(Sides::to(None, request)))?;
            refusal.begin()?;
            rules::must_be_free(rows, kind, &self.caller, request, unique_name.as_deref())?;
            let needed = rules::must_exist(rows, kind, request)?;
            let uses = rules::uses(&self.catalog, request, &needed);
            let birth = Birth {
                created,
                visible: created.saturating_add(kind.latency.visible),
                unique_name: unique_name.as_deref(),
                account: &self.caller.account,
            };
            let id = things::add(rows, request, &birth)?;
            things::add_uses(rows, id, &uses)?;
            changed(rows)?;
            refusal.end(request, created)?;
            Ok(Done { physical_id: request.physical_id.clone(), until: created })
        })
    }

    fn update(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        let unique_name = rules::unique_name(kind, &self.caller, request);
        self.call(Call::Update, request, |rows| {
            let Some(thing) = things::find(rows, &request.physical_id)? else {
                return Err(rules::missing(kind, &request.physical_id));
            };
            let there = || Ok(Sides::to(Some(self.there(rows, &request.physical_id)?), request));
            self.ask(kind, there)?.whole()?;
            if let Some(name) = &unique_name {
                rules::must_be_only(rows, kind, &self.caller, request, name)?;
            }
            let needed = rules::must_exist(rows, kind, request)?;
            let uses = rules::uses(&self.catalog, request, &needed);
            if let Some(quota) = rules::must_be_changeable(rows, kind, request, &thing)? {
                things::add_change(rows, thing.id, request.at, quota.within)?;
            }
            things::change(rows, thing.id, request, unique_name.as_deref())?;
            rows.run(schema::DROP_USES, &[Cell::Whole(thing.id)])?;
            things::add_uses(rows, thing.id, &uses)?;
            changed(rows)?;
            let until = request.at.saturating_add(kind.latency.update);
            Ok(Done { physical_id: request.physical_id.clone(), until })
        })
    }

    fn delete(&self, request: &Request) -> Result<Done, CloudError> {
        let kind = rules::kind_of(&self.catalog, &request.kind)?;
        self.call(Call::Delete, request, |rows| {
            let physical_id = request.physical_id.clone();
            let Some(thing) = things::find(rows, &physical_id)? else {
                return Ok(Done { physical_id, until: request.at });
            };
            self.ask(kind, || Ok(Sides::gone(self.there(rows, &physical_id)?)))?.whole()?;
            rules::must_be_idle(rows, kind, &physical_id, &thing)?;
            things::drop(rows, thing.id)?;
            things::drop_along(rows, &self.catalog, Some(kind), &physical_id)?;
            changed(rows)?;
            Ok(Done { physical_id, until: request.at.saturating_add(kind.latency.delete) })
        })
    }

    fn flush(&self, now: u64) -> Result<(), CloudError> {
        let cells = [Cell::Whole(things::whole(now))];
        self.store.extend(|rows| rows.run(schema::ADVANCE, &cells).map_err(CloudError::from))?;
        Ok(self.store.commit()?)
    }
}

/// Counts a change.
fn changed(rows: &Transaction<'_>) -> Result<(), CloudError> {
    rows.run(schema::CHANGED, &[])?;
    Ok(())
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
