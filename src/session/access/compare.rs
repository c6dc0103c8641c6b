//! Whether one side allows all that another one allows: documents, what a stack or what was applied says at an address, or
//! all of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{AccessError, Paper, Shown, read};
use crate::base::SourceMap;
use crate::catalog::Catalog;
use crate::iam::{Carried, Comparison, Relation, compare};
use crate::model::{Address, Map};
use crate::plan::access::{Access, Found, Grant, Told, between, found};
use crate::session::Analysis;
use crate::state::Recorded;

/// Two policies.
#[derive(Debug, Deserialize)]
pub struct CompareQuestion {
    a: Json,
    b: Json,
}

/// How the first stands to the second.
#[derive(Debug, Serialize)]
pub struct CompareAnswer {
    /// `equal`, `narrower`, `wider`, `incomparable` or `unknown`.
    pub result: &'static str,
    /// Requests that only one of them allows.
    pub witness: Witnesses,
    /// Why it is not known, if it is not.
    pub because: Vec<String>,
    /// Of whole stacks and of one identity on both sides: what only the first allows is lost, what only the second, gained.
    #[serde(skip)]
    pub access: Option<Access>,
}

/// What only one of two policies allows.
#[derive(Debug, Clone, Serialize)]
pub struct Witnesses {
    /// What only the first allows.
    pub only_a: Option<Shown>,
    /// What only the second allows.
    pub only_b: Option<Shown>,
}

impl From<Comparison> for CompareAnswer {
    fn from(found: Comparison) -> Self {
        let witness =
            Witnesses { only_a: found.only_a.map(Into::into), only_b: found.only_b.map(Into::into) };
        Self { result: found.relation.word(), witness, because: found.because, access: None }
    }
}

impl From<Access> for CompareAnswer {
    fn from(access: Access) -> Self {
        let first = |grants: &[Grant]| Some((&grants.first()?.pieces.first()?.witness).into());
        let witness = Witnesses { only_a: first(&access.lost), only_b: first(&access.gained) };
        let relation = match (&witness.only_a, &witness.only_b) {
            (Some(_), Some(_)) => Relation::Incomparable,
            _ if !access.unknown.is_empty() => Relation::Unknown,
            (None, None) => Relation::Equal,
            (Some(_), None) => Relation::Wider,
            (None, Some(_)) => Relation::Narrower,
        };
        let told = access.unknown.iter().map(|one| format!("{}: {}", one.principal.name, one.because));
        let because = if relation == Relation::Unknown { told.collect() } else { Vec::new() };
        Self { result: relation.word(), witness, because, access: Some(access) }
    }
}

impl CompareAnswer {
    fn unknown(because: Vec<String>) -> Self {
        let witness = Witnesses { only_a: None, only_b: None };
        Self { result: Relation::Unknown.word(), witness, because, access: None }
    }
}

/// Compares two documents.
///
/// # Errors
/// When one cannot be read.
pub fn answer_compare(question: &CompareQuestion) -> Result<CompareAnswer, AccessError> {
    Ok(compare(&read("a", &question.a)?.into(), &read("b", &question.b)?.into()).into())
}

/// One of two that are compared.
#[derive(Debug)]
pub struct Subject {
    /// As it was asked for.
    pub name: String,
    /// What it is.
    pub thing: Thing,
}

/// What is compared.
#[derive(Debug)]
pub enum Thing {
    /// A document.
    Paper(Paper),
    /// What says who may do what, or what it says at one address.
    Said {
        /// All of it.
        said: Said,
        /// The address.
        address: Option<String>,
    },
}

/// What says who may do what.
#[derive(Debug)]
pub enum Said {
    /// A stack.
    Stack(Box<Analysis>),
    /// What was applied.
    Applied {
        /// At the end of a generation.
        rows: BTreeMap<Address, (Recorded, Map)>,
        /// In whose account.
        account: String,
    },
}

impl Said {
    fn told(&self) -> Told<'_> {
        match self {
            Self::Stack(analysis) => Told::Stack(analysis.any()),
            Self::Applied { rows, .. } => Told::Applied(rows),
        }
    }

    fn account(&self) -> &str {
        match self {
            Self::Stack(analysis) => &analysis.any().account,
            Self::Applied { account, .. } => account,
        }
    }

    fn sources(&self) -> Option<&SourceMap> {
        match self {
            Self::Stack(analysis) => Some(&analysis.sources),
            Self::Applied { .. } => None,
        }
    }
}

/// Compares two of any sort. The same identity on both sides is compared with all that has a say in what it may do; others
/// by what they carry.
///
/// # Errors
/// When a document is no policy, nothing at an address says who may do what, or all of a stack is compared with one policy.
pub fn compare_subjects(catalog: &Catalog, a: &Subject, b: &Subject) -> Result<CompareAnswer, AccessError> {
    let whole = |subject: &Subject| matches!(&subject.thing, Thing::Said { address: None, .. });
    match (&a.thing, &b.thing) {
        (Thing::Said { said: old, address: None }, Thing::Said { said: new, address: None }) => {
            Ok(all(catalog, (a, old), (b, new), None))
        }
        _ if whole(a) => Err(AccessError::Whole(a.name.clone())),
        _ if whole(b) => Err(AccessError::Whole(b.name.clone())),
        (one, other) => {
            let (first, second) = (found_in(catalog, a)?, found_in(catalog, b)?);
            if let (Thing::Said { said: old, .. }, Thing::Said { said: new, .. }) = (one, other)
                && let Some(arn) = first.identity.as_deref().filter(|_| first.identity == second.identity)
            {
                return Ok(all(catalog, (a, old), (b, new), Some(arn)));
            }
            Ok(carried(first, second))
        }
    }
}

/// What somebody has, or what a document says.
fn found_in(catalog: &Catalog, subject: &Subject) -> Result<Found, AccessError> {
    match &subject.thing {
        Thing::Paper(paper) => {
            let carried = Carried::from(read(&subject.name, &paper.document)?);
            Ok(Found { identity: None, carried, unknown: Vec::new() })
        }
        Thing::Said { said, address } => {
            let address = address.as_deref().unwrap_or_default();
            let silent =
                |meant| AccessError::Silent { address: address.to_owned(), of: subject.name.clone(), meant };
            found(catalog, said.told(), address).map_err(silent)
        }
    }
}

fn carried(a: Found, b: Found) -> CompareAnswer {
    let unknown: Vec<String> = a.unknown.into_iter().chain(b.unknown).collect();
    if unknown.is_empty() { compare(&a.carried, &b.carried).into() } else { CompareAnswer::unknown(unknown) }
}

/// Compares with all that has a say.
fn all(
    catalog: &Catalog,
    (a, old): (&Subject, &Said),
    (b, new): (&Subject, &Said),
    only: Option<&str>,
) -> CompareAnswer {
    if old.account() != new.account() {
        let of =
            |subject: &Subject, said: &Said| format!("`{}` is of account {}", subject.name, said.account());
        return CompareAnswer::unknown(vec![format!("{}, {}", of(a, old), of(b, new))]);
    }
    let mut access = between(catalog, old.account(), [old.told(), new.told()], only);
    access.locate_in(old.sources(), new.sources());
    access.into()
}
