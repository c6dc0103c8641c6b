//! The attributes of an environment.

use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Attr, Default, Presence, Table, Type};

/// What only an environment has that answers requests.
const WEB: Presence = Presence::OnlyIf("tier", &["web"]);
/// What only an environment has that works off a queue.
const WORKER: Presence = Presence::OnlyIf("tier", &["worker"]);

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("platform", Type::String, "The language and version that its machines come with.").known_as(&["solution_stack", "stack", "runtime", "language"])
        .among(PLATFORMS)
        .required()
        .replaces()
        .simulated()
        .cfn("SolutionStackName")
        .facts(&[Fact::unconfirmed("beanstalk.toml", "platform[name=Node.js].branches")]),
    Attr::new("tier", Type::OneOf(&["web", "worker"]), "Whether it answers requests, or works off a queue.")
        .spelled(&[("web", "WebServer"), ("worker", "Worker")])
        .default_to(Default::Text("web"))
        .replaces()
        .simulated()
        .cfn("Tier.Name")
        .facts(&[
            Fact::new("beanstalk.toml", "tier.web.name", SOURCE),
            Fact::new("beanstalk.toml", "tier.worker.name", SOURCE),
        ]),
    Attr::new("code", Type::Path, "The folder or archive with the code; AWS's own sample if left out.").known_as(&["source", "source_bundle", "bundle", "zip", "version"])
        .cfn("AWS::ElasticBeanstalk::ApplicationVersion.SourceBundle"),
    Attr::new("type", Type::String, "The type of its machines, such as `t3.small`.").known_as(&["instance_type", "instance_types"])
    .listed_in(Table::Machines)
        .simulated()
        .cfn("OptionSettings.aws:autoscaling:launchconfiguration.InstanceType|OptionSettings.aws:ec2:instances.InstanceTypes"),
    Attr::new("count", Type::RangeOf(&Type::Whole), "Fewest and most machines; alarms move the number within.").known_as(&["instances", "replicas", "size", "min_size", "max_size", "min_instances", "max_instances", "autoscaling"])
        .at_least(0)
        .default_to(Default::Range(1, 4))
        .simulated()
        .cfn("OptionSettings.aws:autoscaling:asg.MinSize|OptionSettings.aws:autoscaling:asg.MaxSize")
        .facts(&[
            Fact::unconfirmed("beanstalk.toml", "option.auto_scaling.min_size_default"),
            Fact::unconfirmed("beanstalk.toml", "option.auto_scaling.max_size_default"),
        ]),
    Attr::new(
        "load_balancer",
        Type::OneOf(&["application", "network", "classic", "none"]),
        "What spreads requests over its machines; with `none` there is one machine with an address of its own.",
    )
    .presence(WEB)
    .default_to(Default::Text("application"))
    .simulated()
    .cfn("OptionSettings.aws:elasticbeanstalk:environment.LoadBalancerType")
    .facts(&[
        Fact::new("beanstalk.toml", "environment.load_balancer_types", SOURCE),
        Fact::unconfirmed("beanstalk.toml", "environment.load_balancer_type_default_console_and_cli"),
    ]),
    Attr::new("health", Type::String, "The path by which the load balancer sees whether a machine is well.").known_as(&["health_check", "health_check_path"])
        .presence(WEB)
        .simulated()
        .cfn("OptionSettings.aws:elasticbeanstalk:application.Application Healthcheck URL"),
    Attr::new("queue", Type::Reference(&["queue"]), "The queue that it works off; made by itself if left out.")
        .presence(WORKER)
        .simulated()
        .cfn("OptionSettings.aws:elasticbeanstalk:sqsd.WorkerQueueURL"),
    Attr::new("path", Type::String, "The path under which its code is given each message.")
        .presence(WORKER)
        .carried()
        .cfn("OptionSettings.aws:elasticbeanstalk:sqsd.HttpPath"),
    Attr::new("zones", Type::List(&Type::Zone), "The availability zones that its machines are spread over.")
        .simulated()
        .cfn("OptionSettings.aws:autoscaling:asg.Custom Availability Zones"),
    Attr::new("application", Type::String, "The application that it belongs to; the stack's own if left out.")
        .at_most(100)
        .replaces()
        .carried()
        .cfn("ApplicationName")
        .facts(&[Fact::new("beanstalk.toml", "names.application", SOURCE)]),
    Attr::new("cname", Type::String, "The first part of its domain, the only one in the region.")
        .presence(WEB)
        .at_most(63)
        .replaces()
        .carried()
        .cfn("CNAMEPrefix")
        .facts(&[Fact::new("beanstalk.toml", "names.cname_prefix", SOURCE)]),
    Attr::new(
        "role",
        Type::Reference(&["role"]),
        "What its machines, and the code on them, may do; made by itself for what its `uses` lines say if left out.",
    ).known_as(&["instance_profile"])
    .simulated()
    .cfn("OptionSettings.aws:autoscaling:launchconfiguration.IamInstanceProfile")
    .facts(&[Fact::unconfirmed("beanstalk.toml", "roles.instance_profile_required")]),
    Attr::new(
        "service_role",
        Type::Reference(&["role"]),
        "Under which Elastic Beanstalk itself looks after its machines; made by itself if left out.",
    )
    .simulated()
    .cfn("OptionSettings.aws:elasticbeanstalk:environment.ServiceRole"),
    Attr::new("key", Type::String, "The name of the key pair by which people log in.").known_as(&["key_name", "key_pair"])
        .carried()
        .cfn("OptionSettings.aws:autoscaling:launchconfiguration.EC2KeyName"),
    Attr::new("description", Type::String, "What it is for.").carried().cfn("Description"),
    NETWORK.cfn("OptionSettings.aws:ec2:vpc.VPCId"),
    SUBNETS,
    FIREWALLS.cfn("OptionSettings.aws:autoscaling:launchconfiguration.SecurityGroups"),
];

/// Branches of platforms of the collection's day; AWS adds and takes away.
const PLATFORMS: &[&str] = &[
    "Docker running on 64bit Amazon Linux 2023",
    "ECS running on 64bit Amazon Linux 2023",
    "Node.js 24",
    "Node.js 22",
    "Node.js 20",
    "Python 3.14",
    "Python 3.13",
    "Python 3.12",
    "Python 3.11",
    "Corretto 25",
    "Corretto 21",
    "Corretto 17",
    "Corretto 11",
    "Corretto 8",
    "Tomcat 11",
    "Tomcat 10",
    "Tomcat 9",
    "Go 1",
    "Ruby 3.4",
    "Ruby 3.3",
    "Ruby 3.2",
    "PHP 8.4",
    "PHP 8.3",
    "PHP 8.2",
    "PHP 8.1",
    ".NET 10",
    ".NET 9",
    ".NET 8",
    "IIS 10.0 on Windows Server 2025",
    "IIS 10.0 on Windows Server 2022",
    "IIS 10.0 on Windows Server 2019",
    "IIS 10.0 on Windows Server 2016",
];
