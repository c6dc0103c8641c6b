//! Every instance of what is declared, file by file.

use super::again::Part;
use super::attrs::resource;
use super::cx::Cx;
use super::declared::Declared;
use crate::model::Stack;

/// Resolves every instance of what the frame at hand declares.
pub(super) fn resources(cx: &mut Cx<'_>, stack: &mut Stack) {
    let (scope, base) = (cx.scope, cx.frames.get(cx.frame).map_or(0, |frame| frame.base));
    let mut from = 0;
    for (file, ends) in scope.ends.iter().enumerate() {
        let range = std::mem::replace(&mut from, ends.resources)..ends.resources;
        if cx.settle_file(file, Part::Resources) {
            continue;
        }
        cx.take_file();
        for (at, declared) in range.clone().zip(scope.resources.get(range).unwrap_or_default()) {
            instances(cx, stack, (base + at, declared));
        }
    }
}

/// Resolves every instance of a declaration.
fn instances<'a>(cx: &mut Cx<'a>, stack: &mut Stack, (at, declared): (usize, &'a Declared<'a>)) {
    cx.allow(declared.allows(), declared.span);
    if cx.frame == 0 && cx.is_settled(at) {
        cx.settle(at);
        if declared.clauses().repeat.is_some() {
            let _ = cx.lent(stack, |cx| cx.instances(at, declared.name_span()));
        }
        return;
    }
    if declared.clauses().repeat.is_none() {
        let before = cx.found.len();
        let made = match cx.kept {
            Some(_) if cx.frame == 0 => cx.declaration(stack, at),
            _ => cx.lent(stack, |cx| resource(cx, at)),
        };
        // What was read without a finding is read again from the resource.
        if at < cx.plain && made.is_some() && cx.found.len() == before {
            declared.release();
        }
        stack.resources.extend(made);
        cx.count(stack);
        return;
    }
    let instances = cx.lent(stack, |cx| cx.instances(at, declared.name_span()));
    for (_, at) in instances.iter().flat_map(|all| &all.all) {
        let made = cx.lent(stack, |cx| resource(cx, *at));
        stack.resources.extend(made);
        cx.count(stack);
    }
}
