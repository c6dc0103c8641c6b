//! What resources say themselves of who may use them.

use crate::model::{Pattern, Patterns, Resource, Statement};

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
    let own = |statement: &Statement| {
        let mut said = Statement { principals: Patterns::default(), ..statement.clone() };
        if let (true, Some(arn)) = (said.resources.items.is_empty(), resource.arn()) {
            said.resources.items.push(Pattern { text: arn.clone(), span: statement.span });
        }
        said
    };
    resource.statements.iter().filter(names).map(own).collect()
}
