//! The thread that follows the texts and tells what is found in them.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};
use ls_types::notification::{Notification as _, PublishDiagnostics};
use ls_types::{Diagnostic, PublishDiagnosticsParams};
use lsp_server::{Message, Notification};

use super::board::Board;
use super::to_proto::{Proto, Written};
use super::workers::{crashed, log};
use super::{lines::Encoding, uris};
use crate::ide::{Snapshot, Workspace};
use crate::session::Options;

/// One change of what there is.
#[derive(Debug)]
pub(super) enum Change {
    /// A text is open or changed, or closed with `None`.
    Text(PathBuf, Option<(i32, Arc<str>)>),
    /// Something changed on the disk.
    Disk(Vec<PathBuf>),
    /// Folders came and went.
    Roots { added: Vec<PathBuf>, removed: Vec<PathBuf> },
    /// It is judged under other params or another day.
    Options(Options),
}

/// A change and its number.
pub(super) type Numbered = (u64, Change);

/// What was told the last time.
#[derive(Debug, Default)]
struct Told {
    found: BTreeMap<PathBuf, Arc<[Diagnostic]>>,
    /// What was written of each stack.
    written: BTreeMap<PathBuf, Written>,
    versions: BTreeMap<PathBuf, i32>,
}

/// Follows changes until there are no more.
pub(super) fn follow<'a>(
    mut workspace: Workspace<'a>,
    changes: &Receiver<Numbered>,
    board: &Board<'a>,
    old: &Sender<Arc<Snapshot<'a>>>,
    out: &Sender<Message>,
    encoding: Encoding,
) {
    let mut told = Told::default();
    while let Ok(first) = changes.recv() {
        // What has come meanwhile is one change: nobody wants to know what was found in between.
        let mut last = first.0;
        let mut touched = BTreeSet::new();
        for (number, change) in std::iter::once(first).chain(changes.try_iter()) {
            last = number;
            apply(&mut workspace, change, &mut told, &mut touched);
        }
        let looked = catch_unwind(AssertUnwindSafe(|| {
            let snapshot = workspace.snapshot(last);
            let (found, written) = found(&snapshot, encoding, &told.written);
            (found, written, snapshot)
        }));
        let snapshot = match looked {
            Ok((found, written, snapshot)) => {
                told.written = written;
                // Told first, so that an answer never comes before what was found at its moment.
                publish(out, &mut told, found, &touched);
                snapshot
            }
            Err(fault) => {
                log(out, &crashed("judging the stacks", fault.as_ref()));
                // Whatever was half done is done anew with the next change; who waits is told what was known.
                workspace.forget();
                workspace.nothing(last)
            }
        };
        // To take a stack apart takes as long as to read it: the next keystroke does not wait for that.
        let _ = board.put(Arc::new(snapshot)).map(|before| old.send(before));
    }
    board.close();
}

fn apply(workspace: &mut Workspace<'_>, change: Change, told: &mut Told, touched: &mut BTreeSet<PathBuf>) {
    match change {
        Change::Text(path, text) => {
            match &text {
                Some((version, _)) => told.versions.insert(path.clone(), *version),
                None => told.versions.remove(&path),
            };
            workspace.set_text(&path, text.map(|(_, text)| text));
            touched.insert(path);
        }
        Change::Disk(paths) => paths.iter().for_each(|path| workspace.changed(path)),
        Change::Roots { added, removed } => {
            removed.iter().for_each(|folder| workspace.remove_root(folder));
            added.into_iter().for_each(|folder| workspace.add_root(folder));
        }
        Change::Options(options) => workspace.set_options(options),
    }
}

/// What is told of each file.
type Findings = BTreeMap<PathBuf, Arc<[Diagnostic]>>;

/// What is found in each file, as the client is told, and what was written of each stack for that; a file that several
/// stacks use is told once of each finding.
fn found(
    snapshot: &Snapshot<'_>,
    encoding: Encoding,
    before: &BTreeMap<PathBuf, Written>,
) -> (Findings, BTreeMap<PathBuf, Written>) {
    let nothing = Written::default();
    let mut written: BTreeMap<PathBuf, Written> = BTreeMap::new();
    let mut all: Findings = BTreeMap::new();
    for project in &snapshot.projects {
        let path = &project.analysis.path;
        let pages = Proto::new(project, encoding).diagnostics(before.get(path).unwrap_or(&nothing));
        for (file, findings) in pages.pages() {
            match all.get_mut(file) {
                None => drop(all.insert(file.clone(), Arc::clone(findings))),
                Some(known) => {
                    let new = findings.iter().filter(|finding| !known.contains(finding));
                    *known = known.iter().chain(new).cloned().collect();
                }
            }
        }
        written.insert(path.clone(), pages);
    }
    for (path, text) in snapshot.texts.iter().filter(|(path, _)| is_params(path)) {
        all.insert(path.clone(), super::to_proto::of_params(text, encoding).into());
    }
    (all, written)
}

fn is_params(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "params")
}

/// Tells what differs from the last time, and what is found in texts that were just changed.
fn publish(out: &Sender<Message>, told: &mut Told, mut found: Findings, touched: &BTreeSet<PathBuf>) {
    let gone = told.found.keys().filter(|path| !found.contains_key(*path)).cloned();
    let open = touched.iter().filter(|path| told.versions.contains_key(*path)).cloned();
    let all: BTreeSet<PathBuf> = gone.chain(open).chain(found.keys().cloned()).collect();
    for path in all {
        let diagnostics = found.remove(&path).unwrap_or_default();
        let known = told.found.get(&path);
        let is_known = known.is_some_and(|known| Arc::ptr_eq(known, &diagnostics) || *known == diagnostics);
        if (is_known || known.is_none() && diagnostics.is_empty()) && !touched.contains(&path) {
            continue;
        }
        let version = told.versions.get(&path).copied();
        if let Some(uri) = uris::from_path(&path) {
            let params = PublishDiagnosticsParams { uri, diagnostics: diagnostics.to_vec(), version };
            let message = Notification::new(PublishDiagnostics::METHOD.to_owned(), params);
            // A client that went away needs no more telling.
            let _ = out.send(message.into());
        }
        if diagnostics.is_empty() {
            told.found.remove(&path);
        } else {
            told.found.insert(path, diagnostics);
        }
    }
}
