//! Buckets as origins of the edge, with the headers that the distribution's policies add in the cloud.

use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use store::{Files, StoreError};
use web::strong_etag;

/// A bucket below a path.
pub(crate) struct Bucket {
    pub(crate) files: Files,
    /// What of the path does not belong to the key.
    pub(crate) prefix: &'static str,
}

/// Names of objects hold a digest of their content, so they never change. A picture that somebody opens by itself runs nothing.
const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "public, max-age=31536000, immutable"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
];

impl Origin for Bucket {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            let key = request.path.strip_prefix(self.prefix).unwrap_or_default();
            match self.files.get(key).await {
                Ok(Some(object)) => {
                    let mut headers = HeaderMap::new();
                    let etag = strong_etag(&object.bytes);
                    let own = [("content-type", object.media_type.as_str()), ("etag", etag.as_str())];
                    for (name, value) in HEADERS.into_iter().chain(own) {
                        if let Ok(value) = HeaderValue::from_str(value) {
                            headers.insert(HeaderName::from_static(name), value);
                        }
                    }
                    OriginResponse { status: StatusCode::OK, headers, body: object.bytes }
                }
                Ok(None) | Err(StoreError::Corrupt(_)) => OriginResponse { status: StatusCode::NOT_FOUND, ..empty() },
                Err(_) => OriginResponse { status: StatusCode::SERVICE_UNAVAILABLE, ..empty() },
            }
        })
    }
}

fn empty() -> OriginResponse {
    let mut headers = HeaderMap::new();
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    OriginResponse { status: StatusCode::OK, headers, body: bytes::Bytes::new() }
}
