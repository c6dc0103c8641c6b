//! What a check takes of memory, counted and never timed: so much a resource, however many there are.
//!
//! A program of its own, since what counts takes the place of the allocator, and other tests would be counted, too.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test that cannot go on has failed")]

#[path = "../../benches/generator/mod.rs"]
mod generator;

use std::alloc::System;

use generator::{Size, generate};
use stackc::catalog::Catalog;
use stackc::kinds::builtin;
use stackc::session::{Analysis, Details, Options, OsSystem, Trees, analyse, load};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What one check took.
#[derive(Debug, Clone, Copy)]
struct Taken {
    /// How many times room was asked for.
    times: usize,
    /// Bytes that are still held when it has ended.
    held: usize,
}

impl Taken {
    /// What each resource takes that another check had more.
    fn each_of(self, fewer: Self, more: usize) -> Self {
        Self { times: (self.times - fewer.times) / more, held: (self.held - fewer.held) / more }
    }
}

/// Checks a made-up stack, keeping what is known of it until it has been counted.
fn check(catalog: &Catalog, resources: usize, trees: Trees) -> Taken {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("code")).unwrap();
    let size = Size { only_roles: false, resources, files: 1, changed_per_mille: 0, seed: 7 };
    for (name, text) in generate(size) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let options = Options { trees, details: Details::Spared, ..Options::default() };
    let counted = Region::new(COUNTED);
    let analysis: Analysis = analyse(&OsSystem, catalog, load(&OsSystem, folder.path()).unwrap(), &options);
    let taken = counted.change();
    assert!(analysis.diagnostics.is_empty(), "{:?}", analysis.diagnostics);
    Taken {
        times: taken.allocations + taken.reallocations,
        held: taken.bytes_allocated - taken.bytes_deallocated,
    }
}

/// Whether two counts are nearly the same: what is kept by hash takes twice the room at once, now and then.
fn alike(one: usize, other: usize, percent: usize) -> bool {
    one.abs_diff(other) * 100 <= percent * one.max(other)
}

#[test]
fn a_resource_takes_so_much_and_no_more_in_stacks_of_any_size() {
    let catalog = builtin();
    // What is made once for all stacks is made by the first.
    check(&catalog, 50, Trees::Spent);
    let [small, middle, large] = [500, 1000, 2000].map(|resources| check(&catalog, resources, Trees::Spent));
    let (few, many) = (middle.each_of(small, 500), large.each_of(middle, 1000));
    assert!(alike(few.times, many.times, 3), "asks for room {} times, then {}", few.times, many.times);
    assert!(alike(few.held, many.held, 10), "holds {} bytes, then {}", few.held, many.held);
    assert!(many.times <= 66, "a resource asks for room {} times", many.times);
    assert!(many.held <= 2_600, "a resource holds {} bytes", many.held);

    let kept = check(&catalog, 1000, Trees::Kept);
    assert!(
        kept.held > middle.held + 1000 * 1_500,
        "trees are let go: {} and {} bytes",
        kept.held,
        middle.held
    );
}
