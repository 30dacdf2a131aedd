//! What stands behind the edge.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

/// CloudFront waits 30 seconds for an origin unless told otherwise, then answers 504.
pub(crate) const ORIGIN_TIMEOUT: Duration = Duration::from_secs(30);

/// A future that can be kept without naming its type.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that answers requests which the edge cannot answer itself: a function, or a bucket.
pub trait Origin: Send + Sync {
    /// Answers one request. A failure is an answer too: a status of 500 or more.
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse>;
}

/// What the edge passes on of a visitor's request.
#[derive(Clone, Debug)]
pub struct OriginRequest {
    /// The method; always GET where answers are kept.
    pub method: Method,
    /// The path as the visitor sent it, percent-encoded; it may be malformed.
    pub path: String,
    /// The declared query parameters, sorted, percent-encoded, without a question mark.
    pub query: String,
    /// The headers that the behaviour lets through, and those of the edge.
    pub headers: HeaderMap,
    /// The body, empty where answers are kept.
    pub body: Bytes,
    /// The visitor's address.
    pub source_ip: IpAddr,
}

/// What an origin answers.
#[derive(Clone, Debug)]
pub struct OriginResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl OriginResponse {
    /// A short answer in plain text that nobody may keep.
    #[must_use]
    pub fn plain(status: StatusCode, text: &'static str) -> Self {
        let mut headers = HeaderMap::with_capacity(8);
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self { status, headers, body: Bytes::from_static(text.as_bytes()) }
    }
}

/// Asks an origin in a task of its own: a visitor who hangs up does not stop an invocation half-way, just as in the cloud, and an origin
/// that panics is a 502.
pub(crate) async fn ask(origin: Arc<dyn Origin>, request: OriginRequest) -> OriginResponse {
    let answer = tokio::spawn(async move { tokio::time::timeout(ORIGIN_TIMEOUT, origin.fetch(request)).await }).await;
    match answer {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => OriginResponse::plain(StatusCode::GATEWAY_TIMEOUT, "The origin took too long to answer.\n"),
        Err(_) => OriginResponse::plain(StatusCode::BAD_GATEWAY, "The origin failed.\n"),
    }
}
