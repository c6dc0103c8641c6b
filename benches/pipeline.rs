//! Times of the stages on a made-up stack of 1,000 resources.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "it is no part of the program; a measurement that cannot go on has failed"
)]

mod generator;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generator::{Size, generate};
use stackc::base::FileId;
use stackc::catalog::Catalog;
use stackc::kinds::builtin;
use stackc::session::{Analysis, Options, OsSystem, Purpose, Run, Towards, Work, analyse, load, plan};
use stackc::syntax::{Form, Memo, parse, parse_with};
use tempfile::TempDir;

const RESOURCES: usize = 1_000;

/// A made-up stack in a folder of its own.
fn written(changed_per_mille: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("code")).unwrap();
    for (name, text) in
        generate(Size { only_roles: false, resources: RESOURCES, files: 1, changed_per_mille, seed: 7 })
    {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn judged(catalog: &Catalog, folder: &Path) -> Analysis {
    analyse(&OsSystem, catalog, load(&OsSystem, folder).unwrap(), &Options::default())
}

/// What there is to do in a folder.
fn planned(catalog: &Catalog, folder: &Path) -> Work {
    plan(&OsSystem, catalog, judged(catalog, folder), Towards::Stack, &[], Purpose::CarryOut)
        .unwrap()
        .work
        .unwrap()
}

fn applied(work: &Work) {
    let cancel = AtomicU8::new(0);
    work.apply(&OsSystem, &Run { parallelism: 10, cancel: &cancel }, &mut |_| {}).unwrap();
}

fn reading(c: &mut Criterion) {
    let catalog = builtin();
    let (_, text) =
        generate(Size { only_roles: false, resources: RESOURCES, files: 1, changed_per_mille: 0, seed: 7 })
            .remove(0);
    c.bench_function("parse", |b| b.iter(|| parse(FileId(0), &text, Form::Stack)));
    let mut memo = Memo::default();
    let middle = text[..text.len() / 2].rfind("\nfunction ").unwrap();
    let mut typed = text.clone();
    typed.insert(middle + typed[middle..].find('=').unwrap() - 1, 'x');
    let (mut typed, mut text): (Arc<str>, Arc<str>) = (typed.into(), text.into());
    c.bench_function("parse after a keystroke", |b| {
        b.iter(|| {
            std::mem::swap(&mut typed, &mut text);
            parse_with(&mut memo, FileId(0), &text, Form::Stack)
        });
    });
    let folder = written(0);
    c.bench_function("check", |b| b.iter(|| judged(&catalog, folder.path())));
}

fn planning(c: &mut Criterion) {
    let catalog = builtin();
    let folder = written(0);
    c.bench_function("plan from empty", |b| b.iter(|| planned(&catalog, folder.path())));
    applied(&planned(&catalog, folder.path()));
    c.bench_function("plan with nothing to do", |b| b.iter(|| planned(&catalog, folder.path())));
}

fn applying(c: &mut Criterion) {
    let catalog = builtin();
    let mut group = c.benchmark_group("slow");
    group.sample_size(10);
    let fresh = || {
        let folder = written(0);
        let work = planned(&catalog, folder.path());
        (folder, work)
    };
    let apply = |(folder, work): (TempDir, Work)| {
        applied(&work);
        folder
    };
    group.bench_function("apply all", |b| b.iter_batched(fresh, apply, BatchSize::PerIteration));
    group.finish();
}

criterion_group!(stages, reading, planning, applying);
criterion_main!(stages);
