//! Who asks.

use std::borrow::Cow;

use ecow::EcoString;

use crate::iam::arn::fields;

/// A principal of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// As it is written: an ARN, or a service's name.
    pub text: EcoString,
    /// The account; `None` of a service and of what is no ARN.
    pub account: Option<String>,
    pub(super) sort: Sort,
}

/// What sort of principal it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sort {
    /// The account itself.
    Root,
    /// A user, or a federated one.
    User,
    /// A role, or what runs under it; its name, and whether it is linked to a service.
    Role { name: String, linked: bool },
    /// A service: `lambda.amazonaws.com`.
    Service,
}

impl Caller {
    /// Reads a principal: an ARN, an account's number, or a service's name.
    #[must_use]
    pub fn new(text: impl Into<EcoString>) -> Self {
        let shared = text.into();
        let text = shared.as_str();
        let [.., account, name] = fields(text);
        let account = account.filter(|account| !account.is_empty()).map(str::to_owned);
        let numeric = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let last = |rest: &str| rest.rsplit('/').next().unwrap_or(rest).to_owned();
        let sort = match name {
            Some("root") => Sort::Root,
            Some(rest) if rest.starts_with("role/") => {
                Sort::Role { name: last(rest), linked: rest.starts_with("role/aws-service-role/") }
            }
            Some(rest) if rest.starts_with("assumed-role/") => {
                let name = rest.split('/').nth(1).unwrap_or_default().to_owned();
                Sort::Role { linked: name.starts_with("AWSServiceRoleFor"), name }
            }
            Some(_) => Sort::User,
            None if numeric => Sort::Root,
            None if text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") => Sort::Service,
            None => Sort::User,
        };
        let account = if numeric { Some(text.to_owned()) } else { account };
        Self { text: shared, account, sort }
    }

    /// What `aws:PrincipalArn` holds: of what runs under a role, that of the role; its path is not in the session's.
    pub(super) fn principal_arn(&self) -> Cow<'_, str> {
        let partition = self.text.split(':').nth(1).unwrap_or("aws");
        match (&self.sort, &self.account) {
            (Sort::Role { name, .. }, Some(account)) if self.is_session() => {
                Cow::Owned(format!("arn:{partition}:iam::{account}:role/{name}"))
            }
            (Sort::Root, Some(account)) if !self.text.contains(':') => {
                Cow::Owned(format!("arn:aws:iam::{account}:root"))
            }
            _ => Cow::Borrowed(&self.text),
        }
    }

    /// What `aws:PrincipalType` holds; `None` of a service, and of what is no ARN.
    pub(super) fn principal_type(&self) -> Option<&'static str> {
        match self.sort {
            Sort::Root => Some("Account"),
            Sort::Role { .. } => Some("AssumedRole"),
            Sort::User if self.text.contains(":federated-user/") => Some("FederatedUser"),
            Sort::User => self.text.contains(":user/").then_some("User"),
            Sort::Service => None,
        }
    }

    /// Whether it is linked to a service, so that organisations do not bound it.
    pub(super) fn is_linked(&self) -> bool {
        matches!(self.sort, Sort::Role { linked: true, .. })
    }

    /// Whether policies say what it may do: neither a service nor the account itself has any.
    #[must_use]
    pub fn has_policies(&self) -> bool {
        !matches!(self.sort, Sort::Service | Sort::Root)
    }

    /// Whether it runs under a role whose ARN that is, or is that role.
    #[must_use]
    pub fn runs_under(&self, arn: &str) -> bool {
        let Sort::Role { name, .. } = &self.sort else { return false };
        let other = Self::new(arn);
        matches!(&other.sort, Sort::Role { name: known, .. } if known == name)
            && arn.contains(":role/")
            && other.account == self.account
    }

    /// Whether it is what runs under a role, rather than the role.
    pub(super) fn is_session(&self) -> bool {
        self.text.contains(":assumed-role/")
    }
}

#[cfg(test)]
mod tests {
    use super::Caller;

    #[test]
    fn what_a_request_tells_of_who_asks_is_what_aws_tells() {
        for (text, arn, sort) in [
            ("arn:aws:iam::111122223333:role/team", "arn:aws:iam::111122223333:role/team", "AssumedRole"),
            (
                "arn:aws-cn:sts::111122223333:assumed-role/team/anna",
                "arn:aws-cn:iam::111122223333:role/team",
                "AssumedRole",
            ),
            ("arn:aws:iam::111122223333:user/a/bob", "arn:aws:iam::111122223333:user/a/bob", "User"),
            (
                "arn:aws:sts::111122223333:federated-user/bob",
                "arn:aws:sts::111122223333:federated-user/bob",
                "FederatedUser",
            ),
            ("111122223333", "arn:aws:iam::111122223333:root", "Account"),
            ("arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:root", "Account"),
        ] {
            let caller = Caller::new(text);
            assert_eq!(caller.principal_arn(), arn, "{text}");
            assert_eq!(caller.principal_type(), Some(sort), "{text}");
        }
        assert_eq!(Caller::new("lambda.amazonaws.com").principal_type(), None);
    }
}
