//! What an arrow between two kinds means.

use super::{ApiCall, Attr, Block, Part, PartInput};
use crate::base::Fact;

/// Which events a source offers.
#[derive(Debug, Clone, Copy)]
pub enum Events {
    /// None: the arrow follows the source at once.
    None,
    /// Words, one of which must be named.
    Words(&'static [EventWord]),
    /// A route such as `"GET /path/{id}"` or `"$default"`.
    Routes,
    /// A path such as `"/images/*"`, or one with its host, `"shop.example.com/*"`; without one, everything is meant.
    Paths,
}

/// One event of a source.
#[derive(Debug, Clone, Copy)]
pub struct EventWord {
    /// As the language writes it: `created`, `created.put`.
    pub word: &'static str,
    /// As AWS writes it: `s3:ObjectCreated:*`.
    pub aws: &'static str,
}

/// What AWS puts between source and target, and stackc makes without being told.
///
/// Templates name `{source.arn}`, `{target.arn}`, `{source.id}`, `{partition}`, `{region}`, `{account}`, `{method}`
/// (`*` for any), `{path}` (without its first `/`, each variable as `*`; both are `*` for `$default`), and `{name.arn}` of
/// what a row above makes.
#[derive(Debug, Clone, Copy)]
pub enum Between {
    /// A statement in the target's resource policy, as a resource of that kind.
    Permission {
        /// `permission`
        kind: &'static str,
        /// `s3.amazonaws.com`
        principal: &'static str,
        /// `lambda:InvokeFunction`
        action: &'static str,
        /// Template of the ARN that may call.
        source_arn: &'static str,
    },
    /// A role that the source takes on.
    Role {
        /// `scheduler.amazonaws.com`
        principal: &'static str,
        /// What it may do to the target.
        actions: &'static [&'static str],
        /// Template of the ARN it may do it to.
        resource: &'static str,
    },
    /// An attribute of one end, if that does not say it itself.
    Setting {
        /// Whose.
        of: Side,
        /// The attribute.
        attr: &'static str,
        /// Its value, one of the attribute's words.
        value: &'static str,
    },
    /// A thing of its own, which is there before the arrow.
    Part(&'static PutPart),
    /// Nothing of its own: AWS acts in the name of one end, whose role must allow it.
    Need {
        /// Whose role.
        of: Side,
        /// What it must allow.
        actions: &'static [&'static str],
        /// Template of the ARN it must allow it on.
        resource: &'static str,
    },
}

/// A thing of its own that AWS puts between the ends of an arrow; of several rows of one name the first counts that fits.
///
/// In its templates and those of the part, `{option?}`, `{source.attribute?}` and `{target.attribute?}` alone are what
/// stands there, and nothing where that is absent; `{name.arn}` and `{source.name.arn}` alone are references to parts of
/// the arrow and of its source, and `{source.name.output}` is what such a part tells; `{port}` is where the target listens;
/// `{host?}` and `{pattern}` are the two halves of a path; `{rank}` is a number from 1 to 50,000, lower for what is more
/// exact, that no other arrow of its source has.
#[derive(Debug, Clone, Copy)]
pub struct PutPart {
    /// Its name, kind, inputs and sentence; it is always made.
    pub part: &'static Part,
    /// What it is made with besides.
    pub with: &'static [PartInput],
    /// Only where each of these ends has one of these values in that attribute.
    pub only: &'static [(Side, &'static str, &'static [&'static str])],
    /// The end that waits for it, if one does.
    pub first_for: Option<Side>,
}

/// One end of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Where it begins.
    Source,
    /// Where it ends.
    Target,
}

/// How long a source waits for its target before it gives up.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// The attribute of the source that decides, and its value; `None` if nothing does.
    pub when: Option<(&'static str, &'static str)>,
    /// Milliseconds.
    pub millis: i64,
    /// Where the limit comes from.
    pub fact: Fact,
}

/// The most that one call carries to a target: a row.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// The target's kind.
    pub target: &'static str,
    /// Bytes.
    pub bytes: i64,
    /// Where the limit comes from.
    pub fact: Fact,
}

/// An arrow from one kind to others: a row.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// The kind it starts from.
    pub source: &'static str,
    /// The kinds it may end at.
    pub targets: &'static [&'static str],
    /// One sentence.
    pub doc: &'static str,
    /// What may have happened.
    pub events: Events,
    /// Which of `under` and `ending` may narrow it.
    pub filters: &'static [&'static str],
    /// Most characters of each.
    pub max_filter: Option<usize>,
    /// Their paths within an item of the list that the arrow is in CloudFormation, where it is an item of one.
    pub filters_cfn: &'static [(&'static str, &'static str)],
    /// What may stand in its braces.
    pub options: &'static [Attr],
    /// What tables may stand in its braces.
    pub blocks: &'static [Block],
    /// What AWS puts between, if the target is of that kind.
    pub between: &'static [(&'static str, Between)],
    /// What AWS puts between the source and the queue that the option `dead_letter` names; there `{target.arn}` is that
    /// queue's, and the end of [`Between::Need`] is still one of the arrow's.
    pub dead_letters: Option<&'static Between>,
    /// The most arrows that may lead from one source for one event, and where that comes from.
    pub most: Option<(usize, Fact)>,
    /// What AWS asks whoever makes, changes or deletes such an arrow; see [`super::Kind::operations`].
    pub operations: &'static [ApiCall],
    /// How long the source waits; empty if it does not.
    pub patience: &'static [Patience],
    /// The most that it carries; empty where nothing is known of that.
    pub carries: &'static [Load],
    /// What AWS calls it: `S3 event notification`.
    pub title: &'static str,
    /// CloudFormation's type or path for it.
    pub cfn: &'static str,
    /// CloudFormation's path for its event, where that is a text as the language writes it: `RouteKey`.
    pub event_cfn: &'static str,
    /// Where its limits come from.
    pub facts: &'static [Fact],
}

impl Link {
    /// What AWS puts between the ends, and can be named there; of several of one name, one is put.
    pub fn parts(&self) -> impl Iterator<Item = &'static Part> {
        self.between.iter().filter_map(|(_, between)| match between {
            Between::Part(row) => Some(row.part),
            _ => None,
        })
    }

    /// The most that one call carries to a target of that kind.
    #[must_use]
    pub fn load(&self, target: &str) -> Option<&'static Load> {
        self.carries.iter().find(|row| row.target == target)
    }

    /// What an arrow is where its row says nothing: it follows its source at once, without options, and AWS puts nothing
    /// between. Only what every row must say is empty here: its ends, its sentence and its title.
    pub const BASE: Self = Self {
        source: "",
        targets: &[],
        doc: "",
        events: Events::None,
        filters: &[],
        max_filter: None,
        filters_cfn: &[],
        options: &[],
        blocks: &[],
        between: &[],
        dead_letters: None,
        most: None,
        operations: &[],
        patience: &[],
        carries: &[],
        title: "",
        cfn: "",
        event_cfn: "",
        facts: &[],
    };
}
