//! What begins a declaration, and the lines that stand outside braces.

use super::{Completion, Place, Sign};
use crate::catalog::{Declarable, Events, Kind, Link, Presence};
use crate::ide::cursor::Sort;
use crate::ide::index::Name;
use crate::ide::rows::{Head, link};
use crate::ide::types::TYPES;

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

/// Methods of routes.
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "DELETE", "PATCH", "ANY"];

impl Place<'_> {
    /// Outside all braces.
    pub(super) fn declaration(&mut self) {
        let words = self.words();
        match words.as_slice() {
            [] => self.beginning(),
            ["param", _, .., ":" | "|"] | ["secret", "param", _, .., ":" | "|"] => self.types(),
            // A param that could not be read, or whose value goes on.
            ["param" | "secret", ..] if self.sign("=").is_some() => self.expressions(None),
            ["secret"] => self.word("param", "an input that is never shown"),
            ["let" | "output" | "adopt", ..] if self.sign("=").is_some() => self.anything(),
            ["adopt", _] => self.word("=", "the id that AWS knows it by"),
            ["module", _] => self.word("from", "the folder that it is in"),
            ["module", _, "from", _] => self.clauses(),
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

    /// A value of which nothing is known.
    fn anything(&mut self) {
        if !self.unit() {
            self.expressions(None);
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

    /// Whether the type of a param is being written.
    pub(super) fn is_type(&self) -> bool {
        let is_param = self.entry.first().is_some_and(|first| matches!(first.text, "param" | "secret"));
        self.heads.is_empty() && is_param && self.sign(":").is_some() && self.sign("=").is_none()
    }

    pub(super) fn types(&mut self) {
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

    fn addresses(&mut self) {
        self.declared(|name| matches!(name, Name::Resource(..)), Sign::Resource);
        self.declared(|name| matches!(name, Name::Module(..)), Sign::Module);
    }

    /// Whether the event of an arrow is being written.
    pub(super) fn is_event(&self) -> bool {
        let first = self.entry.first().filter(|first| first.text.contains('.'));
        let is_line = self.heads.is_empty() && !self.in_braces() && self.entry.len() == 1;
        let is_expected = self.heads == [Head::Test] && self.words().first() == Some(&"expect");
        let last = self.entry.last().filter(|last| last.sort == Sort::Word && last.text.contains('.'));
        is_line && first.is_some() || is_expected && last.is_some()
    }

    /// What may happen to what stands before it.
    pub(super) fn happens(&mut self) {
        let kind = self.entry.last().and_then(|last| last.text.split('.').next()).unwrap_or("").to_owned();
        let links: Vec<_> = self.cx.catalog.links_from(&kind).collect();
        for link in links {
            let Events::Words(words) = link.events else { continue };
            for word in words {
                self.add(Completion::new(word.word, Sign::Event, word.aws).says(link.doc).rank(1));
            }
        }
    }

    /// Routes and paths, where their quotes are open.
    pub(super) fn routes(&mut self) {
        let source =
            self.entry.first().and_then(|first| first.text.split('.').next()).unwrap_or("").to_owned();
        let links: Vec<_> = self.cx.catalog.links_from(&source).collect();
        for link in links {
            match link.events {
                Events::Routes => {
                    for method in METHODS {
                        let item = Completion::new(format!("{method} /…"), Sign::Event, "a route");
                        self.add(item.writes(format!("{method} /${{1:path}}")).says(link.doc).rank(1));
                    }
                    let rest = Completion::new("$default", Sign::Event, "what no other route takes");
                    self.add(rest.says(link.doc).rank(2));
                }
                Events::Paths => {
                    let item = Completion::new("/*", Sign::Event, "every path");
                    self.add(item.says(link.doc).rank(1));
                    let item = Completion::new("/…/*", Sign::Event, "paths that begin so");
                    self.add(item.writes("/${1:path}/*").says(link.doc).rank(2));
                }
                Events::Words(_) | Events::None => {}
            }
        }
    }

    /// Behind the target of an arrow.
    fn behind_target(&mut self, source: &str, arrow: usize) {
        let target = self.entry.get(arrow + 1).map_or("", |token| token.text);
        let target = target.split('.').next().unwrap_or("");
        let has_options = link(self.cx.catalog, source, target).is_some_and(|link| !link.options.is_empty());
        if has_options {
            let item = Completion::new("{ … }", Sign::Block, "its options");
            self.add(item.writes("{ $0 \\}").rank(0));
        }
        self.word("for", "one for each element");
        self.word("if", "only if that holds");
    }

    /// An arrow: what happened, where it goes.
    fn flow(&mut self) {
        let kind_of = |text: &str| text.split('.').next().unwrap_or("").to_owned();
        let source = kind_of(self.entry.first().map_or("", |token| token.text));
        let links: Vec<_> = self.cx.catalog.links_from(&source).collect();
        if let Some(arrow) = self.sign("->") {
            match self.entry.len().checked_sub(arrow + 1) {
                Some(0) => self.targets(&links, arrow),
                Some(1) => self.behind_target(&source, arrow),
                Some(_) if self.entry.last().is_some_and(|last| last.sort == Sort::Group) => {
                    self.behind_target(&source, arrow)
                }
                _ => {}
            }
            return;
        }
        let last = self.entry.last().map_or("", |token| token.text);
        let is_source = match self.entry.as_slice() {
            [_] => true,
            [_, key] => key.sort == Sort::Group,
            _ => false,
        };
        let needs_event = is_source && self.events(&links);
        if !is_source {
            self.filters(&links, last);
        }
        if !needs_event || !is_source {
            self.word("->", "where it goes");
        }
    }

    /// What may happen to the source of an arrow; whether that must be said.
    fn events(&mut self, links: &[&Link]) -> bool {
        let mut needs_event = false;
        for link in links {
            match link.events {
                Events::Words(words) => {
                    needs_event = true;
                    for word in words {
                        self.add(Completion::new(word.word, Sign::Event, word.aws).says(link.doc).rank(1));
                    }
                }
                Events::Routes => {
                    needs_event = true;
                    let route = Completion::new("\"GET /…\"", Sign::Event, "a route")
                        .writes("\"${1|GET,POST,PUT,DELETE,ANY|} /${2:path}\" -> $0");
                    self.add(route.says(link.doc).rank(1));
                }
                Events::Paths => {
                    let path = Completion::new("\"/…\"", Sign::Event, "a path").writes("\"/${1:*}\" -> $0");
                    self.add(path.says(link.doc).rank(1));
                }
                Events::None => {}
            }
        }
        needs_event
    }

    /// Where an arrow may go from its source after what happened.
    fn targets(&mut self, links: &[&Link], arrow: usize) {
        let before = self.entry.get(1..arrow).unwrap_or(&[]);
        let event = before.iter().find(|token| token.sort != Sort::Group).map_or("", |token| token.text);
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

/// A declaration of a kind with what it cannot do without.
fn declared(kind: &Kind) -> String {
    let needed: Vec<_> = kind
        .shape
        .attrs
        .iter()
        .filter(|attr| matches!(attr.presence, Presence::Required | Presence::OrGrant))
        .collect();
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
