//! Where things stand that have addresses: in which network, on which of its subnets, behind which firewalls.

use crate::base::Fact;
use crate::catalog::{Attr, Awaits, Default, FirstList, Part, PartInput, PartWhen, Presence, Type};

/// The network of one's own; without it the default VPC of the account is meant. What stands there waits for its subnets
/// and their routes.
pub(super) const NETWORK: Attr = BELONGS.awaits(Awaits::By(
    "subnets",
    &[
        ("public", &["public_subnet", "public_routes"]),
        ("private", &["private_subnet", "private_routes"]),
        ("isolated", &["isolated_subnet"]),
    ],
));

/// As [`NETWORK`], of what belongs to the network as a whole, and so waits for that alone.
pub(super) const BELONGS: Attr = Attr::new(
    "network",
    Type::Reference(&["network"]),
    "The network in which it stands; the account's default VPC if left out.",
)
.known_as(&["vpc", "vpc_id"])
.awaits(Awaits::Nothing);

/// Whose a part of a network is.
pub(super) const OF_NETWORK: Attr = Attr::new("network", Type::Reference(&["network"]), "Whose it is.")
    .awaits(Awaits::Nothing)
    .required()
    .replaces()
    .simulated()
    .cfn("VpcId");

/// Which subnets of the network of what it belongs to.
pub(super) const TIER: Attr = Attr::new(
    "subnets",
    Type::OneOf(&["public", "private", "isolated"]),
    "On which subnets of the network it stands.",
);

/// Which subnets of the network that it names.
pub(super) const SUBNETS: Attr =
    TIER.presence(Presence::With("network")).default_to(Default::FirstList(&FirstList {
        of: "network",
        lists: &["private", "isolated", "public"],
        adding: DECLARED,
        only: None,
    }));

/// As [`SUBNETS`], of what may be called from the internet.
pub(super) const FACING: Attr = SUBNETS.default_to(Default::FirstList(&FirstList {
    of: "network",
    lists: &["private", "isolated", "public"],
    adding: DECLARED,
    only: Some(("scheme", "internet_facing", "public")),
}));

/// Subnets that are declared by themselves.
const DECLARED: (&str, &str, &str) = ("subnet", "network", "tier");

/// What decides who reaches it.
pub(super) const FIREWALLS: Attr = Attr::new(
    "firewalls",
    Type::List(&Type::Reference(&["firewall"])),
    "The security groups that say who reaches it and what it reaches; if left out one of its own as soon as something of the stack leads to it or from it, else the default one of its network.",
)
.known_as(&["security_groups", "security_group_ids", "vpc_security_group_ids", "security_group"])
.at_most_items(5)
.facts(&[Fact::new(
    "vpc.toml",
    "security_group.groups_per_network_interface_default",
    "Amazon VPC quotas page",
)]);

/// The firewall that is made for what names none; `inputs` are its name and [`IN_NETWORK`].
pub(super) const fn firewall(inputs: &'static [PartInput]) -> Part {
    Part {
        name: "firewall",
        kind: "firewall",
        when: PartWhen::Reached("firewalls"),
        inputs,
        doc: "Lets in those whom the stack leads there, on the ports that they need.",
        ..Part::BASE
    }
}

/// It stands in the network of what it is made for.
pub(super) const IN_NETWORK: PartInput = PartInput { name: "network", template: "{network?}" };
