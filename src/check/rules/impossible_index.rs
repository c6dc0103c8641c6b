//! Keys and indexes that DynamoDB refuses.

use super::{Cx, Known};
use crate::base::Fact;
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Map, Resource, Value};

rule! {
    /// DynamoDB makes no such key or index.
    ///
    /// The two parts of a key are two attributes; the indexes of a table have names of their own, and a local index needs a
    /// table that has a `sort`, since it sorts the same items by another attribute. Over all indexes of a table at most 100
    /// attributes are kept besides keys.
    ///
    /// ```stack
    /// table orders {
    ///   key  = "customer"
    ///   sort = "customer"       // error: impossible-index
    /// }
    /// table visits {
    ///   key = "visitor"
    ///   local_index newest { sort = "day" }  // info: impossible-index
    /// }
    /// table shops {
    ///   key  = "shop"
    ///   sort = "day"
    ///   index by_day { key = "day" }
    ///   local_index by_day { sort = "turnover" }  // error: impossible-index
    /// }
    /// ```
    ///
    /// ```stack
    /// table visits {
    ///   key  = "visitor"
    ///   sort = "page"
    ///   local_index newest { sort = "day" }
    /// }
    /// ```
    "impossible-index" Error [
        Fact::new("dynamodb.toml", "keys.primary_key_elements_max", "DynamoDB API model 2012-08-10"),
        Fact::new("dynamodb.toml", "indexes.name_unique_per", "DynamoDB API model 2012-08-10"),
        Fact::new("dynamodb.toml", "indexes.non_key_attributes_total_max", "DynamoDB API model 2012-08-10"),
        Fact::unconfirmed("dynamodb.toml", "indexes.local.requires_table_sort_key"),
    ] each "table" => check
}

/// The most attributes that all indexes of a table keep besides keys.
const MOST_KEPT: usize = 100;

fn check<'a>(cx: &mut Cx<'a>, (table, _): Known<'a>) {
    let say = |path: &str, message: String, help: &str| {
        Diagnostic::new(&RULE, table.place(path), message).help(help).about(table.address.as_str())
    };
    let mut kept = 0;
    let globals = indexes(table, "index");
    let locals = indexes(table, "local_index");
    for (path, fields) in std::iter::once((String::new(), &table.inputs)).chain(globals.iter().cloned()) {
        let text = |name| fields.get(name).and_then(Value::as_str);
        if text("key").is_some() && text("key") == text("sort") {
            let message = format!("`{}` is both parts of one key", text("key").unwrap_or_default());
            cx.report(say(&format!("{path}sort"), message, "sort by another attribute, or leave `sort` out"));
        }
    }
    for (path, fields) in &locals {
        let path = path.trim_end_matches('.');
        let name = path.rsplit('.').next().unwrap_or_default();
        if table.input("index").and_then(Value::as_map).is_some_and(|index| index.get(name).is_some()) {
            let message = format!("`{}` has two indexes `{name}`", table.address);
            cx.report(say(path, message, "give one of them another name"));
        }
        if table.input("sort").is_none() && !cx.in_doubt(table) {
            let sort = fields.get("sort").and_then(Value::as_str).unwrap_or_default();
            let message = format!("a local index sorts by `{sort}`, and `{}` has no `sort`", table.address);
            let help = "give the table a `sort`, or make it an `index` with the same `key`";
            cx.report(say(path, message, help).severity(Severity::Info));
        }
    }
    for (path, fields) in globals.iter().chain(&locals) {
        let before = kept;
        kept += fields.get("include").and_then(Value::as_list).map_or(0, <[Value]>::len);
        if before <= MOST_KEPT && kept > MOST_KEPT {
            let message = format!("all indexes of `{}` keep more than {MOST_KEPT} attributes", table.address);
            cx.report(say(&format!("{path}include"), message, "keep less, or all: leave `include` out"));
        }
    }
}

/// The indexes of a sort, each with the path before its fields.
fn indexes<'a>(table: &'a Resource, word: &str) -> Vec<(String, &'a Map)> {
    let all = table.input(word).and_then(Value::as_map);
    let index = |(name, fields): (_, &'a Value)| Some((format!("{word}.{name}."), fields.as_map()?));
    all.into_iter().flatten().filter_map(index).collect()
}
