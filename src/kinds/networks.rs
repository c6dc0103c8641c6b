//! Where things stand that have addresses: in which network, on which of its subnets, behind which firewalls.

use crate::base::Fact;
use crate::catalog::{Attr, Presence, Type};

/// The network of one's own; without it the default VPC of the account is meant.
pub(super) const NETWORK: Attr = Attr::new(
    "network",
    Type::Reference(&["network"]),
    "The network in which it stands; the account's default VPC if left out.",
);

/// Which of its subnets.
pub(super) const SUBNETS: Attr = Attr::new(
    "subnets",
    Type::OneOf(&["public", "private", "isolated"]),
    "On which subnets of the network it stands; the private ones if left out, or the isolated or public ones if there are no private ones.",
)
.presence(Presence::With("network"));

/// What decides who reaches it.
pub(super) const FIREWALLS: Attr = Attr::new(
    "firewalls",
    Type::List(&Type::Reference(&["firewall"])),
    "The security groups that say who reaches it and what it reaches; the default one of its network if left out.",
)
.at_most_items(5)
.facts(&[Fact::new(
    "vpc.toml",
    "security_group.groups_per_network_interface_default",
    "Amazon VPC quotas page",
)]);
