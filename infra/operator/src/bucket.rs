//! A deployed bucket as an origin: a path is a key, as it is for S3.

use bytes::Bytes;
use edge::{BoxFuture, Origin, OriginRequest, OriginResponse};
use http::header::{CONTENT_TYPE, ETAG};
use http::{HeaderMap, HeaderValue, StatusCode};
use store::Files;

/// A bucket.
pub(crate) struct Bucket(pub(crate) Files);

impl Origin for Bucket {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        Box::pin(async move {
            // Whoever may not list a bucket is told of a missing object that it is forbidden.
            let without = |status| OriginResponse { status, headers: HeaderMap::new(), body: Bytes::new() };
            let Some(key) = request.path.strip_prefix('/').filter(|key| !key.is_empty()) else { return without(StatusCode::FORBIDDEN) };
            match self.0.get(key).await {
                Ok(Some(object)) => {
                    let mut headers = HeaderMap::new();
                    for (name, value) in [(CONTENT_TYPE, object.media_type.clone()), (ETAG, web::strong_etag(&object.bytes))] {
                        if let Ok(value) = HeaderValue::from_str(&value) {
                            headers.insert(name, value);
                        }
                    }
                    OriginResponse { status: StatusCode::OK, headers, body: object.bytes }
                }
                Ok(None) => without(StatusCode::FORBIDDEN),
                Err(_) => without(StatusCode::SERVICE_UNAVAILABLE),
            }
        })
    }
}
