//! Which actions are for which sort of resource, as far as it is certain.

use std::cell::OnceCell;

use super::arn::fields;
use super::sorts::sorts_of;
use super::wildcard::{Case, overlap};

/// Services whose actions name resources of their own service only.
const CLOSED: &[&str] = &["dynamodb", "ecr", "ecs", "lambda", "logs", "s3", "sns", "sqs"];

/// What an S3 action is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum S3Level {
    /// A bucket: `arn:aws:s3:::bucket`.
    Bucket,
    /// An object: `arn:aws:s3:::bucket/key`.
    Object,
}

/// What an S3 action is done to; `None` for wildcards, other services and what is done to neither alone.
#[must_use]
pub fn s3_level(action: &str) -> Option<S3Level> {
    level(sorts_of(action)?)
}

fn level(sorts: &[&str]) -> Option<S3Level> {
    match (sorts.contains(&"arn:*:s3:::*"), sorts.contains(&"arn:*:s3:::*/*")) {
        (true, false) => Some(S3Level::Bucket),
        (false, true) => Some(S3Level::Object),
        _ => None,
    }
}

/// Whether some request of that action could name a resource of that pattern; yes where it is not known.
#[must_use]
pub fn can_apply(action: &str, resource: &str) -> bool {
    Reach::of(action).takes(resource, &fields(resource))
}

/// What an action is done to, looked up once for all patterns of resources that it is held against.
#[derive(Debug)]
pub(super) struct Reach<'a> {
    action: &'a str,
    /// The action's; `None` of what is no action.
    service: Option<&'a str>,
    sorts: OnceCell<Option<&'static [&'static str]>>,
}

impl<'a> Reach<'a> {
    pub(super) fn of(action: &'a str) -> Self {
        let service = action.bytes().position(|byte| byte == b':').and_then(|at| action.get(..at));
        Self { action, service, sorts: OnceCell::new() }
    }

    /// Whether it takes whatever another takes, since both are done to the same.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let same = self.sorts().zip(other.sorts()).is_some_and(|(own, others)| std::ptr::eq(own, others));
        same && self.service == other.service
    }

    /// As [`can_apply`]; with the fields of the pattern.
    pub(super) fn takes(&self, resource: &str, fields: &[Option<&str>; 6]) -> bool {
        let [Some("arn"), _, Some(service), region, account, name] = *fields else { return true };
        let Some(asked) = self.service else { return true };
        if resource.as_bytes().contains(&b'$') && resource.contains("${") {
            return true;
        }
        let known = |service: &str| CLOSED.iter().any(|closed| closed.eq_ignore_ascii_case(service));
        if !service.eq_ignore_ascii_case(asked) && known(service) && known(asked) {
            return false;
        }
        // Access points have a region and an account, and are among the sorts.
        if let (Some(""), Some(""), Some(name), "s3") = (region, account, name, service) {
            match self.sorts().and_then(level) {
                Some(S3Level::Object) => return name.bytes().any(|byte| matches!(byte, b'/' | b'*' | b'?')),
                // A bucket's name has no slash, so that nothing written with one can be it.
                Some(S3Level::Bucket) => return !name.as_bytes().contains(&b'/'),
                None => {}
            }
        }
        let taken = |sort: &&str| overlap(Case::Sensitive, &[sort, resource]);
        self.sorts().is_none_or(|sorts| sorts.iter().any(taken))
    }

    fn sorts(&self) -> Option<&'static [&'static str]> {
        *self.sorts.get_or_init(|| sorts_of(self.action))
    }
}

/// What an action is done to, in words.
#[must_use]
pub fn done_to(action: &str) -> String {
    match (s3_level(action), sorts_of(action)) {
        (Some(S3Level::Bucket), _) => "it is done to the bucket itself, whose ARN has no `/`".to_owned(),
        (Some(S3Level::Object), _) => "it is done to objects, whose ARN goes on with `/`".to_owned(),
        (None, Some([])) => "it is done to nothing in particular: write it on `\"*\"`".to_owned(),
        (None, Some(sorts)) => {
            let shown: Vec<String> = sorts.iter().take(3).map(|sort| format!("`{sort}`")).collect();
            format!("it is done to {}", shown.join(", "))
        }
        (None, None) => "the resource belongs to another service".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_gives_the_general_answer() {
        for rest in ["b", "b/x", "b*", "b?x", "*", "/", "", "b/*", "?"] {
            let resource = format!("arn:aws:s3:::{rest}");
            let general = overlap(Case::Sensitive, &[&resource, "arn:*:s3:::*/*"]);
            assert_eq!(can_apply("s3:GetObject", &resource), general, "{resource}");
        }
    }

    #[test]
    fn buckets_and_objects_are_told_apart() {
        for (action, resource, can) in [
            ("s3:ListBucket", "arn:aws:s3:::b", true),
            ("s3:ListBucket", "arn:aws:s3:::b/*", false),
            ("s3:ListBucket", "arn:aws:s3:::b*", true),
            ("s3:GetObject", "arn:aws:s3:::b", false),
            ("s3:getobject", "arn:aws:s3:::b/raw/*", true),
            ("s3:GetObject", "arn:aws:s3:::b*", true),
            ("s3:GetObject", "*", true),
            ("s3:Get*", "arn:aws:s3:::b", true),
            ("sqs:SendMessage", "arn:aws:s3:::b", false),
            ("ecr:GetAuthorizationToken", "arn:aws:ecr:us-east-1:111122223333:repository/web", false),
            ("ecr:GetAuthorizationToken", "*", true),
            ("logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/a/b:*", true),
            ("logs:PutLogEvents", "arn:aws:logs:us-east-1:111122223333:log-group:/a/b", false),
            ("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:f:live", true),
            ("iam:PassRole", "arn:aws:iam::111122223333:user/anna", false),
            ("sts:AssumeRole", "arn:aws:iam::111122223333:role/r", true),
        ] {
            assert_eq!(can_apply(action, resource), can, "{action} on {resource}");
        }
    }
}
