//! Answers about what is being written: completion, signatures, actions, renaming, formatting.

use ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, CompletionItem, CompletionItemKind,
    CompletionItemTag, CompletionList, CompletionParams, CompletionResponse, CompletionTextEdit,
    DocumentChanges, DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams,
    Documentation, InsertTextFormat, OneOf, OptionalVersionedTextDocumentIdentifier, ParameterInformation,
    ParameterLabel, Position, PrepareRenameResponse, Range, RenameParams, SignatureHelp, SignatureHelpParams,
    SignatureInformation, TextDocumentEdit, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};

use super::super::handlers::{Answer, Asked, Here, Refusal};
use super::super::lines::Lines;
use super::super::to_proto::text_edits;
use super::super::uris;
use super::markdown;
use crate::ide;
use crate::ide::actions::{Action, Purpose};
use crate::ide::completion::{Completion, Sign};
use crate::ide::rename::FileEdit;

pub(in crate::lsp) fn completion(
    asked: &Asked<'_>,
    params: CompletionParams,
) -> Answer<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let uri = &at.text_document.uri;
    let Some(here) = asked.here(uri) else { return Ok(in_params(asked, uri, at.position)) };
    let found = ide::completion::completion(&here.cx, here.byte(at.position));
    let span = crate::base::Span::new(here.cx.file, found.start, found.end);
    Ok(Some(offered(asked, here.proto.range(span), found.items)))
}

/// What may be written in an open file of params.
fn in_params(asked: &Asked<'_>, uri: &Uri, position: Position) -> Option<CompletionResponse> {
    let (path, text) = asked.text(uri)?;
    let is_params = path.extension().is_some_and(|end| end == "params");
    let project = asked.snapshot.with_params(&path).filter(|_| is_params)?;
    let lines = asked.lines(text);
    let found = ide::completion::in_params(project, text, lines.byte(position));
    Some(offered(asked, lines.range(found.start, found.end), found.items))
}

/// What may be written in place of a range.
fn offered(asked: &Asked<'_>, range: Range, items: Vec<Completion>) -> CompletionResponse {
    let write = |(at, item): (usize, Completion)| {
        let snippet = if asked.client.snippets { item.snippet } else { plain(&item.snippet) };
        CompletionItem {
            // Who types a text begins with its first letter, not with the quote.
            filter_text: Some(item.label.trim_matches('"').to_owned()),
            label: item.label,
            kind: Some(kind(item.sign)),
            detail: Some(item.detail).filter(|detail| !detail.is_empty()),
            documentation: Some(item.documentation)
                .filter(|text| !text.is_empty())
                .map(|text| Documentation::MarkupContent(markdown(text))),
            sort_text: Some(format!("{at:05}")),
            insert_text_format: asked.client.snippets.then_some(InsertTextFormat::SNIPPET),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: snippet })),
            tags: item.deprecated.then(|| vec![CompletionItemTag::DEPRECATED]),
            ..CompletionItem::default()
        }
    };
    let items = items.into_iter().enumerate().map(write).collect();
    CompletionResponse::List(CompletionList { is_incomplete: false, items })
}

fn kind(sign: Sign) -> CompletionItemKind {
    match sign {
        Sign::Kind => CompletionItemKind::CLASS,
        Sign::Resource => CompletionItemKind::REFERENCE,
        Sign::Attribute => CompletionItemKind::PROPERTY,
        Sign::Block => CompletionItemKind::STRUCT,
        Sign::Keyword => CompletionItemKind::KEYWORD,
        Sign::Value => CompletionItemKind::ENUM_MEMBER,
        Sign::Unit => CompletionItemKind::UNIT,
        Sign::Variable => CompletionItemKind::VARIABLE,
        Sign::Function => CompletionItemKind::FUNCTION,
        Sign::Output => CompletionItemKind::FIELD,
        Sign::Event => CompletionItemKind::EVENT,
        Sign::File => CompletionItemKind::FILE,
        Sign::Folder => CompletionItemKind::FOLDER,
        Sign::Module => CompletionItemKind::MODULE,
        Sign::Type => CompletionItemKind::TYPE_PARAMETER,
    }
}

/// A snippet for who knows none: its places hold what they suggest.
pub(in crate::lsp) fn plain(snippet: &str) -> String {
    let mut text = String::with_capacity(snippet.len());
    let mut rest = snippet.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => text.extend(rest.next()),
            '$' if rest.peek() == Some(&'{') => {
                rest.next();
                let inner: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let held = inner.split_once(':').map(|(_, held)| held);
                let first = inner.split_once('|').and_then(|(_, all)| all.split([',', '|']).next());
                text.push_str(held.or(first).unwrap_or(""));
            }
            '$' => while rest.next_if(char::is_ascii_digit).is_some() {},
            c => text.push(c),
        }
    }
    text
}

pub(in crate::lsp) fn signature(
    asked: &Asked<'_>,
    params: SignatureHelpParams,
) -> Answer<Option<SignatureHelp>> {
    let at = params.text_document_position_params;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let found = ide::signature::signature(&here.cx, here.byte(at.position));
    Ok(found.map(|found| {
        let parameters = found
            .parameters
            .into_iter()
            .map(|text| ParameterInformation { label: ParameterLabel::Simple(text), documentation: None });
        let active = u32::try_from(found.active).ok();
        let signature = SignatureInformation {
            label: found.label,
            documentation: Some(found.documentation)
                .filter(|text| !text.is_empty())
                .map(|text| Documentation::MarkupContent(markdown(text))),
            parameters: Some(parameters.collect()),
            active_parameter: active,
        };
        SignatureHelp { signatures: vec![signature], active_signature: Some(0), active_parameter: active }
    }))
}

pub(in crate::lsp) fn actions(
    asked: &Asked<'_>,
    params: CodeActionParams,
) -> Answer<Option<Vec<CodeActionOrCommand>>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let (start, end) = (here.byte(params.range.start), here.byte(params.range.end));
    let wanted = |kind: &CodeActionKind| {
        let only = params.context.only.as_ref();
        only.is_none_or(|only| only.iter().any(|only| kind.as_str().starts_with(only.as_str())))
    };
    let mut found = Vec::new();
    for action in ide::actions::actions(&here.cx, start, end) {
        let kind = match action.purpose {
            Purpose::Fix => CodeActionKind::QUICKFIX,
            Purpose::FixAll => CodeActionKind::SOURCE_FIX_ALL,
            Purpose::Rewrite => CodeActionKind::REFACTOR_REWRITE,
            Purpose::Extract => CodeActionKind::REFACTOR_EXTRACT,
        };
        if wanted(&kind) {
            found.push(CodeActionOrCommand::CodeAction(code_action(asked, &here, action, kind)));
        }
    }
    Ok(Some(found))
}

fn code_action(asked: &Asked<'_>, here: &Here<'_>, action: Action<'_>, kind: CodeActionKind) -> CodeAction {
    CodeAction {
        title: action.title,
        kind: Some(kind),
        diagnostics: action.about.map(|finding| vec![here.proto.diagnostic(&finding)]),
        is_preferred: action.preferred.then_some(true),
        edit: Some(workspace_edit(asked, action.edits)),
        ..CodeAction::default()
    }
}

/// Replacements in several files, in the order of the files.
fn workspace_edit(asked: &Asked<'_>, mut edits: Vec<FileEdit>) -> WorkspaceEdit {
    edits.sort();
    let mut all: Vec<TextDocumentEdit> = Vec::new();
    for of_file in edits.chunk_by(|a, b| a.path == b.path) {
        let Some(path) = of_file.first().map(|edit| &edit.path) else { continue };
        let Some(text) = asked.snapshot.text(path) else { continue };
        let lines = Lines::new(&text, asked.client.encoding);
        let write = |edit: &FileEdit| {
            OneOf::Left(TextEdit { range: lines.range(edit.start, edit.end), new_text: edit.text.clone() })
        };
        all.extend(uris::from_path(path).map(|uri| TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
            edits: of_file.iter().map(write).collect(),
        }));
    }
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(all)), ..WorkspaceEdit::default() }
}

pub(in crate::lsp) fn prepare_rename(
    asked: &Asked<'_>,
    params: TextDocumentPositionParams,
) -> Answer<Option<PrepareRenameResponse>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let found = ide::rename::renamable(&here.cx, here.byte(params.position));
    Ok(found.map(|(span, placeholder)| PrepareRenameResponse::RangeWithPlaceholder {
        range: here.proto.range(span),
        placeholder,
    }))
}

pub(in crate::lsp) fn rename(asked: &Asked<'_>, params: RenameParams) -> Answer<Option<WorkspaceEdit>> {
    let at = params.text_document_position;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let edits = ide::rename::rename(asked.snapshot, &here.cx, here.byte(at.position), &params.new_name);
    let edits = edits.map_err(|error| Refusal::Failed(error.to_string()))?;
    Ok(Some(workspace_edit(asked, edits)))
}

pub(in crate::lsp) fn formatting(
    asked: &Asked<'_>,
    params: DocumentFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let Some((path, text)) = asked.text(&params.text_document.uri) else { return Ok(None) };
    let edits = ide::formatting::formatting(&path, text);
    Ok(edits.map(|edits| text_edits(&asked.lines(text), edits)))
}

pub(in crate::lsp) fn range_formatting(
    asked: &Asked<'_>,
    params: DocumentRangeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let Some((path, text)) = asked.text(&params.text_document.uri) else { return Ok(None) };
    let lines = asked.lines(text);
    let (start, end) = (lines.byte(params.range.start), lines.byte(params.range.end));
    let edits = ide::formatting::formatting_within(&path, text, start, end);
    Ok(edits.map(|edits| text_edits(&lines, edits)))
}

pub(in crate::lsp) fn on_type(
    asked: &Asked<'_>,
    params: DocumentOnTypeFormattingParams,
) -> Answer<Option<Vec<TextEdit>>> {
    let at = params.text_document_position;
    let Some((_, text)) = asked.text(&at.text_document.uri) else { return Ok(None) };
    let lines = asked.lines(text);
    let edits = ide::formatting::on_type(text, lines.byte(at.position), &params.ch);
    Ok(Some(text_edits(&lines, edits)))
}
