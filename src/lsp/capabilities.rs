//! What this server offers, and what the client said of itself.

use std::path::{Component, Path, PathBuf};

use ls_types::{
    CallHierarchyServerCapability, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DidChangeWatchedFilesRegistrationOptions, DocumentLinkOptions,
    DocumentOnTypeFormattingOptions, FileSystemWatcher, FoldingRangeProviderCapability, GlobPattern,
    HoverProviderCapability, InitializeParams, InitializeResult, OneOf, Registration, RegistrationParams,
    RenameOptions, SelectionRangeProviderCapability, SemanticTokenModifier, SemanticTokenType,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions, SemanticTokensServerCapabilities,
    ServerCapabilities, ServerInfo, SignatureHelpOptions, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::Value as Json;

use super::lines::Encoding;
use super::uris;
use crate::ide::tokens::Sort;
use crate::ide::{Given, Settings};

/// What a client said of itself.
#[derive(Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// The folders that it works in.
    pub(super) roots: Vec<PathBuf>,
    /// Whether a completion may have places to go on at.
    pub(super) snippets: bool,
    /// Whether it knows which word led to a definition.
    pub(super) links: bool,
    /// Whether it watches files when it is asked to.
    pub(super) watches: bool,
}

impl Client {
    pub(super) fn new(params: &InitializeParams) -> Self {
        let about = &params.capabilities;
        let general = about.general.as_ref();
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let workspace = about.workspace.as_ref();
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let folders = params.workspace_folders.iter().flatten();
        let mut roots: Vec<PathBuf> = folders.map(|folder| uris::to_path(&folder.uri)).collect();
        #[expect(deprecated, reason = "all that older clients say")]
        if roots.is_empty() {
            roots.extend(params.root_uri.as_ref().map(uris::to_path));
        }
        let text = about.text_document.as_ref();
        let completion = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let definition = text.and_then(|text| text.definition.as_ref());
        Self {
            snippets: completion.is_some_and(|item| item.snippet_support == Some(true)),
            links: definition.is_some_and(|definition| definition.link_support == Some(true)),
            encoding: Encoding::best(offered),
            roots,
            watches: watched.is_some_and(|watched| watched.dynamic_registration == Some(true)),
        }
    }
}

/// What stacks are judged under, as the client's settings say: `params` is a list of `name=value`, `paramFiles` one of
/// paths, `asOf` a day; `stacks` says the same of one stack each, by its folder or file.
pub(super) fn settings(settings: Option<&Json>, roots: &[PathBuf]) -> Settings {
    let Some(settings) = settings else { return Settings::default() };
    let root = roots.first().cloned().unwrap_or_default();
    let mut all = Settings { all: given(settings, &root), ..Settings::default() };
    for (name, own) in settings.get("stacks").and_then(Json::as_object).into_iter().flatten() {
        for path in roots.iter().map(|root| straight(&root.join(name))) {
            let is_file = path.extension().is_some_and(|end| end == "stack");
            let folder = if is_file { path.parent().unwrap_or(&path) } else { &path };
            all.own.insert(path.clone(), given(own, folder));
        }
    }
    all
}

/// A path without `.` and `..`, as clients name files.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                straight.pop();
            }
            part => straight.push(part),
        }
    }
    straight
}

/// What is given to stacks; paths count from a folder.
fn given(settings: &Json, folder: &Path) -> Given {
    let list = |name: &str| -> Vec<String> {
        let all = settings.get(name).and_then(Json::as_array);
        all.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let as_of = settings.get("asOf").and_then(Json::as_str).filter(|day| !day.is_empty());
    Given {
        values: list("params"),
        files: list("paramFiles").into_iter().map(|file| straight(&folder.join(file))).collect(),
        as_of: as_of.map(str::to_owned),
    }
}

/// The answer to `initialize`.
pub(super) fn result(client: &Client) -> Json {
    let result = InitializeResult {
        capabilities: capabilities(client.encoding),
        server_info: Some(ServerInfo {
            name: "stackc".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        offset_encoding: None,
    };
    // INVARIANT: strings and flags alone are written, so writing cannot fail.
    serde_json::to_value(result).unwrap_or_default()
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::Supported(true)),
            ..TextDocumentSyncOptions::default()
        })),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: None,
        }),
        ..writing(reading())
    }
}

/// What is offered to whoever reads.
fn reading() -> ServerCapabilities {
    ServerCapabilities {
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
        references_provider: Some(OneOf::Left(true)),
        document_highlight_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(tokens())),
        inlay_hint_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    }
}

/// What is offered to whoever writes, besides.
fn writing(besides: ServerCapabilities) -> ServerCapabilities {
    ServerCapabilities {
        document_formatting_provider: Some(OneOf::Left(true)),
        document_range_formatting_provider: Some(OneOf::Left(true)),
        document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: Some(vec!["}".to_owned(), "]".to_owned()]),
        }),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([".", "\"", "/", "$", "{", "(", ":", "["].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: Some(["(", ",", " "].map(str::to_owned).to_vec()),
            ..SignatureHelpOptions::default()
        }),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![
                CodeActionKind::QUICKFIX,
                CodeActionKind::REFACTOR_EXTRACT,
                CodeActionKind::REFACTOR_REWRITE,
                CodeActionKind::SOURCE_FIX_ALL,
            ]),
            ..CodeActionOptions::default()
        })),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        ..besides
    }
}

/// Asks to be told of every file that a stack may depend on: its own, its params, its code.
pub(super) fn watching() -> RegistrationParams {
    let watcher = FileSystemWatcher { glob_pattern: GlobPattern::String("**/*".to_owned()), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
    RegistrationParams {
        registrations: vec![Registration {
            id: "stackc/watch".to_owned(),
            method: "workspace/didChangeWatchedFiles".to_owned(),
            register_options: serde_json::to_value(options).ok(),
        }],
    }
}

/// What each sort of word is called in the protocol, by its number.
const TOKENS: [(Sort, SemanticTokenType); 8] = [
    (Sort::Keyword, SemanticTokenType::KEYWORD),
    (Sort::Kind, SemanticTokenType::TYPE),
    (Sort::Resource, SemanticTokenType::CLASS),
    (Sort::Param, SemanticTokenType::PARAMETER),
    (Sort::Value, SemanticTokenType::VARIABLE),
    (Sort::Attribute, SemanticTokenType::PROPERTY),
    (Sort::Block, SemanticTokenType::MACRO),
    (Sort::Event, SemanticTokenType::EVENT),
];

/// The number of a sort of word.
pub(super) fn token_type(sort: Sort) -> u32 {
    let at = TOKENS.iter().position(|(known, _)| *known == sort);
    at.and_then(|at| u32::try_from(at).ok()).unwrap_or(0)
}

fn tokens() -> SemanticTokensOptions {
    SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TOKENS.iter().map(|(_, name)| name.clone()).collect(),
            token_modifiers: vec![SemanticTokenModifier::DECLARATION],
        },
        full: Some(SemanticTokensFullOptions::Bool(true)),
        ..SemanticTokensOptions::default()
    }
}
