//! The answers, one function a request.

pub(super) mod own;
pub(super) mod structure;
pub(super) mod writing;

use ls_types::{
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverContents, HoverParams, LocationLink,
    MarkupContent, MarkupKind, SelectionRange, SelectionRangeParams,
};

use super::handlers::{Answer, Asked};
use crate::ide;

/// Text as Markdown.
fn markdown(text: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value: text }
}

pub(super) fn hover(asked: &Asked<'_>, params: HoverParams) -> Answer<Option<Hover>> {
    let at = params.text_document_position_params;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let hover = ide::hover::hover(&here.cx, here.byte(at.position));
    Ok(hover.map(|hover| Hover {
        contents: HoverContents::Markup(markdown(hover.text)),
        range: Some(here.proto.range(hover.span)),
    }))
}

pub(super) fn definition(
    asked: &Asked<'_>,
    params: GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    let Some(here) = asked.here(&at.text_document.uri) else { return Ok(None) };
    let target = ide::definition::definition(&here.cx, here.byte(at.position));
    Ok(target.and_then(|target| {
        if !asked.client.links {
            return Some(GotoDefinitionResponse::Scalar(here.proto.location(target.name)?));
        }
        let link = LocationLink {
            origin_selection_range: Some(here.proto.range(target.from)),
            target_uri: here.proto.uri(target.name.file)?,
            target_range: here.proto.range(target.whole),
            target_selection_range: here.proto.range(target.name),
        };
        Some(GotoDefinitionResponse::Link(vec![link]))
    }))
}

pub(super) fn selection(
    asked: &Asked<'_>,
    params: SelectionRangeParams,
) -> Answer<Option<Vec<SelectionRange>>> {
    let Some(here) = asked.here(&params.text_document.uri) else { return Ok(None) };
    let of = |position| {
        let spans = ide::selection::selection(&here.cx, here.byte(position));
        let nested = spans.into_iter().rev().fold(None, |parent, span| {
            Some(SelectionRange { range: here.proto.range(span), parent: parent.map(Box::new) })
        });
        // There is one for every position, if only the place itself.
        nested.unwrap_or(SelectionRange {
            range: ls_types::Range { start: position, end: position },
            parent: None,
        })
    };
    Ok(Some(params.positions.into_iter().map(of).collect()))
}
