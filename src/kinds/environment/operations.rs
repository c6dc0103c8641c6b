//! What AWS asks whoever makes, changes or deletes an Elastic Beanstalk environment.
//!
//! Elastic Beanstalk makes the machines in the name of the caller, too; what that takes is AWS's own policy
//! `AdministratorAccess-AWSElasticBeanstalk`, and not listed here.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("elasticbeanstalk:CreateEnvironment"),
    ApiCall::write("elasticbeanstalk:CreateApplicationVersion")
        .on("arn:{partition}:elasticbeanstalk:{region}:{account}:applicationversion/*")
        .by(&["path"]),
    ApiCall::read("elasticbeanstalk:DescribeEnvironments"),
    ApiCall::update("elasticbeanstalk:UpdateEnvironment").but(&["tags"]),
    ApiCall::passes("{role.arn}", &["role"], "ec2.amazonaws.com"),
    ApiCall::passes("{service_role.arn}", &["service_role"], "elasticbeanstalk.amazonaws.com"),
    ApiCall::write("elasticbeanstalk:AddTags").more(&["tags"]),
    ApiCall::update("elasticbeanstalk:RemoveTags").fewer(&["tags"]),
    ApiCall::delete("elasticbeanstalk:TerminateEnvironment"),
];
