//! The last part of an address, chosen by an editor.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Lower-case ASCII letters, digits and single hyphens between them, with at least one letter (so that a slug is never taken for a
/// year, a month or a page number), at most 80 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text cannot be a slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugError {
    /// Empty, or longer than 80 characters.
    Length,
    /// Another character than lower-case ASCII letters, digits and hyphens.
    Character(char),
    /// A hyphen at the beginning or the end, or two in a row.
    Hyphen,
    /// Digits alone.
    NoLetter,
}

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length => f.write_str("a slug has 1 to 80 characters"),
            Self::Character(found) => {
                write!(f, "a slug has lower-case letters a to z, digits and hyphens; write another character for “{found}”")
            }
            Self::Hyphen => f.write_str("a slug has single hyphens, and only between words"),
            Self::NoLetter => f.write_str("a slug has at least one letter, so that it is not taken for a year"),
        }
    }
}

impl std::error::Error for SlugError {}

impl Slug {
    /// The slug as it stands in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() || text.len() > 80 {
            return Err(SlugError::Length);
        }
        if let Some(found) = text.chars().find(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit() && *c != '-') {
            return Err(SlugError::Character(found));
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(SlugError::Hyphen);
        }
        if !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Err(SlugError::NoLetter);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, SlugError> {
        text.parse()
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_says_what_is_wrong_with_it() {
        let error = |text: &str| text.parse::<Slug>().err();
        assert_eq!(error("thirty-years-of-origin"), None);
        assert_eq!(error("2025-plan"), None);
        assert_eq!(error(""), Some(SlugError::Length));
        assert_eq!(error(&"a".repeat(81)), Some(SlugError::Length));
        assert_eq!(error("été"), Some(SlugError::Character('é')));
        assert_eq!(error("a/b"), Some(SlugError::Character('/')));
        assert_eq!(error("a--b"), Some(SlugError::Hyphen));
        assert_eq!(error("2025"), Some(SlugError::NoLetter));
    }
}
