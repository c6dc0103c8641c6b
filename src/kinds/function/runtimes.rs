//! Every runtime that code may be deployed with, and the days on which Lambda retires it.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::DatedValue;

/// Writes names and rows from one table: runtime, deprecated, closed to new functions, closed to updates, successor;
/// a day that is not known is empty. What is newest of each language stands first, since it is what one is offered.
macro_rules! runtimes {
    ($($value:literal $deprecated:literal $no_create:literal $no_update:literal $successor:literal $fact:expr;)+) => {
        pub(super) const RUNTIMES: &[&str] = &[$($value),+];
        pub(super) const DATED: &[DatedValue] = &[$(DatedValue {
            attr: "runtime", value: $value, deprecated: $deprecated, no_create: $no_create,
            no_update: $no_update, successor: $successor, fact: $fact(concat!("runtime[id=", $value, "]")),
        }),+];
    };
}

/// A runtime whose days the cfn-lint lifecycle table and endoflife.date give.
const fn known(key: &'static str) -> Fact {
    Fact::new("lambda.toml", key, SOURCE)
}

/// A runtime that the API takes, without days.
const fn unknown(key: &'static str) -> Fact {
    Fact::unconfirmed("lambda.toml", key)
}

runtimes! {
    "python3.14" "2029-06-30" "2029-07-31" "2029-08-31" "" known;
    "nodejs24.x" "2028-04-30" "2028-06-01" "2028-07-01" "" known;
    "java25" "2029-06-30" "2029-07-31" "2029-08-31" "" known;
    "dotnet10" "2028-11-14" "2028-12-14" "2029-01-15" "" known;
    "ruby4.0" "2029-03-31" "2029-04-30" "2029-05-31" "" known;
    "provided.al2023" "2029-06-30" "2029-07-31" "2029-08-31" "" known;
    "java21" "2029-06-30" "2029-07-31" "2029-08-31" "java25" known;
    "java11.al2023" "2029-06-30" "" "2029-08-31" "" known;
    "java17.al2023" "2029-06-30" "" "2029-08-31" "" known;
    "java8.al2023" "2029-06-30" "" "2029-08-31" "" known;
    "python3.13" "2029-06-30" "2029-07-31" "2029-08-31" "python3.14" known;
    "python3.12" "2028-10-31" "2028-11-30" "2029-01-10" "python3.14" known;
    "ruby3.4" "2028-03-31" "2028-04-30" "2028-05-31" "ruby4.0" known;
    "java11" "2027-06-30" "2027-07-31" "2027-08-31" "java25" known;
    "java8.al2" "2027-06-30" "2027-07-31" "2027-08-31" "java25" known;
    "java17" "2027-06-30" "2027-07-31" "2027-08-31" "java25" known;
    "python3.11" "2027-06-30" "2027-07-31" "2027-08-31" "python3.14" known;
    "nodejs22.x" "2027-04-30" "2027-06-01" "2027-07-01" "nodejs24.x" known;
    "ruby3.3" "2027-03-31" "2027-04-30" "2027-05-31" "ruby4.0" known;
    "dotnet8" "2026-11-10" "2027-02-01" "2027-03-03" "dotnet10" known;
    "python3.10" "2026-10-31" "2027-02-01" "2027-03-03" "python3.14" known;
    "provided.al2" "2026-07-31" "2027-02-01" "2027-03-03" "provided.al2023" known;
    "nodejs20.x" "2026-04-30" "2027-02-01" "2027-03-03" "nodejs24.x" known;
    "ruby3.2" "2026-03-31" "2027-02-01" "2027-03-03" "ruby4.0" known;
    "python3.9" "2025-12-15" "2027-02-01" "2027-03-03" "python3.14" known;
    "nodejs18.x" "2025-09-01" "2027-02-01" "2027-03-03" "nodejs24.x" known;
    "dotnet6" "2024-12-20" "2027-02-01" "2027-03-03" "dotnet10" known;
    "python3.8" "2024-10-14" "2027-02-01" "2027-03-03" "python3.14" known;
    "nodejs16.x" "2024-06-12" "2027-02-01" "2027-03-03" "nodejs24.x" known;
    "provided" "2024-01-08" "2024-02-08" "2027-03-03" "provided.al2023" known;
    "go1.x" "2024-01-08" "2024-02-08" "2027-03-03" "provided.al2023" known;
    "java8" "2024-01-08" "2024-02-08" "2027-03-03" "java25" known;
    "ruby2.7" "2023-12-07" "2024-01-09" "2027-03-03" "ruby4.0" known;
    "nodejs14.x" "2023-12-04" "2024-01-09" "2027-03-03" "nodejs24.x" known;
    "python3.7" "2023-12-04" "2024-01-09" "2027-03-03" "python3.14" known;
    "dotnetcore3.1" "2023-04-03" "2023-04-03" "2023-05-03" "dotnet10" known;
    "nodejs12.x" "2023-03-31" "2023-03-31" "2023-04-30" "nodejs24.x" known;
    "python3.6" "2022-07-18" "2022-07-18" "2022-08-29" "python3.14" known;
    "dotnetcore2.1" "2022-01-05" "2022-01-05" "2022-04-13" "dotnet10" known;
    "nodejs10.x" "2021-07-30" "2021-07-30" "2022-02-14" "nodejs24.x" known;
    "ruby2.5" "2021-07-30" "2021-07-30" "2022-03-31" "ruby4.0" known;
    "python2.7" "2021-07-15" "2021-07-15" "2022-05-30" "python3.14" known;
    "nodejs8.10" "2020-03-06" "2020-02-04" "2020-03-06" "nodejs24.x" known;
    "nodejs4.3" "2020-03-05" "2020-02-03" "2020-03-05" "nodejs24.x" known;
    "nodejs4.3-edge" "2020-03-05" "2019-03-31" "2019-04-30" "nodejs24.x" known;
    "nodejs6.10" "2019-08-12" "2019-07-12" "2019-08-12" "nodejs24.x" known;
    "dotnetcore1.0" "2019-06-27" "2019-06-30" "2019-07-30" "dotnet10" known;
    "dotnetcore2.0" "2019-05-30" "2019-04-30" "2019-05-30" "dotnet10" known;
    "nodejs" "2016-08-30" "2016-09-30" "2016-10-31" "nodejs24.x" known;
    "nodejs26.x" "" "" "" "" unknown;
    "python3.15" "" "" "" "" unknown;
}
