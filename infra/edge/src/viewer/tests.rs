//! With its memo a function decides as it does without.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::header::{HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request};
use proptest::prelude::*;

use super::*;

/// Tells all of its event, so that no two events that differ are answered alike.
const TELLS_ALL: &str = "function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }";

/// Changes address, cookies and headers by what it finds.
const CHANGES: &str = "function handler(event) {
    const request = event.request;
    request.uri = '/x' + request.uri;
    if (request.querystring.a !== undefined) { delete request.querystring.a; }
    if (request.headers['x-a'] !== undefined) { request.headers['x-b'] = { value: request.headers['x-a'].value + event.viewer.ip }; }
    if (request.cookies.a !== undefined) { request.cookies = { b: { value: request.cookies.a.value } }; }
    return request;
}";

/// A request as a visitor may send it. There are few words, so that many requests are alike, or nearly.
fn request() -> impl Strategy<Value = (Parts, IpAddr)> {
    let path = prop::sample::select(vec!["/", "/a", "/A", "/a/", "/a//b", "/media/pictures/a.svg", "/en/news/2025/a", "/%C3%A9"]);
    let query = prop::sample::select(vec!["", "?", "?a", "?a=", "?a=1", "?a=1&a=2", "?a=1&b=2", "?b=2&a=1", "?&"]);
    let header = (
        prop::sample::select(vec!["x-a", "x-b", "x-ab", "cookie", "host", "accept-language"]),
        prop::sample::select(vec!["", "a", "b", "ab", "a=1", "a=1; b=2", "b=2; a=1", "x-b", "\u{e9}", "\u{ff}", "fr, en;q=0.5"]),
    );
    let peer = prop::sample::select(vec![
        IpAddr::from([192, 0, 2, 7]),
        IpAddr::from([192, 0, 2, 8]),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
        IpAddr::V6(Ipv4Addr::new(192, 0, 2, 7).to_ipv6_mapped()),
    ]);
    let method = prop::sample::select(vec![Method::GET, Method::HEAD, Method::POST]);
    (method, path, query, prop::collection::vec(header, 0..4), peer).prop_map(|(method, path, query, headers, peer)| {
        let mut request = Request::builder().method(method).uri(format!("{path}{query}")).body(()).unwrap();
        for (name, value) in headers {
            let latin: Vec<u8> = value.chars().map(|sign| u8::try_from(sign).unwrap()).collect();
            request.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_bytes(&latin).unwrap());
        }
        (request.into_parts().0, peer)
    })
}

/// Headers in their order.
type Fields = Vec<(String, Vec<u8>)>;

/// Status, headers and body of the function's own answer.
type Answered = (u16, HeaderMap, Vec<u8>);

/// Everything of what became of a request.
fn decided(function: &ViewerFunction, request: &(Parts, IpAddr)) -> (String, Fields, Option<Answered>) {
    let (mut parts, peer) = request.clone();
    let response = function.decide(&mut parts, peer).unwrap();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_vec())).collect();
    let response = response.map(|response| (response.status.as_u16(), response.headers, response.body.to_vec()));
    (parts.uri.to_string(), headers, response)
}

fn function(script: &str) -> ViewerFunction {
    let entries = BTreeMap::from([("languages".to_owned(), "en,fr".to_owned()), ("/a".to_owned(), "/b".to_owned())]);
    ViewerFunction::new(script, Some(entries)).unwrap()
}

/// The same, which asks each time.
fn without_memo(script: &str) -> ViewerFunction {
    ViewerFunction { memo: None, ..function(script) }
}

fn kept(function: &ViewerFunction) -> usize {
    function.memo.as_ref().map_or(0, Memo::len)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn with_its_memo_a_function_decides_as_it_does_without(requests in prop::collection::vec(request(), 1..40)) {
        for script in [TELLS_ALL, CHANGES, VIEWER_REQUEST] {
            let (with, without) = (function(script), without_memo(script));
            prop_assert!(with.memo.is_some());
            for request in requests.iter().chain(&requests) {
                prop_assert_eq!(decided(&with, request), decided(&without, request));
            }
            prop_assert!(kept(&with) > 0 && kept(&with) <= requests.len(), "who comes again meets the memo");
        }
    }

    #[test]
    fn requests_whose_events_differ_share_no_key(one in request(), other in request()) {
        if event::of(&one.0, one.1) != event::of(&other.0, other.1) {
            prop_assert_ne!(memo::key(&one.0, one.1), memo::key(&other.0, other.1));
        }
    }
}

fn plain() -> (Parts, IpAddr) {
    (Request::get("/en/").body(()).unwrap().into_parts().0, IpAddr::from([192, 0, 2, 7]))
}

#[test]
fn who_asks_the_same_again_does_not_meet_the_script() {
    // Contrary to its look this script leaves something behind, by which one sees how often it was asked.
    let counting = "const asked = [];\nfunction handler(event) { asked.push(1); return { statusCode: 200, body: String(asked.length) }; }";
    let told = |function: &ViewerFunction| decided(function, &plain()).2.map(|(_, _, body)| body);
    let (with, without) = (function(counting), without_memo(counting));
    assert_eq!([told(&with), told(&with)], [Some(b"1".to_vec()), Some(b"1".to_vec())]);
    assert_eq!([told(&without), told(&without)], [Some(b"1".to_vec()), Some(b"2".to_vec())]);
}

#[test]
fn a_function_that_tells_the_time_has_no_memo_and_a_failure_is_not_kept() {
    assert!(function("function handler(event) { return { statusCode: 200, body: String(Date.now()) }; }").memo.is_none());
    let failing = function("function handler(event) { throw new Error('no'); }");
    let (mut parts, peer) = plain();
    for _ in 0..2 {
        assert!(failing.decide(&mut parts, peer).is_err());
        assert_eq!((kept(&failing), parts.uri.path()), (0, "/en/"));
    }
}
