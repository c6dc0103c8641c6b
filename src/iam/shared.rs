//! What resources say themselves of who may use them.

use crate::model::{Effect, Pattern, Patterns, Resource, Statement};

/// What the policy of a resource says to a role of the same account by name, or to everybody, as statements of the role's.
///
/// Where the account is named, the role's own policies still have to allow it, so that those say nothing here.
#[must_use]
pub fn said_to(resource: &Resource, role: &str) -> Vec<Statement> {
    let names = |statement: &&Statement| {
        let principals = &statement.principals;
        principals.negated.is_none()
            && principals.items.iter().any(|item| item.text == "*" || item.text == role)
    };
    resource.statements.iter().filter(names).map(|statement| own(resource, statement)).collect()
}

/// What the policy of a resource denies to a role of the same account: by name, with its account, or with everybody.
///
/// Of a denial to all but some, only that is sure which names neither role nor account.
#[must_use]
pub fn denied_to(resource: &Resource, role: &str) -> Vec<Statement> {
    let account = role.split(':').nth(4).unwrap_or_default();
    let root = format!(":{account}:root");
    let names = |statement: &&Statement| {
        let named = |item: &Pattern| {
            item.text == "*" || item.text == role || item.text == account || item.text.ends_with(&root)
        };
        let principals = &statement.principals;
        let within = principals.items.iter().any(named);
        statement.effect == Effect::Deny
            && !principals.items.is_empty()
            && within == principals.negated.is_none()
            && (principals.negated.is_none()
                || principals.items.iter().all(|item| !item.text.contains(['*', '?', '$'])))
    };
    resource.statements.iter().filter(names).map(|statement| own(resource, statement)).collect()
}

/// A statement of a resource as one of whoever it names; it is about the resource where it names none.
fn own(resource: &Resource, statement: &Statement) -> Statement {
    let mut said = Statement { principals: Patterns::default(), ..statement.clone() };
    if let (true, Some(arn)) = (said.resources.items.is_empty(), resource.arn()) {
        said.resources.items.push(Pattern { text: arn.clone(), span: statement.span });
    }
    said
}
