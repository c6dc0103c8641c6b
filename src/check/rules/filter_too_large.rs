//! Filters of topics that say more than SNS takes.

use serde_json::Value as Json;

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, rule};
use crate::model::to_plain_json;

rule! {
    /// A filter of a topic names more keys, or has more values in all, than SNS takes.
    ///
    /// A filter has five keys at most, and the numbers of values of its keys, multiplied with each other, come to 150 at
    /// most. Both are from general knowledge, so that it is a note.
    ///
    /// ```stack
    /// topic orders {}
    /// queue gifts {}
    /// topic.orders -> queue.gifts {
    ///   filter {  // info: filter-too-large
    ///     a = ["x"]
    ///     b = ["x"]
    ///     c = ["x"]
    ///     d = ["x"]
    ///     e = ["x"]
    ///     f = ["x"]
    ///   }
    /// }
    /// ```
    ///
    /// ```stack
    /// topic orders {}
    /// queue gifts {}
    /// topic.orders -> queue.gifts { filter { kind = ["gift", "voucher"] } }
    /// ```
    "filter-too-large" Info [
        Fact::unconfirmed("sns.toml", "subscription.filter_policy.keys_max"),
        Fact::unconfirmed("sns.toml", "subscription.filter_policy.value_combinations_max"),
    ] each "flow" => check
}

const MOST_KEYS: usize = 5;
const MOST_VALUES: usize = 150;

fn check<'a>(cx: &mut Cx<'a>, (flow, _): Known<'a>) {
    let Some(ends) = flow.flow() else { return };
    let Some(filter) = flow.input("filter").map(to_plain_json) else { return };
    if cx.source(ends).is_none_or(|source| source.kind != "topic") {
        return;
    }
    let (mut keys, mut values) = (0, 1);
    count(&filter, &mut keys, &mut values);
    let message = if keys > MOST_KEYS {
        format!("the filter names {keys} keys, and SNS takes {MOST_KEYS} at most")
    } else if values > MOST_VALUES {
        format!("the values of the filter make {values} combinations, and SNS takes {MOST_VALUES} at most")
    } else {
        return;
    };
    cx.report(
        Diagnostic::new(&RULE, flow.place("filter"), message)
            .help("filter by what tells most, and let whoever is told look at the rest")
            .about(flow.address.as_str()),
    );
}

/// Counts the keys that have values, and in how many ways these go together.
fn count(filter: &Json, keys: &mut usize, values: &mut usize) {
    for (_, inner) in filter.as_object().into_iter().flatten() {
        match inner {
            Json::Array(items) => {
                *keys += 1;
                *values = values.saturating_mul(items.len().max(1));
            }
            inner => count(inner, keys, values),
        }
    }
}
