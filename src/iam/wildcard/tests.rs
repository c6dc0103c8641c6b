//! Patterns against the definition, and against all short texts.

use proptest::prelude::*;

use super::*;

const EXACT: Case = Case::Sensitive;

/// The definition, word for word.
fn matches_by_definition(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], _) => (0..=text.len()).any(|taken| matches_by_definition(rest, &text[taken..])),
        (['?', rest @ ..], [_, after @ ..]) => matches_by_definition(rest, after),
        ([c, rest @ ..], [d, after @ ..]) if c == d => matches_by_definition(rest, after),
        _ => false,
    }
}

/// All texts over an alphabet up to a length.
fn texts(alphabet: &[char], length: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut from = 0;
    for _ in 0..length {
        let until = all.len();
        for at in from..until {
            for c in alphabet {
                all.push(format!("{}{c}", all[at]));
            }
        }
        from = until;
    }
    all
}

/// What `narrow` stands for, each wildcard being up to seven characters that no pattern names.
fn samples(narrow: &str) -> Vec<String> {
    narrow.chars().fold(vec![String::new()], |heads, c| {
        let tails: Vec<String> = match c {
            '*' => [0, 1, 2, 3, 7].iter().map(|count| "#".repeat(*count)).collect(),
            '?' => vec!["#".into()],
            c => vec![c.into()],
        };
        heads.iter().flat_map(|head| tails.iter().map(move |tail| format!("{head}{tail}"))).collect()
    })
}

#[test]
fn every_short_pattern_covers_just_what_it_should() {
    let patterns = texts(&['a', 'b', '*', '?'], 4);
    for narrow in &patterns {
        let samples = samples(narrow);
        for wide in &patterns {
            let expected = samples.iter().all(|sample| matches(EXACT, wide, sample));
            assert_eq!(covers(EXACT, wide, narrow), expected, "`{wide}` over `{narrow}`");
        }
    }
}

#[test]
fn every_short_pair_overlaps_just_when_a_text_is_in_both() {
    let patterns = texts(&['a', 'b', '*', '?'], 3);
    let all = texts(&['a', 'b'], 6);
    for left in &patterns {
        let mine: Vec<&String> = all.iter().filter(|text| matches(EXACT, left, text)).collect();
        for right in &patterns {
            let expected = mine.iter().any(|text| matches(EXACT, right, text));
            assert_eq!(overlap(EXACT, &[left, right]), expected, "`{left}` and `{right}`");
            let shown = common(EXACT, &[left, right]);
            assert_eq!(shown.is_some(), expected, "`{left}` and `{right}`");
            if let Some(text) = shown {
                assert!(
                    matches(EXACT, left, &text) && matches(EXACT, right, &text),
                    "{text}: {left}, {right}"
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn matching_is_what_it_is_defined_to_be(pattern in "[ab*?]{0,7}", text in "[abc]{0,9}") {
        let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
        prop_assert_eq!(matches(EXACT, &pattern, &text), matches_by_definition(&p, &t));
    }

    #[test]
    fn what_is_covered_matches(wide in "[ab*?]{0,8}", narrow in "[ab*?]{0,7}") {
        let expected = samples(&narrow).iter().all(|sample| matches(EXACT, &wide, sample));
        prop_assert_eq!(covers(EXACT, &wide, &narrow), expected);
    }

    #[test]
    fn three_patterns_overlap_when_a_text_is_in_all(a in "[ab]{0,3}", b in "[ab]{0,3}", c in "[ab*?]{0,4}") {
        let patterns = [format!("{a}*"), format!("*{b}"), c];
        let expected = texts(&['a', 'b'], 10)
            .iter()
            .any(|text| patterns.iter().all(|pattern| matches(EXACT, pattern, text)));
        let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
        prop_assert_eq!(overlap(EXACT, &patterns), expected);
    }
}

#[test]
fn a_common_text_shows_what_is_left_open() {
    let of = |patterns: &[&str]| common(EXACT, patterns);
    assert_eq!(of(&["in/*", "in/small/*", "*.jpg"]).as_deref(), Some("in/small/x.jpg"));
    assert_eq!(of(&["a/*/b/*", "a/c*"]).as_deref(), Some("a/c/b/"));
    assert_eq!(of(&["a?", "*b"]).as_deref(), Some("ab"));
    assert_eq!(of(&["a*", "b*"]), None);
}

#[test]
fn actions_do_not_mind_case_and_arns_do() {
    assert!(matches(Case::Insensitive, "s3:get*", "S3:GetObject"));
    assert!(covers(Case::Insensitive, "s3:Get*", "s3:getobject*"));
    assert!(!matches(Case::Sensitive, "arn:aws:s3:::A/*", "arn:aws:s3:::a/b"));
}

#[test]
fn many_stars_take_no_time() {
    let pattern = "*a".repeat(2_000);
    let text = "a".repeat(1_999) + "b";
    assert!(!matches(EXACT, &pattern, &text));
    assert!(!covers(EXACT, &format!("{pattern}*"), &text));
    assert!(covers(EXACT, &pattern, &pattern));
}
