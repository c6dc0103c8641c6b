//! Trees as text: one line an item or entry, indented by depth, expressions in parentheses.

use std::fmt::Write;

use stackc::syntax::ast::{
    Allow, Body, Clauses, Comprehension, Entry, EntryKind, Expect, Expr, ExprKind, File, Flow, FlowEvent,
    For, ItemKind, Phrase, Sentence, TemplatePart, TypeExpr, TypeKind,
};

/// The whole tree.
pub(crate) fn file(file: &File) -> String {
    let mut out = String::new();
    for item in &file.items {
        before(&mut out, 0, &item.doc, &item.allows);
        let (head, rest) = kind(&item.kind);
        writeln!(out, "{head}").unwrap();
        if let Some(rest) = rest {
            entries(&mut out, 1, &rest.entries);
        }
    }
    entries(&mut out, 0, &file.entries);
    out
}

fn before(out: &mut String, depth: usize, doc: &str, allows: &[Allow]) {
    let indent = "  ".repeat(depth);
    for line in doc.lines() {
        writeln!(out, "{indent}/// {line}").unwrap();
    }
    for allow in allows {
        writeln!(out, "{indent}#[allow({}): {:?}]", allow.rule.text, allow.reason).unwrap();
    }
}

fn kind(kind: &ItemKind) -> (String, Option<&Body>) {
    match kind {
        ItemKind::Stack(stack) => (format!("stack {}", stack.name.text), Some(&stack.body)),
        ItemKind::Scenario(scenario) => (format!("scenario {}", scenario.name.text), Some(&scenario.body)),
        ItemKind::Param(param) => {
            let secret = if param.secret { "secret " } else { "" };
            let ty = param.ty.as_ref().map_or("-".to_owned(), types);
            let default = param.default.as_ref().map_or(String::new(), |value| format!(" = {}", expr(value)));
            (format!("{secret}param {}: {ty}{default}", param.name.text), None)
        }
        ItemKind::Let(binding) => (format!("let {} = {}", binding.name.text, expr(&binding.value)), None),
        ItemKind::Output(binding) => {
            (format!("output {} = {}", binding.name.text, expr(&binding.value)), None)
        }
        ItemKind::Resource(it) => {
            (format!("resource {} {}{}", it.kind.text, it.name.text, clauses(&it.clauses)), Some(&it.body))
        }
        ItemKind::Flow(flow) => {
            let head = format!("flow {}", ends(flow));
            (head + &clauses(&flow.clauses), flow.body.as_ref())
        }
        ItemKind::Module(it) => (
            format!("module {} from {}{}", it.name.text, expr(&it.path), clauses(&it.clauses)),
            Some(&it.body),
        ),
        ItemKind::Moved(from, to) => (format!("moved {} -> {}", expr(from), expr(to)), None),
        ItemKind::Adopt(what, id) => (format!("adopt {} = {}", expr(what), expr(id)), None),
        ItemKind::Forget(what) => (format!("forget {}", expr(what)), None),
        ItemKind::Test(test) => {
            let under = test.under.as_ref().map_or(String::new(), |under| format!(" under {}", expr(under)));
            (format!("test {}{under}", expr(&test.title)), Some(&test.body))
        }
    }
}

fn entries(out: &mut String, depth: usize, list: &[Entry]) {
    for entry in list {
        before(out, depth, &entry.doc, &entry.allows);
        out.push_str(&"  ".repeat(depth));
        match &entry.kind {
            EntryKind::Attribute(attribute) => {
                let operator =
                    attribute.operator.as_ref().map_or(String::new(), |word| format!("{} ", word.text));
                writeln!(out, "{operator}{} = {}", attribute.name.text, expr(&attribute.value)).unwrap();
            }
            EntryKind::Spread(value) => writeln!(out, "...{}", expr(value)).unwrap(),
            EntryKind::Expect(expected) => expect(out, depth, expected),
            EntryKind::Sentence(it) => sentence(out, depth, it),
        }
    }
}

fn sentence(out: &mut String, depth: usize, it: &Sentence) {
    let not = if it.negated.is_some() { " not" } else { "" };
    let operands: Vec<_> = it.operands.iter().map(expr).collect();
    let blank = if operands.is_empty() { "" } else { " " };
    let word = &it.word.text;
    write!(out, "- {word}{not}{blank}{}{}", operands.join(", "), phrases(&it.phrases)).unwrap();
    writeln!(out, "{}{}", if it.when.is_some() { " when" } else { "" }, clauses(&it.clauses)).unwrap();
    for body in it.when.iter().chain(it.body.iter()) {
        entries(out, depth + 1, &body.entries);
    }
}

fn expect(out: &mut String, depth: usize, expected: &Expect) {
    match expected {
        Expect::Condition { condition, phrases: list } => {
            writeln!(out, "- expect {}{}", expr(condition), phrases(list)).unwrap();
        }
        Expect::Way { steps, phrases: list, body } => {
            let steps: Vec<_> = steps
                .iter()
                .map(|(source, what)| format!("{}{}", expr(source), event(what.as_ref())))
                .collect();
            writeln!(out, "- expect way {}{}", steps.join(" -> "), phrases(list)).unwrap();
            if let Some(body) = body {
                entries(out, depth + 1, &body.entries);
            }
        }
    }
}

fn ends(flow: &Flow) -> String {
    let event = event(flow.event.as_ref());
    format!("{}{event}{} -> {}", expr(&flow.source), phrases(&flow.filters), expr(&flow.target))
}

fn event(event: Option<&FlowEvent>) -> String {
    match event {
        Some(FlowEvent::Word(word)) => format!(" {}", word.text),
        Some(FlowEvent::Route(route)) => format!(" {}", expr(route)),
        None => String::new(),
    }
}

fn phrases(list: &[Phrase]) -> String {
    let one = |phrase: &Phrase| {
        let not = if phrase.negated.is_some() { " not" } else { "" };
        let operands: Vec<_> = phrase.operands.iter().map(expr).collect();
        format!(" <{}{not} {}>", phrase.preposition.text, operands.join(", "))
    };
    list.iter().map(one).collect()
}

fn clauses(clauses: &Clauses) -> String {
    let mut out = String::new();
    if let Some(it) = &clauses.repeat {
        write!(out, " {}", repeat(it)).unwrap();
    }
    if let Some(condition) = &clauses.condition {
        write!(out, " if {}", expr(condition)).unwrap();
    }
    out
}

fn repeat(it: &For) -> String {
    let second = it.second.as_ref().map_or(String::new(), |second| format!(", {}", second.text));
    format!("for {}{second} in {}", it.first.text, expr(&it.over))
}

fn comprehension(it: &Comprehension) -> String {
    let condition =
        it.condition.as_ref().map_or(String::new(), |condition| format!(" if {}", expr(condition)));
    let key = it.key.as_ref().map_or(String::new(), |key| format!("{} => ", expr(key)));
    format!("{}{condition}: {key}{}", repeat(&it.repeat), expr(&it.value))
}

/// An expression with its binding shown by parentheses.
pub(crate) fn expr(it: &Expr) -> String {
    match &it.kind {
        ExprKind::Missing => "?".to_owned(),
        ExprKind::None => "none".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Number(number) => number.to_string(),
        ExprKind::Quantity(quantity) => format!("<{quantity}>"),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Template(parts) => {
            let part = |part: &TemplatePart| match part {
                TemplatePart::Text(text) => format!("{text:?}"),
                TemplatePart::Value(value) => expr(value),
            };
            format!("template({})", parts.iter().map(part).collect::<Vec<_>>().join(" "))
        }
        ExprKind::Timing(timing) => format!("{}<{}>", timing.word.text, timing.inner),
        ExprKind::Path(path) => path.to_string(),
        ExprKind::Member(of, name) => format!("{}.{}", expr(of), name.text),
        ExprKind::Index(of, index) => format!("{}[{}]", expr(of), expr(index)),
        ExprKind::Call(call) => {
            format!("{}({})", call.name.text, call.args.iter().map(expr).collect::<Vec<_>>().join(", "))
        }
        ExprKind::List(items) => {
            let item = |item: &stackc::syntax::ast::ListItem| {
                format!("{}{}", if item.spread { "..." } else { "" }, expr(&item.value))
            };
            format!("[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
        }
        ExprKind::Map(list) => {
            let mut out = String::new();
            entries(&mut out, 0, list);
            format!("{{{}}}", out.trim_end().replace('\n', "; "))
        }
        ExprKind::ListFor(it) => format!("[{}]", comprehension(it)),
        ExprKind::MapFor(it) => format!("{{{}}}", comprehension(it)),
        ExprKind::If(it) => {
            format!("(if {} then {} else {})", expr(&it.condition), expr(&it.then), expr(&it.otherwise))
        }
        ExprKind::Unary(op, value) => format!("({op:?} {})", expr(value)),
        ExprKind::Arrow(flow) => format!("(arrow {})", ends(flow)),
        ExprKind::Binary(op, left, right) => format!("({op:?} {} {})", expr(left), expr(right)),
    }
}

fn types(ty: &TypeExpr) -> String {
    match &ty.kind {
        TypeKind::Missing => "?".to_owned(),
        TypeKind::Name(name) => name.to_string(),
        TypeKind::Literal(value) => expr(value),
        TypeKind::Union(list) => list.iter().map(types).collect::<Vec<_>>().join(" | "),
        TypeKind::Optional(inner) => format!("({})?", types(inner)),
        TypeKind::List(inner) => format!("list({})", types(inner)),
        TypeKind::Map(inner) => format!("map({})", types(inner)),
        TypeKind::Record(fields) => {
            let field = |field: &stackc::syntax::ast::RecordField| {
                let default =
                    field.default.as_ref().map_or(String::new(), |value| format!(" = {}", expr(value)));
                format!("{}: {}{default}", field.name.text, types(&field.ty))
            };
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join("; "))
        }
    }
}
