//! The loop that reads messages in their order and hands them on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender, unbounded};
use ls_types::notification::{
    Cancel, DidChangeConfiguration, DidChangeTextDocument, DidChangeWatchedFiles, DidChangeWorkspaceFolders,
    DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument, Exit, Notification as _,
};
use ls_types::request::{RegisterCapability, Request as _, Shutdown};
use ls_types::{InitializeParams, NumberOrString};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;

use super::analyst::{Change, Numbered, follow};
use super::board::Board;
use super::capabilities::{Client, result, settings, watching};
use super::documents::Documents;
use super::workers::{Job, WORKERS, log, work};
use super::{Ended, LspError, uris};
use crate::base::System;
use crate::catalog::Catalog;
use crate::ide::{Watching, Workspace};

/// Serves a client until it ends the session.
pub(super) fn run(connection: &Connection, system: &dyn System, catalog: Catalog) -> Result<Ended, LspError> {
    let (id, params) = connection.initialize_start()?;
    let params: InitializeParams = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(error) => {
            let refusal = Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string());
            let _ = connection.sender.send(refusal.into());
            return Ok(Ended::Abruptly);
        }
    };
    let client = Client::new(&params);
    connection.initialize_finish(id, result(&client))?;
    let board = Board::new();
    let (changes, to_follow) = unbounded::<Numbered>();
    let (jobs, to_answer) = unbounded::<Job>();
    let (old, to_drop) = unbounded();
    let (done, answered) = unbounded::<RequestId>();
    let settings = settings(params.initialization_options.as_ref(), &client.roots);
    let watching = if client.watches { Watching::Editor } else { Watching::Nobody };
    let workspace = Workspace::new(system, catalog, settings).watched_by(watching);
    let client = &client;
    let out = &connection.sender;
    let ended = std::thread::scope(|scope| {
        let board = &board;
        scope.spawn(move || follow(workspace, &to_follow, board, &old, out, client.encoding));
        scope.spawn(move || to_drop.iter().for_each(drop));
        for _ in 0..WORKERS {
            scope.spawn(|| work(&to_answer, board, out, &done, client));
        }
        let mut server = Server::new(out, client, (changes, jobs, answered));
        server.begin();
        server.listen(&connection.receiver)
        // Its channels end with it, and with them the threads.
    });
    Ok(ended)
}

struct Server<'a> {
    out: &'a Sender<Message>,
    changes: Sender<Numbered>,
    jobs: Sender<Job>,
    answered: Receiver<RequestId>,
    client: &'a Client,
    documents: Documents,
    /// Counts the changes.
    generation: u64,
    /// Requests that are not answered yet, as far as is known.
    open: BTreeMap<RequestId, Arc<AtomicBool>>,
    /// Whether the client said `shutdown`.
    stopping: bool,
}

impl<'a> Server<'a> {
    /// A server to which nothing was said yet, and what it hands on by and hears of answers.
    fn new(
        out: &'a Sender<Message>,
        client: &'a Client,
        (changes, jobs, answered): (Sender<Numbered>, Sender<Job>, Receiver<RequestId>),
    ) -> Self {
        Self {
            out,
            changes,
            jobs,
            answered,
            client,
            documents: Documents::default(),
            generation: 0,
            open: BTreeMap::new(),
            stopping: false,
        }
    }

    /// What is done before the first message.
    fn begin(&mut self) {
        let added = self.client.roots.clone();
        self.change(Change::Roots { added, removed: Vec::new() });
        if self.client.watches {
            let params = watching();
            let request =
                Request::new("stackc/watch".to_owned().into(), RegisterCapability::METHOD.to_owned(), params);
            let _ = self.out.send(request.into());
        }
    }

    fn listen(&mut self, messages: &Receiver<Message>) -> Ended {
        for message in messages {
            match message {
                Message::Request(request) => self.request(request),
                Message::Notification(notification) if notification.method == Exit::METHOD => {
                    return if self.stopping { Ended::Cleanly } else { Ended::Abruptly };
                }
                Message::Notification(notification) => self.notification(notification),
                // What was asked of the client needs no answer.
                Message::Response(_) => {}
            }
        }
        Ended::Abruptly
    }

    fn request(&mut self, request: Request) {
        for id in self.answered.try_iter() {
            self.open.remove(&id);
        }
        if self.stopping {
            let text = "the session has been shut down".to_owned();
            let refusal = Response::new_err(request.id, ErrorCode::InvalidRequest as i32, text);
            let _ = self.out.send(refusal.into());
        } else if request.method == Shutdown::METHOD {
            self.stopping = true;
            let _ = self.out.send(Response::new_ok(request.id, ()).into());
        } else {
            let cancelled = Arc::new(AtomicBool::new(false));
            self.open.insert(request.id.clone(), Arc::clone(&cancelled));
            // Threads that ended have answered all.
            let _ = self.jobs.send(Job { request, generation: self.generation, cancelled });
        }
    }

    fn change(&mut self, change: Change) {
        self.generation += 1;
        let _ = self.changes.send((self.generation, change));
    }

    fn notification(&mut self, notification: Notification) {
        let method = notification.method.clone();
        let done = match method.as_str() {
            DidOpenTextDocument::METHOD => self.opened(notification),
            DidChangeTextDocument::METHOD => self.changed(notification),
            DidCloseTextDocument::METHOD => self.closed(notification),
            DidSaveTextDocument::METHOD => {
                self.change(Change::Saved);
                Ok(())
            }
            DidChangeWatchedFiles::METHOD => self.disk(notification),
            DidChangeWorkspaceFolders::METHOD => self.folders(notification),
            DidChangeConfiguration::METHOD => self.configured(notification),
            Cancel::METHOD => self.cancel(notification),
            // What is not known may be ignored.
            _ => Ok(()),
        };
        if let Err(error) = done {
            log(self.out, &format!("`{method}` could not be read: {error}"));
        }
    }

    fn opened(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let params = read::<DidOpenTextDocument>(notification)?.text_document;
        let path = uris::to_path(&params.uri);
        let document = self.documents.open(path.clone(), params.version, &params.text);
        self.change(Change::Text(path, Some((document.version, document.text))));
        Ok(())
    }

    fn changed(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let params = read::<DidChangeTextDocument>(notification)?;
        let path = uris::to_path(&params.text_document.uri);
        let (version, encoding) = (params.text_document.version, self.client.encoding);
        let document = self.documents.change(&path, version, params.content_changes, encoding);
        if let Some(document) = document {
            self.change(Change::Text(path, Some((document.version, document.text))));
        }
        Ok(())
    }

    fn closed(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let path = uris::to_path(&read::<DidCloseTextDocument>(notification)?.text_document.uri);
        self.documents.close(&path);
        self.change(Change::Text(path, None));
        Ok(())
    }

    fn disk(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let params = read::<DidChangeWatchedFiles>(notification)?;
        let paths = params.changes.iter().map(|event| uris::to_path(&event.uri)).collect();
        self.change(Change::Disk(paths));
        Ok(())
    }

    fn folders(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let event = read::<DidChangeWorkspaceFolders>(notification)?.event;
        let paths = |folders: Vec<ls_types::WorkspaceFolder>| -> Vec<PathBuf> {
            folders.iter().map(|folder| uris::to_path(&folder.uri)).collect()
        };
        self.change(Change::Roots { added: paths(event.added), removed: paths(event.removed) });
        Ok(())
    }

    fn configured(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let all = read::<DidChangeConfiguration>(notification)?.settings;
        let own = all.get("stackc").unwrap_or(&all);
        self.change(Change::Settings(settings(Some(own), &self.client.roots)));
        Ok(())
    }

    fn cancel(&mut self, notification: Notification) -> Result<(), serde_json::Error> {
        let id = match read::<Cancel>(notification)?.id {
            NumberOrString::Number(number) => RequestId::from(number),
            NumberOrString::String(text) => RequestId::from(text),
        };
        if let Some(cancelled) = self.open.get(&id) {
            cancelled.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// What a notification says.
fn read<N: ls_types::notification::Notification>(
    notification: Notification,
) -> Result<N::Params, serde_json::Error>
where
    N::Params: DeserializeOwned,
{
    serde_json::from_value(notification.params)
}
