//! Permissions: actions that fit what they are done to, who may be allowed, under which conditions.

use std::collections::{BTreeMap, BTreeSet};

use super::texts::Quotes;
use super::{Completion, Place, Sign, escaped};
use crate::catalog::{Catalog, Meaning, Statement};
use crate::iam::{actions_of, can_apply, condition_keys, condition_operators, done_to, is_principal};
use crate::ide::cursor::{Open, Sort};
use crate::ide::index::Name;

impl Place<'_> {
    /// `allow actions on resources`, `allow actions to principals`.
    pub(super) fn grant(&mut self, row: &Statement, after: Option<&str>, is_open: bool) {
        let is_role = matches!(row.meaning, Meaning::Grant(_));
        match (after, is_open) {
            (None, true) => {
                if is_role && self.entry.len() == 1 {
                    let doc = "Grants just what the uses, mounts, logs and queues of its carriers need.";
                    self.add(
                        Completion::new("uses", Sign::Keyword, "what its carriers need").says(doc).rank(0),
                    );
                }
                self.actions(Quotes::Written);
            }
            (None, false) => {
                self.word("on", "the resources");
                if !is_role {
                    self.word("to", "who may do it");
                }
            }
            (Some("on"), true) => self.grantable(),
            (Some("to"), true) => self.principals(Quotes::Written),
            (Some("on" | "to"), false) => {
                self.word("when", "under which conditions");
                let words = self.words();
                for (word, detail) in [("on", "the resources"), ("to", "who may do it")] {
                    if !is_role && !words.contains(&word) {
                        self.word(word, detail);
                    }
                }
            }
            _ => {}
        }
    }

    /// Resources, and what is in them.
    fn grantable(&mut self) {
        self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource);
        let catalog = self.cx.catalog;
        let has_inside = |kind: &str| {
            let verbs = catalog.kind(kind).map_or(&[] as &[_], |kind| kind.verbs);
            verbs.iter().flat_map(|verb| verb.grants).any(|grant| grant.resource.contains('/'))
        };
        let names = self.cx.project.index().declarations(self.space);
        let inside: Vec<String> = names
            .filter_map(|(name, _)| match name {
                Name::Resource(kind, name) if has_inside(kind) => Some(format!("{kind}.{name}")),
                _ => None,
            })
            .collect();
        self.add(Completion::new("\"*\"", Sign::Value, "everything there is").rank(9));
        for address in inside {
            let label = format!("\"${{{address}.arn}}/*\"");
            self.add(Completion::new(label, Sign::Resource, "everything in it").rank(2));
        }
    }

    /// Actions of IAM: those that fit the resource behind `on`, else those of services that the stack uses, the
    /// smallest steps that code takes first.
    pub(super) fn actions(&mut self, quotes: Quotes) {
        let target = self.target();
        let kinds = match &target {
            Some(target) => vec![target.kind.clone()],
            None => self.kinds(),
        };
        let typed = self.cursor.prefix.split_once(':').map(|(service, _)| service.to_owned());
        let fits = |action: &str| {
            typed.as_deref().is_none_or(|typed| action.split(':').next() == Some(typed))
                && target.as_ref().is_none_or(|target| target.arns.iter().any(|arn| can_apply(action, arn)))
        };
        let catalog = self.cx.catalog;
        let mut services: Vec<&str> = Vec::new();
        let mut found: Vec<Completion> = Vec::new();
        for kind in kinds.iter().filter_map(|kind| catalog.kind(kind)) {
            services.push(kind.service);
            for verb in kind.verbs {
                for action in verb.grants.iter().flat_map(|grant| grant.actions).filter(|one| fits(one)) {
                    let detail = format!("to {} a `{}`", verb.name, kind.name);
                    found.push(action_item(action, quotes, &detail).says(verb.doc).rank(1));
                }
            }
        }
        if target.is_none() && matches!(self.meaning(), Some(Meaning::Grant(_))) {
            found.extend(for_logs(catalog, quotes).filter(|(action, _)| fits(action)).map(|(_, item)| item));
        }
        services.extend(typed.as_deref());
        services.sort_unstable();
        services.dedup();
        for service in services {
            let every = action_item(&format!("{service}:*"), quotes, "every action of the service");
            found.push(every.rank(9));
            let all = actions_of(service).map(|action| format!("{service}:{action}"));
            found.extend(
                all.filter(|action| fits(action)).map(|action| one_of_all(&action, quotes, target.as_ref())),
            );
        }
        found.into_iter().for_each(|item| self.add(item));
    }

    /// The resource that a line of permissions is about, if it names one.
    fn target(&self) -> Option<Target> {
        let text = self.cx.text();
        let at = self.cursor.start + self.cursor.prefix.len();
        let line = text.get(at..).unwrap_or("").lines().next().unwrap_or("");
        let on = line.split_once(" on ").map_or("", |(_, on)| on).trim_start_matches(['"', '$', '{']);
        let end = on.find(|c: char| !crate::ide::cursor::is_word(c) && c != '.').unwrap_or(on.len());
        let mut parts = on.get(..end).unwrap_or("").split('.');
        let (kind, name) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if self.cx.catalog.kind(kind).is_some() {
            let address = format!("{kind}.{name}");
            let known = self.cx.project.analysis.any().get(&address.as_str().into());
            let arn = known.and_then(|resource| resource.output("arn").map(str::to_owned));
            // What an action is done to may be the thing itself, or something in it.
            let arns = arn.map_or(vec!["*".to_owned()], |arn| vec![format!("{arn}/*"), arn]);
            return Some(Target { kind: kind.to_owned(), arns });
        }
        let own = self.rows.kind.filter(|_| matches!(self.meaning(), Some(Meaning::ResourceGrant(_))))?;
        Some(Target { kind: own.name.to_owned(), arns: vec!["*".to_owned()] })
    }

    /// The kinds of this stack.
    fn kinds(&self) -> Vec<String> {
        let names = self.cx.project.index().declarations(self.space);
        let mut kinds: Vec<String> = names
            .filter_map(|(name, _)| match name {
                Name::Resource(kind, _) => Some(kind.to_string()),
                _ => None,
            })
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    }

    /// What the statement at the cursor means.
    fn meaning(&self) -> Option<Meaning> {
        let word = self.entry.first().filter(|token| token.sort == Sort::Word)?;
        Some(self.rows.statement(word.text)?.meaning)
    }

    /// Who may be named: services that run code or call it, roles, everybody.
    pub(super) fn principals(&mut self, quotes: Quotes) {
        let catalog = self.cx.catalog;
        let mut carriers: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for kind in catalog.kinds() {
            if let Some(carrier) = kind.carrier {
                carriers.entry(carrier.principal).or_default().push(format!("`{}`", kind.name));
            }
        }
        for (principal, kinds) in carriers {
            let detail = format!("for {}", kinds.join(", "));
            self.add(Completion::new(quotes.around(principal), Sign::Value, detail).rank(1));
        }
        // Others act for resources, such as S3 where it copies objects.
        let others = catalog.kinds().map(|kind| kind.service).filter(|service| is_principal(service));
        for service in others.collect::<BTreeSet<_>>() {
            self.add(Completion::new(quotes.around(service), Sign::Value, "a service").rank(4));
        }
        let account = self.cx.project.analysis.any().account.clone();
        if !account.is_empty() {
            let label = quotes.around(&account);
            self.add(Completion::new(label, Sign::Value, "the stack's own account").rank(3));
        }
        if quotes == Quotes::Written {
            let carries = |kind: &str| catalog.kind(kind).is_some_and(|kind| kind.identity.is_some());
            self.declared(|name| matches!(name, Name::Resource(kind, _) if carries(kind)), Sign::Resource);
        }
    }

    /// Whether it stands in the braces of `when`.
    pub(super) fn in_condition(&self) -> bool {
        let around = self.cursor.levels.iter().rev().find_map(|level| match &level.open {
            Open::Body { head } => Some(head.as_slice()),
            _ => None,
        });
        around.and_then(<[_]>::last).is_some_and(|last| last.text == "when" && last.sort == Sort::Word)
    }

    /// How a condition compares.
    pub(super) fn operators(&mut self) {
        for (operator, what) in condition_operators() {
            let (key, rank) = match what {
                "texts" => ("aws:SourceAccount", 1),
                "true and false" => ("aws:SecureTransport", 2),
                "addresses" => ("aws:SourceIp", 2),
                "ARNs" => ("aws:SourceArn", 2),
                "times" => ("aws:CurrentTime", 3),
                _ => ("key", 3),
            };
            let snippet = format!("{operator} \"${{1:{key}}}\" = $0");
            let detail = format!("compares {what}");
            self.add(Completion::new(operator, Sign::Keyword, detail).writes(snippet).rank(rank));
        }
    }

    /// The keys that a condition may ask about: those of the actions of its line, then those of every request.
    pub(super) fn condition_keys(&mut self) {
        let is_key = self.sign("=").is_none() && self.entry.len() == 1;
        if !is_key {
            return;
        }
        let outer = self.cursor.levels.iter().rev().find_map(|level| match &level.open {
            Open::Body { head } => Some(head.as_slice()),
            _ => None,
        });
        let head = outer.unwrap_or(&[]);
        let actions = head.iter().skip(1).take_while(|token| token.sort != Sort::Word);
        let actions: Vec<&str> =
            actions.filter(|token| token.sort == Sort::String).map(|token| token.text).collect();
        for key in condition_keys(&actions) {
            let rank = if key.name.starts_with("aws:") { 4 } else { 1 };
            // What a name ends in is the author's to say.
            let snippet = match key.name.strip_suffix('*') {
                Some(start) => format!("{}${{1:key}}", escaped(start)),
                None => escaped(&key.name),
            };
            self.add(Completion::new(key.name, Sign::Value, key.holds).writes(snippet).rank(rank));
        }
    }
}

/// What a line of permissions is about.
struct Target {
    kind: String,
    arns: Vec<String>,
}

/// An action like all of its service; what only some names of things in the target could make fit comes last.
fn one_of_all(action: &str, quotes: Quotes, target: Option<&Target>) -> Completion {
    let surely = |arn: &String| can_apply(action, arn.strip_suffix('*').unwrap_or(arn));
    let rank = if target.is_none_or(|one| one.arns.iter().any(surely)) { 6 } else { 8 };
    action_item(action, quotes, "action").says(done_to(action)).rank(rank)
}

/// What code needs to write its logs.
fn for_logs(catalog: &Catalog, quotes: Quotes) -> impl Iterator<Item = (&'static str, Completion)> {
    catalog.kinds().flat_map(move |kind| {
        let logs = kind.carrier.iter().flat_map(|carrier| carrier.logs);
        logs.flat_map(|grant| grant.actions).map(move |action| {
            let detail = format!("to write the logs of a `{}`", kind.name);
            (*action, action_item(action, quotes, &detail).rank(2))
        })
    })
}

fn action_item(action: &str, quotes: Quotes, detail: &str) -> Completion {
    Completion::new(quotes.around(action), Sign::Value, detail)
}
