//! Compression at the edge, by CloudFront's rules.

use std::io::Write as _;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};

/// CloudFront compresses from 1,000 to 10,000,000 bytes ("Serving compressed files").
const SIZES: std::ops::RangeInclusive<usize> = 1_000..=10_000_000;

/// A middle way between time and size; 11 would take seconds for a large page.
const QUALITY: u32 = 5;
const WINDOW: u32 = 22;
const BUFFER: usize = 4096;

/// The types of a website among those that CloudFront compresses.
const TYPES: [&str; 24] = [
    "application/eot",
    "application/font",
    "application/javascript",
    "application/json",
    "application/opentype",
    "application/otf",
    "application/pdf",
    "application/rss+xml",
    "application/truetype",
    "application/ttf",
    "application/vnd.ms-fontobject",
    "application/wasm",
    "application/xhtml+xml",
    "application/xml",
    "application/x-javascript",
    "font/otf",
    "font/ttf",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
    "text/xml",
];

/// Whether CloudFront would compress this answer for a visitor who asks for it: one of the types, of a fitting size, not encoded yet, and
/// with a status of 200, 403 or 404.
pub(crate) fn fits(status: StatusCode, headers: &HeaderMap, length: usize) -> bool {
    let status = matches!(status, StatusCode::OK | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
    status && SIZES.contains(&length) && !headers.contains_key(CONTENT_ENCODING) && headers.get(CONTENT_TYPE).is_some_and(is_text)
}

fn is_text(value: &HeaderValue) -> bool {
    let essence = value.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(essence))
}

/// Compresses a body in a thread where it may take its time.
pub(crate) async fn brotli(body: Bytes) -> Option<Bytes> {
    tokio::task::spawn_blocking(move || {
        let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(body.len() / 3), BUFFER, QUALITY, WINDOW);
        writer.write_all(&body).ok()?;
        writer.flush().ok()?;
        Some(Bytes::from(writer.into_inner()))
    })
    .await
    .ok()
    .flatten()
}

/// Marks an answer as compressed. CloudFront makes a strong entity tag weak, keeps a weak one and removes one that is not quoted ("Serving
/// compressed files"), because the bytes are no longer those that the origin vouched for.
pub(crate) fn mark(headers: &mut HeaderMap) {
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    if let Some(tag) = headers.remove(ETAG)
        && let Some(weak) = weakened(&tag)
    {
        headers.insert(ETAG, weak);
    }
}

fn weakened(tag: &HeaderValue) -> Option<HeaderValue> {
    let bytes = tag.as_bytes();
    if bytes.starts_with(b"W/\"") {
        return Some(tag.clone());
    }
    bytes.starts_with(b"\"").then(|| HeaderValue::from_bytes(&[b"W/", bytes].concat()).ok()).flatten()
}

/// Tells caches beyond the edge that the encoding makes a difference.
pub(crate) fn vary(headers: &mut HeaderMap) {
    let told = headers
        .get_all(VARY)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|name| name.trim().eq_ignore_ascii_case("accept-encoding"));
    if !told {
        headers.append(VARY, HeaderValue::from_static("Accept-Encoding"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_of_a_fitting_size_are_compressed() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("Text/HTML; charset=utf-8"));
        assert!(fits(StatusCode::OK, &headers, 1_000) && fits(StatusCode::NOT_FOUND, &headers, 10_000_000));
        assert!(!fits(StatusCode::OK, &headers, 999) && !fits(StatusCode::OK, &headers, 10_000_001));
        assert!(!fits(StatusCode::INTERNAL_SERVER_ERROR, &headers, 1_000));
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(!fits(StatusCode::OK, &headers, 1_000));
        headers.remove(CONTENT_ENCODING);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/png"));
        assert!(!fits(StatusCode::OK, &headers, 1_000));
    }

    #[test]
    fn an_entity_tag_becomes_weak() {
        let weak = |tag: &'static str| weakened(&HeaderValue::from_static(tag)).and_then(|tag| tag.to_str().ok().map(str::to_owned));
        assert_eq!(weak("\"a\"").as_deref(), Some("W/\"a\""));
        assert_eq!(weak("W/\"a\"").as_deref(), Some("W/\"a\""));
        assert_eq!(weak("a"), None);
    }
}
