//! Tags and purges.

use std::time::Duration;

use edge::Options;

use crate::stage::{PUBLIC, Stage};

fn tags(tags: &[&str]) -> Vec<String> {
    tags.iter().map(|tag| (*tag).to_owned()).collect()
}

#[tokio::test]
async fn a_purge_removes_every_page_with_the_tag_and_no_other() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "d:1:en, L:News")], "one");
    let seen = stage.get("/en/1").await;
    assert_eq!(seen.header("cache-tag"), None);
    stage.get_with("/en/1", &[("accept-encoding", "br")]).await;
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "d:2:en")], "two");
    stage.get("/en/2").await;
    stage.edge.purge(&tags(&["l:NEWS", "d:3:en"])).await;
    assert_eq!(stage.keys(), ["identity /en/2"]);
}

#[tokio::test]
async fn the_fifty_first_tag_is_dropped_without_a_word() {
    let stage = Stage::usual();
    let many = (1..=51).map(|n| format!("d:{n}")).collect::<Vec<_>>().join(",");
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", &many)], "list");
    stage.get("/en/list").await;
    stage.edge.purge(&tags(&["d:51"])).await;
    assert_eq!(stage.get("/en/list").await.cache(), "Hit");
    stage.edge.purge(&tags(&["d:50"])).await;
    assert_eq!(stage.get("/en/list").await.cache(), "Miss");
}

#[tokio::test]
async fn a_purge_takes_its_time() {
    let stage = Stage::new(Options { purge_delay: Duration::from_secs(3), ..Options::default() });
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "a")], "old");
    stage.get("/en/x").await;
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "a")], "new");
    stage.edge.purge(&tags(&["a"])).await;
    stage.seconds(2);
    assert_eq!(stage.get("/en/x").await.body(), "old");
    stage.seconds(1);
    assert_eq!(stage.get("/en/x").await.body(), "new");
}

#[tokio::test]
async fn an_answer_that_a_purge_overtakes_is_asked_for_again() {
    let stage = Stage::usual();
    let page = |body| stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "a")], body);
    page("old");
    stage.origin_holds(true);
    let purge = async {
        stage.background().await;
        page("new");
        stage.edge.purge(&tags(&["A"])).await;
        stage.origin_holds(false);
    };
    let (seen, ()) = tokio::join!(stage.get("/en/x"), purge);
    assert_eq!((seen.body(), stage.asked()), ("new", 2));
    assert_eq!(stage.get("/en/x").await.body(), "new");
}

#[tokio::test]
async fn an_edge_that_makes_no_promise_keeps_what_a_purge_overtook_until_the_next_one() {
    let stage = Stage::new(Options { keeps_overtaken: true, ..Options::default() });
    let page = |body| stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "a")], body);
    page("old");
    stage.origin_holds(true);
    let purge = async {
        stage.background().await;
        page("new");
        stage.edge.purge(&tags(&["a"])).await;
        stage.origin_holds(false);
    };
    let (seen, ()) = tokio::join!(stage.get("/en/x"), purge);
    assert_eq!((seen.body(), stage.get("/en/x").await.body()), ("old", "old"));
    stage.edge.purge(&tags(&["a"])).await;
    assert_eq!(stage.get("/en/x").await.body(), "new");
}

#[tokio::test]
async fn a_purged_page_does_not_stand_in_for_a_failing_origin() {
    let stage = Stage::usual();
    stage.origin_answers(200, &[("cache-control", PUBLIC), ("cache-tag", "a")], "old");
    stage.get("/en/x").await;
    stage.seconds(200);
    stage.origin_answers(500, &[], "down");
    stage.origin_holds(true);
    let purge = async {
        stage.background().await;
        stage.edge.purge(&tags(&["a"])).await;
        stage.origin_holds(false);
    };
    let (seen, ()) = tokio::join!(stage.get("/en/x"), purge);
    assert_eq!((seen.status(), seen.body()), (500, "down"));
}
