//! `server`: a machine at a flat price, or several behind a load balancer (Lightsail).

mod attrs;
mod balancer;
mod operations;

use crate::base::Fact;
use crate::catalog::{
    Deletion, Kind, Latency, Naming, OnChange, Output, OutputCase, Quota, Regions, Shape, Suffix, Uniqueness,
    Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Lightsail API model 2016-11-28 and user guide";

pub(super) static KIND: Kind = Kind {
    name: "server",
    title: "Lightsail instance",
    doc: include_str!("doc.md"),
    service: "lightsail",
    cfn: "AWS::Lightsail::Instance",
    naming: Some(&NAMING),
    shape: &Shape { attrs: attrs::ATTRS, blocks: &[balancer::LOAD_BALANCER, attrs::DISK], ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name; those of several servers have a number behind it."),
        Output::new("id", "{id}", "Its id."),
        Output::new("arn", "arn:{partition}:lightsail:{region}:{account}:Instance/{id}", "Its ARN."),
        Output::new("url", "http://{id}.{region}.cs.amazonlightsail.com", "Where it is called.").cases(&[
            OutputCase {
                attr: "load_balancer.domain",
                value: None,
                template: "https://{load_balancer.domain}",
            },
        ]),
    ],
    verbs: &[Verb { name: "call", doc: "Send it requests; a connection, no IAM action.", grants: &[] }],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 60_000, update: 10_000, delete: 30_000, visible: 1_000 },
    deletion: Deletion::LosesData("disk"),
    regions: Some(&REGIONS),
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Lightsail::Instance", "CloudFormation resource schema"),
        Fact::new("lightsail.toml", "rules.replacement", SOURCE),
        Fact::unconfirmed("lightsail.toml", "rules.bundle_change"),
        Fact::unconfirmed("lightsail.toml", "rules.iam_role_on_instance"),
    ],
    quotas: &[Quota {
        within: "",
        most: 20,
        fact: Fact::unconfirmed("lightsail.toml", "quotas.instances_per_account"),
    }],
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] =
    &[(&["region"], "the stack says it: `stack site { region = \"us-east-1\" }`")];

/// What can be in a name is from general knowledge.
static NAMING: Naming = Naming {
    min: 2,
    max: 255,
    characters: "a-zA-Z0-9_-",
    ends: "a-zA-Z0-9_",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[],
};

static REGIONS: Regions = Regions {
    names: &[
        "ap-east-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-south-2",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    ],
    fact: Fact::new("lightsail.toml", "rules.regions", "botocore 1.44.5 table of endpoints"),
};
