//! What spreads requests over several servers.

use crate::base::Fact;
use crate::catalog::{Attr, Block, BlockBody, Default, Presence, Shape, Type};

pub(super) const LOAD_BALANCER: Block = Block {
    word: "load_balancer",
    doc: "Spreads requests over the servers that are well; it speaks TLS where it has a domain.",
    body: BlockBody::Shape(&Shape { attrs: ATTRS, ..Shape::EMPTY }),
    cfn: "AWS::Lightsail::LoadBalancer",
    facts: &[
        Fact::unconfirmed("lightsail.toml", "load_balancer.protocols"),
        Fact::unconfirmed("lightsail.toml", "load_balancer.targets"),
    ],
    ..Block::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("domain", Type::String, "The domain that it is called by; its certificate is made by itself.")
        .known_as(&["domains", "domain_name", "host"])
        .simulated()
        .cfn("AWS::Lightsail::LoadBalancerTlsCertificate.CertificateDomainName")
        .facts(&[Fact::unconfirmed("lightsail.toml", "load_balancer.certificate_free")]),
    Attr::new("aliases", Type::List(&Type::String), "More domains in the certificate; 10 with `domain`.")
        .presence(Presence::With("domain"))
        .at_most_items(9)
        .carried()
        .cfn("AWS::Lightsail::LoadBalancerTlsCertificate.CertificateAlternativeNames")
        .facts(&[Fact::unconfirmed("lightsail.toml", "load_balancer.certificate_domains_max")]),
    Attr::new("port", Type::Whole, "The port of the servers that it sends requests to.")
        .between(0, 65_535)
        .default_to(Default::Whole(80))
        .replaces()
        .simulated()
        .cfn("AWS::Lightsail::LoadBalancer.InstancePort")
        .facts(&[Fact::unconfirmed("lightsail.toml", "load_balancer.instance_port")]),
    Attr::new("health", Type::String, "The path by which it sees whether a server is well.")
        .known_as(&["health_check", "health_check_path"])
        .default_to(Default::Text("/"))
        .simulated()
        .cfn("AWS::Lightsail::LoadBalancer.HealthCheckPath")
        .facts(&[Fact::unconfirmed("lightsail.toml", "load_balancer.health_check_path_default")]),
    Attr::new("redirect", Type::Bool, "Whether requests without TLS are sent to where there is TLS.")
        .presence(Presence::With("domain"))
        .carried()
        .cfn("AWS::Lightsail::LoadBalancerTlsCertificate.HttpsRedirectionEnabled"),
    Attr::new("sticky", Type::Bool, "Whether a caller comes to the same server again.")
        .default_to(Default::Flag(false))
        .simulated()
        .cfn("AWS::Lightsail::LoadBalancer.SessionStickinessEnabled"),
    Attr::new("tls_policy", Type::String, "Which versions of TLS it speaks, by the name of the policy.")
        .presence(Presence::With("domain"))
        .carried()
        .cfn("AWS::Lightsail::LoadBalancer.TlsPolicyName"),
];
