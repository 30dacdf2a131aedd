//! What visitors and machines send by mistake or on purpose.

use http::Method;

use web::route::{Access, ContactRoute, Route};

use crate::harness::{Fresh, Reply};
use crate::markup::{links, tags};
use crate::routes::{ARTICLE, builder, every_kind};

fn site() -> Fresh {
    Fresh::site(&builder().pack)
}

/// A page made for the occasion, with the site's navigation, that nobody keeps.
fn is_designed(reply: &Reply, status: u16, what: &str) {
    assert_eq!(reply.status, status, "{what}");
    assert_eq!(reply.header("cache-control"), "no-store", "{what}");
    assert!(reply.header("etag").is_empty() && reply.header("cache-tag").is_empty(), "{what} cannot be kept");
    for (name, value) in web::HEADERS {
        assert_eq!(reply.header(name), value, "{name} of {what}");
    }
    let tags = tags(reply.text());
    assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{what} has a headline");
    assert!(tags.iter().any(|tag| tag.get("name") == "robots" && tag.get("content") == "noindex"), "{what} is not for search engines");
    assert!(links(reply.text()).iter().any(|(href, _)| href.ends_with("/about/")), "{what} has the navigation");
}

#[test]
fn what_is_not_there_is_a_designed_page_that_nobody_keeps() {
    let site = site();
    let long = format!("/en/{}/", "a".repeat(81));
    let longest = format!("/en/{}/", "a-".repeat(600));
    let deep = format!("/en/{}", "a/".repeat(20));
    for path in [
        "/xx/",
        "/xx/news/",
        "/xx/about/",
        "/zzz/",
        "/e/",
        "/favicon.ico",
        "/en/nothing/here/",
        "/en/news/1999/",
        "/en/news/0000/",
        "/en/news/25/",
        "/en/news/2025/nothing",
        "/en/news/2024/item-one",
        "/en/news/2025/item-one/more",
        "/en/news/page/0/",
        "/en/news/page/01/",
        "/en/news/page/1/",
        "/en/news/page/999999/",
        "/en/news/page/99999999999999999999/",
        "/en/news/page/-1/",
        "/en/topics/nothing/",
        "/en/topics/nothing/feed.atom",
        "/en/topics/lamps/feed.rss",
        "/en/opportunities/calls/nothing/",
        "/sitemaps/news-1990-01.xml",
        "/sitemaps/news-2025-13.xml",
        "/sitemaps/news-9999-12.xml",
        "/sitemaps/news-32767-12.xml",
        "/sitemaps/news--100-12.xml",
        "/sitemaps/nothing.xml",
        "/en//about/",
        "/en/été/",
        "/en/about/<script>/",
        "/en/about'/",
        "/en/./news/",
        "/en/../en/news/",
        "/en/%2e/news/",
        "/en/news/.",
        "/en/news/%2E%2e/news/",
        long.as_str(),
        longest.as_str(),
        deep.as_str(),
    ] {
        is_designed(&site.get(path), 404, path);
    }
    for path in ["/en/%", "/en/%zz/", "/en/%ff/", "/%c3%28/", "/en/%00/", "/en/a%5cb/", "/en/a\\b/"] {
        is_designed(&site.get(path), 400, path);
    }
    for path in ["/xx/", "/en/%ff/", "/en/%2e/news/", "/en/%2e%2e/en/news/", "/en/news/2025/nothing", "/en/%3Cscript%3E/"] {
        let reply = site.visitor().get(path);
        assert!(
            matches!(reply.status, 400 | 404) && reply.header("x-cache").starts_with("Error"),
            "{path} through the edge: {}",
            reply.status
        );
        assert!(reply.text().contains("<h1>") && !reply.text().contains("<script>"), "{path}");
    }
    assert!(site.get("/fr/rien/").text().contains("<html lang=\"fr\""), "the page speaks the language of the address");
}

#[test]
fn a_wrong_method_is_refused_with_the_methods_that_are_allowed() {
    let site = site();
    for (path, route) in every_kind() {
        let takes_forms = matches!(route, Route::Contact(ContactRoute::Form { .. }));
        for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"].into_iter().filter(|method| !takes_forms || *method != "POST") {
            let reply = site.caller().ask(method, path, "", &[]);
            is_designed(&reply, 405, &format!("{method} {path}"));
            let allowed = if takes_forms { "GET, HEAD, POST" } else { "GET, HEAD" };
            assert_eq!(reply.header("allow"), allowed, "{method} {path}");
        }
        if route.access() == Access::Public {
            assert_eq!(site.visitor().ask(Method::POST, path, &[]).status, 403, "the edge lets no POST through to {path}");
        }
    }
    let (get, head) = (site.get(ARTICLE), site.caller().ask("HEAD", ARTICLE, "", &[]));
    assert_eq!((head.status, head.header("etag"), head.text()), (200, get.header("etag"), ""));
}

#[test]
fn a_huge_query_or_many_headers_make_no_difference() {
    let site = site();
    let plain = site.get(ARTICLE);
    assert_eq!(plain.status, 200);
    for query in
        ["q=".to_owned() + &"x".repeat(8 * 1024), "q=".to_owned() + &"%ff".repeat(19_000), "&&==%&%zz=%".to_owned(), "a&".repeat(5_000)]
    {
        let reply = site.caller().ask("GET", ARTICLE, &query, &[]);
        assert_eq!((reply.status, reply.body), (200, plain.body.clone()), "a query of {} bytes", query.len());
    }
    let short = format!("{ARTICLE}?q={}", "x".repeat(8_000));
    assert_eq!(site.visitor().get(&short).body, plain.body);
    assert_eq!(site.visitor().get(&format!("{short}{}", "x".repeat(300))).status, 414, "the edge takes no longer address");
    let many: Vec<(String, String)> = (0..200).map(|number| (format!("x-many-{number}"), "v".repeat(20))).collect();
    let long = vec![("x-long".to_owned(), "v".repeat(64 * 1024))];
    let odd: Vec<(String, String)> = [
        ("accept-language", ",;q=,;;q=9e99,*;q=-1,é"),
        ("if-none-match", "W/,\"\",*x"),
        ("cookie", "=;;=;a"),
        ("accept-encoding", "br;q=x"),
        ("host", "elsewhere.example"),
        ("x-forwarded-host", "elsewhere.example"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    for headers in [many, long, odd] {
        let reply = site.caller().ask("GET", ARTICLE, "", &headers);
        assert_eq!((reply.status, reply.body), (200, plain.body.clone()));
        assert_eq!(site.caller().ask("GET", "/", "", &headers).status, 302);
    }
}
