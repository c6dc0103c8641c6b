//! What is said of a rule of a listener.

use super::super::actions::{
    ACTION, BODY, CODE, CONTENT_TYPE, TARGET_GROUP, TO_PORT, TO_PROTOCOL, WEIGHT, WITHIN,
};
use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Attr, Awaits, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("listener", Type::Reference(&["listener"]), "Whose it is.")
        .awaits(Awaits::Nothing)
        .replaces()
        .simulated()
        .cfn("ListenerArn"),
    WITHIN,
    Attr::new("priority", Type::Whole, "When it is asked: the lowest first.")
        .required()
        .between(1, 50_000)
        .simulated()
        .cfn("Priority")
        .facts(&[Fact::new("elb.toml", "rule.priority", SOURCE)]),
    Attr::new("host", Type::List(&Type::String), "The hosts of its requests.")
        .at_most(128)
        .at_most_items(5)
        .simulated()
        .cfn("Conditions[Field=host-header].HostHeaderConfig.Values|Conditions[Field=host-header].Values")
        .facts(&[
            Fact::new("elb.toml", "rule.condition_value_max_length", SOURCE),
            Fact::new("elb.toml", "quotas.application.condition_values_per_rule", SOURCE),
        ]),
    Attr::new("path", Type::List(&Type::String), "The paths of its requests.")
        .at_most(128)
        .at_most_items(5)
        .simulated()
        .cfn("Conditions[Field=path-pattern].PathPatternConfig.Values|Conditions[Field=path-pattern].Values")
        .facts(&[
            Fact::new("elb.toml", "rule.condition_value_max_length", SOURCE),
            Fact::new("elb.toml", "quotas.application.condition_values_per_rule", SOURCE),
        ]),
    Attr::new("header", Type::String, "The header that they have.")
        .at_most(40)
        .carried()
        .cfn("Conditions[Field=http-header].HttpHeaderConfig.HttpHeaderName")
        .facts(&[Fact::new("elb.toml", "rule.http_header_name_max_length", SOURCE)]),
    Attr::new("sources", Type::List(&Type::String), "The addresses that they come from.")
        .at_most_items(5)
        .carried()
        .cfn("Conditions[Field=source-ip].SourceIpConfig.Values")
        .facts(&[Fact::new("elb.toml", "rule.source_ip_values_max", SOURCE)]),
    Attr::new("methods", Type::List(&Type::String), "The methods that they have.")
        .carried()
        .cfn("Conditions[Field=http-request-method].HttpRequestMethodConfig.Values"),
    ACTION.cfn("Actions.Type"),
    TARGET_GROUP.cfn("Actions.TargetGroupArn|Actions.ForwardConfig.TargetGroups.TargetGroupArn"),
    WEIGHT.cfn("Actions.ForwardConfig.TargetGroups.Weight"),
    CODE.cfn("Actions.FixedResponseConfig.StatusCode|Actions.RedirectConfig.StatusCode"),
    BODY.cfn("Actions.FixedResponseConfig.MessageBody"),
    CONTENT_TYPE.cfn("Actions.FixedResponseConfig.ContentType"),
    TO_PROTOCOL.cfn("Actions.RedirectConfig.Protocol"),
    TO_PORT.cfn("Actions.RedirectConfig.Port"),
];
