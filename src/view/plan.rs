//! A plan as it is shown: to programs as JSON, to people by whoever draws it.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::access_change::AccessDocument;
use super::action::{ACTIONS, action_word, operation_word, order_word};
use super::attribute::AttributeView;
use super::reason::reason;
use crate::catalog::{Catalog, Deletion};
use crate::model::{Address, Index};
use crate::plan::access::Access;
use crate::plan::consequences::{Duration, Interruption, duration, interruptions};
pub use crate::plan::{Action, Step};
use crate::plan::{Changes, DataAtRisk, Drift, Gone, Leftover, Operation, Plan};

/// A plan and its consequences. What happens to each resource is put into words only where it is asked for.
#[derive(Debug, Clone)]
pub struct PlanView<'a> {
    /// The stack.
    pub stack: &'a str,
    /// The generation that it was made against; 0 before the first apply.
    pub generation: u64,
    /// By address, of every resource, also those with nothing to do.
    pub steps: &'a [Step],
    /// The operations, in an order in which they could be done one by one.
    pub operations: &'a [Operation],
    /// What changed outside.
    pub drift: Vec<DriftView<'a>>,
    /// What would be lost.
    pub data: Vec<DataView>,
    /// Who may do what from now on, and no more; `None` where there is no plan.
    pub access: Option<&'a Access>,
    /// What an earlier apply replaced and could not delete any more.
    pub leftovers: Vec<LeftoverView<'a>>,
    /// What is replaced, and what that means meanwhile.
    pub replacements: Vec<ReplacementView>,
    /// How long it takes, by the catalog's estimates, in virtual milliseconds.
    pub millis: u64,
    /// The operations of the chain that decides how long.
    pub critical: Vec<OrderView<'a>>,
    titles: Option<Catalog>,
    /// Where the step of an address stands, from when somebody asks.
    places: OnceCell<Index>,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderView<'a> {
    /// On what.
    pub address: &'a str,
    /// `create`, `update`, `delete`, `adopt`, `forget`, `move`.
    pub operation: &'static str,
}

/// What happens to one resource.
#[derive(Debug, Clone, Serialize)]
pub struct StepView<'a> {
    /// Which.
    pub address: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// What AWS calls its kind; empty for an unknown one.
    #[serde(skip)]
    pub title: &'static str,
    /// `create`, `update`, `replace`, `delete`, `adopt`, `forget`, `move`, `none`.
    pub action: &'static str,
    /// `delete_first` or `create_first`, of a replacement.
    pub replace_order: Option<&'static str>,
    /// Why, in words.
    pub reason: Cow<'static, str>,
    /// Whether the reason says more than action and attributes do.
    #[serde(skip)]
    pub notable: bool,
    /// What differs.
    pub attributes: Attributes<'a>,
    /// What it needs.
    pub depends_on: &'a [Address],
    /// Its address before it was moved, if it is.
    pub previous_address: Option<&'a str>,
    /// What it belongs to, if AWS makes it by itself.
    pub implicit_of: Option<&'a str>,
    /// Whether it is an arrow.
    #[serde(skip)]
    pub flow: bool,
}

/// What differs in one resource, shown one by one as it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Attributes<'a>(&'a Changes);

impl<'a> Attributes<'a> {
    /// Each of them, by path.
    pub fn iter(self) -> impl Iterator<Item = AttributeView<'a>> {
        self.0.iter().map(AttributeView::new)
    }
}

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

/// Something that changed outside.
#[derive(Debug, Clone, Serialize)]
pub struct DriftView<'a> {
    /// Which.
    pub address: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Whether it is gone altogether.
    pub gone: bool,
    /// What differs: before is as applied, after is as found.
    pub attributes: Vec<AttributeView<'a>>,
}

/// Data that would be lost.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// What holds it.
    pub address: String,
    /// `delete` or `replace`.
    pub action: &'static str,
    /// What is lost, in words: `objects`.
    pub what: String,
    /// How many; `None` if the world does not say.
    pub count: Option<u64>,
    /// Whether AWS refuses the deletion while there is any.
    #[serde(rename = "refused_while_full")]
    pub refused: bool,
}

/// Something that was replaced earlier and is deleted now.
#[derive(Debug, Clone, Serialize)]
pub struct LeftoverView<'a> {
    /// The address that it had.
    pub address: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// What the world calls it.
    pub physical_id: &'a str,
}

/// A replacement.
#[derive(Debug, Clone, Serialize)]
pub struct ReplacementView {
    /// Which.
    pub address: String,
    /// `delete_first` or `create_first`.
    pub order: &'static str,
    /// Why, in words.
    pub reason: String,
    /// Paths that force it.
    pub forced_by: Vec<String>,
    /// How long there is none, in virtual milliseconds; `None` if there always is one.
    #[serde(rename = "gap_milliseconds")]
    pub gap: Option<u64>,
    /// What stays, but needs it meanwhile.
    pub affects: Vec<String>,
}

impl<'a> PlanView<'a> {
    /// Shows a plan.
    #[must_use]
    pub fn new(catalog: &Catalog, plan: &'a Plan) -> Self {
        let Duration { millis, critical } = duration(catalog, plan);
        Self {
            stack: &plan.stack,
            generation: plan.generation,
            steps: &plan.steps,
            operations: &plan.operations,
            drift: plan.drift.iter().map(drift_view).collect(),
            data: plan.data_at_risk.iter().map(|data| data_view(catalog, plan, data)).collect(),
            access: Some(&plan.access),
            leftovers: plan.leftovers.iter().map(leftover_view).collect(),
            replacements: interruptions(catalog, plan)
                .iter()
                .map(|one| replacement_view(plan, one))
                .collect(),
            millis,
            critical: critical.iter().filter_map(|at| plan.operations.get(*at)).map(order_view).collect(),
            titles: Some(catalog.clone()),
            places: OnceCell::new(),
        }
    }

    /// Shows that there is no plan, for programs that read its diagnostics.
    #[must_use]
    pub fn none(stack: &'a str) -> Self {
        Self {
            stack,
            generation: 0,
            steps: &[],
            operations: &[],
            drift: Vec::new(),
            data: Vec::new(),
            access: None,
            leftovers: Vec::new(),
            replacements: Vec::new(),
            millis: 0,
            critical: Vec::new(),
            titles: None,
            places: OnceCell::new(),
        }
    }

    /// Where the step of an address stands.
    #[must_use]
    pub fn position(&self, address: &str) -> Option<usize> {
        let hash = |step: &Step| Index::hash(step.address.as_str());
        let places = self.places.get_or_init(|| {
            let mut places = Index::with_capacity(self.steps.len());
            self.steps.iter().enumerate().for_each(|(at, step)| places.insert(hash(step), at));
            places
        });
        let is_it = |at| self.steps.get(at).is_some_and(|step: &Step| step.address.as_str() == address);
        places.find(Index::hash(address), is_it)
    }

    /// What becomes of an address.
    #[must_use]
    pub fn step(&self, address: &str) -> Option<&'a Step> {
        self.steps.get(self.position(address)?)
    }

    /// What happens to one resource, in words.
    #[must_use]
    pub fn told(&self, step: &'a Step) -> StepView<'a> {
        let kind = self.titles.as_ref().and_then(|catalog| catalog.kind(&step.kind));
        step_view(kind.map_or("", |kind| kind.title), step)
    }

    /// The documented object; the diagnostics are those of `check` and `plan`, in the shape of `check`.
    #[must_use]
    pub fn document<D: Serialize>(&'a self, diagnostics: &'a [D]) -> PlanDocument<'a, D> {
        PlanDocument {
            format: 1,
            stack: self.stack,
            generation: self.generation,
            changes: Steps(self),
            order: self.operations.iter().map(order_view).collect(),
            drift: &self.drift,
            summary: self.summary(),
            cost: None,
            access: self.access.map(AccessDocument::new),
            data_at_risk: &self.data,
            leftovers: &self.leftovers,
            replacements: &self.replacements,
            time: Time { milliseconds: self.millis, critical: &self.critical },
            diagnostics,
        }
    }

    /// How many resources have an action, for each of these.
    fn summary(&self) -> BTreeMap<&'static str, usize> {
        let mut summary: BTreeMap<_, _> = ACTIONS.iter().map(|action| (action_word(*action), 0)).collect();
        for step in self.steps {
            *summary.entry(action_word(step.action)).or_default() += 1;
        }
        summary
    }
}

/// What happens to every resource.
#[derive(Debug)]
struct Steps<'a>(&'a PlanView<'a>);

impl Serialize for Steps<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.steps.iter().map(|step| self.0.told(step)))
    }
}

/// The JSON object of `plan`; other commands put it into theirs. `cost` is not computed yet.
#[derive(Debug, Serialize)]
pub struct PlanDocument<'a, D> {
    format: u32,
    stack: &'a str,
    generation: u64,
    changes: Steps<'a>,
    order: Vec<OrderView<'a>>,
    drift: &'a [DriftView<'a>],
    summary: BTreeMap<&'static str, usize>,
    cost: Option<()>,
    access: Option<AccessDocument<'a>>,
    data_at_risk: &'a [DataView],
    leftovers: &'a [LeftoverView<'a>],
    replacements: &'a [ReplacementView],
    time: Time<'a>,
    diagnostics: &'a [D],
}

#[derive(Debug, Serialize)]
struct Time<'a> {
    milliseconds: u64,
    critical: &'a [OrderView<'a>],
}

fn order_view(operation: &Operation) -> OrderView<'_> {
    OrderView { address: operation.address.as_str(), operation: operation_word(operation.kind) }
}

fn step_view<'a>(title: &'static str, step: &'a Step) -> StepView<'a> {
    StepView {
        address: step.address.as_str(),
        kind: &step.kind,
        title,
        action: action_word(step.action),
        replace_order: step.replace.map(order_word),
        reason: reason(step),
        notable: step.is_notable(),
        attributes: Attributes(&step.changes),
        depends_on: &step.depends_on,
        previous_address: step.previous_address.as_ref().map(Address::as_str),
        implicit_of: step.implicit_of.as_ref().map(Address::as_str),
        flow: step.is_arrow(),
    }
}

fn drift_view(drift: &Drift) -> DriftView<'_> {
    DriftView {
        address: drift.address.as_str(),
        kind: &drift.kind,
        gone: drift.gone == Gone::Yes,
        attributes: drift.changes.iter().map(|change| AttributeView::new(change.into())).collect(),
    }
}

fn leftover_view(leftover: &Leftover) -> LeftoverView<'_> {
    LeftoverView {
        address: leftover.address.as_str(),
        kind: &leftover.kind,
        physical_id: &leftover.physical_id,
    }
}

fn data_view(catalog: &Catalog, plan: &Plan, data: &DataAtRisk) -> DataView {
    let step = plan.steps.iter().find(|step| step.address == data.address);
    let deletion = step.and_then(|step| catalog.kind(&step.kind)).map(|kind| kind.deletion);
    DataView {
        address: data.address.to_string(),
        action: action_word(data.action),
        what: data.what.to_string(),
        count: data.count,
        refused: matches!(deletion, Some(Deletion::RefusedWhileFull(_))),
    }
}

fn replacement_view(plan: &Plan, one: &Interruption) -> ReplacementView {
    let step = plan.steps.binary_search_by(|step| step.address.cmp(&one.address)).ok();
    let reason = step.and_then(|at| plan.steps.get(at)).map(|step| reason(step).into_owned());
    ReplacementView {
        address: one.address.to_string(),
        order: order_word(one.order),
        reason: reason.unwrap_or_default(),
        forced_by: one.forced_by.iter().map(ToString::to_string).collect(),
        gap: one.gap,
        affects: one.affects.iter().map(ToString::to_string).collect(),
    }
}
