//! The index of topics, instruments and tools in the collation of its language.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use domain::{AToZ, Language, Letter, Subject};
use icu::collator::options::{CollatorOptions, Strength};
use icu::collator::{CollatorBorrowed, CollatorPreferences};
use icu::locale::Locale;

use crate::error::StoreError;

/// What stands before all letters.
const DIGITS: &str = "0–9";
const OTHER_SIGNS: &str = "#";
/// Letters that some languages take for two.
const LIGATURES: [(&str, &str); 2] = [("A", "AE"), ("O", "OE")];

/// Puts names in the order of a language, each below its letter.
///
/// # Errors
/// [`StoreError::Corrupt`]: there is no collation for the language at all.
pub(crate) fn a_to_z(subjects: Vec<Subject>, language: Language) -> Result<AToZ, StoreError> {
    let collation = Collation::of(language)?;
    let mut below: BTreeMap<String, Vec<Subject>> = BTreeMap::new();
    for subject in subjects {
        below.entry(collation.letter(&subject.name)).or_default().push(subject);
    }
    // Whoever writes Latin letters misses those under which nothing stands; of other scripts only those that are used are known.
    if below.keys().any(|letter| letter.len() == 1 && letter.starts_with(|first: char| first.is_ascii_uppercase())) {
        for letter in latin() {
            below.entry(letter.to_string()).or_default();
        }
    }
    let mut letters: Vec<Letter> = below.into_iter().map(|(letter, entries)| Letter { letter, entries }).collect();
    letters.sort_by(|one, other| collation.order.compare(&one.letter, &other.letter));
    for letter in &mut letters {
        letter.entries.sort_by(|one, other| {
            collation
                .order
                .compare(begun(&one.name), begun(&other.name))
                .then_with(|| (&one.name, &one.way).cmp(&(&other.name, &other.way)))
        });
    }
    Ok(AToZ { letters })
}

fn latin() -> impl Iterator<Item = char> + Clone {
    'A'..='Z'
}

/// A name from its first letter or digit on: nobody looks for one below a quotation mark.
fn begun(name: &str) -> &str {
    let begun = name.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    if begun.is_empty() { name } else { begun }
}

struct Collation {
    order: CollatorBorrowed<'static>,
    /// Takes letters with and without accents for the same, where the language does.
    letters: CollatorBorrowed<'static>,
}

impl Collation {
    fn of(language: Language) -> Result<Self, StoreError> {
        let wrong = |mistake: String| StoreError::Corrupt(format!("no collation of {language}: {mistake}"));
        let locale: Locale = language.as_str().parse().map_err(|mistake| wrong(format!("{mistake}")))?;
        let with = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            CollatorBorrowed::try_new(CollatorPreferences::from(&locale), options).map_err(|mistake| wrong(mistake.to_string()))
        };
        Ok(Self { order: with(Strength::Tertiary)?, letters: with(Strength::Primary)? })
    }

    /// The letter below which a name stands: É below E where accents make no other letter, Ñ below itself where they do, Œ below O.
    fn letter(&self, name: &str) -> String {
        let Some(first) = name.chars().find(|sign| sign.is_alphanumeric()) else { return OTHER_SIGNS.to_owned() };
        if !first.is_alphabetic() {
            return DIGITS.to_owned();
        }
        let own: String = first.to_uppercase().collect();
        let same = |text: &str| self.letters.compare(text, &own) == Ordering::Equal;
        if let Some(letter) = latin().find(|letter| same(letter.encode_utf8(&mut [0; 4]))) {
            return letter.to_string();
        }
        LIGATURES.into_iter().find(|(_, pair)| same(pair)).map_or(own, |(letter, _)| letter.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use domain::{Place, SubjectWay};

    use super::*;

    fn index(tag: &str, names: &[&str]) -> Vec<(String, Vec<String>)> {
        let subject = |name: &&str| Subject { name: (*name).to_owned(), way: SubjectWay::Topic(Place::Home) };
        let index = a_to_z(names.iter().map(subject).collect(), tag.parse().unwrap()).unwrap();
        let named = |entries: Vec<Subject>| entries.into_iter().map(|subject| subject.name).collect();
        index.letters.into_iter().map(|letter| (letter.letter, named(letter.entries))).collect()
    }

    fn filled(tag: &str, names: &[&str]) -> Vec<(String, Vec<String>)> {
        index(tag, names).into_iter().filter(|(_, names)| !names.is_empty()).collect()
    }

    fn expected(letters: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
        letters.iter().map(|(letter, names)| ((*letter).to_owned(), names.iter().map(|name| (*name).to_owned()).collect())).collect()
    }

    #[test]
    fn accents_make_no_other_letter_in_french_and_decide_only_between_names_that_are_otherwise_alike() {
        let names = ["Zones", "Éthique", "Outils", "Œuvres", "étude", "Etude", "« Essor »", "Évaluation"];
        let e: &[&str] = &["« Essor »", "Éthique", "Etude", "étude", "Évaluation"];
        assert_eq!(filled("fr", &names), expected(&[("E", e), ("O", &["Œuvres", "Outils"]), ("Z", &["Zones"])]));
    }

    #[test]
    fn a_letter_of_its_own_stands_where_the_language_has_it() {
        assert_eq!(filled("es", &["Ñandú", "Nube", "Oro"]), expected(&[("N", &["Nube"]), ("Ñ", &["Ñandú"]), ("O", &["Oro"])]));
        assert_eq!(filled("sv", &["Ånga", "Zon", "Arbete"]), expected(&[("A", &["Arbete"]), ("Z", &["Zon"]), ("Å", &["Ånga"])]));
        assert_eq!(filled("da", &["Ål", "Ærø", "Alt"]), expected(&[("A", &["Alt"]), ("Æ", &["Ærø"]), ("Å", &["Ål"])]));
        assert_eq!(filled("fr", &["Ånga", "Arbete"]), expected(&[("A", &["Ånga", "Arbete"])]));
        assert_eq!(filled("ru", &["Таможня", "Ввоз"]), expected(&[("В", &["Ввоз"]), ("Т", &["Таможня"])]));
    }

    #[test]
    fn all_letters_are_there_and_digits_and_signs_stand_before_them() {
        let found = index("en", &["7th round", "Origin", "§"]);
        let letters: String = found.iter().map(|(letter, _)| letter.as_str()).collect();
        assert_eq!(letters, "#0–9ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        assert!(index("en", &[]).is_empty());
    }
}
