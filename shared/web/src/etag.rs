//! Strong validators.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// The strong `ETag` of these bytes, with its quotation marks: 132 bits of their SHA-256.
#[must_use]
pub fn strong_etag(bytes: &[u8]) -> String {
    let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(bytes));
    format!("\"{}\"", digest.get(..22).unwrap_or(&digest))
}

/// Whether one of the validators of `If-None-Match` is this one. The comparison is the weak one (RFC 9110, 13.1.2), since an edge that
/// compresses makes a weak validator of ours.
pub(crate) fn matches(if_none_match: &str, etag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|candidate| candidate == "*" || candidate.strip_prefix("W/").unwrap_or(candidate) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_have_the_same_validator_and_others_another() {
        assert_eq!(strong_etag(b"a"), strong_etag(b"a"));
        assert_ne!(strong_etag(b"a"), strong_etag(b"b"));
        assert!(strong_etag(b"").starts_with('"') && strong_etag(b"").ends_with('"'));
    }

    #[test]
    fn a_weakened_validator_still_matches() {
        assert!(matches("\"x\", W/\"a\"", "\"a\""));
        assert!(matches("*", "\"a\""));
        assert!(!matches("\"b\"", "\"a\""));
    }
}
