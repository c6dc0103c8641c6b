//! Events as functions receive them, one of each shape.

/// An event.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Such as `s3.put`.
    pub name: &'static str,
    /// What happened, in one line.
    pub doc: &'static str,
    /// The event, as JSON.
    pub json: &'static str,
}

/// All of them, by name. Fields as in the event tables of `s3.toml`, `apigateway.toml`, `eventbridge.toml`, `sqs.toml`,
/// `sns.toml` and `dynamodb.toml`.
pub const SAMPLES: &[Sample] = &[
    Sample {
        name: "apigateway.v1",
        doc: "A request to a REST API",
        json: include_str!("samples/apigateway.v1.json"),
    },
    Sample {
        name: "apigateway.v2",
        doc: "A request to an HTTP API",
        json: include_str!("samples/apigateway.v2.json"),
    },
    Sample {
        name: "dynamodb",
        doc: "An item of a table changed",
        json: include_str!("samples/dynamodb.json"),
    },
    Sample {
        name: "rule",
        doc: "A rule's pattern matched an event: an object was created in a bucket",
        json: include_str!("samples/rule.json"),
    },
    Sample {
        name: "s3.delete",
        doc: "An object was removed from a bucket",
        json: include_str!("samples/s3.delete.json"),
    },
    Sample {
        name: "s3.put",
        doc: "An object was put into a bucket",
        json: include_str!("samples/s3.put.json"),
    },
    Sample { name: "schedule", doc: "A scheduled rule fired", json: include_str!("samples/schedule.json") },
    // From general knowledge; with `input` it is that and nothing else.
    Sample {
        name: "scheduler",
        doc: "A schedule without `input` called",
        json: include_str!("samples/scheduler.json"),
    },
    Sample { name: "sns", doc: "A message was published to a topic", json: include_str!("samples/sns.json") },
    Sample { name: "sqs", doc: "Messages were taken from a queue", json: include_str!("samples/sqs.json") },
];
