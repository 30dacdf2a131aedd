//! Entity tags, revalidation and compression.

use std::io::Read as _;

use crate::stage::{PUBLIC, Stage};

const TAG: (&str, &str) = ("etag", "\"a\"");

#[tokio::test]
async fn the_edge_answers_304_to_who_has_the_same_bytes() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), TAG, ("content-type", "text/html")], "page");
    for cache in ["Miss", "Hit"] {
        let seen = stage.get_with("/en/x", &[("if-none-match", "\"b\", \"a\"")]).await;
        assert_eq!((seen.status(), seen.cache(), seen.body(), seen.header("etag")), (304, cache, "", Some("\"a\"")));
        assert_eq!((seen.header("content-type"), seen.header("cache-control")), (None, Some(PUBLIC)));
    }
    assert_eq!(stage.get_with("/en/x", &[("if-none-match", "W/\"a\"")]).await.status(), 200);
    assert_eq!(stage.get_with("/en/x", &[("if-none-match", "\"b\"")]).await.status(), 200);
    assert_eq!(stage.asked(), 1);
}

#[tokio::test]
async fn a_stale_page_is_confirmed_by_its_entity_tag_and_fresh_again() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), TAG, ("cache-tag", "old")], "page");
    stage.get("/en/x").await;
    stage.origin_answers(200, &[("cache-control", "s-maxage=10"), TAG, ("cache-tag", "new")], "never sent");
    stage.seconds(200);
    let seen = stage.get("/en/x").await;
    assert_eq!((seen.status(), seen.cache(), seen.body()), (200, "RefreshHit", "page"));
    assert_eq!(
        stage.last_asked().and_then(|request| request.headers.get("if-none-match").cloned()),
        Some("\"a\"".parse().unwrap_or(http::HeaderValue::from_static("")))
    );
    stage.seconds(9);
    assert_eq!(stage.get("/en/x").await.cache(), "Hit");
    assert_eq!(stage.edge.contents().into_iter().flat_map(|kept| kept.tags).collect::<Vec<_>>(), ["new"]);
    stage.seconds(1);
    assert_eq!(stage.get("/en/x").await.cache(), "RefreshHit");
}

#[tokio::test]
async fn a_text_is_compressed_once_for_those_who_take_it() {
    let stage = Stage::usual();
    let text = "All the news of the society. ".repeat(100);
    stage.origin_answers(200, &[("cache-control", PUBLIC), TAG, ("content-type", "text/html; charset=utf-8")], &text);
    for cache in ["Miss", "Hit"] {
        let seen = stage.get_with("/en/x", &[("accept-encoding", "gzip, deflate, br")]).await;
        assert_eq!((seen.cache(), seen.header("content-encoding"), seen.header("etag")), (cache, Some("br"), Some("W/\"a\"")));
        assert_eq!(seen.header("vary"), Some("Accept-Encoding"));
        assert_eq!(seen.header("content-length"), Some(seen.0.body().len().to_string().as_str()));
        let mut plain = String::new();
        let read = brotli::Decompressor::new(seen.0.body().as_ref(), 4096).read_to_string(&mut plain);
        assert!(read.is_ok() && plain == text && seen.0.body().len() < 200);
    }
    let plain = stage.get_with("/en/x", &[("accept-encoding", "gzip")]).await;
    assert_eq!((plain.header("content-encoding"), plain.header("etag"), plain.body()), (None, Some("\"a\""), text.as_str()));
    assert_eq!(plain.header("vary"), Some("Accept-Encoding"));
    let same = stage.get_with("/en/x", &[("accept-encoding", "br"), ("if-none-match", "W/\"a\"")]).await;
    assert_eq!((same.status(), same.header("content-encoding")), (304, None));
}

#[tokio::test]
async fn the_compressed_page_is_confirmed_with_the_origins_own_tag() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), TAG, ("content-type", "text/css")], &"a".repeat(2_000));
    let compressed = stage.get_with("/assets/x", &[("accept-encoding", "br")]).await;
    stage.seconds(200);
    let confirmed = stage.get_with("/assets/x", &[("accept-encoding", "br")]).await;
    assert_eq!((confirmed.cache(), confirmed.header("etag")), ("RefreshHit", Some("W/\"a\"")));
    assert_eq!(compressed.0.body(), confirmed.0.body());
}

#[tokio::test]
async fn what_is_small_or_not_a_text_stays_as_it_is() {
    let stage = Stage::usual();
    for (kind, length) in [("text/css", 999), ("image/png", 5_000)] {
        stage.origin_answers(200, &[("content-type", kind)], &"a".repeat(length));
        let seen = stage.get_with("/assets/x", &[("accept-encoding", "br")]).await;
        assert_eq!((seen.header("content-encoding"), seen.header("vary"), seen.0.body().len()), (None, None, length));
    }
}
