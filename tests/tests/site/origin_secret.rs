//! A function with the distribution's secret answers the edge alone.

use web::ORIGIN_HEADER;

use crate::harness::{Demonstration, NOW};
use crate::markup::tags;

const SECRET: &str = "a-secret-of-the-edge-and-its-functions";

fn knowing(secret: &str) -> Vec<(String, String)> {
    vec![(ORIGIN_HEADER.to_owned(), secret.to_owned())]
}

#[test]
fn who_comes_past_the_edge_is_refused_before_anything_else() {
    let site = Demonstration::shared();
    let closed = site.home_closed_by(SECRET);
    // Addresses that lead elsewhere, that nothing can read and that take no such method: none of that is told.
    for (method, path) in
        [("GET", "/en/"), ("HEAD", "/en/"), ("POST", "/en/"), ("GET", "/EN"), ("GET", "/"), ("GET", "/en/%ff/"), ("GET", "/xx/")]
    {
        for headers in [Vec::new(), knowing(""), knowing(&SECRET.to_uppercase()), knowing(&format!("{SECRET}, {SECRET}"))] {
            let reply = closed.ask_function("home", method, path, "", &headers);
            let what = format!("{method} {path} {headers:?}");
            assert_eq!((reply.status, reply.header("cache-control")), (403, "no-store"), "{what}");
            assert!(reply.header("server-timing").contains("calls=0 "), "{what}: the store was asked: {}", reply.header("server-timing"));
            assert!(["location", "etag", "cache-tag", "allow"].iter().all(|name| reply.header(name).is_empty()), "{what}");
            for (name, value) in web::HEADERS {
                assert_eq!(reply.header(name), value, "{name} of {what}");
            }
        }
    }
    let page = closed.ask_function("home", "GET", "/fr/", "", &[]);
    assert!(page.text().contains("<html lang=\"fr\"") && tags(page.text()).iter().filter(|tag| tag.name == "h1").count() == 1);
    assert!(!page.text().contains(SECRET));
}

#[test]
fn the_edge_gets_what_an_open_function_answers() {
    let site = Demonstration::shared();
    let (closed, open) = (site.home_closed_by(&format!("{SECRET}-new,{SECRET}")), site.home_at(NOW));
    for secret in [SECRET.to_owned(), format!("{SECRET}-new")] {
        let answer = closed.ask_function("home", "GET", "/en/", "", &knowing(&secret));
        assert_eq!((answer.status, &answer.body), (200, &open.get("/en/").body));
    }
}
