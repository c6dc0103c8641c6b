//! What AWS asks whoever applies a stack: the rows of the kinds and links against the rest of the catalog.

use stackc::catalog::{ApiCall, Stage};
use stackc::iam::{Standing, standing};
use stackc::kinds::builtin;

#[test]
fn whatever_is_a_thing_of_aws_says_what_it_takes() {
    for kind in builtin().kinds().filter(|kind| !kind.cfn.is_empty()) {
        for stage in [Stage::Create, Stage::Read, Stage::Delete] {
            let said = kind.operations.iter().any(|row| row.stages.contains(&stage));
            assert!(said, "`{}` has no row for {stage:?} in `operations`", kind.name);
        }
        for link in kind.links {
            let said = |stage| link.operations.iter().any(|row: &ApiCall| row.stages.contains(&stage));
            assert!(said(Stage::Create) && said(Stage::Delete), "{} -> {:?}", link.source, link.targets);
        }
    }
}

#[test]
fn operations_name_actions_and_attributes_that_there_are() {
    // What IAM's statements become, and the hash of what a path leads to.
    let besides = ["tags", "policy", "code_sha256"];
    let mut wrong = Vec::new();
    for kind in builtin().kinds() {
        let shape = kind.shape;
        for row in kind.operations {
            assert_eq!(standing(row.action), Standing::Known, "{}: {}", kind.name, row.action);
            for attr in row.attrs() {
                let known = shape.attr(attr).is_some()
                    || shape.block(attr).is_some()
                    || shape.statement(attr).is_some()
                    || besides.contains(attr);
                if !known {
                    wrong.push(format!("{}: {} by `{attr}`", kind.name, row.action));
                }
            }
        }
        for row in kind.links.iter().flat_map(|link| link.operations) {
            assert_eq!(standing(row.action), Standing::Known, "{} ->: {}", kind.name, row.action);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
