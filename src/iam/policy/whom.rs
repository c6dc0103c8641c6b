//! What is wrong with whom a statement of a document names, and with what a trust policy lets them do.

use serde_json::Value;

use super::lapse::{Lapse, Weight};
use crate::iam::names::{is_principal, nearest_principal};

/// What a trust policy may be about: `grammar.trust_policy.actions` of `iam.toml`.
const TAKING_ON: &[&str] = &[
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

/// A service that there is not, as it is named by `Principal.Service`.
pub(super) fn service(path: &str, principal: &Value) -> Vec<Lapse> {
    let path = format!("{path}.Service");
    let unknown = |(path, name): (String, &str)| {
        let short = name.strip_suffix(".amazonaws.com").filter(|short| !is_principal(short))?;
        let (weight, help) = match nearest_principal(short) {
            Some(meant) => (Weight::Surprise, format!("did you mean `{meant}.amazonaws.com`?")),
            None => (Weight::Note, "services are named as in `lambda.amazonaws.com`".to_owned()),
        };
        let lapse = Lapse::new(weight, &path, format!("no service `{short}` is known here")).help(help);
        Some(lapse.of("unknown-principal"))
    };
    super::inspect::texts(&path, principal.get("Service")).into_iter().filter_map(unknown).collect()
}

/// An action that is not about taking a role on.
pub(super) fn taking_on(path: &str, action: &str) -> Option<Lapse> {
    let known = TAKING_ON.iter().any(|known| known.eq_ignore_ascii_case(action));
    let message = format!("`{action}` is nothing that a trust policy is about");
    (!known).then(|| Lapse::note(path, message).help("a trust policy says who may do `sts:AssumeRole`"))
}

/// An id that a policy of an identity may not have.
pub(super) fn id(path: &str, sid: &str) -> Option<Lapse> {
    let odd = sid.chars().find(|c| !c.is_ascii_alphanumeric())?;
    let lapse =
        Lapse::note(path, format!("`{sid}` has `{odd}` in it, and ids have letters and digits alone"));
    Some(lapse.help("leave it out; an id is for people only"))
}
