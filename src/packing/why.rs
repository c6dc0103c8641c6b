//! Why a demand does not fit, and the least that would have to change.

use std::fmt;

use super::{Amounts, Demand, Host, Room};

/// One reason why a demand does not fit on a host that is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortage<'a> {
    /// The host has less than one of them takes.
    Room {
        /// Of what.
        room: Room,
        /// How much one takes.
        needs: i64,
        /// How much the host has.
        has: i64,
    },
    /// The host is not what it wants.
    Is(&'a str),
}

/// Why a demand does not fit on a sort of hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit<'a> {
    /// What the hosts are called.
    pub host: &'a str,
    /// At least one reason.
    pub shortages: Vec<Shortage<'a>>,
}

/// As `m5.large has 2 vCPU and 8 GB of memory`, or `c7g.large is not x86_64`.
impl fmt::Display for Misfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rooms: Vec<String> = self
            .shortages
            .iter()
            .filter_map(|shortage| match shortage {
                Shortage::Room { room, has, .. } => Some(room.text(*has)),
                Shortage::Is(_) => None,
            })
            .collect();
        let wants = self.shortages.iter().filter_map(|shortage| match shortage {
            Shortage::Is(want) => Some(*want),
            Shortage::Room { .. } => None,
        });
        let wants: Vec<&str> = wants.collect();
        f.write_str(self.host)?;
        if !rooms.is_empty() {
            write!(f, " has {}", rooms.join(" and "))?;
        }
        if !wants.is_empty() {
            let and = if rooms.is_empty() { "" } else { " and" };
            write!(f, "{and} is not {}", wants.join(" nor "))?;
        }
        Ok(())
    }
}

/// Why one of a demand fits on no host, not even on an empty one: each sort of hosts with its reasons; `None` if it fits
/// on one, and an empty list if there are no hosts.
#[must_use]
pub fn misfits<'a>(demand: &Demand<'a>, hosts: &[Host<'a>]) -> Option<Vec<Misfit<'a>>> {
    hosts
        .iter()
        .map(|host| {
            let shortages = shortages(demand, host);
            (!shortages.is_empty()).then_some(Misfit { host: host.name, shortages })
        })
        .collect()
}

/// The host that one of a demand would fill to the brim where it fits on none and leaves something of each room of which
/// a host's own software takes some, with that room; `None` if it fits somewhere, or nowhere at all.
#[must_use]
pub fn filled<'h, 'a>(
    demand: &Demand<'_>,
    hosts: &'h [Host<'a>],
    kept: &[Room],
) -> Option<(&'h Host<'a>, Room)> {
    let mut full = None;
    for host in hosts.iter().filter(|host| fits_alone(demand, host)) {
        let rest = host.clone().keeping(kept);
        let lacking =
            demand.takes.each().into_iter().zip(rest.has.each()).find(|((_, needs), (_, has))| needs > has);
        full = Some((host, lacking?.0.0));
    }
    full
}

/// Whether one of a demand fits on an empty host.
#[must_use]
pub fn fits_alone(demand: &Demand<'_>, host: &Host<'_>) -> bool {
    shortages(demand, host).is_empty()
}

fn shortages<'a>(demand: &Demand<'a>, host: &Host<'a>) -> Vec<Shortage<'a>> {
    let short = |((room, needs), (_, has)): ((Room, i64), (Room, i64))| {
        (needs > has).then_some(Shortage::Room { room, needs, has })
    };
    let rooms = demand.takes.each().into_iter().zip(host.has.each()).filter_map(short);
    let wants = demand.wants.iter().filter(|want| !host.is.contains(want));
    rooms.chain(wants.map(|want| Shortage::Is(want))).collect()
}

/// The one room of which a demand would have to take less to fit on a host, and the most that it could take; `None` if
/// no single change of that sort is enough. Of several hosts the one where the least must change.
#[must_use]
pub fn less(demand: &Demand<'_>, hosts: &[Host<'_>]) -> Option<(Room, i64)> {
    let one = |host| match shortages(demand, host).as_slice() {
        [Shortage::Room { room, needs, has }] if *has > 0 => Some((*room, *needs, *has)),
        _ => None,
    };
    // Of what is short of different rooms, the larger part that remains is the lesser change.
    let part =
        |(_, needs, has): &(Room, i64, i64)| i128::from(*has) * 1_000_000 / i128::from((*needs).max(1));
    let best = hosts.iter().filter_map(one).max_by_key(part)?;
    Some((best.0, best.2))
}

/// What all demands together take more of than all hosts have: a proof that no order of placing them would do.
#[must_use]
pub fn short_in_total(demands: &[Demand<'_>], hosts: &[Host<'_>]) -> Option<(Room, i64, i64)> {
    let sum = |all: Amounts, more: Amounts| all.and(more);
    let takes = demands.iter().map(|demand| demand.takes.times(demand.count)).fold(Amounts::default(), sum);
    let has = hosts.iter().map(|host| host.has.times(host.count)).fold(Amounts::default(), sum);
    let pairs = takes.each().into_iter().zip(has.each());
    pairs.map(|((room, takes), (_, has))| (room, takes, has)).find(|(_, takes, has)| takes > has)
}
