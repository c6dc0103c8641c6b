//! Characters that a pattern of the collection and a set of the catalog allow.

/// The sets of a pattern, in its order, each as the ASCII characters in it.
pub(super) fn classes(pattern: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = pattern;
    while let Some((_, tail)) = rest.split_once('[') {
        let end = tail.find(']').unwrap();
        found.push(members(&tail[..end]));
        rest = &tail[end + 1..];
    }
    found
}

/// The ASCII characters that a catalog's set allows, by asking it about each.
pub(super) fn asked(allows: impl Fn(char) -> bool) -> String {
    (0..128_u8).map(char::from).filter(|c| allows(*c)).collect()
}

/// The least and most repetitions in `{1,64}`.
pub(super) fn lengths(pattern: &str) -> Option<(usize, usize)> {
    let (_, tail) = pattern.split_once('{')?;
    let (least, most) = tail.split_once('}')?.0.split_once(',')?;
    let (least, most): (usize, usize) = (least.parse().ok()?, most.parse().ok()?);
    // One character, then perhaps some with another one behind them.
    Some(if pattern.ends_with(")?") { (least + 1, most + 2) } else { (least, most) })
}

fn members(inside: &str) -> String {
    let mut chars: Vec<char> = Vec::new();
    let mut rest = inside.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek().copied()) {
            ('\\', Some('w')) => {
                rest.next();
                chars.extend(asked(|c| c.is_ascii_alphanumeric() || c == '_').chars());
            }
            ('\\', Some(plain)) => {
                rest.next();
                chars.push(plain);
            }
            (low, Some('-')) => {
                let mut ahead = rest.clone();
                ahead.next();
                // A set that ended a range, such as `9-_`, begins no other.
                let high = ahead.peek().copied().filter(|high| low.is_ascii_alphanumeric() && *high > low);
                let ranged = !chars.contains(&low) && high.is_some_and(|high| high.is_ascii_alphanumeric());
                chars.push(low);
                if let (true, Some(high)) = (ranged, high) {
                    rest = ahead;
                    chars.extend(low..=high);
                }
            }
            (plain, _) => chars.push(plain),
        }
    }
    asked(|c| chars.contains(&c))
}
