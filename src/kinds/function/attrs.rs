//! The attributes of a function.

use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::super::{GB, MB, SECOND};
use super::{SOURCE, runtimes};
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Share, Type};

/// What comes with its memory.
static CPU: Share = Share {
    bytes_per_vcpu: 1_769 * MB,
    max_vcpu: 6,
    facts: &[
        Fact::unconfirmed("lambda.toml", "cpu.mib_per_vcpu"),
        Fact::unconfirmed("lambda.toml", "cpu.max_vcpu"),
    ],
};

/// From the most talkative to the most silent.
const LEVELS: &[&str] = &["trace", "debug", "info", "warn", "error", "fatal"];
/// As AWS spells them.
const SPELLED_LEVELS: &[(&str, &str)] = &[
    ("trace", "TRACE"),
    ("debug", "DEBUG"),
    ("info", "INFO"),
    ("warn", "WARN"),
    ("error", "ERROR"),
    ("fatal", "FATAL"),
];

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "publish",
        Type::Bool,
        "Whether each change of code or settings is kept as a version of its own.",
    )
    .known_as(&["version", "versions", "versioning"])
    .default_to(Default::Flag(false)),
    Attr::new(
        "serve",
        Type::String,
        "The alias that arrows lead to and start from; what was deployed last if left out.",
    )
    .picks("alias"),
    Attr::new(
        "snap_start",
        Type::Bool,
        "Whether a version starts from a picture of its memory, taken when it was published.",
    )
    .presence(Presence::NotWith("image"))
    .default_to(Default::Flag(false))
    .spelled(&[("true", "PublishedVersions"), ("false", "None")])
    .cfn("SnapStart.ApplyOn"),
    Attr::new(
        "dead_letter",
        Type::Reference(&["queue", "topic"]),
        "Where an asynchronous call goes that failed for good; a `failed` arrow tells more.",
    )
    .known_as(&["dlq", "dead_letter_queue"])
    .asks(&[("queue", &["sqs:SendMessage"]), ("topic", &["sns:Publish"])])
    .cfn("DeadLetterConfig.TargetArn")
    .facts(&[Fact::unconfirmed("lambda.toml", "async.dead_letter_targets")]),
    Attr::new(
        "retries",
        Type::Whole,
        "How often an asynchronous call that failed is tried again; twice if left out.",
    )
    .known_as(&["retry_attempts", "max_retries"])
    .between(0, 2)
    .cfn("AWS::Lambda::EventInvokeConfig.MaximumRetryAttempts")
    .facts(&[
        Fact::new("lambda.toml", "async.function_error_retries_min", SOURCE),
        Fact::new("lambda.toml", "async.function_error_retries_max", SOURCE),
    ]),
    Attr::new(
        "max_age",
        Type::Quantity(Dimension::Duration),
        "How old an asynchronous call may become before it is given up; six hours if left out.",
    )
    .known_as(&["max_event_age"])
    .in_steps(60 * SECOND, 21_600 * SECOND, SECOND)
    .cfn("AWS::Lambda::EventInvokeConfig.MaximumEventAgeInSeconds")
    .facts(&[
        Fact::new("lambda.toml", "async.max_event_age_s.min", SOURCE),
        Fact::new("lambda.toml", "async.max_event_age_s.max", SOURCE),
    ]),
    Attr::new("code_signing", Type::String, "ARN of the rules by which its code must be signed.")
        .presence(Presence::NotWith("image"))
        .carried()
        .cfn("CodeSigningConfigArn"),
    Attr::new(
        "runtime_update",
        Type::OneOf(&["auto", "function_update", "manual"]),
        "When it gets a newer patch of its runtime.",
    )
    .spelled(&[("auto", "Auto"), ("function_update", "FunctionUpdate"), ("manual", "Manual")])
    .presence(Presence::NotWith("image"))
    .carried()
    .cfn("RuntimeManagementConfig.UpdateRuntimeOn"),
    Attr::new("log_level", Type::OneOf(LEVELS), "From which level on its own lines are kept.")
        .spelled(SPELLED_LEVELS)
        .presence(Presence::OnlyIf("log_format", &["json"]))
        .carried()
        .cfn("LoggingConfig.ApplicationLogLevel"),
    Attr::new(
        "system_log_level",
        Type::OneOf(&["debug", "info", "warn"]),
        "From which level on Lambda's lines are kept.",
    )
    .spelled(&[("debug", "DEBUG"), ("info", "INFO"), ("warn", "WARN")])
    .presence(Presence::OnlyIf("log_format", &["json"]))
    .carried()
    .cfn("LoggingConfig.SystemLogLevel"),
    Attr::new("runtime", Type::OneOf(runtimes::RUNTIMES), "The language and version that the code runs on.")
        .presence(Presence::Unless("image"))
        .simulated()
        .cfn("Runtime")
        .facts(&[Fact::new("lambda.toml", "function.zip_requires", SOURCE)]),
    Attr::new("handler", Type::String, "The file and function that is called.")
        .presence(Presence::Unless("image"))
        .cfn("Handler")
        .facts(&[Fact::new("lambda.toml", "function.zip_requires", SOURCE)]),
    Attr::new("code", Type::Path, "The folder or archive with the code.")
        .presence(Presence::Unless("image"))
        .replaces_on_switch()
        .cfn("Code"),
    Attr::new(
        "entry_point",
        Type::List(&Type::String),
        "What the image starts, in place of its own entry point.",
    )
    .presence(Presence::With("image"))
    .carried()
    .cfn("ImageConfig.EntryPoint"),
    Attr::new(
        "command",
        Type::List(&Type::String),
        "What the entry point is given, in place of the image's own.",
    )
    .known_as(&["cmd"])
    .presence(Presence::With("image"))
    .carried()
    .cfn("ImageConfig.Command"),
    Attr::new("folder", Type::String, "The folder that the image starts in, in place of its own.")
        .known_as(&["workdir", "working_directory", "working_dir"])
        .presence(Presence::With("image"))
        .carried()
        .cfn("ImageConfig.WorkingDirectory"),
    Attr::new("image", Type::String, "A container image that is run in place of code, runtime and handler.")
        .replaces_on_switch()
        .cfn("Code.ImageUri")
        .facts(&[Fact::new("lambda.toml", "function.image_forbids", SOURCE)]),
    Attr::new(
        "memory",
        Type::Quantity(Dimension::Size),
        "Memory of one execution; its share of CPU follows from it.",
    )
    .known_as(&["mem", "ram"])
    .in_steps(128 * MB, 10 * GB, MB)
    .default_to(Default::Amount(Dimension::Size, 128 * MB))
    .simulated()
    .cfn("MemorySize")
    .share(&CPU)
    .facts(&[Fact::new("lambda.toml", "memory", SOURCE)]),
    Attr::new(
        "timeout",
        Type::Quantity(Dimension::Duration),
        "How long one execution may take before it is ended.",
    )
    .known_as(&["duration", "max_duration"])
    .in_steps(SECOND, 900 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 3 * SECOND))
    .simulated()
    .cfn("Timeout")
    .facts(&[Fact::new("lambda.toml", "timeout", SOURCE)]),
    Attr::new(
        "role",
        Type::Reference(&["role"]),
        "What its code may do; without it there is a default role that may only write logs.",
    )
    .simulated()
    .cfn("Role"),
    Attr::new("architecture", Type::OneOf(&["x86_64", "arm64"]), "The processor it runs on.")
        .default_to(Default::Text("x86_64"))
        .simulated()
        .cfn("Architectures")
        .facts(&[
            Fact::new("lambda.toml", "function.architectures", SOURCE),
            Fact::new("lambda.toml", "function.architecture_default", SOURCE),
        ]),
    Attr::new(
        "concurrency",
        Type::Whole,
        "How many executions may run at once; they are taken from the account's, and 0 stops the function.",
    )
    .known_as(&["reserved_concurrency", "concurrency_limit"])
    .at_least(0)
    .simulated()
    .cfn("ReservedConcurrentExecutions")
    .facts(&[Fact::new("lambda.toml", "concurrency.reserved_min", SOURCE)]),
    Attr::new("disk", Type::Quantity(Dimension::Size), "Room in `/tmp` of one execution.")
        .known_as(&["tmp", "storage", "ephemeral_storage_size"])
        .in_steps(512 * MB, 10 * GB, MB)
        .default_to(Default::Amount(Dimension::Size, 512 * MB))
        .simulated()
        .cfn("EphemeralStorage.Size")
        .facts(&[Fact::new("lambda.toml", "ephemeral_storage", SOURCE)]),
    Attr::new("layers", Type::List(&Type::String), "ARNs of layer versions that are laid under the code.")
        .presence(Presence::NotWith("image"))
        .at_most_items(5)
        .cfn("Layers")
        .facts(&[
            Fact::new("lambda.toml", "layers.max_per_function", SOURCE),
            Fact::new("lambda.toml", "function.image_forbids", SOURCE),
        ]),
    Attr::new("description", Type::String, "What it is for.")
        .at_most(256)
        .carried()
        .cfn("Description")
        .facts(&[Fact::new("lambda.toml", "function.description_max_length", SOURCE)]),
    Attr::new(
        "tracing",
        Type::OneOf(&["active", "pass_through"]),
        "Whether X-Ray samples its calls, or only follows its caller.",
    )
    .known_as(&["xray"])
    .spelled(&[("active", "Active"), ("pass_through", "PassThrough")])
    .carried()
    .cfn("TracingConfig.Mode")
    .facts(&[Fact::new("lambda.toml", "function.tracing_modes", SOURCE)]),
    Attr::new("log_format", Type::OneOf(&["text", "json"]), "How its log lines are written.")
        .spelled(&[("text", "Text"), ("json", "JSON")])
        .default_to(Default::Text("text"))
        .carried()
        .cfn("LoggingConfig.LogFormat")
        .facts(&[
            Fact::new("lambda.toml", "logging.formats", SOURCE),
            Fact::unconfirmed("lambda.toml", "logging.format_default"),
        ]),
    Attr::new(
        "recursive_loop",
        Type::OneOf(&["terminate", "allow"]),
        "Whether Lambda breaks a loop of calls that leads back to it.",
    )
    .spelled(&[("terminate", "Terminate"), ("allow", "Allow")])
    .default_to(Default::Text("terminate"))
    .simulated()
    .cfn("RecursiveLoop")
    .facts(&[Fact::unconfirmed("lambda.toml", "recursion.loop_detection_default")]),
    Attr::new("kms_key", Type::String, "ARN of the key that encrypts its environment variables.")
        .carried()
        .cfn("KmsKeyArn"),
    NETWORK.cfn("VpcConfig.SubnetIds"),
    SUBNETS,
    FIREWALLS.cfn("VpcConfig.SecurityGroupIds"),
];
