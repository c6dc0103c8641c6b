//! What is a kind elsewhere and none here, and how it is said in its place.

use crate::base::run_together;

/// Words, and what is written in their place.
const SAID: &[(&[&str], &str)] = &[
    (
        &[
            "arrow",
            "event",
            "event_source_mapping",
            "integration",
            "lambda_permission",
            "notification",
            "permission",
            "subscription",
            "topic_subscription",
            "trigger",
            "webhook",
        ],
        "what sets off what is an arrow, outside of all braces: `bucket.uploads created -> function.resize`",
    ),
    (
        &["asg", "autoscaling_group", "auto_scaling_group"],
        "the instances of a cluster are a `capacity`, those of an application an `environment`: both take `count = 2..6`",
    ),
    (
        &["cache", "elasticache", "memcached", "redis"],
        "caches are no part of this language: take the address of one in, as in `param cache: string`",
    ),
    (
        &["aurora", "database", "db", "db_instance", "mysql", "postgres", "rds", "rds_cluster"],
        "databases with SQL are no part of this language: take the address of one in, as in `param database: string`; \
         a `table` is DynamoDB's",
    ),
    (
        &["acm", "cert", "certificate", "tls_certificate"],
        "a certificate is named where it is shown: `certificate = \"arn:…\"` in a `load_balancer` or an `api`",
    ),
    (
        &["cdn", "cloudfront", "dns", "distribution", "domain", "hosted_zone", "route53"],
        "names and caches of the Internet are no part of this language: `domain = …` of an `api` says under which it answers",
    ),
    (
        &["config_map", "configmap", "environment_variables"],
        "settings stand in what runs: `env { KEY = \"value\" }`, of a container within its braces",
    ),
    (
        &["container", "sidecar"],
        "a container stands in a `service`, a `task` or a `workload`: `container app { image = \"app:1\" }`",
    ),
    (
        &["cron", "cron_job", "cronjob", "timer"],
        "what runs at times is a `job` or `function` with an arrow from a `schedule`: \
         `schedule nightly { every = cron(0 3 * * ? *) }`, `schedule.nightly -> job.report`",
    ),
    (
        &["daemon_set", "daemonset", "pod", "replica_set", "replicaset", "stateful_set", "statefulset"],
        "pods are run by a `workload`: \
         `workload shop { cluster = kubernetes.main  count = 2  container app { image = \"shop:1\" } }`",
    ),
    (
        &["group", "user"],
        "rights are given to a `role`: `trust = \"111122223333\"` lets an account take it on",
    ),
    (
        &["horizontal_pod_autoscaler", "hpa"],
        "a workload scales itself: `count = 2..6` and `scale { cpu = 70% }` stand in it",
    ),
    (
        &["docker_image", "image"],
        "an image is kept in a `repository` and named where it runs: `image = \"${repository.web.url}:1.4.2\"`",
    ),
    (
        &["ingress", "target_group_attachment"],
        "requests reach what runs by an arrow: `load_balancer.public \"/*\" -> workload.shop`",
    ),
    (
        &["key", "kms", "kms_key"],
        "a key is named where it encrypts: `kms_key = \"arn:…\"` of a bucket, a queue and others",
    ),
    (
        &["metric", "metric_alarm"],
        "a metric is read where it is watched: `metric = function.resize.Errors.sum` in an `alarm`",
    ),
    (&["namespace"], "a workload says it itself: `namespace = \"shop\"`"),
    (
        &["config", "input", "parameter", "parameters", "var"],
        "what comes from outside is a param: `param stage: string = \"dev\"`",
    ),
    (
        &["path", "route"],
        "a route is an arrow, outside of all braces: `api.public \"GET /items\" -> function.items`",
    ),
    (
        &["secret", "secret_manager", "secrets", "secrets_manager", "secretsmanager"],
        "a secret comes from outside: `secret param mail_key: string`",
    ),
    (&["stage", "step"], "a step is a line of a `pipeline`: `job load after transform`"),
    (
        &["sfn", "state_machine", "step_function", "stepfunctions", "step_functions", "workflow"],
        "the order of jobs is a `pipeline`; what follows a function is an arrow: \
         `function.a succeeded -> function.b`",
    ),
    (
        &["nat", "nat_gateway"],
        "a network has its own: `nat = [\"us-east-1a\"]`, the zones in which it stands",
    ),
    (&["website"], "a bucket serves pages itself: `website { … }` stands in it"),
];

/// What is written in place of a kind that is none.
pub(super) fn said_otherwise(word: &str) -> Option<&'static str> {
    let wanted = run_together(word);
    let row = SAID.iter().find(|(words, _)| words.iter().any(|one| run_together(one) == wanted))?;
    Some(row.1)
}
