//! What somebody may do where nothing else lets him do anything, read straight off statements that leave nothing open: what
//! comes anew nearly always has just these. A closer look would find the same, request by request.

#[cfg(test)]
mod tests;

use ecow::EcoString;

use super::side::{Line, Side, Wording};
use super::{Cause, Depth, Gained, How, Party, Piece};
use crate::iam::arn::fields;
use crate::iam::policy::{Context, Witness, decides_itself, likely_resources};
use crate::iam::reach::{Reach, can_apply};
use crate::iam::wildcard::{Case, covers};
use crate::model::{Condition, Effect, Statement};

/// Beyond so many pieces, whoever looks closer does not look which of them lie in others.
const MOST: usize = 200;

/// One action on one pattern of resources that is allowed.
struct Allowed<'a> {
    action: &'a EcoString,
    resource: &'a EcoString,
    line: &'a Line<'a>,
    /// A resource within the pattern; empty where nobody wants to know.
    such_as: EcoString,
    /// The first statement that allows this action on that resource.
    cause: &'a Line<'a>,
}

/// What stands for the star at the end of a pattern, in the order in which whoever looks closer tries it.
const ENDS: [&str; 3] = ["x", "x/x", "log-stream:x"];

/// All that one side allows; `None` where that takes a closer look.
pub(super) fn alone(party: &Party, account: &str, side: &Side<'_>, depth: Depth) -> Option<Vec<Gained>> {
    if side.unsure || !side.unknown.is_empty() || side.boundary.is_some() {
        return None;
    }
    let about;
    let (who, allowed) = match party {
        Party::Known(arn) => (arn, of_role(arn, account, side, depth)?),
        Party::Other(service) => {
            let [(arn, said)] = side.owners.as_slice() else { return None };
            about = EcoString::from(*arn);
            (service, of_service(service, side, &about, said)?)
        }
        Party::Account(_) | Party::Anyone => return None,
    };
    (allowed.len() <= MOST).then(|| told(party, who, &allowed, depth))
}

/// What a role's own statements allow it.
fn of_role<'a>(arn: &str, account: &str, side: &'a Side<'a>, depth: Depth) -> Option<Vec<Allowed<'a>>> {
    let [Some("arn"), .., Some(own), Some(name)] = fields(arn) else { return None };
    let to_services = || side.owners.iter().flat_map(|(_, said)| said.lines()).all(speaks_to_services);
    if own != account || !name.starts_with("role/") || !to_services() {
        return None;
    }
    let lines = || side.identity.iter().flat_map(|said| said.lines());
    if !lines().all(|line| is_plain(line.statement)) {
        return None;
    }
    let (mut allowed, mut reaches, mut found) = (Vec::new(), Vec::new(), String::new());
    for line in lines() {
        let actions = || line.statement.actions.items.iter().map(|item| &item.text);
        reaches.clear();
        reaches.extend(actions().map(|action| (action, Reach::of(action))));
        for resource in line.statement.resources.items.iter().map(|item| &item.text) {
            let parts = fields(resource);
            let [.., named, _] = parts;
            if named.is_some_and(|named| !named.is_empty() && named != account) {
                return None;
            }
            // What is done to the same sorts takes the same.
            let mut before: Option<(&Reach<'_>, bool)> = None;
            for (action, reach) in &reaches {
                let takes = match before.filter(|(other, _)| reach.is_as(other)) {
                    Some((_, takes)) => takes,
                    None if reach.takes(resource, &parts) => {
                        such_as(resource, &parts, action, reach, &mut found)?;
                        true
                    }
                    None => false,
                };
                before = Some((reach, takes));
                if !takes {
                    continue;
                }
                let cause = lines().find(|line| names(line.statement, action, &found))?;
                let such_as = if depth == Depth::Whole { found.as_str().into() } else { EcoString::new() };
                allowed.push(Allowed { action, resource, line, such_as, cause });
            }
        }
    }
    Some(allowed)
}

/// Finds what whoever looks closer would try first, of what a pattern takes.
fn such_as(
    pattern: &EcoString,
    parts: &[Option<&str>; 6],
    action: &str,
    reach: &Reach<'_>,
    found: &mut String,
) -> Option<()> {
    found.clear();
    let Some(head) = pattern.strip_suffix('*').filter(|head| !head.is_empty()) else {
        // No account is asked for: nothing before the name is open.
        let first = likely_resources(action, pattern, "").next()?;
        found.push_str(&first);
        return (first == *pattern || reach.takes(found, &fields(found))).then_some(());
    };
    found.push_str(head);
    let &[partition, service, region, account, own, Some(name)] = parts else { return None };
    let begin = pattern.len() - name.len();
    ENDS.iter().find_map(|end| {
        found.truncate(head.len());
        found.push_str(end);
        let parts = [partition, service, region, account, own, found.get(begin..)];
        reach.takes(found, &parts).then_some(())
    })
}

/// Whether a statement in the policy of a resource lets in nobody but services.
fn speaks_to_services(line: &Line<'_>) -> bool {
    let Statement { effect, principals, conditions, .. } = line.statement;
    let service = |text: &EcoString| text.ends_with(".amazonaws.com") && !text.contains(':');
    *effect == Effect::Allow
        && !principals.negated
        && principals.items.iter().all(|item| service(&item.text))
        && is_readable(conditions)
}

/// Whether a statement says in so many letters which actions it allows on which resources, or on all that begin so.
fn is_plain(statement: &Statement) -> bool {
    let Statement { effect, actions, resources, principals, conditions, .. } = statement;
    *effect == Effect::Allow
        && conditions.is_empty()
        && principals.items.is_empty()
        && !actions.negated
        && !resources.negated
        && !resources.items.is_empty()
        && actions.items.iter().all(|item| is_literal(&item.text) && !decides_itself(&item.text))
        && resources.items.iter().all(|item| is_beginning(&item.text))
}

fn is_literal(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'*' | b'?' | b'$'))
}

/// Whether a pattern is a star, or an ARN whose name alone may be open, and that at its end.
fn is_beginning(pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(head) => head.is_empty() || is_literal(head) && has_name(head),
        None => is_literal(pattern),
    }
}

fn has_name(arn: &str) -> bool {
    arn.bytes().filter(|byte| *byte == b':').nth(4).is_some()
}

/// Whether a plain statement allows an action on a resource.
fn names(statement: &Statement, action: &str, resource: &str) -> bool {
    let takes = |pattern: &str| match pattern.strip_suffix('*') {
        Some(head) => resource.starts_with(head),
        None => pattern == resource,
    };
    statement.actions.items.iter().any(|own| own.text.eq_ignore_ascii_case(action))
        && statement.resources.items.iter().any(|own| takes(&own.text))
}

/// What the policy of a resource allows a service.
fn of_service<'a>(
    service: &str,
    side: &Side<'_>,
    resource: &'a EcoString,
    said: &'a Wording<'a>,
) -> Option<Vec<Allowed<'a>>> {
    let own = service.ends_with(".amazonaws.com") && !service.contains(':') && is_literal(resource);
    if !own || !side.identity.is_empty() || !said.lines().iter().all(is_about_itself) {
        return None;
    }
    let spoken = |line: &&Line<'_>| line.statement.principals.items.iter().any(|item| item.text == service);
    let mut allowed = Vec::new();
    for line in said.lines().iter().filter(spoken) {
        for action in line.statement.actions.items.iter().map(|item| &item.text) {
            if !can_apply(action, resource) {
                continue;
            }
            let conditions = &line.statement.conditions;
            let says = |one: &&Line<'_>| {
                let Statement { actions, conditions: asked, .. } = one.statement;
                actions.items.iter().any(|own| own.text.eq_ignore_ascii_case(action))
                    && (asked.is_empty() || source(asked) == source(conditions))
            };
            let cause = said.lines().iter().filter(spoken).find(says)?;
            allowed.push(Allowed { action, resource, line, such_as: resource.clone(), cause });
        }
    }
    Some(allowed)
}

/// Whether a statement of a resource's policy allows somebody in particular something with that resource.
fn is_about_itself(line: &Line<'_>) -> bool {
    let Statement { effect, actions, resources, principals, conditions, .. } = line.statement;
    *effect == Effect::Allow
        && !actions.negated
        && !resources.negated
        && resources.items.is_empty()
        && !principals.negated
        && !principals.items.iter().any(|item| item.text == "*")
        && actions.items.iter().all(|item| is_literal(&item.text))
        && is_readable(conditions)
}

/// Whether there are no conditions but one on the ARN that a service acts for.
fn is_readable(conditions: &[Condition]) -> bool {
    conditions.is_empty() || source(conditions).is_some()
}

/// The only ARN for which a service may act.
fn source(conditions: &[Condition]) -> Option<&EcoString> {
    let [Condition { operator, key, values, .. }] = conditions else { return None };
    let [value] = values.as_slice() else { return None };
    let whole = operator == "ArnLike" && key == "aws:SourceArn" && value.starts_with("arn:");
    (whole && is_literal(value) && has_name(value)).then_some(value)
}

/// Why something is allowed, and when.
#[derive(Clone, Copy)]
struct Why<'a> {
    cause: &'a Line<'a>,
    conditions: &'a [Condition],
}

impl PartialEq for Why<'_> {
    fn eq(&self, other: &Self) -> bool {
        let (one, two) = (self.cause, other.cause);
        let same = std::ptr::eq(one, two) || one.source == two.source && one.span == two.span;
        same && self.conditions == other.conditions
    }
}

/// What is allowed on one pattern of resources for the same reason.
struct Row<'a> {
    why: Why<'a>,
    resource: &'a EcoString,
    all: Vec<&'a Allowed<'a>>,
}

impl Row<'_> {
    /// Whether another one allows the same actions for the same reason.
    fn allows_as(&self, other: &Self) -> bool {
        let both = || self.all.iter().zip(&other.all);
        self.all.len() == other.all.len()
            && both().all(|(one, other)| one.action == other.action)
            && self.why == other.why
    }
}

/// Puts what is allowed together to the fewest statements; what lies in another is left out.
fn told<'a>(party: &Party, who: &EcoString, allowed: &'a [Allowed<'a>], depth: Depth) -> Vec<Gained> {
    let kept = (0..allowed.len()).filter(|at| !lies_inside(allowed, *at)).filter_map(|at| allowed.get(at));
    // First the actions on one resource come together.
    let mut rows: Vec<Row<'_>> = Vec::new();
    for one in kept {
        let why = Why { cause: one.cause, conditions: &one.line.statement.conditions };
        match rows.iter_mut().find(|row| row.resource == one.resource && row.why == why) {
            Some(row) => row.all.push(one),
            None => rows.push(Row { why, resource: one.resource, all: vec![one] }),
        }
    }
    // Then the resources of equal actions.
    let mut joined: Vec<Vec<&Row<'_>>> = Vec::with_capacity(rows.len());
    for row in &rows {
        match joined.iter_mut().find(|all| all.first().is_some_and(|first| first.allows_as(row))) {
            Some(all) => all.push(row),
            None => joined.push(vec![row]),
        }
    }
    joined.iter().filter_map(|rows| gained(party, who, rows, depth)).collect()
}

fn gained(party: &Party, who: &EcoString, rows: &[&Row<'_>], depth: Depth) -> Option<Gained> {
    let first = rows.first()?;
    let told = match depth {
        Depth::Whole => true,
        Depth::Brief => !matches!(party, Party::Known(_)),
        Depth::Bare => false,
    };
    let Line { source, span, .. } = *first.why.cause;
    let cause = told.then(|| Cause { source: source.into(), how: How::Said, span });
    let all = rows.iter().flat_map(|row| &row.all).filter(|_| depth == Depth::Whole);
    Some(Gained {
        actions: first.all.iter().map(|one| one.action.clone()).collect(),
        but_actions: Vec::new(),
        resources: rows.iter().map(|row| row.resource.clone()).collect(),
        but_resources: Vec::new(),
        conditions: first.why.conditions.to_vec(),
        pieces: all.map(|one| piece(who, one)).collect(),
        because: cause.into_iter().collect(),
    })
}

fn piece(who: &EcoString, one: &Allowed<'_>) -> Piece {
    let mut context = Context::default();
    let conditions = &*one.line.statement.conditions;
    if let Some((condition, value)) = conditions.first().zip(source(conditions)) {
        context.insert(&condition.key, vec![value.to_string()]);
    }
    let (action, resource) = (one.action.clone(), one.resource.clone());
    let witness = Witness {
        principal: Some(who.clone()),
        action: action.clone(),
        resource: one.such_as.clone(),
        context,
    };
    Piece { action, resource, witness }
}

/// Whether another one is at least as wide; of two that are the same the first stays.
fn lies_inside(allowed: &[Allowed<'_>], at: usize) -> bool {
    let Some(one) = allowed.get(at) else { return false };
    let mut others = allowed.iter().enumerate().filter(|(other, _)| *other != at);
    others.any(|(other, wide)| lies_in(one, wide) && (other < at || !lies_in(wide, one)))
}

fn lies_in(one: &Allowed<'_>, other: &Allowed<'_>) -> bool {
    let (own, asked) = (&one.line.statement.conditions, &other.line.statement.conditions);
    one.action.eq_ignore_ascii_case(other.action)
        && covers(Case::Sensitive, other.resource, one.resource)
        && (asked.is_empty() || own == asked)
}
