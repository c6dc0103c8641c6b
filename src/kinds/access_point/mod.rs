//! `access_point`: a way into a file system, with a folder and a user of its own (EFS).

mod operations;

use crate::base::Fact;
use crate::catalog::{Attr, Declarable, Kind, Latency, Output, Shape, Type};

/// Where the limits were read.
const SOURCE: &str = "EFS API model 2015-02-01 and CloudFormation resource schema";

pub(super) static KIND: Kind = Kind {
    name: "access_point",
    title: "EFS access point",
    doc: include_str!("doc.md"),
    service: "elasticfilesystem",
    cfn: "AWS::EFS::AccessPoint",
    declared: Declarable::No,
    shape: &Shape { attrs: ATTRS, ..Shape::EMPTY },
    outputs: &[
        Output::new(
            "arn",
            "arn:{partition}:elasticfilesystem:{region}:{account}:access-point/fsap-{hex}",
            "Its ARN.",
        ),
        Output::new("id", "fsap-{hex}", "Its id."),
    ],
    operations: operations::OPERATIONS,
    // Estimates.
    latency: Latency { create: 5_000, update: 1_000, delete: 5_000, visible: 1_000 },
    facts: &[
        Fact::new("update_behavior.toml", "AWS::EFS::AccessPoint", "CloudFormation resource schema"),
        Fact::new("efs.toml", "access_point.immutable", SOURCE),
    ],
    ..Kind::BASE
};

const ATTRS: &[Attr] = &[
    Attr::new("file_system", Type::Reference(&["file_system"]), "Whose files are behind it.")
        .required()
        .replaces()
        .simulated()
        .cfn("FileSystemId"),
    Attr::new("path", Type::String, "The folder that is seen as the root, made if it is not there.")
        .required()
        .replaces()
        .at_most(100)
        .cfn("RootDirectory.Path")
        .facts(&[Fact::new("efs.toml", "access_point.root_path_max_length", SOURCE)]),
    Attr::new("user", Type::String, "The numbers of the user and group to whom everything belongs.")
        .required()
        .replaces()
        .cfn("PosixUser"),
    Attr::new("permissions", Type::String, "What may be done with the folder, in octal digits.")
        .required()
        .replaces()
        .cfn("RootDirectory.CreationInfo.Permissions"),
];
