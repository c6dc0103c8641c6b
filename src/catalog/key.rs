//! Keys of KMS that things are kept with.

use crate::base::Fact;

/// What the key of KMS that a thing is kept with asks of whoever uses it.
#[derive(Debug, Clone, Copy)]
pub struct KeyUse {
    /// The attribute that names the key: its ARN, its id, or an alias. AWS's own keys ask for nothing.
    pub attr: &'static str,
    /// Actions on the thing, and what they take on the key.
    pub asks: &'static [(&'static [&'static str], &'static [&'static str])],
    /// Where that comes from.
    pub facts: &'static [Fact],
}

/// The ARN of the key that a text names: by ARN, by alias, or by its id.
///
/// Which key an alias stands for is not known here, so that then all keys of the account are meant. `None` for AWS's own
/// keys, which let everybody in who may use the thing.
#[must_use]
pub fn key_arn(text: &str, region: &str, account: &str) -> Option<String> {
    if text.contains("alias/aws/") {
        return None;
    }
    match text.split(':').collect::<Vec<_>>().as_slice() {
        ["arn", partition, "kms", region, account, rest] if rest.starts_with("alias/") => {
            Some(format!("arn:{partition}:kms:{region}:{account}:key/*"))
        }
        ["arn", _, "kms", ..] => Some(text.to_owned()),
        [alias] if alias.starts_with("alias/") => Some(format!("arn:aws:kms:{region}:{account}:key/*")),
        [id] if !id.is_empty() => Some(format!("arn:aws:kms:{region}:{account}:key/{id}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_named_by_its_arn_its_id_or_an_alias() {
        let arn = |text| key_arn(text, "us-east-1", "111122223333").unwrap_or_default();
        let own = "arn:aws:kms:us-east-1:111122223333:key/";
        assert_eq!(
            arn("arn:aws:kms:eu-west-1:444455556666:key/1-2"),
            "arn:aws:kms:eu-west-1:444455556666:key/1-2"
        );
        assert_eq!(
            arn("arn:aws:kms:eu-west-1:444455556666:alias/x"),
            "arn:aws:kms:eu-west-1:444455556666:key/*"
        );
        assert_eq!(arn("1234abcd"), format!("{own}1234abcd"));
        assert_eq!(arn("alias/orders"), format!("{own}*"));
        assert_eq!(arn("alias/aws/sqs"), "");
        assert_eq!(arn("arn:aws:kms:us-east-1:111122223333:alias/aws/s3"), "");
    }
}
