//! What AWS asks whoever makes, changes or deletes a Kubernetes deployment.
//!
//! What runs on a cluster is made through its API, which asks IAM for nothing but where the cluster is.

use crate::catalog::{ApiCall, Stage};

pub(super) const OPERATIONS: &[ApiCall] =
    &[ApiCall::new(&[Stage::Create, Stage::Update, Stage::Delete], "eks:DescribeCluster")
        .on("{cluster.arn}")];
