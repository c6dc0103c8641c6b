//! What the operations of the kinds ask for, against the collection of IAM's actions.

use stackc::catalog::{ApiCall, Catalog, Kind, Link, Type};
use stackc::iam::{Case, overlap};
use stackc::kinds::builtin;

use super::book::Book;

#[test]
fn operations_ask_for_actions_on_what_these_take() {
    let Some(book) = Book::open() else { return };
    let catalog = builtin();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (owner, row, resources) in every_row(&catalog) {
        let Some(taken) = book.taken.get(row.action) else {
            wrong.push(format!("{owner}: there is no `{}`", row.action));
            continue;
        };
        // The collection mixes up which of its paths API Gateway's verbs are for.
        let service = format!(":{}:", row.action.split(':').next().unwrap());
        let gateway = service == ":apigateway:";
        let known: Vec<&String> = if gateway {
            book.arns.iter().filter(|arn| arn.contains(&service)).collect()
        } else {
            taken.iter().collect()
        };
        for resource in &resources {
            compared += 1;
            let fits = match resource.as_str() {
                "*" => known.is_empty(),
                text => {
                    known.iter().any(|arn| overlap(Case::Sensitive, &[&blank(arn, "${"), &blank(text, "{")]))
                }
            };
            if !fits {
                wrong.push(format!("{owner}: `{}` on `{resource}`, which takes {known:?}", row.action));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 300, "only {compared} were compared");
}

/// Every row with what it belongs to and what its template may become, own placeholders left.
fn every_row(catalog: &Catalog) -> Vec<(String, &'static ApiCall, Vec<String>)> {
    let mut rows = Vec::new();
    for kind in catalog.kinds() {
        for row in kind.operations {
            rows.push((kind.name.to_owned(), row, of_kind(catalog, kind, row.resource)));
        }
        for link in kind.links {
            for row in link.operations {
                rows.push((format!("{} ->", link.source), row, of_link(catalog, link, row)));
            }
        }
    }
    rows
}

fn of_kind(catalog: &Catalog, kind: &Kind, template: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (word, arns) in [("{arn}", arns(kind))] {
        if template.contains(word) {
            found.extend(arns.iter().map(|arn| template.replace(word, arn)));
            return found;
        }
    }
    for attr in kind.shape.attrs {
        let word = format!("{{{}.arn}}", attr.name);
        if let (true, Type::Reference(kinds)) = (template.contains(&word), attr.ty) {
            let kinds = kinds.iter().map(|kind| catalog.kind(kind).unwrap());
            return kinds.flat_map(arns).map(|arn| template.replace(&word, &arn)).collect();
        }
    }
    assert!(!template.contains(".arn}"), "{}: {template}", kind.name);
    vec![template.to_owned()]
}

fn of_link(catalog: &Catalog, link: &Link, row: &ApiCall) -> Vec<String> {
    let template = row.resource;
    let of = |word: &str, kinds: &[&str]| -> Vec<String> {
        let arns = kinds.iter().flat_map(|kind| arns(catalog.kind(kind).unwrap()));
        let asked = |arn: &String| {
            !word.contains("target.")
                || row.only.is_none_or(|(_, parts)| parts.iter().any(|part| arn.contains(part)))
        };
        arns.filter(asked).map(|arn| template.replace(word, &arn)).collect()
    };
    match template {
        text if text.contains("{source.arn}") => of("{source.arn}", &[link.source]),
        text if text.contains("{target.arn}") => of("{target.arn}", link.targets),
        text if text.contains("{target_group.arn}") => of("{target_group.arn}", &["target_group"]),
        text if text.contains("{role.arn}") => of("{role.arn}", &["role"]),
        text => vec![text.to_owned()],
    }
}

/// The templates of a kind's ARN.
fn arns(kind: &Kind) -> Vec<String> {
    let output = kind.output("arn").unwrap();
    std::iter::once(output.template)
        .chain(output.cases.iter().map(|case| case.template))
        .map(str::to_owned)
        .collect()
}

/// A template with a star for each placeholder.
fn blank(template: &str, open: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once(open) {
        text.push_str(before);
        text.push('*');
        rest = after.split_once('}').unwrap().1;
    }
    text + rest
}
