//! Looking at what was applied and at what exists.

use std::collections::BTreeMap;

use super::{Trouble, Workbench};
use crate::base::did_you_mean;
use crate::cloud::{Listed, Observed, Provider};
use crate::model::{Address, Map};
use crate::state::{Backend, Generation, Recorded, Snapshot};

/// Everything that exists, beside what the stack knows of it.
#[derive(Debug)]
pub struct World {
    /// Counts changes.
    pub revision: u64,
    /// The virtual clock in milliseconds.
    pub clock: u64,
    /// By physical id.
    pub things: Vec<Listed>,
    /// The stack's state.
    pub snapshot: Snapshot,
}

impl Workbench {
    /// What was applied.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn rows(&self) -> Result<Snapshot, Trouble> {
        Ok(self.state.snapshot(&self.stack)?)
    }

    /// All applies, oldest first.
    ///
    /// # Errors
    /// When the state cannot be read.
    pub fn history(&self) -> Result<Vec<Generation>, Trouble> {
        Ok(self.state.history(&self.stack)?)
    }

    /// One resource as applied, now or at the end of a generation.
    ///
    /// # Errors
    /// When there is none, or the state cannot be read.
    pub fn record(&self, address: &str, at: Option<u64>) -> Result<(Recorded, Map), Trouble> {
        let wanted = Address::from(address);
        let (found, known) = match at {
            None => {
                let mut snapshot = self.rows()?;
                let mut contents = self.state.contents(&self.stack, &[&wanted])?;
                let row = snapshot.rows.remove(&wanted);
                let known: Vec<Address> = snapshot.rows.into_keys().collect();
                (row.zip(contents.remove(&wanted)), known)
            }
            Some(generation) => {
                let mut rows = self.state.at(&self.stack, generation)?;
                let found = rows.remove(&wanted);
                (found, rows.into_keys().collect())
            }
        };
        found.ok_or_else(|| {
            let when = at.map_or_else(String::new, |at| format!(" at generation {at}"));
            let message = format!("`{address}` is not in the state of `{}`{when}", self.stack);
            Trouble::refused(message, Some(meant(address, &known, "`stackc state list` lists what is")))
        })
    }

    /// All that was there at the end of a generation.
    ///
    /// # Errors
    /// When there is no such generation, or the state cannot be read.
    pub fn generation(&self, at: u64) -> Result<BTreeMap<Address, (Recorded, Map)>, Trouble> {
        Ok(self.state.at(&self.stack, at)?)
    }

    /// Everything that exists.
    ///
    /// # Errors
    /// When state or world cannot be read.
    pub fn world(&self) -> Result<World, Trouble> {
        Ok(World {
            revision: self.world.revision()?,
            clock: self.world.now()?,
            things: self.world.list()?,
            snapshot: self.rows()?,
        })
    }

    /// The thing at an address of the stack, or of that ARN, beside what the stack knows.
    ///
    /// # Errors
    /// When there is none, or state or world cannot be read.
    pub fn thing(&self, address: &str) -> Result<(Observed, Snapshot), Trouble> {
        let snapshot = self.rows()?;
        let row = snapshot.rows.get(&Address::from(address));
        let physical_id = row.map_or(address, |row| row.physical_id.as_str());
        if let Some(thing) = self.world.read(physical_id)? {
            return Ok((thing, snapshot));
        }
        let message = if row.is_some() {
            return Err(Trouble::refused(format!("`{address}` is gone from the world"), None));
        } else {
            format!("`{address}` is neither an address of `{}` nor an ARN of the world", self.stack)
        };
        let known: Vec<Address> = snapshot.rows.into_keys().collect();
        Err(Trouble::refused(message, Some(meant(address, &known, "`stackc world list` lists what exists"))))
    }

    /// Removes a thing behind stackc's back.
    ///
    /// # Errors
    /// When there is none, or the world cannot be written.
    pub fn remove(&self, address: &str) -> Result<(), Trouble> {
        let (thing, _) = self.thing(address)?;
        Ok(self.world.remove(&thing.listed.physical_id)?)
    }
}

/// What was probably meant, else where to look.
fn meant(address: &str, known: &[Address], otherwise: &str) -> String {
    match did_you_mean(address, known.iter().map(Address::as_str)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => otherwise.to_owned(),
    }
}
