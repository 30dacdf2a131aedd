//! What the function of the edge makes of requests, hostile ones included.

use edge::{VIEWER_REQUEST, ViewerFunction};
use serde_json::{Map, Value, json};

/// Where a request goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// On to cache and functions, with this path; whether its query is still there.
    On(String, bool),
    /// To another address: status, location, and how long that may be kept.
    To(u16, String, String),
}

/// The deployed function with these entries in its store.
pub(crate) fn function(entries: &[(&str, &str)]) -> ViewerFunction {
    let entries = entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    ViewerFunction::new(VIEWER_REQUEST, Some(entries)).expect("the script is sound")
}

/// Asks with a query.
pub(crate) fn ask(function: &ViewerFunction, method: &str, path: &str, headers: &[(&str, &str)]) -> Way {
    let headers: Map<String, Value> = headers.iter().map(|(name, value)| ((*name).to_owned(), json!({ "value": value }))).collect();
    let request = json!({
        "method": method, "uri": path, "querystring": { "q": { "value": "1" } }, "headers": headers, "cookies": { "a": { "value": "1" } }
    });
    let event =
        json!({ "version": "1.0", "context": { "eventType": "viewer-request" }, "viewer": { "ip": "192.0.2.1" }, "request": request });
    let answer = function.answer(&event.to_string()).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    let mut answer: Value = serde_json::from_str(&answer).expect("JSON");
    let Some(status) = answer["statusCode"].as_u64() else {
        let way = Way::On(answer["uri"].take().as_str().expect("a path").to_owned(), answer["querystring"] != json!({}));
        answer["uri"] = request["uri"].clone();
        answer["querystring"] = request["querystring"].clone();
        assert_eq!(answer, request, "nothing else of {method} {path} is touched");
        return way;
    };
    let header = |name: &str| answer["headers"][name]["value"].as_str().unwrap_or_default().to_owned();
    let security = web::HEADERS.iter().find(|(name, _)| *name == "strict-transport-security").map(|(_, value)| *value);
    assert_eq!(Some(header("strict-transport-security").as_str()), security, "{path}");
    let to = header("location");
    let safe = to.starts_with("https://") || (to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\"));
    assert!(safe && to.bytes().all(|byte| byte.is_ascii_graphic()), "{path} leads to {to:?}");
    Way::To(u16::try_from(status).expect("a status"), to, header("cache-control"))
}

pub(crate) fn get(function: &ViewerFunction, path: &str) -> Way {
    ask(function, "GET", path, &[("host", "site.example")])
}

/// For good.
pub(crate) fn moved(to: &str) -> Way {
    Way::To(301, to.to_owned(), "public, max-age=3600".to_owned())
}

/// Because of who asks.
pub(crate) fn led(to: &str) -> Way {
    Way::To(302, to.to_owned(), "no-store".to_owned())
}

pub(crate) fn on(path: &str) -> Way {
    Way::On(path.to_owned(), false)
}

/// On with nothing touched.
pub(crate) fn untouched(path: &str) -> Way {
    Way::On(path.to_owned(), true)
}

#[test]
fn each_address_has_one_spelling() {
    let function = function(&[("languages", "en,fr")]);
    let long = format!("/en/{}", "A".repeat(8_000));
    let longest = format!("/en/{}", "a".repeat(1_019));
    for (asked, way) in [
        ("/en/", on("/en/")),
        ("/en", moved("/en/")),
        ("/EN/News", moved("/en/news/")),
        ("/en/news/2025/One-Item/", moved("/en/news/2025/one-item")),
        ("/en/news/2025/one-item", on("/en/news/2025/one-item")),
        ("/en/Events/2025/Forum/", moved("/en/events/2025/forum")),
        ("/en/events/2025/forum.ics", on("/en/events/2025/forum.ics")),
        ("/en/events/2025/03", moved("/en/events/2025/03/")),
        ("/en/events/venue", moved("/en/events/venue/")),
        ("/pt-BR/news/page/3", moved("/pt-br/news/page/3/")),
        ("/en/news/Feed.atom/", moved("/en/news/feed.atom")),
        ("/Sitemap.xml", moved("/sitemap.xml")),
        ("/robots.txt", on("/robots.txt")),
        ("/en//about///in-brief", moved("/en/about/in-brief/")),
        ("/en/./about/../news/", moved("/en/news/")),
        ("/en/../en/../..//x", moved("/x")),
        ("/en/about/..", moved("/en/")),
        ("/en/about/.", moved("/en/about/")),
        ("/en/.../x", moved("/en/.../x/")),
        ("//evil.example/", moved("/evil.example")),
        ("///evil.example", moved("/evil.example")),
        ("/./\u{2f}evil.example/en", moved("/evil.example/en")),
        ("/nothing", on("/nothing")),
        ("/nothing/", on("/nothing/")),
        ("/_local/pages", on("/_local/pages")),
        ("/.well-known/security.txt", on("/.well-known/security.txt")),
        ("/en/a;b=c@d:e!$&'()*+,/", on("/en/a;b=c@d:e!$&'()*+,/")),
        // What needs more than ASCII to be understood is left to the function that answers it.
        ("/\\evil.example", on("/\\evil.example")),
        ("/\\/evil.example/EN", on("/\\/evil.example/EN")),
        ("/EN/%41", on("/EN/%41")),
        ("/en/%0d%0aset-cookie:%20a=1", on("/en/%0d%0aset-cookie:%20a=1")),
        ("/%2f%2fevil.example//", on("/%2f%2fevil.example//")),
        ("/en/%2e%2e/x", on("/en/%2e%2e/x")),
        ("/EN/été", on("/EN/été")),
        ("/EN/\u{212a}", on("/EN/\u{212a}")),
        ("/EN/<script>", on("/EN/<script>")),
        ("/EN/a\r\nb", on("/EN/a\r\nb")),
        (long.as_str(), on(&long)),
        (longest.as_str(), moved(&format!("{longest}/"))),
        ("/__proto__", on("/__proto__")),
        ("/constructor/", on("/constructor/")),
    ] {
        assert_eq!(get(&function, asked), way, "{asked}");
        assert_eq!(ask(&function, "HEAD", asked, &[]), way, "HEAD {asked}");
        for method in ["POST", "OPTIONS", "get", ""] {
            assert_eq!(ask(&function, method, asked, &[]), untouched(asked), "{method} {asked}");
        }
    }
}

#[test]
fn files_keep_their_address_but_for_the_word_that_their_bucket_does_not_know() {
    let function =
        function(&[("languages", "en"), ("host", "www.site.example"), ("/assets/a.css", "/en/"), ("/media/pictures/a.svg", "/en/")]);
    for (asked, path) in [
        ("/media/pictures/0f1e/a-b.svg", "/pictures/0f1e/a-b.svg"),
        ("/media/pictures/A.svg", "/pictures/A.svg"),
        ("/media/", "/media/"),
        ("/media/en/", "/media/en/"),
        ("/media/pictures/", "/media/pictures/"),
        ("/media/pictures/../en/", "/media/pictures/../en/"),
        ("/media/pictures//a.svg", "/media/pictures//a.svg"),
        ("/media/pictures/%61.svg", "/media/pictures/%61.svg"),
        ("/media/pictures/\\a.svg", "/media/pictures/\\a.svg"),
        ("/media/./pictures/a.svg", "/media/./pictures/a.svg"),
        ("/assets/Site.CSS", "/assets/Site.CSS"),
        ("/assets//x/", "/assets//x/"),
        ("/assets/media/pictures/a.svg", "/assets/media/pictures/a.svg"),
    ] {
        assert_eq!(ask(&function, "GET", asked, &[("host", "elsewhere.example")]), untouched(path), "{asked}");
    }
    let at_home = |path| ask(&function, "GET", path, &[("host", "www.site.example")]);
    // The cache knows a picture by its key: under that name it would be no file, and without the headers of files.
    assert_eq!(at_home("/pictures/0f1e/a-b.svg"), moved("/media/pictures/0f1e/a-b.svg"));
    assert_eq!(at_home("/en/..//Pictures/a.svg"), moved("/media/pictures/a.svg"));
    assert_eq!(at_home("/en/../media/pictures/A.svg"), moved("/media/pictures/A.svg"));
    assert_eq!(at_home("/assets/../en"), moved("/en/"));
    assert_eq!(at_home("/media/../EN/"), moved("/en/"));
    assert_eq!(at_home("/Media/pictures/a.svg"), moved("/media/pictures/a.svg"));
    assert_eq!(at_home("/media"), on("/media"));
}

#[test]
fn a_reader_is_led_to_the_language_that_the_browser_asks_for() {
    let site = function(&[("languages", "en,fr,pt-br")]);
    let many = "de,".repeat(10_000) + "fr";
    let (long, semicolons) = ("x".repeat(30_000), format!("fr{}", ";".repeat(30_000)));
    for (header, home) in [
        ("fr-CA,fr;q=0.9,en;q=0.8", "/fr/"),
        ("de, en;q=0.3, fr;q=0.7", "/fr/"),
        ("pt-BR", "/pt-br/"),
        ("pt", "/en/"),
        ("FR", "/fr/"),
        ("fr;q=0, en;q=0.1", "/en/"),
        ("fr;q=0", "/en/"),
        ("fr;q=1.000;x=y, en;q=0.1", "/en/"),
        ("en;q=0.5,fr;q=0.5", "/en/"),
        ("fr;q=nonsense", "/en/"),
        ("fr;q=9e99, *;q=1", "/en/"),
        ("*", "/en/"),
        (",;q=,;;q=9e99,*;q=-1,é", "/en/"),
        ("__proto__, constructor, length", "/en/"),
        ("//evil.example, /\\evil.example", "/en/"),
        ("", "/en/"),
        (&many, "/en/"),
        (&long, "/en/"),
        (&semicolons, "/fr/"),
    ] {
        let shown: String = header.chars().take(60).collect();
        for path in ["/", "//", "/./", "/en/..", "/EN/../."] {
            assert_eq!(ask(&site, "GET", path, &[("accept-language", header)]), led(home), "{shown} at {path}");
        }
    }
    assert_eq!(get(&site, "/"), led("/en/"), "nothing is asked for");
    assert_eq!(ask(&site, "HEAD", "/", &[("accept-language", "fr")]), led("/fr/"));
    assert_eq!(ask(&site, "POST", "/", &[("accept-language", "fr")]), untouched("/"));
}

#[test]
fn a_store_that_does_not_say_what_is_needed_stops_nobody() {
    let without = ViewerFunction::new(VIEWER_REQUEST, None).expect("the script is sound");
    let long = format!("/{}", "x".repeat(1_000));
    let stores = [without, function(&[])].into_iter().chain(
        [
            ("languages", ""),
            ("languages", ","),
            ("languages", "EN, f, //evil.example, en_fr, <>, ../x"),
            ("host", "evil.example/x"),
            ("host", ""),
            ("host", "SITE.example\r\n"),
            ("/en/x", "//evil.example/"),
            ("/en/x", "/\\evil.example/"),
            ("/en/x", "\\\\evil.example"),
            ("/en/x", "http://plain.example/"),
            ("/en/x", "javascript:alert(1)"),
            ("/en/x", "https://evil example/"),
            ("/en/x", "https://user@evil.example/"),
            ("/en/x", "https://"),
            ("/en/x", "/en/y\r\nset-cookie: a=1"),
            ("/en/x", "/en/é"),
            ("/en/x", ""),
            ("/en/x", "en/y"),
            ("/en/x", "/en/x"),
            ("/en/x", "/EN//x"),
            ("/en/x", &long),
            ("/en/x/", "/en/y/"),
            ("/", "/en/y/"),
            ("", "/en/y/"),
        ]
        .map(|entry| function(&[entry])),
    );
    for store in stores {
        assert_eq!(ask(&store, "GET", "/", &[("accept-language", "fr")]), on("/"), "{store:?}");
        assert_eq!(get(&store, "/en/x/"), on("/en/x/"), "{store:?}");
        assert_eq!(get(&store, "//"), moved("/"), "{store:?}");
    }
    let odd = function(&[("languages", "x, fr ,//evil.example,en")]);
    assert_eq!(get(&odd, "/"), led("/fr/"), "what can be read counts");
}

#[test]
fn old_addresses_lead_to_new_ones_in_one_step() {
    let long = format!("/en/{}", "x".repeat(510));
    let site = function(&[
        ("languages", "en,fr"),
        ("/en/old", " /en/about/in-brief/\n"),
        ("/index.php", "/"),
        ("/caf%c3%a9", "/fr/cafe/"),
        ("/en/shout", "/EN//About"),
        ("/en/abroad", "https://other.example:8443/a?b=c#d"),
        ("/en/part", "/en/about/?x=1#part"),
        ("/en/file", "/media/pictures/0f/A.svg"),
        ("/__proto__", "/en/"),
        ("languages/x", "/en/"),
        (&long, "/en/"),
    ]);
    for (asked, way) in [
        ("/en/old/", moved("/en/about/in-brief/")),
        ("/en/old", moved("/en/about/in-brief/")),
        ("/EN//Old", moved("/en/about/in-brief/")),
        ("/index.php", led("/en/")),
        ("/Index.PHP/", led("/en/")),
        ("/caf%C3%A9", moved("/fr/cafe/")),
        ("/Caf%c3%A9/", moved("/fr/cafe/")),
        ("/en/shout/", moved("/en/about/")),
        ("/en/abroad/", moved("https://other.example:8443/a?b=c#d")),
        ("/en/part/", moved("/en/about/?x=1#part")),
        ("/en/file/", moved("/media/pictures/0f/A.svg")),
        ("/__proto__", moved("/en/")),
        ("/languages", on("/languages")),
        ("/toString", moved("/tostring")),
        (&format!("{long}/"), on(&format!("{long}/"))),
    ] {
        assert_eq!(get(&site, asked), way, "{asked}");
    }
}

#[test]
fn whoever_comes_to_another_host_is_led_to_the_sites_own_in_one_step() {
    let site = function(&[("languages", "en,fr"), ("host", "www.site.example"), ("/en/old", "/en/new/")]);
    let at = |host: &str, path: &str| ask(&site, "GET", path, &[("host", host), ("accept-language", "fr")]);
    for own in ["www.site.example", "WWW.site.example", "www.site.example:443"] {
        assert_eq!(at(own, "/en/"), on("/en/"), "{own}");
        assert_eq!(at(own, "/en"), moved("/en/"), "{own}");
    }
    for other in
        ["site.example", "d111111abcdef8.cloudfront.net", "www.site.example.", "", "evil.example/", "www.site.example@evil.example"]
    {
        assert_eq!(at(other, "/en/"), moved("https://www.site.example/en/"), "{other}");
        assert_eq!(at(other, "/EN//about"), moved("https://www.site.example/en/about/"), "{other}");
        assert_eq!(at(other, "/en/old"), moved("https://www.site.example/en/new/"), "{other}");
        assert_eq!(at(other, "//evil.example"), moved("https://www.site.example/evil.example"), "{other}");
        assert_eq!(at(other, "/"), led("https://www.site.example/fr/"), "{other}");
        assert_eq!(at(other, "/assets/a.css"), untouched("/assets/a.css"), "{other}");
    }
    assert_eq!(ask(&site, "GET", "/en/", &[]), moved("https://www.site.example/en/"), "a request without a host");
    let unnamed = function(&[("host", "www.site.example")]);
    assert_eq!(get(&unnamed, "/"), moved("https://www.site.example/"));
    assert_eq!(get(&unnamed, "/en/%41"), moved("https://www.site.example/en/%41"));
}

#[test]
fn only_an_address_on_the_list_keeps_its_query() {
    let site = function(&[]);
    for kept in ["/en/contact/accessible-format/", "/pt-br/contact/accessible-format/"] {
        assert_eq!(get(&site, kept), untouched(kept));
    }
    for other in ["/en/contact/", "/en/contact/sent/", "/en/about/contact/accessible-format/", "/en/news/"] {
        assert_eq!(get(&site, other), on(other));
    }
    assert_eq!(get(&site, "/en/contact/accessible-format"), moved("/en/contact/accessible-format/"));
}
