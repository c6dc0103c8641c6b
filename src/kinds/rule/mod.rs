//! `rule`: sends events that match a pattern to their targets (EventBridge).

mod fields;
mod metrics;
mod operations;
mod targets;

use crate::base::Fact;
use crate::catalog::{
    Attr, Default, Implied, Kind, Latency, Naming, OnChange, Output, OutputCase, Quota, Shape, Suffix, Type,
    Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EventBridge API model 2015-10-07";

pub(super) static KIND: Kind = Kind {
    name: "rule",
    title: "EventBridge rule",
    doc: include_str!("doc.md"),
    service: "events",
    cfn: "AWS::Events::Rule",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:events:{region}:{account}:rule/{bus}/{name}", "Its ARN.").cases(
            &[OutputCase {
                attr: "bus",
                value: Some("default"),
                template: "arn:{partition}:events:{region}:{account}:rule/{name}",
            }],
        ),
    ],
    // Where its arrows lead, and the roles that go with them.
    implied: &[Implied::any("Targets.Arn"), Implied::any("Targets.Id"), Implied::any("Targets.RoleArn")],
    operations: operations::OPERATIONS,
    links: &[
        targets::TO_FUNCTION,
        targets::TO_QUEUE,
        targets::TO_TOPIC,
        targets::TO_API,
        targets::TO_JOBS,
        targets::TO_TASK,
    ],
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 1_000, update: 1_000, delete: 1_000, visible: 1_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Events::Rule", "CloudFormation resource schema"),
        Fact::new("eventbridge.toml", "rules.needs_one_of", SOURCE),
    ],
    quotas: &[Quota {
        within: "bus",
        most: 300,
        fact: Fact::unconfirmed("eventbridge.toml", "rules.quotas.rules_per_bus"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["schedule", "schedule_expression", "cron", "rate", "every"],
        "what the clock sets off is a schedule: `schedule often { every = rate(5 minutes) }`",
    ),
    (&["target", "targets"], "what it sets off is an arrow: `rule.stopped -> function.note`"),
    (&["source", "detail_type", "detail"], "a pattern says it: `pattern = { source = [\"aws.ecs\"] }`"),
    (&["role", "role_arn"], "leave it out: the arrow makes what it needs"),
    (&["disabled"], "write `enabled = false`"),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 64,
    characters: ".A-Za-z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[Fact::new("eventbridge.toml", "rules.name_pattern", SOURCE)],
};

const ATTRS: &[Attr] = &[
    Attr::new(
        "pattern",
        Type::Map(&Type::Any),
        "What an event must have: for each field the values that will do.",
    )
    .required()
    .at_most(4_096)
    .knows(fields::FIELDS)
    .simulated()
    .cfn("EventPattern")
    .facts(&[Fact::new("eventbridge.toml", "rules.event_pattern_max_length", SOURCE)]),
    Attr::new("bus", Type::String, "Name or ARN of the bus whose events it sees.")
        .known_as(&["bus_name", "event_bus", "event_bus_name"])
        .at_most(256)
        .default_to(Default::Text("default"))
        .replaces()
        .simulated()
        .cfn("EventBusName")
        .facts(&[Fact::new("eventbridge.toml", "rules.bus_name_pattern", SOURCE)]),
    Attr::new("enabled", Type::Bool, "Whether it sends anything.")
        .known_as(&["is_enabled", "active"])
        .default_to(Default::Flag(true))
        .simulated()
        .cfn("State")
        .facts(&[Fact::new("eventbridge.toml", "rules.states", SOURCE)]),
    Attr::new("description", Type::String, "What it is for.").carried().cfn("Description"),
];
