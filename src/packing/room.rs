//! What a host has and a demand takes.

use std::fmt;

use crate::base::{Dimension, Quantity};

/// What a host can run out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Room {
    /// In CPU units, 1024 to the vCPU.
    Cpu,
    /// In bytes.
    Memory,
    /// In bytes.
    Disk,
    /// What each of them needs one of in the network: interfaces for tasks, addresses for pods.
    Addresses,
    /// Whole graphics processors.
    Gpus,
    /// Places for whatever is not divided further, such as instances on a rack.
    Slots,
}

/// An amount of each; what is not asked for is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Amounts {
    /// See [`Room::Cpu`].
    pub cpu: i64,
    /// See [`Room::Memory`].
    pub memory: i64,
    /// See [`Room::Disk`].
    pub disk: i64,
    /// See [`Room::Addresses`].
    pub addresses: i64,
    /// See [`Room::Gpus`].
    pub gpus: i64,
    /// See [`Room::Slots`].
    pub slots: i64,
}

/// Parts of a whole in which shares are counted, fine enough to order demands by.
const PARTS: i128 = 1_000_000;

impl Room {
    /// An amount of it in words: `4 vCPU`, `16 GB of memory`.
    #[must_use]
    pub fn text(self, amount: i64) -> String {
        let counted = |one: &str, many: &str| format!("{amount} {}", if amount == 1 { one } else { many });
        let quantity = |dimension| Quantity::whole(dimension, amount);
        match self {
            Self::Cpu => quantity(Dimension::Cpu).to_string(),
            Self::Memory => format!("{} of memory", quantity(Dimension::Size)),
            Self::Disk => format!("{} of disk", quantity(Dimension::Size)),
            Self::Addresses => counted("address", "addresses"),
            Self::Gpus => counted("GPU", "GPUs"),
            Self::Slots => counted("slot", "slots"),
        }
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "CPU",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Addresses => "addresses",
            Self::Gpus => "GPUs",
            Self::Slots => "slots",
        })
    }
}

impl Amounts {
    /// Each room with its amount, in the order of the rooms.
    #[must_use]
    pub fn each(&self) -> [(Room, i64); 6] {
        [
            (Room::Cpu, self.cpu),
            (Room::Memory, self.memory),
            (Room::Disk, self.disk),
            (Room::Addresses, self.addresses),
            (Room::Gpus, self.gpus),
            (Room::Slots, self.slots),
        ]
    }

    /// How much of a room it is.
    #[must_use]
    pub fn of(&self, room: Room) -> i64 {
        match room {
            Room::Cpu => self.cpu,
            Room::Memory => self.memory,
            Room::Disk => self.disk,
            Room::Addresses => self.addresses,
            Room::Gpus => self.gpus,
            Room::Slots => self.slots,
        }
    }

    /// Room by room, what `of` makes of both.
    fn both(self, other: Self, of: impl Fn(i64, i64) -> i64) -> Self {
        Self {
            cpu: of(self.cpu, other.cpu),
            memory: of(self.memory, other.memory),
            disk: of(self.disk, other.disk),
            addresses: of(self.addresses, other.addresses),
            gpus: of(self.gpus, other.gpus),
            slots: of(self.slots, other.slots),
        }
    }

    /// The larger amount of each.
    #[must_use]
    pub fn most(self, other: Self) -> Self {
        self.both(other, i64::max)
    }

    /// Both together; what cannot be counted any more stays the most there is.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.both(other, i64::saturating_add)
    }

    /// So many of these together.
    #[must_use]
    pub fn times(self, count: u64) -> Self {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.both(self, |amount, _| amount.saturating_mul(count))
    }

    /// What is left when so many demands have taken theirs; never less than nothing.
    #[must_use]
    pub fn without(self, takes: &Self, count: u64) -> Self {
        self.both(takes.times(count), |has, taken| has.saturating_sub(taken).max(0))
    }

    /// A little less of these rooms, and as much of all others.
    #[must_use]
    pub fn short_of(self, rooms: &[Room]) -> Self {
        let less = |room| i64::from(rooms.contains(&room));
        let taken = Self {
            cpu: less(Room::Cpu),
            memory: less(Room::Memory),
            disk: less(Room::Disk),
            addresses: less(Room::Addresses),
            gpus: less(Room::Gpus),
            slots: less(Room::Slots),
        };
        self.without(&taken, 1)
    }

    /// The room of this that demands use up first, where they take any.
    #[must_use]
    pub fn first_out(&self, takes: &Self) -> Option<Room> {
        let pairs = self.each().into_iter().zip(takes.each()).filter(|(_, (_, takes))| *takes > 0);
        pairs.min_by_key(|((_, has), (_, takes))| has / takes).map(|((room, _), _)| room)
    }

    /// How many demands fit into this.
    #[must_use]
    pub fn holds(&self, takes: &Self) -> u64 {
        let fit = |((_, has), (_, takes)): ((Room, i64), (Room, i64))| match u64::try_from(takes) {
            Ok(takes) if takes > 0 => u64::try_from(has).unwrap_or(0) / takes,
            _ => u64::MAX,
        };
        self.each().into_iter().zip(takes.each()).map(fit).min().unwrap_or(0)
    }

    /// The largest part of a whole that this is of any room.
    pub(super) fn share_of(&self, whole: &Self) -> i128 {
        let share = |((_, takes), (_, has)): ((Room, i64), (Room, i64))| {
            i128::from(takes).saturating_mul(PARTS) / i128::from(has.max(1))
        };
        self.each().into_iter().zip(whole.each()).map(share).max().unwrap_or(0)
    }
}
