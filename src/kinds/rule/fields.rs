//! What is known of events: of all of them, and of those of some services.

use crate::catalog::Field;

/// The fields of every event, the first saying who sends it.
pub(super) static FIELDS: &[Field] = &[
    Field::new("source", "Who sends it: `aws.` and a service, or a name of one's own.").values(SOURCES),
    Field::new("detail-type", "What happened.").values(TYPES),
    Field::new("detail", "What the sender tells of it.").fields(DETAIL),
    Field::new("account", "The account that it comes from."),
    Field::new("region", "The Region that it comes from."),
    Field::new("resources", "The ARNs of what it is about."),
    Field::new("time", "When it happened."),
    Field::new("id", "What tells it from others."),
    Field::new("version", "Of its form: `0`."),
    Field::new("$or", "Patterns one of which must fit."),
];

const SOURCES: &[(&str, &str)] = &[
    ("aws.s3", ""),
    ("aws.ecs", ""),
    ("aws.ecr", ""),
    ("aws.ec2", ""),
    ("aws.batch", ""),
    ("aws.states", ""),
    ("aws.cloudwatch", ""),
    ("aws.autoscaling", ""),
    ("aws.events", ""),
];

const TYPES: &[(&str, &str)] = &[
    ("Object Created", "aws.s3"),
    ("Object Deleted", "aws.s3"),
    ("Object Restore Initiated", "aws.s3"),
    ("Object Restore Completed", "aws.s3"),
    ("Object Restore Expired", "aws.s3"),
    ("Object Tags Added", "aws.s3"),
    ("Object Tags Deleted", "aws.s3"),
    ("Object ACL Updated", "aws.s3"),
    ("Object Storage Class Changed", "aws.s3"),
    ("Object Access Tier Changed", "aws.s3"),
    ("ECS Task State Change", "aws.ecs"),
    ("ECS Service Action", "aws.ecs"),
    ("ECS Deployment State Change", "aws.ecs"),
    ("ECS Container Instance State Change", "aws.ecs"),
    ("ECR Image Action", "aws.ecr"),
    ("ECR Image Scan", "aws.ecr"),
    ("EC2 Instance State-change Notification", "aws.ec2"),
    ("EC2 Spot Instance Interruption Warning", "aws.ec2"),
    ("Batch Job State Change", "aws.batch"),
    ("Step Functions Execution Status Change", "aws.states"),
    ("CloudWatch Alarm State Change", "aws.cloudwatch"),
    ("EC2 Instance Launch Successful", "aws.autoscaling"),
    ("EC2 Instance Terminate Successful", "aws.autoscaling"),
    ("Scheduled Event", "aws.events"),
];

const DETAIL: &[Field] = &[
    Field::new("bucket", "The bucket.").with("aws.s3").fields(&[Field::new("name", "Its name.")]),
    Field::new("object", "The object.").with("aws.s3").fields(&[
        Field::new("key", "Its key."),
        Field::new("size", "How many bytes it has."),
        Field::new("etag", "The hash of what it holds."),
    ]),
    Field::new("reason", "The call that did it.").with("aws.s3").values(&[
        ("PutObject", ""),
        ("CopyObject", ""),
        ("CompleteMultipartUpload", ""),
        ("DeleteObject", ""),
        ("Lifecycle Expiration", ""),
    ]),
    Field::new("clusterArn", "The cluster.").with("aws.ecs"),
    Field::new("group", "`service:` or `family:` and a name.").with("aws.ecs"),
    Field::new("lastStatus", "How far the task is.").with("aws.ecs").values(&[
        ("PENDING", ""),
        ("RUNNING", ""),
        ("STOPPED", ""),
    ]),
    Field::new("desiredStatus", "How far it is to come.")
        .with("aws.ecs")
        .values(&[("RUNNING", ""), ("STOPPED", "")]),
    Field::new("stopCode", "Why it stopped.").with("aws.ecs").values(&[
        ("TaskFailedToStart", ""),
        ("EssentialContainerExited", ""),
        ("UserInitiated", ""),
        ("ServiceSchedulerInitiated", ""),
        ("SpotInterruption", ""),
    ]),
    Field::new("repository-name", "The repository.").with("aws.ecr"),
    Field::new("image-tag", "The tag.").with("aws.ecr"),
    Field::new("action-type", "What was done.").with("aws.ecr").values(&[("PUSH", ""), ("DELETE", "")]),
    Field::new("result", "Whether it went well.").with("aws.ecr").values(&[("SUCCESS", ""), ("FAILURE", "")]),
    Field::new("instance-id", "The machine.").with("aws.ec2"),
    Field::new("state", "How it is now.").with("aws.ec2").values(&[
        ("pending", ""),
        ("running", ""),
        ("stopping", ""),
        ("stopped", ""),
        ("shutting-down", ""),
        ("terminated", ""),
    ]),
    Field::new("jobName", "The job.").with("aws.batch"),
    Field::new("status", "How it stands.").with("aws.batch").values(&[("SUCCEEDED", ""), ("FAILED", "")]),
    Field::new("stateMachineArn", "The pipeline.").with("aws.states"),
    Field::new("status", "How it stands.").with("aws.states").values(&[
        ("RUNNING", ""),
        ("SUCCEEDED", ""),
        ("FAILED", ""),
        ("TIMED_OUT", ""),
        ("ABORTED", ""),
    ]),
    Field::new("alarmName", "The alarm.").with("aws.cloudwatch"),
];
