//! The attributes of an instance.

use super::super::GB;
use super::super::networks::{FIREWALLS, NETWORK, SUBNETS};
use super::SOURCE;
use crate::base::{Dimension, Fact};
use crate::catalog::{Attr, Default, Presence, Table, Type};

pub(super) const ATTRS: &[Attr] = &[
    Attr::new("type", Type::String, "How large it is: processors, memory and network, such as `t3.small`.")
        .known_as(&["instance_type", "instance_class", "size"])
        .listed_in(Table::Machines)
        .required()
        .simulated()
        .cfn("InstanceType"),
    Attr::new("image", Type::String, "The AMI that it starts from, for the processor of its type.")
        .known_as(&["ami", "ami_id"])
        .required()
        .replaces()
        .simulated()
        .cfn("ImageId"),
    Attr::new("zone", Type::Zone, "Where it stands; AWS chooses one if left out.")
        .known_as(&["az"])
        .presence(Presence::NotWith("place"))
        .replaces()
        .simulated()
        .cfn("AvailabilityZone"),
    Attr::new("place", Type::Reference(&["outpost"]), "The rack on premises where it stands instead.")
        .replaces()
        .simulated()
        .cfn("SubnetId"),
    Attr::new("role", Type::Reference(&["role"]), "What its programs may do; without it, nothing at AWS.")
        .known_as(&["instance_profile", "iam_role"])
        .simulated()
        .cfn("IamInstanceProfile"),
    Attr::new("user_data", Type::String, "What it runs when it starts for the first time.")
        .known_as(&["startup_script", "cloud_init"])
        .at_most(16_384)
        .carried()
        .cfn("UserData")
        .facts(&[Fact::unconfirmed("ec2.toml", "user_data.max_bytes")]),
    Attr::new("key", Type::String, "The name of the key pair that opens it by SSH.")
        .known_as(&["ssh_key", "keypair"])
        .replaces()
        .carried()
        .cfn("KeyName"),
    Attr::new(
        "disk",
        Type::Quantity(Dimension::Size),
        "Room on its first disk, which goes with it; the image's if left out.",
    )
    .known_as(&["root_block_device", "root_volume", "volume_size", "ebs_block_device"])
    .in_steps(GB, 65_536 * GB, GB)
    .simulated()
    .cfn("BlockDeviceMappings.Ebs.VolumeSize")
    .facts(&[Fact::new("ebs.toml", "volume_type[name=gp3].size_gib", SOURCE)]),
    Attr::new(
        "disk_type",
        Type::OneOf(&["gp3", "gp2", "io1", "io2", "standard"]),
        "What its first disk is made of; the image's if left out.",
    )
    .carried()
    .cfn("BlockDeviceMappings.Ebs.VolumeType"),
    Attr::new(
        "public_ip",
        Type::Bool,
        "Whether it has an address on the internet; as its subnet says if left out.",
    )
    .known_as(&["associate_public_ip_address"])
    .replaces()
    .carried()
    .cfn("NetworkInterfaces.AssociatePublicIpAddress"),
    Attr::new("private_ip", Type::String, "Its own address; AWS chooses one if left out.")
        .replaces()
        .carried()
        .cfn("PrivateIpAddress"),
    Attr::new(
        "credits",
        Type::OneOf(&["standard", "unlimited"]),
        "Whether a `t` type may use more CPU than it has earned, for money.",
    )
    .carried()
    .cfn("CreditSpecification.CPUCredits"),
    Attr::new("monitoring", Type::Bool, "Whether it is measured every minute rather than every five.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("Monitoring"),
    Attr::new(
        "ebs_optimized",
        Type::Bool,
        "Whether its disks have a network of their own; most types always do.",
    )
    .default_to(Default::Flag(false))
    .carried()
    .cfn("EbsOptimized"),
    Attr::new(
        "tenancy",
        Type::OneOf(&["default", "dedicated", "host"]),
        "Whose machines stand beside it on the same hardware.",
    )
    .default_to(Default::Text("default"))
    .carried()
    .cfn("Tenancy"),
    Attr::new(
        "source_dest_check",
        Type::Bool,
        "Whether it gets only what is meant for itself; a router has it off.",
    )
    .default_to(Default::Flag(true))
    .carried()
    .cfn("SourceDestCheck"),
    Attr::new(
        "shutdown",
        Type::OneOf(&["stop", "terminate"]),
        "What becomes of it when it is shut down from within.",
    )
    .default_to(Default::Text("stop"))
    .simulated()
    .cfn("InstanceInitiatedShutdownBehavior"),
    Attr::new("termination_protection", Type::Bool, "Whether EC2 refuses to delete it.")
        .default_to(Default::Flag(false))
        .carried()
        .cfn("DisableApiTermination"),
    Attr::new("hibernation", Type::Bool, "Whether its memory can be kept while it is stopped.")
        .default_to(Default::Flag(false))
        .replaces()
        .carried()
        .cfn("HibernationOptions.Configured"),
    NETWORK.replaces().cfn(""),
    SUBNETS.replaces(),
    FIREWALLS.cfn("SecurityGroupIds"),
];
