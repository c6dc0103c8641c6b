//! The types of params, and what each holds.

/// Each type by its word.
pub(super) const TYPES: &[(&str, &str)] = &[
    ("string", "text"),
    ("bool", "`true` or `false`"),
    ("number", "a number without unit"),
    ("duration", "such as `30s`, `5m`, `30 days`"),
    ("size", "such as `512 MB`"),
    ("cpu", "such as `0.25 vCPU`"),
    ("percent", "such as `60%`"),
    ("bandwidth", "such as `100 Mbps`"),
    ("money", "such as `20 USD`"),
    ("rate", "such as `20 per second`"),
    ("timing", "`cron(…)`, `rate(…)` or `at(…)`"),
    ("moment", "`at(…)`"),
    ("list", "`list(string)`"),
    ("map", "`map(string)`"),
];
