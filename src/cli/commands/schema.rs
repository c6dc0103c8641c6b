//! `schema check`: resources in CloudFormation's spelling.

use serde_json::Value;

use super::super::args::{Format, SchemaCommand};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Label, Line};
use super::Cx;
use super::plan::json;
use crate::session::schema::{SchemaAnswer, SchemaQuestion, answer_schema};
use crate::view::template::SchemaView;

/// Runs the command.
pub(in crate::cli) fn schema(cx: &Cx<'_>, command: SchemaCommand) -> Exit {
    let answer = |question: &SchemaQuestion| answer_schema(cx.session.system, &cx.session.catalog, question);
    let SchemaCommand::Check { ty, props, batch: many, format } = command;
    if many {
        return batch(|question| Ok::<_, String>(answer(question)));
    }
    let path = props.unwrap_or_default();
    let props = match cx.document(&path) {
        Ok(Value::Object(props)) => props,
        Ok(_) => {
            let message = format!("`{}` holds no object", path.display());
            return cx.terminal.fail(Exit::Failed, message, Some("write the properties as one JSON object"));
        }
        Err(exit) => return exit,
    };
    let answer = answer(&SchemaQuestion::new(ty.unwrap_or_default(), props));
    let exit = if answer.ok == Some(true) { Exit::Done } else { Exit::Failed };
    match format {
        Format::Json => json(cx, &SchemaView::new(answer)).then(exit),
        Format::Human => cx.terminal.print_lines(&lines(&answer)).then(exit),
    }
}

fn lines(answer: &SchemaAnswer) -> Vec<Line> {
    let (label, word) = match answer.ok {
        Some(true) => (Label::Create, "valid"),
        Some(false) => (Label::Delete, "not valid"),
        None => (Label::Warning, "unknown"),
    };
    let found = answer.rules.iter().zip(&answer.messages);
    let found = found.map(|(rule, message)| {
        Line::indent(2).with(Label::Plain, message).with(Label::Dim, format!("  [{rule}]"))
    });
    std::iter::once(Line::default().with(label, word)).chain(found).collect()
}
