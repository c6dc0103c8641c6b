//! Where a name is looked up: the stack itself, each use of a module, and in them each instance of a `for`.
//!
//! A folder is declared once, however often it is used; a use has values of its own. Resources are counted through:
//! first the declarations of the stack, then those of each use and each instance of a loop, as they are met.

use std::rc::Rc;

use ecow::EcoString;

use super::cx::{Cx, Memo};
use super::declare::Scope;
use super::declared::Declared;
use super::loops::Keyed;
use super::named::NamedPart;
use crate::base::Span;
use crate::model::{Address, Map, Reference, Value};
use crate::syntax::ast;

/// Loop variables and their values, innermost last.
pub(super) type Locals = Vec<(EcoString, Value)>;

/// A value with the resources that were read for it.
pub(super) type Read = (Value, Vec<usize>);

/// The stack itself, or one use of a module.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// What is declared in it.
    pub(super) scope: &'a Scope<'a>,
    /// Which text: 0 for the stack, else its folder counted from 1.
    pub(super) text: usize,
    /// The use; `None` for the stack.
    pub(super) used: Option<Used<'a>>,
    /// What its addresses begin with: `module.site["acme"].`; empty for the stack.
    pub(super) prefix: EcoString,
    /// What default names have before their own: `site-acme-`; empty for the stack.
    pub(super) naming: EcoString,
    /// The number of its first declared resource.
    pub(super) base: usize,
    /// What its params are given.
    pub(super) arguments: Vec<Memo<Read>>,
    /// What it offers.
    pub(super) outputs: Vec<Memo<Read>>,
    /// The modules that it uses; an instance whose condition does not hold has no frame.
    pub(super) modules: Vec<Memo<Rc<Keyed<Option<usize>>>>>,
    /// While it is not looked into: its params and lets.
    params: Vec<Memo<(Value, EcoString)>>,
    lets: Vec<Memo<Read>>,
}

/// Where and how a module is used.
#[derive(Debug)]
pub(super) struct Used<'a> {
    /// In which frame.
    pub(super) frame: usize,
    /// The line.
    pub(super) module: &'a ast::Module,
    /// The loop variables of this instance.
    pub(super) locals: Locals,
}

impl<'a> Frame<'a> {
    /// A frame in which nothing is computed yet.
    pub(super) fn new(scope: &'a Scope<'a>, text: usize, used: Option<Used<'a>>, base: usize) -> Self {
        Self {
            scope,
            text,
            used,
            prefix: EcoString::new(),
            naming: EcoString::new(),
            base,
            arguments: vec![Memo::Untouched; scope.params.len()],
            outputs: vec![Memo::Untouched; scope.outputs.len()],
            modules: vec![Memo::Untouched; scope.modules.len()],
            params: vec![Memo::Untouched; scope.params.len()],
            lets: vec![Memo::Untouched; scope.lets.len()],
        }
    }
}

/// A resource that is not simply declared in the stack: an instance of a `for`, or one of a module.
#[derive(Debug)]
pub(super) struct Instance {
    frame: usize,
    /// Its position among the declarations of the frame.
    declared: usize,
    address: Address,
    /// Its key, without quotes.
    key: Option<EcoString>,
    locals: Locals,
    /// If it is none of the declaration's own: the part that AWS makes by itself.
    part: Option<Rc<NamedPart>>,
}

impl<'a> Cx<'a> {
    /// Looks into another frame; the one that was looked into.
    pub(super) fn enter(&mut self, frame: usize) -> usize {
        let before = self.frame;
        if frame != before {
            self.exchange();
            self.frame = frame;
            self.exchange();
            if let Some(entered) = self.frames.get(frame) {
                self.scope = entered.scope;
            }
        }
        before
    }

    /// Exchanges params and lets with what the frame at hand keeps.
    fn exchange(&mut self) {
        if let Some(frame) = self.frames.get_mut(self.frame) {
            std::mem::swap(&mut frame.params, &mut self.params);
            std::mem::swap(&mut frame.lets, &mut self.lets);
        }
    }

    /// Evaluates something in a frame under these loop variables, for a resource if it belongs to one.
    pub(super) fn inside<T>(
        &mut self,
        frame: usize,
        locals: Locals,
        about: Option<usize>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let locals = std::mem::replace(&mut self.locals, locals);
        // Mostly there are none, and their room is used again.
        let reads = (!self.reads.is_empty()).then(|| std::mem::take(&mut self.reads));
        let about = std::mem::replace(&mut self.about, about);
        let before = self.enter(frame);
        let result = work(self);
        self.enter(before);
        self.about = about;
        match reads {
            Some(reads) => self.reads = reads,
            None => self.reads.clear(),
        }
        self.locals = locals;
        result
    }

    /// Evaluates something of a declared resource: it sees its own frame and loop variables, and what it reads is not
    /// read here.
    pub(super) fn belonging<T>(&mut self, at: usize, work: impl FnOnce(&mut Self) -> T) -> T {
        let (frame, locals) = match self.instance(at) {
            None => (0, Locals::new()),
            Some(instance) => (instance.frame, instance.locals.clone()),
        };
        self.inside(frame, locals, Some(at), work)
    }

    fn instance(&self, at: usize) -> Option<&Instance> {
        self.instances.get(at.checked_sub(self.plain)?)
    }

    /// The declaration of a resource; `None` of what AWS makes by itself.
    pub(super) fn declared(&self, at: usize) -> Option<&'a Declared<'a>> {
        let (frame, declared) = match self.instance(at) {
            Some(Instance { part: Some(_), .. }) => return None,
            Some(known) => (known.frame, known.declared),
            None => (0, at),
        };
        self.frames.get(frame)?.scope.resources.get(declared)
    }

    /// Which declaration of the stack itself a resource comes from; `None` for one of a module.
    pub(super) fn declaration_of(&self, at: usize) -> Option<usize> {
        match self.instance(at) {
            None => Some(at),
            Some(Instance { part: Some(_), .. }) => None,
            Some(instance) => (instance.frame == 0).then_some(instance.declared),
        }
    }

    /// The address of a resource.
    pub(super) fn address_at(&self, at: usize) -> Option<&Address> {
        match self.instance(at) {
            Some(instance) => Some(&instance.address),
            None => self.declared(at).map(|declared| &declared.address),
        }
    }

    /// What default names are made of: the resource's own name, the module's before it, the key behind it.
    pub(super) fn name_of(&self, at: usize) -> Option<EcoString> {
        let name = self.declared(at)?.name();
        let Some(instance) = self.instance(at) else { return Some(name.into()) };
        let naming = self.frames.get(instance.frame).map_or("", |frame| frame.naming.as_str());
        Some(match &instance.key {
            Some(key) => ecow::eco_format!("{naming}{name}-{key}"),
            None => ecow::eco_format!("{naming}{name}"),
        })
    }

    /// What is known of a part that is named, if a number is that of one.
    pub(super) fn named_part(&self, at: usize) -> Option<Rc<NamedPart>> {
        self.instance(at)?.part.clone()
    }

    /// The number of a resource, by its address; `None` for what AWS makes by itself and nobody names.
    pub(super) fn find(&self, address: &Address) -> Option<usize> {
        let known = self.stack_scope().and_then(|scope| scope.at_address(address.as_str()));
        known.or_else(|| self.more.get(address).copied())
    }

    /// What the stack itself declares.
    pub(super) fn stack_scope(&self) -> Option<&'a Scope<'a>> {
        self.frames.first().map(|frame| frame.scope)
    }

    /// Adds an instance of a loop; its number.
    pub(super) fn add_instance(
        &mut self,
        of: usize,
        key: &super::loops::Key,
        locals: Locals,
    ) -> Option<usize> {
        let (frame, declared) = match self.instance(of) {
            Some(instance) => (instance.frame, instance.declared),
            None => (0, of),
        };
        let address = Address(ecow::eco_format!("{}[{key}]", self.address_at(of)?));
        Some(self.add(Instance { frame, declared, address, key: Some(key.plain()), locals, part: None }))
    }

    /// Adds a part that is named; its number.
    pub(super) fn add_part(&mut self, address: Address, part: NamedPart, outputs: Map) -> usize {
        let at = self.add(Instance {
            frame: self.frame,
            declared: 0,
            address,
            key: None,
            locals: Locals::new(),
            part: Some(Rc::new(part)),
        });
        self.outputs.last_mut().into_iter().for_each(|memo| *memo = Memo::Done(Some(outputs.clone())));
        self.present.last_mut().into_iter().for_each(|memo| *memo = Memo::Done(Some(true)));
        at
    }

    /// Adds what a frame declares, each under its number.
    pub(super) fn add_declared(&mut self, frame: usize) {
        let Some(known) = self.frames.get(frame) else { return };
        let (scope, prefix) = (known.scope, known.prefix.clone());
        for (declared, resource) in scope.resources.iter().enumerate() {
            let address = Address(ecow::eco_format!("{prefix}{}", resource.address));
            self.add(Instance { frame, declared, address, key: None, locals: Locals::new(), part: None });
        }
    }

    fn add(&mut self, instance: Instance) -> usize {
        let at = self.plain + self.instances.len();
        self.more.insert(instance.address.clone(), at);
        self.instances.push(instance);
        self.outputs.push(Memo::Untouched);
        self.present.push(Memo::Untouched);
        at
    }

    /// What a finding is about if it does not say so: the instance at hand, or the use of a module.
    pub(super) fn here(&self) -> Option<String> {
        if let Some(instance) = self.about.and_then(|at| self.instance(at)) {
            return Some(instance.address.as_str().to_owned());
        }
        let frame = self.frames.get(self.frame).filter(|frame| frame.used.is_some())?;
        Some(frame.prefix.trim_end_matches('.').to_owned())
    }

    /// Notes that a resource of the stack was read.
    pub(super) fn note_reference(&mut self, reference: &Reference, span: Span) {
        let Some(address) = &reference.address else { return };
        let last = self.reads.last().and_then(|(last, _)| self.address_at(*last));
        if last != Some(address)
            && let Some(at) = self.find(address)
        {
            self.reads.push((at, span));
        }
    }

    /// Notes that a resource was read, once in a row.
    pub(super) fn note_read(&mut self, at: usize, span: Span) {
        if self.reads.last().is_none_or(|(last, _)| *last != at) {
            self.reads.push((at, span));
        }
    }
}
