//! Names: of resources and what they tell, of params, lets and functions.

use std::collections::BTreeSet;

use super::{Completion, Place, Sign, escaped};
use crate::catalog::{Count, Kind, STATISTICS, Signature, Type};
use crate::ide::cursor::{brackets, is_word};
use crate::ide::index::{Declared, Name, Symbol};
use crate::ide::rows::Head;
use crate::ide::weather;
use crate::model::Address;
use crate::session::functions;

/// What an expression should be, as far as that says something about names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A text: what resources tell are texts.
    Text,
    /// Something else.
    Other,
}

impl Place<'_> {
    /// The names that are declared here and are wanted.
    pub(super) fn declared(&mut self, is_wanted: impl Fn(&Name) -> bool, sign: Sign) {
        let project = self.cx.project;
        let own = self.own_declaration();
        for (name, declared) in project.index().declarations(self.space) {
            if !is_wanted(name) || own == Some(declared.span) {
                continue;
            }
            let detail = match name {
                Name::Resource(kind, _) => self.cx.catalog.kind(kind).map_or("", |kind| kind.title),
                _ => "",
            };
            let item = Completion::new(name.shown(), sign, detail).says(declared.doc.as_str());
            self.add(item.rank(1));
        }
    }

    /// The name of the declaration at the cursor, which is no use to itself.
    fn own_declaration(&self) -> Option<crate::base::Span> {
        let byte = u32::try_from(self.cursor.start).ok()?;
        let mut all = self.cx.project.index().declarations(self.space);
        all.find(|(_, declared)| {
            declared.whole.file == self.cx.file && declared.whole.start <= byte && byte <= declared.whole.end
        })
        .map(|(_, declared)| declared.span)
    }

    /// Anything that has a value.
    pub(super) fn expressions(&mut self, wanted: Option<Wanted>) {
        if self.cursor.prefix.contains('.') {
            return self.dotted();
        }
        let project = self.cx.project;
        let own = self.own_declaration();
        let others =
            project.index().declarations(self.space).filter(|(_, declared)| own != Some(declared.span));
        for (name, declared) in others {
            let (sign, rank) = match name {
                Name::Param(_) => (Sign::Variable, 2),
                Name::Let(_) => (Sign::Variable, 2),
                _ => continue,
            };
            let line = self.first_line(declared);
            self.add(Completion::new(name.word(), sign, line).says(declared.doc.as_str()).rank(rank));
        }
        self.locals();
        self.addresses_and_functions(wanted);
        if wanted.is_none() {
            for word in ["true", "false", "none"] {
                self.add(Completion::new(word, Sign::Value, "").rank(8));
            }
            self.made_by_loops();
        }
        if self.heads == [Head::Test] {
            for (word, detail, snippet) in weather::READINGS {
                self.add(Completion::new(*word, Sign::Keyword, *detail).writes(*snippet).rank(1));
            }
        }
        self.add(
            Completion::new("if … then … else", Sign::Keyword, "one of two values")
                .writes("if ${1:condition} then $2 else $0")
                .rank(8),
        );
    }

    /// Resources and modules where a text may be read of them, and functions.
    fn addresses_and_functions(&mut self, wanted: Option<Wanted>) {
        let project = self.cx.project;
        let rank = if wanted == Some(Wanted::Other) { 7 } else { 4 };
        let resources: Vec<String> = project
            .index()
            .declarations(self.space)
            .filter_map(|(name, _)| match name {
                Name::Resource(..) | Name::Module(_) => Some(name.shown()),
                _ => None,
            })
            .collect();
        if wanted != Some(Wanted::Other) {
            for address in resources {
                self.add(Completion::new(&address, Sign::Resource, "").writes(format!("{address}.")).rank(3));
            }
            self.add(
                Completion::new("stack", Sign::Keyword, "its name, region and account")
                    .writes("stack.")
                    .rank(rank),
            );
        }
        for function in functions() {
            self.add(called(function).rank(rank));
        }
    }

    /// A list or a map that a loop makes, right behind its bracket.
    pub(super) fn made_by_loops(&mut self) {
        let before = self.cx.text().get(..self.cursor.start).unwrap_or("");
        let snippet = match before.chars().next_back() {
            Some('[') => "for ${1:one} in ${2:all}: $0",
            Some('{') => "for ${1:key}, ${2:value} in ${3:all}: $1 => $0",
            _ => return,
        };
        self.add(Completion::new("for", Sign::Keyword, "one for each element").writes(snippet).rank(6));
    }

    /// Loop variables around the place.
    fn locals(&mut self) {
        let Some(tree) = self.cx.project.tree(self.cx.file) else { return };
        let byte = u32::try_from(self.cursor.start).unwrap_or(u32::MAX);
        let open = self.open_loops().into_iter().map(|(name, _)| name);
        let locals: BTreeSet<&str> = crate::ide::chain::locals(tree, byte).into_iter().chain(open).collect();
        for local in locals {
            self.add(Completion::new(local, Sign::Variable, "loop variable").rank(1));
        }
    }

    fn first_line(&self, declared: &Declared) -> String {
        self.cx.project.at(declared.whole).lines().next().unwrap_or_default().to_owned()
    }

    /// Behind a dot.
    pub(super) fn dotted(&mut self) {
        let parts: Vec<&str> = self.cursor.prefix.split('.').collect();
        let before = self.cursor.prefix.rsplit_once('.').map_or("", |(before, _)| before).to_owned();
        if self.is_event() {
            return self.happens();
        }
        match parts.as_slice() {
            ["stack", _] => ["name", "region", "account"]
                .into_iter()
                .for_each(|word| self.member(&before, word, "of the stack")),
            ["module", _] => self.declared(|name| matches!(name, Name::Module(_)), Sign::Module),
            ["scenario", _] => self.declared(|name| matches!(name, Name::Scenario(_)), Sign::Module),
            ["module", module, _] => self.outputs_of_module(&before, module),
            [first, _] if self.cx.catalog.kind(first).is_some() => {
                self.declared(
                    |name| matches!(name, Name::Resource(kind, _) if kind == *first),
                    Sign::Resource,
                );
            }
            [kind, _, _] => self.outputs(&before, kind),
            [kind, _, metric, _] => {
                self.outputs_of_part(&before.as_str().into(), &before);
                self.statistics(&before, kind, metric);
            }
            [param, _] => {
                let kind = self.kind_of_param(param);
                self.outputs(&before, &kind);
                self.fields_of(param);
            }
            _ => {}
        }
    }

    fn member(&mut self, before: &str, word: &str, detail: &str) {
        self.add(Completion::new(dotted(before, word), Sign::Output, detail).rank(1));
    }

    /// What a resource of a kind tells.
    pub(super) fn outputs(&mut self, before: &str, kind: &str) {
        let Some(kind) = self.cx.catalog.kind(kind) else { return };
        // What comes with an attribute is not offered where that is left out.
        let project = self.cx.project;
        let known = project.analysis.any().get(&before.into());
        let had = |name: &str| known.is_none_or(|resource| resource.outputs.contains_key(name));
        for output in kind.outputs.iter().filter(|output| output.given.is_empty() || had(output.name)) {
            self.member(before, output.name, output.doc);
        }
        for attr in kind.shape.attrs {
            let label = dotted(before, attr.name);
            self.add(Completion::new(label, Sign::Attribute, attr.doc).rank(4));
        }
        self.parts(before, kind);
        let is_test = self.heads.first() == Some(&Head::Test);
        if is_test {
            for (word, detail) in
                weather::OBSERVED.iter().filter(|(word, _)| *word != "rings" || kind.name == "alarm")
            {
                self.member(before, word, detail);
            }
        }
        if is_test || self.is_measured() {
            for row in kind.metrics.iter().flat_map(|table| table.rows) {
                let label = dotted(before, row.name);
                let item = Completion::new(&label, Sign::Output, row.unit);
                self.add(item.writes(escaped(&format!("{label}.{}", row.usual))).rank(3));
            }
        }
    }

    /// What a metric of a kind is told by.
    fn statistics(&mut self, before: &str, kind: &str, metric: &str) {
        let tables = self.cx.catalog.kind(kind).map_or(&[] as &[_], |kind| kind.metrics);
        let Some(row) = tables.iter().flat_map(|table| table.rows).find(|row| row.name == metric) else {
            return;
        };
        for (word, aws) in STATISTICS {
            let rank = if word == row.usual { 0 } else { 1 };
            let label = format!("{before}.{word}");
            self.add(Completion::new(label, Sign::Output, aws).rank(rank));
        }
    }

    /// Whether a metric is asked for.
    fn is_measured(&self) -> bool {
        let row = self.sign("=").and_then(|_| self.rows.attr(self.entry.first()?.text));
        let is_metric = |ty: Type| matches!(ty, Type::Metric | Type::List(Type::Metric));
        let slot = || {
            let row = self.rows.statement(self.entry.first()?.text)?;
            row.slots.iter().find(|slot| is_metric(slot.ty))
        };
        row.is_some_and(|row| is_metric(row.ty)) || slot().is_some()
    }

    /// The parts that AWS makes with a resource, those of which there are several by their keys.
    fn parts(&mut self, before: &str, kind: &Kind) {
        let stack = self.cx.project.analysis.any();
        for row in kind.parts.iter().filter(|row| row.when.can_be_named()) {
            let part = dotted(before, row.name);
            if stack.get(&part.as_str().into()).is_some() {
                self.add(Completion::new(part, Sign::Resource, row.doc).rank(2));
                continue;
            }
            if row.when.each().is_none() {
                continue;
            }
            let keyed = format!("{part}[");
            for address in stack.resources.keys().filter(|one| one.as_str().starts_with(&keyed)) {
                self.add(Completion::new(address.as_str(), Sign::Resource, row.doc).rank(2));
            }
        }
    }

    /// What a part tells that is known under that address, each behind `before`.
    fn outputs_of_part(&mut self, address: &Address, before: &str) {
        let known = self.cx.project.analysis.any().get(address).map(|part| part.kind.clone());
        if let Some(kind) = known {
            self.outputs(before, &kind);
        }
    }

    /// Behind a dot that follows a bracket: what an instance or a part tells, or which parts an arrow has.
    pub(super) fn behind_bracket(&mut self) -> bool {
        let Some(text) = self.cx.text().get(..self.cursor.start).and_then(|text| text.strip_suffix('.'))
        else {
            return false;
        };
        if !text.ends_with([')', ']']) {
            return false;
        }
        let address = named_before(text);
        if let Some((part, _)) = self.cursor.prefix.rsplit_once('.') {
            self.outputs_of_part(&format!("{address}.{part}").as_str().into(), part);
        } else if let Some(arrow) = address.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
            let stack = self.cx.project.analysis.any();
            let within = format!("({arrow}).");
            for (part, made) in stack
                .resources
                .values()
                .filter_map(|one| Some((one.address.as_str().strip_prefix(&within)?, one)))
            {
                let title = self.cx.catalog.kind(&made.kind).map_or("", |kind| kind.title);
                self.add(Completion::new(part, Sign::Resource, title).rank(1));
            }
        } else if let Some(module) = address.strip_prefix("module.").and_then(|rest| rest.split('[').next()) {
            self.outputs_of_module("", module);
        } else {
            self.outputs_of_part(&address.into(), "");
        }
        true
    }

    pub(super) fn outputs_of_module(&mut self, before: &str, module: &str) {
        let Some(space) = self.space_of(module) else { return };
        let project = self.cx.project;
        for (name, declared) in project.index().declarations(space) {
            let Name::Output(word) = name else { continue };
            let item = Completion::new(dotted(before, word), Sign::Output, self.first_line(declared));
            self.add(item.says(declared.doc.as_str()).rank(1));
        }
    }

    /// The kind that a param is of, if it is of one.
    fn kind_of_param(&self, param: &str) -> String {
        let symbol = Symbol { space: self.space, name: Name::Param(param.into()) };
        let declared = self.cx.project.index().declared(&symbol);
        let line = declared.map(|declared| self.first_line(declared)).unwrap_or_default();
        let ty = line.split_once(':').map_or("", |(_, ty)| ty).trim();
        ty.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned()
    }
}

/// A word behind a name; alone where nothing of that is written anew.
fn dotted(before: &str, word: &str) -> String {
    if before.is_empty() { word.to_owned() } else { format!("{before}.{word}") }
}

/// The name with brackets that a text ends with: `bucket.files["acme"]`, `(a.b -> c.d).part["k"]`.
pub(super) fn named_before(text: &str) -> &str {
    let closed = brackets(text);
    let mut start = text.len();
    loop {
        let before = text.get(..start).unwrap_or("");
        let group = before.ends_with([')', ']']).then(|| closed.iter().find(|(_, end)| *end + 1 == start));
        if let Some(Some((open, _))) = group {
            start = open.saturating_sub(1);
            continue;
        }
        let word = before.trim_end_matches(|c: char| is_word(c) || c == '.').len();
        if word == start {
            return text.get(start..).unwrap_or("");
        }
        start = word;
    }
}

/// A call with places for what it is given.
fn called(function: &Signature) -> Completion {
    let needed = function.params.iter().filter(|param| param.count == Count::One);
    let given: Vec<String> =
        needed.enumerate().map(|(at, param)| format!("${{{}:{}}}", at + 1, param.name)).collect();
    let first = function.doc.lines().next().unwrap_or_default();
    Completion::new(function.name, Sign::Function, function.to_string())
        .writes(format!("{}({})$0", function.name, given.join(", ")))
        .says(first)
}
