//! `outpost`: racks and servers of AWS on one's own premises, used as one more zone.

mod metrics;
mod operations;

use super::GB;
use super::place::PLACE;
use crate::base::{Dimension, Fact};
use crate::catalog::{
    Attr, Block, BlockBody, Default, Deletion, Kind, Latency, Naming, OnChange, Output, Presence, Shape,
    Suffix, Type, Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "Outposts API model 2019-12-03";

pub(super) static KIND: Kind = Kind {
    name: "outpost",
    title: "Outpost",
    doc: include_str!("doc.md"),
    service: "outposts",
    cfn: "AWS::Outposts::Outpost",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, blocks: &[HOSTS], ..Shape::EMPTY },
    outputs: &[
        Output::new("id", "op-{id}", "Its id."),
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:outposts:{region}:{account}:outpost/op-{id}", "Its ARN."),
    ],
    lends: &[PLACE],
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates: what the simulated cloud is told of hardware that stands already.
    latency: Latency { create: 60_000, update: 5_000, delete: 60_000, visible: 1_000 },
    deletion: Deletion::LosesData("what is stored on it"),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Outposts::Outpost", "CloudFormation resource schema"),
        Fact::new("outposts.toml", "api.homed_to_one_availability_zone", SOURCE),
        Fact::new("outposts.toml", "api.site_required_before_outpost", SOURCE),
    ],
    ..Kind::BASE
};

static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: "a-zA-Z0-9 ._-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Update,
    facts: &[Fact::new("outposts.toml", "api.name_max_length", SOURCE)],
};

const ATTRS: &[Attr] = &[
    Attr::new("zone", Type::Zone, "The availability zone that it belongs to.")
        .known_as(&["az", "availability_zone"])
        .required()
        .replaces()
        .simulated()
        .cfn("AvailabilityZone"),
    Attr::new(
        "form",
        Type::OneOf(&["rack", "server"]),
        "A whole rack, or a single machine of one or two units.",
    )
    .known_as(&["rack", "type"])
    .spelled(&[("rack", "RACK"), ("server", "SERVER")])
    .required()
    .replaces()
    .simulated()
    .facts(&[Fact::new("outposts.toml", "api.form_factors", SOURCE)]),
    Attr::new("generation", Type::OneOf(&["1", "2"]), "Of which generation a rack is.")
        .spelled(&[("1", "GENERATION_1"), ("2", "GENERATION_2")])
        .presence(Presence::OnlyIf("form", &["rack"]))
        .default_to(Default::Text("1"))
        .simulated()
        .facts(&[Fact::new("outposts.toml", "api.generations", SOURCE)]),
    Attr::new("disk", Type::Quantity(Dimension::Size), "Room for volumes on a rack, all together.")
        .presence(Presence::OnlyIf("form", &["rack"]))
        .in_steps(GB, i64::MAX, GB)
        .simulated(),
    Attr::new("uplink", Type::Quantity(Dimension::Bandwidth), "How fast the line to the Region is.")
        .simulated(),
    Attr::new(
        "price",
        Type::Quantity(Dimension::Spend),
        "What it costs, as agreed with AWS; there is no public list.",
    )
    .carried(),
    Attr::new("site", Type::String, "The id of the site where it stands.").replaces().carried().cfn("SiteId"),
];

const HOSTS: Block = Block {
    word: "hosts",
    known_as: &["machines", "instances", "slots", "hardware", "capacity", "instance_types"],
    doc: "Its machines: the type of instance that each is one of when it is not divided, and how many there are. \
          Smaller types of the same family are cut from them.",
    body: BlockBody::Table(Type::Whole),
    ..Block::BASE
};
