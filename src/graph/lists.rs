//! Many short lists in one piece.

/// For each of some numbers a list, one behind the other: far less room and far fewer requests for it than a list each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists<T> {
    // INVARIANT: ascends from 0 to as many as there are in `all`; one more than there are lists, or none at all.
    starts: Vec<usize>,
    all: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), all: Vec::new() }
    }
}

impl<T: Copy> Lists<T> {
    /// That many lists, each of what is paired with its number, in the order of the pairs; others are left out.
    #[must_use]
    pub fn of(lists: usize, pairs: &[(usize, T)]) -> Self {
        let Some((_, any)) = pairs.first() else {
            return Self { starts: vec![0; lists + 1], all: Vec::new() };
        };
        let mut starts = vec![0; lists + 1];
        for (list, _) in pairs.iter().filter(|(list, _)| *list < lists) {
            starts.get_mut(list + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut all = vec![*any; sum];
        let mut next = starts.clone();
        for (list, one) in pairs.iter().filter(|(list, _)| *list < lists) {
            let Some(at) = next.get_mut(*list) else { continue };
            all.get_mut(*at).into_iter().for_each(|place| *place = *one);
            *at += 1;
        }
        Self { starts, all }
    }

    /// What is in a list.
    #[must_use]
    pub fn get(&self, list: usize) -> &[T] {
        let ends = self.starts.get(list).zip(self.starts.get(list + 1));
        ends.and_then(|(from, to)| self.all.get(*from..*to)).unwrap_or_default()
    }

    /// Changes the lists, one after the other; none may become longer.
    pub fn tidy(&mut self, with: impl Fn(usize, &mut Vec<T>)) {
        let mut one = Vec::new();
        let mut kept = 0;
        for list in 0..self.starts.len().saturating_sub(1) {
            one.clear();
            one.extend_from_slice(self.get(list));
            with(list, &mut one);
            self.starts.get_mut(list).into_iter().for_each(|start| *start = kept);
            for item in &one {
                self.all.get_mut(kept).into_iter().for_each(|place| *place = *item);
                kept += 1;
            }
        }
        self.starts.last_mut().into_iter().for_each(|end| *end = kept);
        self.all.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::Lists;

    #[test]
    fn each_list_has_its_own_in_the_order_of_the_pairs() {
        let mut lists = Lists::of(4, &[(2, 'b'), (0, 'x'), (2, 'a'), (9, 'z'), (2, 'b')]);
        assert_eq!(
            [0, 1, 2, 3, 4].map(|at| lists.get(at).iter().collect::<String>()),
            ["x", "", "bab", "", ""]
        );
        lists.tidy(|at, all| {
            all.sort_unstable();
            all.dedup();
            all.retain(|_| at > 0);
        });
        assert_eq!([0, 1, 2, 3].map(|at| lists.get(at).iter().collect::<String>()), ["", "", "ab", ""]);
    }

    #[test]
    fn there_may_be_nothing_in_any() {
        assert_eq!(Lists::<u8>::of(3, &[]).get(1), &[0; 0]);
        assert_eq!(Lists::of(1, &[(1, 'a')]).get(0), &[' '; 0]);
        assert_eq!(Lists::<u8>::default().get(0), &[0; 0]);
    }
}
