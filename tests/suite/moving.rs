//! An apply that moves, adopts and lets go, and dies at any call, is carried on by the next one.

use std::path::Path;
use std::sync::atomic::{AtomicIsize, AtomicUsize};

use stackc::apply::{Applied, ApplyError, apply, contents, look, refresh};
use stackc::cloud::{Listed, Provider};
use stackc::kinds::builtin;
use stackc::model::Map;
use stackc::plan::{self, identities, moved_rows, wanted_contents, wanted_strangers};
use stackc::session::Options;
use stackc::state::{Backend, Recorded};

use crate::hand_made::{backend, cloud, options, quick_folder, world};
use crate::mortal::{Mortal, When};
use crate::support::front::{analysed, analysed_with};

const HEAD: &str = "stack moving { region = \"ap-northeast-2\"  account = \"123456789012\" }\n";

const BEFORE: &str = "bucket photos {}
bucket gone {}
bucket free { name = \"moving-free\" }
function resize { image = \"123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/r:1\" }
bucket.photos created -> function.resize
";

const AFTER: &str = "bucket images { versioning = true }
bucket legacy { versioning = true }
bucket fresh {}
function shrink { image = \"123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/r:2\" }
bucket.images created -> function.shrink
moved bucket.photos -> bucket.images
moved function.resize -> function.shrink
adopt bucket.legacy = \"moving-legacy\"
forget bucket.free
";

/// Looks, plans as the program does, and applies.
fn bring_about(text: &str, state: &dyn Backend, provider: &dyn Provider) -> Result<Applied, ApplyError> {
    let text = format!("{HEAD}{text}");
    let stack = analysed(&text).stack.unwrap();
    let name = stack.get().name.clone();
    let mut snapshot = refresh(&name, state, provider)?;
    let known = contents(state, &snapshot, &moved_rows(&snapshot, &stack.get().moves))?;
    snapshot.contents.extend(known);
    let identities = identities(&snapshot, &stack.get().moves);
    let stack = analysed_with(&text, &Options { identities, ..Options::default() }).stack.unwrap();
    let strangers = wanted_strangers(&stack, &snapshot);
    look(&mut snapshot, provider, &strangers)?;
    let how = plan::Options::default();
    let known = contents(state, &snapshot, &wanted_contents(&stack, &snapshot, &how))?;
    snapshot.contents.extend(known);
    let found = plan::plan(&builtin(), &stack, &snapshot, &how);
    assert!(!found.has_errors(), "{:?}", found.diagnostics);
    apply(&found.value, state, provider, &options(2), &mut |_| ())
}

/// The world, and what the state says of it.
fn result(folder: &Path) -> (Vec<Listed>, Vec<(Recorded, Map)>) {
    let backend = backend(folder);
    let snapshot = backend.snapshot("moving").unwrap();
    assert!(snapshot.intents.is_empty() && snapshot.deposed.is_empty(), "{snapshot:?}");
    let last = backend.at("moving", snapshot.generation).unwrap();
    assert!(last.values().map(|(row, _)| row).eq(snapshot.rows.values()));
    (world(&cloud(folder)), last.into_values().collect())
}

fn prepared() -> tempfile::TempDir {
    let folder = quick_folder();
    bring_about(BEFORE, &backend(folder.path()), &cloud(folder.path())).unwrap();
    // Made in the name of another stack, and left to nobody.
    let other = quick_folder();
    let made = "bucket legacy { name = \"moving-legacy\" }\n";
    bring_about(made, &backend(other.path()), &cloud(folder.path())).unwrap();
    folder
}

#[test]
fn death_at_any_call_of_a_move_or_an_adoption_loses_and_doubles_nothing() {
    let straight = prepared();
    let applied = bring_about(AFTER, &backend(straight.path()), &cloud(straight.path())).unwrap();
    // The bucket that is gone is deleted, a fresh one is made; two that moved and one that was adopted are changed.
    assert_eq!(applied.summary, [1, 3, 0, 1, 0], "{applied:?}");
    let wanted = result(straight.path());
    assert!(wanted.0.iter().any(|thing| thing.physical_id == "arn:aws:s3:::moving-free"));
    assert!(wanted.1.iter().all(|(row, _)| row.physical_id != "arn:aws:s3:::moving-free"));
    for when in [When::Before, When::After] {
        let mut calls = 1;
        loop {
            let folder = prepared();
            let (left, commits) = (AtomicIsize::new(calls), AtomicUsize::new(0));
            let died = {
                let state = Mortal { inner: backend(folder.path()), left: &left, when, commits: &commits };
                let provider = Mortal { inner: cloud(folder.path()), left: &left, when, commits: &commits };
                bring_about(AFTER, &state, &provider).is_err()
            };
            let again = bring_about(AFTER, &backend(folder.path()), &cloud(folder.path())).unwrap();
            assert_eq!(again.summary[4], 0, "{again:?}");
            assert_eq!(result(folder.path()), wanted, "call {calls}, {when:?}");
            if !died {
                break;
            }
            calls += 1;
        }
        assert!(calls > 12, "only {calls} calls were tried");
    }
}
