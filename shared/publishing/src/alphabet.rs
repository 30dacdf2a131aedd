//! Where a title stands in the alphabet of its language, by the collation of Unicode's CLDR. The data for it is large, so it is used here,
//! when a title is written, and what was found is kept with the edition: functions for visitors read a list in its order.

use std::cmp::Ordering;

use domain::{Alphabetical, Language};
use icu::collator::options::{CollatorOptions, Strength};
use icu::collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;

/// Bytes of a key at most: twice as many characters are well within the 1,024 bytes of a sort key of DynamoDB.
const LONGEST: usize = 240;

/// The alphabet of a language.
pub(crate) struct Alphabet {
    order: CollatorBorrowed<'static>,
    /// Compares letters alone, without accents and case.
    letters: CollatorBorrowed<'static>,
}

impl Alphabet {
    /// None: Unicode knows no such language.
    pub(crate) fn of(language: Language) -> Option<Self> {
        let locale: Locale = language.as_str().parse().ok()?;
        let preferences = CollatorPreferences::from(&locale);
        let mut primary = CollatorOptions::default();
        primary.strength = Some(Strength::Primary);
        let order = Collator::try_new(preferences, CollatorOptions::default()).ok()?;
        Some(Self { order, letters: Collator::try_new(preferences, primary).ok()? })
    }

    pub(crate) fn place(&self, title: &str) -> Alphabetical {
        let mut key = Vec::new();
        let Ok(()) = self.order.write_sort_key_to(title, &mut key);
        let key = key.iter().take(LONGEST).map(|byte| format!("{byte:02x}")).collect();
        let first: String = title.chars().take(1).collect();
        let plain = ('A'..='Z').map(String::from).find(|letter| self.letters.compare(letter, &first) == Ordering::Equal);
        Alphabetical { key, letter: plain.unwrap_or_else(|| first.to_uppercase()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alphabet(tag: &str) -> Alphabet {
        let language = tag.parse().unwrap_or_else(|_| unreachable!("a tag"));
        Alphabet::of(language).unwrap_or_else(|| unreachable!("a language of Unicode"))
    }

    fn sorted(tag: &str, titles: &[&str]) -> Vec<String> {
        let alphabet = alphabet(tag);
        let mut titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
        titles.sort_by_key(|title| alphabet.place(title).key);
        titles
    }

    #[test]
    fn titles_come_in_the_order_of_their_language() {
        assert_eq!(
            sorted("fr", &["Équateur", "Estonie", "États-Unis", "Égypte", "Zambie", "Eswatini"]),
            ["Égypte", "Équateur", "Estonie", "Eswatini", "États-Unis", "Zambie"]
        );
        assert_eq!(sorted("sv", &["Österrike", "Zambia", "Åland"]), ["Zambia", "Åland", "Österrike"]);
        assert_eq!(sorted("en", &["Österreich", "Zambia", "Åland"]), ["Åland", "Österreich", "Zambia"]);
    }

    #[test]
    fn an_accent_makes_another_letter_only_where_the_language_says_so() {
        let letter = |tag, title| alphabet(tag).place(title).letter;
        assert_eq!(letter("fr", "Égypte"), "E");
        assert_eq!(letter("fr", "émirats"), "E");
        assert_eq!(letter("en", "Åland Islands"), "A");
        assert_eq!(letter("sv", "Åland"), "Å");
        assert_eq!(letter("ru", "Австрия"), "А");
    }

    #[test]
    fn a_key_is_short_enough_for_the_store_however_long_the_title_is() {
        assert!(alphabet("fr").place(&"É".repeat(500)).key.len() <= 2 * LONGEST);
    }
}
