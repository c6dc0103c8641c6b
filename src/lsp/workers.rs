//! The threads that answer requests.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, Sender};
use ls_types::notification::{LogMessage, Notification as _, ShowMessage};
use ls_types::{LogMessageParams, MessageType, ShowMessageParams};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};

use super::board::Board;
use super::capabilities::Client;
use super::handlers::{Asked, Refusal, about_own, answer};

/// A request, and the moment that it was asked at.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) request: Request,
    pub(super) generation: u64,
    /// Set once the client does not want to know any more.
    pub(super) cancelled: Arc<AtomicBool>,
}

/// How many requests are answered at once.
pub(super) const WORKERS: usize = 2;

/// Answers requests until there are no more; what was answered is told to `done`.
pub(super) fn work(
    jobs: &Receiver<Job>,
    board: &Board<'_>,
    out: &Sender<Message>,
    done: &Sender<RequestId>,
    client: &Client,
) {
    for job in jobs {
        let id = job.request.id.clone();
        let answered = catch_unwind(AssertUnwindSafe(|| respond(&job, board, client)));
        let response = answered.unwrap_or_else(|fault| {
            let text = crashed(&format!("answering `{}`", job.request.method), fault.as_ref());
            log(out, &text);
            show(out, &text);
            Response::new_err(id.clone(), ErrorCode::InternalError as i32, text)
        });
        // A client that went away needs no answer.
        let _ = out.send(response.into());
        let _ = done.send(id);
    }
}

/// The answer to a request from the very moment it was asked at; later moments are no answer to it.
fn respond(job: &Job, board: &Board<'_>, client: &Client) -> Response {
    let id = job.request.id.clone();
    let refuse = |code: ErrorCode, text: &str| Response::new_err(id.clone(), code as i32, text.to_owned());
    let is_cancelled = || job.cancelled.load(Ordering::Relaxed);
    if is_cancelled() {
        return refuse(ErrorCode::RequestCanceled, "cancelled");
    }
    let Some(snapshot) = board.at(job.generation, about_own(&job.request).as_deref()) else {
        return refuse(ErrorCode::ServerCancelled, "the session ends");
    };
    if is_cancelled() {
        return refuse(ErrorCode::RequestCanceled, "cancelled");
    }
    if snapshot.generation > job.generation {
        return refuse(ErrorCode::ContentModified, "the text has changed meanwhile");
    }
    let asked = Asked { snapshot: &snapshot, client, cancelled: &job.cancelled };
    let answered = answer(&asked, &job.request.method, job.request.params.clone());
    if is_cancelled() {
        return refuse(ErrorCode::RequestCanceled, "cancelled");
    }
    match answered {
        Ok(value) => Response::new_ok(id, value),
        Err(Refusal::Unknown) => {
            refuse(ErrorCode::MethodNotFound, &format!("`{}` is not known here", job.request.method))
        }
        Err(Refusal::Unreadable(why)) => refuse(ErrorCode::InvalidParams, &why),
        Err(Refusal::Failed(why)) => refuse(ErrorCode::RequestFailed, &why),
    }
}

/// What is said when we are wrong.
pub(super) fn crashed(doing: &str, fault: &(dyn Any + Send)) -> String {
    let text = fault.downcast_ref::<&str>().copied();
    let text = text.or_else(|| fault.downcast_ref::<String>().map(String::as_str));
    format!("stackc made a mistake while {doing}, and goes on: {}", text.unwrap_or("no more is known"))
}

/// Writes into the client's log.
pub(super) fn log(out: &Sender<Message>, text: &str) {
    let params = LogMessageParams { typ: MessageType::ERROR, message: text.to_owned() };
    let _ = out.send(Notification::new(LogMessage::METHOD.to_owned(), params).into());
}

/// Shows to whoever sits before the client.
fn show(out: &Sender<Message>, text: &str) {
    let params = ShowMessageParams { typ: MessageType::ERROR, message: text.to_owned() };
    let _ = out.send(Notification::new(ShowMessage::METHOD.to_owned(), params).into());
}
