//! Physical names that AWS does not take.

use std::net::Ipv4Addr;

use super::{Cx, Known};
use crate::base::Span;
use crate::catalog::{Forbidden, Naming, Suffix};
use crate::diag::{Diagnostic, Severity, rule};
use crate::model::{Resource, Value};

rule! {
    /// A resource's name is too long or too short, or has characters that AWS does not take.
    ///
    /// AWS refuses the resource, and the deployment stops half way. Each kind has rules of its own: a bucket's name is
    /// the strictest, since it becomes a host name.
    ///
    /// ```stack
    /// bucket uploads { name = "Uploads_2026" }  // error: invalid-name
    /// bucket thumbs { name = "10.0.0.1" }       // info: invalid-name
    /// queue orders {
    ///   name = "orders"  // error: invalid-name
    ///   fifo = true
    /// }
    /// ```
    ///
    /// ```stack
    /// bucket uploads { name = "uploads-2026" }
    /// ```
    "invalid-name" Error each if |kind| kind.naming.is_some() => check
}

fn check<'a>(cx: &mut Cx<'a>, (resource, kind): Known<'a>) {
    let Some(naming) = kind.naming else { return };
    let Some(name) = super::physical_name(resource) else { return };
    // Without a `stack` block there is nothing to make one from; that is found already.
    let nameless = cx.account().is_empty() && resource.places.get("name").is_none();
    let Some(fault) = fault(naming, name, flagged(naming, resource)).filter(|_| !nameless) else { return };
    let diagnostic =
        Diagnostic::new(&RULE, place(resource, name, &fault), fault.message).about(resource.address.as_str());
    let diagnostic = if fault.certain { diagnostic } else { diagnostic.severity(Severity::Info) };
    let made = resource.places.get("name").is_none();
    let help = if made {
        "the name is made from the stack's and the resource's; write `name = \"…\"` to choose another"
            .to_owned()
    } else if fault.help.is_empty() {
        format!("a name has {} to {} characters and takes {}", naming.min, naming.max, characters(naming))
    } else {
        fault.help
    };
    cx.report(diagnostic.help(help));
}

/// The characters that a name may have, in words: `a` to `z`, `-`.
fn characters(naming: &Naming) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut rest = naming.characters;
    while let Some(low) = rest.chars().next() {
        let mut ahead = rest.chars().skip(1);
        let high = ahead.next().filter(|c| *c == '-').and_then(|_| ahead.next());
        let taken = high.map_or(low.len_utf8(), |high| low.len_utf8() + 1 + high.len_utf8());
        said.push(high.map_or_else(|| format!("`{low}`"), |high| format!("`{low}` to `{high}`")));
        rest = rest.get(taken..).unwrap_or_default();
    }
    said.join(", ")
}

struct Fault {
    message: String,
    help: String,
    /// The characters at fault, as a range of bytes of the name.
    at: Option<(usize, usize)>,
    certain: bool,
}

/// How its name must end, and the flag that says so.
fn flagged(naming: &Naming, resource: &Resource) -> Option<(&'static str, &'static str)> {
    let Suffix::Flagged(flag, end) = naming.account_suffix else { return None };
    (resource.input(flag) == Some(&Value::Bool(true))).then_some((flag, end))
}

fn fault(naming: &Naming, name: &str, flagged: Option<(&str, &str)>) -> Option<Fault> {
    let length = name.chars().count();
    let sure = |message, at| Some(Fault { message, help: String::new(), at, certain: true });
    let mut name = name;
    if let Some((flag, end)) = flagged {
        let Some(own) = name.strip_suffix(end) else {
            let message =
                format!("the name `{name}` does not end with `{end}`, as it must with `{flag} = true`");
            let help = format!("write `name = \"{name}{end}\"`, or leave it out");
            return Some(Fault { message, help, at: None, certain: true });
        };
        name = own;
    }
    if length > naming.max || length < naming.min {
        let bounds = format!("AWS takes {} to {}", naming.min, naming.max);
        let characters = if length == 1 { "character" } else { "characters" };
        return sure(format!("the name `{name}` has {length} {characters}, but {bounds}"), None);
    }
    let letters = naming.letters();
    let ends = if naming.ends.is_empty() { letters } else { naming.end_letters() };
    if let Some((at, c)) = name.char_indices().find(|(_, c)| !letters.holds(*c)) {
        let lower = letters.holds(c.to_ascii_lowercase());
        let help =
            if lower { "use lower case".to_owned() } else { format!("it takes {}", characters(naming)) };
        let message = format!("the name `{name}` holds `{c}`, which AWS does not take there");
        return Some(Fault { message, help, at: Some((at, at + c.len_utf8())), certain: true });
    }
    let first = name.chars().next().filter(|c| !ends.holds(*c));
    if let Some(c) = first {
        return sure(format!("the name `{name}` may not begin with `{c}`"), Some((0, c.len_utf8())));
    }
    let last = name.char_indices().next_back().filter(|(_, c)| !ends.holds(*c));
    if let Some((at, c)) = last {
        return sure(format!("the name `{name}` may not end with `{c}`"), Some((at, name.len())));
    }
    // What a name may not hold besides is confirmed only if every fact of its rules is.
    let certain = naming.facts.iter().all(|fact| fact.confirmed);
    let (message, at) = naming.forbidden.iter().find_map(|forbidden| refused(forbidden, name))?;
    Some(Fault { message, help: String::new(), at: Some(at), certain })
}

fn refused(forbidden: &Forbidden, name: &str) -> Option<(String, (usize, usize))> {
    match *forbidden {
        Forbidden::Prefix(part) => name
            .starts_with(part)
            .then(|| (format!("the name `{name}` may not begin with `{part}`"), (0, part.len()))),
        Forbidden::Suffix(part) => name.ends_with(part).then(|| {
            (format!("the name `{name}` may not end with `{part}`"), (name.len() - part.len(), name.len()))
        }),
        Forbidden::Within(part) => name
            .find(part)
            .map(|at| (format!("the name `{name}` may not hold `{part}`"), (at, at + part.len()))),
        Forbidden::Ipv4 => name
            .parse::<Ipv4Addr>()
            .is_ok()
            .then(|| (format!("the name `{name}` may not look like an IP address"), (0, name.len()))),
    }
}

/// The characters at fault if the name is written out as it is, else the whole of what was written.
fn place(resource: &Resource, name: &str, fault: &Fault) -> Span {
    let whole = resource.place("name");
    let Some((start, end)) = fault.at else { return whole };
    if resource.places.get("name").is_some() { whole.within_quotes(name, start..end) } else { whole }
}
