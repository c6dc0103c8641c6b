//! The known ways from what an identity may do to more, as a table.
//!
//! They are those of the published collections, such as Rhino Security Labs' list of escalation methods and Bishop Fox's
//! `iam-vulnerable`; what their actions need is in the IAM service authorization reference.

/// What a step is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// The identity itself.
    Itself,
    /// A policy that it has, or that the role which the way leads to has.
    ItsPolicy,
    /// Every user of the account.
    Users,
    /// Every group of the account.
    Groups,
    /// The role that the way leads to.
    Other,
    /// What runs code under that role.
    Carrier,
    /// Anything of its sort will do.
    Some,
    /// It must be allowed on everything.
    All,
}

/// Where a way leads, and what must be so for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum To {
    /// To anything.
    Anything,
    /// To anything, for an identity that something bounds.
    Unbounded,
    /// To what any user may do.
    Users,
    /// To users that may do anything.
    Grants,
    /// To what another role may do, which trusts the identity.
    Trusting,
    /// To what another role may do, whomever it trusts; it is then taken on.
    Other,
    /// To what another role may do, which trusts this service.
    Passed(&'static str),
    /// To what another role may do, under which something runs that this service takes on.
    Running(&'static str),
}

/// One way: what is done, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    pub(super) to: To,
    pub(super) steps: &'static [(&'static str, On)],
}

const fn way(to: To, steps: &'static [(&'static str, On)]) -> Way {
    Way { to, steps }
}

/// Where a role is handed over first.
const PASS: (&str, On) = ("iam:PassRole", On::Other);

/// What says anew what another role may do, which is then taken on.
pub(super) const EDITS: &[(&str, On)] = &[
    ("iam:PutRolePolicy", On::Other),
    ("iam:AttachRolePolicy", On::Other),
    ("iam:CreatePolicyVersion", On::ItsPolicy),
    ("iam:SetDefaultPolicyVersion", On::ItsPolicy),
];

/// Of those that lead to the same the first one is told.
pub(super) const WAYS: &[Way] = &[
    way(To::Anything, &[("iam:PutRolePolicy", On::Itself)]),
    way(To::Anything, &[("iam:AttachRolePolicy", On::Itself)]),
    way(To::Unbounded, &[("iam:DeleteRolePermissionsBoundary", On::Itself)]),
    way(To::Unbounded, &[("iam:PutRolePermissionsBoundary", On::Itself)]),
    way(To::Anything, &[("iam:CreatePolicyVersion", On::ItsPolicy)]),
    way(To::Anything, &[("iam:SetDefaultPolicyVersion", On::ItsPolicy)]),
    way(To::Users, &[("iam:CreateAccessKey", On::Users)]),
    way(To::Users, &[("iam:CreateLoginProfile", On::Users)]),
    way(To::Users, &[("iam:UpdateLoginProfile", On::Users)]),
    way(To::Grants, &[("iam:PutUserPolicy", On::Users)]),
    way(To::Grants, &[("iam:AttachUserPolicy", On::Users)]),
    way(To::Grants, &[("iam:PutGroupPolicy", On::Groups)]),
    way(To::Grants, &[("iam:AttachGroupPolicy", On::Groups)]),
    way(To::Grants, &[("iam:AddUserToGroup", On::Groups)]),
    way(To::Trusting, &[("sts:AssumeRole", On::Other)]),
    // It then names just this identity, which is enough within an account.
    way(To::Other, &[("iam:UpdateAssumeRolePolicy", On::Other)]),
    way(To::Running("lambda"), &[("lambda:UpdateFunctionCode", On::Carrier)]),
    // A layer that it names is loaded before its code.
    way(To::Running("lambda"), &[("lambda:UpdateFunctionConfiguration", On::Carrier)]),
    way(To::Running("ec2"), &[("ssm:SendCommand", On::Carrier)]),
    way(To::Running("ec2"), &[("ssm:StartSession", On::Carrier)]),
    way(To::Running("ecs-tasks"), &[("ecs:ExecuteCommand", On::All)]),
    way(
        To::Passed("lambda"),
        &[PASS, ("lambda:CreateFunction", On::Some), ("lambda:InvokeFunction", On::Some)],
    ),
    way(
        To::Passed("lambda"),
        &[PASS, ("lambda:CreateFunction", On::Some), ("lambda:CreateEventSourceMapping", On::Some)],
    ),
    way(
        To::Passed("lambda"),
        &[PASS, ("lambda:CreateFunction", On::Some), ("lambda:AddPermission", On::Some)],
    ),
    way(
        To::Passed("lambda"),
        &[PASS, ("lambda:UpdateFunctionConfiguration", On::Some), ("lambda:UpdateFunctionCode", On::Some)],
    ),
    // Who starts a task may give it another role and another command; a task's own role is no more than it is for.
    way(To::Passed("ecs-tasks"), &[PASS, ("ecs:RunTask", On::All)]),
    way(To::Passed("ecs-tasks"), &[PASS, ("ecs:StartTask", On::All)]),
    way(
        To::Passed("ecs-tasks"),
        &[PASS, ("ecs:RegisterTaskDefinition", On::Some), ("ecs:RunTask", On::Some)],
    ),
    way(
        To::Passed("ecs-tasks"),
        &[PASS, ("ecs:RegisterTaskDefinition", On::Some), ("ecs:StartTask", On::Some)],
    ),
    way(
        To::Passed("ecs-tasks"),
        &[PASS, ("ecs:RegisterTaskDefinition", On::Some), ("ecs:CreateService", On::Some)],
    ),
    way(
        To::Passed("ecs-tasks"),
        &[PASS, ("ecs:RegisterTaskDefinition", On::Some), ("ecs:UpdateService", On::Some)],
    ),
    way(
        To::Passed("ecs-tasks"),
        &[PASS, ("batch:RegisterJobDefinition", On::Some), ("batch:SubmitJob", On::Some)],
    ),
    way(To::Passed("ec2"), &[PASS, ("ec2:RunInstances", On::Some)]),
    way(
        To::Passed("ec2"),
        &[
            PASS,
            ("autoscaling:CreateLaunchConfiguration", On::Some),
            ("autoscaling:CreateAutoScalingGroup", On::Some),
        ],
    ),
    way(To::Passed("elasticmapreduce"), &[PASS, ("elasticmapreduce:RunJobFlow", On::Some)]),
    way(To::Passed("scheduler"), &[PASS, ("scheduler:CreateSchedule", On::Some)]),
    way(To::Passed("events"), &[PASS, ("events:PutRule", On::Some), ("events:PutTargets", On::Some)]),
    way(To::Passed("pipes"), &[PASS, ("pipes:CreatePipe", On::Some)]),
    way(To::Passed("tasks.apprunner"), &[PASS, ("apprunner:CreateService", On::Some)]),
    way(To::Passed("ssm"), &[PASS, ("ssm:StartAutomationExecution", On::Some)]),
    way(To::Passed("cloudformation"), &[PASS, ("cloudformation:CreateStack", On::Some)]),
    way(To::Passed("cloudformation"), &[PASS, ("cloudformation:UpdateStack", On::Some)]),
    way(
        To::Passed("cloudformation"),
        &[PASS, ("cloudformation:CreateChangeSet", On::Some), ("cloudformation:ExecuteChangeSet", On::Some)],
    ),
    way(
        To::Passed("codebuild"),
        &[PASS, ("codebuild:CreateProject", On::Some), ("codebuild:StartBuild", On::Some)],
    ),
    way(
        To::Passed("codebuild"),
        &[PASS, ("codebuild:UpdateProject", On::Some), ("codebuild:StartBuild", On::Some)],
    ),
    way(To::Passed("glue"), &[PASS, ("glue:CreateDevEndpoint", On::Some)]),
    way(To::Passed("glue"), &[PASS, ("glue:CreateJob", On::Some), ("glue:StartJobRun", On::Some)]),
    way(To::Passed("glue"), &[PASS, ("glue:CreateJob", On::Some), ("glue:CreateTrigger", On::Some)]),
    way(To::Passed("glue"), &[PASS, ("glue:UpdateJob", On::Some), ("glue:StartJobRun", On::Some)]),
    way(
        To::Passed("datapipeline"),
        &[
            PASS,
            ("datapipeline:CreatePipeline", On::Some),
            ("datapipeline:PutPipelineDefinition", On::Some),
            ("datapipeline:ActivatePipeline", On::Some),
        ],
    ),
    way(
        To::Passed("sagemaker"),
        &[
            PASS,
            ("sagemaker:CreateNotebookInstance", On::Some),
            ("sagemaker:CreatePresignedNotebookInstanceUrl", On::Some),
        ],
    ),
    way(To::Passed("sagemaker"), &[PASS, ("sagemaker:CreateTrainingJob", On::Some)]),
    way(To::Passed("sagemaker"), &[PASS, ("sagemaker:CreateProcessingJob", On::Some)]),
    way(
        To::Passed("states"),
        &[PASS, ("states:CreateStateMachine", On::Some), ("states:StartExecution", On::Some)],
    ),
    way(
        To::Passed("states"),
        &[PASS, ("states:UpdateStateMachine", On::Some), ("states:StartExecution", On::Some)],
    ),
];

#[cfg(test)]
mod tests {
    use super::super::names::{Standing, is_principal, standing};
    use super::{To, WAYS};

    #[test]
    fn every_step_is_an_action_and_no_way_stands_twice() {
        for (at, way) in WAYS.iter().enumerate() {
            assert!(!way.steps.is_empty());
            for (action, _) in way.steps {
                assert_eq!(standing(action), Standing::Known, "{action}");
            }
            if let To::Passed(service) | To::Running(service) = way.to {
                assert!(is_principal(service), "{service}");
            }
            let same = WAYS.iter().skip(at + 1).any(|other| other.to == way.to && other.steps == way.steps);
            assert!(!same, "{way:?}");
        }
    }
}
