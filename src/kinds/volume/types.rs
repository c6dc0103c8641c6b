//! What the types of volumes can do.

use super::super::{GB, MB, YEAR};
use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Case, Limit};

/// As AWS spells them.
pub(super) const TYPES: &[&str] = &["gp3", "gp2", "io1", "io2", "st1", "sc1", "standard"];

/// How large a volume of each type may be.
pub(super) const SIZES: &[Case] = &[
    size("gp3", 1, 65_536, &[fact("volume_type[name=gp3].size_gib")]),
    size("gp2", 1, 16_384, &[fact("volume_type[name=gp2].size_gib")]),
    size("io1", 4, 16_384, &[fact("volume_type[name=io1].size_gib")]),
    size("io2", 4, 65_536, &[fact("volume_type[name=io2].size_gib")]),
    size("st1", 125, 16_384, &[fact("volume_type[name=st1].size_gib")]),
    size("sc1", 125, 16_384, &[fact("volume_type[name=sc1].size_gib")]),
    size("standard", 1, 1_024, &[fact("volume_type[name=standard].size_gib")]),
];

/// How many operations a second may be asked of it.
pub(super) const IOPS: &[Case] = &[
    iops("gp3", 3_000, 80_000, &[fact("volume_type[name=gp3].iops")]),
    iops("io1", 100, 64_000, &[fact("volume_type[name=io1].iops")]),
    iops("io2", 100, 256_000, &[fact("volume_type[name=io2].iops")]),
];

/// MiB per second, in the unit of throughput.
pub(super) const MB_PER_SECOND: i64 = MB * YEAR;

const fn size(value: &'static str, min: i64, max: i64, facts: &'static [Fact]) -> Case {
    Case { value, limit: Limit { min: min * GB, max: max * GB, step: GB }, facts }
}

const fn iops(value: &'static str, min: i64, max: i64, facts: &'static [Fact]) -> Case {
    Case { value, limit: Limit { min, max, step: 1 }, facts }
}

const fn fact(key: &'static str) -> Fact {
    Fact::new("ebs.toml", key, SOURCE)
}
