//! JSON policies that are none, or do not say what they seem to.

use crate::base::Fact;
use crate::diag::rule;

rule! {
    /// A policy document is one that IAM refuses, or that says something else than it seems to.
    ///
    /// It is read from a file, by `stackc iam check`, `iam compare` and `iam simulate`; no stack can show it, since the
    /// language has no way to write it. Refused are texts that are no JSON, names that stand twice, unknown elements and
    /// operators, and values that do not fit. Of what IAM takes without a word, a warning says what will surprise: `allow`
    /// with `NotPrincipal` or `NotResource`, a `*` behind `StringEquals`, `ForAllValues` of a key that may be absent,
    /// variables in a policy of 2008.
    "invalid-policy" Error [
        Fact::new("iam.toml", "grammar.statement_elements", "moto 5.2.5, iam/policy_validation.py"),
        Fact::new("iam.toml", "condition_operators", "moto 5.2.5, iam/policy_validation.py"),
        Fact::new("iam.toml", "limits.managed_policy_chars", "IAM API model 2010-05-08"),
        Fact::new("iam.toml", "limits.inline_role_chars_total", "IAM API model 2010-05-08"),
        Fact::new("iam.toml", "limits.trust_policy_chars", "IAM API model 2010-05-08"),
        Fact::unconfirmed("iam.toml", "limits.session_policy_chars"),
        Fact::unconfirmed("iam.toml", "grammar.sid_unique_in_policy"),
    ]
}
