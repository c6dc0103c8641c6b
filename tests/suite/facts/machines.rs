//! The table of instance types against the collection.

use stackc::catalog::{MACHINES, Machine};

use super::book::Book;

#[test]
fn instance_types_are_those_of_the_facts() {
    let Some(book) = Book::open() else { return };
    let theirs = book.get(MACHINES.file, MACHINES.key).unwrap().as_array().unwrap();
    assert_eq!(Machine::all().len(), theirs.len());
    for row in theirs {
        let name = row["type"].as_str().unwrap();
        let ours = Machine::find(name).unwrap_or_else(|| panic!("no {name}"));
        let number = |key: &str| row.get(key).and_then(toml::Value::as_integer);
        assert_eq!(Some(ours.vcpus), number("vcpu"), "{name}");
        assert_eq!(Some(ours.memory), number("memory_mib"), "{name}");
        assert_eq!(Some(ours.interfaces), number("max_network_interfaces"), "{name}");
        assert_eq!(Some(ours.addresses), number("ipv4_per_interface"), "{name}");
        assert_eq!(Some(ours.pods()), number("max_pods_default_cni"), "{name}");
        assert_eq!(ours.volume_iops, number("ebs_max_iops"), "{name}");
        assert_eq!(Some(ours.burstable), row["burstable"].as_bool(), "{name}");
        assert_eq!(ours.nitro, row["hypervisor"].as_str() == Some("nitro"), "{name}");
        let price = row["price_us_east_1"].as_float().unwrap() * 1e6;
        assert_eq!(format!("{price:.0}"), ours.price.to_string(), "{name}");
        let runs: Vec<&str> = row["arch"].as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
        assert_eq!(ours.architectures, runs, "{name}");
    }
    let formula = book.get("ec2_instance_types.toml", "max_pods_formula").unwrap().as_str();
    assert_eq!(formula, Some("max_network_interfaces * (ipv4_per_interface - 1) + 2"));
}

#[test]
fn instance_types_are_found_and_put_in_order_of_price() {
    assert_eq!(Machine::find("t3.medium").unwrap().pods(), 17);
    assert_eq!(Machine::find("t3.medium").unwrap().family(), "t3");
    assert_eq!(Machine::find("t3.gigantic"), None);
    assert_eq!(Machine::meant("m5.xlarg"), Some("m5.xlarge"));
    let arm = Machine::by_price("arm64");
    assert_eq!(arm[0].name, "t4g.nano");
    assert!(arm.is_sorted_by_key(|machine| machine.price));
    assert!(arm.iter().all(|machine| machine.architectures == ["arm64"]));
}
