//! One line for each request: what is asked of `ide`, and how the answer is written.

use std::path::PathBuf;
use std::str::FromStr as _;
use std::sync::atomic::{AtomicBool, Ordering};

use ls_types::request::{self, Request};
use ls_types::{Position, Uri};
use serde::Deserialize as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::answers::{self, own, structure, writing};
use super::capabilities::Client;
use super::lines::Lines;
use super::to_proto::Proto;
use super::uris;
use crate::ide::{Cx, Snapshot};

/// What requests are answered from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) snapshot: &'a Snapshot<'a>,
    pub(super) client: &'a Client,
    pub(super) cancelled: &'a AtomicBool,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Refusal {
    /// Nothing is known of such requests.
    Unknown,
    /// What is asked cannot be read.
    Unreadable(String),
    /// It cannot be done.
    Failed(String),
}

/// An answer or why there is none.
pub(super) type Answer<T> = Result<T, Refusal>;

/// A file of a stack that is asked about, and how places in it are written.
pub(super) struct Here<'a> {
    pub(super) cx: Cx<'a>,
    pub(super) proto: Proto<'a>,
}

impl Here<'_> {
    pub(super) fn byte(&self, position: Position) -> u32 {
        self.proto.byte(self.cx.file, position)
    }
}

impl<'a> Asked<'a> {
    /// Whether nobody wants to know any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// The file that is asked about; `None` if it belongs to no stack.
    pub(super) fn here(&self, uri: &Uri) -> Option<Here<'a>> {
        let path = uris::to_path(uri);
        let cx = self.snapshot.cx(&path)?;
        Some(Here { proto: Proto::new(cx.project, self.client.encoding), cx })
    }

    /// The text of a file that is open, whether it belongs to a stack or not.
    pub(super) fn text(&self, uri: &Uri) -> Option<(PathBuf, &'a str)> {
        let path = uris::to_path(uri);
        let text = self.snapshot.texts.get(&path)?;
        Some((path, text))
    }

    pub(super) fn lines<'t>(&self, text: &'t str) -> Lines<'t> {
        Lines::new(text, self.client.encoding)
    }
}

/// Whatever is asked about a file needs its own stack and no other, but for these.
const ABOUT_ALL: [&str; 4] = [
    request::References::METHOD,
    request::PrepareRenameRequest::METHOD,
    request::Rename::METHOD,
    request::CodeActionRequest::METHOD,
];

/// The file whose own stack is enough to answer a request; `None` if all stacks are needed.
pub(super) fn about_own(request: &lsp_server::Request) -> Option<PathBuf> {
    let uri = request.params.get("textDocument")?.get("uri")?.as_str()?;
    let uri = Uri::from_str(uri).ok()?;
    (!ABOUT_ALL.contains(&request.method.as_str())).then(|| uris::to_path(&uri))
}

/// Answers one request.
pub(super) fn answer(asked: &Asked<'_>, method: &str, params: Json) -> Answer<Json> {
    reading(asked, method, &params)
        .or_else(|| beside(asked, method, &params))
        .or_else(|| writing(asked, method, &params))
        .or_else(|| besides(asked, method, &params))
        .unwrap_or(Err(Refusal::Unknown))
}

/// What is asked about a text as it is.
fn reading(asked: &Asked<'_>, method: &str, params: &Json) -> Option<Answer<Json>> {
    Some(match method {
        request::HoverRequest::METHOD => with::<request::HoverRequest>(asked, params, answers::hover),
        request::GotoDefinition::METHOD => {
            with::<request::GotoDefinition>(asked, params, answers::definition)
        }
        request::SelectionRangeRequest::METHOD => {
            with::<request::SelectionRangeRequest>(asked, params, answers::selection)
        }
        request::References::METHOD => with::<request::References>(asked, params, structure::references),
        request::DocumentHighlightRequest::METHOD => {
            with::<request::DocumentHighlightRequest>(asked, params, structure::highlights)
        }
        request::DocumentSymbolRequest::METHOD => {
            with::<request::DocumentSymbolRequest>(asked, params, structure::symbols)
        }
        request::WorkspaceSymbolRequest::METHOD => {
            with::<request::WorkspaceSymbolRequest>(asked, params, structure::workspace_symbols)
        }
        request::FoldingRangeRequest::METHOD => {
            with::<request::FoldingRangeRequest>(asked, params, structure::folding)
        }
        request::SemanticTokensFullRequest::METHOD => {
            with::<request::SemanticTokensFullRequest>(asked, params, structure::tokens)
        }
        _ => return None,
    })
}

/// What is shown beside a text, and the ways through it.
fn beside(asked: &Asked<'_>, method: &str, params: &Json) -> Option<Answer<Json>> {
    Some(match method {
        request::DocumentLinkRequest::METHOD => {
            with::<request::DocumentLinkRequest>(asked, params, structure::links)
        }
        request::InlayHintRequest::METHOD => {
            with::<request::InlayHintRequest>(asked, params, structure::hints)
        }
        request::CodeLensRequest::METHOD => {
            with::<request::CodeLensRequest>(asked, params, structure::lenses)
        }
        request::CodeLensResolve::METHOD => with::<request::CodeLensResolve>(asked, params, structure::lens),
        request::CallHierarchyPrepare::METHOD => {
            with::<request::CallHierarchyPrepare>(asked, params, structure::prepare_calls)
        }
        request::CallHierarchyIncomingCalls::METHOD => {
            with::<request::CallHierarchyIncomingCalls>(asked, params, structure::incoming)
        }
        request::CallHierarchyOutgoingCalls::METHOD => {
            with::<request::CallHierarchyOutgoingCalls>(asked, params, structure::outgoing)
        }
        _ => return None,
    })
}

/// What is asked in order to write.
fn writing(asked: &Asked<'_>, method: &str, params: &Json) -> Option<Answer<Json>> {
    Some(match method {
        request::Completion::METHOD => with::<request::Completion>(asked, params, writing::completion),
        request::SignatureHelpRequest::METHOD => {
            with::<request::SignatureHelpRequest>(asked, params, writing::signature)
        }
        request::CodeActionRequest::METHOD => {
            with::<request::CodeActionRequest>(asked, params, writing::actions)
        }
        request::PrepareRenameRequest::METHOD => {
            with::<request::PrepareRenameRequest>(asked, params, writing::prepare_rename)
        }
        request::Rename::METHOD => with::<request::Rename>(asked, params, writing::rename),
        request::Formatting::METHOD => with::<request::Formatting>(asked, params, writing::formatting),
        request::RangeFormatting::METHOD => {
            with::<request::RangeFormatting>(asked, params, writing::range_formatting)
        }
        request::OnTypeFormatting::METHOD => {
            with::<request::OnTypeFormatting>(asked, params, writing::on_type)
        }
        _ => return None,
    })
}

/// What the protocol does not know.
fn besides(asked: &Asked<'_>, method: &str, params: &Json) -> Option<Answer<Json>> {
    Some(match method {
        own::PageRequest::METHOD => with::<own::PageRequest>(asked, params, own::page),
        own::StacksRequest::METHOD => with::<own::StacksRequest>(asked, params, own::stacks),
        _ => return None,
    })
}

/// Reads what is asked, and writes the answer.
fn with<R: Request>(
    asked: &Asked<'_>,
    params: &Json,
    answer: impl FnOnce(&Asked<'_>, R::Params) -> Answer<R::Result>,
) -> Answer<Json>
where
    R::Params: DeserializeOwned,
    R::Result: Serialize,
{
    let params = R::Params::deserialize(params).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let value = answer(asked, params)?;
    serde_json::to_value(value).map_err(|error| Refusal::Failed(error.to_string()))
}
