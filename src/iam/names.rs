//! Which services, actions and service principals there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::wildcard::{Case, matches};
use crate::base::did_you_mean;

/// A service to a line; the file says how.
static TEXT: &str = include_str!("actions.txt");

/// Principals that are not called after a service of IAM.
///
/// From `trust_principals` of the collected facts, the service principals listed by `kevinslin/cdk-constants`, and
/// general knowledge.
const PRINCIPALS: &[&str] = &[
    "airflow-env",
    "billingreports",
    "cloudwatch-crossaccount",
    "deeplens",
    "ec2fleet",
    "ec2scheduled",
    "ecs-tasks",
    "edgelambda",
    "eks-fargate-pods",
    "lexv2",
    "macie",
    "monitoring",
    "opensearchservice",
    "spot",
    "spotfleet",
    "transitgateway",
    "vmie",
    "vpc-flow-logs",
];

/// Actions of each service in order; `None` where only the service's name is known.
type Services = BTreeMap<&'static str, Option<Vec<&'static str>>>;

fn services() -> &'static Services {
    static SERVICES: OnceLock<Services> = OnceLock::new();
    SERVICES.get_or_init(|| {
        let mut services = Services::new();
        let mut current = "*";
        for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_ascii_whitespace();
            if !line.starts_with(' ') {
                current = words.next().unwrap_or("*");
            }
            for word in words {
                if current == "*" {
                    services.insert(word, None);
                } else if let Some(actions) = services.entry(current).or_insert_with(|| Some(Vec::new())) {
                    actions.push(word);
                }
            }
        }
        services
    })
}

/// The actions of a service, where its name is known; without going through the names of others.
fn service(name: &str) -> Option<&'static Option<Vec<&'static str>>> {
    static BY_NAME: OnceLock<FxHashMap<&'static str, &'static Option<Vec<&'static str>>>> = OnceLock::new();
    let by_name = || services().iter().map(|(name, actions)| (*name, actions)).collect();
    BY_NAME.get_or_init(by_name).get(name).copied()
}

/// The actions of a service, without its name before them, in order; none where only its name is known.
pub fn actions_of(name: &str) -> impl Iterator<Item = &'static str> {
    service(name).into_iter().flatten().flatten().copied()
}

/// The actions of each service that a pattern names before its `:`, as `service:Action`.
pub(super) fn known_actions<'p>(patterns: impl Iterator<Item = &'p str>) -> Vec<String> {
    let named: BTreeSet<String> = patterns
        .filter_map(|pattern| pattern.split_once(':'))
        .map(|(service, _)| service.to_ascii_lowercase())
        .collect();
    let actions = |service: &String| {
        let actions = self::service(service)?.as_ref()?;
        Some(actions.iter().map(|action| format!("{service}:{action}")).collect::<Vec<_>>())
    };
    named.iter().filter_map(actions).flatten().collect()
}

/// What is known of an action or of a pattern of actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// There is such an action, or the actions of its service are not known here.
    Known,
    /// There is no such service.
    NoService {
        /// One that may be meant.
        meant: Option<&'static str>,
    },
    /// The service has no such action, or none that the pattern matches.
    NoAction {
        /// One that may be meant, without its service.
        meant: Option<String>,
        /// Services that have an action of that very name, in order.
        elsewhere: Vec<&'static str>,
    },
    /// The service is not written out, so that nothing can be said.
    Wild,
}

/// Looks up an action such as `s3:GetObject` or a pattern such as `s3:Get*`, without regard to case.
#[must_use]
pub fn standing(action: &str) -> Standing {
    let Some((of, name)) = action.split_once(':') else { return Standing::Known };
    if of.contains(['*', '?']) {
        return Standing::Wild;
    }
    // Nearly everybody writes a service as AWS does.
    let Some(actions) = service(of).or_else(|| service(&of.to_ascii_lowercase())) else {
        return Standing::NoService { meant: nearest_service(of) };
    };
    let Some(actions) = actions else { return Standing::Known };
    let wild = name.contains(['*', '?']);
    let known = if wild {
        actions.iter().any(|known| matches(Case::Insensitive, name, known))
    } else {
        actions.binary_search(&name).is_ok() || actions.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    if known {
        return Standing::Known;
    }
    let meant = if wild {
        nearest_start(actions, name)
    } else {
        did_you_mean(name, actions.iter().copied()).map(str::to_owned)
    };
    Standing::NoAction { meant, elsewhere: if wild { Vec::new() } else { having(name) } }
}

/// The service whose name is nearest, if it is near enough to be meant.
#[must_use]
pub(super) fn nearest_service(name: &str) -> Option<&'static str> {
    did_you_mean(name, services().keys().copied())
}

/// Whether a name in an ARN or an action is that of a service.
#[must_use]
pub(super) fn is_service(name: &str) -> bool {
    service(name).is_some()
}

/// Whether somebody is called `NAME.amazonaws.com`: a service, part of one, or one in a region.
#[must_use]
pub fn is_principal(name: &str) -> bool {
    let known = |name: &str| is_service(name) || PRINCIPALS.contains(&name);
    known(name)
        || name.rsplit_once('.').is_some_and(|(first, last)| {
            // `tasks.apprunner` is part of a service; `logs.eu-west-1` is a service in a region.
            known(last) || (is_principal(first) && last.contains('-'))
        })
}

/// The principal whose short name is nearest, if it is near enough to be meant.
#[must_use]
pub fn nearest_principal(name: &str) -> Option<&'static str> {
    did_you_mean(name, services().keys().copied().chain(PRINCIPALS.iter().copied()))
}

/// The services that have an action of that name.
pub(super) fn having(name: &str) -> Vec<&'static str> {
    let has = |actions: &Option<Vec<&str>>| {
        actions.as_ref().is_some_and(|actions| actions.iter().any(|known| known.eq_ignore_ascii_case(name)))
    };
    services().iter().filter(|(_, actions)| has(actions)).map(|(service, _)| *service).collect()
}

/// `Get*` for `Gte*`: the start of a known action that is as long as what stands before the star.
fn nearest_start(actions: &[&'static str], pattern: &str) -> Option<String> {
    let start = pattern.strip_suffix('*').filter(|start| !start.contains(['*', '?']))?;
    let starts = actions.iter().filter_map(|action| action.get(..start.len()));
    Some(format!("{}*", did_you_mean(start, starts)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_found_without_regard_to_case_and_by_pattern() {
        for action in
            ["s3:GetObject", "S3:getobject", "s3:Get*", "ec2:Describe*", "lambda:*", "route53:Anything"]
        {
            assert_eq!(standing(action), Standing::Known, "{action}");
        }
        let none = |meant: Option<&str>, elsewhere: &[&'static str]| Standing::NoAction {
            meant: meant.map(str::to_owned),
            elsewhere: elsewhere.to_vec(),
        };
        assert_eq!(standing("s3:GetObjct"), none(Some("GetObject"), &[]));
        assert_eq!(standing("s3:SendMessage"), none(None, &["sqs"]));
        assert_eq!(standing("s3:Gte*"), none(Some("Get*"), &[]));
        assert_eq!(standing("s4:GetObject"), Standing::NoService { meant: Some("s3") });
        assert_eq!(standing("s*:GetObject"), Standing::Wild);
    }

    #[test]
    fn principals_may_be_parts_and_in_regions() {
        for name in
            ["lambda", "ecs-tasks", "tasks.apprunner", "logs.eu-west-1", "dynamodb.application-autoscaling"]
        {
            assert!(is_principal(name), "{name}");
        }
        assert!(!is_principal("lamda"));
        assert!(!is_principal("lambda.lamda"));
        assert_eq!(nearest_principal("lamda"), Some("lambda"));
    }
}
