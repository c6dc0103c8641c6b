//! Of which resources the rules about the whole stack ask, found out while these are at hand: each by itself would go through
//! all of them again, which lie far apart in memory.

use super::cx::{Cx, Known};
use super::{Check, Sift, rules};
use crate::catalog::Kind;
use crate::model::{FlowEnds, Resource};

/// Resources by their places, with what is kept of each.
#[derive(Debug, Default)]
pub(super) struct Sifted(Vec<(u32, u32)>);

impl Sifted {
    /// Those of a stack that a rule asks of.
    pub(super) fn of<'a>(cx: &Cx<'a>, places: Vec<usize>, sift: Sift) -> Self {
        let mut sifted = Self::default();
        for place in places {
            sifted.add(cx, place, sift, cx.at(place));
        }
        sifted.0.sort_unstable();
        sifted
    }

    fn add<'a>(&mut self, cx: &Cx<'a>, place: usize, sift: Sift, known: Option<Known<'a>>) {
        let kept = known.and_then(|known| sift(cx, known));
        self.0.extend(u32::try_from(place).ok().zip(kept));
    }

    /// The resources, by address.
    pub(super) fn resources<'a>(&self, cx: &Cx<'a>) -> Vec<Known<'a>> {
        self.0.iter().filter_map(|(place, _)| cx.at(*place as usize)).collect()
    }

    /// The arrows among them, each with its ends.
    pub(super) fn flows<'a>(&self, cx: &Cx<'a>) -> Vec<(&'a Resource, &'a FlowEnds)> {
        let all = self.resources(cx).into_iter();
        all.filter_map(|(resource, _)| Some((resource, resource.flow()?))).collect()
    }

    /// What is kept of each, with its place.
    pub(super) fn into_kept(self) -> impl Iterator<Item = (u32, usize)> {
        self.0.into_iter().map(|(place, kept)| (kept, place as usize))
    }
}

/// The rules that ask of some resources, each with those found so far.
pub(super) struct Sieves(Vec<(&'static Check, Sifted)>);

impl Sieves {
    /// All of them, before anything was found.
    pub(super) fn all() -> Self {
        let among = rules::CHECKS.iter().filter(|check| matches!(check, Check::Among(..)));
        Self(among.map(|check| (check, Sifted::default())).collect())
    }

    /// The numbers of those that may ask of resources of a kind.
    pub(super) fn about(&self, kind: &Kind) -> Vec<usize> {
        let is_about = |check: &Check| matches!(check, Check::Among(side, ..) if side.is_about(kind));
        let numbered = self.0.iter().enumerate();
        numbered.filter(|(_, (check, _))| is_about(check)).map(|(nth, _)| nth).collect()
    }

    /// Asks some of them about a resource.
    pub(super) fn sift<'a>(&mut self, cx: &Cx<'a>, numbers: &[usize], place: usize, known: Known<'a>) {
        for nth in numbers {
            if let Some((Check::Among(_, sift, _), sifted)) = self.0.get_mut(*nth) {
                sifted.add(cx, place, *sift, Some(known));
            }
        }
    }

    /// Judges by each of them.
    pub(super) fn judge(self, cx: &mut Cx<'_>) {
        for (check, mut sifted) in self.0 {
            if let Check::Among(_, _, judge) = check {
                sifted.0.sort_unstable();
                judge(cx, sifted);
            }
        }
    }
}
