//! What a visitor sees where an origin failed and nothing is kept.

use std::collections::HashMap;

use edge::{Options, OriginRequest, OriginResponse};
use http::{Method, StatusCode};

use crate::stage::{PUBLIC, Stage, reply};

const PAGE: &str = "/assets/unavailable.html";
const ERROR: &[(&str, &str)] = &[("cache-control", "no-store"), ("retry-after", "30"), ("etag", "\"page\"")];

fn stage() -> Stage {
    let pages = [StatusCode::BAD_GATEWAY, StatusCode::GATEWAY_TIMEOUT].map(|status| (status, PAGE.to_owned()));
    Stage::new(Options { error_pages: HashMap::from(pages), ..Options::default() })
}

/// An origin that answers so, except for the page.
fn failing(status: u16) -> impl FnMut(&OriginRequest) -> OriginResponse + Send {
    move |request| {
        if request.path == PAGE { reply(200, ERROR, "designed") } else { reply(status, &[("cache-control", "no-store")], "bare") }
    }
}

#[tokio::test]
async fn a_designed_page_stands_for_an_error_whose_status_stays() {
    let stage = stage();
    for status in [502, 504] {
        stage.origin_does(failing(status));
        for path in ["/en/x", "/desk/x"] {
            let seen = stage.get_with(path, &[("cookie", "a=1"), ("if-none-match", "\"page\"")]).await;
            assert_eq!((seen.status(), seen.body(), seen.cache()), (status, "designed", "Error"), "{path}");
            assert_eq!((seen.header("cache-control"), seen.header("retry-after")), (Some("no-store"), Some("30")));
            assert!(!stage.last_asked().unwrap().headers.contains_key("cookie"), "the page is not for one visitor");
        }
        let head = stage.ask(Method::HEAD, "/en/x", &[], "").await;
        assert_eq!((head.status(), head.body(), head.header("content-length")), (status, "", Some("8")));
    }
    assert!(stage.keys().is_empty(), "neither the error is kept nor what may not be");
}

#[tokio::test]
async fn other_errors_pass_untouched() {
    let stage = stage();
    for status in [403, 404, 429, 500, 503] {
        stage.origin_does(failing(status));
        let seen = stage.get("/en/x").await;
        assert_eq!((seen.status(), seen.body()), (status, "bare"));
    }
    stage.origin_does(failing(200));
    assert_eq!((stage.get("/en/x").await.body(), stage.asked()), ("bare", 6));
}

#[tokio::test]
async fn what_is_kept_comes_before_the_page() {
    let stage = stage();
    assert_eq!(stage.get("/en/x").await.body(), "page");
    stage.origin_does(failing(502));
    stage.seconds(3000);
    let seen = stage.get("/en/x").await;
    assert_eq!((seen.status(), seen.body(), seen.cache()), (200, "page", "Hit"));
    stage.seconds(1000);
    assert_eq!(stage.get("/en/x").await.body(), "designed", "its time is over");
}

#[tokio::test]
async fn a_page_that_may_be_kept_is_there_when_nothing_else_is() {
    let stage = stage();
    stage.origin_does(
        |request| if request.path == PAGE { reply(200, &[("cache-control", PUBLIC)], "designed") } else { reply(502, &[], "bare") },
    );
    assert_eq!(stage.get("/en/x").await.body(), "designed");
    stage.origin_does(|_| reply(502, &[], "bare"));
    stage.seconds(3000);
    let seen = stage.get("/en/y").await;
    assert_eq!((seen.status(), seen.body()), (502, "designed"));
}

#[tokio::test]
async fn an_error_without_its_page_is_the_error() {
    let stage = stage();
    for of_page in [502, 404, 503] {
        stage.origin_does(move |request| reply(if request.path == PAGE { of_page } else { 502 }, &[], "bare"));
        let seen = stage.get("/en/x").await;
        assert_eq!((seen.status(), seen.body()), (502, "bare"));
    }
    assert_eq!(stage.get(PAGE).await.status(), 503, "and the page itself fails as anything else");
}
