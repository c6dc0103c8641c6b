//! From what a plan does to what that lets somebody do.

use std::collections::{BTreeMap, BTreeSet};

use ecow::EcoString;

use super::super::decide::{Cx, Decided};
use super::parties::Touched;
use super::sides::{Bearer, World, worlds};
use super::{Access, Because, Fate, Grant, Named, Piece, Principal, Reach, Undecided, What, When, Witness};
use crate::iam::{self, Case, Cause, Gained, How, Party, Side, covers, gains};
use crate::model::{Condition, Effect, Stack, Statement};

/// Keys whose fixed values say who may ask, so that not everybody may.
const SAYS_WHO: &[&str] = &[
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIp",
    "aws:SourceOrgID",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:userid",
];

/// What the decisions change in who may do what.
pub(in crate::plan) fn access(cx: Cx<'_>, decisions: &[Decided<'_>]) -> Access {
    let Some((before, after, changed)) = worlds(cx, decisions) else { return Access::default() };
    let touched = Touched::new(&cx.stack.account, &before, &after);
    let telling = Telling { stack: cx.stack, before: &before, after: &after };
    let mut access = Access::default();
    for (party, owners) in touched.parties(&changed) {
        let owners = match &party {
            Party::Known(arn) => touched.owners_of(arn, &owners),
            _ => Some(owners),
        };
        let Some(owners) = owners else {
            let because = "its patterns reach too many resources with policies of their own".into();
            access.unknown.push(Undecided { principal: telling.principal(&party, &[]), because });
            continue;
        };
        for together in apart(&party, &owners) {
            let [old, new] = [&before, &after].map(|world| side(world, &party, together.iter().copied()));
            telling.tell(&party, &old, &new, &mut access);
        }
        if party == Party::Anyone {
            telling.shut(&owners, &mut access);
        }
    }
    for grants in [&mut access.gained, &mut access.lost] {
        leave_out_the_public(grants);
    }
    access.gained.sort_by(|one, other| one.principal.cmp(&other.principal));
    access.lost.sort_by(|one, other| one.principal.cmp(&other.principal));
    let order = |one: &Undecided| (one.principal.clone(), one.because.clone());
    access.unknown.sort_by_cached_key(order);
    access.unknown.dedup();
    access
}

/// The resources that must be looked at together. Where only resources themselves say what somebody may do, each says it
/// of itself and of what lies within it alone; an identity's own statements may be about all of them.
fn apart<'o>(party: &Party, owners: &'o BTreeSet<EcoString>) -> Vec<Vec<&'o EcoString>> {
    if matches!(party, Party::Known(_)) {
        return vec![owners.iter().collect()];
    }
    let mut groups: BTreeMap<&str, Vec<&EcoString>> = BTreeMap::new();
    for owner in owners {
        let ends = owner.match_indices(['/', ':']).map(|(at, _)| at);
        let mut heads = ends.filter_map(|end| owner.get(..end));
        let outer = heads.find(|head| groups.contains_key(head)).unwrap_or(owner);
        groups.entry(outer).or_default().push(owner);
    }
    groups.into_values().collect()
}

/// All that has a say in what somebody may do in one of the worlds.
fn side<'w>(world: &'w World<'_>, party: &Party, owners: impl Iterator<Item = &'w EcoString>) -> Side<'w> {
    let mut side = match party {
        Party::Known(arn) => match world.get(arn) {
            Some(_) => world.side(arn),
            // Who does not exist may do nothing, whatever is said of it.
            None => return Side::default(),
        },
        _ => Side::default(),
    };
    let open = |arn: &&EcoString| {
        let shut = world.get(arn).and_then(Bearer::shut_by).is_some();
        let far = matches!(party, Party::Anyone | Party::Account(_) | Party::Other(_));
        // Whose a resource is does not hang on whether its policy says anything.
        let lines =
            world.of_owner(arn).into_iter().filter(|line| !(shut && far && is_public(line.statement)));
        ((*arn).clone(), lines.collect())
    };
    side.owners = owners.map(|arn| open(&arn)).collect();
    side
}

/// Drops what somebody gains or loses only as everybody does.
fn leave_out_the_public(grants: &mut Vec<Grant>) {
    let is_public = |grant: &Grant| {
        let whole = grant.conditions.is_empty() && grant.but_actions.is_empty();
        grant.principal.text == "*" && whole && grant.but_resources.is_empty()
    };
    let public: Vec<Piece> =
        grants.iter().filter(|grant| is_public(grant)).flat_map(|grant| grant.pieces.clone()).collect();
    if public.is_empty() {
        return;
    }
    let covered = |piece: &Piece| {
        let takes = |wide: &Piece| {
            covers(Case::Insensitive, &wide.action, &piece.action)
                && covers(Case::Sensitive, &wide.resource, &piece.resource)
        };
        public.iter().any(takes)
    };
    grants.retain(|grant| is_public(grant) || !grant.pieces.iter().all(covered));
}

/// Whether a statement allows something to everybody.
fn is_public(statement: &Statement) -> bool {
    let principals = &statement.principals;
    let all = principals.negated.is_some() || principals.items.iter().any(|item| item.text == "*");
    all && statement.effect == Effect::Allow && !statement.conditions.iter().any(says_who)
}

/// Puts what was found into the plan's own words.
struct Telling<'a> {
    stack: &'a Stack,
    before: &'a World<'a>,
    after: &'a World<'a>,
}

impl Telling<'_> {
    fn tell(&self, party: &Party, old: &Side<'_>, new: &Side<'_>, access: &mut Access) {
        let account = &self.stack.account;
        let (more, less) = (gains(party, account, old, new), gains(party, account, new, old));
        access.gained.extend(more.gained.into_iter().map(|one| self.grant(party, one, Way::Gained)));
        access.lost.extend(less.gained.into_iter().map(|one| self.grant(party, one, Way::Lost)));
        let mut unknown = more.unknown;
        unknown.extend(less.unknown);
        unknown.sort_unstable();
        unknown.dedup();
        access.unknown.extend(
            unknown
                .into_iter()
                .map(|because| Undecided { principal: self.principal(party, &[]), because: because.into() }),
        );
    }

    /// Says of what a policy opens to everybody that an attribute keeps it shut.
    fn shut(&self, owners: &BTreeSet<EcoString>, access: &mut Access) {
        for owner in owners.iter().filter_map(|arn| self.after.get(arn)) {
            let Some(attr) = owner.shut_by() else { continue };
            if self.after.of_owner(owner.arn).iter().any(|line| is_public(line.statement)) {
                let name = owner.address;
                let because = ecow::eco_format!(
                    "the policy of `{name}` opens it to everybody, which `{attr} = false` should prevent"
                );
                access.unknown.push(Undecided { principal: self.principal(&Party::Anyone, &[]), because });
            }
        }
    }

    fn principal(&self, party: &Party, conditions: &[Condition]) -> Principal {
        let own = &self.stack.account;
        let in_account = |number: &str| if number == own { Reach::Account } else { Reach::Outside };
        let (reach, name, text) = match party {
            Party::Anyone if conditions.iter().any(says_who) => (Reach::Outside, "*".into(), "*".into()),
            Party::Anyone => (Reach::Public, "*".into(), "*".into()),
            Party::Account(number) => {
                (in_account(number), number.clone(), ecow::eco_format!("arn:aws:iam::{number}:root"))
            }
            Party::Known(arn) => {
                (Reach::Account, self.address(arn).unwrap_or_else(|| arn.clone()), arn.clone())
            }
            Party::Other(text) if text.starts_with("arn:") => {
                (in_account(text.split(':').nth(4).unwrap_or_default()), text.clone(), text.clone())
            }
            Party::Other(text) => (Reach::Service, text.clone(), text.clone()),
        };
        let fate = match party {
            Party::Known(arn) if self.before.get(arn).is_none() => Fate::Comes,
            Party::Known(arn) if self.after.get(arn).is_none() => Fate::Goes,
            _ => Fate::Stays,
        };
        Principal { reach, name, text, fate }
    }

    fn address(&self, arn: &str) -> Option<EcoString> {
        let found = self.after.get(arn).or_else(|| self.before.get(arn))?;
        Some(found.address.as_str().into())
    }

    fn grant(&self, party: &Party, one: Gained, way: Way) -> Grant {
        let named = |all: Vec<EcoString>| all.into_iter().map(|arn| self.named(arn)).collect();
        Grant {
            principal: self.principal(party, &one.conditions),
            actions: one.actions,
            but_actions: one.but_actions,
            resources: named(one.resources),
            but_resources: named(one.but_resources),
            pieces: one.pieces.into_iter().map(piece).collect(),
            conditions: one.conditions.into_iter().map(when).collect(),
            because: one.because.into_iter().map(|cause| self.because(cause, way)).collect(),
        }
    }

    /// A pattern with the address of what it begins with.
    fn named(&self, arn: EcoString) -> Named {
        let ends = arn.match_indices(['/', ':']).map(|(at, _)| at).skip(5).chain([arn.len()]);
        let mut heads = ends.filter_map(|end| Some((arn.get(..end)?, arn.get(end..)?)));
        let known = heads.find_map(|(head, rest)| Some(ecow::eco_format!("{}{rest}", self.address(head)?)));
        Named { name: known.unwrap_or_else(|| arn.clone()), arn }
    }

    fn because(&self, cause: Cause, way: Way) -> Because {
        let what = match (cause.how, way) {
            (How::Said, Way::Gained) => What::Allows,
            (How::Said, Way::Lost) => What::AllowsNoMore,
            (How::Denies, Way::Gained) => What::DeniesNoMore,
            (How::Denies, Way::Lost) => What::Denies,
            (How::Silent, Way::Gained) => What::BoundsNoMore,
            (How::Silent, Way::Lost) => What::Bounds,
        };
        let head = || self.stack.get(&cause.source.as_str().into()).map(|resource| resource.head);
        Because { span: cause.span.or_else(head), source: cause.source, what, place: None }
    }
}

/// Which way a difference goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Gained,
    Lost,
}

fn piece(one: iam::Piece) -> Piece {
    let context = one.witness.context.iter();
    let context = context.map(|(key, values)| (key.into(), values.iter().map(EcoString::from).collect()));
    let witness = Witness {
        principal: one.witness.principal.as_deref().unwrap_or("*").into(),
        context: context.collect(),
        action: one.witness.action.into(),
        resource: one.witness.resource.into(),
    };
    Piece { action: one.action, resource: one.resource, witness }
}

fn when(condition: Condition) -> When {
    When { operator: condition.operator, key: condition.key, values: condition.values }
}

/// Whether a condition says who may ask.
fn says_who(condition: &Condition) -> bool {
    let open = |value: &EcoString| value == "*" || value.ends_with("/0");
    SAYS_WHO.iter().any(|key| condition.key.eq_ignore_ascii_case(key))
        && !condition.operator.contains("Not")
        && !condition.operator.ends_with("IfExists")
        && !condition.values.iter().any(open)
}

#[cfg(test)]
mod tests {
    use super::{Party, apart};

    #[test]
    fn resources_that_speak_for_themselves_are_looked_at_one_by_one_with_what_lies_in_them() {
        let owners = ["arn:f:one", "arn:f:one:live", "arn:f:oneself", "arn:f:two"].map(Into::into).into();
        let service = apart(&Party::Other("lambda.amazonaws.com".into()), &owners);
        assert_eq!(service, [vec!["arn:f:one", "arn:f:one:live"], vec!["arn:f:oneself"], vec!["arn:f:two"]]);
        assert_eq!(apart(&Party::Known("arn:role".into()), &owners).len(), 1);
    }
}
