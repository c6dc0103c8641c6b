//! The versions of Kubernetes, and the days on which EKS stops supporting them.

use super::SOURCE;
use crate::base::Fact;
use crate::catalog::DatedValue;

/// Writes names and rows from one table: version, end of standard support, end of extended support.
macro_rules! versions {
    ($($value:literal $standard:literal $extended:literal;)+) => {
        pub(in crate::kinds) const VERSIONS: &[&str] = &[$($value),+];
        /// Standard support ends as `deprecated`, extended support as `no_create`.
        pub(super) const DATED: &[DatedValue] = &[$(DatedValue {
            attr: "version", value: $value, deprecated: $standard, no_create: $extended,
            no_update: $extended, successor: "",
            fact: Fact::new("eks.toml", concat!("version[id=", $value, "]"), SOURCE),
        }),+];
    };
}

versions! {
    "1.36" "2027-08-02" "2028-08-02";
    "1.35" "2027-03-27" "2028-03-27";
    "1.34" "2026-12-02" "2027-12-02";
    "1.33" "2026-07-29" "2027-07-29";
    "1.32" "2026-03-23" "2027-03-23";
    "1.31" "2025-11-26" "2026-11-26";
    "1.30" "2025-07-23" "2026-07-23";
    "1.29" "2025-03-23" "2026-03-23";
}
