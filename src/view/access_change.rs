//! What a plan changes in who may do what, as it is shown.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

pub use crate::plan::access::{Access, Fate, Grant, MOST_LINES, Reach, Undecided};
use crate::plan::access::{Because, Named, Piece, Principal, What, When};

/// The JSON object `access` of a plan: each pattern of actions on each pattern of resources stands by itself.
#[derive(Debug, Serialize)]
pub struct AccessDocument<'a> {
    gained: Pieces<'a>,
    lost: Pieces<'a>,
    unknown: Vec<UnknownDocument<'a>>,
}

#[derive(Debug)]
struct Pieces<'a>(&'a [Grant]);

#[derive(Debug, Serialize)]
struct UnknownDocument<'a> {
    principal: &'a str,
    address: Option<&'a str>,
    because: &'a str,
}

#[derive(Debug, Serialize)]
struct PieceDocument<'a> {
    principal: &'a str,
    action: &'a str,
    resource: &'a str,
    /// Of an identity of the stack.
    address: Option<&'a str>,
    reach: Reach,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    except_actions: &'a [ecow::EcoString],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    except_resources: Vec<&'a str>,
    conditions: &'a [When],
    witness: WitnessDocument<'a>,
    because: Vec<BecauseDocument<'a>>,
}

#[derive(Debug, Serialize)]
struct WitnessDocument<'a> {
    principal: &'a str,
    action: &'a str,
    resource: &'a str,
    context: BTreeMap<&'a str, &'a [ecow::EcoString]>,
}

#[derive(Debug, Serialize)]
struct BecauseDocument<'a> {
    source: &'a str,
    change: What,
    file: Option<&'a str>,
    line: Option<u32>,
}

impl<'a> AccessDocument<'a> {
    pub(super) fn new(access: &'a Access) -> Self {
        let unknown = access.unknown.iter().map(|one| UnknownDocument {
            principal: &one.principal.text,
            address: address(&one.principal),
            because: &one.because,
        });
        Self { gained: Pieces(&access.gained), lost: Pieces(&access.lost), unknown: unknown.collect() }
    }
}

impl Serialize for Pieces<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(None)?;
        for grant in self.0 {
            for piece in &grant.pieces {
                list.serialize_element(&document(grant, piece))?;
            }
        }
        list.end()
    }
}

fn document<'a>(grant: &'a Grant, piece: &'a Piece) -> PieceDocument<'a> {
    let witness = &piece.witness;
    let because = |one: &'a Because| BecauseDocument {
        source: &one.source,
        change: one.what,
        file: one.place.as_ref().map(|place| place.file.as_str()),
        line: one.place.as_ref().map(|place| place.line),
    };
    PieceDocument {
        principal: &grant.principal.text,
        action: &piece.action,
        resource: &piece.resource,
        address: address(&grant.principal),
        reach: grant.principal.reach,
        except_actions: &grant.but_actions,
        except_resources: grant.but_resources.iter().map(|but| but.arn.as_str()).collect(),
        conditions: &grant.conditions,
        witness: WitnessDocument {
            principal: &witness.principal,
            action: &witness.action,
            resource: &witness.resource,
            context: witness.context.iter().map(|(key, values)| (key.as_str(), values.as_slice())).collect(),
        },
        because: grant.because.iter().map(because).collect(),
    }
}

/// The address of an identity of the stack.
fn address(principal: &Principal) -> Option<&str> {
    (principal.name != principal.text && principal.text.contains(":role/")).then_some(principal.name.as_str())
}

/// One line of the section *access*: who gains or loses what, for people. It is put into words when it is asked to.
#[derive(Debug, Clone)]
pub struct AccessLine<'a> {
    /// Of all who gain or lose just this, the first one's.
    grant: &'a Grant,
    /// All of them.
    pub who: Vec<&'a str>,
    because: Vec<&'a Because>,
}

impl AccessLine<'_> {
    /// How far away the farthest of them is.
    #[must_use]
    pub const fn reach(&self) -> Reach {
        self.grant.principal.reach
    }

    /// Whether they come or go with the plan.
    #[must_use]
    pub const fn fate(&self) -> Fate {
        self.grant.principal.fate
    }

    /// `s3:GetObject on bucket.uploads/raw/* when …`, without those who may.
    #[must_use]
    pub fn statement(&self) -> String {
        statement(self.grant)
    }

    /// A request within it, where it is wider than one.
    #[must_use]
    pub fn example(&self) -> Option<String> {
        example(self.grant)
    }

    /// What makes the difference, and where: `site.stack:12`.
    #[must_use]
    pub fn because(&self) -> Vec<String> {
        let mut all: Vec<String> = self.because.iter().map(|one| because(one)).collect();
        all.dedup();
        all
    }

    /// The same of two that stand beside each other, neither of which comes after the other.
    #[must_use]
    pub fn grounds(&self) -> Vec<String> {
        let ground = |one: &&Because| {
            let at = one.place.as_ref().map(|place| format!("{}:{}", place.file, place.line));
            let at = at.unwrap_or_else(|| one.source.to_string());
            match one.what {
                What::Allows | What::AllowsNoMore => at,
                What::Denies | What::DeniesNoMore => format!("the other one denies it, {at}"),
                What::Bounds | What::BoundsNoMore => format!("the other one is bounded, {at}"),
            }
        };
        let mut all: Vec<String> = self.because.iter().map(ground).collect();
        all.dedup();
        all
    }

    /// Whether everything that says so is one of these.
    pub fn is_said_by(&self, known: impl Fn(&str) -> bool) -> bool {
        self.because.iter().all(|one| known(&one.source))
    }
}

/// A grant as it is told, which is the same for whoever gains or loses just this.
struct Told<'a>(&'a Grant);

impl<'a> Told<'a> {
    fn parts(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let grant = self.0;
        let names = |all: &'a [Named]| all.iter().map(|one| one.name.as_str());
        let texts = |all: &'a [ecow::EcoString]| all.iter().map(ecow::EcoString::as_str);
        let when = move |when: &'a When| {
            [when.operator.as_str(), when.key.as_str()].into_iter().chain(texts(&when.values))
        };
        // No text of a statement is empty, so that where one list ends does not hang on what stands in it.
        texts(&grant.actions)
            .chain([""])
            .chain(texts(&grant.but_actions))
            .chain([""])
            .chain(names(&grant.resources))
            .chain([""])
            .chain(names(&grant.but_resources))
            .chain([""])
            .chain(grant.conditions.iter().flat_map(move |one| when(one).chain([""])))
    }

    fn whose(&self) -> (Reach, Fate) {
        (self.0.principal.reach, self.0.principal.fate)
    }
}

impl PartialEq for Told<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.whose() == other.whose() && self.parts().eq(other.parts())
    }
}

impl Eq for Told<'_> {}

impl Hash for Told<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().for_each(|part| part.hash(state));
    }
}

/// The lines of what is gained, or of what is lost: equal ones are told once.
#[must_use]
pub fn access_lines(grants: &[Grant]) -> Vec<AccessLine<'_>> {
    let mut lines: Vec<AccessLine<'_>> = Vec::with_capacity(grants.len());
    let mut known: FxHashMap<Told<'_>, usize> = FxHashMap::default();
    known.reserve(grants.len());
    for grant in grants {
        let at = *known.entry(Told(grant)).or_insert(lines.len());
        if at == lines.len() {
            lines.push(AccessLine { grant, who: Vec::new(), because: Vec::new() });
        }
        if let Some(line) = lines.get_mut(at) {
            line.who.push(&grant.principal.name);
            line.because.extend(&grant.because);
        }
    }
    lines
}

fn statement(grant: &Grant) -> String {
    let mut text = list(&grant.actions);
    if !grant.but_actions.is_empty() {
        text.push_str(&format!(" but {}", list(&grant.but_actions)));
    }
    let names = |all: &[Named]| all.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    text.push_str(&format!(" on {}", list(&names(&grant.resources))));
    if !grant.but_resources.is_empty() {
        text.push_str(&format!(" but {}", list(&names(&grant.but_resources))));
    }
    for (at, when) in grant.conditions.iter().enumerate() {
        let word = if at == 0 { "when" } else { "and" };
        text.push_str(&format!(" {word} {} {} = {}", when.operator, when.key, list(&when.values)));
    }
    text
}

fn list(all: &[ecow::EcoString]) -> String {
    all.join(", ")
}

/// A request, unless the statement is nothing but that.
fn example(grant: &Grant) -> Option<String> {
    let [first, rest @ ..] = grant.pieces.as_slice() else { return None };
    let witness = &first.witness;
    let same = rest.is_empty()
        && first.action.eq_ignore_ascii_case(&witness.action)
        && first.resource == witness.resource
        && witness.context.is_empty();
    if same {
        return None;
    }
    let mut text = format!("{} on {}", witness.action, witness.resource);
    for (at, (key, values)) in witness.context.iter().enumerate() {
        text.push_str(&format!(" {} {key} = {}", if at == 0 { "with" } else { "and" }, list(values)));
    }
    Some(text)
}

fn because(one: &Because) -> String {
    let place = one.place.as_ref().map(|place| format!("{}:{}", place.file, place.line));
    let said = match one.what {
        What::Allows => return place.unwrap_or_else(|| one.source.to_string()),
        What::Denies => {
            return format!("{}, which denies it", place.unwrap_or_else(|| one.source.to_string()));
        }
        What::AllowsNoMore => format!("{} allows it no more", one.source),
        What::DeniesNoMore => format!("{} denies it no more", one.source),
        What::Bounds => format!("{} bounds it", one.source),
        What::BoundsNoMore => format!("{} bounded it", one.source),
    };
    place.map_or_else(|| said.clone(), |place| format!("{said}, {place}"))
}
