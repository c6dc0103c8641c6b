//! Changes of the world behind stackc's back.

use super::wording::{Lines, worded};
use super::{Analysis, Trouble, Workbench};
use crate::base::{System, did_you_mean};
use crate::catalog::{Catalog, Declarable, Deletion, Kind};
use crate::cloud::{Call, CloudError, Done, Effect, Fault, Observed, Provider, Request};
use crate::diag::Diagnostic;
use crate::model::{Address, Resource, Value};

/// That calls to the world shall go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mishap {
    /// The thing's address in the stack, or its ARN.
    pub address: String,
    /// Which calls: `create`, `update` or `delete`.
    pub call: String,
    /// How: `fail`, `throttle`, or `half-made`, which only a creation can be.
    pub effect: String,
    /// How many such calls still go well before.
    pub after: u64,
    /// How many go wrong then.
    pub times: u64,
}

impl Workbench {
    /// Changes attributes of the thing at an address, or how much data it holds (`objects=3`). Each change is a path
    /// and a value as the language writes it; a string may stand without quotes.
    ///
    /// # Errors
    /// When there is no such thing or attribute, a value does not fit, or the world fails; what came before stands.
    pub fn set(
        &self,
        system: &dyn System,
        catalog: &Catalog,
        address: &str,
        changes: &[(&str, &str)],
    ) -> Result<(), Trouble> {
        let (thing, _) = self.thing(address)?;
        changes.iter().try_for_each(|(path, text)| self.set_one(system, catalog, &thing, (path, text)))
    }

    /// Makes a thing that no stack made, with what AWS makes by itself for it; the ids of all of them.
    ///
    /// # Errors
    /// When there is no such kind or attribute, something is missing, or the service refuses; what came before stands.
    pub fn put_thing(
        &self,
        system: &dyn System,
        catalog: &Catalog,
        (kind, name): (&str, &str),
        attributes: &[(&str, &str)],
    ) -> Result<Vec<String>, Trouble> {
        declarable(catalog, kind)?;
        let place = (self.folder.as_path(), &self.caller);
        let worded = worded(system, catalog, place, (kind, name), attributes);
        if let Some(error) = worded.error(Lines::All) {
            return Err(reworded(error, &worded.address, name));
        }
        let revision = self.world.revision()?;
        let stack = worded.analysis.any();
        let mut made = Vec::new();
        for resource in in_order(stack.resources.values().collect()) {
            let needs = resource.edges.iter().filter_map(|edge| stack.get(&edge.to));
            let needs = needs.filter(|needed| needed.address != resource.address);
            let request = Request {
                token: ecow::eco_format!("put-{revision}-{}-{}", made.len(), resource.address),
                kind: resource.kind.clone(),
                physical_id: id_of(resource).into(),
                inputs: resource.inputs.clone(),
                fingerprint: resource.fingerprint(),
                outputs: resource.outputs.clone(),
                needs: needs.map(|needed| id_of(needed).into()).collect(),
                at: self.world.now()?,
            };
            let done = self.create(request)?;
            self.world.flush(done.until)?;
            made.push(done.physical_id.to_string());
        }
        Ok(made)
    }

    /// Puts objects into a bucket, images into a repository, files onto a volume and the like: into whatever holds data, by its address in
    /// the stack, its ARN or its name. The world counts them, and does not tell their names apart.
    ///
    /// # Errors
    /// When there is no such thing, or it holds nothing.
    pub fn put_objects(&self, catalog: &Catalog, holder: &str, count: u64) -> Result<String, Trouble> {
        let thing = self.holder(holder)?;
        let kind = catalog.kind(&thing.listed.kind);
        let (Some(Deletion::RefusedWhileFull(what) | Deletion::LosesData(what)), Some(kind)) =
            (kind.map(|kind| kind.deletion), kind)
        else {
            let message = format!("nothing can be put into `{holder}`, a {}", thing.listed.kind);
            let help = "name a bucket, a repository, a volume or whatever else holds something";
            return Err(Trouble::refused(message, Some(help.to_owned())));
        };
        let all = thing.listed.data.saturating_add(count);
        self.world.set_data(&thing.listed.physical_id, all)?;
        let what = if what.ends_with('s') { what } else { "things" };
        let what = if all == 1 { what.trim_end_matches('s') } else { what };
        Ok(format!("{} `{holder}` holds {all} {what} now", kind.title))
    }

    /// Lets calls go wrong; the thing need not be there yet.
    ///
    /// # Errors
    /// When there is no such thing in state, stack or world, the world cannot be written, or no such thing can happen.
    pub fn fault(&self, analysis: &Analysis, mishap: &Mishap) -> Result<(), Trouble> {
        let address = Address::from(mishap.address.as_str());
        let snapshot = self.rows()?;
        let physical_id = match (snapshot.rows.get(&address), analysis.any().get(&address)) {
            (Some(row), _) => row.physical_id.clone(),
            (None, Some(resource)) => id_of(resource).into(),
            (None, None) if mishap.address.starts_with("arn:") => mishap.address.as_str().into(),
            (None, None) => self.thing(&mishap.address)?.0.listed.physical_id,
        };
        let unknown = |word: &str| Trouble::refused(format!("`{word}` is nothing that can go wrong"), None);
        let call = match mishap.call.as_str() {
            "create" => Call::Create,
            "update" => Call::Update,
            "delete" => Call::Delete,
            other => return Err(unknown(other)),
        };
        let effect = match mishap.effect.as_str() {
            "fail" => Effect::Fail,
            "throttle" => Effect::Throttle,
            "half-made" => Effect::HalfMade,
            other => return Err(unknown(other)),
        };
        let (after, times) = (mishap.after, mishap.times);
        Ok(self.world.fault(&Fault { call, physical_id, after, times, effect })?)
    }

    /// Lets virtual milliseconds pass.
    ///
    /// # Errors
    /// When the world cannot be written.
    pub fn wait(&self, millis: u64) -> Result<(), Trouble> {
        let now = self.world.now()?;
        Ok(self.world.flush(now.saturating_add(millis))?)
    }

    /// Removes everything that exists; the clock goes on.
    ///
    /// # Errors
    /// When the world cannot be written.
    pub fn reset(&self) -> Result<(), Trouble> {
        Ok(self.world.reset()?)
    }

    /// Makes one thing; what cannot be used yet is waited for in virtual time.
    fn create(&self, mut request: Request) -> Result<Done, CloudError> {
        // Each thing that is needed may be waited for once; a fault that never ends must not hang the command.
        for _ in 0..=request.needs.len() {
            match self.world.create(&request) {
                Err(CloudError::Retry { at, .. }) if at > request.at => request.at = at,
                other => return other,
            }
        }
        self.world.create(&request)
    }

    /// Something that may hold data, by address, ARN or name.
    fn holder(&self, named: &str) -> Result<Observed, Trouble> {
        let bucket = format!("arn:aws:s3:::{named}");
        match (self.thing(named), self.world.read(&bucket)?) {
            (Ok((thing, _)), _) | (Err(_), Some(thing)) => Ok(thing),
            (Err(trouble), None) => Err(trouble),
        }
    }

    /// Changes one attribute.
    fn set_one(
        &self,
        system: &dyn System,
        catalog: &Catalog,
        thing: &Observed,
        (path, text): (&str, &str),
    ) -> Result<(), Trouble> {
        let physical_id = &thing.listed.physical_id;
        let Some(kind) = catalog.kind(&thing.listed.kind) else {
            return Ok(self.world.set(physical_id, path, Value::from(text))?);
        };
        if let Deletion::RefusedWhileFull(data) | Deletion::LosesData(data) = kind.deletion
            && data.replace(' ', "_") == path
        {
            let message = format!("`{path}` cannot be `{text}`: a whole number is asked for");
            let count = text.parse().map_err(|_| Trouble::refused(message, None))?;
            return Ok(self.world.set_data(physical_id, count)?);
        }
        let name = thing.outputs.get("name").and_then(Value::as_str).unwrap_or(physical_id);
        let place = (self.folder.as_path(), &self.caller);
        let worded = worded(system, catalog, place, (kind.name, name), &[(path, text)]);
        let first = path.split(['.', '[']).next().unwrap_or(path);
        let is_kept = kind.declared != Declarable::Yes && thing.inputs.contains_key(first);
        if !is_kept && let Some(error) = worded.error(Lines::Attributes) {
            return Err(reworded(error, &worded.address, name));
        }
        let value = match worded.value(path) {
            Some(value) => value,
            None if is_kept => Value::from(text),
            None => Value::None,
        };
        Ok(self.world.set(physical_id, path, value)?)
    }
}

/// Refuses what no stack may declare.
fn declarable(catalog: &Catalog, kind: &str) -> Result<&'static Kind, Trouble> {
    let known = catalog.kind(kind).filter(|kind| kind.declared == Declarable::Yes);
    known.ok_or_else(|| {
        let kinds = catalog.kinds().filter(|kind| kind.declared == Declarable::Yes).map(|kind| kind.name);
        let names: Vec<&str> = kinds.collect();
        let help = match did_you_mean(kind, names.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the kinds are {}", names.join(", ")),
        };
        Trouble::refused(format!("there is no kind `{kind}`"), Some(help))
    })
}

/// What the language says of a declaration that nobody wrote, about the thing itself.
fn reworded(error: &Diagnostic, address: &Address, name: &str) -> Trouble {
    let help = error.help.as_ref().map(|help| help.replace(address.as_str(), name));
    Trouble::refused(error.message.replace(address.as_str(), name), help)
}

/// Resources, each after what it needs.
fn in_order(mut left: Vec<&Resource>) -> Vec<&Resource> {
    let mut ordered: Vec<&Resource> = Vec::new();
    while !left.is_empty() {
        let waits = |resource: &Resource| {
            let needs = |other: &&&Resource| {
                other.address != resource.address
                    && resource.edges.iter().any(|edge| edge.to == other.address)
            };
            left.iter().any(|other| needs(&other))
        };
        // A sound stack has no circles; the first would go first.
        let at = left.iter().position(|resource| !waits(resource)).unwrap_or(0);
        ordered.push(left.remove(at));
    }
    ordered
}

/// What the world calls a resource.
fn id_of(resource: &Resource) -> &str {
    resource.output("arn").unwrap_or(resource.address.as_str())
}
