//! The least policy of whoever applies a plan: with it everything passes, and without any part of it something fails.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU8;

use stackc::apply::Status;
use stackc::cloud::Deployer;
use stackc::iam::{Caller, Layers, Policy};
use stackc::kinds::builtin;
use stackc::model::{Patterns, Statement};
use stackc::session::access::deployment;
use stackc::session::{Options, OsSystem, Planned, Purpose, Run, Towards, analyse, load, plan};
use tempfile::TempDir;

/// A folder with a stack and a world of its own.
struct Place {
    folder: TempDir,
}

impl Place {
    fn with(files: &[PathBuf]) -> Self {
        let folder = TempDir::new().unwrap();
        for file in files {
            copy(file, &folder.path().join(file.file_name().unwrap()));
        }
        let place = Self { folder };
        // What may not be deleted cannot be destroyed.
        place.edit(&[("protect = true", "protect = false")]);
        place
    }

    /// Another place that is just as this one is.
    fn again(&self) -> Self {
        let folder = TempDir::new().unwrap();
        copy(self.folder.path(), folder.path());
        Self { folder }
    }

    /// Says something else in every file.
    fn edit(&self, edits: &[(&str, &str)]) {
        for file in entries(self.folder.path())
            .iter()
            .filter(|file| file.extension().is_some_and(|end| end == "stack"))
        {
            let mut text = fs::read_to_string(file).unwrap();
            for (from, to) in edits {
                text = text.replace(from, to);
            }
            fs::write(file, text).unwrap();
        }
    }

    fn planned(&self, towards: Towards) -> Planned {
        let (system, catalog) = (OsSystem, builtin());
        let loaded = load(&system, self.folder.path()).unwrap();
        let analysis = analyse(&system, &catalog, loaded, &Options::default());
        plan(&system, &catalog, analysis, towards, &[], Purpose::CarryOut).unwrap()
    }

    /// The least policy of the plan, one action on one resource a statement.
    fn least(&self, towards: Towards) -> Vec<Statement> {
        let planned = self.planned(towards);
        let found: Vec<String> = planned.analysis.diagnostics.iter().map(|one| one.message.clone()).collect();
        let Some(work) = &planned.work else { panic!("{found:?}") };
        let least = deployment(&builtin(), work).unwrap();
        least.policies.iter().flatten().flat_map(pairs).collect()
    }

    /// Carries out what there is to do; what was refused, or left undone because of that.
    fn run(&self, towards: Towards, policy: Option<&[Statement]>) -> Vec<String> {
        let mut planned = self.planned(towards);
        let work = planned.work.as_mut().unwrap();
        if let Some(policy) = policy {
            let layers =
                Layers { identity: vec![Policy::written(policy, None).unwrap()], ..Layers::default() };
            let caller = Caller::new("arn:aws:iam::111122223333:role/deployer");
            work.act_as(Deployer { name: "role.deployer".into(), caller, layers });
        }
        let run = Run { parallelism: 1, cancel: &AtomicU8::new(0) };
        let applied = work.apply(&OsSystem, &run, &mut |_| {}).unwrap();
        let undone = applied.operations.iter().filter(|one| one.status != Status::Done);
        undone.map(|one| format!("{} {:?}", one.address, one.status)).collect()
    }
}

fn pairs(statement: &Statement) -> Vec<Statement> {
    let one = |patterns: &Patterns, at: usize| Patterns {
        negated: false,
        items: [patterns.items[at].clone()].into(),
    };
    let mut found = Vec::new();
    for action in 0..statement.actions.items.len() {
        for resource in 0..statement.resources.items.len() {
            found.push(Statement {
                actions: one(&statement.actions, action),
                resources: one(&statement.resources, resource),
                ..statement.clone()
            });
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in entries(from) {
        copy(&entry, &to.join(entry.file_name().unwrap()));
    }
}

fn stacks(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks").join(name)
}

/// Fails unless each statement of a policy is missed in a run of these steps.
fn none_too_many(policy: &[Statement], steps: impl Fn(&[Statement]) -> bool) {
    for left_out in 0..policy.len() {
        let mut rest = policy.to_vec();
        let out = rest.remove(left_out);
        let (action, resource) = (&out.actions.items[0].text, &out.resources.items[0].text);
        assert!(!steps(&rest), "`{action}` on `{resource}` is not needed");
    }
}

#[test]
fn with_the_least_policy_a_stack_is_applied_and_destroyed_and_nothing_of_it_can_be_left_out() {
    for name in ["thumbnails", "kinds/table.stack", "kinds/volume.stack"] {
        let path = stacks(name);
        let files = if path.is_dir() { entries(&path) } else { vec![path] };
        let place = Place::with(&files);
        let policy = place.least(Towards::Stack);
        assert!(policy.len() > 5, "{name}: {policy:?}");
        let passes = |policy: &[Statement]| {
            let place = Place::with(&files);
            place.run(Towards::Stack, Some(policy)).is_empty()
                && place.run(Towards::Nothing, Some(policy)).is_empty()
        };
        assert!(passes(&policy), "{name}");
        none_too_many(&policy, passes);
    }
}

#[test]
fn every_kind_is_applied_and_destroyed_with_its_least_policy() {
    for file in entries(&stacks("kinds")) {
        let place = Place::with(std::slice::from_ref(&file));
        let policy = place.least(Towards::Stack);
        let undone = place.run(Towards::Stack, Some(&policy));
        assert!(undone.is_empty(), "{}: {undone:?}", file.display());
        let undone = place.run(Towards::Nothing, Some(&policy));
        assert!(undone.is_empty(), "{}: {undone:?}", file.display());
    }
}

#[test]
fn a_change_takes_only_what_changes_and_the_way_back() {
    let place = Place::with(&entries(&stacks("thumbnails")));
    assert!(place.run(Towards::Stack, None).is_empty());
    assert!(place.least(Towards::Stack).is_empty());
    let there = [
        ("timeout    = 30s", "timeout    = 45s"),
        ("timeout = 30s", "timeout = 45s"),
        ("versioning = true", "versioning = false"),
    ];
    let back = there.map(|(from, to)| (to, from));
    place.edit(&there);
    let policy = place.least(Towards::Stack);
    let actions: BTreeSet<&str> = policy.iter().map(|one| one.actions.items[0].text.as_str()).collect();
    let expected = [
        "lambda:GetFunction",
        "lambda:UpdateFunctionConfiguration",
        "s3:ListBucket",
        "s3:PutBucketVersioning",
    ];
    assert_eq!(actions.into_iter().collect::<Vec<_>>(), expected);
    let passes = |policy: &[Statement]| {
        let place = place.again();
        if !place.run(Towards::Stack, Some(policy)).is_empty() {
            return false;
        }
        place.edit(&back);
        place.run(Towards::Stack, Some(policy)).is_empty()
    };
    assert!(passes(&policy));
    none_too_many(&policy, passes);
}

#[test]
fn what_is_deleted_can_be_made_again_with_the_policy_of_its_deletion() {
    let file = stacks("kinds/queue.stack");
    let place = Place::with(std::slice::from_ref(&file));
    assert!(place.run(Towards::Stack, None).is_empty());
    let policy = place.least(Towards::Nothing);
    assert!(place.run(Towards::Nothing, Some(&policy)).is_empty());
    assert!(place.run(Towards::Stack, Some(&policy)).is_empty());
}

#[test]
fn what_is_refused_halfway_is_known_and_put_right_later() {
    let place = Place::with(&entries(&stacks("thumbnails")));
    let mut policy = place.least(Towards::Stack);
    policy.retain(|one| one.actions.items[0].text != "s3:PutBucketVersioning");
    let undone = place.run(Towards::Stack, Some(&policy));
    let said = undone.iter().find(|one| one.starts_with("bucket.uploads ")).unwrap();
    assert!(said.contains("AccessDenied") && said.contains("s3:PutBucketVersioning"), "{said}");
    // The bucket is there without what was asked for, so that it is made anew by whoever may.
    let policy = place.least(Towards::Stack);
    assert!(place.run(Towards::Stack, Some(&policy)).is_empty());
    assert!(place.planned(Towards::Stack).work.unwrap().is_empty());
}
