//! Puts demands onto hosts, and says of one that does not fit why, host by host.
//!
//! Pure arithmetic: it knows no kinds and no types of machines. First fit, the largest demand first, as a scheduler
//! works; that a demand is left over is no proof that no better order would have placed it, while
//! [`short_in_total`] is one. Hosts and demands that are alike are counted, not listed, so that a million tasks cost no
//! more than one.

mod room;
mod why;

pub use room::{Amounts, Room};
pub use why::{Misfit, Shortage, filled, fits_alone, less, misfits, short_in_total};

/// Something that must stand on a host, so many times.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Demand<'a> {
    /// What it is called in messages.
    pub name: &'a str,
    /// What one of them takes.
    pub takes: Amounts,
    /// Ports of the host that one of them occupies: another that wants one of them goes to another host.
    pub ports: Vec<u16>,
    /// What a host must be: `arm64`, a zone, a label; all of them.
    pub wants: Vec<&'a str>,
    /// Whether one host takes more than one of them.
    pub apart: Apart,
    /// How many there are.
    pub count: u64,
}

/// Whether those of one demand share a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Apart {
    /// They may.
    #[default]
    No,
    /// Each needs a host of its own.
    Yes,
}

/// Hosts that are alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Host<'a> {
    /// What they are called in messages.
    pub name: &'a str,
    /// What each of them has.
    pub has: Amounts,
    /// What they are: `arm64`, a zone, a label.
    pub is: Vec<&'a str>,
    /// How many there are.
    pub count: u64,
}

impl Host<'_> {
    /// The same host with a little less of the rooms of which its own software takes some, nobody knows how much.
    #[must_use]
    pub fn keeping(self, rooms: &[Room]) -> Self {
        Self { has: self.has.short_of(rooms), ..self }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Of each demand, how many found no place; in the order of the demands.
    pub left: Vec<u64>,
    /// Of each sort of hosts, how many something stands on; in the order of the hosts.
    pub used: Vec<u64>,
}

impl Packed {
    /// Whether everything found a place.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.left.iter().all(|left| *left == 0)
    }
}

/// Puts each demand onto the first host that has room, the largest first.
#[must_use]
pub fn pack(demands: &[Demand<'_>], hosts: &[Host<'_>]) -> Packed {
    let full = |(at, host)| Lot { sort: at, host, free: host.has, holds: Vec::new(), count: host.count };
    let mut lots: Vec<Lot<'_>> = hosts.iter().enumerate().map(full).collect();
    let mut order: Vec<(usize, &Demand<'_>)> = demands.iter().enumerate().collect();
    let largest = hosts.iter().map(|host| host.has).fold(Amounts::default(), Amounts::most);
    order.sort_by_key(|(at, demand)| (std::cmp::Reverse(demand.takes.share_of(&largest)), *at));
    let mut left = vec![0; demands.len()];
    for (at, demand) in order {
        if let Some(left) = left.get_mut(at) {
            *left = put(&mut lots, at, demand);
        }
    }
    let mut used = vec![0; hosts.len()];
    for lot in lots.iter().filter(|lot| !lot.holds.is_empty()) {
        if let Some(used) = used.get_mut(lot.sort) {
            *used += lot.count;
        }
    }
    Packed { left, used }
}

/// How many hosts of one sort hold all demands, by first fit; `None` if one of them fits on no such host.
#[must_use]
pub fn hosts_needed(demands: &[Demand<'_>], host: &Host<'_>) -> Option<u64> {
    let many = Host { count: u64::MAX, ..host.clone() };
    let packed = pack(demands, &[many]);
    packed.is_complete().then(|| packed.used.iter().sum())
}

/// Hosts of one sort that hold the same.
#[derive(Debug, Clone)]
struct Lot<'a> {
    sort: usize,
    host: &'a Host<'a>,
    free: Amounts,
    /// What stands there: which demand, its ports, and how it stands beside its like.
    holds: Vec<Held>,
    count: u64,
}

#[derive(Debug, Clone)]
struct Held {
    demand: usize,
    ports: Vec<u16>,
}

impl Lot<'_> {
    /// How many of a demand still fit on one of these hosts.
    fn room_for(&self, at: usize, demand: &Demand<'_>) -> u64 {
        if !demand.wants.iter().all(|want| self.host.is.contains(want)) {
            return 0;
        }
        let taken = |port: &u16| self.holds.iter().any(|held| held.ports.contains(port));
        let met = demand.apart == Apart::Yes && self.holds.iter().any(|held| held.demand == at);
        if met || demand.ports.iter().any(taken) {
            return 0;
        }
        let room = self.free.holds(&demand.takes);
        if demand.apart == Apart::Yes || !demand.ports.is_empty() { room.min(1) } else { room }
    }

    /// So many hosts of these, with so many of a demand on each.
    fn with(&self, count: u64, at: usize, demand: &Demand<'_>, each: u64) -> Self {
        let mut lot = self.clone();
        lot.count = count;
        lot.free = lot.free.without(&demand.takes, each);
        if each > 0 {
            lot.holds.push(Held { demand: at, ports: demand.ports.clone() });
        }
        lot
    }
}

/// Puts one demand onto the hosts; says how many are left over.
fn put(lots: &mut Vec<Lot<'_>>, at: usize, demand: &Demand<'_>) -> u64 {
    let mut left = demand.count;
    let mut next = Vec::with_capacity(lots.len() + 2);
    for lot in lots.drain(..) {
        let room = if left == 0 { 0 } else { lot.room_for(at, demand) };
        if room == 0 || lot.count == 0 {
            next.push(lot);
            continue;
        }
        let full = (left / room).min(lot.count);
        left -= full * room;
        // What is less than one host's fill begins one more.
        let begun = u64::from(left > 0 && left < room && full < lot.count);
        let on_it = left * begun;
        left -= on_it;
        let parts = [(full, room), (begun, on_it), (lot.count - full - begun, 0)];
        next.extend(
            parts
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, each)| lot.with(count, at, demand, each)),
        );
    }
    *lots = next;
    left
}

#[cfg(test)]
mod tests;
