//! `schedule next` and `schedule check`: read cron, rate and at expressions.

use super::super::args::{Format, Reader, ScheduleCommand};
use super::super::batch::batch;
use super::super::exit::Exit;
use super::super::paint::{Detail, schedule as paint};
use super::Cx;
use super::plan::json;
use crate::diag::render::{self, Summary};
use crate::session::questions::{
    Judged, QuestionError, ScheduleKind, answer_check, answer_next, judge, next as ask_next,
};
use crate::view::schedule::{CheckView, NextView};

/// Runs the command.
pub(in crate::cli) fn schedule(cx: &Cx<'_>, command: ScheduleCommand) -> Exit {
    match command {
        ScheduleCommand::Next { batch: true, .. } => batch(answer_next),
        ScheduleCommand::Check { batch: true, .. } => batch(answer_check),
        ScheduleCommand::Next { expression, from, timezone, count, format, .. } => {
            let expression = expression.unwrap_or_default();
            next(cx, &Next { expression, from, timezone, count, format })
        }
        ScheduleCommand::Check { expression, kind, format, .. } => {
            check(cx, &expression.unwrap_or_default(), kind, format)
        }
    }
}

/// What `schedule next` was asked.
struct Next {
    expression: String,
    from: Option<String>,
    timezone: String,
    count: u32,
    format: Format,
}

fn next(cx: &Cx<'_>, asked: &Next) -> Exit {
    let now = cx.session.system.now();
    let answer = ask_next(&asked.expression, &asked.timezone, asked.from.as_deref(), now, asked.count);
    let (judged, times) = match answer {
        Ok(answer) => answer,
        Err(error) => return unanswered(cx, &error),
    };
    let exit = if judged.accepted { Exit::Done } else { Exit::Failed };
    let view = NextView::new(&asked.expression, &asked.timezone, &judged, times);
    if asked.format == Format::Json {
        return json(cx, &view).then(exit);
    }
    tell(cx, &judged);
    if !judged.accepted {
        return exit;
    }
    cx.terminal.print_lines(&paint::next(&view, asked.count)).then(exit)
}

fn check(cx: &Cx<'_>, expression: &str, kind: Reader, format: Format) -> Exit {
    let kind = match kind {
        Reader::Rule => ScheduleKind::Rule,
        Reader::Schedule => ScheduleKind::Schedule,
    };
    let judged = match judge(expression, kind, "UTC") {
        Ok(judged) => judged,
        Err(error) => return unanswered(cx, &error),
    };
    let view = CheckView::new(expression, kind, &judged);
    let exit = if view.valid { Exit::Done } else { Exit::Failed };
    if format == Format::Json {
        return json(cx, &view).then(exit);
    }
    tell(cx, &judged);
    if !view.valid {
        return exit;
    }
    cx.terminal.print_lines(&paint::check(&view, &cx.terminal.look(Detail::Brief))).then(exit)
}

/// Shows what was found in an expression, with the field underlined.
fn tell(cx: &Cx<'_>, judged: &Judged) {
    let look = cx.findings_look(cx.terminal.error_colour);
    let summary = Summary { files: 1, resources: None };
    let format = render::Format::Human(look);
    cx.terminal.tell(&render::render(format, &judged.sources, &judged.diagnostics, summary));
}

/// Says why a question has no answer.
fn unanswered(cx: &Cx<'_>, error: &QuestionError) -> Exit {
    let help = match error {
        QuestionError::Zone { nearest: Some(nearest), .. } => Some(format!("did you mean `{nearest}`?")),
        QuestionError::Zone { nearest: None, .. } => {
            Some("name an IANA zone such as `Asia/Seoul`".to_owned())
        }
        QuestionError::Time(_) => Some(
            "write it as `2026-12-01T03:00:00`, with `Z` or `+09:00` behind it if it is not of the zone"
                .to_owned(),
        ),
        QuestionError::Count(_) | QuestionError::Expression(_) | QuestionError::Event => None,
    };
    cx.terminal.fail(Exit::Usage, error, help.as_deref())
}
