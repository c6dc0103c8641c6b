//! What operations ask for, against the permissions that CloudFormation publishes for its own handlers.

use std::collections::{BTreeMap, BTreeSet};

use stackc::catalog::{ApiCall, Kind, Stage};
use stackc::iam::Case;
use stackc::kinds::builtin;

/// The published permissions, a type and a stage to a line.
const PUBLISHED: &str = include_str!("../fixtures/handlers.txt");

/// Actions that a row has beyond what is published for its type, and why.
const BEYOND: &[(&str, &str)] = &[
    // Types of their own at CloudFormation, and one thing here.
    ("alarm cloudwatch:PutCompositeAlarm", "AWS::CloudWatch::CompositeAlarm"),
    ("bucket s3:*BucketPolicy", "AWS::S3::BucketPolicy"),
    ("capacity autoscaling:UpdateAutoScalingGroup", "AWS::AutoScaling::AutoScalingGroup"),
    ("capacity ec2:CreateLaunchTemplateVersion", "AWS::EC2::LaunchTemplate"),
    ("environment elasticbeanstalk:CreateApplicationVersion", "AWS::ElasticBeanstalk::ApplicationVersion"),
    ("function lambda:*EventInvokeConfig", "AWS::Lambda::EventInvokeConfig"),
    ("function lambda:*FunctionUrlConfig", "AWS::Lambda::Url"),
    ("function lambda:*Permission", "AWS::Lambda::Permission"),
    ("internet_gateway ec2:*tachInternetGateway", "AWS::EC2::VPCGatewayAttachment"),
    ("job_queue batch:*ComputeEnvironment*", "AWS::Batch::ComputeEnvironment"),
    ("job_queue iam:*", "AWS::Batch::ComputeEnvironment"),
    ("log_group logs:*MetricFilter", "AWS::Logs::MetricFilter"),
    ("route_table ec2:*Route*", "AWS::EC2::Route, AWS::EC2::SubnetRouteTableAssociation"),
    ("server lightsail:*StaticIp", "AWS::Lightsail::StaticIp"),
    ("server lightsail:*LoadBalancer*", "AWS::Lightsail::LoadBalancer"),
    ("server lightsail:*Disk", "AWS::Lightsail::Disk"),
    ("service application-autoscaling:*", "AWS::ApplicationAutoScaling::ScalableTarget"),
    ("service ecs:*TaskDefinition", "AWS::ECS::TaskDefinition"),
    ("web_service apprunner:CreateAutoScalingConfiguration", "AWS::AppRunner::AutoScalingConfiguration"),
    // What CloudFormation does otherwise: by making anew, or not at all.
    ("function_version lambda:GetFunction", "looked at by ListVersionsByFunction"),
    ("instance_profile iam:*agInstanceProfile", "no tags"),
    ("policy iam:*agPolicy", "no tags"),
    ("queue_permission sqs:GetQueueAttributes", "not looked at"),
    ("topic_permission sns:GetTopicAttributes", "not looked at"),
    ("web_service apprunner:*agResource", "no tags in a change"),
    ("auto_scaling_group autoscaling:DescribeAutoScalingGroups", "under another stage"),
    ("log_group logs:*", "under another stage"),
    // What the services ask for by their own guides.
    ("load_balancer iam:CreateServiceLinkedRole", "ELB user guide, service-linked roles"),
    ("mount_target ec2:*", "EFS user guide, API permissions"),
];

/// Actions by stage.
type Stages = BTreeMap<&'static str, BTreeSet<&'static str>>;

fn published() -> BTreeMap<&'static str, Stages> {
    let mut found: BTreeMap<&str, Stages> = BTreeMap::new();
    for line in PUBLISHED.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (ty, stage) = (words.next().unwrap(), words.next().unwrap());
        found.entry(ty).or_default().insert(stage, words.collect());
    }
    found
}

/// The published stages in which a row's action may stand: a look comes with each of them.
fn stages(row: &ApiCall) -> Vec<&'static str> {
    let names = |stage: &Stage| match stage {
        Stage::Create => vec!["create"],
        Stage::Read => vec!["read", "create", "update", "delete"],
        Stage::Update => vec!["update"],
        Stage::Delete => vec!["delete"],
    };
    row.stages.iter().flat_map(names).collect()
}

fn is_beyond(kind: &Kind, action: &str) -> bool {
    let text = format!("{} {action}", kind.name);
    BEYOND.iter().any(|(pattern, _)| stackc::iam::matches(Case::Sensitive, pattern, &text))
}

#[test]
fn operations_ask_for_what_cloudformation_says_that_its_handlers_need() {
    let (published, catalog) = (published(), builtin());
    let (mut wrong, mut compared, mut used) = (Vec::new(), 0, BTreeSet::new());
    for kind in catalog.kinds() {
        let Some(known) = published.get(kind.cfn) else { continue };
        for row in kind.operations {
            let of_stage = |stage: &&str| {
                known.get(stage).is_some_and(|all| all.iter().any(|one| one.eq_ignore_ascii_case(row.action)))
            };
            compared += 1;
            if stages(row).iter().any(of_stage) {
                continue;
            }
            if is_beyond(kind, row.action) {
                used.insert(format!("{} {}", kind.name, row.action));
            } else {
                wrong.push(format!("{}: {} while {:?}", kind.name, row.action, row.stages));
            }
        }
    }
    let idle = BEYOND
        .iter()
        .map(|(pattern, _)| *pattern)
        .filter(|pattern| !used.iter().any(|text| stackc::iam::matches(Case::Sensitive, pattern, text)));
    wrong.extend(idle.map(|pattern| format!("`{pattern}` is no exception any more")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 300, "only {compared} were compared");
}
