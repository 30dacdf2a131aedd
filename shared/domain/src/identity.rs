//! The identity of a document: the same in all languages, for ever.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// 128 bits, written as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DocumentId(u128);

impl DocumentId {
    /// The identity of a document that a content pack names by its folder. It is made from the name, so that a pack imported twice, or
    /// by two people, speaks of the same document.
    #[must_use]
    pub fn of_pack_key(key: &str) -> Self {
        let digest = Sha256::digest(format!("content-pack:{key}"));
        Self(digest.iter().take(16).fold(0, |number, byte| (number << 8) | u128::from(*byte)))
    }

    /// A new identity from 128 random bits.
    #[must_use]
    pub fn of_random(bits: u128) -> Self {
        Self(bits)
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text is not 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDocumentId;

impl fmt::Display for NoDocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document's identity has 32 hexadecimal digits")
    }
}

impl std::error::Error for NoDocumentId {}

impl FromStr for DocumentId {
    type Err = NoDocumentId;

    fn from_str(text: &str) -> Result<Self, NoDocumentId> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if digits { u128::from_str_radix(text, 16).map(Self).map_err(|_| NoDocumentId) } else { Err(NoDocumentId) }
    }
}

impl TryFrom<String> for DocumentId {
    type Error = NoDocumentId;

    fn try_from(text: String) -> Result<Self, NoDocumentId> {
        text.parse()
    }
}

impl From<DocumentId> for String {
    fn from(id: DocumentId) -> Self {
        id.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_key_always_gives_the_same_identity_and_another_key_another() {
        assert_eq!(DocumentId::of_pack_key("news/a"), DocumentId::of_pack_key("news/a"));
        assert_ne!(DocumentId::of_pack_key("news/a"), DocumentId::of_pack_key("news/b"));
    }

    #[test]
    fn an_identity_is_read_back_as_written() {
        let id = DocumentId::of_pack_key("topics/origin");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("F".repeat(32).parse::<DocumentId>(), Err(NoDocumentId), "one writing only, so that one key only");
    }
}
