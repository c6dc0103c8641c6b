//! Which sorts of resources an action is done to.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// The sorts of each service; the file says how.
static TEXT: &str = include_str!("resources.txt");

/// ARNs in which `*` stands for names, by action in small letters without its service.
type Actions = FxHashMap<String, Vec<&'static str>>;

fn services() -> &'static FxHashMap<&'static str, Actions> {
    static SERVICES: OnceLock<FxHashMap<&'static str, Actions>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut services: FxHashMap<&'static str, Actions> = FxHashMap::default();
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
            let arns: Vec<&str> = first.split(',').filter_map(|sort| sorts.get(sort).copied()).collect();
            let actions = services.entry(current).or_default();
            actions.extend(words.map(|action| (action.to_ascii_lowercase(), arns.clone())));
        }
        services
    })
}

/// The ARNs of what an action is done to; empty if it takes only `*`, and `None` for what is not known or a pattern.
#[must_use]
pub fn sorts_of(action: &str) -> Option<&'static [&'static str]> {
    let (service, name) = action.split_once(':')?;
    let actions = services().get(service.to_ascii_lowercase().as_str())?;
    actions.get(&name.to_ascii_lowercase()).map(Vec::as_slice)
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
