//! Texts with wildcards as small automata.

/// How wildcards and letters are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Actions: upper and lower case are the same.
    Action,
    /// ARNs: a `*` within one of the first five fields stays in its field, unless it ends the field.
    Arn,
    /// ARNs in conditions: no `*` leaves its field.
    Fields,
    /// Any text.
    Text,
    /// Any text, in which upper and lower case are the same.
    Folded,
}

impl Reading {
    /// Whether upper and lower case are the same.
    pub(super) const fn is_folded(self) -> bool {
        matches!(self, Self::Action | Self::Folded)
    }
}

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// `*`
    Any,
    /// `*` that takes no `:`.
    Field,
    /// `?`
    One,
    /// `?` that takes no `:`.
    FieldOne,
    /// A character.
    Char(char),
}

/// A text with wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Glob {
    units: Vec<Unit>,
    folded: bool,
}

/// The places of a pattern that may come next.
pub(super) type Places = Vec<u64>;

impl Glob {
    /// A pattern of units, in which wildcards are still [`Unit::Any`] and [`Unit::One`].
    pub(super) fn new(mut units: Vec<Unit>, reading: Reading) -> Self {
        let folded = reading.is_folded();
        match reading {
            Reading::Arn | Reading::Fields => fields(&mut units, reading),
            Reading::Action | Reading::Folded => units.iter_mut().for_each(|unit| {
                if let Unit::Char(c) = unit {
                    *c = c.to_ascii_lowercase();
                }
            }),
            Reading::Text => {}
        }
        Self { units, folded }
    }

    /// Whether it matches a text.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut letters = text.chars().map(|c| if self.folded { c.to_ascii_lowercase() } else { c });
        // Most of a pattern is a literal head.
        for (at, unit) in self.units.iter().enumerate() {
            match unit {
                Unit::Char(c) if letters.next() == Some(*c) => {}
                Unit::Char(_) => return false,
                Unit::Any if at + 1 == self.units.len() => return true,
                _ => return self.runs(at, letters),
            }
        }
        letters.next().is_none()
    }

    /// Whether what is left of a text is matched from a place on.
    fn runs(&self, at: usize, letters: impl Iterator<Item = char>) -> bool {
        let mut places = self.nowhere();
        self.enter(&mut places, at);
        for letter in letters {
            places = self.step(&places, letter);
            if places.iter().all(|word| *word == 0) {
                return false;
            }
        }
        self.accepts(&places)
    }

    fn nowhere(&self) -> Places {
        vec![0; self.units.len() / 64 + 1]
    }

    /// Where it begins.
    pub(super) fn start(&self) -> Places {
        let mut places = self.nowhere();
        self.enter(&mut places, 0);
        places
    }

    /// Adds a place, and those behind stars, which may stand for nothing.
    fn enter(&self, places: &mut Places, mut at: usize) {
        loop {
            if let Some(word) = places.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
            if !matches!(self.units.get(at), Some(Unit::Any | Unit::Field)) {
                return;
            }
            at += 1;
        }
    }

    /// The units at some places, with where they stand.
    fn at<'a>(&'a self, places: &'a Places) -> impl Iterator<Item = (usize, Unit)> + 'a {
        let marked = |(at, word): (usize, &u64)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        };
        places.iter().enumerate().flat_map(marked).filter_map(|at| Some((at, *self.units.get(at)?)))
    }

    /// The places after one more letter.
    pub(super) fn step(&self, places: &Places, letter: char) -> Places {
        let letter = if self.folded { letter.to_ascii_lowercase() } else { letter };
        let mut next = self.nowhere();
        for (at, unit) in self.at(places) {
            match unit {
                Unit::Any => self.enter(&mut next, at),
                Unit::Field if letter != ':' => self.enter(&mut next, at),
                Unit::One => self.enter(&mut next, at + 1),
                Unit::FieldOne if letter != ':' => self.enter(&mut next, at + 1),
                Unit::Char(c) if c == letter => self.enter(&mut next, at + 1),
                Unit::Field | Unit::FieldOne | Unit::Char(_) => {}
            }
        }
        next
    }

    /// The characters that lead on from some places; without case, in both cases.
    pub(super) fn awaited<'a>(&'a self, places: &'a Places) -> impl Iterator<Item = char> + 'a {
        let folded = self.folded;
        let letter = |(_, unit): (usize, Unit)| if let Unit::Char(c) = unit { Some(c) } else { None };
        self.at(places)
            .filter_map(letter)
            .flat_map(move |c| [Some(c), folded.then_some(c.to_ascii_uppercase())].into_iter().flatten())
    }

    /// Whether a text may end here.
    pub(super) fn accepts(&self, places: &Places) -> bool {
        let end = self.units.len();
        places.get(end / 64).is_some_and(|word| word >> (end % 64) & 1 == 1)
    }
}

/// Keeps wildcards in their fields, as far as the reading says so.
fn fields(units: &mut [Unit], reading: Reading) {
    let mut colons = 0;
    let mut at = 0;
    while let Some(unit) = units.get(at).copied() {
        let ends = matches!(units.get(at + 1), None | Some(Unit::Char(':')));
        let stays = colons < 5 && (reading == Reading::Fields || !ends);
        if let Some(unit) = units.get_mut(at).filter(|_| stays) {
            match unit {
                Unit::Any => *unit = Unit::Field,
                Unit::One => *unit = Unit::FieldOne,
                Unit::Field | Unit::FieldOne | Unit::Char(_) => {}
            }
        }
        colons += usize::from(unit == Unit::Char(':'));
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::template::Template;
    use super::super::{Context, Version};
    use super::Reading;

    fn matches(reading: Reading, pattern: &str, text: &str) -> bool {
        Template::new(pattern, reading, Version::New).matches(text, &Context::default())
    }

    #[test]
    fn stars_of_arns_stay_in_their_fields_unless_they_end_them() {
        let arn = "arn:aws:sqs:eu-west-1:111122223333:orders:x";
        for pattern in
            ["*", "arn:aws:sqs:*", "arn:aws:sqs:*:111122223333:*", "arn:aws:sqs:eu-*-1:1*:o*x", "arn:*x"]
        {
            let expected = pattern != "arn:*x";
            assert_eq!(matches(Reading::Arn, pattern, arn), expected, "{pattern}");
        }
        assert!(!matches(Reading::Arn, "arn:aws:s*1:111122223333:orders:x", arn), "a field is left");
        assert!(!matches(Reading::Fields, "arn:aws:sqs:*", arn));
        assert!(matches(Reading::Fields, "arn:aws:sqs:*:*:*", arn));
    }

    #[test]
    fn actions_have_no_case_and_a_question_mark_is_one_letter() {
        assert!(matches(Reading::Action, "S3:get?bject*", "s3:GetObjectAcl"));
        assert!(!matches(Reading::Action, "s3:Get?Object", "s3:GetObject"));
        assert!(!matches(Reading::Text, "a*", "A"));
        assert!(matches(Reading::Folded, "a*", "AB"));
    }
}
