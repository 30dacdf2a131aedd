//! Languages are configuration: a tag, never a variant of an enum.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const LONGEST: usize = 5;

/// A language tag (BCP 47) in lower case, as it stands in addresses: two or three letters, or two with a region of two, `en`, `fr`,
/// `pt-br`. The CDN knows a language's home page by these forms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language {
    bytes: [u8; LONGEST],
    length: u8,
}

/// The tag is not of the form of a language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageError(String);

impl fmt::Display for LanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a language tag: write it like “en” or “pt-br”, in lower case", self.0)
    }
}

impl std::error::Error for LanguageError {}

impl Language {
    /// The tag as it stands in addresses and files.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.length)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("und")
    }

    /// Whether text of this language runs from right to left. The scripts are those that CLDR lists as such for the
    /// languages' default scripts; `ar-xb` is the pseudo-locale for trying the mirrored layout.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        let primary = self.as_str().split('-').next().unwrap_or_default();
        matches!(primary, "ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ks" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi")
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(tag: &str) -> Result<Self, LanguageError> {
        let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase());
        let well_formed = match tag.split_once('-') {
            None => (2..=3).contains(&tag.len()) && letters(tag),
            Some((primary, region)) => primary.len() == 2 && region.len() == 2 && letters(primary) && letters(region),
        };
        if !well_formed {
            return Err(LanguageError(tag.chars().take(40).collect()));
        }
        let mut bytes = [0; LONGEST];
        for (to, from) in bytes.iter_mut().zip(tag.bytes()) {
            *to = from;
        }
        Ok(Self { bytes, length: tag.len() as u8 })
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageError;

    fn try_from(tag: String) -> Result<Self, LanguageError> {
        tag.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.as_str().to_owned()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_as_it_is_written() {
        for tag in ["en", "fr", "fil", "pt-br", "en-xa"] {
            assert_eq!(tag.parse::<Language>().map(|language| language.to_string()), Ok(tag.to_owned()));
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        for tag in ["", "e", "EN", "fr_FR", "en-", "-en", "12", "feed.atom", "zh-hant", "fil-ph", "media"] {
            assert!(tag.parse::<Language>().is_err(), "{tag}");
        }
    }

    #[test]
    fn arabic_and_hebrew_run_from_right_to_left() {
        let direction = |tag: &str| tag.parse::<Language>().map(|language| language.is_right_to_left());
        assert_eq!(direction("ar-xb"), Ok(true));
        assert_eq!(direction("he"), Ok(true));
        assert_eq!(direction("fr"), Ok(false));
    }
}
