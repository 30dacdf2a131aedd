//! Buckets as origins of the edge, with the headers that the distribution's policies add in the cloud.

use std::path::PathBuf;

use bytes::Bytes;
use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use store::{Files, StoreError};
use web::{HEADERS, OUTAGE_HEADERS, strong_etag};

/// S3 takes no longer key, in bytes.
const LONGEST_KEY: usize = 1024;

/// A bucket. The path of a request is the key, as it is for S3: what else stands before it, the viewer function takes away.
pub(crate) struct Bucket {
    pub(crate) files: Files,
    /// Where the embedded S3 keeps its objects.
    pub(crate) folder: PathBuf,
}

/// Names of objects hold a digest of their content, so they never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// What a file may do in place of what a page may: a picture that somebody opens by itself runs nothing.
const POLICY: (&str, &str) = ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");

/// Below this key are pages for when nothing else answers, with the headers of pages and their own (`ErrorsHeadersPolicy` of the template).
const ERRORS: &str = "errors/";

impl Bucket {
    async fn answer(&self, path: &str) -> OriginResponse {
        let Some(key) = path.strip_prefix('/').filter(|key| is_key(key)) else { return without(StatusCode::NOT_FOUND) };
        // A bucket knows no folders, but the embedded S3 has them on disk and fails over reading one.
        if tokio::fs::metadata(self.folder.join(key)).await.is_ok_and(|found| found.is_dir()) {
            return without(StatusCode::NOT_FOUND);
        }
        match self.files.get(key).await {
            Ok(Some(object)) => {
                let etag = strong_etag(&object.bytes);
                let said = [("content-type", object.media_type.as_str()), ("etag", etag.as_str())];
                let headers = if key.starts_with(ERRORS) {
                    headers(OUTAGE_HEADERS.into_iter().chain(said))
                } else {
                    headers([POLICY, ("cache-control", FOR_EVER)].into_iter().chain(said))
                };
                OriginResponse { status: StatusCode::OK, headers, body: object.bytes }
            }
            Ok(None) | Err(StoreError::Corrupt(_)) => without(StatusCode::NOT_FOUND),
            Err(_) => without(StatusCode::SERVICE_UNAVAILABLE),
        }
    }
}

impl Origin for Bucket {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move { self.answer(&request.path).await })
    }
}

/// Whether an object can have this key. The site's own are made of characters that an address holds as they are, so nothing is decoded.
fn is_key(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let part = |part: &str| !matches!(part, "" | "." | "..") && part.bytes().all(plain);
    key.len() <= LONGEST_KEY && key.split('/').all(part)
}

/// An answer without an object, which nobody keeps.
fn without(status: StatusCode) -> OriginResponse {
    OriginResponse { status, headers: headers([POLICY, ("cache-control", "no-store")]), body: Bytes::new() }
}

/// The headers of pages with others in their place and beside them; with a file's own policy, as `FilesHeadersPolicy` of the template has them.
fn headers<'a>(own: impl IntoIterator<Item = (&'static str, &'a str)>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    // What an answer depends on, the edge itself says where it compresses.
    let of_pages = HEADERS.iter().filter(|(name, _)| *name != "vary");
    for (name, value) in of_pages.copied().chain(own) {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};
    use std::time::Duration;

    use http::Method;
    use store::Object;
    use tokio::time::timeout;

    use super::*;
    use crate::services::Services;

    async fn asked(bucket: &Bucket, path: &str) -> OriginResponse {
        let request = OriginRequest {
            method: Method::GET,
            path: path.to_owned(),
            query: String::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            source_ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
        };
        timeout(Duration::from_secs(2), bucket.fetch(request)).await.unwrap()
    }

    #[tokio::test]
    async fn what_is_no_object_is_missing_at_once_with_the_headers_of_all_answers() {
        let place = tempfile::tempdir().unwrap();
        let services = Services::start(None, place.path()).await.unwrap();
        let files = Files::media(&services.connection);
        files.put("pictures/0f/a-b.svg", Object { bytes: "<svg/>".into(), media_type: "image/svg+xml".to_owned() }).await.unwrap();
        let bucket = Bucket { files, folder: place.path().join("media") };
        let found = asked(&bucket, "/pictures/0f/a-b.svg").await;
        assert_eq!((found.status, found.body.as_ref()), (StatusCode::OK, b"<svg/>".as_ref()));
        assert_eq!(found.headers["content-security-policy"], POLICY.1);
        let long = format!("/{}", "a".repeat(1025));
        let longest_name = format!("/{}", "a".repeat(1024));
        for path in [
            "/",
            "/pictures",
            "/pictures/",
            "/pictures/0f",
            "/pictures/0f/",
            "/pictures/0f/a-b.svg/",
            "/pictures/0f/a-b.svg/more",
            "/pictures//0f/a-b.svg",
            "//pictures/0f/a-b.svg",
            "/./pictures/0f/a-b.svg",
            "/pictures/../pictures/0f/a-b.svg",
            "/%2e/pictures/0f/a-b.svg",
            "/pictures/%2E%2e/pictures/0f/a-b.svg",
            "/..%2fmedia/pictures/0f/a-b.svg",
            "/pictures%2f0f%2fa-b.svg",
            "/pictures\\0f\\a-b.svg",
            "/%",
            "/%00",
            "/nothing.svg",
            "/media/pictures/0f/a-b.svg",
            "/media/../pictures/0f/a-b.svg",
            long.as_str(),
            longest_name.as_str(),
        ] {
            let missing = asked(&bucket, path).await;
            assert_eq!(missing.status, StatusCode::NOT_FOUND, "{path}");
            assert!(missing.body.is_empty() && missing.headers["cache-control"] == "no-store", "{path}");
            for name in found.headers.keys().filter(|name| !matches!(name.as_str(), "cache-control" | "content-type" | "etag")) {
                assert_eq!(missing.headers.get(name), found.headers.get(name), "{name} of {path}");
            }
        }
    }
}
