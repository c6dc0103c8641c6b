//! What is said of a listener.

use super::super::actions::{
    ACTION, BODY, CODE, CONTENT_TYPE, TARGET_GROUP, TO_PORT, TO_PROTOCOL, WEIGHT, WITHIN,
};
use super::SOURCE;
use crate::base::Fact;
use crate::catalog::{Attr, Awaits, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("load_balancer", Type::Reference(&["load_balancer"]), "Whose it is.")
        .awaits(Awaits::Nothing)
        .required()
        .replaces()
        .simulated()
        .cfn("LoadBalancerArn"),
    WITHIN,
    Attr::new("port", Type::Whole, "On which port it listens.")
        .between(1, 65_535)
        .simulated()
        .cfn("Port")
        .facts(&[Fact::new("elb.toml", "listener.port", SOURCE)]),
    Attr::new(
        "protocol",
        Type::OneOf(&["http", "https", "tcp", "tls", "udp", "tcp_udp", "quic", "tcp_quic"]),
        "What is spoken there.",
    )
    .spelled(&[
        ("http", "HTTP"),
        ("https", "HTTPS"),
        ("tcp", "TCP"),
        ("tls", "TLS"),
        ("udp", "UDP"),
        ("tcp_udp", "TCP_UDP"),
        ("quic", "QUIC"),
        ("tcp_quic", "TCP_QUIC"),
    ])
    .simulated()
    .cfn("Protocol")
    .facts(&[Fact::new("elb.toml", "listener.protocols", SOURCE)]),
    Attr::new("domain", Type::String, "The name that its certificate is for, where none is named.")
        .simulated(),
    Attr::new("certificate", Type::String, "ARN of the certificate that it shows.")
        .carried()
        .cfn("Certificates.CertificateArn")
        .facts(&[Fact::new("elb.toml", "listener.default_certificates_exactly", SOURCE)]),
    Attr::new(
        "tls_policy",
        Type::String,
        "The name of the policy that says which versions of TLS are taken.",
    )
    .carried()
    .cfn("SslPolicy"),
    ACTION.cfn("DefaultActions.Type"),
    TARGET_GROUP
        .cfn("DefaultActions.TargetGroupArn|DefaultActions.ForwardConfig.TargetGroups.TargetGroupArn"),
    WEIGHT.cfn("DefaultActions.ForwardConfig.TargetGroups.Weight"),
    CODE.cfn("DefaultActions.FixedResponseConfig.StatusCode|DefaultActions.RedirectConfig.StatusCode"),
    BODY.cfn("DefaultActions.FixedResponseConfig.MessageBody"),
    CONTENT_TYPE.cfn("DefaultActions.FixedResponseConfig.ContentType"),
    TO_PROTOCOL.cfn("DefaultActions.RedirectConfig.Protocol"),
    TO_PORT.cfn("DefaultActions.RedirectConfig.Port"),
];
