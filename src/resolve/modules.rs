//! Uses of modules: their instances, what they are given, and what they offer.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use ecow::EcoString;

use super::cx::{Cx, Memo};
use super::frames::{Frame, Locals, Read, Used};
use super::loops::{Key, Keyed, MOST};
use super::rules;
use super::targets::Target;
use super::unknown::some_of;
use crate::base::{FileId, Span, did_you_mean};
use crate::diag::Diagnostic;
use crate::model::{Address, Map, ModuleUse, Stack, Value};
use crate::syntax::ast::{self, File};

/// The folders that `module` lines lead to, each read once.
#[derive(Debug, Default)]
pub struct Modules {
    /// The folders.
    pub folders: Vec<Folder>,
    /// Which folder the path of a `module` line leads to, by the place of the path. What leads nowhere is left out,
    /// and was reported.
    pub uses: std::collections::BTreeMap<Span, usize>,
}

/// A folder that is used as a module.
#[derive(Debug)]
pub struct Folder {
    /// Where it is, from the stack's folder.
    pub path: PathBuf,
    /// Its trees.
    pub files: Vec<File>,
    /// Their names among the sources.
    pub ids: Vec<FileId>,
}

type Uses = Rc<Keyed<Option<usize>>>;

impl<'a> Cx<'a> {
    /// The instances of a module that is used in a frame, computed once; an absent one has no frame.
    fn uses_of(&mut self, frame: usize, at: usize, span: Span) -> Option<Uses> {
        let known = self.frames.get(frame)?;
        let (_, module) = *known.scope.modules.get(at)?;
        match known.modules.get(at)? {
            Memo::Done(done) => return done.clone(),
            Memo::Pending => {
                self.circular(span, &format!("which instances `module.{}` has", module.name.text));
                return None;
            }
            Memo::Untouched => {}
        }
        self.set_uses(frame, at, Memo::Pending);
        let uses = self.inside(frame, Locals::new(), None, |cx| cx.make_uses(frame, module)).map(Rc::new);
        self.set_uses(frame, at, Memo::Done(uses.clone()));
        uses
    }

    fn set_uses(&mut self, frame: usize, at: usize, memo: Memo<Uses>) {
        if let Some(place) = self.frames.get_mut(frame).and_then(|frame| frame.modules.get_mut(at)) {
            *place = memo;
        }
    }

    fn make_uses(&mut self, frame: usize, module: &'a ast::Module) -> Option<Keyed<Option<usize>>> {
        let folder = *self.around.modules.uses.get(&module.path.span)?;
        let scope = self.folders.get(folder)?;
        let text = folder + 1;
        if self.contains_itself(frame, text, module) {
            return None;
        }
        self.arguments(module, scope);
        let rounds = match &module.clauses.repeat {
            Some(repeat) => self.keyed(repeat)?,
            None => vec![(Key::Number(0), Locals::new())],
        };
        let mut all = Vec::with_capacity(rounds.len());
        for (key, locals) in rounds {
            let bound = locals.clone();
            let condition = module.clauses.condition.as_deref();
            let present = self.inside(frame, locals, None, |cx| {
                condition.map_or(Some(true), |condition| cx.condition(condition))
            });
            let shown = module.clauses.repeat.as_ref().map(|_| &key);
            let made = match present {
                Some(true) => Some(self.add_frame(frame, text, module, shown, bound)?),
                _ => None,
            };
            all.push((key, made));
        }
        Some(Keyed::new(all))
    }

    /// Adds one use; its frame.
    fn add_frame(
        &mut self,
        by: usize,
        text: usize,
        module: &'a ast::Module,
        key: Option<&Key>,
        locals: Locals,
    ) -> Option<usize> {
        let scope = self.folders.get(text.checked_sub(1)?)?;
        if self.frames.len() + self.instances.len() + scope.resources.len() > MOST {
            let message = format!("with this module the stack has more than {MOST} instances");
            self.report(
                Diagnostic::new(&rules::value_too_large::RULE, module.name.span, message)
                    .help("use it less often, or divide the stack"),
            );
            return None;
        }
        let above = self.frames.get(by)?;
        let name = &module.name.text;
        let (prefix, naming) = match key {
            Some(key) => (
                ecow::eco_format!("{}module.{name}[{key}].", above.prefix),
                ecow::eco_format!("{}{name}-{}-", above.naming, key.plain()),
            ),
            None => (
                ecow::eco_format!("{}module.{name}.", above.prefix),
                ecow::eco_format!("{}{name}-", above.naming),
            ),
        };
        let base = self.plain + self.instances.len();
        let mut frame = Frame::new(scope, text, Some(Used { frame: by, module, locals }), base);
        (frame.prefix, frame.naming) = (prefix, naming);
        let at = self.frames.len();
        self.frames.push(frame);
        self.add_declared(at);
        Some(at)
    }

    /// Whether a use leads back to a folder that it stands in; reported with the way.
    fn contains_itself(&mut self, frame: usize, text: usize, module: &ast::Module) -> bool {
        let mut way = vec![self.folder_of(text)];
        let mut at = Some(frame);
        while let Some(frame) = at.and_then(|at| self.frames.get(at)) {
            way.push(self.folder_of(frame.text));
            if frame.text == text {
                way.reverse();
                let message = format!("the module contains itself: {}", way.join(" uses "));
                self.report(
                    Diagnostic::new(&rules::module_contains_itself::RULE, module.path.span, message)
                        .help("take the `module` line out of one of them"),
                );
                return true;
            }
            at = frame.used.as_ref().map(|used| used.frame);
        }
        false
    }

    /// A folder as messages name it.
    fn folder_of(&self, text: usize) -> String {
        let folder = text.checked_sub(1).and_then(|at| self.around.modules.folders.get(at));
        folder.map_or_else(|| "the stack".to_owned(), |folder| format!("`{}`", shown(folder)))
    }

    /// One output of a module, computed once.
    pub(super) fn output_of(&mut self, frame: usize, at: usize, span: Span) -> Option<Value> {
        let known = self.frames.get(frame)?;
        let (_, binding) = *known.scope.outputs.get(at)?;
        match known.outputs.get(at)? {
            Memo::Done(done) => {
                let (value, reads) = done.clone()?;
                self.reads.extend(reads.into_iter().map(|read| (read, span)));
                return Some(value);
            }
            Memo::Pending => {
                let address = ecow::eco_format!("{}{}", known.prefix, binding.name.text);
                self.circular(span, &format!("`{address}`"));
                return None;
            }
            Memo::Untouched => {}
        }
        self.set_output(frame, at, Memo::Pending);
        let read = self.inside(frame, Locals::new(), None, |cx| {
            let value = cx.eval(&binding.value)?;
            Some((value, cx.take_reads().into_iter().map(|(read, _)| read).collect()))
        });
        if let Some((value, _)) = &read {
            self.tell_of(frame, binding.name.span, value);
        }
        self.set_output(frame, at, Memo::Done(read.clone()));
        let (value, reads): Read = read?;
        self.reads.extend(reads.into_iter().map(|read| (read, span)));
        Some(value)
    }

    fn set_output(&mut self, frame: usize, at: usize, memo: Memo<Read>) {
        if let Some(place) = self.frames.get_mut(frame).and_then(|frame| frame.outputs.get_mut(at)) {
            *place = memo;
        }
    }

    /// Everything that one use of a module offers.
    pub(super) fn offered(&mut self, frame: usize, span: Span) -> Option<Value> {
        let scope = self.frames.get(frame)?.scope;
        let mut map = Map::new();
        for (at, (_, binding)) in scope.outputs.iter().enumerate() {
            map.insert(binding.name.text.clone(), self.output_of(frame, at, span)?);
        }
        Some(Value::Map(map))
    }

    /// `module.name`.
    pub(super) fn module_path(&mut self, name: &str, span: Span) -> Option<Target> {
        let Some(at) = self.scope.by_module.get(name).copied() else {
            let names: Vec<&str> =
                self.scope.modules.iter().map(|(_, module)| module.name.text.as_str()).collect();
            let message = format!("there is no `module.{name}`");
            let diagnostic = Diagnostic::new(&rules::unknown_name::RULE, span, message);
            self.report(match did_you_mean(name, names.iter().copied()) {
                Some(meant) => diagnostic.help(format!("did you mean `module.{meant}`?")).fix(
                    format!("change to `{meant}`"),
                    span,
                    meant,
                ),
                None => diagnostic.help(format!("use one: `module {name} from \"./{name}\" {{ }}`")),
            });
            return None;
        };
        let (_, module) = self.scope.modules.get(at)?;
        if module.clauses.repeat.is_some() {
            return Some(Target::Modules(self.frame, at));
        }
        let uses = self.uses_of(self.frame, at, span)?;
        Some(present(uses.only().flatten()))
    }

    /// The address of a module with a `for`, and its instances.
    pub(super) fn all_uses(&mut self, frame: usize, at: usize, span: Span) -> Option<(String, Uses)> {
        let uses = self.uses_of(frame, at, span)?;
        let known = self.frames.get(frame)?;
        let (_, module) = known.scope.modules.get(at)?;
        Some((format!("{}module.{}", known.prefix, module.name.text), uses))
    }

    /// `module.name["key"]`.
    pub(super) fn module_instance(
        &mut self,
        frame: usize,
        at: usize,
        key: &Key,
        span: Span,
    ) -> Option<Target> {
        let (address, uses) = self.all_uses(frame, at, span)?;
        self.instance_of(&uses, &address, key, span).map(present)
    }

    /// What all instances of a module offer, by key; absent ones are left out.
    pub(super) fn all_modules(&mut self, frame: usize, at: usize, span: Span) -> Option<Value> {
        let (_, uses) = self.all_uses(frame, at, span)?;
        let mut map = Map::new();
        for (key, frame) in &uses.all {
            let Some(frame) = frame else { continue };
            map.insert(key.plain(), self.offered(*frame, span)?);
        }
        Some(Value::Map(map))
    }

    /// Reports an output that a module does not have.
    pub(super) fn no_output(&mut self, frame: usize, name: &str, span: Span) {
        let Some(known) = self.frames.get(frame) else { return };
        let (scope, address) = (known.scope, known.prefix.trim_end_matches('.').to_owned());
        let names: Vec<&str> = scope.outputs.iter().map(|(_, output)| output.name.text.as_str()).collect();
        let diagnostic =
            Diagnostic::new(&rules::unknown_name::RULE, span, format!("`{address}` has no output `{name}`"));
        let inside = scope.by_param.contains_key(name) || scope.by_let.contains_key(name);
        self.report(match did_you_mean(name, names.iter().copied()) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(
                format!("change to `{meant}`"),
                span,
                meant,
            ),
            None if inside => {
                diagnostic.help(format!("only outputs are seen; offer it: `output {name} = {name}`"))
            }
            None if names.is_empty() => diagnostic.help("it has none; write `output name = …` in its folder"),
            None => diagnostic.help(format!("it has {}", some_of(&names))),
        });
    }

    /// Reports that something inside a module is read from outside.
    pub(super) fn hidden(&mut self, frame: usize, kind: &str, name: Option<&str>, span: Span) {
        let Some(known) = self.frames.get(frame) else { return };
        let address = known.prefix.trim_end_matches('.').to_owned();
        let folder = self.folder_of(known.text);
        let name = name.unwrap_or("name");
        let message = format!("`{kind}.{name}` is inside `{address}`, and only its outputs are seen");
        self.report(Diagnostic::new(&rules::hidden_in_module::RULE, span, message).help(format!(
            "write `output {name} = {kind}.{name}` in {folder}, and read `{address}.{name}` here"
        )));
    }

    /// Makes every use of the frame at hand, so that its mistakes are reported even if nothing reads it.
    pub(super) fn use_modules(&mut self) {
        let scope = self.scope;
        for (at, (item, module)) in scope.modules.iter().enumerate() {
            self.allow(&item.allows, item.span);
            let _ = self.uses_of(self.frame, at, module.name.span);
        }
    }

    /// The folder of the module at hand; `None` in the stack itself.
    fn module_folder(&self) -> Option<&'a Folder> {
        let text = self.frames.get(self.frame)?.text;
        self.around.modules.folders.get(text.checked_sub(1)?)
    }

    /// The folder of the text at hand, from the stack's folder.
    pub(super) fn folder(&self) -> &'a Path {
        self.module_folder().map_or(Path::new(""), |folder| folder.path.as_path())
    }

    /// The path of something in the folder of the module at hand, from the stack's folder.
    pub(super) fn rooted(&self, path: EcoString) -> EcoString {
        let Some(folder) = self.module_folder().filter(|_| !path.starts_with('/')) else { return path };
        match path.strip_prefix("./").unwrap_or(&path) {
            "" | "." => shown(folder).into(),
            inner => ecow::eco_format!("{}/{inner}", shown(folder)),
        }
    }
}

/// Where each module is used, so that a finding inside it can name the use.
pub(super) fn list(cx: &Cx<'_>, stack: &mut Stack) {
    for frame in &cx.frames {
        let Some(used) = &frame.used else { continue };
        let folder = frame.text.checked_sub(1).and_then(|at| cx.around.modules.folders.get(at));
        stack.modules.push(ModuleUse {
            address: Address(frame.prefix.trim_end_matches('.').into()),
            span: used.module.name.span,
            files: folder.map_or_else(Vec::new, |folder| folder.ids.clone()),
        });
    }
}

/// A use that may be absent.
fn present(frame: Option<usize>) -> Target {
    frame.map_or(Target::Value(Value::None), Target::Module)
}

/// A folder's path as it is written: with `/`, from the stack's folder.
fn shown(folder: &Folder) -> String {
    let path = folder.path.to_string_lossy().replace('\\', "/");
    if path.starts_with("../") || path.starts_with('/') { path } else { format!("./{path}") }
}
