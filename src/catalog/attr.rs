//! One attribute of a kind.

use super::{Awaits, Field, FirstList, Presence, Type};
use crate::base::{Dimension, Fact};

/// What an attribute is if it is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// Absent.
    None,
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(&'static str),
    /// An amount in the unit that [`Dimension`] names.
    Amount(Dimension, i64),
    /// A whole number as both ends of a range.
    Count(i64),
    /// A range of whole numbers.
    Range(i64, i64),
    /// The name of the first of some lists that another resource has.
    FirstList(&'static FirstList),
}

/// An inclusive range that AWS sets, in the unit that [`Dimension`] names, or plain numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The least.
    pub min: i64,
    /// The most.
    pub max: i64,
    /// Between allowed values, counted from 0; 1 if any.
    pub step: i64,
}

impl Limit {
    /// Whether a whole amount is allowed.
    #[must_use]
    pub const fn holds(&self, amount: i64) -> bool {
        self.min <= amount && amount <= self.max && (self.step <= 1 || amount % self.step == 0)
    }
}

/// Bounds that hold while another attribute has one value: a row.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The value of the other attribute.
    pub value: &'static str,
    /// The bounds.
    pub limit: Limit,
    /// Where they come from.
    pub facts: &'static [Fact],
}

/// What changing an attribute does to a resource that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnChange {
    /// It is changed in place.
    Update,
    /// The resource is replaced.
    Replace,
    /// The resource is replaced if the attribute comes or goes; another value is set in place.
    ReplaceOnSwitch,
    /// More is set in place; less is refused.
    Grow,
}

/// What stackc does with an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It changes what a run does.
    Simulated,
    /// It is validated only.
    Checked,
    /// It is kept and exported, nothing more.
    Carried,
}

/// A table in which the words that an attribute takes stand, where there may be others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// In none.
    None,
    /// The types of EC2 instances.
    Machines,
    /// The policies that AWS keeps.
    ManagedPolicies,
}

/// CPU that nobody asks for by itself: it comes with memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many bytes of memory bring one vCPU.
    pub bytes_per_vcpu: i64,
    /// No more than that many vCPUs come.
    pub max_vcpu: i64,
    /// Where this comes from.
    pub facts: &'static [Fact],
}

impl Share {
    /// The CPU that comes with that many bytes, in hundredths of a vCPU, rounded to the nearest.
    #[must_use]
    pub fn hundredths(&self, bytes: i64) -> i64 {
        let exact = (bytes.saturating_mul(200) / self.bytes_per_vcpu.max(1)).saturating_add(1) / 2;
        exact.min(self.max_vcpu.saturating_mul(100))
    }
}

/// One attribute: a row.
#[derive(Debug, Clone, Copy)]
pub struct Attr {
    /// As the language writes it.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// What it must be.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// What it is otherwise.
    pub default: Default,
    /// The bounds of it, or of each end of a range.
    pub limit: Option<Limit>,
    /// Just these amounts, smallest first, in the unit that [`Dimension`] names; empty if there is no such list.
    pub only: &'static [i64],
    /// Words that are known to be taken, where there may be others; empty if none are listed.
    pub among: &'static [&'static str],
    /// Of a map: fields that are known to stand in it, where there may be others.
    pub fields: &'static [Field],
    /// The table that has such words, for who writes one.
    pub table: Table,
    /// Narrower bounds by the value of another attribute, which is named first.
    pub cases: (&'static str, &'static [Case]),
    /// Longest text, in characters, also as an element of a list; of principals, of the policy that they make; of anything else, of its JSON.
    pub max_length: Option<usize>,
    /// Longest list.
    pub max_items: Option<usize>,
    /// How AWS spells values that the language spells otherwise: the language's word, then AWS's.
    pub spelled: &'static [(&'static str, &'static str)],
    /// What a change does.
    pub on_change: OnChange,
    /// What stackc does with it.
    pub mark: Mark,
    /// CloudFormation's path for it; empty if it has none of its own.
    pub cfn: &'static str,
    /// What CloudFormation means where its property is left out, of what the language asks for; empty if that says nothing.
    pub unsaid: &'static str,
    /// What other tools and services call it, for whoever writes that: `replicas`.
    pub known_as: &'static [&'static str],
    /// Where limit and default come from.
    pub facts: &'static [Fact],
    /// The CPU that comes with it, of an amount of memory.
    pub share: Option<&'static Share>,
    /// For a reference: the resource referred to needs this one first, and not the other way round.
    pub reversed: bool,
    /// The part that it names by its label; empty if none. Of a resource: arrows lead to and from that part. Of an arrow: it
    /// is a part of the source, and comes first.
    pub picks: &'static str,
    /// For a reference: what else of the resource referred to must exist first.
    pub awaits: Awaits,
    /// For a reference: what the resource's own role must allow on its target, by the target's kind.
    pub asks: &'static [(&'static str, &'static [&'static str])],
}

impl Attr {
    /// An optional attribute that is changed in place and validated only.
    #[must_use]
    pub const fn new(name: &'static str, ty: Type, doc: &'static str) -> Self {
        Self {
            name,
            doc,
            ty,
            presence: Presence::Optional,
            default: Default::None,
            limit: None,
            only: &[],
            among: &[],
            fields: &[],
            table: Table::None,
            cases: ("", &[]),
            max_length: None,
            max_items: None,
            spelled: &[],
            on_change: OnChange::Update,
            mark: Mark::Checked,
            cfn: "",
            unsaid: "",
            known_as: &[],
            facts: &[],
            share: None,
            reversed: false,
            picks: "",
            awaits: Awaits::Parts,
            asks: &[],
        }
    }

    /// Must be written.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.presence = Presence::Required;
        self
    }

    /// Says when it must be there.
    #[must_use]
    pub const fn presence(mut self, presence: Presence) -> Self {
        self.presence = presence;
        self
    }

    /// What it is if it is not written.
    #[must_use]
    pub const fn default_to(mut self, default: Default) -> Self {
        self.default = default;
        self
    }

    /// Any value between these, in the unit that [`Dimension`] names.
    #[must_use]
    pub const fn between(mut self, min: i64, max: i64) -> Self {
        self.limit = Some(Limit { min, max, step: 1 });
        self
    }

    /// Multiples of `step` between these, in the unit that [`Dimension`] names.
    #[must_use]
    pub const fn in_steps(mut self, min: i64, max: i64, step: i64) -> Self {
        self.limit = Some(Limit { min, max, step });
        self
    }

    /// Any value from this on, in the unit that [`Dimension`] names.
    #[must_use]
    pub const fn at_least(self, min: i64) -> Self {
        self.in_steps(min, i64::MAX, 1)
    }

    /// Just these amounts, smallest first, in the unit that [`Dimension`] names.
    #[must_use]
    pub const fn only(mut self, amounts: &'static [i64]) -> Self {
        self.only = amounts;
        self
    }

    /// These words are known to be taken, and there may be others.
    #[must_use]
    pub const fn among(mut self, words: &'static [&'static str]) -> Self {
        self.among = words;
        self
    }

    /// These fields are known to stand in the map, and there may be others.
    #[must_use]
    pub const fn knows(mut self, fields: &'static [Field]) -> Self {
        self.fields = fields;
        self
    }

    /// The words of a table are known to be taken, and there may be others.
    #[must_use]
    pub const fn listed_in(mut self, table: Table) -> Self {
        self.table = table;
        self
    }

    /// Narrower bounds by the value of another attribute.
    #[must_use]
    pub const fn by(mut self, other: &'static str, cases: &'static [Case]) -> Self {
        self.cases = (other, cases);
        self
    }

    /// At most that many characters.
    #[must_use]
    pub const fn at_most(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// At most that many elements.
    #[must_use]
    pub const fn at_most_items(mut self, items: usize) -> Self {
        self.max_items = Some(items);
        self
    }

    /// How AWS spells the values.
    #[must_use]
    pub const fn spelled(mut self, words: &'static [(&'static str, &'static str)]) -> Self {
        self.spelled = words;
        self
    }

    /// A change replaces the resource.
    #[must_use]
    pub const fn replaces(mut self) -> Self {
        self.on_change = OnChange::Replace;
        self
    }

    /// Its coming or going replaces the resource.
    #[must_use]
    pub const fn replaces_on_switch(mut self) -> Self {
        self.on_change = OnChange::ReplaceOnSwitch;
        self
    }

    /// It can become more, and never less.
    #[must_use]
    pub const fn grows(mut self) -> Self {
        self.on_change = OnChange::Grow;
        self
    }

    /// It changes what a run does.
    #[must_use]
    pub const fn simulated(mut self) -> Self {
        self.mark = Mark::Simulated;
        self
    }

    /// It is kept and exported, nothing more.
    #[must_use]
    pub const fn carried(mut self) -> Self {
        self.mark = Mark::Carried;
        self
    }

    /// CloudFormation's path for it.
    #[must_use]
    pub const fn cfn(mut self, path: &'static str) -> Self {
        self.cfn = path;
        self
    }

    /// What CloudFormation means where it is left out.
    #[must_use]
    pub const fn unsaid(mut self, word: &'static str) -> Self {
        self.unsaid = word;
        self
    }

    /// What others call it.
    #[must_use]
    pub const fn known_as(mut self, words: &'static [&'static str]) -> Self {
        self.known_as = words;
        self
    }

    /// Where limit and default come from.
    #[must_use]
    pub const fn facts(mut self, facts: &'static [Fact]) -> Self {
        self.facts = facts;
        self
    }

    /// The CPU that comes with it.
    #[must_use]
    pub const fn share(mut self, share: &'static Share) -> Self {
        self.share = Some(share);
        self
    }

    /// What the resource's own role must allow on what is referred to, by its kind.
    #[must_use]
    pub const fn asks(mut self, actions: &'static [(&'static str, &'static [&'static str])]) -> Self {
        self.asks = actions;
        self
    }

    /// The part that it names by its label.
    #[must_use]
    pub const fn picks(mut self, part: &'static str) -> Self {
        self.picks = part;
        self
    }

    /// What else of the resource referred to must exist first.
    #[must_use]
    pub const fn awaits(mut self, awaits: Awaits) -> Self {
        self.awaits = awaits;
        self
    }

    /// The resource referred to needs this one first.
    #[must_use]
    pub const fn reversed(mut self) -> Self {
        self.reversed = true;
        self
    }
}
