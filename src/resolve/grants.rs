//! `allow`, `deny` and `trust`: IAM statements from the text.

use ecow::EcoString;

use super::attrs::Made;
use super::cx::Cx;
use super::needs::Derived;
use super::{conditions, rules};
use crate::base::{Span, joined};
use crate::diag::Diagnostic;
use crate::model::{Condition, Effect, Map, Names, Pattern, Patterns, Statement, Value};
use crate::syntax::ast::{Body, EntryKind, Expr, ExprKind, Sentence};

/// Whose policy a statement belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// A role's or another principal's.
    Principal,
    /// A resource's own.
    Resource,
}

/// Resolves `allow|deny [not] actions on [not] resources [to principals] [when { … }]`, or notes an `allow uses`.
pub(super) fn grant(
    cx: &mut Cx<'_>,
    made: &mut Made,
    effect: Effect,
    whose: Whose,
    sentence: &Sentence,
    span: Span,
) {
    if let [only] = &*sentence.operands {
        let uses = matches!(&only.kind, ExprKind::Path(word) if word == "uses");
        if uses && effect == Effect::Allow && whose == Whose::Principal {
            return all_uses(cx, made, span);
        }
    }
    if sentence.operands.is_empty() {
        return no_actions(cx, sentence);
    }
    let Some(actions) = patterns(cx, sentence.negated, &sentence.operands, Of::Actions) else { return };
    let Some((mut resources, principals)) = ends(cx, sentence) else { return };
    // What names somebody is about what it stands in, also in a role: who may take that on.
    let whose = if principals.items.is_empty() { whose } else { Whose::Resource };
    if resources.items.is_empty() && !resource_by_itself(cx, made, whose, sentence, &mut resources) {
        return;
    }
    // Most roles say one thing or two, and there are very many roles.
    made.statements.push(Statement {
        effect,
        actions,
        resources,
        principals,
        conditions: sentence.when.as_ref().map_or_else(Default::default, |body| conditions(cx, body).into()),
        span,
        derived: false,
    });
}

/// Notes an `allow uses`.
fn all_uses(cx: &mut Cx<'_>, made: &Made, span: Span) {
    if cx.kind_of(made.at).is_some_and(|kind| kind.identity.is_none()) {
        let message = "`allow uses` stands in roles: what has a policy is not known where it is written";
        let help = "write the lines out, or `allow uses` in the roles";
        cx.report(Diagnostic::new(&rules::unknown_statement::RULE, span, message).help(help));
        return;
    }
    cx.besides.derived.push(Derived { role: made.address.clone(), span });
}

/// Resources and principals that a statement names; `None` if something is wrong with them, or if what it names is
/// absent, so that it says nothing.
fn ends(cx: &mut Cx<'_>, sentence: &Sentence) -> Option<(Patterns, Patterns)> {
    let (mut resources, mut principals) = (Patterns::default(), Patterns::default());
    for phrase in &sentence.phrases {
        let found = match phrase.preposition.text.as_str() {
            "on" => {
                resources = patterns(cx, phrase.negated, &phrase.operands, Of::Resources)?;
                &resources
            }
            "to" => {
                principals = principal_patterns(cx, phrase.negated, &phrase.operands)?;
                &principals
            }
            other => {
                let message = format!("`{}` has no `{other} …`", sentence.word.text);
                cx.report(
                    Diagnostic::new(&rules::unknown_statement::RULE, phrase.preposition.span, message)
                        .help("it has `on` resources and, where AWS has resource policies, `to` principals"),
                );
                return None;
            }
        };
        if found.items.is_empty() {
            return None;
        }
    }
    Some((resources, principals))
}

/// Reports a statement that names no actions.
fn no_actions(cx: &mut Cx<'_>, sentence: &Sentence) {
    let word = sentence.word.text.as_str();
    let message = format!("`{word}` does not say which actions");
    cx.report(
        Diagnostic::new(&rules::missing_attribute::RULE, sentence.word.span, message)
            .help(format!("write `{word} \"s3:GetObject\" on …`, or `allow uses`")),
    );
}

/// Where AWS has resource policies, the resource itself is meant if `on` is left out; whether there is one.
fn resource_by_itself(
    cx: &mut Cx<'_>,
    made: &Made,
    whose: Whose,
    sentence: &Sentence,
    resources: &mut Patterns,
) -> bool {
    if whose == Whose::Principal {
        let word = sentence.word.text.as_str();
        let message = format!("`{word}` does not say on what");
        cx.report(
            Diagnostic::new(&rules::missing_attribute::RULE, sentence.word.span, message)
                .help("write `on bucket.name`, an ARN, or `on \"*\"`"),
        );
        return false;
    }
    let Some(outputs) = cx.outputs(made.at, made.head) else { return false };
    let Some(arn) = outputs.get("arn").and_then(Value::as_text) else { return false };
    resources.items.push(Pattern { text: arn.clone(), span: sentence.word.span });
    true
}

/// What patterns are read for.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Actions,
    Resources,
}

/// Reads strings, and for resources also references, which mean their ARNs.
fn patterns(cx: &mut Cx<'_>, not: Option<Span>, operands: &[Expr], of: Of) -> Option<Patterns> {
    let mut items = Vec::with_capacity(operands.len());
    for operand in operands {
        let value = cx.eval(operand)?;
        flatten(cx, value, operand.span, of, &mut items)?;
    }
    Some(Patterns { negated: not.is_some(), items: items.into() })
}

fn flatten(cx: &mut Cx<'_>, value: Value, span: Span, of: Of, items: &mut Vec<Pattern>) -> Option<()> {
    match value {
        Value::String(text) => {
            if of == Of::Actions && text != "*" && !text.contains(':') {
                let message = format!("`{text}` is no action");
                cx.report(
                    Diagnostic::new(&rules::invalid_action::RULE, span, message)
                        .help("an action is a service and a name: `s3:GetObject`"),
                );
                return None;
            }
            if of == Of::Resources && text != "*" && !text.starts_with("arn:") {
                let message = format!("`{text}` is no ARN");
                cx.report(
                    Diagnostic::new(&rules::invalid_action::RULE, span, message)
                        .help("name a resource, as in `on bucket.uploads`, or write an ARN or `\"*\"`"),
                );
                return None;
            }
            items.push(Pattern { text, span });
        }
        Value::Reference(reference) if of == Of::Resources => {
            items.push(Pattern { text: reference.arn, span })
        }
        // What is absent grants nothing.
        Value::None if of == Of::Resources => {}
        Value::List(values) => {
            for value in values {
                flatten(cx, value, span, of, items)?;
            }
        }
        other => {
            let (wanted, help) = if of == Of::Actions {
                ("an action is a string", "write it like `\"s3:GetObject\"`")
            } else {
                (
                    "a resource or an ARN is asked for",
                    "write it like `bucket.uploads` or `\"arn:aws:s3:::name/*\"`",
                )
            };
            let message = format!("{wanted}, this is {}", other.sort());
            cx.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
            return None;
        }
    }
    Some(())
}

/// Reads who a resource policy speaks of.
fn principal_patterns(cx: &mut Cx<'_>, not: Option<Span>, operands: &[Expr]) -> Option<Patterns> {
    let mut items = Vec::new();
    for operand in operands {
        let value = cx.eval(operand)?;
        let principals = cx.principal_texts(value, operand.span)?;
        items.extend(principals.into_iter().map(|text| Pattern { text, span: operand.span }));
    }
    Some(Patterns { negated: not.is_some(), items: items.into() })
}

/// Reads `Operator "key" = values` lines.
fn conditions(cx: &mut Cx<'_>, body: &Body) -> Vec<Condition> {
    let mut all = Vec::new();
    for entry in &body.entries {
        cx.allow(&entry.allows, entry.span);
        let EntryKind::Attribute(attribute) = &entry.kind else {
            let message = "a condition is written `Operator \"key\" = value`";
            cx.report(
                Diagnostic::new(&rules::unknown_statement::RULE, entry.span, message)
                    .help("write one such as `Bool \"aws:SecureTransport\" = true`"),
            );
            continue;
        };
        let Some(operator) = &attribute.operator else {
            let message = format!("the condition on `{}` has no operator", attribute.name.text);
            cx.report(
                Diagnostic::new(&rules::unknown_statement::RULE, attribute.name.span, message)
                    .help(format!("write `StringEquals \"{}\" = …`", attribute.name.text)),
            );
            continue;
        };
        if let Some(diagnostic) = conditions::unknown(operator) {
            cx.report(diagnostic);
            continue;
        }
        let Some(value) = cx.eval(&attribute.value) else { continue };
        let values = match value {
            Value::List(values) => values,
            one => [one].into(),
        };
        let values: Vec<EcoString> =
            values.iter().filter_map(|value| cx.condition_text(value, attribute.value.span)).collect();
        let places = Some((operator.span, attribute.name.span));
        let (operator, key) = (operator.text.clone(), attribute.name.text.clone());
        all.push(Condition { operator, key, values, places });
    }
    all
}

impl Cx<'_> {
    /// A condition's value as IAM writes it; a resource means its ARN.
    fn condition_text(&mut self, value: &Value, span: Span) -> Option<EcoString> {
        match value {
            Value::Reference(reference) => Some(reference.arn.clone()),
            Value::Secret(_) => {
                self.gives_away(
                    span,
                    "a condition may not depend on a secret: policies are seen by whoever may read roles",
                );
                None
            }
            value => self.printed(value, span),
        }
    }

    /// Who may take on a role, as a list of principals as IAM writes them.
    pub(super) fn principals(&mut self, value: Value, span: Span) -> Option<Value> {
        let texts = self.principal_texts(value, span)?;
        if texts.is_empty() {
            let message = "this trusts nobody, and AWS refuses such a role";
            self.report(
                Diagnostic::new(&rules::missing_attribute::RULE, span, message)
                    .help("name who takes it on: `trust = \"lambda\"`"),
            );
            return None;
        }
        Some(Value::List(texts.into_iter().map(Value::String).collect()))
    }

    /// Principals as IAM writes them; what is absent is left out.
    fn principal_texts(&mut self, value: Value, span: Span) -> Option<Vec<EcoString>> {
        let values = match value {
            Value::List(values) => values,
            one => [one].into(),
        };
        let mut texts = Vec::new();
        for value in values {
            if value != Value::None {
                texts.push(self.principal(value, span)?);
            }
        }
        Some(texts)
    }

    fn principal(&mut self, value: Value, span: Span) -> Option<EcoString> {
        const WHO: &str =
            "write a service such as `\"lambda\"`, an account of twelve digits in quotes, or a role";
        let message = match value {
            Value::Reference(reference) if is_principal(&reference.arn) => return Some(reference.arn),
            Value::Reference(reference) => {
                let what =
                    reference.address.map_or_else(|| reference.arn.to_string(), |known| known.to_string());
                let message = format!("`{what}` is nobody who could do something");
                let help = "name the role that it runs under; what is done to something stands behind `on`";
                self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(help));
                return None;
            }
            Value::String(text) if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Some(ecow::eco_format!("arn:aws:iam::{text}:root"));
            }
            Value::String(text) if text == "*" || is_principal(&text) || text.ends_with(".amazonaws.com") => {
                return Some(text);
            }
            Value::String(text) if is_service(&text) => {
                return Some(joined([&text, ".amazonaws.com"]));
            }
            Value::String(text) => format!("`{text}` is nobody that could be trusted"),
            other => format!("a service, an account or a role is asked for, this is {}", other.sort()),
        };
        self.report(Diagnostic::new(&rules::type_mismatch::RULE, span, message).help(WHO));
        None
    }
}

/// Whether an ARN is one of those that policies take as principals: of accounts, roles, users, sessions.
fn is_principal(arn: &str) -> bool {
    arn.starts_with("arn:") && matches!(arn.split(':').nth(2), Some("iam" | "sts"))
}

/// Whether a text may be the short name of a service.
fn is_service(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
    !text.is_empty() && text.bytes().all(letter) && text.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// A policy as AWS is told: a list of statements with only what they say.
pub(super) fn policy(statements: &[Statement], names: &mut Names) -> Value {
    Value::List(statements.iter().map(|statement| Value::Map(document(statement, names))).collect())
}

fn document(statement: &Statement, names: &mut Names) -> Map {
    let lists = [&statement.actions, &statement.resources, &statement.principals];
    let said = lists.iter().filter(|list| !list.items.is_empty()).count();
    let mut map = Map::with_capacity(1 + said + usize::from(!statement.conditions.is_empty()));
    let effect = if statement.effect == Effect::Allow { "allow" } else { "deny" };
    map.insert("effect".into(), Value::from(effect));
    let mut put = |name: &str, patterns: &Patterns| {
        if !patterns.items.is_empty() {
            let key = if patterns.negated { ecow::eco_format!("not_{name}") } else { name.into() };
            let items = patterns.items.iter().map(|pattern| Value::String(pattern.text.clone())).collect();
            map.insert(key, Value::List(items));
        }
    };
    put("actions", &statement.actions);
    put("resources", &statement.resources);
    put("principals", &statement.principals);
    if !statement.conditions.is_empty() {
        let lines = statement.conditions.iter().map(|condition| {
            let values = condition.values.iter().map(|value| Value::String(value.clone())).collect();
            let mut line = Map::new();
            line.insert("operator".into(), Value::String(condition.operator.clone()));
            line.insert("key".into(), Value::String(condition.key.clone()));
            line.insert("values".into(), Value::List(values));
            Value::Map(line)
        });
        map.insert("conditions".into(), Value::List(lines.collect()));
    }
    map.settle(names);
    map
}
