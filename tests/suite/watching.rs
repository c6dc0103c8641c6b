//! `check --watch`: what is found is said again after each change, from what is remembered of the rest.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use stackc::diag::Severity;
use stackc::session::{Memo, Options, OsSystem, Watch, analyse, analyse_again, load_again, load_all};

const STACK: &str = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n";

/// Longer than any round takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A child that does not outlive its test.
struct Watcher {
    child: Child,
    lines: Receiver<String>,
}

impl Watcher {
    fn start(folder: &Path) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("stackc"));
        command.args(["check", ".", "--watch", "--format", "short"]).current_dir(folder).env_clear();
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (said, lines) = channel();
        let (out, told) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        for stream in [Box::new(out) as Box<dyn std::io::Read + Send>, Box::new(told)] {
            let said = said.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    // The test may have seen enough.
                    let _ = said.send(line);
                }
            });
        }
        Self { child, lines }
    }

    /// Waits until lines with each of these words are said, in any order: the two streams run side by side.
    fn hear(&self, words: &[&str]) {
        let mut missing = words.to_vec();
        while !missing.is_empty() {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            missing.retain(|words| !line.contains(words));
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // It may have ended, as it should.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
#[cfg(unix)]
fn findings_are_said_again_after_each_change_until_somebody_interrupts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("main.stack");
    std::fs::write(&file, format!("{STACK}buckte a {{}}\n")).unwrap();
    let mut watcher = Watcher::start(folder.path());
    watcher.hear(&["unknown-kind", "Waiting for a change"]);
    std::fs::write(&file, format!("{STACK}bucket a {{ versionin = true }}\n")).unwrap();
    watcher.hear(&["unknown-attribute"]);
    // A file that was not there before is a change, too, and so is one that is gone.
    let more = folder.path().join("more.stack");
    std::fs::write(&more, "fungtion b {}\n").unwrap();
    watcher.hear(&["unknown-kind"]);
    std::fs::remove_file(&file).unwrap();
    watcher.hear(&["missing-stack-block"]);
    std::fs::remove_file(&more).unwrap();
    watcher.hear(&["there is no stack in"]);
    let process = watcher.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    assert_eq!(watcher.child.wait().unwrap().code(), Some(130));
}

#[test]
fn a_watch_is_stale_when_what_was_asked_for_has_changed_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let module = "module m from \"./m\" {}\noutput o = file(\"./motd.txt\")\n";
    std::fs::write(file("main.stack"), format!("{STACK}{module}")).unwrap();
    std::fs::create_dir(file("m")).unwrap();
    std::fs::write(file("m/m.stack"), "bucket b {}\n").unwrap();
    std::fs::write(file("motd.txt"), "hello\n").unwrap();
    let catalog = stackc::kinds::builtin();
    let mut memo = Memo::default();
    let look = |memo: &mut Memo| {
        let watch = Watch::new(&OsSystem);
        for loaded in load_again(memo, &watch, folder.path()).unwrap() {
            let analysis = analyse(&watch, &catalog, loaded, &Options::default());
            assert_eq!(analysis.count(Severity::Error), 0);
        }
        memo.settle();
        assert!(!watch.is_stale());
        watch
    };
    for (name, text) in [("m/m.stack", "bucket c { }\n"), ("motd.txt", "hi\n"), ("m/n.stack", "")] {
        let watch = look(&mut memo);
        std::fs::write(file("unasked.txt.bin"), name).unwrap();
        std::fs::write(file(name), text).unwrap();
        assert!(watch.is_stale(), "{name}");
    }
}

#[test]
fn stacks_that_are_looked_at_again_are_what_they_are_at_first_sight() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks");
    let catalog = stackc::kinds::builtin();
    let shown = |loaded| {
        let analysis = analyse(&OsSystem, &catalog, loaded, &Options::default());
        format!("{:?}\n{:?}", analysis.any(), analysis.diagnostics)
    };
    let fresh: Vec<String> = load_all(&OsSystem, &root).unwrap().into_iter().map(shown).collect();
    let mut memo = Memo::default();
    for _ in 0..2 {
        let again: Vec<String> =
            load_again(&mut memo, &OsSystem, &root).unwrap().into_iter().map(shown).collect();
        memo.settle();
        assert!(again == fresh);
    }
}

#[test]
fn whoever_judges_a_stack_once_finds_what_is_found_by_whoever_keeps_track_of_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("stacks");
    let (catalog, options) = (stackc::kinds::builtin(), Options::default());
    let all = || load_all(&OsSystem, &root).unwrap().into_iter();
    for (one, same) in all().zip(all()) {
        let once = analyse(&OsSystem, &catalog, one, &options);
        let kept = analyse_again(&OsSystem, &catalog, same, &options, None);
        let (found, of) = (format!("{:#?}", once.diagnostics), once.path.display());
        assert!(found == format!("{:#?}", kept.diagnostics), "{of}: {found}");
    }
}
