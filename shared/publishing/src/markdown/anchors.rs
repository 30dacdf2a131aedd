//! Anchors of headings.

use std::collections::{BTreeMap, BTreeSet};

/// The anchors of a text. The prefix keeps them apart from footnotes and from the names of the page around the text.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// How often each name was asked for, so that the hundredth heading of one name need not try all numbers before.
    counts: BTreeMap<String, usize>,
}

impl Anchors {
    /// An anchor that no other heading has.
    pub(super) fn of(&mut self, words: &str) -> String {
        let lower = words.to_lowercase();
        let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let name = if parts.is_empty() { "section".to_owned() } else { format!("section-{}", parts.join("-")) };
        let count = self.counts.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let anchor = if *count == 1 { name.clone() } else { format!("{name}-{count}") };
            if self.taken.insert(anchor.clone()) {
                return anchor;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_a_heading_has_in_its_own_words_is_passed_over() {
        let mut anchors = Anchors::default();
        let made = ["a 2", "a", "A", "a"].map(|words| anchors.of(words));
        assert_eq!(made, ["section-a-2", "section-a", "section-a-3", "section-a-4"]);
    }

    #[test]
    fn many_headings_of_one_name_do_not_wait_for_one_another() {
        let mut anchors = Anchors::default();
        let last = (0..100_000).map(|_| anchors.of("a")).last();
        assert_eq!(last.as_deref(), Some("section-a-100000"));
    }
}
