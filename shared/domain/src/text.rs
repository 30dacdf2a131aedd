//! Bounds of the texts that people write.

use std::fmt;

/// What a text may be: its name for messages and its greatest length in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The field as content packs and forms call it.
    pub field: &'static str,
    /// Characters (Unicode scalar values) at most.
    pub most: usize,
}

impl Bound {
    /// A headline; longer ones are cut by search engines and wrap badly at 360 px.
    pub const TITLE: Self = Self { field: "title", most: 120 };
    /// Plain text under the headline and in lists.
    pub const SUMMARY: Self = Self { field: "summary", most: 320 };
    /// Alternative text; screen readers read it in one breath.
    pub const PICTURE_TEXT: Self = Self { field: "picture_text", most: 250 };
    /// A label of a call, or the short name of a page in the navigation.
    pub const LABEL: Self = Self { field: "label", most: 40 };
    /// Markdown of one edition. A DynamoDB item holds 400 KB at most; source and rendering are kept side by side.
    pub const BODY: Self = Self { field: "text", most: 100_000 };
}

/// Why a text is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    Empty(&'static str),
    /// Longer than its bound.
    TooLong {
        /// The bound that it breaks.
        bound: Bound,
        /// Characters found.
        found: usize,
    },
    /// A control character, which no reader could see, or one that XML, and so a feed, cannot hold.
    Control(&'static str),
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(field) => write!(f, "{field} is empty: write something"),
            Self::TooLong { bound, found } => write!(f, "{} has {found} characters: shorten it to at most {}", bound.field, bound.most),
            Self::Control(field) => write!(f, "{field} has a control character: remove it"),
        }
    }
}

impl std::error::Error for TextError {}

/// One line of plain text within its bound, trimmed.
///
/// # Errors
/// [`TextError`] for an empty text, one that is too long, and one with control characters.
pub fn bounded(bound: Bound, text: &str) -> Result<String, TextError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(TextError::Empty(bound.field));
    }
    let found = text.chars().count();
    if found > bound.most {
        return Err(TextError::TooLong { bound, found });
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) {
        return Err(TextError::Control(bound.field));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_kept_within_its_bound() {
        assert_eq!(bounded(Bound::TITLE, "  Été  "), Ok("Été".to_owned()));
        assert_eq!(bounded(Bound::TITLE, " "), Err(TextError::Empty("title")));
        assert_eq!(bounded(Bound::LABEL, &"é".repeat(40)).map(|text| text.chars().count()), Ok(40), "characters, not bytes");
        assert_eq!(bounded(Bound::LABEL, &"é".repeat(41)), Err(TextError::TooLong { bound: Bound::LABEL, found: 41 }));
        assert_eq!(bounded(Bound::TITLE, "a\u{0}b"), Err(TextError::Control("title")));
        assert_eq!(bounded(Bound::TITLE, "a\u{ffff}b"), Err(TextError::Control("title")));
    }
}
