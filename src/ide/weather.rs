//! Which words scenarios and tests are made of, as rows: they are no part of what is desired, so that no kind has them.

use crate::base::Dimension;
use crate::catalog::{Attr, Block, BlockBody, Many, Needed, Position, Slot, Statement, Type};

const DURATION: Type = Type::Quantity(Dimension::Duration);
const PERCENT: Type = Type::Quantity(Dimension::Percent);
const SIZE: Type = Type::Quantity(Dimension::Size);
const RATE: Type = Type::Quantity(Dimension::Rate);

/// The clock of a scenario.
pub(super) static CLOCK: &[Attr] = &[
    Attr::new("start", Type::Moment, "When it begins; what follows counts from there.").required(),
    Attr::new("lasts", DURATION, "How long it lasts.").required(),
    Attr::new("seed", Type::Whole, "What its chances are drawn from; the same seed gives the same run."),
];

static LOAD: &[Attr] = &[
    Attr::new("rate", RATE, "How many come.").required(),
    Attr::new("size", Type::RangeOf(&SIZE), "How large each of them is."),
];

static BEHAVIOUR: &[Attr] = &[
    Attr::new("duration", Type::RangeOf(&DURATION), "How long one run takes."),
    Attr::new("p99", DURATION, "Within which time 99 of 100 runs end."),
    Attr::new("errors", PERCENT, "How many runs fail."),
    Attr::new("memory", SIZE, "What a run takes of memory."),
    Attr::new("boot", DURATION, "How long it takes to start."),
];

/// A place behind the word, or behind a preposition.
const fn slot(at: Position, field: &'static str, ty: Type) -> Slot {
    Slot { at, field, ty, ..Slot::BASE }
}

/// A time behind a preposition that may be left out.
const fn time(word: &'static str) -> Slot {
    Slot { needed: Needed::No, ..slot(Position::After(word), "time", DURATION) }
}

const OPERAND: Position = Position::Operand;
const FROM: Slot = time("from");
const UNTIL: Slot = time("to");
const AT: Slot = time("at");
/// A resource of any kind, or a part of one.
const WHAT: Slot = slot(OPERAND, "what", Type::Any);

const fn row(
    word: &'static str,
    doc: &'static str,
    slots: &'static [Slot],
    options: &'static [Attr],
) -> Statement {
    Statement { word, doc, slots, options, ..Statement::BASE }
}

/// What happens in a scenario.
pub(super) static EVENTS: &[Statement] = &[
    row(
        "request",
        "Requests come from outside.",
        &[
            slot(OPERAND, "route", Type::String),
            Slot {
                many: Many::Several,
                ..slot(
                    Position::After("on"),
                    "targets",
                    Type::Reference(&["api", "load_balancer", "web_service"]),
                )
            },
        ],
        LOAD,
    ),
    row(
        "put",
        "Objects are put from outside.",
        &[
            slot(OPERAND, "key", Type::String),
            slot(Position::After("into"), "bucket", Type::Reference(&["bucket"])),
        ],
        LOAD,
    ),
    row(
        "send",
        "Messages are sent from outside.",
        &[slot(Position::After("to"), "queue", Type::Reference(&["queue", "topic"]))],
        LOAD,
    ),
    row(
        "submit",
        "Somebody starts a job or a pipeline.",
        &[slot(OPERAND, "what", Type::Reference(&["pipeline", "job", "task"])), AT],
        &[],
    ),
    row("change", "Somebody deploys a change: its braces say what is different then.", &[WHAT, AT], &[]),
    row("assume", "What only the code knows; printed with every result.", &[WHAT], BEHAVIOUR),
    row("fail", "It fails in that time; with `at` for good.", &[WHAT, FROM, UNTIL, AT], &[]),
    row(
        "cut",
        "The site loses its connection.",
        &[slot(OPERAND, "what", Type::Reference(&["outpost"])), FROM, UNTIL, AT],
        &[],
    ),
    row(
        "slow",
        "It takes that much of its usual time.",
        &[WHAT, slot(Position::After("to"), "share", PERCENT), FROM, AT],
        &[],
    ),
    row(
        "throttle",
        "No more than so many run at once.",
        &[WHAT, slot(Position::After("to"), "count", Type::Whole), FROM, AT],
        &[],
    ),
    row(
        "limit",
        "It has no more than that.",
        &[WHAT, slot(Position::After("to"), "amount", Type::Amount), FROM, AT],
        &[],
    ),
];

/// What may stand in the braces of load besides its options.
pub(super) static SURGES: &[Statement] = &[row(
    "surge",
    "So many come for a time, in place of `rate`.",
    &[
        slot(OPERAND, "rate", RATE),
        slot(Position::After("from"), "time", DURATION),
        slot(Position::After("to"), "time", DURATION),
    ],
    &[],
)];

/// Whether a statement brings load, so that it may surge.
pub(super) fn is_load(row: &Statement) -> bool {
    std::ptr::eq(row.options, LOAD)
}

/// The params that a test is about.
pub(super) static GIVEN: Block = Block {
    word: "given",
    doc: "Values of params under which it must hold.",
    body: BlockBody::Table(Type::Any),
    ..Block::BASE
};

/// What a test expects.
pub(super) static EXPECT: Statement = row(
    "expect",
    "A condition, or a way and its time: `expect bucket.a created -> bucket.b created within 2s`.",
    &[slot(OPERAND, "condition", Type::Any), time("within"), AT, FROM, UNTIL],
    &[Attr::new("share", PERCENT, "How many of them must be in time.")],
);

/// What a condition may read besides resources: what is written, and what it is.
pub(super) static READINGS: &[(&str, &str, &str)] = &[
    ("denied", "how many calls were refused", "denied == 0"),
    ("cost", "what the run costs", "cost < ${1:20} USD per month"),
    ("plan.create", "how many resources a plan creates", "plan.create == $1"),
    ("plan.update", "how many resources a plan changes in place", "plan.update == $1"),
    ("plan.replace", "how many resources a plan replaces", "plan.replace == 0"),
    ("plan.delete", "how many resources a plan deletes", "plan.delete == 0"),
    ("can", "whether a role may do something", "can(${1:role}, \"${2:s3:GetObject}\", ${3:arn})"),
];

/// What a condition may read of a resource while a scenario runs.
pub(super) static OBSERVED: &[(&str, &str)] = &[
    ("availability", "the share of the time that it answered"),
    ("running", "how many of it run"),
    ("rings", "how often an alarm rings"),
];
