//! What may stand within quotes.

use std::path::{Path, PathBuf};

use super::body::is_preposition;
use super::{Completion, Place, Sign};
use crate::base::{Dimension, Quantity, System};
use crate::catalog::{Attr, DatedValue, Machine, Meaning, Position, Statement, Table, Type};
use crate::iam::all_managed;
use crate::ide::cursor::Open;
use crate::ide::hover::dated::{dates, is_retired};
use crate::timing::Zone;

/// Whether quotes are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// They are.
    There,
    /// They are written with the text.
    Written,
}

impl Quotes {
    /// A text as it is offered.
    pub(super) fn around(self, text: &str) -> String {
        match self {
            Self::There => text.to_owned(),
            Self::Written => format!("\"{text}\""),
        }
    }
}

impl<'a> Place<'a> {
    /// In a string that is not closed yet.
    pub(super) fn in_text(&mut self) {
        let words = self.words();
        let first = words.first().copied().unwrap_or("");
        if self.call() == Some("file") {
            return self.paths(Only::Both, self.own_folder());
        }
        if self.in_condition() {
            return self.condition_keys();
        }
        if self.in_known_map(Quotes::There) || self.in_index(Quotes::There) {
            return;
        }
        if let Some(param) = self.asked_param() {
            return self.texts_of(param);
        }
        if self.heads.is_empty() {
            return self.line_text(first);
        }
        if let Some(row) = self.rows.statement(first) {
            return self.statement_text(row);
        }
        if self.sign("=").is_none() {
            return;
        }
        let Some(row) = self.rows.attr(first) else { return };
        self.known_texts(row, Quotes::There);
        self.texts_of_type(row.ty, Some(row));
        if !row.picks.is_empty() {
            self.picked(row.picks);
        }
        if matches!(row.ty, Type::String | Type::List(Type::String)) && row.name != "description" {
            self.seen_texts(row.name);
        }
    }

    /// In a string of a line outside braces.
    fn line_text(&mut self, first: &str) {
        let words = self.words();
        match first {
            "module" => self.paths(Only::Folders, self.own_folder()),
            _ if first.contains('.') && words.len() == 1 => self.routes(),
            _ if first.contains('.') => {
                words.last().copied().into_iter().for_each(|word| self.seen_texts(word));
            }
            _ => {}
        }
    }

    /// In a string of a statement.
    fn statement_text(&mut self, row: &'static Statement) {
        let words = self.words();
        let last = words.iter().rev().find(|word| is_preposition(word)).copied();
        match (row.meaning, last) {
            (Meaning::Grant(_) | Meaning::ResourceGrant(_), None) => self.actions(Quotes::There),
            (Meaning::Grant(_) | Meaning::ResourceGrant(_), Some("to")) => self.principals(Quotes::There),
            (Meaning::Grant(_) | Meaning::ResourceGrant(_), Some("on")) => {
                self.text("*", "everything there is");
            }
            _ => {
                let is_here = |at: Position| match (at, last) {
                    (Position::After(word), Some(last)) => word == last,
                    (Position::Operand, last) => last.is_none(),
                    (Position::After(_), None) => false,
                };
                if let Some(slot) = row.slots.iter().find(|slot| is_here(slot.at)) {
                    self.texts_of_type(slot.ty, None);
                    if matches!(slot.ty, Type::String | Type::Path) {
                        self.seen_texts(last.unwrap_or(row.word));
                    }
                }
            }
        }
    }

    /// The texts of a type, where quotes are open.
    fn texts_of_type(&mut self, ty: Type, row: Option<&Attr>) {
        match ty {
            Type::OneOf(all) => self.one_of(all, row, Quotes::There),
            Type::Path => self.paths(Only::Both, self.own_folder()),
            Type::TimeZone => Zone::names().iter().for_each(|zone| self.text(zone, "time zone")),
            Type::Zone => self.zones(Quotes::There),
            Type::Principals => self.principals(Quotes::There),
            Type::Peer(_) => self.text("0.0.0.0/0", "every address"),
            Type::List(of) => self.texts_of_type(*of, row),
            _ => {}
        }
    }

    /// What is known to be taken, where there may be more.
    pub(super) fn known_texts(&mut self, row: &Attr, quotes: Quotes) {
        let spelled = row.spelled.iter().map(|(word, _)| word).filter(|_| row.ty == Type::String);
        for word in row.among.iter().chain(spelled) {
            self.add(Completion::new(quotes.around(word), Sign::Value, "").rank(1));
        }
        match row.table {
            Table::None => {}
            Table::Machines => {
                for machine in Machine::all() {
                    let memory = Quantity::whole(Dimension::Size, machine.memory.saturating_mul(1 << 20));
                    let detail = format!("{} vCPU, {memory}", machine.vcpus);
                    let label = quotes.around(machine.name);
                    let runs = machine.architectures.join(", ");
                    self.add(Completion::new(label, Sign::Value, detail).says(runs).rank(2));
                }
            }
            Table::ManagedPolicies => {
                for policy in all_managed() {
                    let name = policy.arn.rsplit('/').next().unwrap_or(policy.arn);
                    let item = Completion::new(quotes.around(name), Sign::Value, policy.version);
                    self.add(item.says(format!("`{}`", policy.arn)).rank(2));
                }
            }
        }
    }

    /// Zones of the stack's region: those that it names already, then such as most accounts have.
    pub(super) fn zones(&mut self, quotes: Quotes) {
        let region = self.cx.project.analysis.any().region.clone();
        if region.is_empty() {
            return;
        }
        for letter in 'a'..='f' {
            let zone = format!("{region}{letter}");
            let written = format!("\"{zone}\"");
            let is_named = self.cx.project.files().any(|(_, file)| file.text.contains(&written));
            let (detail, rank) = match letter {
                _ if is_named => ("a zone of the stack", 1),
                'a'..='c' => ("if the account has it", 2),
                _ => continue,
            };
            self.add(Completion::new(quotes.around(&zone), Sign::Value, detail).rank(rank));
        }
    }

    /// The function whose arguments are open around a string.
    fn call(&self) -> Option<&'a str> {
        let (_, around) = self.cursor.levels.split_last()?;
        match &around.last()?.open {
            Open::Call { name, .. } => Some(name),
            _ => None,
        }
    }

    fn text(&mut self, word: &str, detail: &str) {
        self.add(Completion::new(word, Sign::Value, detail).rank(1));
    }

    /// One of a set of words; what AWS retires is told apart and comes last.
    pub(super) fn one_of(&mut self, words: &[&str], row: Option<&Attr>, quotes: Quotes) {
        for word in words {
            let mut item = Completion::new(quotes.around(word), Sign::Value, "").rank(1);
            if let Some(dated) = row.and_then(|row| self.retired(row, word)) {
                item.detail = match dated.successor {
                    "" => "deprecated".to_owned(),
                    successor => format!("deprecated; use `{successor}`"),
                };
                item.documentation = dates(dated);
                (item.rank, item.deprecated) = (7, true);
            }
            self.add(item);
        }
    }

    /// When a value is retired that AWS retires.
    fn retired(&self, row: &Attr, word: &str) -> Option<&'static DatedValue> {
        let dated =
            self.rows.kind?.dated.iter().find(|dated| dated.attr == row.name && dated.value == word)?;
        is_retired(dated).then_some(dated)
    }

    /// The folder of the file itself.
    fn own_folder(&self) -> PathBuf {
        let file = self.cx.project.sources().file(self.cx.file);
        let folder = file.and_then(|file| Path::new(&file.path).parent());
        folder.map(Path::to_owned).unwrap_or_default()
    }

    /// What lies in the folder that is typed.
    fn paths(&mut self, only: Only, base: PathBuf) {
        let folder = self.cursor.prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
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
