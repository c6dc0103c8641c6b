//! An editor made of a few lines: it opens texts, changes them, and asks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value as Json, json};
use stackc::base::{Stamp, System, SystemError};
use stackc::catalog::{Catalog, Kind};
use stackc::lsp::{Ended, serve};
use stackc::session::OsSystem;

/// Longer than any answer takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The kinds that the conversations are about, so that another one changes none of them.
fn kinds() -> Catalog {
    const NAMES: [&str; 15] = [
        "api",
        "bucket",
        "bucket_policy",
        "cluster",
        "flow",
        "function",
        "log_group",
        "permission",
        "queue",
        "queue_permission",
        "repository",
        "role",
        "schedule",
        "service",
        "task_definition",
    ];
    let all = stackc::kinds::builtin();
    let known: Vec<&'static Kind> = all.kinds().filter(|kind| NAMES.contains(&kind.name)).collect();
    Catalog::new(&known)
}

/// The real files on a day that stands still, without variables.
#[derive(Debug)]
pub(crate) struct Still;

impl System for Still {
    fn read(&self, path: &Path) -> Result<Vec<u8>, SystemError> {
        OsSystem.read(path)
    }
    fn list(&self, path: &Path) -> Result<Vec<(String, bool)>, SystemError> {
        OsSystem.list(path)
    }
    fn exists(&self, path: &Path) -> bool {
        OsSystem.exists(path)
    }
    fn is_folder(&self, path: &Path) -> bool {
        OsSystem.is_folder(path)
    }
    fn absolute(&self, path: &Path) -> PathBuf {
        OsSystem.absolute(path)
    }
    fn real(&self, path: &Path) -> PathBuf {
        OsSystem.real(path)
    }
    fn stamp(&self, path: &Path) -> Option<Stamp> {
        OsSystem.stamp(path)
    }
    fn write(&self, path: &Path, content: &[u8]) -> Result<(), SystemError> {
        OsSystem.write(path, content)
    }
    fn now(&self) -> i64 {
        // 27 November 2026, noon in UTC.
        1_795_780_800
    }
    fn variable(&self, _: &str) -> Option<String> {
        None
    }
    fn variables(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// A text as the editor shows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Buffer {
    pub(crate) text: String,
    pub(crate) version: i64,
    pub(crate) found: Vec<Json>,
}

/// The editor.
pub(crate) struct Client {
    connection: Connection,
    server: Option<JoinHandle<Ended>>,
    next: i32,
    /// Answers that came before they were waited for: several threads give them.
    early: BTreeMap<RequestId, Result<Json, String>>,
    pub(crate) root: tempfile::TempDir,
    pub(crate) buffers: BTreeMap<String, Buffer>,
    /// What the server said of files that are not open, and what it said by itself.
    pub(crate) others: BTreeMap<String, Vec<Json>>,
    pub(crate) said: Vec<String>,
    pub(crate) offered: Json,
    utf8: bool,
}

/// How the editor counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    Utf8,
    Utf16,
}

impl Client {
    /// An editor in a folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        Self::counting(files, Columns::Utf16)
    }

    pub(crate) fn counting(files: &[(&str, &str)], columns: Columns) -> Self {
        Self::within(files, columns, &Still)
    }

    /// An editor whose server knows all kinds there are.
    pub(crate) fn of_all_kinds(files: &[(&str, &str)]) -> Self {
        Self::knowing(stackc::kinds::builtin(), files, Columns::Utf16, &Still)
    }

    /// An editor whose server lives in a world of its own.
    pub(crate) fn within(files: &[(&str, &str)], columns: Columns, system: &'static dyn System) -> Self {
        Self::knowing(kinds(), files, columns, system)
    }

    fn knowing(
        kinds: Catalog,
        files: &[(&str, &str)],
        columns: Columns,
        system: &'static dyn System,
    ) -> Self {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = root.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let (server, connection) = Connection::memory();
        let server = std::thread::spawn(move || serve(&server, system, kinds).unwrap());
        let mut client = Self {
            connection,
            server: Some(server),
            next: 0,
            early: BTreeMap::new(),
            root,
            buffers: BTreeMap::new(),
            others: BTreeMap::new(),
            said: Vec::new(),
            offered: Json::Null,
            utf8: columns == Columns::Utf8,
        };
        client.begin();
        client
    }

    fn begin(&mut self) {
        let encodings = if self.utf8 { json!(["utf-8", "utf-16"]) } else { json!(["utf-16"]) };
        let folder = json!({ "uri": self.folder(), "name": "root" });
        let params = json!({
            "processId": null, "rootUri": null, "workspaceFolders": [folder],
            "capabilities": {
                "general": { "positionEncodings": encodings },
                "textDocument": {
                    "definition": { "linkSupport": true },
                    "completion": { "completionItem": { "snippetSupport": true } },
                },
            },
        });
        let answer = self.ask("initialize", params).unwrap();
        self.offered = answer["capabilities"].clone();
        self.tell("initialized", json!({}));
    }

    pub(crate) fn folder(&self) -> String {
        format!("file://{}", self.root.path().display())
    }

    pub(crate) fn uri(&self, file: &str) -> String {
        format!("{}/{file}", self.folder())
    }

    fn file(&self, uri: &str) -> String {
        uri.strip_prefix(&format!("{}/", self.folder())).unwrap_or(uri).to_owned()
    }

    /// Says something that needs no answer.
    pub(crate) fn tell(&mut self, method: &str, params: Json) {
        let message = Notification { method: method.to_owned(), params };
        self.connection.sender.send(message.into()).unwrap();
    }

    /// Asks without waiting; the number of the request.
    pub(crate) fn send(&mut self, method: &str, params: Json) -> i32 {
        self.next += 1;
        let request = Request { id: self.next.into(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).unwrap();
        self.next
    }

    /// Waits for the answer to a request.
    pub(crate) fn wait(&mut self, id: i32) -> Result<Json, String> {
        let id = RequestId::from(id);
        loop {
            if let Some(answer) = self.early.remove(&id) {
                return answer;
            }
            if let Message::Response(Response { id: of, response_result }) = self.receive() {
                let answer = response_result.map_err(|error| format!("{}: {}", error.code, error.message));
                self.early.insert(of, answer);
            }
        }
    }

    pub(crate) fn ask(&mut self, method: &str, params: Json) -> Result<Json, String> {
        let id = self.send(method, params);
        self.wait(id)
    }

    /// The next message; what is told of findings is taken down.
    fn receive(&mut self) -> Message {
        let message = self.connection.receiver.recv_timeout(PATIENCE).unwrap();
        if let Message::Notification(notification) = &message {
            match notification.method.as_str() {
                "textDocument/publishDiagnostics" => self.found(&notification.params),
                _ => self.said.push(notification.params["message"].as_str().unwrap_or_default().to_owned()),
            }
        }
        message
    }

    fn found(&mut self, params: &Json) {
        let file = self.file(params["uri"].as_str().unwrap());
        let found = params["diagnostics"].as_array().unwrap().clone();
        let Some(buffer) = self.buffers.get_mut(&file) else {
            self.others.insert(file, found);
            return;
        };
        buffer.found = found;
        if let Some(version) = params["version"].as_i64() {
            buffer.version = buffer.version.max(version);
        }
    }

    /// Opens a text that stands in for a file, saved or not; waits for what is found in it.
    pub(crate) fn open(&mut self, file: &str, text: &str) {
        let buffer = Buffer { text: text.to_owned(), version: -1, found: Vec::new() };
        self.buffers.insert(file.to_owned(), buffer);
        let item = json!({ "uri": self.uri(file), "languageId": "stack", "version": 0, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": item }));
        self.settle(file, 0);
    }

    /// Opens a file with what is on the disk.
    pub(crate) fn open_file(&mut self, file: &str) {
        let text = std::fs::read_to_string(self.root.path().join(file)).unwrap();
        self.open(file, &text);
    }

    /// Waits until it is told what is found in a version of a text, and in all others then.
    fn settle(&mut self, file: &str, version: i64) {
        while self.buffers[file].version < version {
            self.receive();
        }
        // What is asked about all stacks is answered behind all that was found at its moment.
        self.ask("workspace/symbol", json!({ "query": "" })).unwrap();
    }

    /// Replaces some bytes; waits for what is found then.
    pub(crate) fn edit(&mut self, file: &str, start: usize, end: usize, text: &str) {
        let range = json!({ "start": self.position(file, start), "end": self.position(file, end) });
        self.buffers.get_mut(file).unwrap().text.replace_range(start..end, text);
        self.changed(file, json!([{ "range": range, "text": text }]));
    }

    /// Tells a change; waits for what is found then.
    pub(crate) fn changed(&mut self, file: &str, changes: Json) {
        let version = self.buffers[file].version + 1;
        let document = json!({ "uri": self.uri(file), "version": version });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        self.settle(file, version);
    }

    /// Replaces the whole text.
    pub(crate) fn set(&mut self, file: &str, text: &str) {
        text.clone_into(&mut self.buffers.get_mut(file).unwrap().text);
        self.changed(file, json!([{ "text": text }]));
    }

    /// The position of a byte.
    pub(crate) fn position(&self, file: &str, byte: usize) -> Json {
        let before = &self.buffers[file].text[..byte];
        let line = before.matches('\n').count();
        let column = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let column = if self.utf8 { column.len() } else { column.encode_utf16().count() };
        json!({ "line": line, "character": column })
    }

    /// The byte at a position.
    pub(crate) fn byte(&self, text: &str, position: &Json) -> usize {
        let number = |name: &str| usize::try_from(position[name].as_u64().unwrap()).unwrap();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let start: usize = lines.iter().take(number("line")).map(|line| line.len()).sum();
        let line = lines.get(number("line")).copied().unwrap_or("");
        let mut column = 0;
        for (at, letter) in line.char_indices() {
            if column >= number("character") {
                return start + at;
            }
            column += if self.utf8 { letter.len_utf8() } else { letter.len_utf16() };
        }
        start + line.len()
    }

    /// Asks about the place of `needle` in a text, right behind its first `inside` bytes.
    pub(crate) fn about(&mut self, method: &str, file: &str, needle: &str, inside: usize) -> Json {
        let at = self.buffers[file].text.find(needle).unwrap_or_else(|| panic!("no `{needle}`")) + inside;
        self.at(method, file, at, json!({}))
    }

    /// Asks about a byte, with more besides.
    pub(crate) fn at(&mut self, method: &str, file: &str, byte: usize, more: Json) -> Json {
        let mut params =
            json!({ "textDocument": { "uri": self.uri(file) }, "position": self.position(file, byte) });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.ask(method, params).unwrap()
    }

    /// Asks about a whole text.
    pub(crate) fn of(&mut self, method: &str, file: &str, more: Json) -> Json {
        let mut params = json!({ "textDocument": { "uri": self.uri(file) } });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.ask(method, params).unwrap()
    }

    /// A text with edits of it applied.
    pub(crate) fn with_edits(&self, file: &str, edits: &Json) -> String {
        let text = match self.buffers.get(file) {
            Some(buffer) => buffer.text.clone(),
            None => std::fs::read_to_string(self.root.path().join(file)).unwrap_or_default(),
        };
        let mut edits: Vec<(usize, usize, String)> = edits
            .as_array()
            .unwrap_or(&Vec::new())
            .iter()
            .map(|edit| {
                let place = |end: &str| self.byte(&text, &edit["range"][end]);
                (place("start"), place("end"), edit["newText"].as_str().unwrap().to_owned())
            })
            .collect();
        edits.sort_by_key(|(start, end, _)| (*start, *end));
        let mut result = text;
        for (start, end, new) in edits.into_iter().rev() {
            result.replace_range(start..end, &new);
        }
        result
    }

    /// Applies what a request gave for several files; files that are not open are written.
    pub(crate) fn apply(&mut self, edit: &Json) {
        let changes: BTreeMap<String, Json> = match edit["documentChanges"].as_array() {
            Some(all) => all
                .iter()
                .map(|one| (self.file(one["textDocument"]["uri"].as_str().unwrap()), one["edits"].clone()))
                .collect(),
            None => edit["changes"]
                .as_object()
                .unwrap()
                .iter()
                .map(|(uri, edits)| (self.file(uri), edits.clone()))
                .collect(),
        };
        for (file, edits) in changes {
            let text = self.with_edits(&file, &edits);
            if self.buffers.contains_key(&file) {
                self.set(&file, &text);
            } else {
                std::fs::write(self.root.path().join(&file), text).unwrap();
            }
        }
    }

    /// What is found in a text, one line each.
    pub(crate) fn problems(&self, file: &str) -> String {
        let found = self.buffers.get(file).map_or_else(|| &self.others[file], |buffer| &buffer.found);
        shown(found)
    }

    /// Ends the session as an editor does; how it ended.
    pub(crate) fn end(mut self) -> Ended {
        self.ask("shutdown", Json::Null).unwrap();
        self.tell("exit", Json::Null);
        self.server.take().unwrap().join().unwrap()
    }

    /// Goes away without a word; how the session ended.
    pub(crate) fn vanish(self) -> Ended {
        let Self { connection, server, .. } = self;
        drop(connection);
        server.unwrap().join().unwrap()
    }
}

/// Findings, one line each.
pub(crate) fn shown(found: &[Json]) -> String {
    let line = |one: &Json| {
        let start = &one["range"]["start"];
        let word = ["", "error", "warning", "info", "hint"]
            [usize::try_from(one["severity"].as_u64().unwrap()).unwrap()];
        let mut text = format!(
            "{}:{} {word} [{}] {}",
            start["line"].as_u64().unwrap() + 1,
            start["character"].as_u64().unwrap() + 1,
            one["code"].as_str().unwrap(),
            one["message"].as_str().unwrap().replace('\n', " / "),
        );
        for related in one["relatedInformation"].as_array().into_iter().flatten() {
            let line = related["location"]["range"]["start"]["line"].as_u64().unwrap() + 1;
            text.push_str(&format!(" | line {line}: {}", related["message"].as_str().unwrap()));
        }
        text
    };
    if found.is_empty() {
        "nothing is wrong".to_owned()
    } else {
        found.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
