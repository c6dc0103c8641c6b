//! Declarations as Terraform and others write them: read as meant where they have one meaning, else told what is written here.

use ecow::EcoString;

use super::super::ast::{Attribute, Body, Entry, EntryKind, Expr, ExprKind, Ident};
use super::super::parser::{Node, Rule};
use super::Build;
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

/// Words that begin no declaration here, and what is written in their place.
const ELSEWHERE: &[(&str, &str)] = &[
    (
        "data",
        "nothing is looked up in an account: declare the resource, and take over what is there with `adopt kind.name = \"its id\"`",
    ),
    ("import", "a resource that is there already is taken over with `adopt kind.name = \"its id\"`"),
    ("locals", "each value of your own is a line: `let name = value`"),
    ("moved", "say it in one line: `moved kind.old -> kind.new`"),
    ("output", "say it in one line: `output name = value`"),
    (
        "provider",
        "region and account stand in `stack name { region = \"us-east-1\"  account = \"111122223333\" }`",
    ),
    ("removed", "say it in one line: `forget kind.name`"),
    ("terraform", "take it out: the state is kept beside the stack, and nothing has to be installed"),
    (
        "variable",
        "say it in one line, with its type and what it is by default: `param stage: string = \"dev\"`",
    ),
];

/// What a declaration begins with.
pub(super) struct Heading {
    /// Its kind.
    pub(super) kind: Ident,
    /// Its name.
    pub(super) name: Ident,
    /// The part of it that should be replaced, if its name stands in quotes.
    pub(super) quoted: Option<Span>,
}

impl Build<'_> {
    /// The kind and the name that come next: `bucket photos`, but also `bucket "photos"` and `resource "bucket" "photos"`.
    pub(super) fn heading(&mut self, end: usize) -> Heading {
        let kind = self.word(end);
        let Some(first) = self.accept(Rule::quoted_name, end) else {
            let name = self.word(end);
            self.sign_behind(end, &name);
            return Heading { kind, name, quoted: None };
        };
        let first = self.unquoted(first);
        match self.accept(Rule::quoted_name, end) {
            None => Heading { kind, quoted: Some(first.span), name: first },
            // The word before says no more than that it is declared.
            Some(second) => {
                let name = self.unquoted(second);
                let quoted = Some(kind.span.to(name.span));
                let kind = if kind.text == "resource" { first } else { kind };
                Heading { kind, name, quoted }
            }
        }
    }

    /// A text in quotes as the name that it can be: `my-bucket` as `my_bucket`; it keeps the place of the quotes.
    fn unquoted(&self, node: Node) -> Ident {
        let text = self.slice(node.start + 1, node.end.saturating_sub(1));
        let name: EcoString = text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
        Ident { text: name, span: self.place(node) }
    }

    /// Reports `=`, `:` or `()` between a name and its brace.
    fn sign_behind(&mut self, end: usize, name: &Ident) {
        let Some(node) = self.accept(Rule::head_sign, end) else { return };
        let span = self.place(node);
        let sign = self.slice(node.start, node.end);
        let message = format!("no `{sign}` stands between `{}` and its braces", name.text);
        let fix = format!("remove `{sign}`");
        let before = self.slice(0, node.start);
        let blank = before.len() - before.trim_end_matches([' ', '\t']).len();
        let whole = self.span(node.start - u32::try_from(blank).unwrap_or(0), node.end);
        self.found.add(Diagnostic::new(&RULE, span, message).fix(fix, whole, ""));
    }

    /// Reports a name in quotes.
    pub(super) fn name_in_quotes(&mut self, place: Span, kind: &Ident, name: &Ident) {
        let is_name = name.text.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !is_name {
            let help = format!("write `{} name {{ … }}`; a name begins with a letter", kind.text);
            return self.found.error(place, "names stand without quotes", &help);
        }
        let written =
            if place == name.span { name.text.to_string() } else { format!("{} {}", kind.text, name.text) };
        let message = if place == name.span {
            "names stand without quotes"
        } else {
            "a declaration begins with its kind, and its name stands without quotes"
        };
        self.found.add(Diagnostic::new(&RULE, place, message).fix(
            format!("change to `{written}`"),
            place,
            written,
        ));
    }

    /// A declaration without a name.
    pub(super) fn unnamed(&mut self, node: Node) {
        let end = node.next as usize;
        let kind = self.word(end);
        let body = self.rest(end);
        if self.foreign(node, &kind, None, &body) {
            return;
        }
        let word = &kind.text;
        let help = match word.as_str() {
            "if" | "for" => {
                format!("`{word}` stands behind the name that it is about: `bucket logs {word} … {{ … }}`")
            }
            _ => format!("a declaration is `kind name {{ … }}`: write `{word} name {{ … }}`"),
        };
        self.found.error_help(kind.span, format!("expected a name after `{word}`"), &help);
    }

    /// Reports `module name { … }`, where the folder is not said, or said by an attribute.
    pub(super) fn module_without_folder(&mut self, name: &Ident, body: &Body) {
        let message = format!("the folder of `module {}` is missing", name.text);
        let finding = Diagnostic::new(&RULE, name.span, message)
            .help("write `from \"./folder\"` behind its name, before the braces");
        let source = body.entries.iter().find_map(|entry| match &attribute(entry)?.value.kind {
            ExprKind::String(path) if attribute(entry)?.name.text == "source" => Some((entry.span, path)),
            _ => None,
        });
        self.found.add(match source {
            Some((span, path)) if path.starts_with('.') => {
                let before = self.slice(0, span.start - self.base).trim_end().len();
                let start = self.base + u32::try_from(before).unwrap_or(0);
                let from = format!(" from \"{path}\"");
                finding
                    .fix(format!("say it behind the name: `{}`", from.trim()), Span { start, ..span }, "")
                    .closing(name.span, from)
            }
            _ => finding,
        });
    }

    /// Reports a declaration that another language has, and says whether it is one.
    pub(super) fn foreign(&mut self, node: Node, kind: &Ident, name: Option<&Ident>, body: &Body) -> bool {
        let Ok(at) = ELSEWHERE.binary_search_by_key(&kind.text.as_str(), |(word, _)| word) else {
            return false;
        };
        let help = ELSEWHERE.get(at).map_or("", |(_, help)| *help);
        let message = format!("no declaration begins with `{}`", kind.text);
        let message = match kind.text.as_str() {
            "moved" | "output" => format!("`{}` has no braces", kind.text),
            _ => message,
        };
        let finding = Diagnostic::new(&RULE, kind.span, message).help(help);
        let meant = match (kind.text.as_str(), name) {
            ("variable", Some(name)) => self.param_meant(name, body),
            ("output", Some(name)) => self.output_meant(name, body),
            ("locals", None) => self.lets_meant(body),
            ("moved", None) => self.of_two(body, ("from", "to"), ("moved", "->")),
            ("import", None) => self.of_two(body, ("to", "id"), ("adopt", "=")),
            ("removed", None) => value_of(body, "from").map(|from| format!("forget {}", self.written(from))),
            _ => None,
        };
        self.found.add(match meant.filter(|_| !self.holds_notes(self.place(node))) {
            Some(lines) => {
                finding.fix(format!("change to `{}`", first_line(&lines)), self.place(node), lines)
            }
            None => finding,
        });
        true
    }

    /// `param stage: string = "dev"` for `variable "stage" { type = string  default = "dev" }`, if nothing else stands there.
    fn param_meant(&self, name: &Ident, body: &Body) -> Option<String> {
        let (mut ty, mut default, mut about) = (None, None, None);
        for Attribute { name, value, .. } in attributes(body)? {
            match (name.text.as_str(), &value.kind) {
                ("type", _) => ty = Some(self.written(value)),
                ("default", _) => default = Some(value),
                ("description", ExprKind::String(text)) if !text.contains('\n') => about = Some(text),
                _ => return None,
            }
        }
        let ty = ty.or_else(|| match default?.kind {
            ExprKind::String(_) => Some("string"),
            ExprKind::Number(_) => Some("number"),
            ExprKind::Bool(_) => Some("bool"),
            _ => None,
        })?;
        let inner = ty.strip_prefix("list(").or_else(|| ty.strip_prefix("map("));
        let inner = inner.and_then(|inner| inner.strip_suffix(')')).unwrap_or(ty);
        if !matches!(inner, "string" | "number" | "bool") {
            return None;
        }
        let about = about.map(|text| format!("/// {text}\n")).unwrap_or_default();
        let default = default.map(|value| format!(" = {}", self.written(value))).unwrap_or_default();
        Some(format!("{about}param {}: {ty}{default}", name.text))
    }

    /// `output url = api.shop.url` for `output "url" { value = api.shop.url }`.
    fn output_meant(&self, name: &Ident, body: &Body) -> Option<String> {
        let mut value = None;
        for attribute in attributes(body)? {
            match attribute.name.text.as_str() {
                "value" => value = Some(&attribute.value),
                "description" => {}
                _ => return None,
            }
        }
        Some(format!("output {} = {}", name.text, self.written(value?)))
    }

    /// A `let` for each attribute.
    fn lets_meant(&self, body: &Body) -> Option<String> {
        let line = |attribute: &Attribute| {
            format!("let {} = {}", attribute.name.text, self.written(&attribute.value))
        };
        let lines: Vec<String> = attributes(body)?.into_iter().map(line).collect();
        if lines.is_empty() { None } else { Some(lines.join("\n")) }
    }

    /// `moved a -> b` for `moved { from = a  to = b }`, and what is said likewise.
    fn of_two(&self, body: &Body, (one, other): (&str, &str), (word, sign): (&str, &str)) -> Option<String> {
        let (one, other) = (value_of(body, one)?, value_of(body, other)?);
        Some(format!("{word} {} {sign} {}", self.written(one), self.written(other)))
    }

    /// A value as it is written.
    pub(super) fn written(&self, value: &Expr) -> &str {
        self.written_at(value.span)
    }
}

/// What a line that begins no declaration may be meant for, by its first word: what is wrong, and what to do.
pub(super) fn stray_declaration(word: &str) -> Option<(String, String)> {
    let begins = format!("no declaration begins with `{word}`");
    match word {
        "import" | "include" | "use" => Some((
            begins,
            "all files of a folder are one stack; another folder is used with `module name from \"./folder\" { }`"
                .to_owned(),
        )),
        "for" | "if" => Some((
            begins,
            format!("`{word}` stands behind the name that it is about: `bucket logs {word} … {{ … }}`"),
        )),
        _ if word.strip_suffix(':').is_some_and(|key| key.ends_with(|c: char| c.is_alphanumeric() || c == '_')) => Some((
            "this looks like YAML".to_owned(),
            "each resource is declared on its own, its attributes in braces: `bucket logs { versioning = true }`"
                .to_owned(),
        )),
        _ => None,
    }
}

/// The attributes of a body that holds nothing else, each with a value.
fn attributes(body: &Body) -> Option<Vec<&Attribute>> {
    body.entries.iter().map(attribute).collect()
}

/// An entry as an attribute with a value.
pub(super) fn attribute(entry: &Entry) -> Option<&Attribute> {
    match &entry.kind {
        EntryKind::Attribute(attribute) if !matches!(attribute.value.kind, ExprKind::Missing) => {
            Some(attribute)
        }
        _ => None,
    }
}

/// The value of an attribute.
fn value_of<'e>(body: &'e Body, name: &str) -> Option<&'e Expr> {
    let mut all = body.entries.iter().filter_map(attribute);
    all.find(|attribute| attribute.name.text == name).map(|attribute| &attribute.value)
}

/// The first line, with a sign that there are more.
pub(super) fn first_line(text: &str) -> String {
    match text.split_once('\n') {
        Some((line, _)) => format!("{line} …"),
        None => text.to_owned(),
    }
}
