//! Lines of a body that are wrapped in `if` or `for`, as other languages do: read as if each had its own.

use super::super::ast::{
    BinaryOp, Body, Comprehension, Conditional, Entry, EntryKind, Expr, ExprKind, For, Ident, Sentence,
    UnaryOp,
};
use super::Build;
use super::foreign::{attribute, first_line};
use crate::base::Span;
use crate::diag::Diagnostic;
use crate::syntax::rules::syntax_error::RULE;

/// What the lines of a body are wrapped in.
enum Wrap<'e> {
    /// `if condition { … }`
    If(&'e Expr),
    /// `else { … }` of that condition.
    Else(&'e Expr),
    /// `for x in xs { … }`
    For(&'e For),
}

/// What was wrapped: the entry with what it was wrapped in, if it can have that, and how it is written then.
type Line = (Option<Entry>, Option<String>);

/// Whether a word begins or goes on with a wrap.
pub(super) fn wraps(word: &str) -> bool {
    matches!(word, "if" | "then" | "else" | "for" | "in")
}

/// The sentence of an entry that begins with one of these words.
fn wrapping(entry: &Entry) -> Option<&Sentence> {
    match &entry.kind {
        EntryKind::Sentence(sentence) if wraps(&sentence.word.text) => Some(sentence),
        _ => None,
    }
}

impl Build<'_> {
    /// Reports what is wrapped among the entries of a body, and gives each line what it was wrapped in.
    pub(super) fn unwrapped(&mut self, list: Vec<Entry>) -> Vec<Entry> {
        let mut all: Vec<Entry> = Vec::with_capacity(list.len());
        let mut rest = list.into_iter().peekable();
        while let Some(entry) = rest.next() {
            let Some(sentence) = wrapping(&entry) else {
                all.push(entry);
                continue;
            };
            let follows = if sentence.word.text == "if" { "else" } else { "in" };
            let next = rest.next_if(|next| wrapping(next).is_some_and(|next| next.word.text == follows));
            let next = next.as_ref().and_then(wrapping).zip(next.as_ref());
            match (sentence.word.text.as_str(), &sentence.body) {
                ("if", Some(_)) => {
                    all.extend(self.chosen_lines(sentence, &entry, next));
                    while rest
                        .next_if(|next| wrapping(next).is_some_and(|next| next.word.text == "else"))
                        .is_some()
                    {}
                }
                ("if", None) if self.is_beside(all.last(), &entry) => {
                    self.chosen_value(all.last_mut(), sentence, &entry, next);
                }
                ("for", None) if self.in_map && self.is_beside(all.last(), &entry) => {
                    let made = all.pop();
                    all.extend(self.late_loop(made, sentence, &entry, next));
                }
                ("for", None) => all.extend(self.looped_lines(sentence, &entry, next)),
                (word, _) => self.found.reserved(sentence.word.span, word),
            }
        }
        all
    }

    /// Reports declarations that are wrapped in `if` or `else`.
    pub(super) fn wrapped_declarations(&mut self, word: &Ident, condition: &Ident, body: &Body) {
        let heading = |entry: &Entry| match &entry.kind {
            EntryKind::Sentence(Sentence { word, operands, .. }) => {
                Some(format!("{} {}", word.text, operands.first().map(|name| self.written(name))?))
            }
            _ => None,
        };
        let first = body.entries.iter().find_map(heading).unwrap_or_else(|| "bucket logs".to_owned());
        let named = &condition.text;
        let help = match word.text.as_str() {
            "for" => format!("the loop stands behind the name: `{first} for {named} in … {{ … }}`"),
            "else" => format!("the condition stands behind the name: `{first} if !{named} {{ … }}`"),
            _ => format!("the condition stands behind the name: `{first} if {named} {{ … }}`"),
        };
        self.found.error(word.span, format!("`{}` wraps no declarations", word.text), &help);
    }

    /// Whether an entry stands behind an attribute, in its line.
    fn is_beside(&self, before: Option<&Entry>, entry: &Entry) -> bool {
        let beside = |before: &Entry| !self.between(before.span.end, entry.span.start).contains('\n');
        before.is_some_and(|before| attribute(before).is_some() && beside(before))
    }

    /// `if condition { … }`, perhaps with `else { … }`.
    fn chosen_lines(
        &mut self,
        one: &Sentence,
        entry: &Entry,
        other: Option<(&Sentence, &Entry)>,
    ) -> Vec<Entry> {
        let whole = entry.span.to(other.map_or(entry.span, |(_, other)| other.span));
        let found = Diagnostic::new(&RULE, one.word.span, "`if` wraps no lines of a body").help(
            "the condition stands behind each block or statement, `… if condition { … }`, and in the value of an attribute, \
             `name = if condition then a else b`",
        );
        // Behind `else` may stand one more `if`.
        let is_last = |other: &Sentence| other.operands.is_empty() && other.clauses.condition.is_none();
        let ([condition], true) = (&*one.operands, other.is_none_or(|(other, _)| is_last(other))) else {
            self.found.add(found);
            return Vec::new();
        };
        let entries =
            |sentence: &Sentence| sentence.body.clone().map(|body| body.entries).unwrap_or_default();
        let (one, other) = (entries(one), other.map(|(other, _)| entries(other)).unwrap_or_default());
        let same = |entry: &Entry, others: &[Entry]| {
            let name = &attribute(entry)?.name.text;
            others
                .iter()
                .filter_map(attribute)
                .find(|other| other.name.text == *name)
                .map(|other| other.value.clone())
        };
        let mut lines = Vec::new();
        for entry in &one {
            lines.push(match attribute(entry) {
                Some(then) => {
                    self.choosing(condition, entry, Some(&then.value), same(entry, &other).as_ref())
                }
                None => self.with_clause(entry, &Wrap::If(condition)),
            });
        }
        for entry in other.iter().filter(|entry| same(entry, &one).is_none()) {
            lines.push(match attribute(entry) {
                Some(otherwise) => self.choosing(condition, entry, None, Some(&otherwise.value)),
                None => self.with_clause(entry, &Wrap::Else(condition)),
            });
        }
        self.tell(found, whole, lines)
    }

    /// `for x in xs { … }`, which is read in two parts.
    fn looped_lines(
        &mut self,
        one: &Sentence,
        entry: &Entry,
        over: Option<(&Sentence, &Entry)>,
    ) -> Vec<Entry> {
        let found = Diagnostic::new(&RULE, one.word.span, "`for` wraps no lines of a body").help(
            "the loop stands behind each block or statement, `… for x in xs { … }`; entries of a table or a map are spread, \
             `...{for k, v in m: k => v}`",
        );
        let mut variables = one.operands.iter().filter_map(name_of);
        let (Some(first), second, Some((list, over))) = (variables.next(), variables.next(), over) else {
            self.found.add(found);
            return Vec::new();
        };
        let mut lines = Vec::new();
        if let [xs] = &*list.operands {
            let repeat = For { span: entry.span.to(xs.span), first, second, over: xs.clone() };
            for entry in list.body.iter().flat_map(|body| &body.entries) {
                lines.push(self.with_clause(entry, &Wrap::For(&repeat)));
            }
        }
        self.tell(found, entry.span.to(over.span), lines)
    }

    /// `{ k: v for k in ks }`, of which key and value were read as an attribute.
    fn late_loop(
        &mut self,
        made: Option<Entry>,
        one: &Sentence,
        entry: &Entry,
        over: Option<(&Sentence, &Entry)>,
    ) -> Option<Entry> {
        let made = made?;
        let value = attribute(&made)?;
        let span = made.span.to(over.map_or(entry.span, |(_, over)| over.span));
        let message = "what is made stands behind its `for`";
        let mut variables = one.operands.iter().filter_map(name_of);
        let (Some(first), second, Some((Sentence { operands, clauses, .. }, over))) =
            (variables.next(), variables.next(), over)
        else {
            self.found.error_help(span, message, "write `{for k, v in map: k => v}`");
            return None;
        };
        let xs = operands.first()?;
        let key = Expr { span: value.name.span, kind: ExprKind::Path(value.name.text.clone()) };
        let head = self.between(entry.span.start, over.span.end);
        let new = format!("{head}: {} => {}", value.name.text, self.written(&value.value));
        let found = Diagnostic::new(&RULE, span, message);
        self.found.add(match self.holds_notes(span) {
            true => found.help(format!("write `{{{new}}}`")),
            false => found.fix(format!("change to `{new}`"), span, new),
        });
        let kind = ExprKind::MapFor(Box::new(Comprehension {
            repeat: For { span: entry.span.to(xs.span), first, second, over: xs.clone() },
            condition: clauses.condition.as_deref().cloned(),
            key: Some(key),
            value: value.value.clone(),
        }));
        Some(Entry { kind: EntryKind::Spread(Expr { span, kind }), span, ..made })
    }

    /// `name = a if condition`, perhaps with `else b`.
    fn chosen_value(
        &mut self,
        before: Option<&mut Entry>,
        sentence: &Sentence,
        entry: &Entry,
        other: Option<(&Sentence, &Entry)>,
    ) {
        let found = Diagnostic::new(&RULE, sentence.word.span, "a value is chosen by `if … then … else …`");
        let otherwise = other.map(|(other, _)| &*other.operands);
        let value = before.and_then(|before| match &mut before.kind {
            EntryKind::Attribute(attribute) => Some(&mut attribute.value),
            _ => None,
        });
        let (Some(value), [condition], None | Some([_])) = (value, &*sentence.operands, otherwise) else {
            self.found.add(found.help("write the condition first: `name = if condition then a else b`"));
            return;
        };
        let whole = value.span.to(other.map_or(entry.span, |(_, other)| other.span));
        let new = self.choice_text(condition, Some(value), otherwise.and_then(<[Expr]>::first));
        self.found.add(match self.holds_notes(whole) {
            true => found.help(format!("write `{new}`")),
            false => found.fix(format!("change to `{new}`"), whole, new),
        });
        *value = chosen(condition, Some(value), otherwise.and_then(<[Expr]>::first));
    }

    /// Adds the finding, with its fix if each line is known.
    fn tell(&mut self, found: Diagnostic, whole: Span, lines: Vec<Line>) -> Vec<Entry> {
        let (entries, texts): (Vec<Option<Entry>>, Vec<Option<String>>) = lines.into_iter().unzip();
        let before = self.between(self.base, whole.start);
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        let indent = format!("\n{}", " ".repeat(column));
        self.found.add(match texts.into_iter().collect::<Option<Vec<String>>>() {
            Some(texts) if !texts.is_empty() && !self.holds_notes(whole) => {
                let title = format!("change to `{}`", first_line(&texts.join("\n")));
                found.fix(title, whole, texts.join(&indent))
            }
            _ => found,
        });
        entries.into_iter().flatten().collect()
    }

    /// An attribute whose value depends on a condition.
    fn choosing(
        &self,
        condition: &Expr,
        entry: &Entry,
        then: Option<&Expr>,
        otherwise: Option<&Expr>,
    ) -> Line {
        let mut line = entry.clone();
        let mut text = None;
        if let EntryKind::Attribute(attribute) = &mut line.kind {
            let name = self.between(entry.span.start, attribute.value.span.start);
            let is_written = [then, otherwise].into_iter().flatten().all(is_written);
            text = is_written.then(|| format!("{name}{}", self.choice_text(condition, then, otherwise)));
            attribute.value = chosen(condition, then, otherwise);
        }
        (Some(line), text)
    }

    fn choice_text(&self, condition: &Expr, then: Option<&Expr>, otherwise: Option<&Expr>) -> String {
        let [then, otherwise] =
            [then, otherwise].map(|value| value.map_or("none", |value| self.written(value)));
        format!("if {} then {then} else {otherwise}", self.written(condition))
    }

    /// A sentence with what it was wrapped in; how it is written is not known where it has a clause like that.
    fn with_clause(&self, entry: &Entry, wrap: &Wrap<'_>) -> Line {
        let mut line = entry.clone();
        let EntryKind::Sentence(sentence) = &mut line.kind else { return (None, None) };
        let clause = match wrap {
            Wrap::If(condition) => format!("if {}", self.written(condition)),
            Wrap::Else(condition) if matches!(condition.kind, ExprKind::Path(_)) => {
                format!("if !{}", self.written(condition))
            }
            Wrap::Else(condition) => format!("if !({})", self.written(condition)),
            Wrap::For(repeat) => self.written_at(repeat.span).to_owned(),
        };
        // What an inner wrap gave it is not written there.
        let inside = |span: Span| entry.span.start <= span.start && span.end <= entry.span.end;
        let is_free = sentence.clauses.condition.is_none()
            && match (&sentence.clauses.repeat, wrap) {
                (None, _) => true,
                (Some(_), Wrap::For(_)) => false,
                (Some(repeat), _) => inside(repeat.span),
            };
        let text = is_free.then(|| self.with_text(entry, sentence, &clause));
        let clauses = &mut sentence.clauses;
        let condition = match wrap {
            Wrap::If(condition) => (*condition).clone(),
            Wrap::Else(condition) => negated(condition),
            Wrap::For(repeat) => {
                clauses.repeat.get_or_insert_with(|| Box::new((*repeat).clone()));
                return (Some(line), text);
            }
        };
        clauses.condition = Some(Box::new(match clauses.condition.take() {
            Some(own) => both(condition, *own),
            None => condition,
        }));
        (Some(line), text)
    }

    /// A sentence as it is written, with a clause before its braces.
    fn with_text(&self, entry: &Entry, sentence: &Sentence, clause: &str) -> String {
        let body =
            sentence.body.as_ref().and_then(|body| body.span).map_or(entry.span.end, |body| body.start);
        let (head, body) = (self.between(entry.span.start, body), self.between(body, entry.span.end));
        format!("{} {clause} {body}", head.trim_end()).trim_end().to_owned()
    }
}

/// Whether a value is as it is written, and was not made of a wrap.
fn is_written(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::If(all) => {
            let inner = all.condition.span;
            value.span.start <= inner.start && inner.end <= value.span.end
        }
        _ => true,
    }
}

/// A name that stands alone.
fn name_of(operand: &Expr) -> Option<Ident> {
    match &operand.kind {
        ExprKind::Path(name) if !name.contains('.') => Some(Ident { text: name.clone(), span: operand.span }),
        _ => None,
    }
}

/// A value that depends on a condition; `none` where there is none.
fn chosen(condition: &Expr, then: Option<&Expr>, otherwise: Option<&Expr>) -> Expr {
    let span = then.or(otherwise).map_or(condition.span, |value| value.span);
    let part = |value: Option<&Expr>| value.cloned().unwrap_or(Expr { span, kind: ExprKind::None });
    let all = Conditional { condition: condition.clone(), then: part(then), otherwise: part(otherwise) };
    Expr { span, kind: ExprKind::If(Box::new(all)) }
}

fn negated(condition: &Expr) -> Expr {
    Expr { span: condition.span, kind: ExprKind::Unary(UnaryOp::Not, Box::new(condition.clone())) }
}

fn both(one: Expr, other: Expr) -> Expr {
    Expr { span: one.span, kind: ExprKind::Binary(BinaryOp::And, Box::new(one), Box::new(other)) }
}
