//! Which memory goes with which CPU, from general knowledge; the amounts by themselves are confirmed.

use crate::base::Fact;
use crate::catalog::{Memory, TaskSize};

pub(super) const SIZES: &[TaskSize] = &[
    size(256, &[512, 1_024], "instance.combination[cpu=256]"),
    size(512, &[1_024], "instance.combination[cpu=512]"),
    size(1_024, &[2_048, 3_072, 4_096], "instance.combination[cpu=1024]"),
    size(2_048, &[4_096, 6_144], "instance.combination[cpu=2048]"),
    size(4_096, &[8_192, 10_240, 12_288], "instance.combination[cpu=4096]"),
];

const fn size(cpu: i64, memory: &'static [i64], key: &'static str) -> TaskSize {
    TaskSize {
        cpu,
        memory: Memory::Values(memory),
        platform: "",
        fact: Fact::unconfirmed("apprunner.toml", key),
    }
}
