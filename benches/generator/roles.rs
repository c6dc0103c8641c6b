//! Made-up stacks of roles: what they may do, whom they trust, and what resources say of them.
//!
//! Ten roles at a time: six with statements of their own and functions that need them, two that share a policy and a bound,
//! one that three of them may take on, and one that may hand any role to a function of its making and may do more than all
//! of them. Each of the six has a bucket, and a queue whose policy names the one before.

use std::fmt::Write as _;

use super::{Choice, Size};

const HEAD: &str = r#"// Made by a generator, to be measured with.

stack bench {
  region  = "ap-northeast-2"
  account = "111122223333"
}

policy shared {
  allow "s3:GetObject", "s3:ListBucket" on "arn:aws:s3:::bench-shared", "arn:aws:s3:::bench-shared/*"
}

policy bound {
  allow "s3:*", "sqs:*", "logs:*", "sts:AssumeRole" on "*"
  deny "s3:DeleteBucket" on "*"
}
"#;

/// The text of a stack of so many roles.
pub(super) fn roles(size: Size) -> String {
    let mut text = HEAD.to_owned();
    for ten in 0..size.resources.div_ceil(10) {
        let mut changes = Choice::new(size.seed ^ 0x5eed, ten as u64);
        let changed = changes.below(1000) < size.changed_per_mille;
        for at in 0..6 {
            worker(&mut text, ten * 6 + at, changed);
        }
        sharing(&mut text, ten, changed);
        common(&mut text, ten);
        deployer(&mut text, ten);
    }
    text
}

/// A role with statements of its own, and all that it is for.
fn worker(text: &mut String, at: usize, changed: bool) {
    let before = at.saturating_sub(1);
    let common = at / 6;
    let assume = if at.is_multiple_of(2) {
        format!("\n  allow \"sts:AssumeRole\" on role.common_{common}")
    } else {
        String::new()
    };
    let from = if changed { "in" } else { "raw" };
    // INVARIANT: writing to a string cannot fail.
    let _ = write!(
        text,
        r#"
bucket work_{at} {{}}

queue work_{at} {{ allow "sqs:SendMessage" to role.work_{before} }}

role work_{at} {{
  trust = "lambda"
  allow "s3:GetObject" on "${{bucket.work_{at}.arn}}/{from}/*"
  allow "sqs:SendMessage" on queue.work_{at}
  allow "logs:CreateLogStream", "logs:PutLogEvents" on "arn:aws:logs:ap-northeast-2:111122223333:log-group:/aws/lambda/bench-work-{at}:*"{assume}
}}

function work_{at} {{
  runtime = "python3.13"
  handler = "app.work"
  code    = "./code"
  role    = role.work_{at}
  env {{
    BUCKET = bucket.work_{at}.name
    QUEUE  = queue.work_{at}.url
  }}
  uses bucket.work_{at} to read under "{from}/"
  uses queue.work_{at} to send
}}
"#
    );
}

/// Two roles that share a policy and a bound.
fn sharing(text: &mut String, ten: usize, changed: bool) {
    let more = if changed { ", \"sqs:GetQueueUrl\"" } else { "" };
    for at in [2 * ten, 2 * ten + 1] {
        // INVARIANT: writing to a string cannot fail.
        let _ = write!(
            text,
            r#"
role share_{at} {{
  trust    = "ec2"
  policies = [policy.shared]
  boundary = policy.bound
  allow "sqs:ReceiveMessage"{more} on "arn:aws:sqs:ap-northeast-2:111122223333:share-{at}"
}}
"#
        );
    }
}

/// A role that others may take on, and which may do nothing.
fn common(text: &mut String, ten: usize) {
    let trusted: Vec<String> = [0, 2, 4].iter().map(|at| format!("role.work_{}", ten * 6 + at)).collect();
    // INVARIANT: writing to a string cannot fail.
    let _ = write!(text, "\nrole common_{ten} {{ trust = [{}] }}\n", trusted.join(", "));
}

/// A role that comes to all others and gains nothing by it.
fn deployer(text: &mut String, ten: usize) {
    // INVARIANT: writing to a string cannot fail.
    let _ = write!(
        text,
        r#"
role deploy_{ten} {{
  trust = "codebuild"
  allow "iam:PassRole", "sts:AssumeRole" on "arn:aws:iam::111122223333:role/*"
  allow "lambda:CreateFunction", "lambda:InvokeFunction" on "arn:aws:lambda:*:111122223333:function:*"
  allow "s3:GetObject", "s3:ListBucket" on "arn:aws:s3:::*"
  allow "sqs:*" on "arn:aws:sqs:*:111122223333:*"
  allow "logs:*" on "arn:aws:logs:*:111122223333:*"
}}
"#
    );
}
