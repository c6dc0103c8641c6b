//! What begins a declaration, and the lines that stand outside braces.

use super::{Completion, Place, Sign};
use crate::catalog::{Declarable, Events, Kind, Link, Presence, Type};
use crate::ide::cursor::Sort;
use crate::ide::index::Name;

/// Words that begin a declaration, what they are for, and what is written.
const WORDS: &[(&str, &str, &str)] = &[
    ("param", "an input", "param ${1:name}: ${2:string}$0"),
    ("secret param", "an input that is never shown", "secret param ${1:name}: string$0"),
    ("let", "a local value", "let ${1:name} = $0"),
    ("output", "what the stack offers", "output ${1:name} = $0"),
    ("module", "another folder as a part", "module ${1:name} from \"./${2:folder}\" {$0}"),
    ("moved", "a rename that keeps the resource", "moved ${1:old} -> ${2:new}$0"),
    ("adopt", "takes over what exists", "adopt ${1:resource} = \"${2:id}\"$0"),
    ("forget", "lets go without deleting", "forget ${1:resource}$0"),
    ("scenario", "what the world does", "scenario ${1:name} {\n  $0\n}"),
    ("test", "what must then hold", "test \"${1:sentence}\" {\n  expect $0\n}"),
];

const STACK: &str =
    "stack ${1:name} {\n  region  = \"${2:us-east-1}\"\n  account = \"${3:111122223333}\"\n}\n$0";

/// The types, and what each holds.
const TYPES: &[(&str, &str)] = &[
    ("string", "text"),
    ("bool", "`true` or `false`"),
    ("number", "a number without unit"),
    ("duration", "such as `30s`, `5m`, `30 days`"),
    ("size", "such as `512 MB`"),
    ("cpu", "such as `0.25 vCPU`"),
    ("percent", "such as `60%`"),
    ("bandwidth", "such as `100 Mbps`"),
    ("money", "such as `20 USD`"),
    ("rate", "such as `20 per second`"),
    ("timing", "`cron(…)`, `rate(…)` or `at(…)`"),
    ("moment", "`at(…)`"),
    ("list", "`list(string)`"),
    ("map", "`map(string)`"),
];

impl Place<'_> {
    /// Outside all braces.
    pub(super) fn declaration(&mut self) {
        let words = self.words();
        match words.as_slice() {
            [] => self.beginning(),
            ["param", _, .., ":" | "|"] | ["secret", "param", _, .., ":" | "|"] => self.types(),
            ["param" | "secret", ..] if self.sign("=").is_some() => self.param_value(),
            ["secret"] => self.word("param", "an input that is never shown"),
            ["let" | "output" | "adopt", ..] if self.sign("=").is_some() => self.expressions(None),
            ["module", _] => self.word("from", "the folder that it is in"),
            ["adopt" | "moved" | "forget"] | ["moved", _, "->"] => self.addresses(),
            ["moved", _] => self.word("->", "what it is called now"),
            ["param" | "let" | "output" | "module" | "stack" | "scenario" | "adopt" | "forget", ..] => {}
            ["test", _] => self.word("under", "the scenario in which it must hold"),
            ["test", _, "under"] => self.declared(|name| matches!(name, Name::Scenario(_)), Sign::Module),
            _ if self.entry.first().is_some_and(|first| first.text.contains('.')) => self.flow(),
            [_, _] if self.entry.iter().all(|token| token.sort == Sort::Word) => {
                self.word("for", "one for each element");
                self.word("if", "only if that holds");
            }
            _ => {}
        }
    }

    pub(super) fn word(&mut self, word: &str, detail: &str) {
        self.add(Completion::new(word, Sign::Keyword, detail).rank(1));
    }

    fn beginning(&mut self) {
        let index = self.cx.project.index();
        if self.space == 0 && !index.declarations(0).any(|(name, _)| *name == Name::Stack) {
            self.add(Completion::new("stack", Sign::Keyword, "which stack this is").writes(STACK).rank(0));
        }
        for (word, detail, snippet) in WORDS {
            self.add(Completion::new(*word, Sign::Keyword, *detail).writes(*snippet).rank(4));
        }
        for kind in self.cx.catalog.kinds().filter(|kind| kind.declared == Declarable::Yes) {
            let first = kind.doc.lines().next().unwrap_or_default();
            let item = Completion::new(kind.name, Sign::Kind, kind.title).writes(declared(kind)).says(first);
            self.add(item.rank(2));
        }
        // Arrows begin with what they come from.
        let catalog = self.cx.catalog;
        let sources = |name: &Name| matches!(name, Name::Resource(kind, _) if catalog.links_from(kind).next().is_some());
        self.declared(sources, Sign::Resource);
    }

    fn types(&mut self) {
        for (word, detail) in TYPES {
            let snippet = if matches!(*word, "list" | "map") {
                format!("{word}(${{1:string}})")
            } else {
                (*word).to_owned()
            };
            self.add(Completion::new(*word, Sign::Type, *detail).writes(snippet).rank(1));
        }
        for kind in self.cx.catalog.kinds().filter(|kind| kind.declared == Declarable::Yes) {
            self.add(Completion::new(kind.name, Sign::Kind, kind.title).rank(3));
        }
    }

    /// The default of a param: one of the texts of its type, if it lists them.
    fn param_value(&mut self) {
        let texts: Vec<String> = self
            .entry
            .iter()
            .filter(|token| token.sort == Sort::String)
            .map(|token| format!("\"{}\"", token.text))
            .collect();
        for text in texts {
            self.add(Completion::new(text, Sign::Value, "one of its values").rank(0));
        }
        let ty = self.words().iter().skip_while(|word| **word != ":").nth(1).copied().and_then(quantity);
        match ty {
            Some(ty) => self.typed(ty, None),
            None => self.expressions(None),
        }
    }

    fn addresses(&mut self) {
        self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource);
    }

    /// An arrow: what happened, where it goes.
    fn flow(&mut self) {
        let kind_of = |text: &str| text.split('.').next().unwrap_or("").to_owned();
        let source = kind_of(self.entry.first().map_or("", |token| token.text));
        let links: Vec<_> = self.cx.catalog.links_from(&source).collect();
        if let Some(arrow) = self.sign("->") {
            if self.entry.len() == arrow + 1 {
                self.targets(&links, arrow);
            }
            return;
        }
        let last = self.entry.last().map_or("", |token| token.text);
        let is_source = self.entry.len() == 1;
        let mut needs_event = false;
        for link in &links {
            match link.events {
                Events::Words(words) if is_source => {
                    needs_event = true;
                    for word in words {
                        self.add(Completion::new(word.word, Sign::Event, word.aws).says(link.doc).rank(1));
                    }
                }
                Events::Routes if is_source => {
                    needs_event = true;
                    let route = Completion::new("\"GET /…\"", Sign::Event, "a route")
                        .writes("\"${1|GET,POST,PUT,DELETE,ANY|} /${2:path}\" -> $0");
                    self.add(route.says(link.doc).rank(1));
                }
                Events::Paths if is_source => {
                    let path = Completion::new("\"/…\"", Sign::Event, "a path").writes("\"/${1:*}\" -> $0");
                    self.add(path.says(link.doc).rank(1));
                }
                _ => {}
            }
        }
        if !is_source {
            self.filters(&links, last);
        }
        if !needs_event || !is_source {
            self.word("->", "where it goes");
        }
    }

    /// Where an arrow may go from its source after what happened.
    fn targets(&mut self, links: &[&Link], arrow: usize) {
        let event = self.entry.get(1).filter(|_| arrow > 1).map_or("", |token| token.text);
        let fits = |events: Events| match events {
            Events::Words(words) => words.iter().any(|word| word.word == event),
            Events::Routes | Events::Paths | Events::None => true,
        };
        let fitting = links.iter().filter(|link| fits(link.events));
        let kinds: Vec<&str> = fitting.flat_map(|link| link.targets).copied().collect();
        self.declared(
            |name| matches!(name, Name::Resource(kind, _) if kinds.contains(&kind.as_str())),
            Sign::Resource,
        );
    }

    /// What narrows an arrow, unless a text is being asked for.
    fn filters(&mut self, links: &[&Link], last: &str) {
        let filters: Vec<&str> = links.iter().flat_map(|link| link.filters).copied().collect();
        if filters.contains(&last) {
            return;
        }
        let words = self.words();
        for filter in filters.iter().filter(|filter| !words.contains(filter)) {
            let detail =
                if *filter == "under" { "what its key begins with" } else { "what its key ends with" };
            self.add(
                Completion::new(*filter, Sign::Keyword, detail).writes(format!("{filter} \"$1\"$0")).rank(2),
            );
        }
    }
}

/// The type of a param that holds a quantity.
fn quantity(word: &str) -> Option<Type> {
    if word == "bool" {
        return Some(Type::Bool);
    }
    crate::base::Dimension::from_word(word).map(Type::Quantity)
}

/// A declaration of a kind with what it cannot do without.
fn declared(kind: &Kind) -> String {
    let needed: Vec<_> = kind.shape.attrs.iter().filter(|attr| attr.presence == Presence::Required).collect();
    let labelled = kind
        .shape
        .blocks
        .iter()
        .any(|block| matches!(block.label, crate::catalog::Label::Named { required: true }));
    if needed.is_empty() && !labelled {
        return format!("{} ${{1:name}} {{$0}}", kind.name);
    }
    let width = needed.iter().map(|attr| attr.name.len()).max().unwrap_or(0);
    let mut text = format!("{} ${{1:name}} {{\n", kind.name);
    for (at, attr) in needed.iter().enumerate() {
        let value = super::values::snippet(attr.ty, at + 2);
        text.push_str(&format!("  {:width$} = {value}\n", attr.name));
    }
    text.push_str("  $0\n}");
    text
}
