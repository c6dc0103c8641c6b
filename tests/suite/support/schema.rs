//! As much of JSON Schema as the documented shapes use.

use serde_json::Value;

/// Where and how a value breaks a schema; empty if it does not. Fields that the schema does not know are faults
/// here, so that no field goes undocumented.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    judge(schema, schema, value, "$", &mut faults);
    faults
}

fn judge(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(target.trim_start_matches('#')).unwrap();
        return judge(root, target, value, at, faults);
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    if !types.is_empty() && !types.contains(&sort(value)) {
        faults.push(format!("{at} is {}, not {types:?}", sort(value)));
    }
    let known = schema["enum"].as_array().is_none_or(|all| all.contains(value));
    if !known || schema.get("const").is_some_and(|only| only != value) {
        faults.push(format!("{at} may not be {value}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        judge(root, &schema["items"], item, &format!("{at}[{index}]"), faults);
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.as_object().is_some_and(|fields| !fields.contains_key(name)) {
            faults.push(format!("{at} lacks {name}"));
        }
    }
    let Some(fields) = value.as_object().filter(|_| schema.get("properties").is_some()) else { return };
    for (name, field) in fields {
        match schema["properties"].get(name) {
            Some(inner) => judge(root, inner, field, &format!("{at}.{name}"), faults),
            None => faults.push(format!("{at}.{name} is not documented")),
        }
    }
}

fn sort(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
