//! ARNs by number: of all that says who may do what, and of what it is said.

use rustc_hash::FxHashSet;

use crate::model::Index;

/// Each ARN once, whichever side speaks of it. What is known of it is kept in lists under its number.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    texts: Vec<&'a str>,
    index: Index,
    services: FxHashSet<&'a str>,
}

impl<'a> Names<'a> {
    pub(super) fn with_capacity(names: usize) -> Self {
        Self { index: Index::with_capacity(names), ..Self::default() }
    }

    /// The number of an ARN, which has one from now on.
    pub(super) fn number(&mut self, arn: &'a str) -> usize {
        let hash = Index::hash(arn);
        if let Some(known) = self.index.find(hash, |at| self.is_at(at, arn)) {
            return known;
        }
        let number = self.texts.len();
        self.index.insert(hash, number);
        self.texts.push(arn);
        self.services.insert(service(arn));
        number
    }

    /// The number of an ARN, if it has one.
    pub(super) fn find(&self, arn: &str) -> Option<usize> {
        self.index.find(Index::hash(arn), |at| self.is_at(at, arn))
    }

    /// Whether an ARN has that number; mostly it is the very same text.
    fn is_at(&self, number: usize, arn: &str) -> bool {
        self.texts.get(number).is_some_and(|known| std::ptr::eq(*known, arn) || *known == arn)
    }

    /// The ARN of that number.
    pub(super) fn text(&self, number: usize) -> &'a str {
        self.texts.get(number).copied().unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether any of them may be of the service of this one.
    pub(super) fn has_service_of(&self, arn: &str) -> bool {
        self.services.contains(service(arn))
    }

    /// Puts numbers in the order of their ARNs, each once. ARNs of one sort are alike for long, so that what follows is
    /// compared before all of them.
    pub(super) fn sort(&self, numbers: &mut Vec<usize>) {
        let Some((first, rest)) = numbers.split_first().filter(|(_, rest)| !rest.is_empty()) else { return };
        let first = self.text(*first);
        let alike = rest.iter().fold(first.len(), |alike, number| {
            let mut both = first.bytes().zip(self.text(*number).bytes()).take(alike);
            both.position(|(one, other)| one != other).unwrap_or(alike.min(self.text(*number).len()))
        });
        numbers.sort_by_cached_key(|number| {
            let text = self.text(*number);
            let mut next = [0; 16];
            let rest = text.as_bytes().get(alike..).unwrap_or_default();
            next.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
            (u128::from_be_bytes(next), text)
        });
        numbers.dedup();
    }
}

/// The service of an ARN, which is that of each ARN that it begins with.
pub(super) fn service(arn: &str) -> &str {
    let mut ends = arn.bytes().enumerate().filter(|(_, byte)| *byte == b':').map(|(at, _)| at);
    let Some(begin) = ends.nth(1) else { return "" };
    arn.get(begin + 1..ends.next().unwrap_or(arn.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn numbers_stand_in_the_order_of_their_arns_and_each_once() {
        let texts = [
            "arn:f:b",
            "arn:f:b:a-long-name-of-a-part/2",
            "arn:f",
            "arn:f:b:a-long-name-of-a-part/1",
            "arn:e",
        ];
        let mut names = Names::default();
        let mut numbers: Vec<usize> = texts.iter().chain(&texts).map(|text| names.number(text)).collect();
        names.sort(&mut numbers);
        let mut sorted = texts;
        sorted.sort_unstable();
        assert_eq!(numbers.iter().map(|number| names.text(*number)).collect::<Vec<_>>(), sorted);
        assert_eq!(names.find("arn:f:b").map(|number| names.text(number)), Some("arn:f:b"));
        assert_eq!(names.find("arn:f:"), None);
    }
}
