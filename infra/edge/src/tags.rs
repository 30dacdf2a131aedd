//! Cache tags: names by which answers are purged together.

use http::HeaderMap;
use http::header::HeaderName;

/// CloudFront keeps 50 tags of a response and drops the rest without a word.
const MOST: usize = 50;

/// A tag has at most 256 ASCII characters; a longer one is dropped.
const LONGEST: usize = 256;

/// Tags as they are compared.
pub(crate) type Tags = Box<[Box<str>]>;

/// The tags that CloudFront would keep, in lower case since it does not tell letters apart.
pub(crate) fn kept(headers: &HeaderMap, header: &HeaderName) -> Tags {
    headers
        .get_all(header)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(canonical)
        .take(MOST)
        .collect()
}

/// One tag as it is compared, or nothing if it cannot be a tag.
pub(crate) fn canonical(tag: &str) -> Option<Box<str>> {
    let tag = tag.trim();
    (!tag.is_empty() && tag.len() <= LONGEST && tag.is_ascii()).then(|| tag.to_ascii_lowercase().into_boxed_str())
}

/// Whether two lists share a tag.
pub(crate) fn meet(one: &[Box<str>], other: &[Box<str>]) -> bool {
    one.iter().any(|tag| other.contains(tag))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn fifty_tags_are_kept_and_letters_are_not_told_apart() {
        let many = (0..60).map(|n| format!("D:{n}")).collect::<Vec<_>>().join(" , ");
        let mut headers = HeaderMap::new();
        headers.append("cache-tag", HeaderValue::from_static(" L:News,, "));
        headers.append("cache-tag", HeaderValue::from_maybe_shared(many).unwrap_or(HeaderValue::from_static("")));
        let kept = kept(&headers, &HeaderName::from_static("cache-tag"));
        assert_eq!(kept.len(), 50);
        assert_eq!(kept.first().map(AsRef::as_ref), Some("l:news"));
        assert_eq!(kept.last().map(AsRef::as_ref), Some("d:48"));
        assert!(canonical(&"x".repeat(257)).is_none() && canonical("é").is_none());
    }
}
