//! From a kept answer to what a visitor gets: conditions, HEAD, age and the edge's own headers.

use bytes::Bytes;
use http::header::{
    AGE, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

use crate::answer::Answer;
use crate::forward;
use crate::freshness::date;
use crate::origin::OriginResponse;

const X_CACHE: HeaderName = HeaderName::from_static("x-cache");

/// Where an answer came from, as `X-Cache` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// From the cache.
    Hit,
    /// From the origin.
    Miss,
    /// From the cache, after the origin confirmed it.
    RefreshHit,
    /// From the origin or the edge, and an error.
    Error,
    /// From the viewer function.
    Generated,
    /// From the edge, since the viewer function failed.
    FunctionError,
}

impl Outcome {
    /// What a status from the origin means.
    pub(crate) fn of(status: StatusCode) -> Self {
        if status.is_client_error() || status.is_server_error() { Self::Error } else { Self::Miss }
    }

    fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Hit => "Hit from edge",
            Self::Miss => "Miss from edge",
            Self::RefreshHit => "RefreshHit from edge",
            Self::Error => "Error from edge",
            Self::Generated => "FunctionGeneratedResponse from edge",
            Self::FunctionError => "FunctionExecutionError from edge",
        })
    }
}

/// Makes a response of an answer that may be kept.
pub(crate) fn kept(answer: &Answer, outcome: Outcome, now: i64, method: &Method, asked: &HeaderMap) -> Response<Bytes> {
    let mut headers = answer.headers.clone();
    headers.insert(X_CACHE, outcome.value());
    if outcome == Outcome::Hit {
        headers.insert(AGE, HeaderValue::from(answer.age(now) / 1000));
    }
    let mut status = answer.status;
    let mut body = Bytes::new();
    if status == StatusCode::OK && unchanged(&headers, asked) {
        status = StatusCode::NOT_MODIFIED;
        // What describes a body has no place where there is none (RFC 9110, 15.4.5).
        for name in [CONTENT_LENGTH, CONTENT_TYPE, CONTENT_ENCODING] {
            headers.remove(name);
        }
    } else if *method != Method::HEAD {
        body = answer.body.clone();
    }
    assemble(status, headers, body)
}

/// Makes a response of the page that is shown in place of an error.
pub(crate) fn in_place(page: &Answer, status: StatusCode, method: &Method) -> Response<Bytes> {
    let mut headers = page.headers.clone();
    headers.insert(X_CACHE, Outcome::Error.value());
    assemble(status, headers, if *method == Method::HEAD { Bytes::new() } else { page.body.clone() })
}

/// Makes a response of an answer that is only passed through.
pub(crate) fn passed(mut response: OriginResponse, method: &Method, tag_header: &HeaderName) -> Response<Bytes> {
    response.headers.remove(tag_header);
    if *method != Method::HEAD {
        // The connection counts the body itself; a wrong number from an origin would break it.
        response.headers.remove(CONTENT_LENGTH);
    }
    let outcome = Outcome::of(response.status);
    sent(response, outcome, method)
}

/// An answer by the edge itself.
pub(crate) fn refusal(status: StatusCode, text: &'static str, method: &Method) -> Response<Bytes> {
    sent(OriginResponse::plain(status, text), Outcome::Error, method)
}

/// An answer by the viewer function.
pub(crate) fn generated(response: OriginResponse, method: &Method) -> Response<Bytes> {
    sent(response, Outcome::Generated, method)
}

/// What CloudFront answers when the viewer function fails, whatever was asked for.
pub(crate) fn without_function(method: &Method) -> Response<Bytes> {
    let response = OriginResponse::plain(StatusCode::SERVICE_UNAVAILABLE, "The function of the edge could not run.\n");
    sent(response, Outcome::FunctionError, method)
}

/// An answer that nobody keeps, on its way to the visitor.
fn sent(response: OriginResponse, outcome: Outcome, method: &Method) -> Response<Bytes> {
    let OriginResponse { status, mut headers, mut body } = response;
    forward::returned(&mut headers);
    headers.insert(X_CACHE, outcome.value());
    if *method == Method::HEAD {
        body = Bytes::new();
    }
    assemble(status, headers, body)
}

fn assemble(status: StatusCode, headers: HeaderMap, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Whether the visitor has this already. `If-None-Match` decides alone when it is there (RFC 9110, 13.2.2).
fn unchanged(headers: &HeaderMap, asked: &HeaderMap) -> bool {
    if asked.contains_key(IF_NONE_MATCH) {
        let Some(tag) = headers.get(ETAG).and_then(|tag| tag.to_str().ok()) else { return false };
        let wanted = asked.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        return wanted.flat_map(|value| value.split(',')).any(|candidate| matches(tag, candidate.trim()));
    }
    // Most visitors ask neither: for them no date is read.
    let Some(since) = asked.get(IF_MODIFIED_SINCE).and_then(date) else { return false };
    headers.get(LAST_MODIFIED).and_then(date).is_some_and(|modified| modified <= since)
}

/// Compares strongly with a strong tag, so that a plain answer is only confirmed to somebody who has the same bytes; a weak tag, that is a
/// compressed answer, can only be compared weakly.
fn matches(tag: &str, candidate: &str) -> bool {
    match tag.strip_prefix("W/") {
        _ if candidate == "*" => true,
        None => tag == candidate,
        Some(opaque) => candidate.strip_prefix("W/").unwrap_or(candidate) == opaque,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strong_tag_is_compared_strongly_and_a_weak_one_weakly() {
        assert!(matches("\"a\"", "\"a\"") && matches("\"a\"", "*"));
        assert!(!matches("\"a\"", "W/\"a\"") && !matches("\"a\"", "\"b\""));
        assert!(matches("W/\"a\"", "\"a\"") && matches("W/\"a\"", "W/\"a\"") && !matches("W/\"a\"", "W/\"b\""));
    }

    #[test]
    fn a_date_counts_only_without_a_tag() {
        let mut headers = HeaderMap::new();
        headers.insert(LAST_MODIFIED, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        let mut asked = HeaderMap::new();
        asked.insert(IF_MODIFIED_SINCE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        assert!(unchanged(&headers, &asked));
        asked.insert(IF_MODIFIED_SINCE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:36 GMT"));
        assert!(!unchanged(&headers, &asked));
        asked.insert(IF_MODIFIED_SINCE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"));
        asked.insert(IF_NONE_MATCH, HeaderValue::from_static("\"a\""));
        assert!(!unchanged(&headers, &asked));
    }
}
