//! `explain`: says what a rule is about.

use super::super::args::{ExplainArgs, Format};
use super::super::exit::Exit;
use super::super::paint::{Detail, rules as paint};
use super::Cx;
use super::plan::json;
use crate::base::did_you_mean;
use crate::session::rules;
use crate::view::rules::{RuleList, RulePage};

/// Runs the command.
pub(in crate::cli) fn explain(cx: &Cx<'_>, args: &ExplainArgs) -> Exit {
    let all = rules();
    let look = cx.terminal.look(Detail::Full);
    let Some(name) = &args.rule else {
        let view = RuleList::new(&all);
        let written = match args.format {
            Format::Json => json(cx, &view),
            Format::Human => cx.terminal.print_lines(&paint::list(&view, &look)),
        };
        return written.then(Exit::Done);
    };
    let Some(rule) = all.iter().find(|rule| rule.name == name) else {
        let help = match did_you_mean(name, all.iter().map(|rule| rule.name)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "`stackc explain` lists all rules".to_owned(),
        };
        return cx.terminal.fail(Exit::Failed, format!("there is no rule `{name}`"), Some(&help));
    };
    let view = RulePage::new(rule);
    let written = match args.format {
        Format::Json => json(cx, &view),
        Format::Human => cx.terminal.print_lines(&paint::page(&view.rule, &look)),
    };
    written.then(Exit::Done)
}
