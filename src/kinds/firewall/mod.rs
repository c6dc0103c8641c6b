//! `firewall`: who reaches what, by port (security group).

mod operations;

use super::networks::BELONGS;
use crate::base::Fact;
use crate::catalog::{
    Attr, DEFAULT_RANGE_FACT, Default, Forbidden, Implied, Kind, Latency, Limit, Many, Naming, Needed,
    OnChange, Output, Part, PartInput, PartWhen, Position, Quota, Shape, Slot, Statement, Suffix, Type,
    Uniqueness,
};

/// Where the limits were read.
const SOURCE: &str = "EC2 API model 2016-11-15 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "firewall",
    title: "security group",
    doc: include_str!("doc.md"),
    service: "ec2",
    cfn: "AWS::EC2::SecurityGroup",
    naming: Some(&NAMING),
    shape: &Shape { attrs: ATTRS, statements: &[OPEN], ..Shape::EMPTY },
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("id", "sg-{hex}", "Its id."),
        Output::new("arn", "arn:{partition}:ec2:{region}:{account}:security-group/sg-{hex}", "Its ARN."),
    ],
    parts: PARTS,
    implied: &[
        Implied::any("AWS::EC2::SecurityGroupIngress.GroupId"),
        Implied::any("AWS::EC2::SecurityGroupIngress.GroupName"),
        Implied::any("AWS::EC2::SecurityGroupEgress.GroupId"),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 2_000, update: 1_000, delete: 1_000, visible: 500 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EC2::SecurityGroup", "CloudFormation resource schema"),
        Fact::new("vpc.toml", "security_group.immutable", SOURCE),
        DEFAULT_RANGE_FACT,
    ],
    quotas: &[Quota {
        within: "",
        most: 2_500,
        fact: Fact::new("vpc.toml", "security_group.groups_per_region_default", "Amazon VPC quotas page"),
    }],
    ..Kind::BASE
};

static NAMING: Naming = Naming {
    min: 1,
    max: 255,
    characters: r"A-Za-z0-9 ._:/()#,@[]+=&;{}!$*-",
    ends: "",
    forbidden: &[Forbidden::Prefix("sg-")],
    unique: Uniqueness::Within("network"),
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("vpc.toml", "security_group.name_max_length", SOURCE),
        Fact::new("vpc.toml", "security_group.name_forbidden_prefix", SOURCE),
    ],
};

static PARTS: &[Part] = &[
    Part {
        name: "inbound",
        kind: "inbound_rule",
        when: PartWhen::Joins("open", "from"),
        inputs: WHOSE,
        doc: "Lets in those who stand behind the other firewall; a rule of its own, so that two may name each other.",
        ..Part::BASE
    },
    Part {
        name: "outbound",
        kind: "outbound_rule",
        when: PartWhen::Joins("open", "to"),
        inputs: WHOSE,
        doc: "Lets out what goes to those who stand behind the other firewall; a rule of its own, as well.",
        ..Part::BASE
    },
];

const WHOSE: &[PartInput] = &[PartInput { name: "firewall", template: "{arn}" }];

const ATTRS: &[Attr] = &[
    BELONGS.replaces().cfn("VpcId"),
    Attr::new("description", Type::String, "What it is for, which AWS asks for.")
        .at_most(255)
        .default_to(Default::Text("kept by stackc"))
        .replaces()
        .carried()
        .cfn("GroupDescription")
        .facts(&[Fact::new("vpc.toml", "security_group.description_max_length", SOURCE)]),
    Attr::new("members", Type::Bool, "Whether those behind it reach one another, on every port."),
];

const OPEN: Statement = Statement {
    word: "open",
    known_as: &[
        "ingress",
        "egress",
        "allow",
        "inbound",
        "outbound",
        "rule",
        "rules",
        "from_port",
        "to_port",
        "cidr_blocks",
        "port",
    ],
    doc: "Lets in what comes `from` there, or out what goes `to` there: `open 443 from \"0.0.0.0/0\"`. Where nothing is opened `to` anywhere, everything may go out.",
    slots: &[
        Slot {
            field: "ports",
            ty: Type::RangeOf(&Type::Whole),
            needed: Needed::No,
            limit: Some(Limit { min: 0, max: 65_535, step: 1 }),
            cfn: "FromPort|ToPort",
            ..Slot::BASE
        },
        Slot {
            at: Position::After("from"),
            field: "from",
            ty: PEER,
            many: Many::Several,
            needed: Needed::No,
            cfn: FROM,
            ..Slot::BASE
        },
        Slot {
            at: Position::After("to"),
            field: "to",
            ty: PEER,
            many: Many::Several,
            needed: Needed::No,
            cfn: TO,
            ..Slot::BASE
        },
        Slot {
            at: Position::After("by"),
            field: "protocol",
            ty: Type::OneOf(&["tcp", "udp", "icmp", "icmpv6"]),
            needed: Needed::No,
            spelled: &[
                ("tcp", "tcp"),
                ("tcp", "TCP"),
                ("tcp", "6"),
                ("udp", "udp"),
                ("udp", "UDP"),
                ("udp", "17"),
            ],
            // Every protocol at once; and those that have a type and a code in place of ports.
            beyond: &["-1", "icmp", "ICMP", "icmpv6", "ICMPV6"],
            cfn: "IpProtocol",
            ..Slot::BASE
        },
    ],
    cfn: "SecurityGroupIngress|SecurityGroupEgress|AWS::EC2::SecurityGroupIngress|AWS::EC2::SecurityGroupEgress",
    facts: &[
        Fact::new("vpc.toml", "security_group.port", SOURCE),
        Fact::new("vpc.toml", "security_group.protocols_named", SOURCE),
    ],
    ..Statement::BASE
};

/// What says in CloudFormation who gets in.
const FROM: &str = "SecurityGroupIngress.CidrIp|SecurityGroupIngress.CidrIpv6|SecurityGroupIngress.SourcePrefixListId|SecurityGroupIngress.SourceSecurityGroupId|SecurityGroupIngress.SourceSecurityGroupName|AWS::EC2::SecurityGroupIngress.CidrIp|AWS::EC2::SecurityGroupIngress.CidrIpv6|AWS::EC2::SecurityGroupIngress.SourcePrefixListId|AWS::EC2::SecurityGroupIngress.SourceSecurityGroupId|AWS::EC2::SecurityGroupIngress.SourceSecurityGroupName";

/// What says there where they get out to.
const TO: &str = "SecurityGroupEgress.CidrIp|SecurityGroupEgress.CidrIpv6|SecurityGroupEgress.DestinationPrefixListId|SecurityGroupEgress.DestinationSecurityGroupId|AWS::EC2::SecurityGroupEgress.CidrIp|AWS::EC2::SecurityGroupEgress.CidrIpv6|AWS::EC2::SecurityGroupEgress.DestinationPrefixListId|AWS::EC2::SecurityGroupEgress.DestinationSecurityGroupId";

/// Who stands at the other end.
const PEER: Type = Type::Peer(&["firewall"]);
