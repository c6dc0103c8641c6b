//! One line for each request: what is asked of `ide`, and how the answer is written.

use std::path::PathBuf;

use ls_types::request::{self, Request};
use ls_types::{Position, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::answers;
use super::lines::{Encoding, Lines};
use super::to_proto::Proto;
use super::uris;
use crate::ide::{Cx, Snapshot};

/// What requests are answered from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) snapshot: &'a Snapshot<'a>,
    pub(super) encoding: Encoding,
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
    /// The file that is asked about; `None` if it belongs to no stack.
    pub(super) fn here(&self, uri: &Uri) -> Option<Here<'a>> {
        let path = uris::to_path(uri);
        let cx = self.snapshot.cx(&path)?;
        Some(Here { proto: Proto::new(cx.project, self.encoding), cx })
    }

    /// The text of a file that is open, whether it belongs to a stack or not.
    pub(super) fn text(&self, uri: &Uri) -> Option<(PathBuf, &'a str)> {
        let path = uris::to_path(uri);
        let text = self.snapshot.texts.get(&path)?;
        Some((path, text))
    }

    pub(super) fn lines<'t>(&self, text: &'t str) -> Lines<'t> {
        Lines::new(text, self.encoding)
    }
}

/// Answers one request.
pub(super) fn answer(asked: &Asked<'_>, method: &str, params: Json) -> Answer<Json> {
    match method {
        request::HoverRequest::METHOD => with::<request::HoverRequest>(asked, params, answers::hover),
        request::GotoDefinition::METHOD => {
            with::<request::GotoDefinition>(asked, params, answers::definition)
        }
        request::Formatting::METHOD => with::<request::Formatting>(asked, params, answers::formatting),
        request::RangeFormatting::METHOD => {
            with::<request::RangeFormatting>(asked, params, answers::range_formatting)
        }
        request::SelectionRangeRequest::METHOD => {
            with::<request::SelectionRangeRequest>(asked, params, answers::selection)
        }
        _ => Err(Refusal::Unknown),
    }
}

/// Reads what is asked, and writes the answer.
fn with<R: Request>(
    asked: &Asked<'_>,
    params: Json,
    answer: impl FnOnce(&Asked<'_>, R::Params) -> Answer<R::Result>,
) -> Answer<Json>
where
    R::Params: DeserializeOwned,
    R::Result: Serialize,
{
    let params = serde_json::from_value(params).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let value = answer(asked, params)?;
    serde_json::to_value(value).map_err(|error| Refusal::Failed(error.to_string()))
}
