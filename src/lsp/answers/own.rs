//! What this server answers besides what the protocol knows.

use std::path::Path;

use ls_types::Uri;
use ls_types::request::Request;
use serde::{Deserialize, Serialize};

use crate::ide::stacks;
use crate::lsp::handlers::{Answer, Asked};
use crate::lsp::uris;
use crate::session::rules;
use crate::view::rule_page;

/// `stackc/page`: the text of a rule's page, which findings link to.
#[derive(Debug)]
pub(in crate::lsp) enum PageRequest {}

/// Which page, or which file.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::lsp) struct Named {
    uri: Uri,
}

impl Request for PageRequest {
    type Params = Named;
    type Result = Option<String>;
    const METHOD: &'static str = "stackc/page";
}

pub(in crate::lsp) fn page(_: &Asked<'_>, params: Named) -> Answer<Option<String>> {
    let path = params.uri.path().as_str();
    let name = path.rsplit('/').next().and_then(|file| file.strip_suffix(".md")).unwrap_or("");
    Ok(rules().into_iter().find(|rule| rule.name == name).map(rule_page::page))
}

/// `stackc/stacks`: the stacks that a file belongs to.
#[derive(Debug)]
pub(in crate::lsp) enum StacksRequest {}

/// A stack, as a client runs commands on it.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::lsp) struct StackOf {
    name: String,
    /// The folder to run a command in.
    folder: String,
    /// What names the stack for a command.
    path: String,
    /// What it is judged under.
    arguments: Vec<String>,
}

impl Request for StacksRequest {
    type Params = Named;
    type Result = Vec<StackOf>;
    const METHOD: &'static str = "stackc/stacks";
}

pub(in crate::lsp) fn stacks(asked: &Asked<'_>, params: Named) -> Answer<Vec<StackOf>> {
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let write = |stack: stacks::Stack<'_>| StackOf {
        name: stack.name.to_owned(),
        folder: text(stack.folder),
        path: text(stack.path),
        arguments: stack.arguments,
    };
    Ok(stacks::stacks(asked.snapshot, &uris::to_path(&params.uri)).into_iter().map(write).collect())
}
