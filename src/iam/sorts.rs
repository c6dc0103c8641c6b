//! Which sorts of resources an action is done to.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The sorts of each service; the file says how.
static TEXT: &str = include_str!("resources.txt");

/// ARNs in which `*` stands for names.
type Arns = Vec<&'static str>;

/// The actions of a service as they are written, without it, each with the place of its sorts among all.
type Actions = FxHashMap<&'static str, usize>;

#[derive(Default)]
struct Sorts {
    services: FxHashMap<&'static str, Actions>,
    arns: Vec<Arns>,
}

fn sorts() -> &'static Sorts {
    static SORTS: OnceLock<Sorts> = OnceLock::new();
    SORTS.get_or_init(|| {
        let mut all = Sorts::default();
        let mut sorts: FxHashMap<&'static str, &'static str> = FxHashMap::default();
        let mut current = "";
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_ascii_whitespace();
            let first = words.next().unwrap_or_default();
            if !line.starts_with(' ') {
                current = first;
                sorts = words.filter_map(|word| word.split_once('=')).collect();
                continue;
            }
            let place = all.arns.len();
            all.arns.push(first.split(',').filter_map(|sort| sorts.get(sort).copied()).collect());
            all.services.entry(current).or_default().extend(words.map(|action| (action, place)));
        }
        all
    })
}

/// The ARNs of what an action is done to; empty if it takes only `*`, and `None` for what is not known or a pattern.
#[must_use]
pub fn sorts_of(action: &str) -> Option<&'static [&'static str]> {
    let (service, rest) = action.split_at(action.bytes().position(|byte| byte == b':')?);
    let name = rest.get(1..)?;
    if name.as_bytes().contains(&b'*') || name.as_bytes().contains(&b'?') {
        return None;
    }
    let all = sorts();
    // Nearly everybody writes an action as AWS does.
    let actions = match all.services.get(service) {
        Some(actions) => actions,
        None => all.services.get(service.to_ascii_lowercase().as_str())?,
    };
    let place = actions.get(name).or_else(|| {
        let mut known = actions.iter();
        known.find_map(|(known, place)| known.eq_ignore_ascii_case(name).then_some(place))
    })?;
    all.arns.get(*place).map(Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_known_without_regard_to_case() {
        assert_eq!(sorts_of("SQS:sendmessage"), Some(&["arn:*:sqs:*:*:*"][..]));
        assert_eq!(sorts_of("ecr:GetAuthorizationToken"), Some(&[][..]));
        assert_eq!(sorts_of("s3:Get*"), None);
        assert_eq!(sorts_of("route53:ListHostedZones"), None);
    }
}
