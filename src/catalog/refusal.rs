//! What each service says when it refuses, and how often a thing may be changed.

use crate::base::Fact;

/// The error codes of a service: a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusals {
    /// Prefix of its IAM actions, as in [`super::Kind::service`].
    pub service: &'static str,
    /// The name is taken by another account.
    pub taken: &'static str,
    /// The name is taken by the caller's own account.
    pub owned: &'static str,
    /// What is to be changed is not there.
    pub missing: &'static str,
    /// It still holds data.
    pub full: &'static str,
    /// Something still needs it.
    pub used: &'static str,
    /// What the request names is not there, or cannot be used yet.
    pub invalid: &'static str,
}

/// How often AWS takes changes of one thing: a row.
#[derive(Debug, Clone, Copy)]
pub struct ChangeQuota {
    /// The attributes whose change counts; several at once are one change.
    pub attrs: &'static [&'static str],
    /// How many are taken.
    pub most: usize,
    /// In so many virtual milliseconds, wherever these begin.
    pub within: u64,
    /// What the service says to one more.
    pub code: &'static str,
    /// Where this comes from.
    pub facts: &'static [Fact],
}

/// How many of a kind there may be, unless AWS grants more: a row.
#[derive(Debug, Clone, Copy)]
pub struct Quota {
    /// The attribute whose value those share that are counted together; empty if all of the account and region are.
    pub within: &'static str,
    /// How many there may be.
    pub most: usize,
    /// Where this comes from.
    pub fact: Fact,
}

impl ChangeQuota {
    /// When the next change is taken, after changes at these virtual milliseconds; `None` if it is taken now.
    #[must_use]
    pub fn free_at(&self, changes: &[u64], now: u64) -> Option<u64> {
        let mut counted: Vec<u64> =
            changes.iter().copied().filter(|at| at.saturating_add(self.within) > now).collect();
        counted.sort_unstable();
        let first = counted.len().checked_sub(self.most)?;
        counted.get(first).map(|at| at.saturating_add(self.within))
    }
}

impl Refusals {
    /// The row of a service; for one without a row, the codes that CloudFormation gives for any type.
    #[must_use]
    pub fn of(service: &str) -> &'static Self {
        SERVICES.iter().find(|row| row.service == service).unwrap_or(&ANY)
    }
}

/// A row, in the order of the fields; a service that knows one code for every taken name has it twice.
const fn row(service: &'static str, codes: [&'static str; 6]) -> Refusals {
    let [taken, owned, missing, full, used, invalid] = codes;
    Refusals { service, taken, owned, missing, full, used, invalid }
}

/// CloudFormation's handler error codes.
static ANY: Refusals = row(
    "",
    ["AlreadyExists", "AlreadyExists", "NotFound", "ResourceConflict", "ResourceConflict", "InvalidRequest"],
);

// From general knowledge of the services' API references; the words of the messages are ours.
static SERVICES: &[Refusals] = &[
    row(
        "apigateway",
        [
            "ConflictException",
            "ConflictException",
            "NotFoundException",
            "ConflictException",
            "ConflictException",
            "BadRequestException",
        ],
    ),
    row("batch", ["ClientException"; 6]),
    row(
        "dynamodb",
        [
            "ResourceInUseException",
            "ResourceInUseException",
            "ResourceNotFoundException",
            "ResourceInUseException",
            "ResourceInUseException",
            "ValidationException",
        ],
    ),
    row(
        "ec2",
        [
            "InvalidGroup.Duplicate",
            "InvalidGroup.Duplicate",
            "InvalidParameterValue",
            "DependencyViolation",
            "DependencyViolation",
            "InvalidParameterValue",
        ],
    ),
    row(
        "ecr",
        [
            "RepositoryAlreadyExistsException",
            "RepositoryAlreadyExistsException",
            "RepositoryNotFoundException",
            "RepositoryNotEmptyException",
            "RepositoryNotEmptyException",
            "InvalidParameterException",
        ],
    ),
    row(
        "ecs",
        [
            "InvalidParameterException",
            "InvalidParameterException",
            "ResourceNotFoundException",
            "ClusterContainsServicesException",
            "ClusterContainsServicesException",
            "InvalidParameterException",
        ],
    ),
    row(
        "eks",
        [
            "ResourceInUseException",
            "ResourceInUseException",
            "ResourceNotFoundException",
            "ResourceInUseException",
            "ResourceInUseException",
            "InvalidParameterException",
        ],
    ),
    row(
        "elasticfilesystem",
        [
            "FileSystemAlreadyExists",
            "FileSystemAlreadyExists",
            "FileSystemNotFound",
            "FileSystemInUse",
            "FileSystemInUse",
            "BadRequest",
        ],
    ),
    row(
        "elasticloadbalancing",
        [
            "DuplicateLoadBalancerName",
            "DuplicateLoadBalancerName",
            "LoadBalancerNotFound",
            "ResourceInUse",
            "ResourceInUse",
            "ValidationError",
        ],
    ),
    row(
        "events",
        [
            "ResourceAlreadyExistsException",
            "ResourceAlreadyExistsException",
            "ResourceNotFoundException",
            "ValidationException",
            "ValidationException",
            "ValidationException",
        ],
    ),
    row(
        "iam",
        [
            "EntityAlreadyExists",
            "EntityAlreadyExists",
            "NoSuchEntity",
            "DeleteConflict",
            "DeleteConflict",
            "NoSuchEntity",
        ],
    ),
    row(
        "lambda",
        [
            "ResourceConflictException",
            "ResourceConflictException",
            "ResourceNotFoundException",
            "ResourceConflictException",
            "ResourceConflictException",
            "InvalidParameterValueException",
        ],
    ),
    row(
        "logs",
        [
            "ResourceAlreadyExistsException",
            "ResourceAlreadyExistsException",
            "ResourceNotFoundException",
            "OperationAbortedException",
            "OperationAbortedException",
            "InvalidParameterException",
        ],
    ),
    row(
        "s3",
        [
            "BucketAlreadyExists",
            "BucketAlreadyOwnedByYou",
            "NoSuchBucket",
            "BucketNotEmpty",
            "OperationAborted",
            "InvalidArgument",
        ],
    ),
    row(
        "scheduler",
        [
            "ConflictException",
            "ConflictException",
            "ResourceNotFoundException",
            "ConflictException",
            "ConflictException",
            "ValidationException",
        ],
    ),
    row(
        "sns",
        [
            "InvalidParameter",
            "InvalidParameter",
            "NotFound",
            "InvalidParameter",
            "InvalidParameter",
            "InvalidParameter",
        ],
    ),
    row(
        "sqs",
        [
            "QueueNameExists",
            "QueueNameExists",
            "QueueDoesNotExist",
            "InvalidAttributeValue",
            "InvalidAttributeValue",
            "InvalidAttributeValue",
        ],
    ),
];
