//! What CloudFormation asks for and the language has no word for.

use crate::base::Fact;

/// A property of CloudFormation that the language has no word for, since what else is written says it: a row.
#[derive(Debug, Clone, Copy)]
pub struct Implied {
    /// Its path, as of an attribute.
    pub cfn: &'static str,
    /// The values that the language can mean; empty if it says nothing of its own.
    pub values: &'static [ImpliedValue],
    /// Values of AWS's that the language has no word for; what has one is not known.
    pub beyond: &'static [&'static str],
    /// Whether AWS has other values.
    pub others: Others,
    /// How many of its paths stand there.
    pub among: Among,
    /// Paths whose values are just those that stand on its own, each once; empty if it lists nothing.
    pub lists: &'static [&'static str],
    /// The property, and its value, where nothing follows from this one; empty if it always does.
    pub unless: (&'static str, &'static str),
    /// The value if it is left out; empty where nothing follows from that.
    pub default: &'static str,
    /// Where this comes from.
    pub facts: &'static [Fact],
}

/// Whether a property has values of which the language knows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// It may have; nothing is said of them.
    Possible,
    /// AWS refuses all others.
    Refused,
}

/// How many of several properties stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// As many as there are.
    Any,
    /// One, and one alone.
    JustOne,
}

/// A value of such a property.
#[derive(Debug, Clone, Copy)]
pub struct ImpliedValue {
    /// As CloudFormation writes it.
    pub value: &'static str,
    /// Paths of what must be written beside it.
    pub with: &'static [&'static str],
    /// Paths of what cannot be written beside it.
    pub without: &'static [&'static str],
    /// What it says of a resource of another kind that this one leads to: the kind, and what stands in its braces; empty if
    /// nothing.
    pub of_other: (&'static str, &'static str),
}

impl Implied {
    /// A property that says nothing of its own.
    #[must_use]
    pub const fn any(cfn: &'static str) -> Self {
        Self {
            cfn,
            values: &[],
            beyond: &[],
            others: Others::Possible,
            among: Among::Any,
            lists: &[],
            unless: ("", ""),
            default: "",
            facts: &[],
        }
    }

    /// A property of which the language means these values.
    #[must_use]
    pub const fn one_of(cfn: &'static str, values: &'static [ImpliedValue], facts: &'static [Fact]) -> Self {
        Self { values, facts, ..Self::any(cfn) }
    }

    /// Properties of which one must be written, and one alone; what each of them means is for other rows.
    #[must_use]
    pub const fn just_one(cfn: &'static str, facts: &'static [Fact]) -> Self {
        Self { among: Among::JustOne, facts, ..Self::any(cfn) }
    }

    /// A property that lists what stands on other paths: all of that and nothing else.
    #[must_use]
    pub const fn listing(cfn: &'static str, lists: &'static [&'static str], facts: &'static [Fact]) -> Self {
        Self { lists, facts, ..Self::any(cfn) }
    }

    /// Values that the language has no word for.
    #[must_use]
    pub const fn beyond(mut self, values: &'static [&'static str]) -> Self {
        self.beyond = values;
        self
    }

    /// AWS refuses all other values.
    #[must_use]
    pub const fn no_others(mut self) -> Self {
        self.others = Others::Refused;
        self
    }

    /// Nothing follows from it where another property has that value.
    #[must_use]
    pub const fn unless(mut self, property: &'static str, value: &'static str) -> Self {
        self.unless = (property, value);
        self
    }

    /// The value that it has if it is left out.
    #[must_use]
    pub const fn default_to(mut self, value: &'static str) -> Self {
        self.default = value;
        self
    }
}

impl ImpliedValue {
    /// A value beside which anything may stand.
    #[must_use]
    pub const fn plain(value: &'static str) -> Self {
        Self { value, with: &[], without: &[], of_other: ("", "") }
    }

    /// What it says of the resource of another kind that this one leads to.
    #[must_use]
    pub const fn of_other(self, kind: &'static str, body: &'static str) -> Self {
        Self { of_other: (kind, body), ..self }
    }
}
