//! The attributes of a load balancer.

use super::super::SECOND;
use super::super::networks::{FACING, FIREWALLS, NETWORK};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Block, BlockBody, Default, Presence, Shape, Type};

/// Of application load balancers alone.
const APPLICATION: Presence = Presence::OnlyIf("type", &["application"]);

pub(super) const ATTRS: &[Attr] = &[
    Attr::new(
        "type",
        Type::OneOf(&["application", "network"]),
        "Whether it reads HTTP requests and looks at their paths, or hands on connections unread.",
    )
    .default_to(Default::Text("application"))
    .replaces()
    .simulated()
    .cfn("Type")
    .facts(&[Fact::new("elb.toml", "load_balancer.type_default", SOURCE)]),
    Attr::new("scheme", Type::OneOf(&["internet_facing", "internal"]), "Whether the internet reaches it.").known_as(&["internal", "public"])
        .spelled(&[("internet_facing", "internet-facing")])
        .default_to(Default::Text("internet_facing"))
        .replaces()
        .simulated()
        .cfn("Scheme")
        .facts(&[
            Fact::new("elb.toml", "load_balancer.schemes", SOURCE),
            Fact::new("elb.toml", "load_balancer.scheme_default", SOURCE),
        ]),
    Attr::new(
        "zones",
        Type::List(&Type::Zone),
        "The zones in which it has nodes: at least two, for `network` one.",
    ).known_as(&["availability_zones"])
    .presence(Presence::Or("network"))
    .simulated()
    .cfn("Subnets"),
    Attr::new("port", Type::Whole, "The port on which a `network` load balancer listens.")
        .presence(Presence::OnlyIf("type", &["network"]))
        .between(1, 65_535)
        .default_to(Default::Whole(80))
        .simulated()
        .facts(&[Fact::new("elb.toml", "listener.port", SOURCE)]),
    Attr::new(
        "protocol",
        Type::OneOf(&["tcp", "tls", "udp", "tcp_udp", "quic", "tcp_quic"]),
        "What a `network` load balancer speaks there, and with its targets; `tls` asks for a `certificate`, and speaks plain TCP with its targets.",
    )
    .presence(Presence::OnlyIf("type", &["network"]))
    .default_to(Default::Text("tcp"))
    .simulated()
    .facts(&[Fact::new("elb.toml", "listener.protocols", SOURCE)]),
    Attr::new("domain", Type::String, "The name under which people call it, by HTTPS.")
        .presence(APPLICATION)
        .simulated()
        .cfn("AWS::CertificateManager::Certificate.DomainName"),
    Attr::new(
        "certificate",
        Type::String,
        "ARN of the certificate for HTTPS; one is asked for if `domain` is there and this is not.",
    ).known_as(&["certificate_arn", "ssl_certificate"])
    .presence(Presence::If("protocol", &["tls"]))
    .carried()
    .facts(&[Fact::new("elb.toml", "listener.certificate_required_for", SOURCE)]),
    Attr::new(
        "tls_policy",
        Type::String,
        "The name of the policy that says which versions of TLS are taken.",
    )
    .carried(),
    Attr::new(
        "idle_timeout",
        Type::Quantity(Dimension::Duration),
        "How long it waits for the next byte, of either side.",
    )
    .presence(APPLICATION)
    .in_steps(SECOND, 4_000 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 60 * SECOND))
    .simulated()
    .cfn("LoadBalancerAttributes[Key=idle_timeout.timeout_seconds].Value")
    .facts(&[Fact::new("elb.toml", "load_balancer.attributes.idle_timeout_s", SOURCE)]),
    Attr::new(
        "keep_alive",
        Type::Quantity(Dimension::Duration),
        "How long a client may keep its connection.",
    )
    .presence(APPLICATION)
    .in_steps(60 * SECOND, 604_800 * SECOND, SECOND)
    .default_to(Default::Amount(Dimension::Duration, 3_600 * SECOND))
    .carried()
    .cfn("LoadBalancerAttributes[Key=client_keep_alive.seconds].Value")
    .facts(&[Fact::new("elb.toml", "load_balancer.attributes.client_keep_alive_s", SOURCE)]),
    Attr::new("http2", Type::Bool, "Whether clients may speak HTTP/2.").known_as(&["enable_http2"])
        .presence(APPLICATION)
        .default_to(Default::Flag(true))
        .carried()
        .cfn("LoadBalancerAttributes[Key=routing.http2.enabled].Value")
        .facts(&[Fact::new("elb.toml", "load_balancer.attributes.http2_default", SOURCE)]),
    Attr::new(
        "drop_invalid_headers",
        Type::Bool,
        "Whether headers that are none are left out of what is handed on.",
    )
    .presence(APPLICATION)
    .default_to(Default::Flag(false))
    .carried()
    .cfn("LoadBalancerAttributes[Key=routing.http.drop_invalid_header_fields.enabled].Value")
    .facts(&[Fact::new(
        "elb.toml",
        "load_balancer.attributes.drop_invalid_header_fields_default",
        SOURCE,
    )]),
    Attr::new(
        "preserve_host",
        Type::Bool,
        "Whether the host that the client asked for is handed on unchanged.",
    )
    .presence(APPLICATION)
    .default_to(Default::Flag(false))
    .carried()
    .cfn("LoadBalancerAttributes[Key=routing.http.preserve_host_header.enabled].Value")
    .facts(&[Fact::new("elb.toml", "load_balancer.attributes.preserve_host_header_default", SOURCE)]),
    Attr::new(
        "desync_mitigation",
        Type::OneOf(&["monitor", "defensive", "strictest"]),
        "What it does with requests that could be read in two ways.",
    )
    .presence(APPLICATION)
    .default_to(Default::Text("defensive"))
    .carried()
    .cfn("LoadBalancerAttributes[Key=routing.http.desync_mitigation_mode].Value")
    .facts(&[
        Fact::new("elb.toml", "load_balancer.attributes.desync_mitigation", SOURCE),
        Fact::new("elb.toml", "load_balancer.attributes.desync_mitigation_default", SOURCE),
    ]),
    Attr::new(
        "forwarded_for",
        Type::OneOf(&["append", "preserve", "remove"]),
        "What becomes of the header that says who called.",
    )
    .presence(APPLICATION)
    .default_to(Default::Text("append"))
    .carried()
    .cfn("LoadBalancerAttributes[Key=routing.http.xff_header_processing.mode].Value")
    .facts(&[
        Fact::new("elb.toml", "load_balancer.attributes.xff_processing", SOURCE),
        Fact::new("elb.toml", "load_balancer.attributes.xff_processing_default", SOURCE),
    ]),
    Attr::new(
        "cross_zone",
        Type::Bool,
        "Whether a node hands on to other zones than its own; an application load balancer always does.",
    )
    .presence(Presence::OnlyIf("type", &["network"]))
    .default_to(Default::Flag(false))
    .simulated()
    .cfn("LoadBalancerAttributes[Key=load_balancing.cross_zone.enabled].Value")
    .facts(&[Fact::new("elb.toml", "load_balancer.attributes.cross_zone_default", SOURCE)]),
    Attr::new(
        "address_type",
        Type::OneOf(&["ipv4", "dualstack", "dualstack_without_public_ipv4"]),
        "Which addresses it has.",
    )
    .spelled(&[("dualstack_without_public_ipv4", "dualstack-without-public-ipv4")])
    .default_to(Default::Text("ipv4"))
    .carried()
    .cfn("IpAddressType"),
    Attr::new("deletion_protection", Type::Bool, "Whether ELB refuses to delete it.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("LoadBalancerAttributes[Key=deletion_protection.enabled].Value")
        .facts(&[Fact::new("elb.toml", "load_balancer.attributes.deletion_protection_default", SOURCE)]),
    NETWORK.cfn(""),
    FACING,
    FIREWALLS.cfn("SecurityGroups"),
];

pub(super) const ACCESS_LOGS: Block = Block {
    word: "access_logs",
    doc: "Where it writes who called what.",
    body: BlockBody::Shape(&Shape { attrs: LOGS, ..Shape::EMPTY }),
    ..Block::BASE
};

const LOGS: &[Attr] = &[
    Attr::new("bucket", Type::Reference(&["bucket"]), "The bucket that they are put into.")
        .required()
        .carried(),
    Attr::new("prefix", Type::String, "What their keys begin with.").carried(),
];
