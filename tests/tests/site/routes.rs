//! One address of every kind of route, on a small site of the tests. A new route does not build until it stands here.

use std::collections::BTreeSet;

use web::route::{Access, NewsRoute, PagesRoute, Route};

use crate::harness::{Fresh, Reply};
use crate::packs::{Builder, pack};

/// The address of the article of [`builder`].
pub(crate) const ARTICLE: &str = "/en/news/2025/item-one";

const ADDRESSES: [&str; 17] = [
    "/",
    "/en/",
    "/en/news/",
    "/en/news/page/1/",
    "/en/news/2025/",
    ARTICLE,
    "/en/news/feed.atom",
    "/en/topics/lamps/feed.json",
    "/en/topics/lamps/",
    "/en/about/in-brief/",
    "/en/about/members/directory/",
    "/en/about/members/directory/ee/",
    "/en/about/members/directory/by-name/",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/news-2025-02.xml",
    "/robots.txt",
];

/// A site on which all of them are there but the numbered page, which needs forty items.
pub(crate) fn builder() -> Builder {
    pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00").members(&[("ee", "north", 1992)])
}

/// One address of every kind.
pub(crate) fn every_kind() -> Vec<(&'static str, Route)> {
    let route = |path| Route::parse("GET", path).unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
    let all: Vec<_> = ADDRESSES.into_iter().map(|path| (path, route(path))).collect();
    let kinds: BTreeSet<usize> = all.iter().map(|(_, route)| number(route)).collect();
    assert_eq!(kinds, (0..KINDS).collect(), "every kind of route has an address here");
    all
}

const KINDS: usize = 12;

fn number(route: &Route) -> usize {
    match route {
        Route::Root => 0,
        Route::Home { .. } => 1,
        Route::News(NewsRoute::Front { .. }) => 2,
        Route::News(NewsRoute::Page { .. }) => 3,
        Route::News(NewsRoute::Year { .. }) => 4,
        Route::News(NewsRoute::Article { .. }) => 5,
        Route::News(NewsRoute::Feed { .. }) => 6,
        Route::News(NewsRoute::Sitemap { .. }) => 7,
        Route::Pages(PagesRoute::Place(_)) => 8,
        Route::Pages(PagesRoute::SitemapIndex) => 9,
        Route::Pages(PagesRoute::Sitemap) => 10,
        Route::Pages(PagesRoute::Robots) => 11,
    }
}

#[test]
fn the_edge_asks_the_function_that_answers_the_route() {
    let behaviours = local::behaviours();
    for (path, route) in every_kind() {
        let first = behaviours.iter().find(|behaviour| behaviour.covers(path)).map(|behaviour| behaviour.origin);
        assert_eq!(first, Some(route.function()), "{path}");
    }
    for home in ["/fil/", "/pt-br/"] {
        let first = behaviours.iter().find(|behaviour| behaviour.covers(home)).map(|behaviour| behaviour.origin);
        assert_eq!(first, Some("home"), "{home}");
    }
}

#[test]
fn whoever_may_ask_gets_an_answer_that_says_how_long_it_may_be_kept() {
    let site = Fresh::site(&builder().pack);
    for (path, route) in every_kind() {
        match route.access() {
            Access::Public => {
                let reply = site.get(path);
                let policy = reply.header("cache-control");
                let kept = policy.starts_with("public, max-age=0, s-maxage=");
                match reply.status {
                    200 => {
                        assert!(kept && !reply.header("etag").is_empty(), "{path}: {policy}");
                        nobody_is_sent_what_he_has_or_did_not_ask_for(&site, path, &reply);
                    }
                    302 => assert_eq!((path, policy), ("/", "no-store"), "only the way to a language depends on who asks"),
                    status => assert_eq!((path, status), ("/en/news/page/1/", 404)),
                }
            }
        }
    }
}

fn nobody_is_sent_what_he_has_or_did_not_ask_for(site: &Fresh, path: &str, reply: &Reply) {
    let etag = reply.header("etag").to_owned();
    let known = site.caller().ask("GET", path, "", &[("if-none-match".to_owned(), format!("\"another\", W/{etag}"))]);
    let head = site.caller().ask("HEAD", path, "", &[]);
    for (answer, status) in [(known, 304), (head, 200)] {
        assert_eq!((answer.status, answer.text(), answer.header("etag")), (status, "", etag.as_str()), "{path}");
        assert_eq!(answer.header("cache-control"), reply.header("cache-control"), "{path}");
    }
}
