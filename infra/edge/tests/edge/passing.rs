//! What reaches an origin and what comes back.

use http::Method;

use crate::stage::{PUBLIC, Stage, header_map};

#[tokio::test]
async fn an_origin_of_public_pages_does_not_learn_who_asks() {
    let stage = Stage::usual();
    let visitor = [
        ("host", "society.example"),
        ("cookie", "session=1"),
        ("authorization", "Basic eA=="),
        ("accept-language", "fr"),
        ("user-agent", "Firefox"),
        ("x-forwarded-host", "evil.example"),
    ];
    stage.get_with("/en/x?page=1&who=me", &visitor).await;
    let Some(asked) = stage.last_asked() else { return assert_eq!(stage.asked(), 1) };
    let expected = [
        ("user-agent", "Amazon CloudFront"),
        ("x-forwarded-for", "192.0.2.7"),
        ("x-forwarded-host", "society.example"),
        ("x-forwarded-proto", "http"),
        ("host", "site.lambda-url.localhost"),
        ("via", "1.1 edge"),
    ];
    assert_eq!(asked.headers, header_map(&expected));
    assert_eq!((asked.query.as_str(), asked.source_ip.to_string()), ("page=1", "192.0.2.7".to_owned()));
}

#[tokio::test]
async fn a_private_area_gets_everything_but_the_headers_of_the_connection_and_keeps_nothing() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("set-cookie", "a=1"), ("cache-tag", "x"), ("connection", "close")], "done");
    let visitor = [
        ("cookie", "session=1"),
        ("accept-language", "fr"),
        ("x-forwarded-for", "198.51.100.1"),
        ("connection", "keep-alive, x-hop"),
        ("x-hop", "1"),
        ("te", "trailers"),
    ];
    let seen = stage.ask(Method::POST, "/desk/x?b=2&a=1", &visitor, "title=x").await;
    assert_eq!((seen.body(), seen.header("set-cookie"), seen.cache()), ("done", Some("a=1"), "Miss"));
    assert_eq!((seen.header("cache-tag"), seen.header("connection"), stage.keys().len()), (None, None, 0));
    let Some(asked) = stage.last_asked() else { return assert_eq!(stage.asked(), 1) };
    let header = |name| asked.headers.get(name).and_then(|value| value.to_str().ok());
    assert_eq!((asked.method.as_str(), asked.query.as_str(), asked.body.as_ref()), ("POST", "a=1&b=2", b"title=x".as_ref()));
    assert_eq!((header("cookie"), header("accept-language")), (Some("session=1"), Some("fr")));
    assert_eq!((header("x-forwarded-for"), header("x-hop"), header("te")), (Some("198.51.100.1, 192.0.2.7"), None, None));
}

#[tokio::test]
async fn an_origin_that_takes_forms_gets_the_form_what_its_policy_names_and_who_asks() {
    let stage = Stage::usual();
    stage.origin_answers(303, &[("cache-control", "no-store"), ("location", "/forms/sent/")], "");
    let visitor = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://society.example"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", "session=1"),
        ("user-agent", "Firefox"),
        ("cloudfront-viewer-address", "198.51.100.1:1"),
        ("x-forwarded-for", "198.51.100.1"),
        ("host", "society.example"),
    ];
    let seen = stage.ask(Method::POST, "/forms/x?document=/y&who=me", &visitor, "title=x").await;
    assert_eq!((seen.status(), seen.header("location"), stage.keys().len()), (303, Some("/forms/sent/"), 0));
    let Some(asked) = stage.last_asked() else { return assert_eq!(stage.asked(), 1) };
    let expected = [
        ("user-agent", "Amazon CloudFront"),
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://society.example"),
        ("sec-fetch-site", "same-origin"),
        ("x-forwarded-for", "192.0.2.7"),
        ("cloudfront-viewer-address", "192.0.2.7:4711"),
        ("x-forwarded-host", "society.example"),
        ("x-forwarded-proto", "http"),
        ("host", "site.lambda-url.localhost"),
        ("via", "1.1 edge"),
    ];
    assert_eq!(asked.headers, header_map(&expected));
    assert_eq!((asked.query.as_str(), asked.body.as_ref()), ("document=/y", b"title=x".as_ref()));
}

#[tokio::test]
async fn the_edge_itself_refuses_what_has_no_behaviour_no_origin_or_the_wrong_method() {
    let stage = Stage::usual();
    let long = format!("/en/{}", "x".repeat(8_190));
    for (method, path, status) in [
        (Method::GET, "/de/x", 404),
        (Method::GET, "/nowhere/x", 502),
        (Method::POST, "/en/x", 403),
        (Method::TRACE, "/desk/x", 403),
        (Method::OPTIONS, "*", 400),
        (Method::GET, long.as_str(), 414),
    ] {
        let seen = stage.ask(method, path, &[], "").await;
        assert_eq!((seen.status(), seen.cache(), seen.header("cache-control")), (status, "Error", Some("no-store")), "{path}");
    }
    assert_eq!(stage.ask(Method::GET, "/en/x", &[], "a body").await.status(), 403);
    assert_eq!(stage.asked(), 0);
}

#[tokio::test]
async fn a_malformed_path_goes_to_the_origin_as_it_is() {
    let stage = Stage::usual();
    stage.origin_answers(400, &[("cache-control", "no-store")], "malformed");
    for path in ["/en/%zz", "/en/%", "/en/%ff%fe", "/en/%00", "/en/%5c", "/assets/../en/./x", "/en/a//b", "/en/%2e%2e/en/x"] {
        let seen = stage.get(path).await;
        assert_eq!((seen.status(), seen.body()), (400, "malformed"));
        assert_eq!(stage.last_asked().map(|request| request.path).as_deref(), Some(path));
    }
}
