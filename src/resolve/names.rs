//! Names that AWS knows: default names, ids, ARNs and URLs, the same on every machine.

use std::rc::Rc;

use ecow::EcoString;
use sha2::{Digest, Sha256};

use super::cx::{Cx, Memo};
use super::letters::{a_or_an, cut, hex, kebab};
use super::rules;
use crate::base::{Span, shared};
use crate::catalog::{BlockBody, Kind, Naming, Shape, Suffix};
use crate::diag::Diagnostic;
use crate::model::{Address, Map, Value};
use crate::syntax::ast::{Body, EntryKind, Expr};

/// Letters and digits that ids are made of.
const ID_ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// What is told of a resource so far: each name once.
pub(super) type Told = Vec<(EcoString, Value)>;

/// One piece of a template of the catalog.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text, the same for all resources of the stack.
    Text(String),
    /// The resource's address.
    Address,
    /// The id that is made from it.
    Id,
    /// The id in 17 hexadecimal digits.
    Hex,
    /// What else is asked for.
    Word(&'static str),
}

impl<'a> Cx<'a> {
    /// What AWS tells of a declared resource: `name`, `arn` and others. Computed once.
    pub(super) fn outputs(&mut self, at: usize, span: Span) -> Option<Map> {
        match self.outputs.get(at)? {
            Memo::Done(done) => return done.clone(),
            Memo::Pending => {
                let name = self.address_at(at)?.clone();
                self.circular(span, &format!("the name of `{name}`"));
                return None;
            }
            Memo::Untouched => {}
        }
        if let Some(known) = self.known_outputs(at) {
            self.set_outputs(at, Memo::Done(Some(known.clone())));
            return Some(known);
        }
        self.set_outputs(at, Memo::Pending);
        let outputs = self.belonging(at, |cx| cx.compute_outputs(at));
        self.set_outputs(at, Memo::Done(outputs.clone()));
        outputs
    }

    fn set_outputs(&mut self, at: usize, memo: Memo<Map>) {
        if let Some(place) = self.outputs.get_mut(at) {
            *place = memo;
        }
    }

    fn compute_outputs(&mut self, at: usize) -> Option<Map> {
        let declared = self.declared(at)?;
        let (kind, address) = (declared.kind?, self.address_at(at)?.clone());
        let body = declared.body()?;
        let mut known = self.told();
        if let Some(naming) = kind.naming {
            let written = match attribute(&body, "name") {
                Some(expr) => self.written_name(expr)?,
                None => None,
            };
            let name = match written {
                Some(name) => name,
                None => match self.name_after_reference(naming, &body)? {
                    Some(name) => name,
                    None => match self.kept_name(&address) {
                        Some(name) => name,
                        None => {
                            let name = self.name_of(at)?;
                            let flagged = self.flagged_end(kind, naming, &body);
                            self.default_name(kind, naming, &name, flagged, declared.name_span())?
                        }
                    },
                },
            };
            known.push(("name".into(), Value::String(name)));
        }
        self.fill_outputs(kind, &address, Some(&body), known)
    }

    /// A written name, which must be text that may be seen; `none` is as if there was no name.
    #[expect(clippy::option_option, reason = "a name that is absent and one that is wrong differ")]
    fn written_name(&mut self, expr: &Expr) -> Option<Option<EcoString>> {
        if self.unquoted(&super::attrs::NAME, expr) {
            return None;
        }
        let value = self.eval(expr)?;
        match self.convert(value, &crate::catalog::Type::String, expr.span, "name")? {
            Value::String(name) => Some(Some(name)),
            Value::None => Some(None),
            _ => {
                let message = "a name may not be a secret: names are seen by everybody";
                self.report(
                    Diagnostic::new(&rules::type_mismatch::RULE, expr.span, message)
                        .help("write a string, or leave `name` out and take the default"),
                );
                None
            }
        }
    }

    /// Fills the templates of a kind's outputs. What the templates name is taken from `known`, from the stack, or
    /// read from the body.
    pub(super) fn fill_outputs(
        &mut self,
        kind: &'static Kind,
        address: &Address,
        body: Option<&Body>,
        mut known: Told,
    ) -> Option<Map> {
        for output in kind.outputs {
            let lookup = |cx: &mut Self, word: &str| {
                let known = known.iter().find(|(name, _)| name == word);
                let text = known.and_then(|(_, value)| value.as_text()).cloned();
                text.or_else(|| cx.body_word(kind.shape, body?, word))
            };
            if !output.given.is_empty() && lookup(self, output.given).is_none() {
                continue;
            }
            let mut template = output.template;
            for case in output.cases {
                let value = lookup(self, case.attr);
                if value.as_ref().is_some_and(|value| case.value.is_none_or(|wanted| value == wanted)) {
                    template = case.template;
                    break;
                }
            }
            let text = self.fill(template, address, &mut |cx, word| lookup(cx, word))?;
            match known.iter_mut().find(|(name, _)| name == output.name) {
                Some((_, value)) => *value = Value::String(text),
                None => known.push((output.name.into(), Value::String(text))),
            }
        }
        let outputs = Map::settled(&mut known, &mut self.names);
        self.told = known;
        Some(outputs)
    }

    /// An empty list of what is told of a resource.
    fn told(&mut self) -> Told {
        let mut told = std::mem::take(&mut self.told);
        told.clear();
        told
    }

    /// Inputs as texts that templates may name; a reference as its ARN.
    pub(super) fn texts(&mut self, inputs: &Map) -> Told {
        let text = |value: &Value| match value {
            Value::String(text) => Some(Value::String(text.clone())),
            Value::Reference(reference) => Some(Value::String(reference.arn.clone())),
            _ => None,
        };
        let mut told = self.told();
        told.extend(inputs.iter().filter_map(|(key, value)| Some((key.clone(), text(value)?))));
        told
    }

    /// Fills a template's `{words}`.
    pub(super) fn fill(
        &mut self,
        template: &'static str,
        address: &Address,
        lookup: &mut dyn FnMut(&mut Self, &str) -> Option<EcoString>,
    ) -> Option<EcoString> {
        let pieces = match self.templates.get(&std::ptr::from_ref(template)) {
            Some(known) => Rc::clone(known),
            None => self.read_template(template)?,
        };
        if let [Piece::Word(word)] = &*pieces {
            return lookup(self, word);
        }
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        for piece in pieces.iter() {
            match piece {
                Piece::Text(part) => text.push_str(part),
                Piece::Address => text.push_str(address.as_str()),
                Piece::Id => text.push_str(&self.id_again(address)),
                Piece::Hex => text.push_str(&hex(&self.id_again(address))),
                Piece::Word(word) => text.push_str(&lookup(self, word)?),
            }
        }
        let filled = shared(&text);
        self.text = text;
        Some(filled)
    }

    /// Takes a template apart, and fills in what is the same throughout the stack.
    fn read_template(&mut self, template: &'static str) -> Option<Rc<[Piece]>> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (word, after) = after.split_once('}')?;
            let piece = match word {
                "partition" => Err("aws"),
                "region" => Err(self.settings.region.as_str()),
                "account" => Err(self.settings.account.as_str()),
                "stack" => Err(self.settings.name.as_str()),
                "address" => Ok(Piece::Address),
                "id" => Ok(Piece::Id),
                "hex" => Ok(Piece::Hex),
                word => Ok(Piece::Word(word)),
            };
            match piece {
                Ok(piece) => {
                    pieces.extend(written(std::mem::take(&mut text)));
                    pieces.push(piece);
                }
                Err(same) => text.push_str(same),
            }
            rest = after;
        }
        text.push_str(rest);
        pieces.extend(written(text));
        let pieces: Rc<[Piece]> = pieces.into();
        self.templates.insert(std::ptr::from_ref(template), Rc::clone(&pieces));
        Some(pieces)
    }

    /// A word of a template that stands for an attribute of the resource or of one of its blocks, or for an output of
    /// what it refers to.
    fn body_word(&mut self, shape: &'static Shape, body: &Body, word: &str) -> Option<EcoString> {
        let (name, output) = word.split_once('.').map_or((word, None), |(name, output)| (name, Some(output)));
        if let (Some(BlockBody::Shape(inner)), Some(word)) =
            (shape.block(name).map(|block| block.body), output)
        {
            return self.body_word(inner, block(body, name)?, word);
        }
        let attr = shape.attr(name)?;
        let value = match attribute(body, name) {
            Some(expr) => {
                let value = self.eval(expr)?;
                self.convert(value, &attr.ty, expr.span, name)?
            }
            None => super::defaults::default_value(attr)?,
        };
        match (value, output) {
            (Value::Reference(reference), Some(output)) => {
                let at = self.find(&reference.address?)?;
                let outputs = self.outputs(at, body.span?)?;
                outputs.get(output).and_then(Value::as_text).cloned()
            }
            (Value::String(text), _) => Some(text),
            _ => None,
        }
    }

    /// The name that something has kept since it was moved or adopted.
    pub(super) fn kept_name(&self, address: &Address) -> Option<EcoString> {
        self.identities.get(address)?.name.clone()
    }

    /// The id of a resource, which several of its outputs hold one after the other.
    fn id_again(&mut self, address: &Address) -> EcoString {
        match &self.last_id {
            Some((of, id)) if of == address => id.clone(),
            _ => {
                let id = self.id(address);
                self.last_id = Some((address.clone(), id.clone()));
                id
            }
        }
    }

    /// Ten letters and digits made from account, region, stack and address; what was moved or adopted keeps its own.
    pub(super) fn id(&self, address: &Address) -> EcoString {
        let identity = self.identities.get(address);
        if let Some(id) = identity.and_then(|identity| identity.id.clone()) {
            return id;
        }
        let address = identity.and_then(|identity| identity.made_as.as_ref()).unwrap_or(address);
        let mut hash = Sha256::new();
        for part in [&self.settings.account, &self.settings.region, &self.settings.name, &address.0] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        digest
            .iter()
            .take(10)
            .filter_map(|byte| ID_ALPHABET.get(usize::from(byte % 32)))
            .map(|byte| char::from(*byte))
            .collect()
    }

    /// The name of something that is called after what it refers to; `Some(None)` if it is not.
    #[expect(
        clippy::option_option,
        reason = "failed, not called after anything, and called after something differ"
    )]
    fn name_after_reference(&mut self, naming: &Naming, body: &Body) -> Option<Option<EcoString>> {
        for from in naming.from_reference {
            let Some(expr) = attribute(body, from.attr) else { continue };
            let Value::Reference(reference) = self.eval(expr)? else { continue };
            let Some(address) = reference.address else { continue };
            if self.kind_at(&address) != from.kind {
                continue;
            }
            let Some(at) = self.find(&address) else { continue };
            let outputs = self.outputs(at, expr.span)?;
            let filled = self.fill(from.template, &address, &mut |_, word| {
                outputs.get(word).and_then(Value::as_text).cloned()
            })?;
            return Some(Some(filled));
        }
        Some(None)
    }

    /// `stack-name`, for a bucket with the account behind it; what is too long is cut and ends in six digits of its hash.
    pub(super) fn default_name(
        &mut self,
        kind: &'static Kind,
        naming: &Naming,
        name: &str,
        end: &str,
        span: Span,
    ) -> Option<EcoString> {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        text.extend(kebab(&self.settings.name));
        text.push('-');
        text.extend(kebab(name));
        if naming.account_suffix == Suffix::Account {
            text.push('-');
            text.push_str(&self.settings.account);
        }
        let letters = naming.letters();
        if let Some(wrong) = text.chars().find(|c| !letters.holds(*c)) {
            let message = format!(
                "`{wrong}` cannot stand in the name of {}, so `{name}` gives no name",
                a_or_an(kind.title)
            );
            let stack: String = kebab(&self.settings.name).collect();
            self.report(
                Diagnostic::new(&rules::unspellable_name::RULE, span, message)
                    .help(format!("write its name out in letters that AWS takes: `name = \"{stack}-…\"`")),
            );
            return None;
        }
        let named = cut(&text, naming.max.saturating_sub(end.len()));
        let name = if end.is_empty() { shared(&named) } else { shared(&(named + end)) };
        self.text = text;
        Some(name)
    }

    /// How names must end where a flag of the resource is `true`; empty where it is not.
    fn flagged_end(&mut self, kind: &'static Kind, naming: &Naming, body: &Body) -> &'static str {
        let Suffix::Flagged(flag, end) = naming.account_suffix else { return "" };
        let set = match attribute(body, flag) {
            Some(expr) => self.eval(expr),
            None => kind.shape.attr(flag).and_then(super::defaults::default_value),
        };
        if set == Some(Value::Bool(true)) { end } else { "" }
    }
}

/// What stands between words of a template, if anything does.
fn written(text: String) -> Option<Piece> {
    (!text.is_empty()).then_some(Piece::Text(text))
}

/// An attribute's expression, if it is written.
pub(super) fn attribute<'b>(body: &'b Body, name: &str) -> Option<&'b Expr> {
    body.entries.iter().find_map(|entry| match &entry.kind {
        EntryKind::Attribute(attribute) if attribute.name.text == name => Some(&attribute.value),
        _ => None,
    })
}

/// The braces of a block that stands there whatever holds.
fn block<'b>(body: &'b Body, word: &str) -> Option<&'b Body> {
    body.entries.iter().find_map(|entry| match &entry.kind {
        EntryKind::Sentence(sentence)
            if sentence.word.text == word && sentence.clauses.condition.is_none() =>
        {
            sentence.body.as_deref()
        }
        _ => None,
    })
}
