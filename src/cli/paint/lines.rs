//! How two texts of several lines differ, line by line.

/// One line of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row<'a> {
    /// In both.
    Same(&'a str),
    /// Only in the old one.
    Old(&'a str),
    /// Only in the new one.
    New(&'a str),
    /// So many lines that are in both, and far from any that is not.
    Skipped(usize),
}

/// Beyond so many pairs of lines, what lies between the common beginning and end is not compared further.
const MOST_PAIRS: usize = 1_000_000;

/// The difference, with one line that is in both on either side of what is not.
pub(super) fn difference<'a>(old: &'a str, new: &'a str) -> Vec<Row<'a>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (tail(&old, start), tail(&new, start));
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let old_core = old_rest.get(..old_rest.len() - end).unwrap_or_default();
    let new_core = new_rest.get(..new_rest.len() - end).unwrap_or_default();
    let mut rows: Vec<Row<'a>> = old.iter().take(start).map(|line| Row::Same(line)).collect();
    rows.extend(core(old_core, new_core));
    rows.extend(tail(old_rest, old_core.len()).iter().map(|line| Row::Same(line)));
    skip_far(&rows)
}

fn tail<'b, 'a>(lines: &'b [&'a str], from: usize) -> &'b [&'a str] {
    lines.get(from..).unwrap_or_default()
}

/// The longest common lines stay, by the usual table.
fn core<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Row<'a>> {
    if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        let gone = old.iter().map(|line| Row::Old(line));
        return gone.chain(new.iter().map(|line| Row::New(line))).collect();
    }
    let wide = new.len() + 1;
    let mut common = vec![0_u32; (old.len() + 1) * wide];
    let at = |common: &[u32], a: usize, b: usize| common.get(a * wide + b).copied().unwrap_or(0);
    for (a, one) in old.iter().enumerate().rev() {
        for (b, other) in new.iter().enumerate().rev() {
            let length = if one == other {
                at(&common, a + 1, b + 1) + 1
            } else {
                at(&common, a + 1, b).max(at(&common, a, b + 1))
            };
            if let Some(cell) = common.get_mut(a * wide + b) {
                *cell = length;
            }
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut rows = Vec::new();
    loop {
        match (old.get(a), new.get(b)) {
            (Some(one), Some(other)) if one == other => {
                rows.push(Row::Same(one));
                (a, b) = (a + 1, b + 1);
            }
            (Some(one), other) if other.is_none() || at(&common, a + 1, b) >= at(&common, a, b + 1) => {
                rows.push(Row::Old(one));
                a += 1;
            }
            (_, Some(other)) => {
                rows.push(Row::New(other));
                b += 1;
            }
            (_, None) => return rows,
        }
    }
}

fn skip_far<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let same =
        |at: Option<usize>| at.and_then(|at| rows.get(at)).is_none_or(|row| matches!(row, Row::Same(_)));
    let mut kept = Vec::new();
    let mut skipped = 0;
    for (at, row) in rows.iter().enumerate() {
        if same(Some(at)) && same(at.checked_sub(1)) && same(Some(at + 1)) {
            skipped += 1;
            continue;
        }
        if skipped > 0 {
            kept.push(Row::Skipped(skipped));
            skipped = 0;
        }
        kept.push(*row);
    }
    if skipped > 0 {
        kept.push(Row::Skipped(skipped));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_changed_line_is_shown_between_its_neighbours() {
        let rows = difference("a\nb\nc\nd\ne\n", "a\nb\nX\nd\ne\n");
        let wanted =
            [Row::Skipped(1), Row::Same("b"), Row::Old("c"), Row::New("X"), Row::Same("d"), Row::Skipped(1)];
        assert_eq!(rows, wanted);
    }

    #[test]
    fn what_comes_and_goes_is_told_apart() {
        assert_eq!(difference("a\nb", "b\nc"), [Row::Old("a"), Row::Same("b"), Row::New("c")]);
        assert_eq!(difference("", "a"), [Row::New("a")]);
        assert_eq!(difference("a", ""), [Row::Old("a")]);
    }
}
