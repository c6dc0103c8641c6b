//! What may stand within quotes.

use super::{Completion, Place, Sign, escaped};
use crate::base::{FACTS_DAY, System};
use crate::catalog::{Attr, Meaning, Position, Type};
use crate::iam::actions_of;
use crate::ide::cursor::Sort;
use crate::ide::index::Name;
use crate::timing::Zone;

/// Whether quotes are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// They are.
    There,
    /// They are written with the text.
    Written,
}

impl Place<'_> {
    /// In a string that is not closed yet.
    pub(super) fn in_text(&mut self) {
        let words = self.words();
        let first = words.first().copied().unwrap_or("");
        if self.heads.is_empty() && first == "module" {
            return self.paths(Only::Folders);
        }
        if let Some(row) = self.rows.statement(first) {
            let is_grant = matches!(row.meaning, Meaning::Grant(_) | Meaning::ResourceGrant(_));
            if is_grant && !words.contains(&"on") && !words.contains(&"to") {
                self.actions(Quotes::There);
            }
            let last = words.last().copied().unwrap_or("");
            let slot = row.slots.iter().find(|slot| slot.at == Position::After("to") && last == "to");
            if let Some(Type::OneOf(all)) = slot.map(|slot| slot.ty) {
                self.one_of(all, None, Quotes::There);
            }
            return;
        }
        if self.sign("=").is_none() {
            return;
        }
        let Some(row) = self.rows.attr(first) else { return };
        match row.ty {
            Type::OneOf(all) => self.one_of(all, Some(row), Quotes::There),
            Type::Path => self.paths(Only::Both),
            Type::TimeZone => Zone::names().iter().for_each(|zone| self.text(zone, "time zone")),
            Type::Principals => {
                for kind in self.cx.catalog.kinds() {
                    if let Some(carrier) = kind.carrier {
                        self.text(carrier.principal, &format!("for a `{}`", kind.name));
                    }
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, word: &str, detail: &str) {
        self.add(Completion::new(word, Sign::Value, detail).rank(1));
    }

    /// One of a set of words; what AWS retires is told apart and comes last.
    pub(super) fn one_of(&mut self, words: &[&str], row: Option<&Attr>, quotes: Quotes) {
        for word in words {
            let written = match quotes {
                Quotes::There => (*word).to_owned(),
                Quotes::Written => format!("\"{word}\""),
            };
            let mut item = Completion::new(written, Sign::Value, "").rank(1);
            if let Some(successor) = row.and_then(|row| self.retired(row, word)) {
                item.detail = if successor.is_empty() {
                    "deprecated".to_owned()
                } else {
                    format!("deprecated; use `{successor}`")
                };
                (item.rank, item.deprecated) = (7, true);
            }
            self.add(item);
        }
    }

    /// What stands in for a value that AWS retires.
    fn retired(&self, row: &Attr, word: &str) -> Option<&'static str> {
        let gone = |day: &str| !day.is_empty() && day <= FACTS_DAY;
        let dated =
            self.rows.kind?.dated.iter().find(|dated| dated.attr == row.name && dated.value == word)?;
        let is_old = dated.deprecated.is_empty() && !dated.successor.is_empty();
        (gone(dated.deprecated) || gone(dated.no_create) || is_old).then_some(dated.successor)
    }

    /// Actions of IAM: those that fit the resource behind `on`, else those of services that the stack uses, the
    /// smallest steps that code takes first.
    pub(super) fn actions(&mut self, quotes: Quotes) {
        let kinds = self.granted_kinds();
        let write = |action: &str| match quotes {
            Quotes::There => action.to_owned(),
            Quotes::Written => format!("\"{action}\""),
        };
        let catalog = self.cx.catalog;
        let mut services: Vec<&str> = Vec::new();
        for kind in kinds.iter().filter_map(|kind| catalog.kind(kind)) {
            services.push(kind.service);
            for verb in kind.verbs {
                for action in verb.grants.iter().flat_map(|grant| grant.actions) {
                    let detail = format!("to {} a `{}`", verb.name, kind.name);
                    self.add(Completion::new(write(action), Sign::Value, detail).says(verb.doc).rank(1));
                }
            }
        }
        if matches!(self.meaning(), Some(Meaning::Grant(_))) {
            for kind in catalog.kinds() {
                for action in
                    kind.carrier.iter().flat_map(|carrier| carrier.logs).flat_map(|grant| grant.actions)
                {
                    let detail = format!("to write the logs of a `{}`", kind.name);
                    self.add(Completion::new(write(action), Sign::Value, detail).rank(2));
                }
            }
        }
        let typed = self.cursor.prefix.split_once(':').map(|(service, _)| service.to_owned());
        services.extend(typed.as_deref());
        services.sort_unstable();
        services.dedup();
        for service in
            services.iter().filter(|service| typed.as_deref().is_none_or(|typed| typed == **service))
        {
            for action in actions_of(service) {
                let action = format!("{service}:{action}");
                let written = write(&action);
                self.add(Completion::new(&written, Sign::Value, "action").writes(escaped(&written)).rank(6));
            }
        }
    }

    /// The kinds that a line of permissions may be about: that of the resource behind `on`, else all of this stack.
    fn granted_kinds(&self) -> Vec<String> {
        let text = self.cx.text();
        let at = self.cursor.start + self.cursor.prefix.len();
        let line = text.get(at..).unwrap_or("").lines().next().unwrap_or("");
        let on = line.split_once(" on ").map_or("", |(_, on)| on).trim_start_matches(['"', '$', '{']);
        let kind = on.split('.').next().unwrap_or("");
        if self.cx.catalog.kind(kind).is_some() {
            return vec![kind.to_owned()];
        }
        if let (Some(own), Some(Meaning::ResourceGrant(_))) = (self.rows.kind, self.meaning()) {
            return vec![own.name.to_owned()];
        }
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

    fn meaning(&self) -> Option<Meaning> {
        let word = self.entry.first().filter(|token| token.sort == Sort::Word)?;
        Some(self.rows.statement(word.text)?.meaning)
    }

    /// What lies in the folder that is typed.
    fn paths(&mut self, only: Only) {
        let folder = self.cursor.prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
        let own =
            std::path::Path::new(&self.cx.project.sources().file(self.cx.file).map_or("", |file| &file.path))
                .parent()
                .map(std::path::Path::to_owned);
        let base = if only == Only::Folders {
            own.unwrap_or_default()
        } else {
            self.cx.project.analysis.folder.clone()
        };
        let shown = if folder.is_empty() { "." } else { folder };
        for (name, is_folder) in self.cx.system.list(&base.join(shown)).unwrap_or_default() {
            if name.starts_with('.') || (only == Only::Folders && !is_folder) || name.ends_with(".stack") {
                continue;
            }
            let sign = if is_folder { Sign::Folder } else { Sign::File };
            self.add(Completion::new(format!("{shown}/{name}"), sign, "").rank(1));
        }
    }
}

/// What paths are offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    /// Files and folders.
    Both,
    /// Folders alone.
    Folders,
}
