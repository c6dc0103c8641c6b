//! The catalog against itself: what a row names exists, and what it defaults to fits.

use std::collections::BTreeSet;

use stackc::base::Dimension;
use stackc::catalog::{
    Attr, Awaits, Between, BlockBody, Catalog, Declarable, Default, Itself, Kind, Label, OutputCase, Part,
    PartWhen, Port, Position, Presence, Shape, Side, Slot, Statement, Through, Type,
};
use stackc::kinds::builtin;

/// What the language gives every declarable kind.
const COMMON: &[&str] = &["name", "after", "tags", "lifecycle"];

#[test]
fn every_attribute_is_sound() {
    for kind in builtin().kinds() {
        shape(kind.name, kind.shape, kind.declared);
        for link in kind.links {
            attrs(link.title, link.options, &[]);
        }
    }
}

fn shape(path: &str, of: &'static Shape, declared: Declarable) {
    let words = of.blocks.iter().map(|block| block.word).chain(of.statements.iter().map(|one| one.word));
    let mut words: Vec<&str> = words.collect();
    if declared == Declarable::Yes {
        words.extend(COMMON);
    }
    attrs(path, of.attrs, &words);
    for statement in of.statements {
        let path = format!("{path}.{}", statement.word);
        attrs(&path, statement.options, &[]);
        let fields: BTreeSet<&str> = statement.slots.iter().map(|slot| slot.field).collect();
        assert_eq!(fields.len(), statement.slots.len(), "{path}: a field twice");
        let places: Vec<Position> = statement.slots.iter().map(|slot| slot.at).collect();
        assert!(
            places.iter().enumerate().all(|(at, place)| !places[..at].contains(place)),
            "{path}: a place twice"
        );
        sentence(&path, statement.doc);
        for slot in statement.slots {
            references(&path, slot.ty);
        }
    }
    for block in of.blocks {
        sentence(block.word, block.doc);
        if let BlockBody::Shape(inner) = block.body {
            shape(&format!("{path}.{}", block.word), inner, Declarable::No);
        }
    }
}

fn attrs(path: &str, rows: &'static [Attr], others: &[&str]) {
    let names: Vec<&str> = rows.iter().map(|attr| attr.name).chain(others.iter().copied()).collect();
    let once: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(once.len(), names.len(), "{path}: a name twice in {names:?}");
    for attr in rows {
        let path = format!("{path}.{}", attr.name);
        assert!(
            attr.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'),
            "{path}"
        );
        sentence(&path, attr.doc);
        presence(&path, attr, rows);
        default(&path, attr);
        references(&path, attr.ty);
        let numbers = matches!(
            attr.ty,
            Type::Quantity(_) | Type::Whole | Type::Number | Type::RangeOf(_) | Type::List(Type::Whole)
        );
        assert!(attr.limit.is_none() || numbers, "{path}: bounds without a number");
        assert!(
            attr.max_items.is_none() || matches!(attr.ty, Type::List(_)),
            "{path}: a length without a list"
        );
        let (other, cases) = attr.cases;
        for case in cases {
            let row = rows.iter().find(|row| row.name == other).unwrap();
            assert!(words(row.ty).contains(&case.value), "{path}: `{other}` is never `{}`", case.value);
        }
        for limit in attr.limit.iter().chain(cases.iter().map(|case| &case.limit)) {
            assert!(
                limit.min <= limit.max && limit.step >= 1 && limit.min % limit.step == 0,
                "{path}: {limit:?}"
            );
        }
        for (ours, _) in attr.spelled {
            let free = attr.ty == Type::String;
            assert!(free || words(attr.ty).contains(ours), "{path}: `{ours}` is spelled and is no value");
        }
    }
}

fn sentence(path: &str, doc: &str) {
    assert!(doc.ends_with('.') && doc.starts_with(|c: char| c.is_uppercase()), "{path}: {doc}");
}

fn presence(path: &str, attr: &Attr, rows: &[Attr]) {
    let (other, values): (&str, &[&str]) = match attr.presence {
        Presence::Optional | Presence::OrGrant | Presence::Required => return,
        Presence::Unless(other) | Presence::Or(other) | Presence::NotWith(other) | Presence::With(other) => {
            (other, &[])
        }
        Presence::ByValue(other, must, may) => {
            let row = rows.iter().find(|row| row.name == other).unwrap();
            assert!(must.iter().chain(may).all(|value| words(row.ty).contains(value)), "{path}");
            return;
        }
        Presence::If(other, values)
        | Presence::OnlyIf(other, values)
        | Presence::UnlessOne(other, values) => (other, values),
    };
    let Some(row) = rows.iter().find(|row| row.name == other) else { panic!("{path}: no `{other}`") };
    for value in values {
        assert!(words(row.ty).contains(value), "{path}: `{other}` is never `{value}`");
    }
}

fn words(ty: Type) -> &'static [&'static str] {
    match ty {
        Type::OneOf(words) => words,
        Type::List(of) => words(*of),
        Type::Bool => &["true", "false"],
        _ => &[],
    }
}

fn default(path: &str, attr: &Attr) {
    assert!(
        attr.default == Default::None || attr.presence != Presence::Required,
        "{path}: a default of what must be written"
    );
    let number = match (attr.default, attr.ty) {
        (Default::None, _)
        | (Default::Flag(_), Type::Bool)
        | (Default::Text(_), Type::String | Type::TimeZone) => {
            return;
        }
        (Default::Text(text), Type::OneOf(words)) if words.contains(&text) => return,
        (Default::FirstList(row), Type::OneOf(words)) => {
            let all = row.lists.iter().chain(row.only.as_ref().map(|(.., list)| list));
            assert!(all.into_iter().all(|list| words.contains(list)), "{path}");
            return;
        }
        (Default::Whole(number), Type::Whole) | (Default::Count(number), Type::RangeOf(Type::Whole)) => {
            number
        }
        (Default::Amount(dimension, number), Type::Quantity(asked)) if dimension == asked => number,
        (Default::Range(least, most), Type::RangeOf(Type::Whole)) if least < most => {
            assert!(attr.limit.is_none_or(|limit| limit.min <= least && most <= limit.max), "{path}");
            return;
        }
        (default, ty) => panic!("{path}: {default:?} is no {ty:?}"),
    };
    let fits =
        attr.limit.is_none_or(|limit| (limit.min..=limit.max).contains(&number) && number % limit.step == 0);
    assert!(fits, "{path}: {number} is out of {:?}", attr.limit);
}

fn references(path: &str, ty: Type) {
    match ty {
        Type::Reference(kinds) => {
            for kind in kinds {
                assert!(known(kind), "{path}: no kind `{kind}`");
            }
        }
        Type::List(of) => references(path, *of),
        _ => {}
    }
}

fn known(kind: &str) -> bool {
    builtin().kind(kind).is_some()
}

/// The statement that a template such as `{mount.from.arn}` leads through.
fn led(kind: &'static Kind, template: &str) -> Option<&'static Statement> {
    let (word, field) = template.strip_prefix('{')?.strip_suffix(".arn}")?.split_once('.')?;
    let statement = kind.shape.statement(word)?;
    let refers = |slot: &Slot| slot.field == field && matches!(slot.ty, Type::Reference(_));
    statement.slots.iter().any(refers).then_some(statement)
}

/// Fails if a part's template names what is not there.
fn template_of_part(kind: &'static Kind, when: PartWhen, template: &'static str, catalog: &Catalog) {
    // What the first statement of a word names, of which there is one where there is the part.
    if let (PartWhen::With(word), Some(statement)) = (when, led(kind, template)) {
        assert_eq!(word, statement.word, "{template}");
        return;
    }
    if let PartWhen::With(attr) = when {
        return placeholders_with(kind, template, catalog, attr);
    }
    // The element, and the ARN of what the part belongs to.
    let given = match when {
        PartWhen::Each(_) | PartWhen::EachAfter(..) | PartWhen::Behind(_) | PartWhen::BehindWhere(_) => {
            ["{each}", "{arn}"].contains(&template)
        }
        PartWhen::Joins(..) => template == "{arn}",
        _ => false,
    };
    let tells = |name: &str| kind.output(name).is_some();
    let given =
        given || template.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).is_some_and(tells);
    if let Some(attr) = template.strip_suffix("?}") {
        assert!(kind.shape.attr(attr.trim_start_matches('{')).is_some(), "{template}");
    } else if let Some(names) = template.strip_prefix("{digest ") {
        let shape = kind.shape;
        let is_known = |name: &str| {
            shape.attr(name).is_some() || shape.block(name).is_some() || shape.statement(name).is_some()
        };
        assert!(names.trim_end_matches('}').split(' ').all(is_known), "{names}");
    } else if let (Some(path), PartWhen::Each(block)) = (template.strip_prefix("{each."), when) {
        let row = written(kind.shape, &format!("{block}.{}", path.trim_end_matches(".arn}"))).unwrap();
        assert!(matches!(row.ty, Type::Reference(_)) && path.ends_with(".arn}"), "{template}");
    } else if !given {
        placeholders(kind, template, catalog);
    }
}

/// Fails if a part takes what it has no row for, or what is not written in the braces of its owner.
fn taken(kind: &'static Kind, other: &'static Kind, part: &Part) {
    for word in part.takes {
        match part.when {
            PartWhen::Each(block) => {
                assert_eq!((block, part.takes.len()), (*word, 1), "{}.{}", kind.name, part.name);
                let BlockBody::Shape(shape) = kind.shape.block(word).unwrap().body else { panic!("{word}") };
                assert!(shape.attrs.iter().all(|attr| other.shape.attr(attr.name).is_some()), "{word}");
            }
            PartWhen::Behind(_) => {
                let known = |shape: &Shape| {
                    shape.attr(word).is_some()
                        || shape.block(word).is_some()
                        || shape.statement(word).is_some()
                };
                assert!(known(kind.shape) && known(other.shape), "{}.{word}", kind.name);
            }
            _ => panic!("{}.{} is not made after its owner", kind.name, part.name),
        }
    }
}

/// Fails if a part waits for others that there are not, or that come later.
fn waits_for_what_is_made_before(kind: &'static Kind, part: &Part) {
    let PartWhen::EachAfter(_, names) = part.when else { return };
    let before: Vec<&str> =
        kind.parts.iter().map(|part| part.name).take_while(|name| *name != part.name).collect();
    assert!(
        names.iter().all(|name| before.contains(name)),
        "{}.{} waits for {names:?}",
        kind.name,
        part.name
    );
}

#[test]
fn what_stands_in_a_network_has_doors_that_its_rows_know() {
    let catalog = builtin();
    for kind in catalog.kinds() {
        let Some(doors) = kind.doors else { continue };
        let has = |attr: &str| assert!(kind.shape.attr(attr).is_some(), "{} has no `{attr}`", kind.name);
        doors.public.into_iter().for_each(|(attr, _)| has(attr));
        match doors.through {
            Through::Nothing => {}
            Through::Named(attr) => has(attr),
            Through::Only(kind, by) => {
                has(by);
                assert!(catalog.kind(kind).unwrap().shape.attr(by).is_some(), "{kind}: {by}");
            }
        }
        if let Itself::Where(rows) = doors.itself {
            rows.iter().for_each(|(attr, _)| has(attr));
        }
        for port in doors.ports {
            match port {
                Port::With(attr, _) | Port::Where(attr, ..) => has(attr),
                Port::WithWhere(one, (two, _), _) | Port::Named(one, two) => {
                    [one, two].into_iter().for_each(|attr| has(attr))
                }
                Port::Of(block, ..) => assert!(kind.shape.block(block).is_some(), "{}.{block}", kind.name),
                Port::Any | Port::Is(_) => {}
            }
        }
        if let Some(hosted) = doors.hosted {
            let fields = [hosted.fields.0, hosted.fields.1, hosted.fields.2];
            let body = kind.shape.block(hosted.block).unwrap().body;
            let BlockBody::Shape(shape) = body else { panic!("{} is a table", hosted.block) };
            assert!(fields.iter().all(|field| shape.attr(field).is_some()), "{}: {fields:?}", kind.name);
            has(hosted.same.0);
        }
        if doors.itself != Itself::Never {
            let made = kind.parts.iter().any(|part| matches!(part.when, PartWhen::Reached(_)));
            assert!(made, "{} has no firewall of its own", kind.name);
        }
    }
}

#[test]
fn what_is_waited_for_is_made() {
    let catalog = builtin();
    for (kind, attr) in catalog.kinds().flat_map(|kind| kind.shape.attrs.iter().map(move |attr| (kind, attr)))
    {
        let Awaits::By(other, rows) = attr.awaits else { continue };
        let known = words(kind.shape.attr(other).unwrap().ty);
        let Type::Reference(kinds) = attr.ty else { panic!("{}.{}", kind.name, attr.name) };
        for (value, names) in rows {
            assert!(known.contains(value), "{}.{other} is never {value}", kind.name);
            for name in *names {
                let there =
                    |kind: &&str| catalog.kind(kind).unwrap().parts.iter().any(|part| part.name == *name);
                assert!(kinds.iter().any(there), "no part `{name}`");
            }
        }
    }
}

/// Fails if what decides whether a part is made is not there.
fn occasion(catalog: &Catalog, kind: &'static Kind, part: &Part, other: &Kind) {
    match part.when {
        PartWhen::Always => {}
        PartWhen::Without(attr) => assert!(kind.shape.attr(attr).is_some(), "{}.{attr}", kind.name),
        PartWhen::Each(word) | PartWhen::EachAfter(word, _) => {
            let listed =
                kind.shape.attr(word).is_some_and(|attr| matches!(attr.ty, Type::List(_) | Type::Zone));
            let labelled = kind.shape.block(word).is_some_and(|block| block.label != Label::None);
            assert!(listed || labelled, "{}.{word}", kind.name);
            waits_for_what_is_made_before(kind, part);
        }
        PartWhen::Behind(word) => {
            let shape = kind.shape;
            let known = shape.attr(word).is_some() || shape.block(word).is_some();
            assert!(known || shape.statement(word).is_some(), "{}.{word}", kind.name);
        }
        PartWhen::BehindWhere(rows) => {
            for (attr, values) in rows {
                let ty = kind.shape.attr(attr).unwrap().ty;
                assert!(values.is_empty() || values.iter().all(|value| words(ty).contains(value)), "{attr}");
            }
        }
        PartWhen::Reached(attr) => {
            assert!(kind.doors.is_some(), "nothing leads to {} or from it", kind.name);
            assert!(matches!(kind.shape.attr(attr).unwrap().ty, Type::List(_)), "{}.{attr}", kind.name);
        }
        PartWhen::Joins(word, field) => {
            let slots = kind.shape.statement(word).unwrap().slots;
            assert!(slots.iter().any(|slot| slot.field == field), "{}.{word}.{field}", kind.name);
            assert!(other.shape.attr(field).is_some(), "{}.{field}", other.name);
        }
        PartWhen::With(word) => {
            let known = kind.shape.attr(word).is_some() || kind.shape.statement(word).is_some();
            assert!(known, "{} has no `{word}`", kind.name);
        }
        PartWhen::Where(other, values) | PartWhen::WithoutWhere(_, other, values) => {
            let known = words(kind.shape.attr(other).unwrap().ty);
            assert!(values.iter().all(|value| known.contains(value)), "{}.{other}", kind.name);
            let attr = part.when.stands_in_for();
            assert!(attr.is_none_or(|attr| kind.shape.attr(attr).is_some()), "{}", kind.name);
        }
        PartWhen::NoReferrer(from, attr) | PartWhen::NoReferrerWith(from, attr, _) => {
            if let PartWhen::NoReferrerWith(.., own) = part.when {
                assert!(kind.shape.attr(own).is_some(), "{}.{own}", kind.name);
            }
            let row = catalog.kind(from).and_then(|from| from.shape.attr(attr)).unwrap();
            let Type::Reference(kinds) = row.ty else { panic!("{from}.{attr}") };
            assert!(kinds.contains(&kind.name));
        }
    }
}

#[test]
fn parts_and_arrows_lead_to_kinds_that_exist() {
    let catalog = builtin();
    for kind in catalog.kinds() {
        for part in kind.parts {
            let Some(other) = catalog.kind(part.kind) else { panic!("{}.{}", kind.name, part.name) };
            occasion(&catalog, kind, part, other);
            taken(kind, other, part);
            for input in part.inputs {
                assert!(input.name == "name" || other.shape.attr(input.name).is_some(), "{}", input.name);
                template_of_part(kind, part.when, input.template, &catalog);
            }
        }
        for link in kind.links {
            assert!(known(link.source) && link.targets.iter().all(|target| known(target)), "{}", link.title);
            for (target, between) in link.between {
                assert!(link.targets.contains(target), "{}", link.title);
                let Between::Part(row) = between else { continue };
                let (other, source) =
                    (catalog.kind(row.part.kind).unwrap(), catalog.kind(link.source).unwrap());
                for input in row.part.inputs.iter().chain(row.with) {
                    assert!(input.name == "name" || other.shape.attr(input.name).is_some(), "{}", input.name);
                    if let Some(word) =
                        input.template.strip_prefix("{source.").and_then(|word| word.strip_suffix("?}"))
                    {
                        assert!(source.shape.attr(word).is_some(), "{}", input.template);
                    }
                }
                for (side, attr, values) in row.only {
                    let of = if *side == Side::Source { link.source } else { target };
                    let known = words(catalog.kind(of).unwrap().shape.attr(attr).unwrap().ty);
                    assert!(values.iter().all(|value| known.contains(value)), "{of}.{attr}");
                }
            }
            for row in link.patience {
                let (attr, value) = row.when.unwrap();
                assert!(
                    words(catalog.kind(link.source).unwrap().shape.attr(attr).unwrap().ty).contains(&value)
                );
            }
        }
        if let Some(carrier) = kind.carrier {
            assert_eq!(kind.shape.attr(carrier.role).unwrap().ty, Type::Reference(&["role"]));
        }
    }
}

#[test]
fn templates_name_what_there_is() {
    let catalog = builtin();
    for kind in catalog.kinds() {
        assert!(kind.output("arn").is_some(), "{}", kind.name);
        for output in kind.outputs {
            placeholders(kind, output.template, &catalog);
            for OutputCase { attr, value, template } in output.cases {
                let row = written(kind.shape, attr).unwrap();
                let may_be = |value| words(row.ty).contains(&value) || row.default == Default::Text(value);
                assert!(value.is_none_or(may_be));
                placeholders_with(kind, template, &catalog, attr);
            }
        }
        for row in kind.naming.iter().flat_map(|naming| naming.from_reference) {
            let Type::Reference(kinds) = kind.shape.attr(row.attr).unwrap().ty else {
                panic!("{}", row.attr)
            };
            assert!(kinds.contains(&row.kind));
            placeholders(catalog.kind(row.kind).unwrap(), row.template, &catalog);
        }
        for grant in kind.verbs.iter().flat_map(|verb| verb.grants) {
            for name in braces(grant.resource) {
                let led = name.split_once('.').is_some_and(|(first, _)| {
                    let refers = |attr: &Attr| matches!(attr.ty, Type::Reference(_));
                    kind.shape.statement(first).is_some() || kind.shape.attr(first).is_some_and(refers)
                });
                let known = ["partition", "arn", "name", "region", "account", "under"].contains(&name);
                assert!(known || led, "{}: {name}", kind.name);
            }
        }
    }
}

fn placeholders(kind: &Kind, template: &str, catalog: &Catalog) {
    placeholders_with(kind, template, catalog, "");
}

/// Each `{…}` of a template about a resource of a kind, one of whose attributes is known to be there.
fn placeholders_with(kind: &Kind, template: &str, catalog: &Catalog, known: &str) {
    const ALWAYS: &[&str] = &["partition", "region", "account", "name", "id", "hex", "stack"];
    for name in braces(template) {
        let (attr, output) = name.split_once('.').map_or((name, None), |(attr, output)| (attr, Some(output)));
        if output.is_none() && ALWAYS.contains(&attr) {
            continue;
        }
        // The element that a part is made for; where there is none, the part is not made.
        if name == "each" {
            continue;
        }
        // A share of a range of addresses.
        if let Some(of) = name.strip_prefix("slice.") {
            let row = kind.shape.attr(of.split('.').next().unwrap()).unwrap();
            assert_eq!((row.presence, row.ty), (Presence::Required, Type::String), "{}: {name}", kind.name);
            continue;
        }
        // An attribute of a block, which is known to be there.
        if written(kind.shape, name).is_some() && name == known && output.is_some() {
            continue;
        }
        let Some(row) = kind.shape.attr(attr) else { panic!("{}: `{{{name}}}` in {template}", kind.name) };
        // What need not be written has no text to put there.
        let is_sure = row.presence == Presence::Required || row.default != Default::None || attr == known;
        assert!(is_sure, "{}: `{{{name}}}` may be absent", kind.name);
        if let Some(output) = output {
            let Type::Reference(kinds) = row.ty else { panic!("{}: {attr} is no reference", kind.name) };
            assert!(kinds.iter().all(|kind| catalog.kind(kind).unwrap().output(output).is_some()));
        }
    }
}

/// The row of an attribute, or, behind a dot, of one in a block.
fn written(shape: &'static Shape, path: &str) -> Option<&'static Attr> {
    let Some((word, rest)) = path.split_once('.') else { return shape.attr(path) };
    match shape.block(word)?.body {
        BlockBody::Shape(inner) => written(inner, rest),
        BlockBody::Table(_) => None,
    }
}

fn braces(template: &str) -> Vec<&str> {
    template.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn dated_values_and_sizes_belong_to_attributes() {
    for kind in builtin().kinds() {
        for row in kind.dated {
            let values = words(kind.shape.attr(row.attr).unwrap().ty);
            assert!(values.contains(&row.value), "{}", row.value);
            assert!(row.successor.is_empty() || values.contains(&row.successor), "{}", row.successor);
            for day in [row.deprecated, row.no_create, row.no_update] {
                assert!(day.is_empty() || (day.len() == 10 && day.is_ascii()), "{day}");
            }
        }
        if kind.sizes.is_empty() {
            continue;
        }
        assert_eq!(kind.shape.attr("cpu").unwrap().ty, Type::Quantity(Dimension::Cpu));
        assert_eq!(kind.shape.attr("memory").unwrap().ty, Type::Quantity(Dimension::Size));
        for size in kind.sizes {
            let platforms = || words(kind.shape.attr("platform").unwrap().ty);
            assert!(size.platform.is_empty() || platforms().contains(&size.platform));
        }
    }
}

#[test]
fn a_kind_that_a_stack_may_declare_has_an_example_and_a_page_with_one() {
    for kind in builtin().kinds().filter(|kind| kind.declared == Declarable::Yes) {
        let path = format!("{}/stacks/kinds/{}.stack", env!("CARGO_MANIFEST_DIR"), kind.name);
        let example = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {path}"));
        for text in [example.as_str(), kind.doc] {
            let declares = |line: &str| line.starts_with(&format!("{} ", kind.name)) && line.contains('{');
            assert!(text.lines().any(declares), "{}: no example", kind.name);
        }
    }
}

#[test]
fn what_is_said_otherwise_is_no_word_of_the_kind_itself() {
    for kind in builtin().kinds() {
        let shape = kind.shape;
        let mut own: BTreeSet<String> = shape.attrs.iter().map(|attr| attr.name.replace('_', "")).collect();
        own.extend(shape.blocks.iter().map(|block| block.word.replace('_', "")));
        own.extend(shape.statements.iter().map(|one| one.word.replace('_', "")));
        let mut seen = BTreeSet::new();
        for (words, said) in kind.elsewhere {
            assert!(!said.ends_with('.') && !said.starts_with(char::is_uppercase), "{}: {said}", kind.name);
            for word in *words {
                let plain = word.replace('_', "");
                assert!(!own.contains(&plain), "{}: `{word}` stands there", kind.name);
                assert!(seen.insert(plain), "{}: `{word}` is explained twice", kind.name);
            }
        }
    }
}

#[test]
fn kinds_that_a_stack_may_declare_can_be_named() {
    for kind in builtin().kinds().filter(|kind| kind.declared != Declarable::InTemplates) {
        let declared = kind.declared == Declarable::Yes;
        assert_eq!(declared, kind.naming.is_some(), "{}", kind.name);
        assert_eq!(declared, kind.output("name").is_some(), "{}", kind.name);
    }
}
