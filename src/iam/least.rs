//! Grants compared with needs: what is missing, what is too much, and the least that would do.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use super::decide::{Decision, Share, decide, share_of};
use super::reach::can_apply;
use super::wildcard::{Case, covers};
use crate::model::{Effect, Need, Patterns, Statement};

/// Something that is needed and not surely allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing<'a> {
    /// What asks for it.
    pub need: &'a Need,
    /// The action.
    pub action: &'a str,
    /// The resource, `*` standing for any rest.
    pub resource: &'a str,
    /// Why it is not allowed: never [`Decision::Allowed`].
    pub decision: Decision,
}

/// One action on one resource that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked<'a> {
    /// The resource, `*` standing for any rest.
    pub resource: &'a str,
    /// The action.
    pub action: &'a str,
}

/// A statement that allows more than is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess<'a> {
    /// Which of the statements.
    pub statement: usize,
    /// What it allows beyond any need, as it wrote it; the first such pair.
    pub beyond: Asked<'a>,
    /// What of it is needed, by resource; empty if nothing is.
    pub least: Vec<Asked<'a>>,
}

/// What is needed and not surely allowed, in the order of the needs.
#[must_use]
pub fn missing<'a, S: Borrow<Statement>>(
    needs: impl IntoIterator<Item = &'a Need>,
    statements: &[S],
) -> Vec<Missing<'a>> {
    let mut missing = Vec::new();
    for need in needs {
        for asked in pairs(need) {
            let decision = decide(statements, asked.action, asked.resource);
            if decision != Decision::Allowed {
                missing.push(Missing { need, action: asked.action, resource: asked.resource, decision });
            }
        }
    }
    missing
}

/// The least that grants these needs, by resource: what others take in is left out.
#[must_use]
pub fn least<'a>(needs: impl IntoIterator<Item = &'a Need>) -> Vec<Asked<'a>> {
    let mut asked: Vec<Asked<'a>> = needs.into_iter().flat_map(pairs).collect();
    asked.sort_unstable();
    asked.dedup();
    let taken_in = |pair: &Asked<'_>| {
        // Of two that say the same in other words the first stays.
        let takes = |other: &Asked<'_>| within(pair, other) && !(within(other, pair) && pair < other);
        asked.iter().any(|other| other != pair && takes(other))
    };
    asked.iter().filter(|pair| !taken_in(pair)).copied().collect()
}

/// The written allow statements that go beyond the needs, in their order, each with the least that would do.
///
/// A wildcard in an action goes beyond, since needs name actions exactly. Of a statement with conditions only that is
/// said which is sure: that nothing needs it.
#[must_use]
pub fn excess<'a>(statements: &'a [Statement], needs: &[&'a Need]) -> Vec<Excess<'a>> {
    let written = |statement: &Statement| {
        statement.effect == Effect::Allow && !statement.derived && statement.principals.items.is_empty()
    };
    if !statements.iter().any(written) {
        return Vec::new();
    }
    let mut asked: Vec<Asked<'a>> = needs.iter().flat_map(|need| pairs(need)).collect();
    asked.sort_unstable();
    asked.dedup();
    let numbered = statements.iter().enumerate().filter(|(_, statement)| written(statement));
    numbered.filter_map(|(at, statement)| beyond(at, statement, &asked)).collect()
}

fn pairs(need: &Need) -> impl Iterator<Item = Asked<'_>> {
    need.resources
        .iter()
        .flat_map(|resource| need.actions.iter().map(move |action| Asked { resource, action }))
}

fn beyond<'a>(at: usize, statement: &'a Statement, asked: &[Asked<'a>]) -> Option<Excess<'a>> {
    let touches = |asked: &&Asked<'_>| share_of(statement, asked.action, asked.resource) != Share::None;
    let touched: Vec<Asked<'a>> = asked.iter().filter(touches).copied().collect();
    if !touched.is_empty() && !statement.conditions.is_empty() {
        return None;
    }
    let beyond = granted(statement).find(|pair| {
        let sensible = can_apply(pair.action, pair.resource);
        sensible && !touched.iter().any(|asked| within(pair, asked))
    })?;
    Some(Excess { statement: at, beyond, least: narrowed(statement, &touched) })
}

/// What a statement allows, pair by pair.
fn granted(statement: &Statement) -> impl Iterator<Item = Asked<'_>> {
    let actions = texts(&statement.actions);
    texts(&statement.resources)
        .into_iter()
        .flat_map(move |resource| actions.clone().into_iter().map(move |action| Asked { resource, action }))
}

/// The patterns as they are written; a list after `not` stands for everything, which it nearly is.
fn texts(patterns: &Patterns) -> Vec<&str> {
    if patterns.negated {
        return vec!["*"];
    }
    patterns.items.iter().map(|item| item.text.as_str()).collect()
}

/// Whether all of a granted pair is asked for.
fn within(pair: &Asked<'_>, asked: &Asked<'_>) -> bool {
    pair.action.eq_ignore_ascii_case(asked.action) && covers(Case::Sensitive, asked.resource, pair.resource)
}

/// What is asked for, and of that only as much as the statement allows.
fn narrowed<'a>(statement: &'a Statement, touched: &[Asked<'a>]) -> Vec<Asked<'a>> {
    let mut least: BTreeSet<Asked<'a>> = BTreeSet::new();
    for asked in touched {
        let inside =
            |text: &&str| covers(Case::Sensitive, asked.resource, text) && can_apply(asked.action, text);
        let narrower: Vec<&str> = texts(&statement.resources).into_iter().filter(inside).collect();
        if narrower.is_empty() {
            least.insert(*asked);
        }
        least.extend(narrower.into_iter().map(|resource| Asked { resource, action: asked.action }));
    }
    least.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{allow, need, when};
    use super::*;

    const BUCKET: &str = "arn:aws:s3:::b";
    const OBJECTS: &str = "arn:aws:s3:::b/*";
    const RAW: &str = "arn:aws:s3:::b/raw/*";

    fn asked(action: &'static str, resource: &'static str) -> Asked<'static> {
        Asked { resource, action }
    }

    #[test]
    fn what_no_statement_allows_is_missing() {
        let needs = [need(&["s3:GetObject", "s3:PutObject"], &[OBJECTS])];
        let statements = [allow(&["s3:GetObject"], &[OBJECTS])];
        let missing = missing(&needs, &statements);
        let found: Vec<_> = missing.iter().map(|missing| (missing.action, missing.decision)).collect();
        assert_eq!(found, [("s3:PutObject", Decision::NotAllowed)]);
    }

    #[test]
    fn a_star_is_narrowed_to_what_is_needed() {
        let needs = [need(&["s3:GetObject"], &[RAW]), need(&["s3:ListBucket"], &[BUCKET])];
        let statements = [allow(&["s3:*"], &["*"])];
        let found = excess(&statements, &needs.iter().collect::<Vec<_>>());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].least, [asked("s3:ListBucket", BUCKET), asked("s3:GetObject", RAW)]);
    }

    #[test]
    fn what_is_just_needed_is_no_excess() {
        let needs = [need(&["s3:GetObject"], &[OBJECTS]), need(&["s3:ListBucket"], &[BUCKET])];
        // Each action is for one of the two resources only, which is how such statements are usually written.
        let statements =
            [allow(&["s3:GetObject", "s3:ListBucket"], &[BUCKET, OBJECTS]), allow(&["S3:getobject"], &[RAW])];
        assert_eq!(excess(&statements, &needs.iter().collect::<Vec<_>>()), []);
    }

    #[test]
    fn a_pair_that_nobody_asked_for_is_an_excess() {
        let needs = [need(&["s3:GetObject"], &["arn:aws:s3:::a/*"]), need(&["s3:PutObject"], &[OBJECTS])];
        let statements = [allow(&["s3:GetObject", "s3:PutObject"], &["arn:aws:s3:::a/*", OBJECTS])];
        let found = excess(&statements, &needs.iter().collect::<Vec<_>>());
        assert_eq!(found[0].beyond, asked("s3:PutObject", "arn:aws:s3:::a/*"));
    }

    #[test]
    fn of_a_conditional_statement_only_uselessness_is_sure() {
        let needs = [need(&["s3:GetObject"], &[RAW])];
        let statements = [when(allow(&["s3:*"], &["*"])), when(allow(&["sqs:*"], &["*"]))];
        let found = excess(&statements, &needs.iter().collect::<Vec<_>>());
        assert_eq!(found.iter().map(|excess| excess.statement).collect::<Vec<_>>(), [1]);
    }
}
