//! What the edge keeps, for how long, and what it lets through.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use edge::{BoxFuture, Edge, Options, Origin, OriginRequest, OriginResponse};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};

use crate::harness::{Fresh, NOW, at, wait};
use crate::markup::links;
use crate::packs::pack;
use crate::routes::{ARTICLE, every_kind};

/// An origin that remembers what reached it.
#[derive(Default)]
struct Remembering(Mutex<Vec<OriginRequest>>);

impl Origin for Remembering {
    fn fetch<'a>(&'a self, request: OriginRequest) -> BoxFuture<'a, OriginResponse> {
        self.0.lock().expect("one request at a time").push(request);
        let headers = HeaderMap::from_iter([(http::header::CACHE_CONTROL, HeaderValue::from_static("public, s-maxage=60"))]);
        Box::pin(async { OriginResponse { status: StatusCode::OK, headers, body: Bytes::from_static(b"here") } })
    }
}

fn outcome(site: &Fresh, path: &str) -> String {
    site.visitor().get(path).header("x-cache").split(' ').next().unwrap_or_default().to_owned()
}

#[test]
fn a_page_is_made_once_until_one_of_its_tags_is_purged() {
    let builder = pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00");
    let site = Fresh::site(&builder.pack);
    assert_eq!([outcome(&site, ARTICLE), outcome(&site, ARTICLE)], ["Miss", "Hit"]);
    let kept = site.kept();
    for address in ["?utm_source=x", "?q=1&q=2", "?", "?%ff"] {
        assert_eq!(outcome(&site, &format!("{ARTICLE}{address}")), "Hit", "{address} makes no other page");
    }
    let with_cookie = site.visitor().ask(Method::GET, ARTICLE, &[("cookie", "session=1"), ("accept-language", "fr")]);
    assert!(with_cookie.header("x-cache").starts_with("Hit"), "who asks makes no difference");
    assert_eq!(site.kept(), kept);
    let tag = |language: &str| format!("a:{language}:news/2025/item-one");
    site.purge(&[tag("fr")]);
    assert_eq!(outcome(&site, ARTICLE), "Hit", "the French edition is another page");
    let changed = builder.with_edition("news/one/en.md", &[("slug", "item-one"), ("title", "⟦Changed⟧")]);
    assert!(site.import(&changed.pack).is_ok());
    assert!(!site.visitor().get(ARTICLE).text().contains("⟦Changed⟧"), "the edge keeps a page until it is purged");
    site.purge(&[tag("en")]);
    let fresh = site.visitor().get(ARTICLE);
    assert!(fresh.header("x-cache").starts_with("Miss") && fresh.text().contains("⟦Changed⟧"));
    assert_eq!(fresh.body, site.get(ARTICLE).body, "what the edge serves is what the function makes now");
}

#[test]
fn what_is_written_otherwise_is_led_by_the_edge_alone() {
    let site = Fresh::site(&pack(&["fr", "en"]).news("one", "2025-02-01T09:00:00+01:00").pack);
    for (path, status, to) in [
        ("/EN/News", 301, "/en/news/"),
        ("/en/news/2025/Item-One/?a=b", 301, ARTICLE),
        ("/en/./news//", 301, "/en/news/"),
        ("//evil.example/", 301, "/evil.example"),
        ("/pictures/0f/a.svg", 301, "/media/pictures/0f/a.svg"),
        ("/", 302, "/fr/"),
        ("//?lang=en", 302, "/fr/"),
    ] {
        let reply = site.visitor().get(path);
        assert_eq!((reply.status, reply.header("location"), reply.text()), (status, to, ""), "{path}");
        assert_eq!(reply.header("x-cache"), "FunctionGeneratedResponse from edge", "{path}");
    }
    let reader = site.visitor().ask(Method::GET, "/", &[("accept-language", "de, en;q=0.5")]);
    assert_eq!((reader.header("location"), reader.header("cache-control")), ("/en/", "no-store"));
    assert_eq!(site.kept(), 0, "nothing of all that is kept");
    let past_the_edge = site.caller().ask("GET", "/", "", &[("accept-language".to_owned(), "en".to_owned())]);
    assert_eq!((past_the_edge.status, past_the_edge.header("location")), (302, "/fr/"), "the function knows the default language alone");
}

#[test]
fn the_edge_serves_no_page_past_the_moment_at_which_the_clock_changes_it() {
    let call = [("slug", "join"), ("title", "⟦Join⟧"), ("label", "⟦Call⟧")];
    let builder = pack(&["en"]).document("calls/join", "opens = 2025-02-03\ncloses = 2025-02-14", &call);
    let site = Fresh::site(&builder.pack);
    let shown = |path: &str| links(site.visitor().get(path).text()).iter().any(|(href, _)| href == "/en/opportunities/calls/join/");
    site.move_clock("2025-02-14T23:59:58+01:00");
    assert!(shown("/en/"));
    site.move_clock("2025-02-14T23:59:59+01:00");
    assert_eq!(outcome(&site, "/en/"), "Hit");
    assert!(shown("/en/"));
    site.move_clock("2025-02-15T00:00:00+01:00");
    assert!(!shown("/en/"), "the second after its last, the call is gone");
    assert!(!shown("/en/opportunities/calls/"));
    assert!(shown("/en/opportunities/calls/archive/2025/"), "the archive has it");
}

#[test]
fn a_function_for_visitors_learns_nothing_of_who_asks() {
    let origin = Arc::new(Remembering::default());
    let names = local::behaviours().into_iter().map(|behaviour| behaviour.origin).filter(|name| *name != "workbench");
    let origins: HashMap<&'static str, Arc<dyn Origin>> = names.map(|name| (name, Arc::clone(&origin) as Arc<dyn Origin>)).collect();
    let edge = Arc::new(Edge::new(local::behaviours(), origins, Arc::new(|| at(NOW)), Options::default()));
    let paths: Vec<&str> = every_kind().into_iter().map(|(path, _)| path).chain(["/media/a.svg", "/assets/a.css"]).collect();
    for path in &paths {
        let request = Request::get(format!("{path}?secret=1")).header("host", "ico.example");
        let request = request.header("cookie", "session=1").header("authorization", "Basic eA==").header("x-anything", "1");
        let request = request.body(Bytes::new()).expect("a request that can be sent");
        assert_eq!(wait(Arc::clone(&edge).serve(request, ([192, 0, 2, 1], 0).into())).status(), StatusCode::OK);
    }
    let seen = origin.0.lock().expect("nobody asks any more");
    assert_eq!(seen.len(), paths.len());
    for request in seen.iter() {
        assert_eq!(request.query, "", "the query of {}", request.path);
        for name in ["cookie", "authorization", "x-anything"] {
            assert!(!request.headers.contains_key(name), "{name} of {}", request.path);
        }
    }
}
