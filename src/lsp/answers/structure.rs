//! Answers about what there is: references, symbols, folds, colours, hints, lenses, calls.

use ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem,
    CallHierarchyOutgoingCall, CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeLens,
    CodeLensParams, Command, DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams, DocumentLink,
    DocumentLinkParams, DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange,
    FoldingRangeKind, FoldingRangeParams, InlayHint, InlayHintLabel, InlayHintParams, InlayHintTooltip,
    Location, OneOf, ReferenceParams, SemanticToken, SemanticTokens, SemanticTokensParams,
    SemanticTokensResult, SymbolKind, Uri, WorkspaceSymbol, WorkspaceSymbolParams, WorkspaceSymbolResponse,
};
use serde::{Deserialize, Serialize};

use super::super::handlers::{Answer, Asked, Here, Refusal};
use super::super::to_proto::Proto;
use super::super::uris;
use crate::ide;
use crate::ide::calls::{Calls, End};
use crate::ide::folding::Fold;
use crate::ide::index::Role;
use crate::ide::lenses::About;
use crate::ide::symbols::{Sort, Symbol};

pub(in crate::lsp) fn references(
    asked: &Asked<'_>,
    params: ReferenceParams,
) -> Answer<Option<Vec<Location>>> {
    let at = params.text_document_position;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let all = ide::definition::references(asked.snapshot, &here.cx, here.byte(at.position));
    let with_declaration = params.context.include_declaration;
    let mut found: Vec<Location> = Vec::new();
    for (project, occurrence) in all {
        if occurrence.role == Role::Declaration && !with_declaration {
            continue;
        }
        let location = Proto::new(project, asked.client.encoding).location(occurrence.span);
        found.extend(location.filter(|location| !found.contains(location)));
    }
    Ok(Some(found))
}

pub(in crate::lsp) fn highlights(
    asked: &Asked<'_>,
    params: DocumentHighlightParams,
) -> Answer<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let all = ide::definition::highlights(&here.cx, here.byte(at.position)).into_iter();
    let write = |(span, role)| DocumentHighlight {
        range: here.proto.range(span),
        kind: Some(match role {
            Role::Declaration | Role::Given => DocumentHighlightKind::WRITE,
            Role::Use | Role::Past => DocumentHighlightKind::READ,
        }),
    };
    Ok(Some(all.map(write).collect()))
}

pub(in crate::lsp) fn symbols(
    asked: &Asked<'_>,
    params: DocumentSymbolParams,
) -> Answer<Option<DocumentSymbolResponse>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let all = ide::symbols::document_symbols(&here.cx);
    Ok(Some(DocumentSymbolResponse::Nested(all.into_iter().map(|one| symbol(&here, one)).collect())))
}

#[expect(deprecated, reason = "the protocol's type has a field that must be named")]
fn symbol(here: &Here<'_>, one: Symbol) -> DocumentSymbol {
    let children: Vec<DocumentSymbol> = one.children.into_iter().map(|child| symbol(here, child)).collect();
    DocumentSymbol {
        name: one.name,
        detail: Some(one.detail).filter(|detail| !detail.is_empty()),
        kind: symbol_kind(one.sort),
        tags: None,
        deprecated: None,
        range: here.proto.range(one.whole),
        selection_range: here.proto.range(one.span),
        children: (!children.is_empty()).then_some(children),
    }
}

fn symbol_kind(sort: Sort) -> SymbolKind {
    match sort {
        Sort::Module => SymbolKind::MODULE,
        Sort::Resource => SymbolKind::CLASS,
        Sort::Param => SymbolKind::PROPERTY,
        Sort::Value => SymbolKind::CONSTANT,
        Sort::Output => SymbolKind::FIELD,
        Sort::Flow => SymbolKind::EVENT,
        Sort::Block => SymbolKind::STRUCT,
        Sort::Test => SymbolKind::METHOD,
    }
}

/// As many symbols are told at once.
const MOST: usize = 500;

pub(in crate::lsp) fn workspace_symbols(
    asked: &Asked<'_>,
    params: WorkspaceSymbolParams,
) -> Answer<Option<WorkspaceSymbolResponse>> {
    let mut found: Vec<WorkspaceSymbol> = Vec::new();
    for project in &asked.snapshot.projects {
        let proto = Proto::new(project, asked.client.encoding);
        for (name, sort, span) in ide::symbols::named_like(project, &params.query) {
            if found.len() >= MOST || asked.is_cancelled() {
                break;
            }
            let Some(location) = proto.location(span) else { continue };
            found.push(WorkspaceSymbol {
                name,
                kind: symbol_kind(sort),
                tags: None,
                container_name: Some(project.analysis.any().name.to_string()),
                location: OneOf::Left(location),
                data: None,
            });
        }
    }
    Ok(Some(WorkspaceSymbolResponse::Nested(found)))
}

pub(in crate::lsp) fn folding(
    asked: &Asked<'_>,
    params: FoldingRangeParams,
) -> Answer<Option<Vec<FoldingRange>>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let all = ide::folding::folding(&here.cx).into_iter();
    let write = |(span, fold)| {
        let range = here.proto.range(span);
        FoldingRange {
            start_line: range.start.line,
            start_character: Some(range.start.character),
            end_line: range.end.line,
            end_character: Some(range.end.character),
            // A region is what an author marks as one; braces are none.
            kind: (fold == Fold::Comment).then_some(FoldingRangeKind::Comment),
            collapsed_text: None,
        }
    };
    Ok(Some(all.map(write).collect()))
}

pub(in crate::lsp) fn tokens(
    asked: &Asked<'_>,
    params: SemanticTokensParams,
) -> Answer<Option<SemanticTokensResult>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let (mut line, mut column) = (0, 0);
    let mut data = Vec::new();
    for token in ide::tokens::tokens(&here.cx) {
        let range = here.proto.range(token.span);
        let same = range.start.line == line;
        data.push(SemanticToken {
            delta_line: range.start.line - line,
            delta_start: if same { range.start.character - column } else { range.start.character },
            length: range.end.character.saturating_sub(range.start.character),
            token_type: super::super::capabilities::token_type(token.sort),
            token_modifiers_bitset: u32::from(token.declares),
        });
        (line, column) = (range.start.line, range.start.character);
    }
    Ok(Some(SemanticTokensResult::Tokens(SemanticTokens { result_id: None, data })))
}

pub(in crate::lsp) fn links(
    asked: &Asked<'_>,
    params: DocumentLinkParams,
) -> Answer<Option<Vec<DocumentLink>>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let all = ide::links::document_links(&here.cx).into_iter();
    let write = |link: ide::links::DocumentLink| DocumentLink {
        range: here.proto.range(link.span),
        target: uris::from_path(&link.path),
        tooltip: Some(link.tooltip),
        data: None,
    };
    Ok(Some(all.map(write).collect()))
}

pub(in crate::lsp) fn hints(asked: &Asked<'_>, params: InlayHintParams) -> Answer<Option<Vec<InlayHint>>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let (start, end) = (here.byte(params.range.start), here.byte(params.range.end));
    let write = |hint: ide::hints::Hint| InlayHint {
        position: here.proto.range(crate::base::Span::new(here.cx.file, hint.at, hint.at)).start,
        label: InlayHintLabel::String(hint.label),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(hint.tooltip)),
        padding_left: Some(true),
        padding_right: Some(true),
        data: None,
    };
    Ok(Some(ide::hints::hints(&here.cx, start, end).into_iter().map(write).collect()))
}

/// What a lens is about, kept until somebody looks at it.
#[derive(Debug, Serialize, Deserialize)]
struct Later {
    uri: Uri,
    address: String,
    plan: bool,
}

pub(in crate::lsp) fn lenses(asked: &Asked<'_>, params: CodeLensParams) -> Answer<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let Some(here) = asked.here(&uri) else { return Ok(None) };
    let write = |lens: ide::lenses::Lens| {
        let later = Later { uri: uri.clone(), address: lens.address, plan: lens.about == About::Plan };
        CodeLens { range: here.proto.range(lens.span), command: None, data: serde_json::to_value(later).ok() }
    };
    Ok(Some(ide::lenses::lenses(&here.cx).into_iter().map(write).collect()))
}

pub(in crate::lsp) fn lens(asked: &Asked<'_>, lens: CodeLens) -> Answer<CodeLens> {
    let later = lens.data.clone().ok_or_else(|| Refusal::Unreadable("the lens has no data".to_owned()))?;
    let later: Later =
        serde_json::from_value(later).map_err(|error| Refusal::Unreadable(error.to_string()))?;
    let Some(here) = asked.here(&later.uri) else { return Ok(lens) };
    let (title, command) = if later.plan {
        let planned = ide::lenses::planned(&here.cx);
        let title = match planned {
            Ok(all) => ide::lenses::would(&here.cx, &all, &later.address),
            Err(trouble) => format!("plan: {trouble}"),
        };
        (title, "stackc.plan")
    } else {
        (ide::lenses::reach(&here.cx, &later.address), "stackc.reach")
    };
    let written = |value: Result<serde_json::Value, _>| value.unwrap_or_default();
    let (uri, range) = (serde_json::to_value(&later.uri), serde_json::to_value(lens.range));
    let arguments = vec![written(uri), later.address.into(), written(range)];
    let command = Command { title, command: command.to_owned(), arguments: Some(arguments) };
    Ok(CodeLens { command: Some(command), ..lens })
}

pub(in crate::lsp) fn prepare_calls(
    asked: &Asked<'_>,
    params: CallHierarchyPrepareParams,
) -> Answer<Option<Vec<CallHierarchyItem>>> {
    let at = params.text_document_position_params;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let end = ide::calls::prepare(&here.cx, here.byte(at.position));
    Ok(end.and_then(|end| call_item(&here, end, String::new())).map(|item| vec![item]))
}

fn call_item(here: &Here<'_>, end: End, what: String) -> Option<CallHierarchyItem> {
    let detail = if what.is_empty() { end.title } else { format!("{}: {what}", end.title) };
    Some(CallHierarchyItem {
        data: Some(end.address.clone().into()),
        name: end.address,
        kind: SymbolKind::CLASS,
        tags: None,
        detail: Some(detail),
        uri: here.proto.uri(end.whole.file)?,
        range: here.proto.range(end.whole),
        selection_range: here.proto.range(end.head),
    })
}

/// The other ends of calls of an item, each with the lines that say so.
fn called(
    asked: &Asked<'_>,
    item: &CallHierarchyItem,
    of: impl FnOnce(&Here<'_>, &str) -> Vec<Calls>,
) -> Vec<(CallHierarchyItem, Vec<ls_types::Range>)> {
    let Some(here) = asked.here(&item.uri) else { return Vec::new() };
    let write = |calls: Calls| {
        let places = calls.places.iter().map(|place| here.proto.range(*place)).collect();
        Some((call_item(&here, calls.other, calls.what.join(", "))?, places))
    };
    of(&here, &item.name).into_iter().filter_map(write).collect()
}

pub(in crate::lsp) fn incoming(
    asked: &Asked<'_>,
    params: CallHierarchyIncomingCallsParams,
) -> Answer<Option<Vec<CallHierarchyIncomingCall>>> {
    let all = called(asked, &params.item, |here, address| ide::calls::incoming(&here.cx, address));
    Ok(Some(
        all.into_iter().map(|(from, from_ranges)| CallHierarchyIncomingCall { from, from_ranges }).collect(),
    ))
}

pub(in crate::lsp) fn outgoing(
    asked: &Asked<'_>,
    params: CallHierarchyOutgoingCallsParams,
) -> Answer<Option<Vec<CallHierarchyOutgoingCall>>> {
    let all = called(asked, &params.item, |here, address| ide::calls::outgoing(&here.cx, address));
    Ok(Some(all.into_iter().map(|(to, from_ranges)| CallHierarchyOutgoingCall { to, from_ranges }).collect()))
}
