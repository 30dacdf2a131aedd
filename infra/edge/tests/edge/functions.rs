//! The road through a function URL.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use edge::{BoxFuture, FunctionOrigin, Origin as _, OriginRequest, OriginResponse};
use http::header::HeaderName;
use http::{HeaderValue, Method};
use serde_json::{Value, json};

use crate::stage::{clock, header_map};

fn request(method: Method, headers: &[(&'static str, &str)], body: &'static [u8]) -> OriginRequest {
    OriginRequest {
        method,
        path: "/en/caf%C3%A9".to_owned(),
        query: "a=1&a=%20x+y&b".to_owned(),
        headers: header_map(headers),
        body: Bytes::from_static(body),
        source_ip: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7)),
    }
}

/// Invokes a function that answers `result`, and tells the event it got.
async fn invoked(request: OriginRequest, result: Value) -> (Value, OriginResponse) {
    let event = Arc::new(Mutex::new(Value::Null));
    let heard = Arc::clone(&event);
    let invoke = move |event: Value| -> BoxFuture<'static, Value> {
        *heard.lock().unwrap_or_else(PoisonError::into_inner) = event;
        let result = result.clone();
        Box::pin(async move { result })
    };
    let origin = FunctionOrigin::new(invoke, clock(&Arc::new(AtomicI64::new(1_774_260_238_123))))
        .with_header(HeaderName::from_static("x-edge-secret"), HeaderValue::from_static("right"));
    let response = origin.fetch(request).await;
    let event = event.lock().unwrap_or_else(PoisonError::into_inner).clone();
    (event, response)
}

#[tokio::test]
async fn a_request_becomes_the_event_of_a_function_url() {
    let headers = [
        ("host", "home.lambda-url.localhost"),
        ("cookie", "a=1; b=2"),
        ("cookie", "c=3"),
        ("accept", "text/html"),
        ("accept", "text/plain"),
        ("user-agent", "Firefox"),
        ("x-edge-secret", "wrong"),
    ];
    let (mut event, _) = invoked(request(Method::GET, &headers, b""), json!({})).await;
    let id = event.pointer_mut("/requestContext/requestId").map(Value::take).unwrap_or_default();
    assert_eq!(id.as_str().map(|id| id.split('-').map(str::len).collect::<Vec<_>>()), Some(vec![8, 4, 4, 4, 12]));
    let expected = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/en/caf%C3%A9",
        "rawQueryString": "a=1&a=%20x+y&b",
        "cookies": ["a=1", "b=2", "c=3"],
        "headers": {"host": "home.lambda-url.localhost", "accept": "text/html,text/plain", "user-agent": "Firefox", "x-edge-secret": "right"},
        "queryStringParameters": {"a": "1, x y", "b": ""},
        "requestContext": {
            "accountId": "anonymous",
            "apiId": "home",
            "domainName": "home.lambda-url.localhost",
            "domainPrefix": "home",
            "http": {"method": "GET", "path": "/en/caf%C3%A9", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.7", "userAgent": "Firefox"},
            "requestId": null,
            "routeKey": "$default",
            "stage": "$default",
            "time": "23/Mar/2026:10:03:58 +0000",
            "timeEpoch": 1_774_260_238_123_i64
        },
        "isBase64Encoded": false
    });
    assert_eq!(event, expected);
}

#[tokio::test]
async fn lambda_http_reads_the_event() -> Result<(), Box<dyn std::error::Error>> {
    let headers = [("host", "home.lambda-url.localhost"), ("cookie", "a=1; b=2"), ("content-type", "application/x-www-form-urlencoded")];
    let (event, _) = invoked(request(Method::POST, &headers, b"title=x"), json!({})).await;
    let read = lambda_http::request::from_str(&event.to_string())?;
    assert_eq!((read.method(), read.uri().path(), read.uri().query()), (&Method::POST, "/en/caf%C3%A9", Some("a=1&a=%20x+y&b")));
    assert_eq!(read.headers().get("cookie"), Some(&HeaderValue::from_static("a=1; b=2")));
    assert_eq!(read.body().as_ref(), b"title=x");
    Ok(())
}

#[tokio::test]
async fn a_body_travels_as_text_or_in_base64_by_its_type() {
    for (kind, body, encoded, sent) in [
        ("application/json; charset=utf-8", b"{}".as_slice(), false, "{}"),
        ("application/problem+json", b"{}", false, "{}"),
        ("application/x-www-form-urlencoded", b"a=1", true, "YT0x"),
        ("image/png", b"\x89", true, "iQ=="),
        ("text/plain", b"\xff", true, "/w=="),
    ] {
        let (event, _) = invoked(request(Method::POST, &[("content-type", kind)], body), json!({})).await;
        assert_eq!((event.get("body"), event.get("isBase64Encoded")), (Some(&json!(sent)), Some(&json!(encoded))), "{kind}");
    }
}

#[tokio::test]
async fn a_result_becomes_a_response() {
    let result = json!({
        "statusCode": 201,
        "headers": {"Content-Type": "text/html", "x-number": 5},
        "multiValueHeaders": {"x-ignored": ["1"]},
        "cookies": ["a=1; Secure", "b=2"],
        "body": "PGI+",
        "isBase64Encoded": true
    });
    let (_, response) = invoked(request(Method::GET, &[], b""), result).await;
    let expected = header_map(&[("content-type", "text/html"), ("x-number", "5"), ("set-cookie", "a=1; Secure"), ("set-cookie", "b=2")]);
    assert_eq!((response.status.as_u16(), response.headers, response.body.as_ref()), (201, expected, b"<b>".as_ref()));
}

#[tokio::test]
async fn a_result_without_a_status_is_a_body_and_a_broken_one_is_a_502() {
    for (result, status, body) in [
        (json!({"hello": 1}), 200, "{\"hello\":1}"),
        (json!("hello"), 200, "hello"),
        (json!({"statusCode": 204}), 204, ""),
        (json!({"errorType": "Exit", "errorMessage": "out of memory"}), 502, "Internal Server Error"),
        (json!({"statusCode": 9999}), 502, "Internal Server Error"),
        (json!({"statusCode": 200, "headers": {"a b": "x"}}), 502, "Internal Server Error"),
        (json!({"statusCode": 200, "body": "%", "isBase64Encoded": true}), 502, "Internal Server Error"),
    ] {
        let (_, response) = invoked(request(Method::GET, &[], b""), result).await;
        assert_eq!((response.status.as_u16(), response.body.as_ref()), (status, body.as_bytes()));
    }
}
