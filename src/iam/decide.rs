//! What a list of statements says to a request.

use std::borrow::Borrow;

use super::wildcard::{Case, covers, matches, overlap};
use crate::model::{Effect, Patterns, Statement};

/// The answer of an identity's own statements. The number names the statement that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// All of it is allowed, whatever the circumstances.
    Allowed,
    /// All of it is denied, whatever the circumstances.
    ExplicitlyDenied(usize),
    /// Some of it is surely allowed by no statement.
    NotAllowed,
    /// It depends on a condition, on a denial of a part, or on several statements together.
    Unknown(usize),
}

/// Says whether an action is allowed on every resource that a pattern matches.
///
/// The action is exact; `*` and `?` in the resource stand for any. Statements that name principals say who may take
/// on the role, or belong to a resource, and are passed over.
#[must_use]
pub fn decide<S: Borrow<Statement>>(statements: &[S], action: &str, resource: &str) -> Decision {
    // Where nothing is denied, the first statement that allows all of it decides.
    let denies = statements.iter().any(|statement| statement.borrow().effect == Effect::Deny);
    let mut allowed = false;
    let mut in_doubt: Option<usize> = None;
    let mut touching: Vec<&Patterns> = Vec::new();
    for (at, statement) in statements.iter().map(Borrow::borrow).enumerate() {
        if !statement.principals.items.is_empty() {
            continue;
        }
        let share = share_of(statement, action, resource);
        if share == Share::None {
            continue;
        }
        let certain = share == Share::All && statement.conditions.is_empty();
        match (statement.effect, certain) {
            (Effect::Deny, true) => return Decision::ExplicitlyDenied(at),
            (Effect::Allow, true) if !denies => return Decision::Allowed,
            (Effect::Allow, true) => allowed = true,
            (Effect::Deny, false) => in_doubt = Some(at),
            (Effect::Allow, false) => {
                in_doubt = in_doubt.or(Some(at));
                touching.push(&statement.resources);
            }
        }
    }
    let denied_in_part =
        in_doubt.filter(|at| statements.get(*at).is_some_and(|s| s.borrow().effect == Effect::Deny));
    match (allowed, in_doubt) {
        (true, _) => denied_in_part.map_or(Decision::Allowed, Decision::Unknown),
        (false, Some(at)) if samples(resource).all(|sample| touching.iter().any(|p| hits(p, &sample))) => {
            Decision::Unknown(at)
        }
        (false, _) => Decision::NotAllowed,
    }
}

/// Whether some statement allows an action on at least a part of what a pattern matches.
#[must_use]
pub fn touches<S: Borrow<Statement>>(statements: &[S], action: &str, resource: &str) -> bool {
    let mut allowing = statements.iter().map(Borrow::borrow).filter(|one| one.effect == Effect::Allow);
    allowing.any(|statement| share_of(statement, action, resource) != Share::None)
}

/// How much of a pattern another takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Share {
    None,
    Part,
    All,
}

/// How much of an action on a resource pattern a statement speaks of.
pub(super) fn share_of(statement: &Statement, action: &str, resource: &str) -> Share {
    let actions = share(Case::Insensitive, &statement.actions, action);
    if actions == Share::None {
        return Share::None;
    }
    actions.min(share(Case::Sensitive, &statement.resources, resource))
}

/// How much of a pattern some patterns take in.
pub(super) fn share(case: Case, patterns: &Patterns, narrow: &str) -> Share {
    let covered = patterns.items.iter().any(|item| covers(case, &item.text, narrow));
    let inside = if covered {
        Share::All
    } else if !narrow.contains(['*', '?']) {
        // One text is matched as a whole or not at all.
        Share::None
    } else if patterns.items.iter().any(|item| overlap(case, &[&item.text, narrow])) {
        Share::Part
    } else {
        Share::None
    };
    match (patterns.negated, inside) {
        (false, share) => share,
        (true, Share::All) => Share::None,
        (true, Share::Part) => Share::Part,
        (true, Share::None) => Share::All,
    }
}

fn hits(patterns: &Patterns, text: &str) -> bool {
    let hit = patterns.items.iter().any(|item| matches(Case::Sensitive, &item.text, text));
    hit != patterns.negated
}

/// Two resources that a pattern stands for: one that no other pattern is likely to name, and the shortest.
fn samples(resource: &str) -> impl Iterator<Item = String> {
    let long = resource.replace('*', &"\u{1}".repeat(64)).replace('?', "\u{1}");
    let short = resource.replace('*', "").replace('?', "\u{1}");
    [long, short].into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{allow, deny, not, when};
    use super::*;

    #[test]
    fn nothing_is_allowed_that_is_not_said() {
        assert_eq!(decide::<Statement>(&[], "s3:GetObject", "arn:b/*"), Decision::NotAllowed);
        let part = [allow(&["s3:GetObject"], &["arn:b/raw/*"])];
        assert_eq!(decide(&part, "s3:GetObject", "arn:b/*"), Decision::NotAllowed);
        assert_eq!(decide(&part, "S3:getobject", "arn:b/raw/2026/*"), Decision::Allowed);
    }

    #[test]
    fn a_denial_outweighs_every_permission() {
        let both = [allow(&["s3:*"], &["*"]), deny(&["s3:Delete*"], &["arn:b/*"])];
        assert_eq!(decide(&both, "s3:DeleteObject", "arn:b/x"), Decision::ExplicitlyDenied(1));
        assert_eq!(decide(&both, "s3:DeleteObject", "arn:*"), Decision::Unknown(1));
        assert_eq!(decide(&both, "s3:GetObject", "arn:b/x"), Decision::Allowed);
    }

    #[test]
    fn a_condition_is_never_a_yes() {
        let maybe = [when(allow(&["s3:GetObject"], &["*"]))];
        assert_eq!(decide(&maybe, "s3:GetObject", "arn:b/x"), Decision::Unknown(0));
        let narrow = [when(allow(&["s3:GetObject"], &["arn:b/raw/*"]))];
        assert_eq!(decide(&narrow, "s3:GetObject", "arn:b/*"), Decision::NotAllowed);
        let refused = [allow(&["s3:*"], &["*"]), when(deny(&["s3:*"], &["*"]))];
        assert_eq!(decide(&refused, "s3:GetObject", "arn:b/x"), Decision::Unknown(1));
    }

    #[test]
    fn not_turns_a_list_round() {
        let but_iam = [not(allow(&["iam:*"], &["*"]))];
        assert_eq!(decide(&but_iam, "s3:GetObject", "arn:b/x"), Decision::Allowed);
        assert_eq!(decide(&but_iam, "iam:PassRole", "arn:b/x"), Decision::NotAllowed);
    }

    #[test]
    fn statements_that_only_together_might_do_are_a_doubt() {
        let halves = [allow(&["s3:GetObject"], &["arn:b/?*", "arn:b/"])];
        assert_eq!(decide(&halves, "s3:GetObject", "arn:b/*"), Decision::Unknown(0));
    }
}
