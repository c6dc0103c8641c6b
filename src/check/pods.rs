//! The pods of a cluster, and the nodes and profiles that they go to.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cx::Cx;
use crate::catalog::Machine;
use crate::iam::{Case, matches};
use crate::model::{Address, Map, Resource, Value};
use crate::packing::{Amounts, Demand, Host, Room};

/// Bytes; machines count memory in MiB.
const MIB: i64 = 1 << 20;
/// CPU units.
const VCPU: i64 = 1_024;

/// What runs pods, and the pods, of one cluster; each in the order of their addresses.
#[derive(Debug, Default)]
pub(super) struct Platform<'a> {
    /// Its node groups.
    pub(super) groups: Vec<&'a Resource>,
    /// Its Fargate profiles.
    pub(super) profiles: Vec<&'a Resource>,
    /// Its workloads.
    workloads: Vec<&'a Resource>,
    /// Positions of profiles by a namespace that they name.
    named: FxHashMap<&'a str, Vec<usize>>,
    /// Positions of profiles that name a pattern.
    patterned: Vec<usize>,
    /// The groups that let workloads in, by all of a workload that decides it: few of many workloads differ in that.
    admitted: FxHashMap<String, Vec<&'a Resource>>,
}

/// The kinds of what belongs to a cluster.
pub(super) const OF_PLATFORMS: &[&str] = &["node_group", "fargate_profile", "workload"];

/// Clusters with what belongs to them, which is of those kinds.
pub(super) fn platforms<'a>(
    resources: impl Iterator<Item = &'a Resource>,
) -> BTreeMap<&'a Address, Platform<'a>> {
    let mut all: BTreeMap<&Address, Platform<'_>> = BTreeMap::new();
    for resource in resources {
        let Some(cluster) = resource.input("cluster").and_then(Value::as_address) else { continue };
        let platform = all.entry(cluster).or_default();
        match resource.kind.as_str() {
            "node_group" => platform.groups.push(resource),
            "fargate_profile" => platform.profiles.push(resource),
            _ => platform.workloads.push(resource),
        }
    }
    all.values_mut().for_each(Platform::prepare);
    all
}

/// What belongs to the cluster of a resource.
pub(super) fn platform_of<'c, 'a>(cx: &'c Cx<'a>, resource: &Resource) -> Option<&'c Platform<'a>> {
    cx.platform(resource.input("cluster")?.as_address()?)
}

impl<'a> Platform<'a> {
    /// Its workloads.
    pub(super) fn workloads(&self, cx: &Cx<'a>) -> &[&'a Resource] {
        cx.look_at_kinds(&["workload"]);
        &self.workloads
    }

    /// Finds out once what is asked for each workload.
    fn prepare(&mut self) {
        for (at, profile) in self.profiles.iter().enumerate() {
            for Selector { namespace, .. } in selectors(profile) {
                if namespace.contains(['*', '?']) {
                    self.patterned.push(at);
                } else {
                    self.named.entry(namespace).or_default().push(at);
                }
            }
        }
        for workload in &self.workloads {
            let lets_in = |group: &&&Resource| refusal(group, workload).is_none();
            let groups = &self.groups;
            self.admitted
                .entry(wishes(workload))
                .or_insert_with(|| groups.iter().filter(lets_in).copied().collect());
        }
    }

    /// The profile that takes a workload to Fargate, if one does.
    pub(super) fn profile_of(&self, workload: &Resource) -> Option<&'a Resource> {
        let named = self.named.get(namespace_of(workload)).map_or(&[][..], Vec::as_slice);
        let may = named.iter().chain(&self.patterned).filter_map(|at| Some((at, *self.profiles.get(*at)?)));
        may.filter(|(_, profile)| selects(profile, workload)).min_by_key(|(at, _)| **at).map(|(_, one)| one)
    }

    /// The node groups that let a workload in, whatever room they have.
    pub(super) fn groups_of(&self, workload: &Resource) -> Vec<&'a Resource> {
        self.admitted.get(&wishes(workload)).cloned().unwrap_or_default()
    }
}

/// Which pods a profile selects.
#[derive(Debug, Clone, Copy)]
pub(super) struct Selector<'a> {
    /// What the block is called.
    pub(super) label: &'a str,
    /// The namespace that it is about, a pattern.
    pub(super) namespace: &'a str,
    /// The labels that it asks for.
    pub(super) labels: Option<&'a Map>,
}

impl Selector<'_> {
    /// Where its namespace is said, as the places of the profile spell it.
    pub(super) fn path(&self) -> String {
        if self.label == self.namespace {
            format!("select.{}", self.label)
        } else {
            format!("select.{}.namespace", self.label)
        }
    }
}

/// The selectors of a profile.
pub(super) fn selectors(profile: &Resource) -> impl Iterator<Item = Selector<'_>> {
    let all = profile.input("select").and_then(Value::as_map);
    all.into_iter().flat_map(Map::iter).map(|(label, body)| {
        let said = |name: &str| body.as_map().and_then(|body| body.get(name));
        let namespace = said("namespace").and_then(Value::as_str).unwrap_or(label);
        Selector { label, namespace, labels: said("labels").and_then(Value::as_map) }
    })
}

/// Whether a profile selects a workload.
pub(super) fn selects(profile: &Resource, workload: &Resource) -> bool {
    let namespace = namespace_of(workload);
    let own = workload.input("labels").and_then(Value::as_map);
    selectors(profile)
        .any(|one| matches(Case::Sensitive, one.namespace, namespace) && has_all(own, one.labels))
}

/// The namespace of a workload.
pub(super) fn namespace_of(workload: &Resource) -> &str {
    workload.input("namespace").and_then(Value::as_str).unwrap_or("default")
}

/// Whether labels hold all that is asked for.
pub(super) fn has_all(own: Option<&Map>, asked: Option<&Map>) -> bool {
    let has = |(key, value): (&ecow::EcoString, &Value)| own.is_some_and(|own| own.get(key) == Some(value));
    asked.into_iter().flat_map(Map::iter).all(has)
}

/// Why a node group keeps a workload off, in words; `None` if it lets it in.
pub(super) fn refusal(group: &Resource, workload: &Resource) -> Option<Refusal> {
    let because = |why: String, remedy: String| Some(Refusal { why, remedy });
    let taints = group.input("taint").and_then(Value::as_map);
    for (key, taint) in taints.into_iter().flat_map(Map::iter) {
        let effect = taint.as_map().and_then(|taint| taint.get("effect")?.as_str());
        if effect != Some("prefer_no_schedule") && !tolerates(workload, key) {
            let why = format!("`{}` keeps off what does not tolerate `{key}`", group.address);
            return because(why, format!("write `tolerate \"{key}\"` in it"));
        }
    }
    let own = group.input("labels").and_then(Value::as_map);
    let asked = workload.input("nodes").and_then(Value::as_map);
    for (key, value) in asked.into_iter().flat_map(Map::iter) {
        // Labels with a `/` are given to nodes by Kubernetes, EKS and others.
        if !key.contains('/') && own.is_none_or(|own| own.get(key) != Some(value)) {
            let why = format!("`{}` is not labelled `{key} = {value}`", group.address);
            let labels = format!("write `labels {{ {key} = {value} }}` in `{}`", group.address);
            return because(
                why,
                match own.and_then(|own| own.get(key)) {
                    Some(other) => format!("ask for `nodes {{ {key} = {other} }}`, or {labels}"),
                    None => labels,
                },
            );
        }
    }
    let wanted = workload.input("architecture").and_then(Value::as_str)?;
    let machines = machines_of(group)?;
    let runs = |machine: &&Machine| machine.architectures.contains(&wanted);
    if machines.iter().any(runs) {
        return None;
    }
    because(
        format!("the nodes of `{}` are not {wanted}", group.address),
        format!("take `architecture` out, or give `{}` `types` that are {wanted}", group.address),
    )
}

/// Why a node group takes no pods of a workload.
pub(super) struct Refusal {
    /// What stands between them.
    pub(super) why: String,
    /// What to write.
    pub(super) remedy: String,
}

/// All of a workload that decides which node groups let it in, as a text.
fn wishes(workload: &Resource) -> String {
    let said = |attr| workload.input(attr).map(Value::to_string).unwrap_or_default();
    [said("tolerate"), said("nodes"), said("architecture")].join("\n")
}

/// Whether the pods of a workload tolerate a taint.
fn tolerates(workload: &Resource, key: &str) -> bool {
    let all = workload.input("tolerate").and_then(Value::as_list).unwrap_or_default();
    all.iter().any(|one| one.as_map().and_then(|one| one.get("key")?.as_str()) == Some(key))
}

/// The types that the nodes of a group may be; `None` if one of them is not known.
pub(super) fn machines_of(group: &Resource) -> Option<Vec<&'static Machine>> {
    match group.input("types").and_then(Value::as_list) {
        Some(types) => types.iter().map(|name| Machine::find(name.as_str()?)).collect(),
        None => Machine::find("t3.medium").map(|machine| vec![machine]),
    }
}

/// A node as a host, with all that it has: what its own software takes of it is not known. Of addresses it has as many
/// as pods may run on it.
pub(super) fn host(machine: &'static Machine, count: u64) -> Host<'static> {
    let has = Amounts {
        cpu: machine.vcpus * VCPU,
        memory: machine.memory * MIB,
        addresses: pods_of(machine),
        ..Amounts::default()
    };
    Host { name: machine.name, has, is: machine.architectures.clone(), count }
}

/// Of what a node's own software takes some: Kubernetes, what it runs on every node, and the system under it.
pub(super) const KEPT: &[Room] = &[Room::Cpu, Room::Memory];

/// How many pods EKS lets run on a node: one for each address, up to 110, or 250 from 30 vCPU on.
pub(super) fn pods_of(machine: &Machine) -> i64 {
    machine.pods().min(if machine.vcpus < 30 { 110 } else { 250 })
}

/// What one pod of a workload takes, so many times.
pub(super) fn pod(workload: &Resource, count: u64) -> Demand<'_> {
    let takes = Amounts { addresses: 1, ..requests(workload) };
    let wants = workload.input("architecture").and_then(Value::as_str).into_iter().collect();
    Demand { name: workload.address.as_str(), takes, wants, count, ..Demand::default() }
}

/// CPU and memory that the containers of a pod ask for together; of one that only says its limit, that.
pub(super) fn requests(workload: &Resource) -> Amounts {
    let mut sum = Amounts::default();
    for (_, body) in super::tasks::containers(workload) {
        let amount = |name: &str| asked(body, name).unwrap_or(0);
        sum = sum.and(Amounts { cpu: amount("cpu"), memory: amount("memory"), ..Amounts::default() });
    }
    sum
}

/// What a container asks for; of one that only says its limit, that.
fn asked(body: &Map, name: &str) -> Option<i64> {
    let limit = || body.get("limits").and_then(Value::as_map).and_then(|limits| limits.get(name));
    body.get(name).or_else(limit)?.as_quantity()?.as_whole()
}

/// Both ends of a count.
pub(super) fn count_of(resource: &Resource) -> Option<(u64, u64)> {
    let Value::Range(ends) = resource.input("count")? else { return None };
    let end = |value: &Value| u64::try_from(value.as_whole()?).ok();
    Some((end(&ends.0)?, end(&ends.1)?))
}
