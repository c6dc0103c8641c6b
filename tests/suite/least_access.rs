//! The least that code needs: enough, and nothing of it can be left out.

use std::path::Path;

use stackc::base::{FileId, Span};
use stackc::iam::{Asked, least, missing};
use stackc::kinds::builtin;
use stackc::model::{Effect, Need, Pattern, Patterns, Statement};
use stackc::session::{Options, OsSystem, analyse, load};

const SPAN: Span = Span::new(FileId(0), 0, 0);

fn statement(pair: &Asked<'_>) -> Statement {
    let list =
        |text: &str| Patterns { negated: false, items: [Pattern { text: text.into(), span: SPAN }].into() };
    Statement {
        effect: Effect::Allow,
        actions: list(pair.action),
        resources: list(pair.resource),
        principals: Patterns::default(),
        conditions: Default::default(),
        span: SPAN,
        derived: false,
    }
}

/// Checks the needs of one resource; how many pairs there were.
fn is_least(needs: &[Need]) -> usize {
    let asked = least(needs);
    let all: Vec<Statement> = asked.iter().map(statement).collect();
    assert!(missing(needs, &all).is_empty(), "{asked:?} is not enough");
    for (at, left_out) in asked.iter().enumerate() {
        let mut rest = all.clone();
        rest.remove(at);
        assert!(!missing(needs, &rest).is_empty(), "{left_out:?} is not needed");
    }
    all.len()
}

#[test]
fn the_least_is_enough_and_nothing_of_it_can_be_left_out() {
    let mut pairs = 0;
    for stack in ["thumbnails", "web", "multi-env", "kinds/function.stack", "kinds/queue.stack"] {
        let loaded = load(&OsSystem, &Path::new("stacks").join(stack)).unwrap();
        let analysis = analyse(&OsSystem, &builtin(), loaded, &Options::default());
        pairs += analysis.any().resources.values().map(|resource| is_least(&resource.needs)).sum::<usize>();
    }
    assert!(pairs > 20, "only {pairs} were looked at");
}
