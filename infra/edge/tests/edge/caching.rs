//! What is kept, under which key, and for how long.

use edge::Options;
use http::Method;

use crate::stage::{PUBLIC, Stage, reply};

#[tokio::test]
async fn a_public_page_is_asked_for_once_and_then_comes_from_the_edge_with_its_age() {
    let stage = Stage::usual();
    let first = stage.get("/en/news").await;
    assert_eq!((first.status(), first.cache(), first.header("age"), first.header("via")), (200, "Miss", None, Some("1.1 edge")));
    stage.seconds(59);
    let second = stage.get("/en/news").await;
    assert_eq!((second.cache(), second.header("age"), second.body()), ("Hit", Some("59"), "page"));
    assert_eq!(stage.asked(), 1);
}

#[tokio::test]
async fn a_stale_page_is_served_while_one_new_one_is_fetched_in_the_background() {
    let stage = Stage::usual();
    stage.get("/en/news").await;
    stage.origin_answers(200, &[("cache-control", PUBLIC)], "new");
    stage.origin_holds(true);
    stage.seconds(61);
    for _ in 0..3 {
        let stale = stage.get("/en/news").await;
        assert_eq!((stale.cache(), stale.header("age"), stale.body()), ("Hit", Some("61"), "page"));
    }
    stage.origin_holds(false);
    stage.background().await;
    assert_eq!(stage.get("/en/news").await.body(), "new");
    assert_eq!(stage.asked(), 2);
}

#[tokio::test]
async fn a_page_past_its_stale_time_is_fetched_before_it_is_served() {
    let stage = Stage::usual();
    stage.get("/en/news").await;
    stage.origin_answers(200, &[("cache-control", PUBLIC)], "new");
    stage.seconds(120);
    let seen = stage.get("/en/news").await;
    assert_eq!((seen.cache(), seen.body()), ("Miss", "new"));
}

#[tokio::test]
async fn a_stale_page_stands_in_for_a_failing_origin_until_its_time_is_over() {
    let stage = Stage::usual();
    stage.get("/en/news").await;
    stage.origin_answers(503, &[], "down");
    stage.seconds(3000);
    let seen = stage.get("/en/news").await;
    assert_eq!((seen.status(), seen.cache(), seen.body()), (200, "Hit", "page"));
    stage.seconds(1000);
    let seen = stage.get("/en/news").await;
    assert_eq!((seen.status(), seen.cache(), seen.body()), (503, "Error", "down"));
}

#[tokio::test]
async fn a_stale_page_stands_in_for_an_origin_that_panics() {
    let stage = Stage::usual();
    stage.get("/en/news").await;
    stage.origin_does(|_| std::panic::resume_unwind(Box::new("the origin fell over")));
    stage.seconds(300);
    assert_eq!(stage.get("/en/news").await.body(), "page");
    assert_eq!(stage.get("/en/other").await.status(), 502);
}

#[tokio::test]
async fn visitors_who_want_the_same_wait_for_one_fetch() {
    let stage = Stage::usual();
    stage.origin_holds(true);
    let release = async {
        stage.background().await;
        assert_eq!(stage.asked(), 1);
        stage.origin_holds(false);
    };
    let (a, b, c, ()) = tokio::join!(stage.get("/en/a"), stage.get("/en/a?utm=x"), stage.get("/en/a"), release);
    assert_eq!((a.body(), b.body(), c.body()), ("page", "page", "page"));
    assert_eq!(stage.asked(), 1);
}

#[tokio::test]
async fn an_answer_for_one_visitor_is_not_given_to_those_who_waited() {
    let stage = Stage::usual();
    let mut count = 0;
    stage.origin_does(move |_| {
        count += 1;
        reply(200, &[("cache-control", "no-store")], &count.to_string())
    });
    stage.origin_holds(true);
    let release = async {
        stage.background().await;
        stage.origin_holds(false);
    };
    let (a, b, ()) = tokio::join!(stage.get("/en/a"), stage.get("/en/a"), release);
    assert_ne!(a.body(), b.body());
}

#[tokio::test]
async fn the_key_is_path_declared_query_and_encoding_and_nothing_else() {
    let stage = Stage::usual();
    stage.get_with("/en/news?year=2025&page=2&utm_source=x", &[("host", "a.example"), ("cookie", "a=1")]).await;
    let other = stage.get_with("/en/news?page=2&year=2025", &[("host", "b.example"), ("authorization", "Basic eA==")]).await;
    assert_eq!(other.cache(), "Hit");
    stage.get_with("/en/news", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(stage.keys(), ["br /en/news", "identity /en/news?page=2&year=2025"]);
}

#[tokio::test]
async fn what_may_not_be_kept_is_not_kept() {
    let stage = Stage::usual();
    let refusals: [&[(&'static str, &str)]; 6] = [
        &[("cache-control", "no-store")],
        &[("cache-control", "private, s-maxage=60")],
        &[("cache-control", "s-maxage=0")],
        &[("cache-control", PUBLIC), ("set-cookie", "id=1")],
        &[],
        &[("cache-control", "max-age=60, s-maxage=nonsense")],
    ];
    for headers in refusals {
        stage.origin_answers(200, headers, "x");
        let seen = stage.get("/en/x").await;
        assert_eq!((seen.cache(), seen.header("set-cookie")), ("Miss", None));
        assert_eq!(stage.keys(), Vec::<String>::new(), "{headers:?}");
    }
}

#[tokio::test]
async fn errors_are_kept_only_if_they_say_so() {
    let stage = Stage::usual();
    stage.origin_answers(404, &[], "no");
    assert_eq!(stage.get("/en/x").await.cache(), "Error");
    assert_eq!(stage.get("/en/x").await.cache(), "Error");
    stage.origin_answers(404, &[("cache-control", "s-maxage=5")], "no");
    stage.get("/en/x").await;
    assert_eq!((stage.get("/en/x").await.cache(), stage.asked()), ("Hit", 3));
}

#[tokio::test]
async fn a_page_that_is_gone_does_not_come_back_from_the_cache() {
    let stage = Stage::usual();
    stage.get("/en/x").await;
    stage.origin_answers(404, &[("cache-control", "no-store")], "no");
    stage.seconds(200);
    assert_eq!(stage.get("/en/x").await.status(), 404);
    assert_eq!(stage.keys(), Vec::<String>::new());
}

#[tokio::test]
async fn the_cache_forgets_what_was_not_used_for_longest() {
    let stage = Stage::new(Options { bytes: 11_000, ..Options::default() });
    stage.origin_answers(200, &[("cache-control", PUBLIC)], &"x".repeat(2_500));
    for path in ["/en/1", "/en/2", "/en/3", "/en/1", "/en/4"] {
        stage.get(path).await;
    }
    assert_eq!(stage.keys(), ["identity /en/1", "identity /en/3", "identity /en/4"]);
    stage.origin_answers(200, &[("cache-control", PUBLIC)], &"x".repeat(11_001));
    assert_eq!(stage.get("/en/5").await.0.body().len(), 11_001);
    assert_eq!(stage.keys().len(), 3);
}

#[tokio::test]
async fn a_head_is_served_from_a_kept_get_and_the_other_way_round() {
    let stage = Stage::usual();
    let head = stage.ask(Method::HEAD, "/en/x", &[], "").await;
    assert_eq!((head.body(), head.header("content-length"), head.cache()), ("", Some("4"), "Miss"));
    assert_eq!(stage.get("/en/x").await.cache(), "Hit");
    assert_eq!(stage.ask(Method::HEAD, "/en/x", &[], "").await.cache(), "Hit");
    assert_eq!(stage.asked(), 1);
}
