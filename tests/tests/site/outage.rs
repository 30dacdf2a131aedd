//! Where no function answers at all: what the edge has, or else a page that lies ready, in the cloud as on the laptop.

use std::collections::BTreeMap;
use std::time::Duration;

use http::Method;
use local::{Chaos, Pace};
use store::Patience;
use web::{HEADERS, OUTAGE_HEADERS, OUTAGE_KEPT, OUTAGE_PATH, OUTAGE_STATUSES};

use crate::harness::{Fresh, Reply};
use crate::infrastructure::{behaviours, distribution, headers_of};
use crate::packs::pack;
use crate::template::{Node, deployment, deployment_with};

/// Nobody waits long here.
const PACE: Pace = Pace {
    late: Duration::from_millis(5),
    ended: Duration::from_millis(5),
    patience: Patience { attempt: Duration::from_millis(500), operation: Duration::from_secs(4) },
};

/// Visits at most until functions and buckets are as a test wants them.
const MOST: usize = 600;

/// Whether it is the page that lies ready, in both languages of the site and with the organisation's name.
fn is_ready(reply: &Reply) -> bool {
    let own = ["lang=\"en\"", "lang=\"fr\"", "href=\"/en/\"", "href=\"/fr/\"", "This page cannot be shown just now", "⟦Lamp Society⟧"];
    reply.is_page() && own.iter().all(|part| reply.text().contains(part))
}

fn has_its_headers(reply: &Reply) -> bool {
    HEADERS.into_iter().chain(OUTAGE_HEADERS).all(|(name, value)| reply.header(name) == value)
}

fn site(chaos: Option<&Chaos>) -> Fresh {
    Fresh::site_in(&pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00").pack, chaos)
}

#[test]
fn where_a_function_breaks_down_and_nothing_is_kept_the_page_that_lies_ready_is_shown() {
    let chaos = Chaos::new(5, PACE);
    let site = site(Some(&chaos));
    chaos.loose(true);
    let (mut shown, mut whole) = (0, 0);
    for number in 0..MOST {
        let reply = site.visitor().get(&format!("/en/no/such/page-{number}/"));
        match reply.status {
            // The bucket may be away too; then there is nothing to show.
            502 if !reply.is_page() => assert_eq!(reply.header("cache-control"), "no-store"),
            502 => {
                assert!(is_ready(&reply) && has_its_headers(&reply), "{:?} {}", reply.headers, reply.text());
                shown += 1;
            }
            // What functions or Lambda say themselves stays as it is.
            404 | 429 | 503 => assert!(!is_ready(&reply)),
            other => panic!("{other}: {:?}", reply.headers),
        }
        whole += usize::from(reply.status == 503 && reply.header("retry-after") == "30");
        if shown > 2 && whole > 0 {
            break;
        }
    }
    assert!(shown > 2 && whole > 0, "the page was shown {shown} times, that of 503 {whole} times");
    assert!(site.kept_keys().is_empty(), "no error is kept, nor its page");
}

#[test]
fn what_is_kept_is_shown_before_the_page_that_lies_ready() {
    let chaos = Chaos::new(6, PACE);
    let site = site(Some(&chaos));
    let pages = ["", "news/", "news/2025/item-one", "topics/lamps/", "about/", "about/in-brief/", "news/feed.atom"];
    let pages: Vec<String> = ["en", "fr"].iter().flat_map(|language| pages.map(|page| format!("/{language}/{page}"))).collect();
    for _ in 0..4 {
        chaos.loose(false);
        for path in &pages {
            assert_eq!(site.visitor().get(path).status, 200, "{path}");
        }
        // From now on all are stale, and may stand in for a function for some hours more.
        site.advance(Duration::from_secs(26 * 3600));
        chaos.loose(true);
        for path in &pages {
            let reply = site.visitor().get(path);
            // That no instance is to be had (429) counts as an answer to CloudFront.
            assert!(matches!(reply.status, 200 | 429) && !is_ready(&reply), "{path}: {}", reply.status);
        }
    }
    assert!(chaos.struck().keys().any(|fault| matches!(fault.as_str(), "Functions Failed" | "Functions Silent")), "{:?}", chaos.struck());
}

/// What the deployment says otherwise of the page that lies ready than the laptop does.
fn faults(template: &Node) -> Vec<String> {
    let mut faults = Vec::new();
    let mut pages = BTreeMap::new();
    for response in distribution(template).at(&["CustomErrorResponses"]).items() {
        let said = |name: &str| response.at(&[name]).text();
        if said("ErrorCachingMinTTL") != "0" {
            faults.push(format!("{} is kept", said("ErrorCode")));
        }
        if said("ResponsePagePath").is_empty() {
            continue;
        }
        if said("ResponseCode") != said("ErrorCode") {
            faults.push(format!("{} becomes {}", said("ErrorCode"), said("ResponseCode")));
        }
        pages.insert(said("ErrorCode").to_owned(), said("ResponsePagePath").to_owned());
    }
    let on_the_laptop: BTreeMap<String, String> =
        local::error_pages().into_iter().map(|(status, path)| (status.as_u16().to_string(), path)).collect();
    if pages != on_the_laptop {
        faults.push(format!("{pages:?} are shown, and on the laptop {on_the_laptop:?}"));
    }
    let found = behaviours(template).into_iter().find(|(path, ..)| *path == "/errors/*");
    let policies = |behaviour: &Node| {
        ["CachePolicyId", "OriginRequestPolicyId", "ResponseHeadersPolicyId"].map(|name| behaviour.at(&[name]).text().to_owned())
    };
    let found = found.map(|(_, origin, behaviour)| (origin, policies(behaviour)));
    let expected = ["PagesCachePolicy", "PathOnlyRequestPolicy", "ErrorsHeadersPolicy"].map(|policy| format!("!Ref {policy}"));
    if found != Some(("assets", expected)) {
        faults.push(format!("/errors/* is {found:?}"));
    }
    let headers: BTreeMap<String, (String, bool)> = HEADERS
        .into_iter()
        .filter(|(name, _)| *name != "vary")
        .chain(OUTAGE_HEADERS)
        .map(|(name, value)| (name.to_owned(), (value.to_owned(), true)))
        .collect();
    if headers_of(template, "ErrorsHeadersPolicy") != headers {
        faults.push("its headers are others".to_owned());
    }
    faults
}

#[test]
fn the_deployment_shows_the_page_where_the_laptop_does_and_with_the_same_headers() {
    assert_eq!(faults(&deployment()), Vec::<String>::new());
    let page = "ErrorCode: 502, ErrorCachingMinTTL: 0, ResponseCode: 502, ResponsePagePath: /errors/unavailable.html";
    for (from, to) in [
        (page, "ErrorCode: 502, ErrorCachingMinTTL: 0"),
        (page, &page.replace("MinTTL: 0", "MinTTL: 10")),
        (page, &page.replace("ResponseCode: 502", "ResponseCode: 200")),
        (page, &page.replace("unavailable", "another")),
        (
            "{ ErrorCode: 503, ErrorCachingMinTTL: 0 }",
            "{ ErrorCode: 503, ErrorCachingMinTTL: 0, ResponseCode: 503, ResponsePagePath: /errors/unavailable.html }",
        ),
        ("ResponseHeadersPolicyId: !Ref ErrorsHeadersPolicy", "ResponseHeadersPolicyId: !Ref FilesHeadersPolicy"),
        ("PathPattern: /errors/*", "PathPattern: /error/*"),
        ("{ Header: retry-after, Value: \"30\", Override: true }", "{ Header: retry-after, Value: \"3\", Override: true }"),
        ("{ Header: cache-control, Value: no-store, Override: true }", "{ Header: cache-control, Value: no-store, Override: false }"),
    ] {
        assert_eq!(faults(&deployment_with(from, to)).len(), 1, "{from} -> {to}: {:?}", faults(&deployment_with(from, to)));
    }
    assert!(local::behaviours().iter().find(|behaviour| behaviour.covers(OUTAGE_PATH)).is_some_and(|found| found.origin == "assets"));
    // No function makes what the page stands for: it would hide what the function says.
    assert_eq!(OUTAGE_STATUSES, [502, 504]);
    assert!(OUTAGE_KEPT.contains("max-age=0,") && !OUTAGE_KEPT.contains("immutable"), "its name stays when its text changes");
}

#[test]
fn the_page_itself_can_be_looked_at_and_is_kept_by_nobody() {
    let site = site(None);
    let page = site.visitor().get(OUTAGE_PATH);
    assert!(page.status == 200 && is_ready(&page) && has_its_headers(&page), "{} {:?}", page.status, page.headers);
    let head = site.visitor().ask(Method::HEAD, OUTAGE_PATH, &[]);
    assert_eq!((head.status, head.body.len(), head.header("retry-after")), (200, 0, "30"));
    assert_eq!(site.visitor().get("/errors/nothing.html").status, 404);
    assert!(!site.kept_keys().iter().any(|key| key.contains("/errors/")));
}
