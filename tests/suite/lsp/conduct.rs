//! How a session goes: beginning, changes, what comes from outside, and its end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value as Json, json};
use stackc::base::{System, SystemError};
use stackc::ide::{Project, Settings, Workspace};
use stackc::lsp::Ended;

use super::client::{Client, Columns, Still};

const STACK: &str = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\n";

#[test]
fn a_session_ends_as_it_should() {
    let mut client = Client::new(&[]);
    client.open("main.stack", STACK);
    assert_eq!(client.problems("main.stack"), "nothing is wrong");
    assert_eq!(client.end(), Ended::Cleanly);
    assert_eq!(Client::new(&[]).vanish(), Ended::Abruptly);
    let mut client = Client::new(&[]);
    client.tell("exit", Json::Null);
    assert_eq!(client.vanish(), Ended::Abruptly, "without `shutdown` it is no clean end");
}

#[test]
fn after_shutdown_nothing_is_answered() {
    let mut client = Client::new(&[]);
    client.ask("shutdown", Json::Null).unwrap();
    let refused = client.ask("textDocument/hover", json!({})).unwrap_err();
    assert!(refused.starts_with("-32600"), "{refused}");
}

#[test]
fn what_is_not_known_is_said_so_and_the_session_goes_on() {
    let mut client = Client::new(&[]);
    client.open("main.stack", STACK);
    assert!(client.ask("textDocument/dance", json!({})).unwrap_err().starts_with("-32601"));
    assert!(
        client.ask("textDocument/hover", json!({ "textDocument": 7 })).unwrap_err().starts_with("-32602")
    );
    client.tell("textDocument/didChange", json!({ "contentChanges": 7 }));
    let hover = client.about("textDocument/hover", "main.stack", "s {", 1);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("us-east-1"));
    assert!(client.said.iter().any(|said| said.contains("didChange")), "{:?}", client.said);
}

#[test]
fn columns_are_counted_as_was_agreed() {
    let text = "stack s { region = \"us-east-1\"  account = \"111122223333\" }\r\nlet faces = \"😀é\"  \r\noutput wrong = lower(\"😀${faces}\", missing)";
    for (columns, kind) in [(Columns::Utf16, "utf-16"), (Columns::Utf8, "utf-8")] {
        let mut client = Client::counting(&[], columns);
        client.open("main.stack", text);
        assert_eq!(client.offered["positionEncoding"], kind);
        let found = client.buffers["main.stack"].found.clone();
        let place = |end: &str| client.byte(text, &found[0]["range"][end]);
        assert_eq!(&text[place("start")..place("end")], "missing", "{found:?}");
        // Behind a face, at the end of a line, and at the end of the text.
        let at = text.find("é").unwrap();
        client.edit("main.stack", at, at + 2, "ü");
        let at = text.find("  \r\n").unwrap();
        client.edit("main.stack", at, at + 2, "");
        let end = client.buffers["main.stack"].text.len();
        client.edit("main.stack", end, end, "\nlet more = faces\n");
        let hover = client.about("textDocument/hover", "main.stack", "faces\n", 2);
        assert_eq!(hover["contents"]["value"], "```stack\nlet faces = \"😀ü\"\n```\n");
    }
}

#[test]
fn a_file_counts_as_it_is_in_the_editor() {
    let main = format!("{STACK}bucket files {{}}\nmodule part from \"./part\" {{ b = bucket.files }}\n");
    let mut client = Client::new(&[("main.stack", &main), ("part/part.stack", "param b: bucket\n")]);
    client.open_file("main.stack");
    assert_eq!(client.problems("main.stack"), "nothing is wrong");
    // Changed, not saved.
    client.open("part/part.stack", "param c: bucket\n");
    assert!(client.buffers["main.stack"].found.len() > 1, "{}", client.problems("main.stack"));
    client.set("part/part.stack", "param b: bucket\noutput n = b.nmae\n");
    assert!(client.problems("part/part.stack").contains("nmae"), "{}", client.problems("part/part.stack"));
    // Closed, the file counts again.
    let uri = client.uri("part/part.stack");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    client.edit("main.stack", 0, 0, "\n");
    assert_eq!(client.problems("main.stack"), "nothing is wrong");
}

#[test]
fn files_that_change_outside_are_read_again() {
    let mut client = Client::new(&[
        ("a/one.stack", STACK),
        ("b/two.stack", &format!("{STACK}bucket b {{ name = \"X\" }}\n")),
    ]);
    client.open_file("a/one.stack");
    assert!(client.problems("b/two.stack").contains("invalid-name"), "{}", client.problems("b/two.stack"));
    std::fs::write(client.root.path().join("b/two.stack"), STACK).unwrap();
    let changed = |client: &Client, file: &str, sort: u64| json!({ "changes": [{ "uri": client.uri(file), "type": sort }] });
    let params = changed(&client, "b/two.stack", 2);
    client.tell("workspace/didChangeWatchedFiles", params);
    client.edit("a/one.stack", 0, 0, "\n");
    assert_eq!(client.problems("b/two.stack"), "nothing is wrong");
    // A stack that was not there, and one that is there no longer.
    std::fs::create_dir(client.root.path().join("c")).unwrap();
    std::fs::write(client.root.path().join("c/three.stack"), "bucket {").unwrap();
    let params = changed(&client, "c/three.stack", 1);
    client.tell("workspace/didChangeWatchedFiles", params);
    client.edit("a/one.stack", 0, 0, "\n");
    let hover = client.about("textDocument/hover", "a/one.stack", "s {", 1);
    assert!(!hover.is_null());
    std::fs::remove_dir_all(client.root.path().join("b")).unwrap();
    let params = changed(&client, "b", 3);
    client.tell("workspace/didChangeWatchedFiles", params);
    client.edit("a/one.stack", 0, 0, "\n");
    assert_eq!(client.problems("b/two.stack"), "nothing is wrong");
}

#[test]
fn folders_of_single_files_are_stacks_of_their_own() {
    let other = STACK.replace("stack s", "stack t");
    let wrong = format!("{other}let l = missing\n");
    let mut client = Client::new(&[("s.stack", STACK), ("t.stack", &wrong)]);
    client.open_file("s.stack");
    assert_eq!(client.problems("s.stack"), "nothing is wrong");
    assert!(client.problems("t.stack").contains("missing"), "{}", client.problems("t.stack"));
    // Without its block the second is a part of the first.
    client.open("t.stack", "let l = 1\n");
    assert!(client.problems("t.stack").contains("nothing reads the `let` `l`"));
    client.edit("s.stack", STACK.len(), STACK.len(), "output o = l\n");
    assert_eq!(client.problems("s.stack"), "nothing is wrong");
}

#[test]
fn folders_come_and_go() {
    let mut client = Client::new(&[("a/one.stack", STACK)]);
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::write(elsewhere.path().join("far.stack"), format!("{STACK}let l = missing\n")).unwrap();
    client.open_file("a/one.stack");
    let folder = json!({ "uri": format!("file://{}", elsewhere.path().display()), "name": "far" });
    let far = elsewhere.path().join("far.stack");
    let far = format!("file://{}", far.display());
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [folder], "removed": [] } }),
    );
    client.edit("a/one.stack", 0, 0, "\n");
    assert!(client.problems(&far).contains("missing"));
    client.tell(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": [folder] } }),
    );
    client.edit("a/one.stack", 0, 0, "\n");
    assert_eq!(client.problems(&far), "nothing is wrong");
}

#[test]
fn a_request_that_nobody_waits_for_is_not_answered_in_full() {
    let mut client = Client::new(&[]);
    client.open("main.stack", STACK);
    // Many at once: those that are still open when they are cancelled say so.
    let position = client.position("main.stack", 7);
    let uri = client.uri("main.stack");
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let all: Vec<i32> = (0..200).map(|_| client.send("textDocument/hover", params.clone())).collect();
    for id in &all {
        client.tell("$/cancelRequest", json!({ "id": id }));
    }
    for id in all {
        match client.wait(id) {
            Ok(_) => {}
            Err(refused) => assert!(refused.starts_with("-32800"), "{refused}"),
        }
    }
}

#[test]
fn params_come_from_the_settings() {
    let text = format!("{STACK}param stage: \"dev\" | \"prod\"\n");
    let mut client = Client::new(&[]);
    client.open("main.stack", &text);
    assert!(
        client.problems("main.stack").contains("info [param-not-given]"),
        "{}",
        client.problems("main.stack")
    );
    let settings = json!({ "settings": { "stackc": { "params": ["stage=test"] } } });
    client.tell("workspace/didChangeConfiguration", settings);
    client.edit("main.stack", 0, 0, "\n");
    assert!(!client.problems("main.stack").contains("param-not-given"), "{}", client.problems("main.stack"));
    let hover = client.about("textDocument/hover", "main.stack", "stage:", 1);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("stage"), "{hover}");
}

/// A world that fails as no world should: the clock while it is broken, and whoever asks for one path.
#[derive(Debug)]
struct Broken;

static CLOCK_IS_BROKEN: AtomicBool = AtomicBool::new(false);

impl System for Broken {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        Still.read(path)
    }
    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        Still.list(path)
    }
    fn exists(&self, path: &Path) -> bool {
        Still.exists(path)
    }
    fn is_folder(&self, path: &Path) -> bool {
        assert!(!path.ends_with("abyss"), "nobody may look there");
        Still.is_folder(path)
    }
    fn absolute(&self, path: &Path) -> PathBuf {
        Still.absolute(path)
    }
    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError> {
        Still.write(path, content)
    }
    fn now(&self) -> i64 {
        assert!(!CLOCK_IS_BROKEN.load(Ordering::Relaxed), "the clock is broken");
        Still.now()
    }
    fn variable(&self, name: &str) -> Option<String> {
        Still.variable(name)
    }
    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        Still.variables(prefix)
    }
}

#[test]
fn a_mistake_of_ours_ends_no_session() {
    let text = format!("{STACK}schedule n {{ every = rate(5 minutes) }}\nbucket b {{}}\n");
    let mut client = Client::within(&[], Columns::Utf16, &Broken);
    client.open("main.stack", &text);
    // In a request: the answer says so, and the next one is answered.
    let at = client.position("main.stack", text.find("rate").unwrap());
    let params = json!({ "textDocument": { "uri": client.uri("main.stack") }, "position": at });
    CLOCK_IS_BROKEN.store(true, Ordering::Relaxed);
    let refused = client.ask("textDocument/hover", params).unwrap_err();
    CLOCK_IS_BROKEN.store(false, Ordering::Relaxed);
    assert!(refused.starts_with("-32603") && refused.contains("the clock is broken"), "{refused}");
    let hover = client.about("textDocument/hover", "main.stack", "bucket b", 1);
    assert!(hover["contents"]["value"].as_str().unwrap().contains("S3 bucket"));
    // In what follows the texts: nothing is known then, and everything again with the next change.
    let version = client.buffers["main.stack"].version + 1;
    let document = json!({ "uri": client.uri("main.stack"), "version": version });
    let fallen =
        format!("{text}function f {{ runtime = \"python3.13\"  handler = \"a.b\"  code = \"./abyss\" }}\n");
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": [{ "text": fallen }] }),
    );
    let nothing = client.about("textDocument/hover", "main.stack", "bucket b", 1);
    assert!(nothing.is_null(), "{nothing}");
    assert!(client.said.iter().any(|said| said.contains("nobody may look there")), "{:?}", client.said);
    client.buffers.get_mut("main.stack").unwrap().version = version;
    client.set("main.stack", &format!("{text}let l = missing\n"));
    assert!(client.problems("main.stack").contains("missing"), "{}", client.problems("main.stack"));
    assert_eq!(client.end(), Ended::Cleanly);
}

#[test]
fn only_the_stacks_that_depend_on_a_change_are_judged_anew() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let using = format!("{STACK}module m from \"./part\" {{}}\nlet motd = file(\"./motd.txt\")\n");
    write("a/main.stack", &using);
    write("a/motd.txt", "hello\n");
    let part = write("a/part/part.stack", "bucket b {}\n");
    write("b/main.stack", STACK);
    // Each file a stack of its own.
    let one = write("c/one.stack", STACK);
    write("c/two.stack", STACK);
    let mut workspace = Workspace::new(&Still, stackc::kinds::builtin(), Settings::default());
    workspace.add_root(folder.path().to_owned());
    let look = |workspace: &mut Workspace<'_>| workspace.snapshot(0).projects;
    let anew = |before: &[Arc<Project>], after: &[Arc<Project>]| -> Vec<String> {
        let is_new = |project: &&Arc<Project>| !before.iter().any(|known| Arc::ptr_eq(known, project));
        let name = |project: &Arc<Project>| {
            project.analysis.path.strip_prefix(folder.path()).unwrap().display().to_string()
        };
        after.iter().filter(is_new).map(name).collect()
    };
    let first = look(&mut workspace);
    assert_eq!(anew(&[], &first), ["a", "b", "c/one.stack", "c/two.stack"]);
    workspace.set_text(&one, Some(format!("{STACK}bucket x {{}}\n").into()));
    let second = look(&mut workspace);
    assert_eq!(anew(&first, &second), ["c/one.stack"]);
    workspace.set_text(&part, Some("bucket c {}\n".into()));
    let third = look(&mut workspace);
    assert_eq!(anew(&second, &third), ["a"]);
    workspace.changed(&write("a/motd.txt", "hi\n"));
    let fourth = look(&mut workspace);
    assert_eq!(anew(&third, &fourth), ["a"]);
    workspace.changed(&write("a/README.md", "what nobody reads\n"));
    assert_eq!(anew(&fourth, &look(&mut workspace)), [""; 0]);
}
