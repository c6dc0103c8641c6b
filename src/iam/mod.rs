//! What policies allow: which actions there are, wildcards, decisions, and how grants compare with needs.
//!
//! Knows nothing of trees, rules or the simulator. Where a condition decides, the answer says so and is never a yes.

mod arn;
mod asking;
mod decide;
mod document;
mod escalation;
mod gains;
mod holding;
mod keys;
mod least;
mod managed;
mod names;
mod others;
mod policy;
mod powers;
mod reach;
mod recorded;
mod routes;
mod shared;
mod sorts;
mod steps;
mod trust;
mod ways;
mod wildcard;

pub use arn::{ArnFault, arn_fault, beginnings};
pub use asking::{Doubt, Line as ConditionLine, Word, doubts};
pub use decide::{Decision, decide, touches};
pub use document::{Document, rough_length};
pub use escalation::{Escalation, Gain, escalations, may_lead_on};
pub use gains::{Cause, Changes, Depth, Gained, How, Line, Party, Piece, Side, Wording, changes};
pub use holding::{Held, Holder, Holding, bounds, holding};
pub use keys::{ConditionKey, condition_keys};
pub use least::{Asked, Excess, Missing, excess, least, missing};
pub use managed::{Managed, all_managed, is_managed, managed, nearest_managed};
pub use names::{Standing, actions_of, is_principal, nearest_principal, standing};
pub use others::Others;
pub use policy::{
    Account, Because, Caller, Carried, Comparison, Context, Lapse, Layer, Layers, Part, Policy, PolicyFault,
    Relation, Request, Ruling, Said, Silence, Sort, Verdict, Version, Way, Weight, Witness, account, compare,
    condition_operators, decides_itself, evaluate, inspect, unfit, unknown_keys,
};
pub use powers::Sure;
pub use reach::{S3Level, can_apply, done_to, s3_level};
pub use recorded::recorded;
pub use routes::Gap;
pub use shared::{Denial, denied_to, said_to};
pub use sorts::sorts_of;
pub use steps::Step;
pub use trust::trusts;
pub use wildcard::{Case, common, covers, matches, overlap};

#[cfg(test)]
mod tests {
    use crate::base::{FileId, Span};
    use crate::model::{Condition, Declared, Effect, Need, Pattern, Patterns, Statement};

    const SPAN: Span = Span::new(FileId(0), 0, 0);

    fn patterns(texts: &[&str]) -> Patterns {
        let items = texts.iter().map(|text| Pattern { text: (*text).into(), span: SPAN }).collect();
        Patterns { negated: false, items }
    }

    pub(super) fn allow(actions: &[&str], resources: &[&str]) -> Statement {
        Statement {
            effect: Effect::Allow,
            actions: patterns(actions),
            resources: patterns(resources),
            principals: Patterns::default(),
            conditions: Default::default(),
            span: SPAN,
            derived: false,
        }
    }

    pub(super) fn deny(actions: &[&str], resources: &[&str]) -> Statement {
        Statement { effect: Effect::Deny, ..allow(actions, resources) }
    }

    /// `allow not …`
    pub(super) fn not(mut statement: Statement) -> Statement {
        statement.actions.negated = true;
        statement
    }

    /// With a condition.
    pub(super) fn when(mut statement: Statement) -> Statement {
        let condition = Condition {
            operator: "Bool".into(),
            key: "aws:SecureTransport".into(),
            values: vec!["true".into()],
            places: None,
        };
        statement.conditions.push(condition);
        statement
    }

    pub(super) fn need(actions: &[&str], resources: &[&str]) -> Need {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).into()).collect::<Vec<_>>();
        Need {
            on: None,
            verb: "read".into(),
            actions: texts(actions).into(),
            resources: texts(resources).into(),
            declared: Declared::ByStack,
            span: SPAN,
        }
    }
}
