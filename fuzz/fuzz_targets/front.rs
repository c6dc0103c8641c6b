//! Any bytes through parse, resolve, check and format: nothing fails, and what is sound keeps its meaning.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/suite/support/front.rs"]
mod front;
#[path = "../judge.rs"]
mod judge;

fuzz_target!(|bytes: &[u8]| judge::judge(bytes, front::analysed));
