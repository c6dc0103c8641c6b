//! From what a plan does to what that lets somebody do.

use ecow::EcoString;
use rustc_hash::FxHashMap;

use super::super::Purpose;
use super::super::decide::{Cx, Decided};
use super::parties::Touched;
use super::reading::Reading;
use super::sides::{Both, World, worlds};
use super::{Access, Because, Fate, Grant, Named, Piece, Principal, Reach, Undecided, What, When, Witness};
use crate::iam::{self, Case, Cause, Changes, Depth, Gained, How, Party, Side, changes, covers};
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
    let depth = if cx.options.purpose == Purpose::Draw { Depth::Brief } else { Depth::Whole };
    let telling =
        Telling { account: &cx.stack.account, heads: Some(cx.stack), depth, before: &before, after: &after };
    telling.differences(&changed, |_| true)
}

impl Telling<'_> {
    /// What differs for those who are asked about.
    pub(super) fn differences(&self, changed: &[Both], wanted: impl Fn(&Party) -> bool) -> Access {
        let sides = [self.before, self.after].map(Reading::new);
        let touched = Touched::new(self.account, &sides);
        let parties = touched.parties(changed);
        if self.depth == Depth::Brief
            && self.before.bearers.is_empty()
            && let Some(access) = self.folded(&parties, &touched)
        {
            return access;
        }
        let mut access = Access::default();
        for (party, owners) in parties.iter().filter(|(party, _)| wanted(party)) {
            self.of_party(party, owners, &touched, |found| self.tell(party, found, &mut access));
        }
        in_order(&mut access);
        access
    }

    /// Finds what differs for somebody, be it in several parts.
    pub(super) fn of_party<'w>(
        &self,
        party: &Party,
        owners: &[&'w str],
        touched: &Touched<'w>,
        mut found: impl FnMut(Changes),
    ) {
        let [was, is] = touched.sides;
        let Party::Known(arn) = party else {
            for together in apart(owners) {
                let [old, new] =
                    [was, is].map(|side| spoken_of(side, self.reach(party), Side::default(), &together));
                found(changes(party, self.account, &old, &new, self.depth_of(&together)));
            }
            return;
        };
        let own = [was, is].map(|side| side.side(arn));
        let owners = touched.owners_of(arn, owners, &own);
        // Who does not exist may do nothing, whatever is said of it.
        let [old, new] = own;
        let old = old.map(|old| spoken_of(was, Reach::Account, old, &owners));
        let new = new.map(|new| spoken_of(is, Reach::Account, new, &owners));
        let depth = if old.is_some() && new.is_some() { Depth::Whole } else { self.depth };
        let [old, new] = [old, new].map(Option::unwrap_or_default);
        found(changes(party, self.account, &old, &new, depth));
    }

    /// How much is told of whoever these resources let in: less where all that says so comes or goes, too.
    fn depth_of(&self, owners: &[&str]) -> Depth {
        let whole = || owners.iter().all(|arn| self.before.is_whole(arn) && self.after.is_whole(arn));
        if self.depth == Depth::Brief && whole() { Depth::Brief } else { Depth::Whole }
    }
}

pub(super) fn in_order(access: &mut Access) {
    for grants in [&mut access.gained, &mut access.lost] {
        leave_out_the_public(grants);
    }
    access.gained.sort_by(|one, other| one.principal.cmp(&other.principal));
    access.lost.sort_by(|one, other| one.principal.cmp(&other.principal));
    let order = |one: &Undecided| (one.principal.clone(), one.because.clone());
    access.unknown.sort_by_cached_key(order);
    access.unknown.dedup();
}

/// The resources that must be looked at together. Where only resources themselves say what somebody may do, each says it
/// of itself and of what lies within it alone; an identity's own statements may be about all of them.
fn apart<'o>(owners: &[&'o str]) -> Vec<Vec<&'o str>> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    for owner in owners {
        let ends = owner.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'/' | b':'));
        let outer = ends.filter_map(|(end, _)| places.get(owner.get(..end)?)).next();
        // What lies within something follows it, in order.
        match outer.and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.push(owner),
            None => {
                places.insert(owner, groups.len());
                groups.push(vec![owner]);
            }
        }
    }
    groups
}

/// A side with what the policies of resources say of somebody. Whose a resource is does not hang on whether its policy says
/// anything.
fn spoken_of<'w>(side: &Reading<'w>, reach: Reach, own: Side<'w>, owners: &[&'w str]) -> Side<'w> {
    let owners = owners.iter().map(|arn| (*arn, side.of_owner(arn, reach)));
    Side { owners: owners.collect(), ..own }
}

/// Drops what somebody gains or loses only as everybody does.
fn leave_out_the_public(grants: &mut Vec<Grant>) {
    let public: Vec<(EcoString, EcoString)> = grants
        .iter()
        .filter(|grant| is_everybodys(grant))
        .flat_map(pairs)
        .map(|(action, on)| (action.clone(), on.clone()))
        .collect();
    if public.is_empty() {
        return;
    }
    let covered = |(action, resource): (&EcoString, &EcoString)| {
        let mut wide = public.iter();
        wide.any(|(own, on)| covers(Case::Insensitive, own, action) && covers(Case::Sensitive, on, resource))
    };
    grants.retain(|grant| is_everybodys(grant) || !pairs(grant).all(covered));
}

/// Whether everybody may do it, whatever the circumstances.
pub(super) fn is_everybodys(grant: &Grant) -> bool {
    let whole = grant.conditions.is_empty() && grant.but_actions.is_empty();
    grant.principal.text == "*" && whole && grant.but_resources.is_empty()
}

/// Each pattern of actions with each of resources.
fn pairs(grant: &Grant) -> impl Iterator<Item = (&EcoString, &EcoString)> {
    grant.resources.iter().flat_map(|on| grant.actions.iter().map(move |action| (action, &on.arn)))
}

/// Whether a statement allows something to everybody.
pub(super) fn is_public(statement: &Statement) -> bool {
    let principals = &statement.principals;
    let all = principals.negated || principals.items.iter().any(|item| item.text == "*");
    all && statement.effect == Effect::Allow && !statement.conditions.iter().any(says_who)
}

/// Puts what was found into the plan's own words.
pub(super) struct Telling<'a> {
    /// Whose everything is.
    pub(super) account: &'a str,
    /// Where to look for the places of what is changed and has none of its own.
    pub(super) heads: Option<&'a Stack>,
    /// How much is told of what comes or goes as a whole.
    pub(super) depth: Depth,
    pub(super) before: &'a World<'a>,
    pub(super) after: &'a World<'a>,
}

impl Telling<'_> {
    /// Adds what was found.
    pub(super) fn tell(&self, party: &Party, found: Changes, access: &mut Access) {
        let Changes { gained, lost, unknown } = found;
        if gained.is_empty() && lost.is_empty() && unknown.is_empty() {
            return;
        }
        let plain = self.principal(party, &[]);
        let of = |one: &Gained| match party {
            Party::Anyone => self.principal(party, &one.conditions),
            _ => plain.clone(),
        };
        access.gained.extend(gained.into_iter().map(|one| self.grant(of(&one), one, Way::Gained)));
        access.lost.extend(lost.into_iter().map(|one| self.grant(of(&one), one, Way::Lost)));
        let undecided = |because: String| Undecided { principal: plain.clone(), because: because.into() };
        access.unknown.extend(unknown.into_iter().map(undecided));
    }

    /// How far away somebody is whose policies are not looked at.
    pub(super) fn reach(&self, party: &Party) -> Reach {
        let in_account = |number: &str| if number == self.account { Reach::Account } else { Reach::Outside };
        match party {
            Party::Anyone => Reach::Public,
            Party::Account(number) => in_account(number),
            Party::Known(_) => Reach::Account,
            Party::Other(text) if text.starts_with("arn:") => {
                in_account(text.split(':').nth(4).unwrap_or_default())
            }
            Party::Other(_) => Reach::Service,
        }
    }

    pub(super) fn principal(&self, party: &Party, conditions: &[Condition]) -> Principal {
        let (reach, name, text) = match party {
            Party::Anyone if conditions.iter().any(says_who) => (Reach::Outside, "*".into(), "*".into()),
            Party::Anyone => (Reach::Public, "*".into(), "*".into()),
            Party::Account(number) => {
                (self.reach(party), number.clone(), ecow::eco_format!("arn:aws:iam::{number}:root"))
            }
            Party::Known(arn) => {
                (Reach::Account, self.address(arn).unwrap_or_else(|| arn.clone()), arn.clone())
            }
            Party::Other(text) => (self.reach(party), text.clone(), text.clone()),
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
        Some(found.address.0.clone())
    }

    fn grant(&self, principal: Principal, one: Gained, way: Way) -> Grant {
        let named = |all: Vec<EcoString>| all.into_iter().map(|arn| self.named(arn)).collect();
        Grant {
            pieces: one.pieces.into_iter().map(piece).collect(),
            principal,
            actions: one.actions,
            but_actions: one.but_actions,
            resources: named(one.resources),
            but_resources: named(one.but_resources),
            conditions: one.conditions.into_iter().map(when).collect(),
            because: one.because.into_iter().map(|cause| self.because(cause, way)).collect(),
        }
    }

    /// A pattern with the address of what it begins with.
    fn named(&self, arn: EcoString) -> Named {
        let found = self.after.begun_by(&arn).into_iter().chain(self.before.begun_by(&arn));
        // The shortest of all, and of two what is there now.
        let known = found.min_by_key(|(head, _)| head.len()).and_then(|(head, bearer)| {
            let mut name = bearer.address.0.clone();
            name.push_str(arn.get(head.len()..)?);
            Some(name)
        });
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
        let head = || Some(self.heads?.get(&cause.source.as_str().into())?.head);
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
        context: context.collect(),
        principal: one.witness.principal.unwrap_or_else(|| "*".into()),
        action: one.witness.action,
        resource: one.witness.resource,
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
    use super::apart;

    #[test]
    fn resources_that_speak_for_themselves_are_looked_at_one_by_one_with_what_lies_in_them() {
        let owners = ["arn:f:one", "arn:f:one:live", "arn:f:oneself", "arn:f:two"];
        assert_eq!(
            apart(&owners),
            [vec!["arn:f:one", "arn:f:one:live"], vec!["arn:f:oneself"], vec!["arn:f:two"]]
        );
    }
}
