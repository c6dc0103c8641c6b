//! Names as Terraform and CloudFormation write them: `var.stage`, `aws_s3_bucket.photos.arn`, `Ref`, `jsonencode(…)`.

use super::cx::Cx;
use super::kind_names;
use crate::base::Span;
use crate::diag::Diagnostic;

/// First words of names, and what is written in their place.
const NAMES: &[(&str, &str)] = &[
    ("AWS", "account, region and name of the stack are `stack.account`, `stack.region` and `stack.name`"),
    ("Fn", "attributes of a resource are named by themselves: `bucket.photos.arn`"),
    ("GetAtt", "attributes of a resource are named by themselves: `bucket.photos.arn`"),
    ("Ref", "a resource, a param and a value are named by themselves: `bucket.photos`, `stage`"),
    ("anywhere", EVERYBODY),
    (
        "count",
        "a loop names what it goes through, so the number has a name of its own: `bucket logs for n in range(3) { … }`",
    ),
    (
        "data",
        "nothing is looked up in an account; account and region of the stack are `stack.account` and `stack.region`",
    ),
    (
        "each",
        "a loop names what it goes through: `bucket logs for name in names { … }`, where `name` is each of them",
    ),
    ("internet", EVERYBODY),
    ("move", MOVED),
    ("path", "paths count from the folder of the file that they stand in: `\"./code\"`"),
    ("rename", MOVED),
    ("renamed", MOVED),
    ("self", "a resource is named by kind and name: `bucket.photos`"),
    ("terraform", "the name of the stack is `stack.name`, and what is one for each environment is a param"),
];

/// What is said of what gets another name.
const MOVED: &str = "what gets another name is said in one line: `moved kind.old -> kind.new`";

/// What is said of names for all addresses.
const EVERYBODY: &str = "all addresses are `\"0.0.0.0/0\"`";

/// Functions that are called otherwise here.
const CALLED: &[(&str, &str)] = &[
    ("base64encode", "base64"),
    ("count", "length"),
    ("has", "contains"),
    ("includes", "contains"),
    ("jsonencode", "json"),
    ("len", "length"),
    ("lowercase", "lower"),
    ("size", "length"),
    ("sprintf", "format"),
    ("startswith", "starts_with"),
    ("stringify", "json"),
    ("strip", "trim"),
    ("strlen", "length"),
    ("to_json", "json"),
    ("tojson", "json"),
    ("tolower", "lower"),
    ("toupper", "upper"),
    ("trimspace", "trim"),
    ("uppercase", "upper"),
];

/// Values that are called otherwise here.
const VALUES: &[(&str, &str)] = &[
    ("FALSE", "false"),
    ("False", "false"),
    ("NULL", "none"),
    ("None", "none"),
    ("TRUE", "true"),
    ("True", "true"),
    ("nil", "none"),
    ("no", "false"),
    ("null", "none"),
    ("off", "false"),
    ("undefined", "none"),
    ("yes", "true"),
];

/// Functions, and what is written in their place.
const FUNCTIONS: &[(&str, &str)] = &[
    ("GetAtt", "attributes of a resource are named by themselves: `bucket.photos.arn`"),
    ("Join", "texts are joined by `join([\"a\", \"b\"], \",\")`, or within a text by `\"${a}-${b}\"`"),
    ("Ref", "a resource, a param and a value are named by themselves: `bucket.photos`, `stage`"),
    ("Sub", "a text takes values in as it is: `\"${stage}-photos\"`"),
    ("can", "what stands in for an absent value is written behind `??`: `a ?? b`"),
    ("coalesce", "what stands in for an absent value is written behind `??`: `a ?? b`"),
    ("concat", "lists are joined by spreading them: `[...a, ...b]`"),
    ("element", "an item is read by its number, from 0: `xs[0]`"),
    ("env", OUTSIDE),
    ("getenv", OUTSIDE),
    (
        "lookup",
        "a key is read by itself, and asked for first where it may be missing: `if contains(m, k) then m[k] else x`",
    ),
    ("merge", "maps are joined by spreading them: `{ ...a  ...b }`"),
    ("now", OUTSIDE),
    ("random", OUTSIDE),
    ("timestamp", OUTSIDE),
    ("tolist", "take it out: a list stays as it is"),
    ("tomap", "take it out: a map stays as it is"),
    ("toset", "take it out: `for` goes through lists and maps as they are"),
    ("tostring", "a value is put into a text: `\"${value}\"`"),
    ("try", "what stands in for an absent value is written behind `??`: `a ?? b`"),
    ("uuid", OUTSIDE),
];

/// What is said of functions that look outside.
const OUTSIDE: &str = "a stack sees no clock, no variable and no chance, so that it means the same everywhere: make it a `param`";

/// Attributes that another language lets everything have, and what is written in their place.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("condition", "a condition stands behind the name: `bucket logs if stage == \"prod\" { … }`"),
    ("count", "how many there are stands behind the name: `bucket logs for n in range(3) { … }`"),
    ("for_each", "how many there are stands behind the name: `bucket logs for name in names { … }`"),
    ("provider", "take it out: region and account are those of the stack"),
];

/// What is written in place of an attribute that another language lets everything have.
pub(super) fn attribute_meant(name: &str) -> Option<&'static str> {
    said(ATTRIBUTES, name)
}

/// What is written in place of a function of another language: its name here, or how else it is said.
pub(super) fn function_meant(name: &str, span: Span, diagnostic: &Diagnostic) -> Option<Diagnostic> {
    if let Some(here) = said(CALLED, name) {
        let help = format!("it is `{here}` here");
        return Some(diagnostic.clone().help(help).fix(format!("change to `{here}`"), span, here));
    }
    said(FUNCTIONS, name).map(|help| diagnostic.clone().help(help))
}

/// The function that a word names, here or elsewhere.
pub(super) fn function_called(name: &str) -> Option<&'static str> {
    let here = super::functions::signatures().map(|signature| signature.name).find(|one| *one == name);
    here.or_else(|| said(CALLED, name))
}

fn said(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let at = table.binary_search_by_key(&name, |(word, _)| word).ok()?;
    table.get(at).map(|(_, said)| *said)
}

impl Cx<'_> {
    /// Adds to the finding that the first word of a path names nothing what is written here in its place; nothing if the
    /// path is not one of another language.
    pub(super) fn name_meant(
        &self,
        first: &str,
        span: Span,
        path: &str,
        diagnostic: &Diagnostic,
    ) -> Option<Diagnostic> {
        let said_by = |help: String| diagnostic.clone().help(help);
        let second = path.split('.').nth(1).unwrap_or_default();
        let both = Span { end: span.start + length(first) + 1 + length(second), ..span };
        if !second.is_empty() && matches!(first, "var" | "local" | "param" | "params" | "let") {
            if self.names_at_hand().contains(&second) {
                let help = format!("params and values are named by themselves: `{second}`");
                return Some(diagnostic.clone().help(help).fix(
                    format!("change to `{second}`"),
                    both,
                    second,
                ));
            }
            let declared = if first == "local" || first == "let" { "let" } else { "param" };
            let help = format!(
                "params and values are named by themselves: `{second}`, once there is a `{declared} {second}`"
            );
            return Some(said_by(help));
        }
        if let Some(value) = said(VALUES, first).filter(|_| second.is_empty()) {
            let found = said_by(format!("it is `{value}` here"));
            return Some(found.fix(format!("change to `{value}`"), span, value));
        }
        if let Some(help) = said(NAMES, first) {
            return Some(said_by(help.to_owned()));
        }
        let kind = kind_names::meant(self.catalog, first).filter(|_| !second.is_empty())?;
        let address = format!("{}.{second}", kind.name);
        let said = said_by(format!("AWS's {} is `{}` here: `{address}`", kind.title, kind.name));
        Some(match self.scope.at_address(&address).is_some() {
            true => said.fix(format!("change to `{address}`"), both, address),
            false => said,
        })
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
