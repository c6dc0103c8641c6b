//! The shapes of CloudFormation's types: which properties there are, of what sort, and within which bounds.

use std::sync::OnceLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// A property to a line; the file says how, and from where.
static TEXT: &str = include_str!("types.txt");

/// The shape of a type.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// What it and its properties hold, by name; its own has none.
    objects: FxHashMap<&'static str, Object>,
}

/// What an object may hold.
#[derive(Debug, Default)]
pub(super) struct Object {
    /// Its properties.
    pub(super) fields: Vec<Field>,
    /// Which of them go together, and which do not.
    pub(super) groups: Vec<Group>,
}

/// A property.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) mark: Mark,
    pub(super) sort: Sort,
}

/// Who writes a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Whoever wants to.
    Optional,
    /// Everybody must.
    Required,
    /// AWS alone.
    Given,
}

/// What a property is.
#[derive(Debug)]
pub(super) enum Sort {
    /// Text of that length.
    Text(Bounds),
    /// A whole number.
    Whole(Bounds),
    /// A number.
    Number(Bounds),
    /// A truth value.
    Bool,
    /// A range of IPv4 addresses.
    Cidr4,
    /// A range of IPv6 addresses.
    Cidr6,
    /// One of these words.
    Words(Vec<&'static str>),
    /// One of these words, in any case.
    Like(Vec<&'static str>),
    /// An object of that name.
    Object(&'static str),
    /// That many of a sort.
    List(Bounds, Box<Self>),
    /// Whatever it is.
    Any,
}

/// The least and the most, where there are such.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) least: Option<Decimal>,
    pub(super) most: Option<Decimal>,
}

/// Properties that go together, or do not; each of several may be some that stand together.
#[derive(Debug)]
pub(super) enum Group {
    /// One of them must stand there, and one alone.
    One(Vec<Vec<&'static str>>),
    /// One of them must stand there, or more.
    Some(Vec<Vec<&'static str>>),
    /// Beside the first none of the others stands.
    Not(&'static str, Vec<&'static str>),
    /// The first needs the others.
    With(&'static str, Vec<&'static str>),
}

impl Shapes {
    /// The shape of a type, if there is such a type.
    pub(super) fn of(ty: &str) -> Option<&'static Self> {
        static ALL: OnceLock<FxHashMap<&'static str, Shapes>> = OnceLock::new();
        ALL.get_or_init(read).get(ty)
    }

    /// Whether a resource of that type must have the property that a path begins with.
    pub(super) fn requires(ty: &str, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or(path);
        Self::of(ty).is_some_and(|shapes| shapes.required().any(|name| name == first))
    }

    /// What an object of the type holds; without a name, the type itself.
    pub(super) fn object(&self, name: &str) -> Option<&Object> {
        self.objects.get(name)
    }

    /// The properties that a resource of the type must have.
    pub(super) fn required(&self) -> impl Iterator<Item = &'static str> {
        let fields = self.object("").into_iter().flat_map(|object| &object.fields);
        fields.filter(|field| field.mark == Mark::Required).map(|field| field.name)
    }
}

impl Bounds {
    /// Whether a number lies within.
    pub(super) fn hold(self, number: Decimal) -> bool {
        self.least.is_none_or(|least| least <= number) && self.most.is_none_or(|most| number <= most)
    }
}

/// Reads the table.
fn read() -> FxHashMap<&'static str, Shapes> {
    let mut all: FxHashMap<&'static str, Shapes> = FxHashMap::default();
    let (mut ty, mut object) = ("", "");
    for line in TEXT.lines().filter(|line| !line.starts_with('#')) {
        if let Some(line) = line.strip_prefix(' ') {
            let objects = &mut all.entry(ty).or_default().objects;
            objects.entry(object).or_default().add(line);
        } else if let Some(name) = line.strip_prefix('@') {
            object = name;
        } else {
            (ty, object) = (line, "");
            all.entry(ty).or_default();
        }
    }
    all
}

impl Object {
    /// Adds what a line says.
    fn add(&mut self, line: &'static str) {
        let mut words = line.split(' ');
        let Some(first) = words.next() else { return };
        if let Some(relation) = first.strip_prefix('=') {
            self.groups.extend(group(relation, words));
            return;
        }
        let (name, mark) = if let Some(name) = first.strip_suffix('!') {
            (name, Mark::Required)
        } else if let Some(name) = first.strip_suffix('-') {
            (name, Mark::Given)
        } else {
            (first, Mark::Optional)
        };
        let words: Vec<&str> = words.collect();
        self.fields.push(Field { name, mark, sort: sort(&words) });
    }
}

/// What a property is, by its words.
fn sort(words: &[&'static str]) -> Sort {
    let Some((first, rest)) = words.split_first() else { return Sort::Any };
    let bounds = || rest.first().map_or_else(Bounds::default, |text| bounds(text));
    let listed = || rest.first().map(|text| text.split('|').collect()).unwrap_or_default();
    match *first {
        "text" => Sort::Text(bounds()),
        "whole" => Sort::Whole(bounds()),
        "number" => Sort::Number(bounds()),
        "bool" => Sort::Bool,
        "cidr4" => Sort::Cidr4,
        "cidr6" => Sort::Cidr6,
        "of" => Sort::Words(listed()),
        "like" => Sort::Like(listed()),
        "list" => match rest.split_first() {
            Some((text, inner)) if text.contains("..") => Sort::List(bounds(), Box::new(sort(inner))),
            _ => Sort::List(Bounds::default(), Box::new(sort(rest))),
        },
        other => other.strip_prefix('@').map_or(Sort::Any, Sort::Object),
    }
}

/// Both ends of `1..64`, either of which may be missing.
fn bounds(text: &str) -> Bounds {
    let Some((least, most)) = text.split_once("..") else { return Bounds::default() };
    Bounds { least: least.parse().ok(), most: most.parse().ok() }
}

/// Which properties go together.
fn group(relation: &str, mut words: std::str::Split<'static, char>) -> Option<Group> {
    let sets = |words: std::str::Split<'static, char>| words.map(|set| set.split('+').collect()).collect();
    match relation {
        "one" => Some(Group::One(sets(words))),
        "some" => Some(Group::Some(sets(words))),
        "not" => words.next().map(|first| Group::Not(first, words.collect())),
        "with" => words.next().map(|first| Group::With(first, words.collect())),
        _ => None,
    }
}
