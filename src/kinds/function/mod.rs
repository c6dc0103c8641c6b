//! `function`: code that runs when it is called, and is paid for while it runs (Lambda).

mod attrs;
mod blocks;
mod destinations;
mod metrics;
mod operations;
mod runtimes;

use super::grants::{USES, resource_policy};
use super::networks::{IN_NETWORK, firewall};
use crate::base::Fact;
use crate::catalog::{
    Carrier, Doors, Grant, Implied, ImpliedValue, Itself, Kind, Latency, Meaning, Naming, OnChange, Output,
    Part, PartInput, PartWhen, Position, Reserved, Shape, Slot, Statement, Suffix, Type, Uniqueness, Verb,
};

/// Where the limits were read.
const SOURCE: &str = "Lambda API model 2015-03-31 and Lambda quotas page";

pub(super) static KIND: Kind = Kind {
    name: "function",
    title: "Lambda function",
    doc: include_str!("doc.md"),
    service: "lambda",
    cfn: "AWS::Lambda::Function",
    naming: Some(&NAMING),
    shape: &SHAPE,
    outputs: &[
        Output::new("name", "{name}", "Its name."),
        Output::new("arn", "arn:{partition}:lambda:{region}:{account}:function:{name}", "Its ARN."),
        Output::new("url", "https://{id}.lambda-url.{region}.on.aws", "Where it answers requests by itself.")
            .given("url.auth"),
    ],
    parts: PARTS,
    links: &[destinations::TO_CODE, destinations::TO_BUCKET],
    verbs: &[Verb {
        name: "invoke",
        doc: "Call it, and wait for the answer or not.",
        grants: &[Grant { actions: &["lambda:InvokeFunction"], resource: "{arn}" }],
    }],
    // Where it names no network it runs in none of the account's.
    doors: Some(&Doors { itself: Itself::Where(&[("network", &[])]), ..Doors::BASE }),
    carrier: Some(&CARRIER),
    operations: operations::OPERATIONS,
    metrics: metrics::METRICS,
    // Estimates.
    latency: Latency { create: 4_000, update: 3_000, delete: 1_000, visible: 500 },
    dated: runtimes::DATED,
    facts: &[
        Fact::new("update_behavior.toml", "AWS::Lambda::Function", "CloudFormation resource schema"),
        Fact::new("lambda.toml", "permissions.vpc_managed_policy", SOURCE),
    ],
    implied: IMPLIED,
    elsewhere: ELSEWHERE,
    ..Kind::BASE
};

/// What other languages say otherwise.
static ELSEWHERE: &[(&[&str], &str)] = &[
    (
        &["policies", "policy", "statements", "permissions"],
        "what it may do stands in its `role`; `allow uses` there is just what its `uses` lines need",
    ),
    (
        &["events", "event", "triggers", "trigger", "event_source", "schedule", "cron", "rate"],
        "what calls it is an arrow: `schedule.nightly -> function.resize`, `bucket.photos created -> function.resize`",
    ),
    (
        &["provisioned", "provisioned_concurrency", "auto_publish_alias"],
        "executions are kept ready by an alias: `alias live { provisioned = 5 }`",
    ),
    (
        &["log_retention", "log_group", "logs"],
        "its log group is a resource: `log_group resize { of = function.resize  retention = 14 days }`",
    ),
    (
        &["destination", "destinations", "on_failure", "on_success"],
        "what comes after an asynchronous call is an arrow: `function.resize failed -> queue.lost`",
    ),
    (
        &["filename", "package", "source", "zip_file", "zip", "s3_bucket", "s3_key"],
        "`code` names the folder or archive: `code = \"./resize\"`",
    ),
    (&["package_type"], "an image says it: `image` in place of `code`, `runtime` and `handler`"),
];

/// What belongs to it is a type of its own at CloudFormation, and says whose it is.
static IMPLIED: &[Implied] = &[
    Implied::any("AWS::Lambda::Alias.FunctionName|AWS::Lambda::Alias.Name"),
    Implied::any("AWS::Lambda::Url.TargetFunctionArn"),
    Implied::any(
        "AWS::Lambda::EventSourceMapping.FunctionName|AWS::Lambda::EventSourceMapping.EventSourceArn",
    ),
    Implied::any("AWS::Lambda::EventInvokeConfig.FunctionName"),
    Implied::any("AWS::Lambda::EventInvokeConfig.DestinationConfig.OnFailure.Destination"),
    Implied::any("AWS::Lambda::EventInvokeConfig.DestinationConfig.OnSuccess.Destination"),
    // That of an alias is none that the language has.
    Implied::one_of("AWS::Lambda::EventInvokeConfig.Qualifier", &[ImpliedValue::plain("$LATEST")], &[]),
];

static NAMING: Naming = Naming {
    min: 1,
    max: 64,
    characters: "a-zA-Z0-9_-",
    ends: "",
    forbidden: &[],
    unique: Uniqueness::Region,
    account_suffix: Suffix::None,
    from_reference: &[],
    on_change: OnChange::Replace,
    facts: &[
        Fact::new("lambda.toml", "function.name_max_length", SOURCE),
        Fact::new("lambda.toml", "function.name_pattern", SOURCE),
    ],
};

static SHAPE: Shape =
    Shape { attrs: attrs::ATTRS, blocks: blocks::BLOCKS, statements: &[USES, MOUNT, POLICY[0], POLICY[1]] };

/// One file system at most, by an access point; Lambda knows no mounts that only read.
const MOUNT: Statement = Statement {
    word: "mount",
    known_as: &["efs", "file_system", "file_systems", "file_system_config"],
    doc: "Where the files of a file system are seen; it stands in a network of one's own then.",
    meaning: Meaning::Mount,
    slots: &[
        Slot { field: "path", cfn: "LocalMountPath", ..Slot::BASE },
        Slot {
            at: Position::After("from"),
            field: "from",
            ty: Type::Reference(&["file_system"]),
            asks: &[("file_system", &["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"])],
            ..Slot::BASE
        },
    ],
    cfn: "FileSystemConfigs",
    facts: &[
        Fact::new("efs.toml", "lambda.file_systems_max", EFS),
        Fact::new("efs.toml", "lambda.mount_path_pattern", EFS),
        Fact::new("efs.toml", "lambda.mount_path_max_length", EFS),
        Fact::new("efs.toml", "lambda.access_point_required", EFS),
        Fact::new("efs.toml", "lambda.vpc_required", EFS),
    ],
    ..Statement::BASE
};

/// Where what Lambda asks of file systems was read.
const EFS: &str = "EFS API model 2015-02-01 and Lambda API model 2015-03-31";

const POLICY: [Statement; 2] = resource_policy(
    20_480,
    "AWS::Lambda::Permission",
    &[Fact::unconfirmed("iam.toml", "limits.lambda_resource_policy_bytes")],
);

static ENV: Reserved = Reserved {
    keys: &[
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
    ],
    max_bytes: 4096,
    first: "a-zA-Z",
    rest: "a-zA-Z0-9_",
    min_length: 2,
};

static PARTS: &[Part] = &[
    Part {
        name: "role",
        kind: "role",
        when: PartWhen::Without("role"),
        inputs: &[
            PartInput { name: "name", template: "{name}-role" },
            PartInput { name: "trust", template: "lambda" },
        ],
        doc: "The default role, which may write logs and nothing else.",
        ..Part::BASE
    },
    Part {
        name: "log_group",
        kind: "log_group",
        when: PartWhen::NoReferrer("log_group", "of"),
        inputs: &[PartInput { name: "name", template: "/aws/lambda/{name}" }],
        doc: "Where its output goes; kept for ever unless a `log_group` with `of` says how long.",
        ..Part::BASE
    },
    Part {
        name: "access_point",
        kind: "access_point",
        when: PartWhen::With("mount"),
        inputs: &[
            PartInput { name: "file_system", template: "{mount.from.arn}" },
            PartInput { name: "path", template: "/{name}" },
            PartInput { name: "user", template: "1000:1000" },
            PartInput { name: "permissions", template: "755" },
        ],
        doc: "The way to the files that it mounts: a folder of its own in the file system.",
        ..Part::BASE
    },
    Part {
        name: "version",
        kind: "function_version",
        when: PartWhen::Behind("publish"),
        inputs: &[PartInput { name: "of", template: "{arn}" }, CONTENT],
        doc: "What was deployed last, kept as it is.",
        ..Part::BASE
    },
    Part {
        name: "alias",
        kind: "function_alias",
        when: PartWhen::Each("alias"),
        inputs: &[
            PartInput { name: "of", template: "{arn}" },
            PartInput { name: "alias", template: "{each}" },
            CONTENT,
        ],
        doc: "The name of a version.",
        ..Part::BASE
    },
    firewall(&[PartInput { name: "name", template: "{name}-function" }, IN_NETWORK]),
];

/// What a version keeps of its function.
const CONTENT: PartInput = PartInput {
    name: "content",
    template: "{digest architecture code command description disk dead_letter entry_point env folder handler image kms_key layers memory mount role runtime snap_start timeout tracing}",
};

static CARRIER: Carrier = Carrier {
    principal: "lambda",
    logs: &[Grant { actions: &["logs:CreateLogStream", "logs:PutLogEvents"], resource: "{arn}:*" }],
    // Lambda makes network interfaces in its name, as AWS's own policy for it allows.
    settings: &[(
        "network",
        Grant {
            actions: &[
                "ec2:AssignPrivateIpAddresses",
                "ec2:CreateNetworkInterface",
                "ec2:DeleteNetworkInterface",
                "ec2:DescribeNetworkInterfaces",
                "ec2:DescribeSubnets",
                "ec2:UnassignPrivateIpAddresses",
            ],
            resource: "*",
        },
    )],
    ..Carrier::BASE
};
