//! A recorded typing session: how long an editor waits from a keystroke until it is told what is found then.
//!
//! Types a new function into the middle of a stack, letter by letter, with a pause as long as the answer takes; the text is
//! broken most of the time, as it is under anybody's hands.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "it is no part of the program; a measurement that cannot go on has failed"
)]

mod generator;

/// The server's own allocator, so that what is measured is what an editor gets.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::io::BufReader;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use generator::{Size, generate};
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value as Json, json};
use stackc::lsp::serve;
use stackc::session::OsSystem;

/// What is typed.
const TYPED: &str = "\nfunction typed {\n  runtime = \"python3.13\"\n  handler = \"app.handler\"\n  code    = \"./code\"\n  memory  = 512 MB\n  timeout = 30s\n}\n";

/// How often it is typed.
const ROUNDS: usize = 3;

fn main() {
    println!("the server answers {:.1} ms after it was started", milliseconds(start()));
    println!(
        "| workspace | lines | opening | first key | all known | median | p99 | most | CPU a key | memory |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    one("one file", 1, |size| size.resources = 400);
    one("200 files, 20 stacks", 20, |size| (size.resources, size.files) = (250, 10));
    one("200 files, 1 stack", 1, |size| (size.resources, size.files) = (5_080, 200));
}

/// How long it takes from starting the program until it has answered `initialize`; the median of some tries.
fn start() -> Duration {
    let mut tries: Vec<Duration> = (0..9).map(|_| start_once()).collect();
    tries.sort_unstable();
    tries.get(tries.len() / 2).copied().unwrap_or_default()
}

fn start_once() -> Duration {
    let begun = Instant::now();
    let mut server = Command::new(env!("CARGO_BIN_EXE_stackc"))
        .arg("lsp")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let asked =
        Request { id: 1.into(), method: "initialize".to_owned(), params: json!({ "capabilities": {} }) };
    Message::from(asked).write(server.stdin.as_mut().unwrap()).unwrap();
    Message::read(&mut BufReader::new(server.stdout.as_mut().unwrap())).unwrap().unwrap();
    let answered = begun.elapsed();
    server.kill().unwrap();
    server.wait().unwrap();
    answered
}

/// Measures one workspace of some stacks of a size, if its name has the word that is asked for.
fn one(name: &str, stacks: usize, set: impl Fn(&mut Size)) {
    if std::env::args().skip(1).any(|word| !word.starts_with("--") && !name.contains(&word)) {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let mut lines = 0;
    for stack in 0..stacks {
        let mut size = Size { only_roles: false, resources: 0, files: 1, changed_per_mille: 0, seed: 7 };
        set(&mut size);
        let folder = root.path().join(format!("stack{stack:02}"));
        std::fs::create_dir_all(folder.join("code")).unwrap();
        for (file, text) in generate(size) {
            lines += text.lines().count();
            std::fs::write(folder.join(file), text).unwrap();
        }
    }
    let (server, client) = Connection::memory();
    std::thread::scope(|scope| {
        scope.spawn(move || serve(&server, &OsSystem, stackc::kinds::builtin()).unwrap());
        let Session { opening, first, known, mut waits, spent } = session(&client, root.path());
        waits.sort_unstable();
        let at = |share: usize| waits.get((waits.len() - 1) * share / 100).copied().unwrap_or_default();
        println!(
            "| {name} | {lines} | {:.0} ms | {:.1} ms | {:.0} ms | {:.1} ms | {:.1} ms | {:.1} ms | {:.1} ms | {} MB |",
            milliseconds(opening),
            milliseconds(first),
            milliseconds(known),
            milliseconds(at(50)),
            milliseconds(at(99)),
            milliseconds(at(100)),
            milliseconds(spent / u32::try_from(waits.len()).unwrap()),
            resident()
        );
    });
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The CPU time that the process has taken, which a busy machine changes little.
fn spent() -> Duration {
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name, which stands in brackets; a tick is a hundredth of a second.
    let times = told.rsplit(") ").next().unwrap_or("").split(' ').skip(11).take(2);
    Duration::from_millis(times.filter_map(|ticks| ticks.parse::<u64>().ok()).sum::<u64>() * 10)
}

/// The memory that the process has now.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap_or(0) / 1024
}

/// How long an editor had to wait.
struct Session {
    /// From the first message until it was told what is found in the file that was opened.
    opening: Duration,
    /// For a keystroke right behind that, while the other stacks are read.
    first: Duration,
    /// From the first message until all stacks were known.
    known: Duration,
    /// For each keystroke from then on.
    waits: Vec<Duration>,
    /// CPU time of these, the editor's own included.
    spent: Duration,
}

/// Opens a file in the middle of the first stack, types, and goes away.
fn session(client: &Connection, root: &Path) -> Session {
    let mut files: Vec<_> =
        std::fs::read_dir(root.join("stack00")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "stack"));
    files.sort();
    let file = files.get(files.len() / 2).unwrap().clone();
    let text = std::fs::read_to_string(&file).unwrap();
    let uri = format!("file://{}", file.display());
    let begun = Instant::now();
    let folder = json!({ "uri": format!("file://{}", root.display()), "name": "root" });
    ask(
        client,
        1,
        "initialize",
        json!({
            "capabilities": {
                "general": { "positionEncodings": ["utf-8"] },
                "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
            },
            "workspaceFolders": [folder],
        }),
    );
    tell(client, "initialized", json!({}));
    let item = json!({ "uri": uri, "languageId": "stack", "version": 0, "text": text });
    tell(client, "textDocument/didOpen", json!({ "textDocument": item }));
    told(client, &uri, 0);
    let opening = begun.elapsed();
    let middle = text.get(..text.len() / 2).unwrap().rfind("\n\n").unwrap() + 1;
    let line = text.get(..middle).unwrap().matches('\n').count();
    let (mut version, mut waits) = (1, Vec::new());
    let here = json!({ "line": line, "character": 0 });
    let first = change(client, &uri, version, &here, &here, "\n");
    ask(client, 2, "workspace/symbol", json!({ "query": "nothing is called so" }));
    let (known, before) = (begun.elapsed(), spent());
    for _ in 0..ROUNDS {
        let (mut row, mut column) = (line, 0);
        for letter in TYPED.chars() {
            version += 1;
            let place = json!({ "line": row, "character": column });
            waits.push(change(client, &uri, version, &place, &place, &letter.to_string()));
            (row, column) = if letter == '\n' { (row + 1, 0) } else { (row, column + 1) };
        }
        version += 1;
        let (start, end) =
            (json!({ "line": line, "character": 0 }), json!({ "line": row, "character": column }));
        waits.push(change(client, &uri, version, &start, &end, ""));
    }
    let spent = spent() - before;
    ask(client, 3, "shutdown", Json::Null);
    tell(client, "exit", Json::Null);
    Session { opening, first, known, waits, spent }
}

/// Changes a text; how long it took until the editor was told what is found then.
fn change(client: &Connection, uri: &str, version: i64, start: &Json, end: &Json, text: &str) -> Duration {
    let begun = Instant::now();
    let change = json!({ "range": { "start": start, "end": end }, "text": text });
    tell(
        client,
        "textDocument/didChange",
        json!({ "textDocument": { "uri": uri, "version": version }, "contentChanges": [change] }),
    );
    told(client, uri, version);
    begun.elapsed()
}

fn tell(client: &Connection, method: &str, params: Json) {
    client.sender.send(Notification { method: method.to_owned(), params }.into()).unwrap();
}

fn ask(client: &Connection, id: i32, method: &str, params: Json) {
    client.sender.send(Request { id: id.into(), method: method.to_owned(), params }.into()).unwrap();
    while !matches!(client.receiver.recv().unwrap(), Message::Response(response) if response.id == id.into())
    {
    }
}

/// Waits until it is told what is found in a version of a text.
fn told(client: &Connection, uri: &str, version: i64) {
    loop {
        let Message::Notification(told) = client.receiver.recv().unwrap() else { continue };
        let says = |name: &str| told.params.get(name).unwrap_or(&Json::Null);
        let is_it = told.method == "textDocument/publishDiagnostics" && says("uri") == uri;
        if is_it && says("version").as_i64() == Some(version) {
            return;
        }
        assert!(told.method.starts_with("textDocument/"), "{}", told.params);
    }
}
