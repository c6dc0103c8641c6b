//! What comes with a load balancer.

use super::super::networks::{IN_NETWORK, firewall};
use crate::catalog::{Part, PartInput, PartWhen};

/// Of several rows of one name the first counts: what is secured listens on 443.
pub(super) static PARTS: &[Part] = &[
    Part { when: NAMED, inputs: SECURED, ..LISTENER },
    Part { when: CERTIFIED, inputs: SECURED, ..LISTENER },
    Part {
        when: PartWhen::BehindWhere(&[("type", &["application"])]),
        inputs: &[WITHIN, OWNER, PORT_80, HTTP, ANSWER, NOT_FOUND],
        ..LISTENER
    },
    Part { when: NAMED, ..REDIRECT },
    Part { when: CERTIFIED, ..REDIRECT },
    firewall(&[PartInput { name: "name", template: "{name}-balancer" }, IN_NETWORK]),
];

/// An application load balancer that has a name of its own.
const NAMED: PartWhen = PartWhen::BehindWhere(&[("type", &["application"]), ("domain", &[])]);
/// An application load balancer that shows a certificate.
const CERTIFIED: PartWhen = PartWhen::BehindWhere(&[("type", &["application"]), ("certificate", &[])]);

const WITHIN: PartInput = PartInput { name: "within", template: "{full_name}" };
const OWNER: PartInput = PartInput { name: "load_balancer", template: "{arn}" };
const PORT_80: PartInput = PartInput { name: "port", template: "80" };
const HTTP: PartInput = PartInput { name: "protocol", template: "http" };
const ANSWER: PartInput = PartInput { name: "action", template: "fixed_response" };
const NOT_FOUND: PartInput = PartInput { name: "code", template: "404" };
const CERTIFICATE: PartInput = PartInput { name: "certificate", template: "{certificate?}" };
const TLS_POLICY: PartInput = PartInput { name: "tls_policy", template: "{tls_policy?}" };

const LISTENER: Part = Part {
    name: "listener",
    kind: "listener",
    doc: "Where it listens; what none of its rules fits is answered by 404.",
    ..Part::BASE
};

const SECURED: &[PartInput] = &[
    WITHIN,
    OWNER,
    PartInput { name: "port", template: "443" },
    PartInput { name: "protocol", template: "https" },
    PartInput { name: "domain", template: "{domain?}" },
    CERTIFICATE,
    TLS_POLICY,
    ANSWER,
    NOT_FOUND,
];

const REDIRECT: Part = Part {
    name: "redirect",
    kind: "listener",
    inputs: &[
        WITHIN,
        OWNER,
        PORT_80,
        HTTP,
        PartInput { name: "action", template: "redirect" },
        PartInput { name: "code", template: "HTTP_301" },
        PartInput { name: "to_protocol", template: "https" },
        PartInput { name: "to_port", template: "443" },
    ],
    doc: "Listens on port 80, and sends callers to port 443.",
    ..Part::BASE
};
