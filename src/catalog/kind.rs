//! One kind of resource.

use super::naming::CharSet;
use super::{
    ApiCall, Attr, ChangeQuota, Closed, DatedValue, Doors, Implied, KeyUse, Link, MetricTable, Naming, Part,
    Quota, Regions, Shape,
};
use crate::base::{Fact, run_together};

/// What AWS tells of a resource, known beforehand.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// As the language reads it: `arn`.
    pub name: &'static str,
    /// With `{partition}`, `{region}`, `{account}`, `{name}`, `{id}` (ten characters made from stack and
    /// address), `{hex}` (the same in 17 hexadecimal digits), `{stack}`, and `{attribute}` or `{reference.output}` of the resource itself.
    pub template: &'static str,
    /// Other templates, the first of which that fits stands in for `template`.
    pub cases: &'static [OutputCase],
    /// The attribute, perhaps in a block, without which there is no such output; empty if there always is.
    pub given: &'static str,
    /// One sentence.
    pub doc: &'static str,
}

impl Output {
    /// An output with one template.
    #[must_use]
    pub const fn new(name: &'static str, template: &'static str, doc: &'static str) -> Self {
        Self { name, template, cases: &[], given: "", doc }
    }

    /// Only where that attribute is written, perhaps in a block.
    #[must_use]
    pub const fn given(mut self, attr: &'static str) -> Self {
        self.given = attr;
        self
    }

    /// Other templates, by attribute.
    #[must_use]
    pub const fn cases(mut self, cases: &'static [OutputCase]) -> Self {
        self.cases = cases;
        self
    }
}

/// A template that an output has under a condition.
#[derive(Debug, Clone, Copy)]
pub struct OutputCase {
    /// The attribute that decides.
    pub attr: &'static str,
    /// The value that it must have; `None` if any will do.
    pub value: Option<&'static str>,
    /// As in [`Output::template`].
    pub template: &'static str,
}

/// What one verb of `uses` asks for: exact actions on a template of an ARN.
#[derive(Debug, Clone, Copy)]
pub struct Grant {
    /// Exact actions.
    pub actions: &'static [&'static str],
    /// With `{arn}`, `{name}`, `{region}`, `{account}` of what is used, and `{under}` for the prefix of the line.
    pub resource: &'static str,
}

/// A verb that `uses … to …` may name: a row.
#[derive(Debug, Clone, Copy)]
pub struct Verb {
    /// The word.
    pub name: &'static str,
    /// One sentence.
    pub doc: &'static str,
    /// What it asks for; empty for a plain connection.
    pub grants: &'static [Grant],
}

/// What runs code under a role.
#[derive(Debug, Clone, Copy)]
pub struct Carrier {
    /// The attribute that names the role.
    pub role: &'static str,
    /// The service that takes it on, by its short name: `lambda`.
    pub principal: &'static str,
    /// What every one of them does to its own log group, as a verb of that kind; empty if its role has no part in that.
    /// `{arn}` is the ARN of the log group of this resource.
    pub logs: &'static [Grant],
    /// What the service does in its name where an attribute is written.
    pub settings: &'static [(&'static str, Grant)],
}

impl Carrier {
    /// What a carrier is where its row says nothing: its role is in `role`, and the service asks nothing of it. Only the
    /// service, which every row must say, is empty here.
    pub const BASE: Self = Self { role: "role", principal: "", logs: &[], settings: &[] };
}

/// What the permissions of an identity are made of, besides its own statements.
#[derive(Debug, Clone, Copy)]
pub struct Identity {
    /// The attribute that says who may take it on.
    pub trust: &'static str,
    /// Attributes that list policies it has besides: of the stack, or AWS's own by name or ARN.
    pub policies: &'static [&'static str],
    /// The attribute that names the policy that bounds it.
    pub boundary: &'static str,
}

/// How long AWS takes, in virtual milliseconds; estimates, since AWS promises nothing.
#[derive(Debug, Clone, Copy)]
pub struct Latency {
    /// To create.
    pub create: u64,
    /// To change in place.
    pub update: u64,
    /// To delete.
    pub delete: u64,
    /// Until what was created is seen by other services.
    pub visible: u64,
}

/// What a deletion would lose, and what AWS refuses to delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// Nothing is lost.
    Free,
    /// It holds data that goes with it.
    LosesData(&'static str),
    /// It holds data, and AWS refuses while there is any: how the data is called, such as `objects`.
    RefusedWhileFull(&'static str),
    /// AWS refuses while resources of these kinds refer to it.
    RefusedWhileUsed(&'static [&'static str]),
    /// Resources of these kinds that refer to it are parts of it, and go with it.
    TakesAlong(&'static [&'static str]),
}

impl Deletion {
    /// The kinds whose resources cannot stay while what they refer to goes.
    #[must_use]
    pub const fn users(self) -> &'static [&'static str] {
        match self {
            Self::RefusedWhileUsed(users) | Self::TakesAlong(users) => users,
            Self::Free | Self::LosesData(_) | Self::RefusedWhileFull(_) => &[],
        }
    }
}

/// What the role that is made by itself for code allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnRole {
    /// What the service itself asks for, such as writing logs.
    Service,
    /// What its `uses` lines ask for besides.
    Uses,
}

/// The memory that goes with an amount of CPU, in MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    /// Just these.
    Values(&'static [i64]),
    /// From, to, in steps of.
    Range(i64, i64, i64),
}

/// A size that tasks may have: a row.
#[derive(Debug, Clone, Copy)]
pub struct TaskSize {
    /// CPU units, 1024 to the vCPU.
    pub cpu: i64,
    /// What memory goes with it.
    pub memory: Memory,
    /// The first platform version that has it; empty if all have.
    pub platform: &'static str,
    /// Where it comes from.
    pub fact: Fact,
}

/// What AWS refuses in a table of free keys.
#[derive(Debug, Clone, Copy)]
pub struct Reserved {
    /// Keys that AWS keeps for itself.
    pub keys: &'static [&'static str],
    /// Most bytes of all keys and values together; 0 if there is no such limit.
    pub max_bytes: usize,
    /// Allowed first characters of a key, as in [`Naming::characters`].
    pub first: &'static str,
    /// Allowed other characters.
    pub rest: &'static str,
    /// Fewest characters of a key.
    pub min_length: usize,
}

impl Reserved {
    /// Whether a key may begin with a character; any if none are listed.
    #[must_use]
    pub fn allows_first(&self, c: char) -> bool {
        self.first.is_empty() || CharSet::new(self.first).holds(c)
    }

    /// Whether a key may go on with a character; any if none are listed.
    #[must_use]
    pub fn allows_rest(&self, c: char) -> bool {
        self.rest.is_empty() || CharSet::new(self.rest).holds(c)
    }
}

/// One kind: a row. Everything that is known of it stands here or beside it in its folder.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// As the language writes it: `function`.
    pub name: &'static str,
    /// What AWS calls it: `Lambda function`.
    pub title: &'static str,
    /// Its page in Markdown.
    pub doc: &'static str,
    /// Prefix of its IAM actions: `lambda`.
    pub service: &'static str,
    /// CloudFormation's type.
    pub cfn: &'static str,
    /// Whether a stack may declare it; what may not is made by AWS or stands for a flow.
    pub declared: Declarable,
    /// Rules for its `name`; every declarable kind has the attributes `name`, `after`, `tags`, `lifecycle` besides its shape.
    pub naming: Option<&'static Naming>,
    /// What may stand in its braces.
    pub shape: &'static Shape,
    /// Attributes that every kind is read with because of this one, as `place` is because of Outposts; those that mean
    /// something have it in their own shape as well, and of the others a rule says why they cannot.
    pub lends: &'static [Attr],
    /// What AWS tells of it; `name`, `arn` and `id` among them where they exist.
    pub outputs: &'static [Output],
    /// What AWS makes with it by itself.
    pub parts: &'static [Part],
    /// Arrows that it declares.
    pub links: &'static [Link],
    /// What code may do with it.
    pub verbs: &'static [Verb],
    /// What the key that it is kept with asks of whoever uses it, if it may be kept with a customer's.
    pub key: Option<&'static KeyUse>,
    /// How it is reached in a network, if it stands in one.
    pub doors: Option<&'static Doors>,
    /// How it runs code, if it does.
    pub carrier: Option<&'static Carrier>,
    /// What it may do is made of, if it is an identity.
    pub identity: Option<&'static Identity>,
    /// The attribute that names the resource in whose policy it is a statement, if it is one; `action`, `principal` and
    /// `source_arn` say the rest of it.
    pub statement_of: Option<&'static str>,
    /// The attribute without which its policy opens it to nobody outside of the account, whoever is named there.
    pub opened_by: Option<&'static str>,
    /// What the role allows that is made for it by itself.
    pub own_role: OwnRole,
    /// How long AWS takes.
    pub latency: Latency,
    /// What a deletion loses.
    pub deletion: Deletion,
    /// What AWS asks whoever makes, changes or deletes it: the actions that it must be allowed; empty for what is no
    /// thing of AWS's own.
    pub operations: &'static [ApiCall],
    /// How often it may be changed, if AWS counts that.
    pub quota: Option<&'static ChangeQuota>,
    /// How many of it an account may have.
    pub quotas: &'static [Quota],
    /// What CloudWatch measures it by.
    pub metrics: &'static [MetricTable],
    /// Values that AWS retires.
    pub dated: &'static [DatedValue],
    /// Sizes its tasks may have, if AWS fixes them.
    pub sizes: &'static [TaskSize],
    /// What other languages have a word for and this one says otherwise: the words, each also with its parts run together,
    /// and what is written here.
    pub elsewhere: &'static [(&'static [&'static str], &'static str)],
    /// Properties of CloudFormation that what else is written says.
    pub implied: &'static [Implied],
    /// Whether its service takes no new customers any more.
    pub closed: Option<&'static Closed>,
    /// The regions that have it, where not all have.
    pub regions: Option<&'static Regions>,
    /// Where what is required and what forces replacement comes from.
    pub facts: &'static [Fact],
}

/// Whether a stack may declare a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Declarable {
    /// It may.
    Yes,
    /// AWS makes it by itself, or it stands for a flow.
    No,
    /// AWS makes it by itself, and its rows say all that there is to say of it in CloudFormation's templates, where it is
    /// judged as if a stack might declare it.
    InTemplates,
}

impl Kind {
    /// What a kind is where its row says nothing: declared in stacks, nothing in it, nothing lost with it. Only what
    /// every row must say is empty here: name, title, page, service, CloudFormation's type and latency.
    pub const BASE: Self = Self {
        name: "",
        title: "",
        doc: "",
        service: "",
        cfn: "",
        declared: Declarable::Yes,
        naming: None,
        shape: &Shape::EMPTY,
        lends: &[],
        outputs: &[],
        parts: &[],
        links: &[],
        verbs: &[],
        key: None,
        doors: None,
        carrier: None,
        identity: None,
        statement_of: None,
        opened_by: None,
        own_role: OwnRole::Service,
        latency: Latency { create: 0, update: 0, delete: 0, visible: 0 },
        deletion: Deletion::Free,
        operations: &[],
        quota: None,
        quotas: &[],
        metrics: &[],
        dated: &[],
        sizes: &[],
        elsewhere: &[],
        implied: &[],
        closed: None,
        regions: None,
        facts: &[],
    };

    /// The part that what stands under that word in the resource's braces belongs to, if it is not the resource's own.
    #[must_use]
    pub fn taking(&self, word: &str) -> Option<&'static Part> {
        self.parts.iter().find(|part| part.takes.contains(&word))
    }

    /// What is written here where other languages have that word.
    #[must_use]
    pub fn said_otherwise(&self, word: &str) -> Option<&'static str> {
        let wanted = run_together(word);
        let row =
            self.elsewhere.iter().find(|(words, _)| words.iter().any(|one| run_together(one) == wanted))?;
        Some(row.1)
    }

    /// The verb of that name.
    #[must_use]
    pub fn verb(&self, name: &str) -> Option<&'static Verb> {
        self.verbs.iter().find(|verb| verb.name == name)
    }

    /// Whether it is a part of another thing at AWS, such as a statement of its policy: it goes when that goes, and its
    /// ARN is that thing's with something behind it.
    #[must_use]
    pub fn lives_within(&self) -> bool {
        self.output("arn").is_some_and(|arn| arn.template.starts_with('{'))
    }

    /// The output of that name.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&'static Output> {
        self.outputs.iter().find(|output| output.name == name)
    }
}
