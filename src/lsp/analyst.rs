//! The thread that follows the texts and tells what is found in them.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, bounded, select};
use ls_types::notification::{Notification as _, PublishDiagnostics};
use ls_types::{Diagnostic, PublishDiagnosticsParams};
use lsp_server::{Message, Notification};

use super::board::Board;
use super::to_proto::{Proto, Written};
use super::workers::{crashed, log};
use super::{lines::Encoding, uris};
use crate::ide::{Errand, Settings, Snapshot, Workspace};

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
    Settings(Settings),
    /// A text was saved.
    Saved,
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
    /// Texts that changed and of which nothing was told since.
    touched: BTreeSet<PathBuf>,
}

/// What an errand came to: a folder that was looked at, or what went wrong meanwhile.
type Done<'a> = Result<Errand<'a>, Box<dyn Any + Send>>;

/// Who follows the texts, and whom that is told.
struct Analyst<'a, 'b> {
    workspace: Workspace<'a>,
    board: &'b Board<'a>,
    /// Takes what is no longer needed.
    old: &'b Sender<Arc<Snapshot<'a>>>,
    out: &'b Sender<Message>,
    encoding: Encoding,
    told: Told,
    /// The number of the last change.
    last: u64,
    /// Whether a folder is being looked at elsewhere.
    away: bool,
}

/// Follows changes until there are no more. Stacks in which a text is open come first; whoever has time looks at the others.
pub(super) fn follow<'a>(
    workspace: Workspace<'a>,
    changes: &Receiver<Numbered>,
    board: &Board<'a>,
    old: &Sender<Arc<Snapshot<'a>>>,
    out: &Sender<Message>,
    encoding: Encoding,
) {
    let (errands, to_run) = bounded::<Errand<'a>>(1);
    let (ran, done) = bounded::<Done<'a>>(1);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for errand in to_run {
                // Whoever has gone away needs no more.
                let _ = ran.send(catch_unwind(AssertUnwindSafe(|| errand.run())));
            }
        });
        let (told, last) = (Told::default(), 0);
        let mut analyst = Analyst { workspace, board, old, out, encoding, told, last, away: false };
        loop {
            let is_sound = select! {
                recv(changes) -> first => match first {
                    // What has come meanwhile is one change: nobody wants to know what was found in between.
                    Ok(first) => {
                        std::iter::once(first).chain(changes.try_iter()).for_each(|one| analyst.apply(one));
                        analyst.look()
                    }
                    Err(_) => break,
                },
                recv(done) -> done => match done {
                    Ok(done) => analyst.back(done),
                    Err(_) => break,
                },
            };
            // After a mistake of ours nothing is done until something changes.
            if is_sound
                && !analyst.away
                && let Some(errand) = analyst.workspace.errand()
            {
                analyst.away = errands.send(errand).is_ok();
            }
        }
        drop(errands);
    });
    board.close();
}

impl<'a> Analyst<'a, '_> {
    /// Takes a change to heart.
    fn apply(&mut self, (number, change): Numbered) {
        self.last = number;
        apply(&mut self.workspace, change, &mut self.told);
    }

    /// Takes back a folder that was looked at elsewhere; whether all is well.
    fn back(&mut self, done: Done<'a>) -> bool {
        self.away = false;
        match done {
            Ok(errand) => {
                self.workspace.done(errand);
                self.look()
            }
            Err(fault) => self.crashed(fault.as_ref()),
        }
    }

    /// Looks at what is open, and tells what is known; whether all is well.
    fn look(&mut self) -> bool {
        let (workspace, told) = (&mut self.workspace, &self.told);
        let looked = catch_unwind(AssertUnwindSafe(|| {
            let snapshot = workspace.open_first(self.last);
            // What is not open is told at once, when all of it is known.
            let is_told = snapshot.is_complete || told.touched.iter().any(|path| snapshot.knows(path));
            let found = is_told.then(|| found(&snapshot, self.encoding, &told.written));
            (found, snapshot)
        }));
        match looked {
            Ok((found, snapshot)) => {
                if let Some((found, written)) = found {
                    // Told first, so that an answer never comes before what was found at its moment.
                    publish(self.out, &mut self.told, found, &snapshot);
                    if snapshot.is_complete {
                        self.told.written.clear();
                    }
                    self.told.written.extend(written);
                }
                self.hang(snapshot);
                true
            }
            Err(fault) => self.crashed(fault.as_ref()),
        }
    }

    /// We made a mistake: whatever was half done is done anew with the next change; who waits is told what was known.
    fn crashed(&mut self, fault: &(dyn Any + Send)) -> bool {
        log(self.out, &crashed("judging the stacks", fault));
        self.workspace.forget();
        self.told.touched.clear();
        let nothing = self.workspace.nothing(self.last);
        self.hang(nothing);
        false
    }

    fn hang(&self, snapshot: Snapshot<'a>) {
        // To take a stack apart takes as long as to read it: the next keystroke does not wait for that.
        let _ = self.board.put(Arc::new(snapshot)).map(|before| self.old.send(before));
    }
}

fn apply(workspace: &mut Workspace<'_>, change: Change, told: &mut Told) {
    match change {
        Change::Text(path, text) => {
            match &text {
                Some((version, _)) => told.versions.insert(path.clone(), *version),
                None => told.versions.remove(&path),
            };
            workspace.set_text(&path, text.map(|(_, text)| text));
            told.touched.insert(path);
        }
        Change::Disk(paths) => paths.iter().for_each(|path| workspace.changed(path)),
        Change::Roots { added, removed } => {
            removed.iter().for_each(|folder| workspace.remove_root(folder));
            added.into_iter().for_each(|folder| workspace.add_root(folder));
        }
        Change::Settings(settings) => workspace.set_settings(settings),
        Change::Saved => workspace.saved(),
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
        // Whoever is given it has read it, too.
        let alone = || super::to_proto::of_params(text, encoding).into();
        all.entry(path.clone()).or_insert_with(alone);
    }
    (all, written)
}

fn is_params(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "params")
}

/// Tells what differs from the last time, and what is found in texts that were just changed; as long as not all stacks are
/// known, only of files of those that are.
fn publish(out: &Sender<Message>, told: &mut Told, mut found: Findings, snapshot: &Snapshot<'_>) {
    let is_certain = |path: &Path| snapshot.is_complete || is_params(path) || snapshot.knows(path);
    let touched: BTreeSet<PathBuf> = told.touched.extract_if(.., |path| is_certain(path)).collect();
    let gone = told.found.keys().filter(|path| !found.contains_key(*path) && is_certain(path)).cloned();
    let open = touched.iter().filter(|path| told.versions.contains_key(*path)).cloned();
    let met = found.keys().filter(|path| is_certain(path)).cloned();
    let all: BTreeSet<PathBuf> = gone.chain(open).chain(met).collect();
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
