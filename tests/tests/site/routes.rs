//! One address of every kind of route, on a small site of the tests. A new route does not build until it stands here.

use std::collections::BTreeSet;

use web::route::{Access, ContactRoute, EventsRoute, NewsRoute, PagesRoute, Route};

use crate::harness::{Fresh, Reply};
use crate::packs::{Builder, pack};

/// The address of the article of [`builder`].
pub(crate) const ARTICLE: &str = "/en/news/2025/item-one";

const ADDRESSES: [&str; 32] = [
    "/",
    "/en/",
    "/en/news/",
    "/en/news/page/1/",
    "/en/news/2025/",
    ARTICLE,
    "/en/news/feed.atom",
    "/en/topics/lamps/feed.json",
    "/en/topics/lamps/",
    "/en/opportunities/calls/feed.atom",
    "/en/opportunities/calls/archive/2024/",
    "/en/topics/lamps/news/",
    "/en/about/in-brief/",
    "/en/about/members/directory/",
    "/en/about/members/directory/ee/",
    "/en/about/members/directory/by-name/",
    "/sitemap.xml",
    "/sitemaps/pages.xml",
    "/sitemaps/news-2025-02.xml",
    "/robots.txt",
    "/en/events/",
    "/en/events/history/",
    "/en/events/2025/",
    "/en/events/2025/03/",
    "/en/events/2025/forum",
    "/en/events/2025/forum.ics",
    "/en/events/calendar.ics",
    "/sitemaps/events-2025-03.xml",
    "/en/events/venue/",
    "/en/contact/",
    "/en/contact/accessible-format/",
    "/en/contact/sent/",
];

/// A site on which all of them are there but the numbered page, which needs forty items.
pub(crate) fn builder() -> Builder {
    let venue = [("slug", "venue"), ("title", "⟦Venue⟧")];
    let call = [("slug", "past"), ("title", "⟦Past⟧"), ("label", "⟦Call⟧")];
    let section = [("slug", "news"), ("title", "⟦News⟧")];
    pack(&["en", "fr"])
        .news("one", "2025-02-01T09:00:00+01:00")
        .event("forum", "starts = 2025-03-10\nends = 2025-03-11")
        .document("pages/events/venue", "order = 9", &venue)
        .document("calls/past", "opens = 2024-02-03\ncloses = 2024-02-14", &call)
        .document("topics/lamps/news", "order = 1\nlists = \"news\"", &section)
        .members(&[("ee", "north", 1992)])
}

/// One address of every kind.
pub(crate) fn every_kind() -> Vec<(&'static str, Route)> {
    let route = |path| Route::parse("GET", path).unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
    let all: Vec<_> = ADDRESSES.into_iter().map(|path| (path, route(path))).collect();
    let kinds: BTreeSet<usize> = all.iter().map(|(_, route)| number(route)).collect();
    assert_eq!(kinds, (0..KINDS).collect(), "every kind of route has an address here");
    all
}

const KINDS: usize = 24;

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
        Route::Events(EventsRoute::Front { .. }) => 12,
        Route::Events(EventsRoute::History { .. }) => 13,
        Route::Events(EventsRoute::Year { .. }) => 14,
        Route::Events(EventsRoute::Month { .. }) => 15,
        Route::Events(EventsRoute::Event { .. }) => 16,
        Route::Events(EventsRoute::EventCalendar { .. }) => 17,
        Route::Events(EventsRoute::Calendar { .. }) => 18,
        Route::Events(EventsRoute::Sitemap { .. }) => 19,
        Route::Contact(ContactRoute::Form { .. }) => 20,
        Route::Contact(ContactRoute::Sent { .. }) => 21,
        Route::News(NewsRoute::CallFeed { .. }) => 22,
        Route::Pages(PagesRoute::CallArchive { .. }) => 23,
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
            Access::Form => {
                let reply = site.get(path);
                let kept = [reply.header("cache-control"), reply.header("etag"), reply.header("cache-tag")];
                assert_eq!((reply.status, kept), (200, ["no-store", "", ""]), "{path}");
                let edge = [(), ()].map(|()| site.visitor().get(path).header("x-cache").to_owned());
                assert!(edge.iter().all(|outcome| outcome.starts_with("Miss")), "{path}: {edge:?}");
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
