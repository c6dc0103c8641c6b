//! `events sample` and `events match`: what arrives, and whether a pattern matches it.

use std::path::Path;

use super::super::args::{EventsCommand, Format};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Label, Line};
use super::Cx;
use super::plan::json;
use crate::base::did_you_mean;
use crate::session::questions::{MatchAnswer, MatchQuestion, SAMPLES, answer_match};
use crate::view::events::MatchView;

/// Runs the command.
pub(in crate::cli) fn events(cx: &Cx<'_>, command: EventsCommand) -> Exit {
    match command {
        EventsCommand::Sample { kind } => sample(cx, kind.as_deref()),
        EventsCommand::Match { batch: true, .. } => batch(answer_match),
        EventsCommand::Match { pattern, event, format, .. } => {
            matches(cx, &pattern.unwrap_or_default(), &event.unwrap_or_default(), format)
        }
    }
}

fn sample(cx: &Cx<'_>, kind: Option<&str>) -> Exit {
    let Some(kind) = kind else {
        let width = SAMPLES.iter().map(|sample| sample.name.len()).max().unwrap_or(0);
        let line = |sample: &crate::session::questions::Sample| {
            Line::default()
                .with(Label::Strong, format!("{:width$}  ", sample.name))
                .with(Label::Plain, sample.doc)
        };
        return cx.terminal.print_lines(&SAMPLES.iter().map(line).collect::<Vec<_>>()).then(Exit::Done);
    };
    if let Some(sample) = SAMPLES.iter().find(|sample| sample.name == kind) {
        return cx.terminal.print(sample.json).then(Exit::Done);
    }
    let help = match did_you_mean(kind, SAMPLES.iter().map(|sample| sample.name)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "`stackc events sample` lists all kinds".to_owned(),
    };
    cx.terminal.fail(Exit::Usage, format!("there is no sample of `{kind}`"), Some(&help))
}

fn matches(cx: &Cx<'_>, pattern: &Path, event: &Path, format: Format) -> Exit {
    let (pattern, event) = match (cx.document(pattern), cx.document(event)) {
        (Ok(pattern), Ok(event)) => (pattern, event),
        (Err(exit), _) | (_, Err(exit)) => return exit,
    };
    let answer = match answer_match(&MatchQuestion::new(pattern, event)) {
        Ok(answer) => answer,
        Err(error) => return cx.terminal.fail(Exit::Failed, error, None),
    };
    let exit = if answer.result == "match" { Exit::Done } else { Exit::Failed };
    match format {
        Format::Json => json(cx, &MatchView::new(answer)).then(exit),
        Format::Human => tell(cx, answer, exit),
    }
}

fn tell(cx: &Cx<'_>, answer: MatchAnswer, exit: Exit) -> Exit {
    if let Some(message) = answer.message {
        return cx.terminal.fail(exit, format!("EventBridge refuses the pattern: {message}"), None);
    }
    let (label, word) =
        if exit == Exit::Done { (Label::Create, "matches") } else { (Label::Delete, "does not match") };
    cx.terminal.print_lines(&[Line::default().with(label, word)]).then(exit)
}
