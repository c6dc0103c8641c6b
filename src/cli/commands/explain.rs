//! `explain`: says what a rule, a kind, or an attribute is about.

use super::super::args::{ExplainArgs, Format};
use super::super::exit::Exit;
use super::super::paint::{Detail, kinds as paint_kinds, rules as paint};
use super::Cx;
use super::plan::json;
use crate::base::did_you_mean;
use crate::diag::Rule;
use crate::session::rules;
use crate::view::kinds::KindPage;
use crate::view::rules::{RuleList, RulePage};

/// Runs the command.
pub(in crate::cli) fn explain(cx: &Cx<'_>, args: &ExplainArgs) -> Exit {
    let all = rules();
    let look = cx.terminal.look(Detail::Full);
    let Some(what) = &args.what else {
        let view = RuleList::new(&all);
        let written = match args.format {
            Format::Json => json(cx, &view),
            Format::Human => cx.terminal.print_lines(&paint::list(&view, &look)),
        };
        return written.then(Exit::Done);
    };
    if let Some(rule) = all.iter().find(|rule| rule.name == what) {
        let view = RulePage::new(rule);
        let written = match args.format {
            Format::Json => json(cx, &view),
            Format::Human => cx.terminal.print_lines(&paint::page(&view.rule, &look)),
        };
        return written.then(Exit::Done);
    }
    match kind(cx, what, &all) {
        Ok(view) => {
            let written = match args.format {
                Format::Json => json(cx, &view),
                Format::Human => cx.terminal.print_lines(&paint_kinds::page(&view, &look)),
            };
            written.then(Exit::Done)
        }
        Err((message, help)) => cx.terminal.fail(Exit::Failed, message, Some(&help)),
    }
}

/// The kind of that name, or what stands at a path in its braces; else what is wrong, and what to do.
fn kind(cx: &Cx<'_>, what: &str, rules: &[&Rule]) -> Result<KindPage, (String, String)> {
    let catalog = &cx.session.catalog;
    let (name, path) = what.split_once('.').map_or((what, None), |(name, path)| (name, Some(path)));
    let Some(kind) = catalog.kind(name) else {
        let names = rules.iter().map(|rule| rule.name).chain(catalog.kinds().map(|kind| kind.name));
        let help = match did_you_mean(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let kinds: Vec<String> = catalog.kinds().map(|kind| format!("`{}`", kind.name)).collect();
                format!("`stackc explain` lists all rules; the kinds are {}", kinds.join(", "))
            }
        };
        return Err((format!("there is no rule and no kind `{name}`"), help));
    };
    let page = KindPage::new(catalog, kind);
    let Some(path) = path else { return Ok(page) };
    let paths: Vec<String> = page.entries.iter().map(|entry| entry.path.clone()).collect();
    page.at(path).ok_or_else(|| {
        let help = match did_you_mean(path, paths.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `{name}.{meant}`?"),
            None => format!("`stackc explain {name}` tells what stands in its braces"),
        };
        (format!("nothing in the braces of `{name}` is called `{path}`"), help)
    })
}
