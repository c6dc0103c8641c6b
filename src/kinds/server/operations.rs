//! What AWS asks whoever makes, changes or deletes a Lightsail instance.

use crate::catalog::ApiCall;

pub(super) const OPERATIONS: &[ApiCall] = &[
    ApiCall::create("lightsail:CreateInstances").on("*"),
    ApiCall::read("lightsail:GetInstance").on("*"),
    ApiCall::write("lightsail:PutInstancePublicPorts").by(&["ports"]).then(),
    ApiCall::create("lightsail:AllocateStaticIp").on("*").by(&["static_ip"]).then(),
    ApiCall::create("lightsail:AttachStaticIp")
        .on("arn:{partition}:lightsail:{region}:{account}:StaticIp/*")
        .by(&["static_ip"])
        .then(),
    ApiCall::delete("lightsail:ReleaseStaticIp")
        .on("arn:{partition}:lightsail:{region}:{account}:StaticIp/*")
        .by(&["static_ip"]),
    ApiCall::write("lightsail:EnableAddOn").on("*").set(&["snapshot_at"]).then(),
    ApiCall::create("lightsail:CreateLoadBalancer").on("*").by(&["load_balancer"]).then(),
    ApiCall::create("lightsail:AttachInstancesToLoadBalancer")
        .on("arn:{partition}:lightsail:{region}:{account}:LoadBalancer/*")
        .by(&["load_balancer"])
        .then(),
    ApiCall::update("lightsail:UpdateLoadBalancerAttribute")
        .on("arn:{partition}:lightsail:{region}:{account}:LoadBalancer/*")
        .set(&["load_balancer"]),
    ApiCall::delete("lightsail:DeleteLoadBalancer")
        .on("arn:{partition}:lightsail:{region}:{account}:LoadBalancer/*")
        .by(&["load_balancer"]),
    ApiCall::create("lightsail:CreateDisk").on("*").by(&["disk"]).then(),
    ApiCall::create("lightsail:AttachDisk")
        .on("arn:{partition}:lightsail:{region}:{account}:Disk/*")
        .by(&["disk"])
        .then(),
    ApiCall::delete("lightsail:DeleteDisk")
        .on("arn:{partition}:lightsail:{region}:{account}:Disk/*")
        .by(&["disk"]),
    ApiCall::write("lightsail:TagResource").more(&["tags"]),
    ApiCall::update("lightsail:UntagResource").fewer(&["tags"]),
    ApiCall::delete("lightsail:DeleteInstance"),
];
