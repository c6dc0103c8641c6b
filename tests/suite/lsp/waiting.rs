//! What an editor waits for: the stacks that are open, and of the disk only what it told of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use stackc::base::{Stamp, System, SystemError};
use stackc::ide::{Settings, Snapshot, Watching, Workspace};
use stackc::kinds::builtin;

use super::client::Still;

/// The real files, how often anybody asked for one, and for how many seconds it has run.
#[derive(Debug, Default)]
struct Counting(AtomicUsize, AtomicI64);

impl Counting {
    fn count<T>(&self, answer: T) -> T {
        self.0.fetch_add(1, Ordering::Relaxed);
        answer
    }

    /// How often somebody asked since the last time.
    fn asked(&self) -> usize {
        self.0.swap(0, Ordering::Relaxed)
    }
}

impl System for Counting {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        self.count(Still.read(path))
    }
    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        self.count(Still.list(path))
    }
    fn exists(&self, path: &Path) -> bool {
        self.count(Still.exists(path))
    }
    fn is_folder(&self, path: &Path) -> bool {
        self.count(Still.is_folder(path))
    }
    fn absolute(&self, path: &Path) -> PathBuf {
        Still.absolute(path)
    }
    fn real(&self, path: &Path) -> PathBuf {
        self.count(Still.real(path))
    }
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.count(Still.stamp(path))
    }
    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError> {
        Still.write(path, content)
    }
    fn now(&self) -> i64 {
        Still.now() + self.1.load(Ordering::Relaxed)
    }
    fn variable(&self, name: &str) -> Option<String> {
        Still.variable(name)
    }
    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        Still.variables(prefix)
    }
}

const STACK: &str = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// How often the disk is asked for each of some edits in one of that many files, and after another one changed there.
fn asked(files: usize) -> Vec<usize> {
    let folder = tempfile::tempdir().unwrap();
    let file = |nth: usize| folder.path().join(format!("part_{nth}.stack"));
    std::fs::write(folder.path().join("main.stack"), STACK).unwrap();
    for nth in 0..files {
        std::fs::write(file(nth), format!("bucket part_{nth} {{}}\n")).unwrap();
    }
    let system = Counting::default();
    let mut workspace = Workspace::new(&system, builtin(), Settings::default()).watched_by(Watching::Editor);
    workspace.add_root(folder.path().to_owned());
    let bucket = |snapshot: &Snapshot<'_>, name: &str| {
        let stack = snapshot.projects[0].analysis.any();
        stack.get(&format!("bucket.{name}").as_str().into()).is_some()
    };
    assert!(bucket(&workspace.snapshot(0), "part_1"));
    assert!(system.asked() > files);
    let mut counts = Vec::new();
    for text in ["bucket part_0 {}\n\n", "bucket part_0 {}\nbucket", "bucket part_0 {}\nbucket more {}\n"] {
        workspace.set_text(&file(0), Some(text.into()));
        assert_eq!(bucket(&workspace.snapshot(0), "more"), text.contains("more"));
        counts.push(system.asked());
    }
    // Nobody says that a file changed: it is what it was. As soon as somebody does, it is read.
    std::fs::write(file(1), "bucket other {}\n").unwrap();
    workspace.set_text(&file(0), Some("bucket part_0 {}\n".into()));
    assert!(!bucket(&workspace.snapshot(0), "other"));
    workspace.changed(&file(1));
    assert!(bucket(&workspace.snapshot(0), "other"));
    counts.push(system.asked());
    // One that comes, and one that goes.
    std::fs::write(folder.path().join("new.stack"), "bucket new {}\n").unwrap();
    workspace.changed(&folder.path().join("new.stack"));
    std::fs::remove_file(file(2)).unwrap();
    workspace.changed(&file(2));
    let snapshot = workspace.snapshot(0);
    assert!(bucket(&snapshot, "new") && !bucket(&snapshot, "part_2"));
    counts
}

#[test]
fn the_disk_is_asked_for_what_was_told_of_however_many_files_there_are() {
    let (few, many) = (asked(5), asked(40));
    assert_eq!(few, many);
    assert!(many.iter().all(|count| *count <= 12), "{many:?}");
}

#[test]
fn who_tells_of_nothing_is_not_relied_on() {
    let folder = tempfile::tempdir().unwrap();
    let (main, part) = (folder.path().join("main.stack"), folder.path().join("part.stack"));
    std::fs::write(&main, STACK).unwrap();
    std::fs::write(&part, "bucket part {}\n").unwrap();
    let system = Counting::default();
    let mut workspace = Workspace::new(&system, builtin(), Settings::default());
    workspace.add_root(folder.path().to_owned());
    let count =
        |workspace: &mut Workspace<'_>| workspace.snapshot(0).projects[0].analysis.any().resources.len();
    assert_eq!(count(&mut workspace), 1);
    std::fs::write(&part, "bucket part {}\nbucket other {}\n").unwrap();
    // In the same second nobody asks again, unless a text is saved; in the next one somebody does.
    workspace.set_text(&main, Some(format!("{STACK}\n").into()));
    assert_eq!(count(&mut workspace), 1);
    workspace.saved();
    assert_eq!(count(&mut workspace), 2);
    std::fs::write(&part, "bucket part {}\nbucket other {}\nbucket third {}\n").unwrap();
    system.1.fetch_add(1, Ordering::Relaxed);
    workspace.set_text(&main, Some(format!("{STACK}\n\n").into()));
    assert_eq!(count(&mut workspace), 3);
}

#[test]
fn who_tells_of_nothing_is_not_slow() {
    let asked = |files: usize| {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.stack");
        std::fs::write(&main, STACK).unwrap();
        for nth in 0..files {
            std::fs::write(folder.path().join(format!("part_{nth}.stack")), format!("bucket b{nth} {{}}\n"))
                .unwrap();
        }
        let system = Counting::default();
        let mut workspace = Workspace::new(&system, builtin(), Settings::default());
        workspace.add_root(folder.path().to_owned());
        workspace.snapshot(0);
        system.asked();
        let mut type_ = |text: String| {
            workspace.set_text(&main, Some(text.into()));
            workspace.snapshot(0);
            system.asked()
        };
        type_(format!("{STACK}\n"));
        let within = type_(format!("{STACK}\n\n"));
        system.1.fetch_add(1, Ordering::Relaxed);
        (within, type_(format!("{STACK}\n\n\n")))
    };
    let ((few, _), (many, later)) = (asked(5), asked(40));
    assert_eq!(few, many, "a keystroke in the same second asks as often however many files there are");
    assert!(later > 40, "in the next one each file is asked for: {later}");
}

/// The folders of the stacks that a snapshot has, with how many resources each has.
fn stacks(snapshot: &Snapshot<'_>, root: &Path) -> BTreeSet<(String, usize)> {
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    let all = snapshot.projects.iter().map(|project| &project.analysis);
    all.map(|analysis| (name(&analysis.path), analysis.any().resources.len())).collect()
}

#[test]
fn what_is_open_is_known_first_and_of_the_others_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let open = write("b/main.stack", STACK);
    let used = write("a/main.stack", &format!("{STACK}module m from \"./part\" {{}}\n"));
    let part = write("a/part/part.stack", "bucket one {}\n");
    let other = write("c/main.stack", &format!("{STACK}bucket one {{}}\n"));
    let named = |all: &[(&str, usize)]| -> BTreeSet<(String, usize)> {
        all.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    };
    let mut workspace = Workspace::new(&Still, builtin(), Settings::default());
    workspace.add_root(folder.path().to_owned());
    workspace.set_text(&open, Some(format!("{STACK}bucket mine {{}}\n").into()));
    let first = workspace.open_first(1);
    assert!(!first.is_complete && first.knows(&open) && !first.knows(&other) && !first.knows(&part));
    assert_eq!(stacks(&first, folder.path()), named(&[("b", 1)]));
    // While a folder is looked at elsewhere, whoever types is answered, and what changes there is not forgotten.
    let errand = workspace.errand().unwrap();
    workspace.set_text(&part, Some("bucket one {}\nbucket two {}\n".into()));
    workspace.set_text(&open, Some(format!("{STACK}bucket mine {{}}\nbucket more {{}}\n").into()));
    let second = workspace.open_first(2);
    assert!(!second.is_complete);
    assert!(stacks(&second, folder.path()).contains(&("b".to_owned(), 2)));
    workspace.done(errand.run());
    assert!(stacks(&workspace.open_first(3), folder.path()).contains(&("a".to_owned(), 2)));
    // What is taken back after all was forgotten is of no use.
    let late = workspace.errand().unwrap();
    workspace.forget();
    workspace.done(late.run());
    workspace.set_text(&used, Some(format!("{STACK}module m from \"./part\" {{}}\n").into()));
    while let Some(errand) = workspace.errand() {
        workspace.done(errand.run());
    }
    workspace.open_first(4);
    while let Some(errand) = workspace.errand() {
        workspace.done(errand.run());
    }
    let last = workspace.open_first(5);
    assert!(last.is_complete && last.knows(&part));
    assert_eq!(stacks(&last, folder.path()), named(&[("a", 2), ("b", 2), ("c", 1)]));
}
