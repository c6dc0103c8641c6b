//! From what a plan does to what that lets somebody do.

use ecow::EcoString;

use super::super::Purpose;
use super::super::decide::{Cx, Decided};
use super::super::places::Places;
use super::names::Names;
use super::parties::{Touched, Whose};
use super::reading::Reading;
use super::sides::{Sides, sides};
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
pub(in crate::plan) fn access(cx: Cx<'_>, decisions: &[Decided<'_>], places: &Places<'_>) -> Access {
    let Some(sides) = sides(cx, decisions, places) else { return Access::default() };
    let depth = if cx.options.purpose == Purpose::Draw { Depth::Brief } else { Depth::Whole };
    Telling { account: &cx.stack.account, heads: Some(cx.stack), depth, sides: &sides }.differences(None)
}

impl Telling<'_> {
    /// What differs for everybody, or only for the identity of that ARN.
    pub(super) fn differences(&self, only: Option<&str>) -> Access {
        let names = &self.sides.names;
        let readings = self.sides.worlds().map(|world| Reading::new(names, world));
        let touched = Touched::new(self.account, self.sides, &readings);
        let parties = touched.parties(&self.sides.changed);
        if self.depth == Depth::Brief
            && self.sides.before.bearers.is_empty()
            && let Some(access) = self.folded(&parties, &touched)
        {
            return access;
        }
        let wanted = |whose: Whose<'_>| match (only, whose) {
            (None, _) => true,
            (Some(only), Whose::Known(name)) => names.text(name) == only,
            (Some(_), Whose::Other(_)) => false,
        };
        let mut access = Access::default();
        for (whose, owners) in parties.all().filter(|(whose, _)| wanted(*whose)) {
            self.of_party(whose, owners, &touched, |_, found| self.tell(whose, found, &mut access));
        }
        in_order(&mut access);
        access
    }

    /// Finds what differs for somebody, be it in several parts, each with its number.
    pub(super) fn of_party(
        &self,
        whose: Whose<'_>,
        owners: &[usize],
        touched: &Touched<'_>,
        mut found: impl FnMut(usize, Changes),
    ) {
        let [was, is] = touched.readings;
        match whose {
            Whose::Other(party) => {
                let reach = self.reach(whose);
                let mut parts: Vec<_> = apart(&self.sides.names, owners).into_iter().enumerate().collect();
                if self.depth == Depth::Bare {
                    // Whoever counts goes through them as they lie in memory.
                    parts.sort_unstable_by_key(|(_, part)| part.first().copied());
                }
                for (number, together) in parts {
                    let [old, new] = [was, is].map(|side| side.told_by(&together, reach, Side::default()));
                    found(number, changes(party, self.account, &old, &new, self.depth_of(&together)));
                }
            }
            Whose::Known(name) => {
                let own = [was, is].map(|side| side.side(name));
                let owners = touched.owners_of(name, owners, &own);
                // Who does not exist may do nothing, whatever is said of it.
                let [old, new] = own;
                let old = old.map(|old| was.told_by(&owners, Reach::Account, old));
                let new = new.map(|new| is.told_by(&owners, Reach::Account, new));
                let depth = if old.is_some() && new.is_some() { Depth::Whole } else { self.depth };
                let [old, new] = [old, new].map(Option::unwrap_or_default);
                found(0, changes(&self.party(whose), self.account, &old, &new, depth));
            }
        }
    }

    /// Who it is, for whoever knows no numbers.
    fn party(&self, whose: Whose<'_>) -> Party {
        match whose {
            Whose::Known(name) => {
                let arn = self.sides.get(name).map(|bearer| bearer.arn.clone());
                Party::Known(arn.unwrap_or_else(|| self.sides.names.text(name).into()))
            }
            Whose::Other(party) => party.clone(),
        }
    }

    /// How much is told of whoever these resources let in: less where all that says so comes or goes, too.
    fn depth_of(&self, owners: &[usize]) -> Depth {
        let whole = |name: &usize| self.sides.worlds().iter().all(|world| world.is_whole(*name));
        if self.depth != Depth::Whole && owners.iter().all(whole) { self.depth } else { Depth::Whole }
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

/// The resources that must be looked at together, in order. Where only resources themselves say what somebody may do, each
/// says it of itself and of what lies within it alone; an identity's own statements may be about all of them.
fn apart(names: &Names<'_>, owners: &[usize]) -> Vec<Vec<usize>> {
    let mut owners = owners.to_vec();
    names.sort(&mut owners);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The first ones of groups that the one before begins with, the shortest first. What lies within one follows it, and
    // whatever stands between begins with it, too.
    let mut open: Vec<(&str, usize)> = Vec::new();
    for owner in owners {
        let text = names.text(owner);
        while open.pop_if(|(head, _)| !text.starts_with(*head)).is_some() {}
        let lies_in =
            |(head, _): &&(&str, usize)| matches!(text.as_bytes().get(head.len()), Some(b'/' | b':'));
        match open.iter().find(lies_in).and_then(|(_, at)| groups.get_mut(*at)) {
            Some(group) => group.push(owner),
            None => {
                open.push((text, groups.len()));
                groups.push(vec![owner]);
            }
        }
    }
    groups
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
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    /// Whose everything is.
    pub(super) account: &'a str,
    /// Where to look for the places of what is changed and has none of its own.
    pub(super) heads: Option<&'a Stack>,
    /// How much is told of what comes or goes as a whole.
    pub(super) depth: Depth,
    pub(super) sides: &'a Sides<'a>,
}

impl Telling<'_> {
    /// Adds what was found.
    pub(super) fn tell(&self, whose: Whose<'_>, found: Changes, access: &mut Access) {
        let Changes { gained, lost, unknown } = found;
        if gained.is_empty() && lost.is_empty() && unknown.is_empty() {
            return;
        }
        let plain = self.principal(whose, &[]);
        let of = |one: &Gained| match whose {
            Whose::Other(Party::Anyone) => self.principal(whose, &one.conditions),
            _ => plain.clone(),
        };
        access.gained.extend(gained.into_iter().map(|one| self.grant(of(&one), one, Way::Gained)));
        access.lost.extend(lost.into_iter().map(|one| self.grant(of(&one), one, Way::Lost)));
        let undecided = |because: String| Undecided { principal: plain.clone(), because: because.into() };
        access.unknown.extend(unknown.into_iter().map(undecided));
    }

    /// How far away somebody is whose policies are not looked at.
    pub(super) fn reach(&self, whose: Whose<'_>) -> Reach {
        let in_account = |number: &str| if number == self.account { Reach::Account } else { Reach::Outside };
        match whose {
            Whose::Known(_) | Whose::Other(Party::Known(_)) => Reach::Account,
            Whose::Other(Party::Anyone) => Reach::Public,
            Whose::Other(Party::Account(number)) => in_account(number),
            Whose::Other(Party::Other(text)) if text.starts_with("arn:") => {
                in_account(text.split(':').nth(4).unwrap_or_default())
            }
            Whose::Other(Party::Other(_)) => Reach::Service,
        }
    }

    pub(super) fn principal(&self, whose: Whose<'_>, conditions: &[Condition]) -> Principal {
        let (name, text) = match self.party(whose) {
            Party::Anyone => ("*".into(), "*".into()),
            Party::Account(number) => {
                let text = ecow::eco_format!("arn:aws:iam::{number}:root");
                (number, text)
            }
            Party::Known(arn) => (self.address(whose).unwrap_or_else(|| arn.clone()), arn),
            Party::Other(text) => (text.clone(), text),
        };
        let reach = match self.reach(whose) {
            Reach::Public if conditions.iter().any(says_who) => Reach::Outside,
            reach => reach,
        };
        Principal { reach, name, text, fate: self.fate(whose) }
    }

    /// Whether somebody comes or goes with the plan.
    pub(super) fn fate(&self, whose: Whose<'_>) -> Fate {
        match whose {
            Whose::Known(name) if self.sides.before.get(name).is_none() => Fate::Comes,
            Whose::Known(name) if self.sides.after.get(name).is_none() => Fate::Goes,
            _ => Fate::Stays,
        }
    }

    fn address(&self, whose: Whose<'_>) -> Option<EcoString> {
        match whose {
            Whose::Known(name) => self.sides.get(name).map(|found| found.address.0.clone()),
            Whose::Other(_) => None,
        }
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
        let known = self.sides.begun_by(&arn).and_then(|(head, bearer)| {
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
    use crate::plan::access::names::Names;

    #[test]
    fn resources_that_speak_for_themselves_are_looked_at_one_by_one_with_what_lies_in_them() {
        let mut names = Names::default();
        let texts =
            ["arn:f:two", "arn:f:one:live", "arn:f:one-more", "arn:f:one", "arn:f:one-more/x", "arn:f:one"];
        let owners = texts.map(|text| names.number(text));
        let groups = apart(&names, &owners).into_iter();
        let told = groups.map(|group| group.into_iter().map(|owner| names.text(owner)).collect());
        let told: Vec<Vec<&str>> = told.collect();
        assert_eq!(
            told,
            [
                vec!["arn:f:one", "arn:f:one:live"],
                vec!["arn:f:one-more", "arn:f:one-more/x"],
                vec!["arn:f:two"]
            ]
        );
    }
}
