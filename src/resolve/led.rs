//! What paths lead to that go from one resource to others.

use ecow::EcoString;

use crate::model::{Address, Resource, Stack, Value};

/// What a path names that leads from a resource to others: along attributes that refer to them, `queue.arn`, or from
/// each of its statements, `job.job.queue.arn`, by word and field; at last an output. Each once, in order. `None` for a
/// path that leads nowhere.
pub(super) fn through(stack: &Stack, of: &Resource, path: &str) -> Option<Vec<EcoString>> {
    let (word, rest) = path.split_once('.')?;
    let Value::List(items) = of.inputs.get(word)? else {
        return led_to(stack, &of.address, path).map(|text| vec![text]);
    };
    let (field, path) = rest.split_once('.')?;
    let mut all: Vec<EcoString> = Vec::new();
    for item in items {
        let Some(first) = item.as_map().and_then(|item| item.get(field)?.as_address()) else { continue };
        all.extend(led_to(stack, first, path).filter(|text| !all.contains(text)));
    }
    Some(all)
}

/// The output that a path of references ends at.
fn led_to(stack: &Stack, first: &Address, path: &str) -> Option<EcoString> {
    let mut at = stack.get(first)?;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return at.outputs.get(part).and_then(Value::as_text).cloned();
        }
        let Value::Reference(reference) = at.inputs.get(part)? else { return None };
        match &reference.address {
            Some(address) => at = stack.get(address)?,
            // Of what stands outside the stack the ARN is known, and nothing else.
            None => return (parts.next() == Some("arn")).then(|| reference.arn.clone()),
        }
    }
    None
}
