//! Addresses that change: what `moved a -> b` makes of the address of a thing and of everything named after it.

use super::Address;
use super::address::bare;
use crate::base::Span;

/// `moved from -> to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// What it was called: a resource, an instance, a loop or a module.
    pub from: Address,
    /// What it is called now.
    pub to: Address,
    /// The whole line.
    pub span: Span,
}

/// Where an address leads after all these moves, one after the other; `None` if none of them concerns it.
///
/// The most exact move goes first, and each goes once: lines that stay in the text after they were done do nothing.
#[must_use]
pub fn destination(moves: &[Move], address: &Address) -> Option<Address> {
    let mut open: Vec<&Move> = moves.iter().collect();
    let mut reached: Option<Address> = None;
    loop {
        let from = reached.as_ref().unwrap_or(address);
        let next = open
            .iter()
            .enumerate()
            .filter_map(|(at, one)| Some((at, one.from.as_str().len(), one.applied(from)?)))
            .max_by_key(|(at, length, _)| (*length, std::cmp::Reverse(*at)));
        let Some((at, _, to)) = next else { return reached };
        open.remove(at);
        reached = Some(to);
    }
}

impl Move {
    /// What an address becomes by this move alone; `None` if it stays.
    ///
    /// Parts move with their owner, a flow with either of its ends, and what stands between the ends with the flow.
    #[must_use]
    pub fn applied(&self, address: &Address) -> Option<Address> {
        self.text(address.as_str()).map(|text| Address(text.into()))
    }

    fn text(&self, text: &str) -> Option<String> {
        if let Some(rest) = text.strip_prefix('(') {
            let end = bare(rest).find(|(_, c)| *c == ')')?.0;
            let (line, part) = rest.split_at_checked(end)?;
            return Some(format!("({}{part}", self.text(line)?));
        }
        let blank = bare(text).find(|(_, c)| *c == ' ').map(|(at, _)| at);
        let Some((source, rest)) = blank.and_then(|at| text.split_at_checked(at)) else {
            return self.plain(text);
        };
        let arrow = bare(rest).filter(|(_, c)| *c == '>').last()?.0;
        let (between, target) = rest.split_at_checked(arrow + 2)?;
        let (moved_source, moved_target) = (self.plain(source), self.plain(target));
        if moved_source.is_none() && moved_target.is_none() {
            return None;
        }
        let source = moved_source.unwrap_or_else(|| source.to_owned());
        let target = moved_target.unwrap_or_else(|| target.to_owned());
        Some(format!("{source}{between}{target}"))
    }

    /// The address of a resource or of a part of one.
    fn plain(&self, text: &str) -> Option<String> {
        let (from, to) = (self.from.as_str(), self.to.as_str());
        let rest = below(text, from)?;
        // What goes into a loop, or deeper into modules, still begins with what it was called.
        let inwards = below(to, from).is_some();
        if inwards && (below(text, to).is_some() || rest.starts_with('[')) {
            return None;
        }
        Some(format!("{to}{rest}"))
    }
}

/// Whether an address is that of a thing, of an instance of it, or of something within it.
#[must_use]
pub fn is_within(address: &Address, of: &Address) -> bool {
    below(address.as_str(), of.as_str()).is_some()
}

/// What follows an address in another one that begins with it.
fn below<'a>(text: &'a str, above: &str) -> Option<&'a str> {
    text.strip_prefix(above).filter(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;

    fn line(text: &str) -> Move {
        let (from, to) = text.rsplit_once(" -> ").unwrap();
        Move { from: from.into(), to: to.into(), span: Span::new(FileId(0), 0, 0) }
    }

    fn after(moves: &[&str], address: &str) -> String {
        let moves: Vec<Move> = moves.iter().map(|text| line(text)).collect();
        destination(&moves, &address.into()).map_or_else(|| "stays".to_owned(), |to| to.to_string())
    }

    #[test]
    fn parts_and_flows_move_with_their_owner() {
        let rename = ["function.resize -> function.shrink"];
        assert_eq!(after(&rename, "function.resize"), "function.shrink");
        assert_eq!(after(&rename, "function.resize.log_group"), "function.shrink.log_group");
        assert_eq!(after(&rename, "function.resizer"), "stays");
        assert_eq!(after(&rename, "bucket.resize"), "stays");
        assert_eq!(
            after(&rename, "bucket.a created under \"-> function.resize\" -> function.resize"),
            "bucket.a created under \"-> function.resize\" -> function.shrink"
        );
        assert_eq!(
            after(&rename, "(api.a \"GET /x)\" -> function.resize).permission"),
            "(api.a \"GET /x)\" -> function.shrink).permission"
        );
        assert_eq!(after(&["queue.q -> queue.r"], "queue.q -> function.f"), "queue.r -> function.f");
    }

    #[test]
    fn a_move_leads_into_out_of_and_within_loops() {
        let into = ["bucket.x -> bucket.x[\"k\"]"];
        assert_eq!(after(&into, "bucket.x"), "bucket.x[\"k\"]");
        assert_eq!(after(&into, "bucket.x.part"), "bucket.x[\"k\"].part");
        assert_eq!(after(&into, "bucket.x[\"k\"]"), "stays");
        assert_eq!(after(&into, "bucket.x[\"j\"]"), "stays");
        assert_eq!(after(&["bucket.x[\"k\"] -> bucket.x"], "bucket.x[\"k\"].part"), "bucket.x.part");
        assert_eq!(after(&["bucket.x[3] -> bucket.x[\"c\"]"], "bucket.x[3]"), "bucket.x[\"c\"]");
        assert_eq!(after(&["bucket.x[3] -> bucket.x[\"c\"]"], "bucket.x[30]"), "stays");
        assert_eq!(after(&["bucket.x -> bucket.y"], "bucket.x[\"k\"]"), "bucket.y[\"k\"]");
    }

    #[test]
    fn a_move_leads_into_out_of_and_between_modules() {
        let into = ["bucket.files -> module.site[\"acme\"].bucket.files"];
        assert_eq!(after(&into, "bucket.files"), "module.site[\"acme\"].bucket.files");
        assert_eq!(
            after(&into, "bucket.files created -> function.f"),
            "module.site[\"acme\"].bucket.files created -> function.f"
        );
        let whole = ["module.a -> module.b"];
        assert_eq!(after(&whole, "module.a.bucket.x"), "module.b.bucket.x");
        assert_eq!(after(&whole, "module.a[\"k\"].bucket.x"), "module.b[\"k\"].bucket.x");
        assert_eq!(
            after(&whole, "(module.a.bucket.x created -> module.a.function.f).permission"),
            "(module.b.bucket.x created -> module.b.function.f).permission"
        );
        let deeper = ["module.a -> module.a.module.b"];
        assert_eq!(after(&deeper, "module.a.bucket.x"), "module.a.module.b.bucket.x");
        assert_eq!(after(&deeper, "module.a.module.b.bucket.x"), "stays");
        let key = ["module.s[\"a b -> c\"] -> module.s[\"b\"]"];
        assert_eq!(
            after(&key, "module.s[\"a b -> c\"].bucket.x created -> function.f"),
            "module.s[\"b\"].bucket.x created -> function.f"
        );
    }

    #[test]
    fn moves_follow_each_other_and_the_most_exact_one_goes_first() {
        assert_eq!(after(&["bucket.a -> bucket.b", "bucket.b -> bucket.c"], "bucket.a"), "bucket.c");
        assert_eq!(after(&["bucket.b -> bucket.c", "bucket.a -> bucket.b"], "bucket.a"), "bucket.c");
        let both = ["bucket.x -> bucket.y", "bucket.x[\"k\"] -> bucket.z"];
        assert_eq!(after(&both, "bucket.x[\"k\"]"), "bucket.z");
        assert_eq!(after(&both, "bucket.x[\"j\"]"), "bucket.y[\"j\"]");
        assert_eq!(after(&["bucket.a -> bucket.b", "bucket.b -> bucket.a"], "bucket.a"), "bucket.a");
    }

    #[test]
    fn both_ends_of_a_flow_may_move() {
        let both = ["bucket.a -> bucket.b", "function.f -> function.g"];
        assert_eq!(after(&both, "bucket.a created -> function.f"), "bucket.b created -> function.g");
    }
}
