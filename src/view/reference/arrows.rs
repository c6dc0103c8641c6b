//! Arrows and verbs of a kind's page.

use std::fmt::Write as _;

use super::words::{self, fact_keys, list};
use super::{block_section, heading, table};
use crate::catalog::{Catalog, Events, Kind, Link};

/// What a kind's arrows lead to, and what they take.
pub(super) fn arrows(page: &mut String, catalog: &Catalog, kind: &Kind) {
    for link in catalog.links_from(kind.name) {
        let targets = list(link.targets.iter().map(|target| format!("`{target}`")));
        heading(page, &format!("Arrow to {targets}: {}", link.title));
        arrow(page, link);
    }
}

fn arrow(page: &mut String, link: &Link) {
    let _ = writeln!(page, "{}{} CloudFormation: `{}`.", link.doc, fact_keys(link.facts), link.cfn);
    match link.events {
        Events::None => {}
        Events::Routes => page.push_str(
            "\nIts event is a route: `\"GET /path/{id}\"`, `\"ANY /path/{rest+}\"`, `\"$default\"`.\n",
        ),
        Events::Paths => page.push_str(
            "\nIts event is a path, with or without its host: `\"/images/*\"`, `\"shop.example.com/*\"`; the most exact first.\n",
        ),
        Events::Words(events) => {
            page.push_str("\n| event | at AWS |\n| --- | --- |\n");
            for event in events {
                let _ = writeln!(page, "| `{}` | `{}` |", event.word, event.aws);
            }
        }
    }
    if !link.filters.is_empty() {
        let filters = list(link.filters.iter().map(|filter| format!("`{filter}`")));
        let _ = write!(page, "\nNarrowed by {filters}");
        let _ = match link.max_filter {
            Some(most) => writeln!(page, ", each of at most {most} characters."),
            None => writeln!(page, "."),
        };
    }
    for (target, between) in link.between {
        let _ = writeln!(page, "\nBetween it and a {target} stackc puts {}.", words::between(*between));
    }
    if let Some(between) = link.dead_letters {
        let _ =
            writeln!(page, "\nBetween it and its `dead_letter` stackc puts {}.", words::between(*between));
    }
    if let Some((most, fact)) = link.most {
        let _ = writeln!(
            page,
            "\nAt most {most} arrows lead from one source for one event.{}",
            fact_keys(&[fact])
        );
    }
    for row in link.patience {
        let when = row.when.map_or(String::new(), |(attr, value)| format!(" where `{attr} = \"{value}\"`"));
        let _ = writeln!(page, "\nThe source waits {} ms{when}.{}", row.millis, fact_keys(&[row.fact]));
    }
    for row in link.carries.iter().filter(|row| link.targets.contains(&row.target)) {
        let most = words::amount(crate::base::Dimension::Size, row.bytes);
        let _ = writeln!(
            page,
            "\nOne call carries at most {most} to a {}.{}",
            row.target,
            fact_keys(&[row.fact])
        );
    }
    if !link.options.is_empty() {
        page.push('\n');
        table(page, link.options);
    }
    for block in link.blocks {
        block_section(page, "->", block);
    }
}

/// What code does with a resource of a kind, and what it needs for that.
pub(super) fn verbs(page: &mut String, kind: &Kind) {
    if kind.verbs.is_empty() {
        return;
    }
    heading(page, "What `uses` may name");
    page.push_str("| verb | what | needs |\n| --- | --- | --- |\n");
    for verb in kind.verbs {
        let grants = verb.grants.iter().map(|grant| {
            let actions = list(grant.actions.iter().map(|action| format!("`{action}`")));
            format!("{actions} on `{}`", grant.resource)
        });
        let grants: Vec<String> = grants.collect();
        let needs = if grants.is_empty() { "nothing".to_owned() } else { grants.join("; ") };
        let _ = writeln!(page, "| `{}` | {} | {needs} |", verb.name, verb.doc);
    }
    key(page, kind);
}

/// What a customer's key asks of whoever uses what it keeps.
fn key(page: &mut String, kind: &Kind) {
    let Some(key) = kind.key else { return };
    let quoted = |actions: &[&str]| list(actions.iter().map(|action| format!("`{action}`")));
    let rows = key.asks.iter().map(|(own, of_key)| format!("{} for {}", quoted(of_key), quoted(own)));
    let rows: Vec<String> = rows.collect();
    let _ = writeln!(
        page,
        "\nWith a customer's key in `{}` the same takes on that key: {}. An alias does not say which key it stands for, so \
         that then any key of the account is meant; AWS's own keys (`alias/aws/…`) take nothing.",
        key.attr,
        rows.join("; ")
    );
}
