//! Rules of a repository that ECR refuses, or that never decide.

use super::{Cx, Known};
use crate::diag::{Diagnostic, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// The lines by which images of a repository are deleted cannot stand together.
    ///
    /// ECR's guide on lifecycle policies: each rule has a priority of its own; one about any image is the last; one about
    /// tagged images says what the tags look like. `keep_images` is such a rule itself, about any image.
    ///
    /// ```stack
    /// repository web {
    ///   cleanup all  { priority = 1  more_than = 10 }  // error: impossible-cleanup
    ///   cleanup done { priority = 2  of = "untagged"  older_than = 7 days }
    /// }
    /// repository jobs {
    ///   cleanup old { priority = 1  of = "tagged"  older_than = 30 days }  // error: impossible-cleanup
    /// }
    /// ```
    ///
    /// ```stack
    /// repository web {
    ///   cleanup done { priority = 1  of = "untagged"  older_than = 7 days }
    ///   cleanup all  { priority = 2  more_than = 10 }
    /// }
    /// repository jobs {
    ///   cleanup old { priority = 1  of = "tagged"  patterns = ["build-*"]  older_than = 30 days }
    /// }
    /// ```
    "impossible-cleanup" Error each "repository" => check
}

/// A line of a repository.
struct Line<'a> {
    label: &'a str,
    priority: i64,
    of: &'a str,
    body: &'a Map,
}

fn check<'a>(cx: &mut Cx<'a>, (repository, _): Known<'a>) {
    let Some(lines) = repository.input("cleanup").and_then(Value::as_map) else { return };
    let mut lines: Vec<Line<'_>> =
        lines.iter().filter_map(|(label, body)| read(label, body.as_map()?)).collect();
    lines.sort_by_key(|line| (line.priority, line.label));
    let last = lines.last().map(|line| line.priority);
    for (line, before) in lines.iter().zip(std::iter::once(None).chain(lines.iter().map(Some))) {
        if let Some(before) = before.filter(|before| before.priority == line.priority) {
            let message = format!("`{}` and `{}` have the same priority", before.label, line.label);
            report(cx, repository, line, &message, "give each a priority of its own");
        }
        if line.of == "any" && last != Some(line.priority) {
            let message = format!("`{}` is about any image, so nothing behind it decides", line.label);
            report(cx, repository, line, &message, "give it the greatest priority of all");
        }
        let tagged = ["prefixes", "patterns"].iter().any(|name| line.body.contains_key(name));
        if line.of == "tagged" && !tagged {
            let message = format!("`{}` does not say what the tags look like", line.label);
            report(
                cx,
                repository,
                line,
                &message,
                "write `prefixes` or `patterns`; `[\"*\"]` fits every tag",
            );
        }
    }
    if repository.input("keep_images").is_some() && !lines.is_empty() {
        let message = format!("`{}` says by `keep_images` and by `cleanup` what goes", repository.address);
        let diagnostic = Diagnostic::new(&RULE, repository.place("keep_images"), message)
            .help("write it as the last `cleanup`: `{ priority = 100  more_than = 10 }`")
            .about(repository.address.as_str());
        cx.report(diagnostic);
    }
}

fn read<'a>(label: &'a str, body: &'a Map) -> Option<Line<'a>> {
    let of = body.get("of").and_then(Value::as_str).unwrap_or("any");
    Some(Line { label, priority: body.get("priority")?.as_whole()?, of, body })
}

fn report(cx: &mut Cx<'_>, repository: &Resource, line: &Line<'_>, message: &str, help: &str) {
    let span = repository.place(&format!("cleanup.{}", line.label));
    cx.report(Diagnostic::new(&RULE, span, message).help(help).about(repository.address.as_str()));
}
