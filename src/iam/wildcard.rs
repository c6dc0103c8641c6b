//! Texts in which `*` stands for any rest and `?` for one character.

use std::collections::BTreeSet;

/// What stands for something else.
const WILD: [char; 2] = ['*', '?'];

/// Whether upper and lower case are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// They are, as in ARNs.
    Sensitive,
    /// They are not, as in actions.
    Insensitive,
}

/// Whether a pattern matches a text. Takes at most the product of the two lengths.
#[must_use]
pub fn matches(case: Case, pattern: &str, text: &str) -> bool {
    meets(case, pattern, text, Marks::AsTheyAre)
}

/// What a `?` of a text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    /// A character like any other.
    AsTheyAre,
    /// Some character.
    Anything,
}

/// Whether a pattern can be laid on a text so that each place of it but stars takes the character under it.
fn meets(case: Case, pattern: &str, text: &str, marks: Marks) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where the last `*` stood, and how far it reaches. Only the last one ever needs to reach farther.
    let mut retry: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            // The last star takes all that is left.
            Some(b'*') if p + 1 == pattern.len() => return true,
            Some(b'*') => {
                p += 1;
                retry = Some((p, t));
            }
            Some(unit) if *c == b'?' && marks == Marks::Anything => {
                p += width(*unit);
                t += 1;
            }
            Some(b'?') => {
                p += 1;
                t += width(*c);
            }
            Some(unit) if unit == c || case == Case::Insensitive && unit.eq_ignore_ascii_case(c) => {
                p += 1;
                t += 1;
            }
            _ => {
                let Some((after, reached)) = retry else { return false };
                p = after;
                t = reached + text.get(reached).map_or(1, |first| width(*first));
                // What the star reaches over cannot begin with what follows the star.
                if let Some(unit) = pattern.get(p).filter(|unit| !matches!(unit, b'*' | b'?')) {
                    let begins = |c: &u8| {
                        c == unit
                            || *c == b'?' && marks == Marks::Anything
                            || case == Case::Insensitive && unit.eq_ignore_ascii_case(c)
                    };
                    let rest = text.get(t..).unwrap_or_default();
                    t += rest.iter().position(begins).unwrap_or(rest.len());
                }
                retry = Some((after, t));
            }
        }
    }
    pattern.iter().skip(p).all(|unit| *unit == b'*')
}

/// How many bytes a character has that begins with this one.
const fn width(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xff => 4,
    }
}

/// Whether every text that `narrow` matches is matched by `wide` too. Exact; takes at most the product of the lengths.
///
/// A literal of `wide` can only rest on the same literal of `narrow`, for `narrow` also stands for texts whose
/// wildcards are characters that `wide` does not name. So `wide` is cut at its stars into pieces that begin and end
/// with a literal, with a least distance between neighbours, and each piece is laid on the leftmost place of `narrow`
/// where it fits without lying across a star. Where that fails, some text is missed: the one in which the stars of
/// `narrow` within a least distance stand for nothing, and the others for a long run of such a character.
#[must_use]
pub fn covers(case: Case, wide: &str, narrow: &str) -> bool {
    if wide == narrow {
        return true;
    }
    match beginning(case, wide, narrow) {
        Beginning::Differs => return false,
        Beginning::Whole => return true,
        Beginning::Wildcard("*") => return true,
        Beginning::Wildcard(_) if !narrow.contains(WILD) => return matches(case, wide, narrow),
        Beginning::Wildcard(_) => {}
    }
    // What may go on as it likes is taken if what it begins with is, by a pattern that may go on, too.
    if let Some(begins) = narrow.strip_suffix('*').filter(|begins| !begins.contains(WILD))
        && wide.ends_with('*')
    {
        return matches(case, wide, begins);
    }
    let narrow = units(narrow);
    let (first, rest) = pieces(&units(wide));
    if !fits(case, &first, &narrow, 0) {
        return false;
    }
    let Some(((gap, last), middle)) = rest.split_last() else {
        return first.len() == narrow.len();
    };
    let mut at = first.len();
    for (gap, piece) in middle {
        let Some(from) = skip(&narrow, at, *gap) else { return false };
        let place = (from..narrow.len()).find(|place| fits(case, piece, &narrow, *place));
        let Some(place) = place else { return false };
        at = place + piece.len();
    }
    let Some(start) = narrow.len().checked_sub(last.len()) else { return false };
    let room = skip(&narrow, at, *gap).is_some_and(|earliest| earliest <= start);
    room && fits(case, last, &narrow, start)
}

/// Whether some text is matched by all of these patterns. Exact; takes little more than the sum of the lengths of patterns
/// with stars, the product of those of two, and at most the product of all.
///
/// Where all have stars, only what stands before the first and after the last star of each can be at odds: between them
/// there is room for the middle of one after that of another.
#[must_use]
pub fn overlap(case: Case, patterns: &[&str]) -> bool {
    let has_star = |pattern: &&str| pattern.as_bytes().contains(&b'*');
    match patterns {
        [one, other] => match (has_star(one), has_star(other)) {
            (true, true) => agree(case, one, other),
            (true, false) => meets(case, one, other, Marks::Anything),
            (false, _) => meets(case, other, one, Marks::Anything),
        },
        _ if patterns.iter().all(has_star) => pairs(patterns).all(|(one, other)| agree(case, one, other)),
        _ => shortest_common(case, patterns).is_some(),
    }
}

/// Each with each of those after it.
fn pairs<'p>(patterns: &'p [&'p str]) -> impl Iterator<Item = (&'p str, &'p str)> {
    let after =
        |(at, one): (usize, &'p &'p str)| patterns.iter().skip(at + 1).map(move |other| (*one, *other));
    patterns.iter().enumerate().flat_map(after)
}

/// Whether two patterns want the same characters from either end until one of them comes to a star.
fn agree(case: Case, one: &str, other: &str) -> bool {
    let begins = alike(case, one.bytes().zip(other.bytes()))
        .unwrap_or_else(|| agree_within(case, one.chars().zip(other.chars())));
    let ends = || {
        alike(case, one.bytes().rev().zip(other.bytes().rev()))
            .unwrap_or_else(|| agree_within(case, one.chars().rev().zip(other.chars().rev())))
    };
    begins && ends()
}

/// Whether two patterns want the same bytes until one of them comes to a star; `None` where one comes to a `?` before, which
/// takes all bytes of a character.
fn alike(case: Case, both: impl Iterator<Item = (u8, u8)>) -> Option<bool> {
    for (one, other) in both {
        match (one, other) {
            (b'*', _) | (_, b'*') => return Some(true),
            (b'?', _) | (_, b'?') => return None,
            _ if one == other || case == Case::Insensitive && one.eq_ignore_ascii_case(&other) => {}
            _ => return Some(false),
        }
    }
    Some(true)
}

/// The same, character by character.
fn agree_within(case: Case, both: impl Iterator<Item = (char, char)>) -> bool {
    let both = both.take_while(|(one, other)| *one != '*' && *other != '*');
    both.into_iter().all(|(one, other)| one == '?' || other == '?' || same(case, one, other))
}

/// A text that all of these patterns match, if there is one. Where it may, it has an `x` for what any of them leaves
/// open; else it is as short as can be.
#[must_use]
pub fn common(case: Case, patterns: &[&str]) -> Option<String> {
    let longest =
        |texts: &mut dyn Iterator<Item = &str>| texts.max_by_key(|text| text.len()).map(str::to_owned);
    let head = longest(&mut patterns.iter().map(|pattern| literal_head(pattern)))?;
    let tail = longest(&mut patterns.iter().map(|pattern| literal_tail(pattern)))?;
    let likely = format!("{head}x{tail}");
    if patterns.iter().all(|pattern| matches(case, pattern, &likely)) {
        return Some(likely);
    }
    shortest_common(case, patterns)
}

/// Breadth first over the places in all patterns at once.
fn shortest_common(case: Case, patterns: &[&str]) -> Option<String> {
    let patterns: Vec<Vec<Unit>> = patterns.iter().map(|pattern| units(pattern)).collect();
    let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut level = vec![(vec![0; patterns.len()], String::new())];
    while !level.is_empty() {
        let mut longer = Vec::new();
        while let Some((places, text)) = level.pop() {
            let here: Vec<Option<Unit>> =
                patterns.iter().zip(&places).map(|(units, at)| units.get(*at).copied()).collect();
            if here.iter().all(Option::is_none) {
                return Some(text);
            }
            if !seen.insert(places.clone()) {
                continue;
            }
            for (at, _) in here.iter().enumerate().filter(|(_, unit)| **unit == Some(Unit::Any)) {
                level.push((advanced(&places, |other| other == at), text.clone()));
            }
            if let Some(moves) = common_step(case, &here) {
                let letter = here.iter().find_map(|unit| match unit {
                    Some(Unit::Char(c)) => Some(*c),
                    _ => None,
                });
                let text = format!("{text}{}", letter.unwrap_or('x'));
                longer.push((advanced(&places, |at| moves.get(at) == Some(&true)), text));
            }
        }
        level = longer;
    }
    None
}

/// What a look at the literals before the first wildcard of `wide` says.
enum Beginning<'a> {
    /// They are not those of `narrow`.
    Differs,
    /// There is no wildcard, and both are the same.
    Whole,
    /// They are; then comes this, from the wildcard on.
    Wildcard(&'a str),
}

/// Compares byte by byte up to the first wildcard of `wide`; most answers need no more.
fn beginning<'a>(case: Case, wide: &'a str, narrow: &str) -> Beginning<'a> {
    let mut rest = narrow.bytes();
    for (at, unit) in wide.bytes().enumerate() {
        if matches!(unit, b'*' | b'?') {
            return Beginning::Wildcard(wide.get(at..).unwrap_or_default());
        }
        let same = rest.next().is_some_and(|byte| match case {
            Case::Sensitive => byte == unit,
            Case::Insensitive => byte.eq_ignore_ascii_case(&unit),
        });
        if !same {
            return Beginning::Differs;
        }
    }
    if rest.len() == 0 { Beginning::Whole } else { Beginning::Differs }
}

/// What stands before the first wildcard; most answers need no more.
fn literal_head(pattern: &str) -> &str {
    let wild = pattern.find(['*', '?']).unwrap_or(pattern.len());
    pattern.get(..wild).unwrap_or(pattern)
}

/// What stands behind the last wildcard; nothing if there is none.
fn literal_tail(pattern: &str) -> &str {
    let wild = pattern.rfind(['*', '?']).map_or(pattern.len(), |at| at + 1);
    pattern.get(wild..).unwrap_or_default()
}

/// One place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// `*`
    Any,
    /// `?`
    One,
    /// A character of its own.
    Char(char),
}

impl Unit {
    /// Whether a place that is no star takes that place of a text or narrower pattern.
    fn takes(self, case: Case, other: Self) -> bool {
        match (self, other) {
            (_, Self::Any) | (Self::Any, _) | (Self::Char(_), Self::One) => false,
            (Self::One, _) => true,
            (Self::Char(a), Self::Char(b)) => same(case, a, b),
        }
    }
}

fn same(case: Case, a: char, b: char) -> bool {
    match case {
        Case::Sensitive => a == b,
        Case::Insensitive => a.eq_ignore_ascii_case(&b),
    }
}

fn units(pattern: &str) -> Vec<Unit> {
    let unit = |c| match c {
        '*' => Unit::Any,
        '?' => Unit::One,
        c => Unit::Char(c),
    };
    pattern.chars().map(unit).collect()
}

/// A piece with the least number of characters between it and the piece before.
type Spaced = (usize, Vec<Unit>);

/// Cuts a pattern at its stars. A `?` beside a star is counted into the distance, so that pieces inside begin and end
/// with a literal; a pattern without a star is one piece.
fn pieces(pattern: &[Unit]) -> (Vec<Unit>, Vec<Spaced>) {
    let mut parts = pattern.split(|unit| *unit == Unit::Any);
    let mut first: Vec<Unit> = parts.next().unwrap_or_default().to_vec();
    let mut rest: Vec<Spaced> = Vec::new();
    if pattern.contains(&Unit::Any) {
        let mut gap = trim_end(&mut first);
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            let literal = part.iter().position(|unit| *unit != Unit::One).unwrap_or(part.len());
            let mut piece = part.get(literal..).unwrap_or_default().to_vec();
            gap += literal;
            let is_last = parts.peek().is_none();
            if piece.is_empty() && !is_last {
                continue;
            }
            let after = if is_last { 0 } else { trim_end(&mut piece) };
            rest.push((gap, piece));
            gap = after;
        }
    }
    (first, rest)
}

/// Takes off the `?` at the end and counts them.
fn trim_end(piece: &mut Vec<Unit>) -> usize {
    let kept = piece.iter().rposition(|unit| *unit != Unit::One).map_or(0, |last| last + 1);
    let cut = piece.len() - kept;
    piece.truncate(kept);
    cut
}

/// Whether a piece lies on `narrow` at that place, across no star.
fn fits(case: Case, piece: &[Unit], narrow: &[Unit], at: usize) -> bool {
    let under = narrow.get(at..).and_then(|rest| rest.get(..piece.len()));
    under.is_some_and(|under| piece.iter().zip(under).all(|(unit, other)| unit.takes(case, *other)))
}

/// The place after `least` characters that must be there; stars may stand for none. `None` if there are fewer.
fn skip(narrow: &[Unit], at: usize, least: usize) -> Option<usize> {
    let mut left = least;
    let mut place = at;
    while left > 0 {
        if *narrow.get(place)? != Unit::Any {
            left -= 1;
        }
        place += 1;
    }
    Some(place)
}

fn advanced(places: &[usize], moves: impl Fn(usize) -> bool) -> Vec<usize> {
    places.iter().enumerate().map(|(at, place)| place + usize::from(moves(at))).collect()
}

/// Which patterns move on when one more character is read that all of them take; `None` if there is none.
fn common_step(case: Case, here: &[Option<Unit>]) -> Option<Vec<bool>> {
    let mut wanted: Option<char> = None;
    let mut moves = Vec::with_capacity(here.len());
    for unit in here {
        match (*unit)? {
            Unit::Any => moves.push(false),
            Unit::One => moves.push(true),
            Unit::Char(c) if wanted.is_none_or(|wanted| same(case, wanted, c)) => {
                wanted = Some(c);
                moves.push(true);
            }
            Unit::Char(_) => return None,
        }
    }
    Some(moves)
}

#[cfg(test)]
mod tests;
