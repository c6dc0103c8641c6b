//! How identities come to anything over others: the shortest way of each.

use std::collections::VecDeque;

use super::others::Others;
use super::powers::Sure;
use super::steps::{Start, Step};
use super::ways::Way;
use crate::model::Resource;

/// Where each identity goes next, if it comes to anything at all.
#[derive(Debug)]
pub(super) struct Routes {
    sure: Sure,
    /// By the number of the identity.
    next: Vec<Option<Next>>,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// It may do anything already, or says itself what it may do.
    There,
    /// It says what another one may do, and takes that on.
    Edit(usize),
    /// It takes another one on.
    To(usize),
}

/// Steps over identities, one after the other.
#[derive(Debug, Default)]
pub(super) struct Route<'a> {
    pub(super) steps: Vec<Step<'a>>,
    /// The identities that are taken on.
    pub(super) through: Vec<&'a Resource>,
    /// Of a long way, how many of them the steps leave out, and behind how many steps.
    pub(super) gap: Option<Gap>,
}

/// Roles that are taken on by steps that are not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Behind so many steps.
    pub behind: usize,
    /// So many.
    pub roles: usize,
}

/// So many identities are told of at the beginning of a way and at its end.
const MOST_TOLD: (usize, usize) = (6, 2);

impl<'a> Route<'a> {
    /// Goes on to the next one, which is that far from the end; what lies in the middle of a long way is only counted.
    fn go(
        &mut self,
        to: &'a Resource,
        left: usize,
        steps: impl FnOnce() -> Option<Vec<Step<'a>>>,
    ) -> Option<()> {
        let (first, last) = MOST_TOLD;
        if self.through.len() < first || left < last {
            self.steps.extend(steps()?);
        } else {
            let behind = self.steps.len();
            self.gap.get_or_insert(Gap { behind, roles: 0 }).roles += 1;
        }
        self.through.push(to);
        Some(())
    }

    /// The steps over some identities, each to be taken on by the one before it.
    pub(super) fn over(
        others: &Others<'a>,
        passed: &[usize],
        steps: impl Fn(usize, usize) -> Option<Vec<Step<'a>>>,
    ) -> Option<Self> {
        let mut route = Self::default();
        for (left, pair) in (0..passed.len().saturating_sub(1)).rev().zip(passed.windows(2)) {
            let [from, to] = pair else { continue };
            route.go(others.at(*to)?.resource, left, || steps(*from, *to))?;
        }
        Some(route)
    }
}

/// An identity that leads on.
struct Leading {
    open: Vec<&'static Way>,
    /// Those that it may lead to, in order.
    led: Vec<usize>,
}

impl Routes {
    /// Looks from those that may do anything backwards, so that each way is the shortest, and each is looked at once.
    pub(super) fn new(others: &Others<'_>, sure: Sure) -> Self {
        let mut routes = Self { sure, next: vec![None; others.len()] };
        let mut queue: VecDeque<usize> = VecDeque::new();
        for at in (0..others.len()).filter(|at| is_there(others, *at, sure)) {
            routes.reach(at, Next::There, &mut queue);
        }
        let leading: Vec<Option<Leading>> = (0..others.len())
            .map(|at| if routes.is_known(at) { None } else { Leading::of(others, at, sure) })
            .collect();
        let mut back: Vec<Vec<usize>> = vec![Vec::new(); others.len()];
        for (at, leading) in leading.iter().enumerate() {
            let Some(leading) = leading else { continue };
            if let Some(edited) = leading.edited(others, at, sure) {
                routes.reach(at, Next::Edit(edited), &mut queue);
            }
            for to in &leading.led {
                if let Some(back) = back.get_mut(*to) {
                    back.push(at);
                }
            }
        }
        while let Some(to) = queue.pop_front() {
            for at in back.get(to).map_or(&[][..], Vec::as_slice) {
                let leading = leading.get(*at).and_then(Option::as_ref).filter(|_| !routes.is_known(*at));
                if leading.is_some_and(|leading| leading.leads(others, *at, to, sure)) {
                    routes.reach(*at, Next::To(to), &mut queue);
                }
            }
        }
        routes
    }

    fn is_known(&self, at: usize) -> bool {
        self.next.get(at).is_some_and(Option::is_some)
    }

    fn reach(&mut self, at: usize, next: Next, queue: &mut VecDeque<usize>) {
        if let Some(known) = self.next.get_mut(at) {
            *known = Some(next);
            queue.push_back(at);
        }
    }

    /// The way of one of them over others; `None` if it comes to nothing, or needs no other.
    pub(super) fn of<'a>(&self, others: &Others<'a>, at: usize) -> Option<Route<'a>> {
        let (mut passed, mut last) = (vec![at], self.next.get(at).copied()??);
        while let Next::To(to) = last {
            passed.push(to);
            last = self.next.get(to).copied()??;
        }
        let end = passed.last().copied()?;
        if let Next::Edit(to) = last {
            passed.push(to);
        }
        let start = |at: usize| Start::of(others, at, self.sure);
        let mut route = Route::over(others, &passed, |from, to| {
            let (from, other) = (start(from)?, others.at(to)?);
            let edit = if last == Next::Edit(to) { Some(from.edit(other.resource)?) } else { None };
            Some(edit.into_iter().chain(from.lead(&from.open(), other)?).collect())
        })?;
        if last == Next::There {
            route.steps.extend(start(end).and_then(|end| end.anything()).unwrap_or_default());
        }
        (passed.len() > 1).then_some(route)
    }
}

/// Whether an identity may do anything, or says itself what it may do and nothing bounds it.
fn is_there(others: &Others<'_>, at: usize, sure: Sure) -> bool {
    let Some(powers) = others.powers(at) else { return false };
    let says_itself = || {
        let from = Start::of(others, at, sure);
        from.is_some_and(|from| from.anything().is_some() && from.is_unbounded())
    };
    powers.allows("*", "*") || says_itself()
}

impl Leading {
    fn of(others: &Others<'_>, at: usize, sure: Sure) -> Option<Self> {
        let from = Start::of(others, at, sure)?;
        let open = from.open();
        let led = others.led_to(from.role.arn()?, from.powers, &open);
        Some(Self { open, led })
    }

    fn leads(&self, others: &Others<'_>, at: usize, to: usize, sure: Sure) -> bool {
        let steps = || Start::of(others, at, sure)?.lead(&self.open, others.at(to)?);
        at != to && steps().is_some()
    }

    /// The first of those that it leads to of which it may say what they may do, and that nothing bounds.
    fn edited(&self, others: &Others<'_>, at: usize, sure: Sure) -> Option<usize> {
        let from = Start::of(others, at, sure).filter(Start::may_edit)?;
        self.led.iter().copied().find(|to| {
            let free = others.powers(*to).is_some_and(|powers| !powers.is_bounded());
            let may = || from.edit(others.at(*to)?.resource);
            free && may().is_some() && self.leads(others, at, *to, sure)
        })
    }
}
