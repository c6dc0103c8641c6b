//! How what stands in a network is reached there.

use crate::base::Fact;
use crate::model::{Map, Value};

/// Where it listens, and who gets there besides those whom arrows, `uses` lines and mounts lead there: a row.
///
/// What names no firewalls has one of its own as soon as something leads to it or from it, with what these rows say.
#[derive(Debug, Clone, Copy)]
pub struct Doors {
    /// Whether it has an address of its own.
    pub itself: Itself,
    /// Where it has none: what stands there in its place, behind whose firewalls it is reached.
    pub through: Through,
    /// Where it listens; empty if nobody gets there.
    pub ports: &'static [Port],
    /// Where it listens on what stands there in its place, if that has ports of its own for it.
    pub hosted: Option<&'static Hosted>,
    /// The attribute and the value with which these ports are open to everybody, and without which they are open to all
    /// of its network; `None` if they are open to those alone who are led there.
    pub public: Option<(&'static str, &'static str)>,
}

impl Doors {
    /// What stands in a network where its row says nothing: it listens nowhere.
    pub const BASE: Self =
        Self { itself: Itself::Always, through: Through::Nothing, ports: &[], hosted: None, public: None };

    /// Whether what has these inputs has an address of its own.
    #[must_use]
    pub fn stands_itself(&self, inputs: &Map) -> bool {
        let holds = |attr: &str, values: &[&str]| {
            inputs.get(attr).is_some_and(|value| {
                values.is_empty() || value.as_str().is_some_and(|value| values.contains(&value))
            })
        };
        match self.itself {
            Itself::Always => true,
            Itself::Never => false,
            Itself::Where(rows) => rows.iter().any(|(attr, values)| holds(attr, values)),
        }
    }

    /// Where what has these inputs listens.
    #[must_use]
    pub fn open<'a>(&self, inputs: &'a Map) -> Vec<Opened<'a>> {
        let tcp = |port| Opened { port, protocol: "tcp" };
        let has = |attr: &str, value: &str| inputs.get(attr).and_then(Value::as_str) == Some(value);
        let mut all = Vec::new();
        for port in self.ports {
            match *port {
                Port::Any => all.push(tcp(None)),
                Port::Is(number) => all.push(tcp(Some(number))),
                Port::Where(attr, value, number) => {
                    all.extend(has(attr, value).then(|| tcp(Some(number))));
                }
                Port::WithWhere(attr, (other, value), number) => {
                    all.extend(inputs.get(attr).filter(|_| has(other, value)).map(|_| tcp(Some(number))));
                }
                Port::With(attr, number) => all.extend(inputs.get(attr).map(|_| tcp(Some(number)))),
                Port::Named(attr, protocols) => {
                    let port = inputs.get(attr).and_then(Value::as_whole);
                    let spoken = inputs.get(protocols).and_then(Value::as_str).unwrap_or("tcp");
                    for word in spoken.split('_').filter(|_| port.is_some()) {
                        let protocol = if matches!(word, "udp" | "quic") { "udp" } else { "tcp" };
                        all.push(Opened { port, protocol });
                    }
                }
                Port::Of(block, field, protocol) => {
                    let bodies = inputs.get(block).and_then(Value::as_map);
                    for body in bodies.into_iter().flat_map(Map::values).filter_map(Value::as_map) {
                        let protocol = body.get(protocol).and_then(Value::as_str).unwrap_or("tcp");
                        let port = body.get(field).and_then(Value::as_whole);
                        all.extend(port.map(|port| Opened { port: Some(port), protocol }));
                    }
                }
            }
        }
        all
    }
}

/// What stands in a network in the place of something that has no address of its own there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// Nothing: it is not in the network at all.
    Nothing,
    /// What that attribute names.
    Named(&'static str),
    /// What the attribute of that name names; where that is left out, the only resource of the kind that says the same in
    /// the second attribute.
    Only(&'static str, &'static str),
}

/// How something is reached on the ports of what it stands on: a row.
#[derive(Debug, Clone, Copy)]
pub struct Hosted {
    /// The blocks that listen.
    pub block: &'static str,
    /// In which field each says its port, the port that stands for it there, and what is spoken.
    pub fields: (&'static str, &'static str, &'static str),
    /// The attribute and the value with which the port is the same there.
    pub same: (&'static str, &'static str),
    /// The ports of which one is chosen where none is said.
    pub chosen: (i64, i64),
}

/// Ports, from the first to the last, and what is spoken there.
type Range<'a> = ((i64, i64), &'a str);

impl Hosted {
    /// Where what has these inputs is reached; of several blocks, those that listen on that port, if one is said.
    #[must_use]
    pub fn open<'a>(&self, inputs: &'a Map, said: Option<i64>) -> Vec<Range<'a>> {
        let same = inputs.get(self.same.0).and_then(Value::as_str) == Some(self.same.1);
        let (own, there, spoken) = self.fields;
        let blocks = inputs.get(self.block).and_then(Value::as_map);
        let mut all: Vec<Range<'a>> = Vec::new();
        for body in blocks.into_iter().flat_map(Map::values).filter_map(Value::as_map) {
            let number = |field: &str| body.get(field).and_then(Value::as_whole);
            let Some(port) = number(own).filter(|port| said.is_none_or(|said| said == *port)) else {
                continue;
            };
            let known = if same { Some(port) } else { number(there) };
            let ports = known.map_or(self.chosen, |port| (port, port));
            let range = (ports, body.get(spoken).and_then(Value::as_str).unwrap_or("tcp"));
            if !all.contains(&range) {
                all.push(range);
            }
        }
        all
    }
}

/// Where something listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opened<'a> {
    /// `None` for every port.
    pub port: Option<i64>,
    /// `tcp`, `udp`.
    pub protocol: &'a str,
}

/// Whether something in a network has an address of its own there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Itself {
    /// It has.
    Always,
    /// It has none.
    Never,
    /// It has where one of these attributes has one of these values, or any if none are named.
    Where(&'static [(&'static str, &'static [&'static str])]),
}

/// A port on which something listens, of TCP if nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Port {
    /// Every one.
    Any,
    /// This one.
    Is(i64),
    /// This one, if that attribute has that value.
    Where(&'static str, &'static str, i64),
    /// The one that the first attribute names, of the protocols that the second joins by `_`, if it is there.
    Named(&'static str, &'static str),
    /// This one, if that attribute is there, and another one has that value.
    WithWhere(&'static str, (&'static str, &'static str), i64),
    /// This one, if that attribute is there.
    With(&'static str, i64),
    /// The one that each block of that word names in the first field, of the protocol that it names in the second.
    Of(&'static str, &'static str, &'static str),
}

/// The addresses of the VPC that every account has in every region, where something stands that names no network.
pub const DEFAULT_RANGE: &str = "172.31.0.0/16";

/// Where they come from.
pub const DEFAULT_RANGE_FACT: Fact = Fact::unconfirmed("vpc.toml", "vpc.cidr.default_vpc");
