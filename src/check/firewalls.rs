//! What firewalls say.

use crate::model::{Address, Resource, Value};

/// The firewalls of the stack that a resource names.
pub(super) fn firewalls(of: &Resource) -> impl Iterator<Item = &Address> {
    of.input("firewalls").and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_address)
}

/// One `open` line of a firewall.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opening<'a> {
    /// Its place among the others.
    pub(super) at: usize,
    /// Who gets in.
    pub(super) from: &'a [Value],
    /// Where they get out to.
    pub(super) to: &'a [Value],
    /// `tcp` where it says nothing.
    pub(super) protocol: &'a str,
    /// The first and the last port; all if it says nothing.
    pub(super) ports: (i64, i64),
}

impl Opening<'_> {
    /// Whether it lets a port of TCP through.
    pub(super) fn has(&self, port: i64) -> bool {
        self.protocol == "tcp" && (self.ports.0..=self.ports.1).contains(&port)
    }
}

/// The `open` lines of a firewall.
pub(super) fn openings(firewall: &Resource) -> impl Iterator<Item = Opening<'_>> {
    let items = firewall.input("open").and_then(Value::as_list).unwrap_or_default();
    items.iter().enumerate().filter_map(|(at, item)| {
        let fields = item.as_map()?;
        let list = |name: &str| fields.get(name).and_then(Value::as_list).unwrap_or_default();
        let ports = match fields.get("ports") {
            Some(Value::Range(ends)) => (ends.0.as_whole()?, ends.1.as_whole()?),
            Some(one) => (one.as_whole()?, one.as_whole()?),
            None => (0, 65_535),
        };
        Some(Opening {
            at,
            from: list("from"),
            to: list("to"),
            protocol: fields.get("protocol").and_then(Value::as_str).unwrap_or("tcp"),
            ports,
        })
    })
}
