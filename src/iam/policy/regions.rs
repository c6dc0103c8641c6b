//! Values of one key of the context, one for each way in which conditions can tell values apart.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::classes::samples;
use super::condition::{Meaning, Network, Operand, Test};
use super::glob::Glob;
use super::operator::{Family, Quantifier};
use crate::timing::{Moment, Zone};

/// Keys with several values are looked at in all combinations of so many of them.
const MOST_TOGETHER: usize = 7;

/// What a key may be, and whether that is all.
#[derive(Debug)]
pub(super) struct Regions {
    /// The values; `None` where the key is absent.
    pub(super) values: Vec<Option<Vec<String>>>,
    pub(super) complete: bool,
}

/// What a key may be, as far as these tests, all about it, can tell.
pub(super) fn regions(tests: &[&Test]) -> Regions {
    let mut complete = is_one_sort(tests);
    let operands: Vec<&Operand> = tests.iter().flat_map(|test| &test.values).collect();
    let mut single: Vec<String> = Vec::new();
    let globs: Vec<Cow<'_, Glob>> =
        operands.iter().filter_map(|operand| pattern(operand, &mut complete)).collect();
    if !globs.is_empty() {
        let found = samples(&globs, None);
        complete &= found.complete;
        // An empty text is a value like any other, but seldom one that a reader would think of.
        let (empty, rest): (Vec<_>, Vec<_>) = found.texts.into_iter().partition(String::is_empty);
        single.extend(rest);
        single.extend(empty);
    }
    single.extend(numbers(&operands));
    single.extend(dates(&operands));
    single.extend(addresses(&operands));
    for operand in &operands {
        match &operand.meaning {
            Meaning::Bool(_) => single.extend(["true".to_owned(), "false".to_owned()]),
            Meaning::Bytes(bytes) => single.extend([bytes.clone(), format!("{bytes}AAAA")]),
            _ => {}
        }
    }
    if single.is_empty() {
        single.push("x".to_owned());
    }
    let mut seen = std::collections::BTreeSet::new();
    single.retain(|value| seen.insert(value.clone()));
    let many = tests.iter().any(|test| test.operator.quantifier != Quantifier::One);
    let mut values = vec![None];
    if many {
        complete &= single.len() <= MOST_TOGETHER;
        values.extend(together(&single).into_iter().map(Some));
    } else {
        values.extend(single.into_iter().map(|value| Some(vec![value])));
    }
    Regions { values, complete }
}

/// Whether all tests compare the same sort of values, so that regions of one tell all apart.
fn is_one_sort(tests: &[&Test]) -> bool {
    let sort = |test: &&&Test| match test.operator.family {
        Family::Text | Family::Folded | Family::Like | Family::Arn => Some(0),
        Family::Number(_) => Some(1),
        Family::Date(_) => Some(2),
        Family::Bool => Some(3),
        Family::Binary => Some(4),
        Family::Address => Some(5),
        Family::Null => None,
    };
    let mut sorts = tests.iter().filter_map(|test| sort(&test));
    let first = sorts.next();
    sorts.all(|sort| Some(sort) == first)
}

fn pattern<'a>(operand: &'a Operand, complete: &mut bool) -> Option<Cow<'a, Glob>> {
    let Meaning::Pattern(template) = &operand.meaning else { return None };
    let fixed = template.fixed();
    *complete &= fixed.is_some();
    fixed
}

/// Each number, and one on either side of it.
fn numbers(operands: &[&Operand]) -> Vec<String> {
    let number =
        |operand: &&Operand| if let Meaning::Number(own) = operand.meaning { Some(own) } else { None };
    let mut own: Vec<Decimal> = operands.iter().filter_map(number).collect();
    own.sort_unstable();
    own.dedup();
    let below = own.first().and_then(|first| first.checked_sub(Decimal::ONE));
    let above = own.last().and_then(|last| last.checked_add(Decimal::ONE));
    let between = own.windows(2).filter_map(|pair| match pair {
        [low, high] => low.checked_add(*high)?.checked_div(Decimal::TWO),
        _ => None,
    });
    let between: Vec<Decimal> = between.collect();
    let all = own.iter().copied().chain(below).chain(between).chain(above);
    all.map(|number| number.normalize().to_string()).collect()
}

/// Each time, and one on either side of it, to the second.
fn dates(operands: &[&Operand]) -> Vec<String> {
    let date = |operand: &&Operand| if let Meaning::Date(own) = operand.meaning { Some(own) } else { None };
    let own = operands.iter().filter_map(date);
    let all = own.flat_map(|own| [own, own.saturating_sub(1), own.saturating_add(1)]);
    all.map(|seconds| Moment(seconds).text(&Zone::utc())).collect()
}

/// An address of each network that is in no smaller one, and one that is in none.
fn addresses(operands: &[&Operand]) -> Vec<String> {
    let network =
        |operand: &&Operand| if let Meaning::Network(own) = operand.meaning { Some(own) } else { None };
    let own: Vec<Network> = operands.iter().filter_map(network).collect();
    if own.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for width in [32, 128] {
        let whole = Network { bits: 0, length: 0, width };
        for network in own.iter().chain([&whole]).filter(|network| network.width == width) {
            let inside: Vec<Network> =
                own.iter().filter(|other| **other != *network && network.holds(**other)).copied().collect();
            found.extend(outside(*network, &inside).map(|bits| address(bits, width)));
        }
    }
    found
}

/// An address of a network that is in none of some networks inside it.
fn outside(network: Network, inside: &[Network]) -> Option<u128> {
    if inside.iter().any(|inner| inner.length == network.length) {
        return None;
    }
    if inside.is_empty() {
        let host = network.width - network.length;
        let kept = network.bits.checked_shr(host).unwrap_or(0).checked_shl(host).unwrap_or(0);
        return Some(if host > 1 { kept + 1 } else { kept });
    }
    let length = network.length + 1;
    let bit = 1_u128 << (network.width - length);
    [network.bits & !bit, network.bits | bit].into_iter().find_map(|bits| {
        let half = Network { bits, length, width: network.width };
        let inner: Vec<Network> = inside.iter().filter(|inner| half.holds(**inner)).copied().collect();
        outside(half, &inner)
    })
}

fn address(bits: u128, width: u32) -> String {
    match u32::try_from(bits) {
        Ok(bits) if width == 32 => std::net::Ipv4Addr::from(bits).to_string(),
        _ => std::net::Ipv6Addr::from(bits).to_string(),
    }
}

/// Values that a key has at once: all combinations of a few; of more than that, single ones, pairs, and all.
fn together(single: &[String]) -> Vec<Vec<String>> {
    if single.len() <= MOST_TOGETHER {
        let chosen = |mask: usize| {
            let taken = single.iter().enumerate().filter(move |(at, _)| mask >> at & 1 == 1);
            taken.map(|(_, value)| value.clone()).collect()
        };
        return (1..1_usize << single.len()).map(chosen).collect();
    }
    let mut all: Vec<Vec<String>> = single.iter().map(|value| vec![value.clone()]).collect();
    let pairs = single.windows(2).map(<[String]>::to_vec);
    all.extend(pairs);
    all.push(single.to_vec());
    all
}
