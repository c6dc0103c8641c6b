//! `moved`, `adopt` and `forget`: what the text says about how a stack came to be as it is.

use std::collections::BTreeMap;

use ecow::EcoString;

use super::cx::Cx;
use super::rules;
use crate::base::{Span, a, did_you_mean};
use crate::catalog::{Declarable, Kind};
use crate::diag::Diagnostic;
use crate::model::{Address, Adoption, Forgotten, Identity, Move, Origin, Stack, Value, is_within};
use crate::syntax::ast::{Expr, ItemKind};

/// Reads the `adopt` lines, which say what resources are called, before any resource is looked at.
pub(super) fn adoptions(cx: &mut Cx<'_>) -> Vec<Adoption> {
    let mut found: BTreeMap<Address, Adoption> = BTreeMap::new();
    for item in cx.scope.changes.clone() {
        let ItemKind::Adopt(subject, id) = &item.kind else { continue };
        cx.allow(&item.allows, item.span);
        let Some((address, kind)) = cx.address_of(subject) else { continue };
        let Some(kind) = kind else {
            cx.refuse_adoption(subject.span, "a module cannot be adopted", "adopt each of its resources");
            continue;
        };
        let Some(text) = cx.adopted_id(id) else { continue };
        if let Some(first) = found.get(&address) {
            let message = format!("`{address}` is adopted twice");
            let diagnostic = Diagnostic::new(&rules::impossible_adoption::RULE, item.span, message);
            cx.report(diagnostic.label(first.span, "first adopted here").help("remove one of the lines"));
            continue;
        }
        // What the state knows of it is newer than the line, which may stay when it was done.
        cx.identities.entry(address.clone()).or_insert_with(|| identity(kind, &text));
        found.insert(address.clone(), Adoption { address, id: text, id_span: id.span, span: item.span });
    }
    cx.take_reads();
    found.into_values().collect()
}

/// Adds to the stack what is moved, adopted and let go, once it is known what there is.
pub(super) fn changes(cx: &mut Cx<'_>, stack: &mut Stack, adoptions: Vec<Adoption>) {
    let mut moves: Vec<Move> = Vec::new();
    for item in cx.scope.changes.clone() {
        match &item.kind {
            ItemKind::Moved(from, to) => {
                cx.allow(&item.allows, item.span);
                let ends = cx.lent(stack, |cx| (cx.address_of(from), cx.address_of(to)));
                moves.extend(cx.one_move(stack, ends, item.span));
            }
            ItemKind::Forget(subject) => {
                cx.allow(&item.allows, item.span);
                let address = cx.lent(stack, |cx| cx.address_of(subject));
                let forgotten = address.and_then(|(address, _)| cx.forgotten(stack, address, item.span));
                stack.forgets.extend(forgotten);
            }
            _ => {}
        }
    }
    stack.moves = cx.sound(stack, moves);
    stack.adoptions = adoptions.into_iter().filter(|one| cx.is_there_to_adopt(stack, one)).collect();
    cx.take_reads();
}

/// An address, and the kind of what is there; no kind for a module.
type Subject = (Address, Option<&'static Kind>);

/// What a kind's thing is called, from its name, id or ARN.
fn identity(kind: &Kind, id: &str) -> Identity {
    let arn = kind.output("arn").filter(|_| id.starts_with("arn:")).map(|output| output.template);
    let word = if kind.naming.is_some() { "{name}" } else { "{id}" };
    let called = match arn.and_then(|template| template.split(word).next()) {
        // What stands between the word and the one before it tells where the name begins.
        Some(before) => match before.rsplit('}').next().unwrap_or(before) {
            "" => id.rsplit('/').next().unwrap_or(id),
            mark => id.split_once(mark).map_or(id, |(_, name)| name),
        },
        None => id,
    };
    if kind.naming.is_some() {
        Identity { name: Some(called.into()), ..Identity::default() }
    } else {
        Identity { id: Some(called.into()), ..Identity::default() }
    }
}

impl<'a> Cx<'a> {
    /// The address that an expression spells, and the kind of what is there; no kind for a module.
    fn address_of(&mut self, expr: &Expr) -> Option<Subject> {
        if matches!(expr.kind, crate::syntax::ast::ExprKind::Missing) {
            return None;
        }
        let Some(text) = self.path_text(expr) else {
            self.no_address(expr.span);
            return None;
        };
        let words = words(&text);
        let mut rest = words.as_slice();
        while let ["module", _, inner @ ..] = rest {
            rest = inner;
        }
        match rest {
            [] => Some((Address(text), None)),
            [kind, _] => {
                let known = self.catalog.kind(kind).filter(|kind| kind.declared == Declarable::Yes);
                if known.is_none() {
                    let kinds: Vec<&str> = self
                        .catalog
                        .kinds()
                        .filter(|kind| kind.declared == Declarable::Yes)
                        .map(|kind| kind.name)
                        .collect();
                    let help = did_you_mean(kind, kinds.iter().copied());
                    let message = format!("there is no kind `{kind}`");
                    let diagnostic = Diagnostic::new(&rules::unknown_kind::RULE, expr.span, message);
                    self.report(match help {
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None => diagnostic.help(format!("the kinds are {}", kinds.join(", "))),
                    });
                }
                Some((Address(text.clone()), Some(known?)))
            }
            [_, _, part, ..] => {
                let message = format!("`{part}` is a part: it goes where its owner goes");
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, expr.span, message)
                        .help("name the resource or the module that it belongs to"),
                );
                None
            }
            [_] => {
                self.no_address(expr.span);
                None
            }
        }
    }

    fn no_address(&mut self, span: Span) {
        let message = "the address of a resource or a module stands here";
        self.report(
            Diagnostic::new(&rules::type_mismatch::RULE, span, message)
                .help("write it as in `bucket.photos`, `bucket.photos[\"eu\"]` or `module.site`"),
        );
    }

    /// The name, id or ARN of what is adopted.
    fn adopted_id(&mut self, expr: &Expr) -> Option<EcoString> {
        match self.eval(expr)? {
            Value::String(text) if !text.is_empty() => Some(text),
            Value::Secret(_) => {
                self.refuse_adoption(expr.span, "a name is seen by everybody, this is a secret", SPELT);
                None
            }
            other => {
                let what = if other == Value::from("") { "an empty string" } else { other.sort() };
                self.refuse_adoption(expr.span, &format!("what is adopted is named, this is {what}"), SPELT);
                None
            }
        }
    }

    fn refuse_adoption(&mut self, span: Span, message: &str, help: &str) {
        self.report(Diagnostic::new(&rules::impossible_adoption::RULE, span, message).help(help));
    }

    /// Whether what is adopted is in the stack; nothing is adopted for what is absent.
    fn is_there_to_adopt(&mut self, stack: &Stack, adoption: &Adoption) -> bool {
        let found = stack.get(&adoption.address);
        if found.is_none() && !self.is_declared(stack, &adoption.address) {
            let message = format!("`{}` is not declared, so nothing can be adopted as it", adoption.address);
            let words = words(adoption.address.as_str()).join(" ");
            let help = match adoption.address.as_str().rsplit_once('[') {
                Some((all, _)) if self.scope.at_address(all).is_some() => {
                    format!("it has no `for`, and so no keys: `{all}`")
                }
                _ => format!("declare it: `{words} {{ … }}`"),
            };
            self.refuse_adoption(adoption.span, &message, &help);
        } else if found.is_none()
            && let Some(key) = self.key_of_all(stack, &adoption.address)
        {
            let message =
                format!("`{}` stands for all its instances, and a thing is one of them", adoption.address);
            let help = format!("say which one it is: `{}`", key);
            self.refuse_adoption(adoption.span, &message, &help);
        }
        found.is_some_and(|resource| resource.origin == Origin::Written)
    }

    /// One `moved` line, if it may stand.
    fn one_move(
        &mut self,
        stack: &Stack,
        ends: (Option<Subject>, Option<Subject>),
        span: Span,
    ) -> Option<Move> {
        let ((was, was_kind), (is, is_kind)) = (ends.0?, ends.1?);
        let moved = Move { from: was, to: is, span };
        let name = |kind: Option<&Kind>| kind.map_or("a module".to_owned(), |kind| a(kind.name));
        let refused = |message: String| Diagnostic::new(&rules::impossible_move::RULE, span, message);
        let (was, is) = (&moved.from, &moved.to);
        if was_kind.map(|kind| kind.name) != is_kind.map(|kind| kind.name) {
            let message = format!("{} cannot become {}", name(was_kind), name(is_kind));
            self.report(refused(message).help("only the address changes in a move, never the kind"));
            return None;
        }
        if was == is {
            let message = format!("`{was}` moves to where it is");
            self.report(refused(message).help("remove the line").fix("remove the line", span, ""));
            return None;
        }
        let mut addresses = stack.resources.values().filter(|resource| resource.origin == Origin::Written);
        if let Some(still) = addresses.find(|resource| moved.applied(&resource.address).is_some()) {
            let message = format!("`{}` is still declared, so it cannot have moved", still.address);
            self.report(
                refused(message)
                    .label(still.head, "declared here")
                    .help("rename that declaration, or remove the `moved` line"),
            );
            return None;
        }
        Some(moved)
    }

    /// The moves that do not contradict each other.
    fn sound(&mut self, stack: &Stack, moves: Vec<Move>) -> Vec<Move> {
        let mut sound: Vec<Move> = Vec::new();
        for (at, one) in moves.iter().enumerate() {
            let refused = |message: String| Diagnostic::new(&rules::impossible_move::RULE, one.span, message);
            let earlier = moves.get(..at).unwrap_or_default();
            if let Some(first) = earlier.iter().find(|other| other.from == one.from) {
                let message = format!("`{}` moves twice", one.from);
                let diagnostic = refused(message).label(first.span, "first moved here");
                self.report(diagnostic.help("keep the line that leads to where it is now"));
            } else if let Some(first) = earlier.iter().find(|other| other.to == one.to) {
                let message = format!("two resources move to `{}`", one.to);
                let diagnostic = refused(message).label(first.span, "the first one moves here");
                self.report(diagnostic.help("only one of them can be it: remove one of the lines"));
            } else if is_circle(&moves, one) {
                let message = format!("following the moves from `{}` leads back to it", one.from);
                let help = "remove one of the lines: each one says what something was called before";
                self.report(refused(message).help(help));
            } else if !self.is_declared(stack, &one.to) && !moves.iter().any(|next| next.from == one.to) {
                let message = format!("`{}` is not declared, so nothing can move there", one.to);
                let known = stack.resources.values().filter(|known| known.origin == Origin::Written);
                let meant = did_you_mean(one.to.as_str(), known.map(|known| known.address.as_str()));
                let plain = one.to.as_str().rsplit_once('[').map(|(all, _)| all);
                self.report(match (meant, plain) {
                    (_, Some(all)) if self.scope.at_address(all).is_some() => {
                        refused(message).help(format!("it has no `for`, and so no keys: `{all}`"))
                    }
                    (Some(meant), _) => refused(message).help(format!("did you mean `{meant}`?")),
                    (None, _) => {
                        refused(message).help("declare it, or remove the line; `forget` lets things go")
                    }
                });
            } else {
                sound.push(one.clone());
            }
        }
        sound
    }

    /// One `forget` line, if it may stand.
    fn forgotten(&mut self, stack: &Stack, address: Address, span: Span) -> Option<Forgotten> {
        let mut written = stack.resources.values().filter(|resource| resource.origin == Origin::Written);
        if let Some(still) = written.find(|resource| is_within(&resource.address, &address)) {
            let message = format!("`{}` is still declared, so it cannot be let go", still.address);
            self.report(
                Diagnostic::new(&rules::forgotten_but_declared::RULE, span, message)
                    .label(still.head, "declared here")
                    .help("remove that declaration, or the `forget` line"),
            );
            return None;
        }
        Some(Forgotten { address, span })
    }

    /// The first instance of what is named without its key, if there are any.
    fn key_of_all(&self, stack: &Stack, address: &Address) -> Option<Address> {
        let mut written = stack.resources.values().filter(|known| known.origin == Origin::Written);
        written
            .find(|known| known.address != *address && is_instance(&known.address, address))
            .map(|known| known.address.clone())
    }

    /// Whether an address is in the stack or would be, if its condition or its loop said so.
    fn is_declared(&self, stack: &Stack, address: &Address) -> bool {
        let words = words(address.as_str());
        let [kind, name, ..] = words.as_slice() else { return false };
        if *kind == "module" {
            return self.is_in_module(&words);
        }
        match self.scope.at_address(&format!("{kind}.{name}")).and_then(|at| self.scope.resources.get(at)) {
            Some(declared) => declared.clauses().repeat.is_some() || !address.as_str().ends_with(']'),
            None => stack.resources.keys().any(|known| is_within(known, address)),
        }
    }

    /// Whether the words of an address lead to a module, or to what is declared in one. What a module without any
    /// instance holds is not known, and may be it.
    fn is_in_module(&self, words: &[&str]) -> bool {
        let (mut at, mut rest) = (0, words);
        while let ["module", name, inner @ ..] = rest {
            if !self.frames.get(at).is_some_and(|frame| frame.scope.by_module.contains_key(*name)) {
                return false;
            }
            let next = self.frames.iter().position(|frame| {
                frame.used.as_ref().is_some_and(|used| used.frame == at && used.module.name.text == *name)
            });
            let Some(next) = next else { return true };
            (at, rest) = (next, inner);
        }
        let [kind, name, ..] = rest else { return true };
        let address = format!("{kind}.{name}");
        self.frames.get(at).is_some_and(|frame| frame.scope.at_address(&address).is_some())
    }
}

/// Whether an address is one of all instances.
fn is_instance(one: &Address, all: &Address) -> bool {
    one.as_str()
        .strip_prefix(all.as_str())
        .is_some_and(|key| key.starts_with('[') && without_key(key).is_empty())
}

/// What to do about what names nothing.
const SPELT: &str = "write its name, id or ARN: `adopt bucket.photos = \"legacy-photos\"`";

/// Whether moves lead from where one begins back to there.
fn is_circle(moves: &[Move], one: &Move) -> bool {
    let mut at = &one.to;
    for _ in moves {
        if *at == one.from {
            return true;
        }
        match moves.iter().find(|next| next.from == *at) {
            Some(next) => at = &next.to,
            None => return false,
        }
    }
    false
}

/// The words of an address without its keys: `module`, `site`, `bucket`, `files`.
fn words(address: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = address;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        words.push(word);
        match without_key(after).strip_prefix('.') {
            Some(next) => rest = next,
            None => return words,
        }
    }
}

/// What follows keys in brackets.
fn without_key(text: &str) -> &str {
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix('[') {
        let (mut quoted, mut escaped) = (false, false);
        let end = inner.char_indices().find(|(_, c)| {
            match c {
                _ if escaped => escaped = false,
                '\\' if quoted => escaped = true,
                '"' => quoted = !quoted,
                ']' => return !quoted,
                _ => {}
            }
            false
        });
        rest = end.and_then(|(at, _)| inner.get(at + 1..)).unwrap_or("");
    }
    rest
}
