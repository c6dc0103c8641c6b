//! What Fargate offers: sizes of tasks and versions of its platform.

use crate::base::Fact;
use crate::catalog::{DatedValue, Memory, TaskSize};

/// Where the limits were read.
pub(super) const SOURCE: &str = "ECS and Batch API models, cfn-lint extension schema and developer guide";

pub(super) const SIZES: &[TaskSize] = &[
    size(256, Memory::Values(&[512, 1_024, 2_048]), "", "size[cpu=256]"),
    size(512, Memory::Range(1_024, 4_096, 1_024), "", "size[cpu=512]"),
    size(1_024, Memory::Range(2_048, 8_192, 1_024), "", "size[cpu=1024]"),
    size(2_048, Memory::Range(4_096, 16_384, 1_024), "", "size[cpu=2048]"),
    size(4_096, Memory::Range(8_192, 30_720, 1_024), "", "size[cpu=4096]"),
    size(8_192, Memory::Range(16_384, 61_440, 4_096), "1.4.0", "size[cpu=8192]"),
    size(16_384, Memory::Range(32_768, 122_880, 8_192), "1.4.0", "size[cpu=16384]"),
    size(32_768, Memory::Values(&[61_440, 122_880, 249_856]), "1.4.0", "size[cpu=32768]"),
];

/// No days are known on which versions end; a version is old when there is a later one, which is the fact behind it.
pub(super) const PLATFORMS: &[DatedValue] = &[platform("1.4.0", ""), platform("1.3.0", "1.4.0")];

const fn size(cpu: i64, memory: Memory, platform: &'static str, key: &'static str) -> TaskSize {
    TaskSize { cpu, memory, platform, fact: Fact::new("fargate.toml", key, SOURCE) }
}

const fn platform(value: &'static str, successor: &'static str) -> DatedValue {
    DatedValue {
        attr: "platform",
        value,
        deprecated: "",
        no_create: "",
        no_update: "",
        successor,
        fact: Fact::new("fargate.toml", "platform_versions.linux.1.4.0", SOURCE),
    }
}
