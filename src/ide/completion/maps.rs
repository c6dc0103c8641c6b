//! Fields that are known of maps with free keys, such as the pattern of a rule, and what they may be.

use super::texts::Quotes;
use super::{Completion, Place, Sign, escaped};
use crate::catalog::Field;
use crate::ide::cursor::{Level, Open, Sort, Token};
use crate::ide::rows::{Head, rows};

/// How a field of a pattern is compared, instead of naming its values.
const MATCHERS: &[(&str, &str, &str)] = &[
    ("prefix", "what begins so", "prefix = \"$1\""),
    ("suffix", "what ends so", "suffix = \"$1\""),
    ("anything-but", "what is none of these", "\"anything-but\" = [\"$1\"]"),
    ("exists", "whether it is there", "exists = ${1:true}"),
    ("numeric", "a number within bounds", "numeric = [\"${1:>}\", ${2:0}]"),
    ("wildcard", "a text with stars", "wildcard = \"$1\""),
    ("equals-ignore-case", "whatever its letters' case", "\"equals-ignore-case\" = \"$1\""),
    ("cidr", "an address within a block", "cidr = \"$1\""),
];

/// What is known of the map at a place.
struct Map<'a> {
    fields: &'static [Field],
    /// Whether a comparison stands there instead of a value.
    compares: bool,
    /// The words of the bodies around.
    bodies: Vec<Vec<Token<'a>>>,
}

impl Place<'_> {
    /// In a map of which fields are known: their names, or the values of one; whether it is such a map.
    pub(super) fn in_known_map(&mut self, quotes: Quotes) -> bool {
        let Some(map) = self.map() else { return false };
        let (fields, compares) = (map.fields, map.compares);
        let first = self.entry.first().copied();
        match first.filter(|_| self.sign("=").is_some()) {
            Some(name) => {
                let field = fields.iter().find(|field| field.name == name.text).copied();
                let Some(field) = field else { return quotes == Quotes::There };
                self.field_value(&field, quotes)
            }
            None if compares => {
                self.comparisons(quotes);
                true
            }
            None => {
                self.field_names(fields, quotes);
                true
            }
        }
    }

    /// The names of fields that are not written yet.
    fn field_names(&mut self, fields: &'static [Field], quotes: Quotes) {
        let sender = self.sender().to_owned();
        for field in fields.iter().filter(|field| comes(&sender, field.with)) {
            let is_word = field.name.chars().all(crate::ide::cursor::is_word);
            let label = if is_word { field.name.to_owned() } else { quotes.around(field.name) };
            let value = match (quotes, field.fields) {
                (Quotes::There, _) => String::new(),
                (_, []) if field.values.is_empty() => " = [$1]".to_owned(),
                (_, []) => " = [\"$1\"]".to_owned(),
                _ => " = { $1 \\}".to_owned(),
            };
            let item = Completion::new(&label, Sign::Attribute, field.doc);
            self.add(item.writes(format!("{}{value}", escaped(&label))).rank(1));
        }
    }

    /// The values of a field; whether any is known.
    fn field_value(&mut self, field: &Field, quotes: Quotes) -> bool {
        let sender = self.sender().to_owned();
        for (value, with) in field.values.iter().filter(|(_, with)| comes(&sender, with)) {
            let rank = if with.is_empty() { 1 } else { 0 };
            self.add(Completion::new(quotes.around(value), Sign::Value, *with).rank(rank));
        }
        if quotes == Quotes::Written && matches!(self.cursor.open(), Open::List) {
            let item = Completion::new("{ … }", Sign::Block, "compares it");
            self.add(item.writes("{ ${1|prefix,suffix,exists,wildcard|} = $0 \\}").rank(3));
        }
        quotes == Quotes::There
    }

    fn comparisons(&mut self, quotes: Quotes) {
        for (name, doc, snippet) in MATCHERS {
            let item = Completion::new(*name, Sign::Keyword, *doc);
            let text = if quotes == Quotes::There { escaped(name) } else { (*snippet).to_owned() };
            self.add(item.writes(text).rank(1));
        }
    }

    /// The line that says who sends what the map is about, if there is one.
    fn sender(&self) -> &str {
        let Some(map) = self.map() else { return "" };
        let start = map.bodies.first().and_then(|head| head.first()).map_or(0, |first| first.start);
        let text = self.cx.text().get(start..).unwrap_or("");
        // The map, up to where the next declaration begins at the margin.
        let end = text.find("\n}").unwrap_or(text.len());
        let source = text.get(..end).and_then(|text| text.split_once("source")).map(|(_, rest)| rest);
        source.and_then(|rest| rest.lines().next()).unwrap_or("")
    }

    /// The map at the cursor, if fields of it are known.
    fn map(&self) -> Option<Map<'_>> {
        let bodies = bodies(&self.cursor.levels);
        let depth = self.heads.iter().position(|head| *head == Head::Other).unwrap_or(self.heads.len());
        let mut inner = bodies.get(depth..)?.to_vec();
        let outer = self.heads.get(..depth)?;
        let table = outer.split_last().and_then(|(last, around)| match last {
            Head::Sentence { word } => rows(self.cx.catalog, around).block(word),
            _ => None,
        });
        let mut fields = match table.map(|table| table.fields).filter(|fields| !fields.is_empty()) {
            Some(fields) => {
                inner.insert(0, bodies.get(depth.checked_sub(1)?)?.clone());
                fields
            }
            None => rows(self.cx.catalog, outer).attr(named(inner.first()?)?)?.fields,
        };
        if fields.is_empty() {
            return None;
        }
        let mut compares = false;
        for head in inner.iter().skip(1) {
            let name = named(head);
            let field = name.and_then(|name| fields.iter().find(|field| field.name == name));
            // A map in a list of values compares; one in `$or` is a pattern of its own.
            let is_pattern = name == Some("$or");
            compares = !is_pattern && head.last().is_some_and(|last| last.text == "[");
            fields = match field {
                _ if is_pattern => fields,
                Some(field) => field.fields,
                None => &[],
            };
        }
        (compares || !fields.is_empty()).then_some(Map { fields, compares, bodies: inner })
    }
}

/// The words before each open brace; before one in a list, those before the list and its bracket.
fn bodies<'a>(levels: &'a [Level<'a>]) -> Vec<Vec<Token<'a>>> {
    let mut found = Vec::new();
    for (at, level) in levels.iter().enumerate().skip(1) {
        let Open::Body { head } = &level.open else { continue };
        let list = at.checked_sub(1).and_then(|at| levels.get(at)).filter(|level| level.open == Open::List);
        let around = list.and_then(|_| levels.get(at.checked_sub(2)?));
        let bracket = |around: &Level<'a>| {
            let last = around.tokens.last()?;
            let mut tokens = around.tokens.clone();
            tokens.push(last.bracket());
            Some(tokens)
        };
        found.push(around.and_then(bracket).unwrap_or_else(|| head.clone()));
    }
    found
}

/// Whether what comes with one sender may come here: no other one is named.
fn comes(sender: &str, with: &str) -> bool {
    with.is_empty() || !sender.contains("\"aws.") || sender.contains(&format!("\"{with}\""))
}

/// The name that a map is given to.
fn named<'a>(head: &[Token<'a>]) -> Option<&'a str> {
    let first = head.first()?;
    let is_given = head.iter().any(|token| token.sort == Sort::Sign && token.text == "=");
    is_given.then_some(first.text)
}
