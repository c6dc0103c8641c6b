//! The types of EC2 instances: what a host of each has.

use std::sync::OnceLock;

use crate::base::{Fact, did_you_mean};

/// A type to a line; the file says how.
static TEXT: &str = include_str!("machines.txt");

/// Where the table was read.
pub const MACHINES: Fact =
    Fact::new("ec2_instance_types.toml", "instance", "tables of moto and prices of karpenter-provider-aws");

/// A type of instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    /// Such as `m5.xlarge`.
    pub name: &'static str,
    /// Its processors.
    pub vcpus: i64,
    /// In MiB.
    pub memory: i64,
    /// Network interfaces that it can have, its own first one among them.
    pub interfaces: i64,
    /// IPv4 addresses of each network interface, the first of which is the interface's own.
    pub addresses: i64,
    /// Most IOPS of all its EBS volumes together, where known.
    pub volume_iops: Option<i64>,
    /// USD per million hours in us-east-1, on demand: which of two types is the cheaper.
    pub price: i64,
    /// The processors it runs: `x86_64`, `arm64`, `i386`.
    pub architectures: Vec<&'static str>,
    /// Whether it earns its CPU as credits and slows down, or costs more, without them.
    pub burstable: bool,
    /// Whether it runs on Nitro, and not on Xen.
    pub nitro: bool,
}

/// Most IOPS of the volumes of any instance on Nitro, and of any other one.
pub const REACHED_IOPS: [(i64, Fact); 2] = [
    (256_000, Fact::new("ebs.toml", "iops_limits.nitro_instance_max", EBS)),
    (32_000, Fact::new("ebs.toml", "iops_limits.other_instance_max", EBS)),
];

/// Where they were read.
const EBS: &str = "EC2 API model 2016-11-15";

impl Machine {
    /// Most IOPS of all its EBS volumes together: what its own type reaches, and no more than any of its sort.
    #[must_use]
    pub fn reached_iops(&self) -> i64 {
        let [nitro, other] = REACHED_IOPS;
        let of_sort = if self.nitro { nitro.0 } else { other.0 };
        self.volume_iops.unwrap_or(of_sort).min(of_sort)
    }

    /// The type of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let all = Self::all();
        all.binary_search_by(|machine| machine.name.cmp(name)).ok().and_then(|at| all.get(at))
    }

    /// All types, by name.
    #[must_use]
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Machine>> = OnceLock::new();
        ALL.get_or_init(|| {
            let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
            let mut all: Vec<Self> = lines.filter_map(read).collect();
            all.sort_unstable_by_key(|machine| machine.name);
            all
        })
    }

    /// The types that run a processor, the cheapest first.
    #[must_use]
    pub fn by_price(architecture: &str) -> Vec<&'static Self> {
        let runs = |machine: &&Self| machine.architectures.contains(&architecture);
        let mut all: Vec<&Self> = Self::all().iter().filter(runs).collect();
        all.sort_by_key(|machine| (machine.price, machine.name));
        all
    }

    /// The name of a type that is nearly written so.
    #[must_use]
    pub fn meant(name: &str) -> Option<&'static str> {
        did_you_mean(name, Self::all().iter().map(|machine| machine.name))
    }

    /// What stands before the size: `m5`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        family(self.name)
    }

    /// The pods of a Kubernetes node that has an address of its network for each of them, two with the node's own
    /// address included.
    #[must_use]
    pub fn pods(&self) -> i64 {
        self.interfaces * (self.addresses - 1) + 2
    }
}

/// What stands before the size in the name of a type: `m5`.
#[must_use]
pub fn family(machine: &str) -> &str {
    machine.split_once('.').map_or(machine, |(family, _)| family)
}

/// One line of the table.
fn read(line: &'static str) -> Option<Machine> {
    let mut words = line.split_ascii_whitespace();
    let name = words.next()?;
    let mut number = || words.next()?.parse::<i64>().ok();
    let [vcpus, memory, interfaces, addresses] = [number()?, number()?, number()?, number()?];
    let (volume_iops, price) = (number(), number()?);
    let flags: Vec<&str> = words.collect();
    let has = |flag| flags.contains(&flag);
    let architectures = ["arm64", "i386", "x86_64"].into_iter().filter(|flag| has(flag)).collect();
    Some(Machine {
        name,
        vcpus,
        memory,
        interfaces,
        addresses,
        volume_iops,
        price,
        architectures,
        burstable: has("burstable"),
        nitro: has("nitro"),
    })
}
