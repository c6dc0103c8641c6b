//! The blocks of a bucket: what browsers see of it, and what is told about its objects.

use super::super::{DAY, SECOND};
use crate::base::Dimension;
use crate::catalog::{Attr, Block, BlockBody, Default, Label, Presence, Shape, Type};

pub(super) const BLOCKS: &[Block] = &[
    Block {
        word: "website",
        doc: "Its objects as pages of a site.",
        body: BlockBody::Shape(&Shape { attrs: WEBSITE, ..Shape::EMPTY }),
        cfn: "WebsiteConfiguration",
        ..Block::BASE
    },
    Block {
        word: "cors",
        known_as: &["cors_rule", "cors_rules"],
        doc: "Which pages of other sites may use it from a browser.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: CORS, ..Shape::EMPTY }),
        cfn: "CorsConfiguration.CorsRules",
        ..Block::BASE
    },
    Block {
        word: "tiering",
        known_as: &["intelligent_tiering"],
        doc: "When objects of the class `INTELLIGENT_TIERING` that nobody reads go to its archives.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: TIERING, ..Shape::EMPTY }),
        cfn: "IntelligentTieringConfigurations",
        ..Block::BASE
    },
    Block {
        word: "inventory",
        doc: "A list of its objects, written to a bucket again and again.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: INVENTORY, ..Shape::EMPTY }),
        cfn: "InventoryConfigurations",
        ..Block::BASE
    },
    Block {
        word: "metrics",
        doc: "Requests that CloudWatch counts by themselves.",
        label: Label::Named { required: false },
        body: BlockBody::Shape(&Shape { attrs: METRICS, ..Shape::EMPTY }),
        cfn: "MetricsConfigurations",
        ..Block::BASE
    },
];

const WEBSITE: &[Attr] = &[
    Attr::new("index", Type::String, "The page of a folder, such as `index.html`.")
        .presence(Presence::Unless("redirect"))
        .cfn("IndexDocument"),
    Attr::new("error", Type::String, "The page for what is not there.")
        .presence(Presence::NotWith("redirect"))
        .carried()
        .cfn("ErrorDocument"),
    Attr::new("redirect", Type::String, "The host that every request is sent to instead.")
        .cfn("RedirectAllRequestsTo.HostName"),
];

const CORS: &[Attr] = &[
    Attr::new("origins", Type::List(&Type::String), "Sites whose pages may use it.")
        .required()
        .cfn("AllowedOrigins"),
    Attr::new(
        "methods",
        Type::List(&Type::OneOf(&["GET", "PUT", "HEAD", "POST", "DELETE"])),
        "What they may do.",
    )
    .required()
    .cfn("AllowedMethods"),
    Attr::new("headers", Type::List(&Type::String), "Headers that they may send.").cfn("AllowedHeaders"),
    Attr::new("expose", Type::List(&Type::String), "Headers of the answer that they may read.")
        .cfn("ExposedHeaders"),
    Attr::new("max_age", Type::Quantity(Dimension::Duration), "How long a browser may remember the answer.")
        .in_steps(0, i64::MAX, SECOND)
        .cfn("MaxAge"),
];

const TIERING: &[Attr] = &[
    Attr::new("under", Type::String, "What their keys begin with; all of them if left out.")
        .carried()
        .cfn("Prefix"),
    Attr::new("archive_after", Type::Quantity(Dimension::Duration), "After how long to the first archive.")
        .in_steps(90 * DAY, 730 * DAY, DAY)
        .carried(),
    Attr::new(
        "deep_archive_after",
        Type::Quantity(Dimension::Duration),
        "After how long to the deep archive.",
    )
    .in_steps(180 * DAY, 730 * DAY, DAY)
    .carried(),
];

const INVENTORY: &[Attr] = &[
    Attr::new("to", Type::Reference(&["bucket"]), "The bucket that the list is written to.")
        .required()
        .carried()
        .cfn("Destination.BucketArn"),
    Attr::new("every", Type::OneOf(&["day", "week"]), "How often.")
        .spelled(&[("day", "Daily"), ("week", "Weekly")])
        .default_to(Default::Text("week"))
        .carried()
        .cfn("ScheduleFrequency"),
    Attr::new("versions", Type::OneOf(&["current", "all"]), "Which versions are in it.")
        .spelled(&[("current", "Current"), ("all", "All")])
        .default_to(Default::Text("current"))
        .carried()
        .cfn("IncludedObjectVersions"),
    Attr::new("under", Type::String, "What their keys begin with; all of them if left out.")
        .carried()
        .cfn("Prefix"),
];

const METRICS: &[Attr] =
    &[Attr::new("under", Type::String, "What their keys begin with; all of them if left out.")
        .carried()
        .cfn("Prefix")];
