//! What the facts say of servers, environments and web services.

use stackc::base::Dimension;
use stackc::catalog::{Attr, Default, Presence, REACHED_IOPS, Type};
use stackc::kinds::builtin;
use toml::Value;

use super::attrs::Agrees;
use super::book::Book;

/// As in [`super::attrs`]: what must hold of an attribute by a fact that is no number, word or list.
pub(super) const SAID: &[(&str, Agrees)] = &[
    ("instance.cpu_accepted", |attr, value| {
        let words: Vec<&str> = value.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let units: Vec<i64> = words.iter().filter_map(|word| word.parse().ok()).collect();
        attr.only == units && attr.ty == Type::Quantity(Dimension::Cpu)
    }),
    ("auto_scaling.min_size", |attr, value| {
        attr.limit.unwrap().min == value["min"].as_integer().unwrap()
            && matches!(attr.default, Default::Range(least, _) if Some(least) == value["default"].as_integer())
    }),
    ("auto_scaling.max_size", |attr, value| {
        attr.limit.unwrap().max == i64::MAX
            && matches!(attr.default, Default::Range(_, most) if Some(most) == value["default"].as_integer())
    }),
    ("auto_scaling.scales_to_zero", |attr, value| {
        value.as_bool() == Some(false) && attr.limit.unwrap().min == 1
    }),
    ("auto_scaling.deployment_doubles_instances", |attr, value| {
        value.as_bool() == Some(true) && attr.doc.contains("twice")
    }),
    ("service.access_role_required_for", |attr, value| {
        value.as_str() == Some("ECR (private)") && attr.presence == Presence::OnlyIf("registry", &["ecr"])
    }),
    // A connector is one of the two.
    ("service.egress_types", |attr, value| {
        value.as_array().unwrap().len() == 2 && attr.default == Default::None
    }),
    ("health_check.protocol_default", |attr, value| {
        value.as_str() == Some("TCP") && attr.presence == Presence::Optional
    }),
    ("rules.replacement", |attr, value| {
        value.as_array().unwrap().iter().any(|name| name.as_str() == Some(attr.cfn))
    }),
    ("rules.add_ons", |attr, value| attr.cfn.starts_with("AddOns") && value.as_array().unwrap().len() == 2),
    ("blueprints.os", listed),
    ("blueprints.app", listed),
    ("disk.size_gb", |attr, value| {
        let gb = |name: &str| value[name].as_integer().unwrap() << 30;
        attr.limit.is_some_and(|limit| (limit.min, limit.max) == (gb("min"), gb("max")))
    }),
    ("platform[name=Node.js].branches", listed),
    ("tier.web.name", spelled),
    ("tier.worker.name", spelled),
    (
        "option.auto_scaling.min_size_default",
        |attr, value| matches!(attr.default, Default::Range(least, _) if Some(least) == value.as_integer()),
    ),
    (
        "option.auto_scaling.max_size_default",
        |attr, value| matches!(attr.default, Default::Range(_, most) if Some(most) == value.as_integer()),
    ),
    // With none there is one machine alone.
    ("environment.load_balancer_types", |attr, value| {
        let Type::OneOf(words) = attr.ty else { return false };
        let theirs = value.as_array().unwrap();
        theirs.iter().all(|word| words.contains(&word.as_str().unwrap())) && words.len() == theirs.len() + 1
    }),
    ("roles.instance_profile_required", |attr, value| {
        value.as_bool() == Some(true) && attr.doc.contains("made by itself")
    }),
    ("deployment_policy[id=AllAtOnce].default_api", |attr, value| {
        value.as_bool() == Some(true) && attr.default == Default::Text("all_at_once")
    }),
    ("deployment_policy", |attr, value| {
        let ours: Vec<&str> = attr.spelled.iter().map(|(_, theirs)| *theirs).collect();
        let theirs = value.as_array().unwrap().iter();
        ours == theirs.map(|row| row["id"].as_str().unwrap()).collect::<Vec<_>>()
    }),
    ("option.deployment.batch_size_default_percent", |attr, value| {
        value.as_integer() == Some(100) && attr.doc.contains("all of them")
    }),
    ("option.deployment.batch_size_types", |_, value| value.as_array().unwrap().len() == 2),
    ("option.traffic_splitting.evaluation_time_min", |attr, value| {
        let minutes = |name: &str| value[name].as_integer().unwrap() * 60_000;
        attr.default == Default::Amount(Dimension::Duration, minutes("default"))
            && attr.limit.is_some_and(|limit| (limit.min, limit.max) == (minutes("min"), minutes("max")))
    }),
    ("load_balancer.certificate_free", |_, value| value.as_bool() == Some(true)),
    // With the domain itself.
    ("load_balancer.certificate_domains_max", |attr, value| {
        attr.max_items.map(|most| most as i64 + 1) == value.as_integer()
    }),
    // Its least, -1, stands for no port.
    ("load_balancer.instance_port", |attr, value| {
        let limit = attr.limit.unwrap();
        Some(limit.max) == value["max"].as_integer() && Some(limit.min) == value["sensible_min"].as_integer()
    }),
];

fn spelled(attr: &Attr, value: &Value) -> bool {
    attr.spelled.iter().any(|(_, theirs)| Some(*theirs) == value.as_str())
}

fn listed(attr: &Attr, value: &Value) -> bool {
    value.as_array().unwrap().iter().all(|word| attr.among.contains(&word.as_str().unwrap()))
}

#[test]
fn platforms_are_those_of_beanstalk() {
    let Some(book) = Book::open() else { return };
    let attr = builtin().kind("environment").unwrap().shape.attr("platform").unwrap();
    let all = book.get("beanstalk.toml", "platform").unwrap().as_array().unwrap();
    let theirs: Vec<&str> =
        all.iter().flat_map(|row| row["branches"].as_array().unwrap()).filter_map(Value::as_str).collect();
    assert_eq!(attr.among, theirs);
}

/// As in [`super::complete`]: tables whose every entry is about what a stack can write.
pub(super) const TABLES: &[(&str, &str)] = &[
    ("apprunner.toml", "availability"),
    ("apprunner.toml", "service"),
    ("apprunner.toml", "instance"),
    ("apprunner.toml", "auto_scaling"),
    ("apprunner.toml", "health_check"),
    ("lightsail.toml", "rules"),
    ("lightsail.toml", "load_balancer"),
    ("lightsail.toml", "blueprints"),
    ("lightsail.toml", "disk"),
];

/// As in [`super::complete`]: entries that no row says, each with the reason.
pub(super) const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "only stated",
        &["availability.status", "availability.planner_advice", "blueprints.types", "blueprints.note"],
    ),
    ("its second to last character is wrong for a set", &["service.name_pattern"]),
    (
        "compared with the parts",
        &["service.access_role_managed_policy", "service.access_role_trust_principal"],
    ),
    ("compared with the carrier", &["service.instance_role_trust_principal"]),
    ("what the API tells", &["service.statuses", "load_balancer.states"]),
    ("a quota, which can be raised", &["auto_scaling.max_size_quota", "load_balancer.per_account"]),
    ("a new revision with each change", &["auto_scaling.configuration_is_versioned"]),
    ("which of `path` and nothing is written says it", &["health_check.protocols"]),
    (
        "prices",
        &[
            "rules.billed_when_stopped",
            "rules.hourly_price_formula",
            "rules.price_same_in_all_regions",
            "rules.free_trial_hours",
            "rules.transfer_overage_per_gb",
            "rules.transfer_counts",
            "load_balancer.price_month",
            "disk.price_gb_month",
        ],
    ),
    (
        "the smallest bundle of each blueprint is not collected",
        &["rules.blueprint_min_power_must_fit_bundle"],
    ),
    ("the name of the blueprint says it", &["rules.platforms"]),
    ("ports are open by TCP", &["rules.firewall_protocols"]),
    ("a block of the server, which is named after it", &["load_balancer.required"]),
];

/// As in [`super::complete`]: bounds and defaults that the collection says nothing of, each with its reason.
pub(super) const WITHOUT_FACT: &[(&str, &[&str])] = &[
    ("what the number itself allows", &["server.count", "server.ports"]),
    (
        "what AWS does not do unless it is told to, from general knowledge",
        &["server.static_ip", "server.load_balancer.sticky"],
    ),
];

#[test]
fn sizes_closing_and_regions_of_app_runner_are_those_of_the_facts() {
    let Some(book) = Book::open() else { return };
    let kind = builtin().kind("web_service").unwrap();
    let get = |key: &str| book.get("apprunner.toml", key).unwrap();
    let theirs = get("instance.combination").as_array().unwrap();
    assert_eq!(kind.sizes.len(), theirs.len());
    for (ours, theirs) in kind.sizes.iter().zip(theirs) {
        let memory: Vec<i64> =
            theirs["memory_mib"].as_array().unwrap().iter().filter_map(Value::as_integer).collect();
        assert_eq!(Some(ours.cpu), theirs["cpu"].as_integer());
        assert!(matches!(ours.memory, stackc::catalog::Memory::Values(values) if values == memory));
    }
    let closed = kind.closed.unwrap();
    assert_eq!(closed.on, get("availability.closed_on").to_string());
    assert_eq!(Some(closed.successor), get("availability.successor").as_str());
    let role = kind.parts.iter().find(|part| part.name == "access_role").unwrap();
    let input = |name: &str| role.inputs.iter().find(|input| input.name == name).unwrap().template;
    let managed = get("service.access_role_managed_policy").as_str().unwrap();
    assert_eq!(input("managed").replace("{partition}", "aws"), managed);
    let trust = get("service.access_role_trust_principal").as_str().unwrap();
    assert_eq!(format!("{}.amazonaws.com", input("trust")), trust);
    let principal = get("service.instance_role_trust_principal").as_str().unwrap();
    assert_eq!(format!("{}.amazonaws.com", kind.carrier.unwrap().principal), principal);
}

#[test]
fn regions_of_services_are_those_of_the_facts() {
    let Some(book) = Book::open() else { return };
    let mut compared = 0;
    for kind in builtin().kinds() {
        let Some(regions) = kind.regions else { continue };
        let theirs = book.get(regions.fact.file, regions.fact.key).unwrap().as_array().unwrap();
        let theirs: Vec<&str> = theirs.iter().filter_map(Value::as_str).collect();
        assert_eq!(regions.names, theirs, "{}", kind.name);
        compared += 1;
    }
    assert!(compared >= 2);
}

#[test]
fn bundles_are_those_of_lightsail() {
    let Some(book) = Book::open() else { return };
    let attr = builtin().kind("server").unwrap().shape.attr("bundle").unwrap();
    let theirs = book.get("lightsail.toml", "bundle").unwrap().as_array().unwrap();
    let Type::OneOf(sizes) = attr.ty else { panic!("{attr:?}") };
    assert_eq!(sizes, theirs.iter().map(|row| row["size"].as_str().unwrap()).collect::<Vec<_>>());
    let ids: Vec<(&str, &str)> = theirs
        .iter()
        .flat_map(|row| ["linux_id", "windows_id"].map(|key| (row["size"].as_str(), row.get(key))))
        .filter_map(|(size, id)| Some((size?, id?.as_str()?)))
        .collect();
    // The generation before runs on, under ids that the collection has no more.
    let newest = attr.spelled.iter().copied().filter(|(_, id)| !id.ends_with("_2_0"));
    assert_eq!(newest.collect::<Vec<_>>(), ids);
}

#[test]
fn a_volume_is_changed_as_often_as_its_facts_say() {
    let Some(book) = Book::open() else { return };
    let quota = builtin().kind("volume").unwrap().quota.unwrap();
    let fact = |key: &str| book.get("ebs.toml", &format!("modification.{key}")).unwrap().clone();
    assert_eq!(i64::try_from(quota.most).ok(), fact("modifications_per_24h").as_integer());
    assert_eq!(fact("window").as_str(), Some("rolling 24 hours"));
    assert_eq!(quota.within, 24 * 3_600_000);
    // What is changed in place, but for what is no call of its own.
    let in_place: Vec<String> = fact("in_place")
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().split(' ').next().unwrap().trim_end_matches("_gib").to_owned())
        .collect();
    assert_eq!(quota.attrs, in_place);
}

#[test]
fn no_instance_reaches_its_volumes_more_often_than_its_facts_say() {
    let Some(book) = Book::open() else { return };
    for (most, fact) in REACHED_IOPS {
        assert_eq!(book.get(fact.file, fact.key).unwrap().as_integer(), Some(most), "{}", fact.key);
    }
}
