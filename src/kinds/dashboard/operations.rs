//! What AWS asks whoever makes, changes or deletes a CloudWatch dashboard.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::write("cloudwatch:PutDashboard"),
    ApiCall::read("cloudwatch:GetDashboard"),
    ApiCall::delete("cloudwatch:DeleteDashboards"),
];
