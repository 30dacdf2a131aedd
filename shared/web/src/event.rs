//! The event of a function URL, made readable: `lambda_http` panics over some that the outside can cause, and a panic ends a function.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Uri;
use http::header::{HOST, HeaderName};
use lambda_http::request::LambdaRequest;
use lambda_http::{Request, RequestExt as _};

/// Bytes of a path, and of a query, at most: CloudFront's limit for an address. `http` reads 64 KiB.
const LONGEST: usize = 8 * 1024;
/// A path that no address has, since its escape is cut short: it leads to the page of bad requests.
const UNREADABLE: &str = "/%";
/// Of which scheme `lambda_http` takes the request to be.
const FORWARDED_SCHEME: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The event as it may be given to `lambda_http`. One whose address or body cannot be read becomes a request for an address that cannot be
/// read, which is answered like any other. Host and scheme are taken out: a page's addresses come from the configuration, never from a
/// header that the visitor may have written.
#[must_use]
pub fn readable(event: LambdaRequest) -> LambdaRequest {
    match event {
        LambdaRequest::ApiGatewayV2(mut request) => {
            request.headers.remove(HOST);
            request.headers.remove(FORWARDED_SCHEME);
            request.request_context.domain_name = None;
            request.request_context.stage = None;
            let path = request.raw_path.as_deref().unwrap_or_default();
            let query = request.raw_query_string.as_deref().unwrap_or_default();
            let body = request.body.as_deref().filter(|_| request.is_base64_encoded).unwrap_or_default();
            let query_is_sound = query.len() <= LONGEST && Uri::try_from(format!("/?{query}")).is_ok();
            let sound = path.starts_with('/') && path.len() <= LONGEST && STANDARD.decode(body).is_ok();
            // No page depends on a query, so one that cannot be read is left out.
            if !query_is_sound {
                request.raw_query_string = None;
            }
            if !sound {
                request.raw_path = Some(UNREADABLE.to_owned());
                request.raw_query_string = None;
                request.body = None;
            }
            LambdaRequest::ApiGatewayV2(request)
        }
        other => other,
    }
}

/// The path as the visitor wrote it. That of the request's URI will not do: `lambda_http` resolves dot segments there and turns backslashes
/// into slashes, so that one page would be found, and kept by the CDN, at addresses without end.
pub(crate) fn path(request: &Request) -> &str {
    match request.raw_http_path() {
        // A request that did not come as an event.
        "" => request.uri().path(),
        raw => raw,
    }
}

#[cfg(test)]
mod tests {
    use lambda_http::Body;
    use serde_json::{Value, json};

    use super::*;

    fn request(change: impl FnOnce(&mut Value)) -> Request {
        let mut event = json!({
            "version": "2.0", "rawPath": "/en/", "rawQueryString": "a=b", "headers": { "host": "site.example", "x-forwarded-proto": "https" },
            "requestContext": { "http": { "method": "GET", "path": "/en/" }, "domainName": "site.example", "timeEpoch": 0 },
            "isBase64Encoded": false
        });
        change(&mut event);
        readable(serde_json::from_value(event).unwrap()).into()
    }

    #[test]
    fn a_sound_event_keeps_path_query_and_body() {
        let request = request(|event| {
            event["body"] = "YQ==".into();
            event["isBase64Encoded"] = true.into();
        });
        assert_eq!((request.uri().path(), request.uri().query()), ("/en/", Some("a=b")));
        assert_eq!(request.body(), &Body::Binary(b"a".to_vec()));
        assert_eq!(request.raw_http_path(), "/en/");
    }

    #[test]
    fn what_would_panic_becomes_an_address_that_cannot_be_read() {
        let unsound: [(&str, Value); 4] = [
            ("rawPath", "n-%0/6".into()),
            ("rawPath", "".into()),
            ("rawPath", format!("/{}", "a".repeat(70_000)).into()),
            ("body", "YQ)=".into()),
        ];
        for (field, value) in unsound {
            let request = request(|event| {
                event[field] = value.clone();
                event["isBase64Encoded"] = true.into();
            });
            assert_eq!(request.uri().path(), UNREADABLE, "{field} {value}");
        }
    }

    #[test]
    fn a_path_stays_as_it_was_written() {
        for written in ["/en/./news/", "/en/../en/news/", "/en/%2e/news/", "/en/%2E%2e/en/news/", "/en\\news/", "/en/ne\tws/"] {
            let request = request(|event| event["rawPath"] = written.into());
            assert_eq!(request.uri().path(), "/en/news/", "what this guards against");
            assert_eq!(path(&request), written);
        }
        let unread = request(|event| event["rawPath"] = "".into());
        assert_eq!(path(&unread), UNREADABLE);
        assert_eq!(path(&Request::default()), "/");
    }

    #[test]
    fn a_query_that_cannot_be_read_is_left_out() {
        for query in ["a=<b> c".to_owned(), "a".repeat(9_000)] {
            let request = request(|event| event["rawQueryString"] = query.clone().into());
            assert_eq!((request.uri().path(), request.uri().query()), ("/en/", None));
        }
    }

    #[test]
    fn nobody_can_name_the_host_or_the_scheme() {
        for (name, value) in [("host", "a b"), ("host", "evil.example"), ("x-forwarded-proto", "?")] {
            let request = request(|event| event["headers"][name] = value.into());
            assert_eq!((request.uri().host(), request.uri().path()), (None, "/en/"));
        }
    }
}
