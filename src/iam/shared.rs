//! What resources say themselves of who may use them.

use super::decide::{Share, share_of};
use super::policy::{Context, holds_by};
use super::powers::Sure;
use crate::model::{Effect, Pattern, Patterns, Resource, Statement};

/// What the policy of a resource says to a role of the same account by name, or to everybody, as statements of the role's.
///
/// Where the account is named, the role's own policies still have to allow it, so that those say nothing here.
#[must_use]
pub fn said_to(resource: &Resource, role: &str) -> Vec<Statement> {
    let names = |statement: &&Statement| {
        let principals = &statement.principals;
        !principals.negated && principals.items.iter().any(|item| item.text == "*" || item.text == role)
    };
    resource.statements.iter().filter(names).map(|statement| own(resource, statement)).collect()
}

/// Something that the policy of a resource denies to a role.
#[derive(Debug)]
pub struct Denial {
    /// What it says, as of the role; without conditions that surely hold.
    pub statement: Statement,
    /// Whether it surely speaks; perhaps where conditions decide of which nothing is known.
    pub sure: Sure,
}

impl Denial {
    /// Whether it denies all of an action on a resource, if it speaks.
    #[must_use]
    pub fn hits(&self, action: &str, resource: &str) -> bool {
        share_of(&self.statement, action, resource) == Share::All
    }
}

/// What the policy of a resource denies to code that runs under a role of the same account: by name, with its account, or with
/// everybody.
///
/// Of a denial to all but some, only that is sure which names neither role nor account. Who asks is known, and that SDKs
/// speak TLS; conditions that this decides are.
#[must_use]
pub fn denied_to(resource: &Resource, role: &str) -> Vec<Denial> {
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
            && within != principals.negated
            && (!principals.negated
                || principals.items.iter().all(|item| !item.text.contains(['*', '?', '$'])))
    };
    let mut known = Context::default();
    for (key, value) in [
        ("aws:PrincipalArn", role),
        ("aws:PrincipalAccount", account),
        ("aws:PrincipalType", "AssumedRole"),
        ("aws:PrincipalIsAWSService", "false"),
        ("aws:ResourceAccount", account),
        ("aws:SecureTransport", "true"),
    ] {
        known.insert(key, vec![value.to_owned()]);
    }
    let denial = |statement: &Statement| {
        let mut own = own(resource, statement);
        let sure = match holds_by(statement, &known) {
            Some(true) => Sure::Certain,
            Some(false) => return None,
            None => Sure::Perhaps,
        };
        if sure == Sure::Certain {
            own.conditions = Default::default();
        }
        Some(Denial { statement: own, sure })
    };
    resource.statements.iter().filter(names).filter_map(denial).collect()
}

/// A statement of a resource as one of whoever it names; it is about the resource where it names none.
fn own(resource: &Resource, statement: &Statement) -> Statement {
    let mut said = Statement { principals: Patterns::default(), ..statement.clone() };
    if let (true, Some(arn)) = (said.resources.items.is_empty(), resource.arn()) {
        said.resources.items.push(Pattern { text: arn.clone(), span: statement.span });
    }
    said
}
