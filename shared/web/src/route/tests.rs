use proptest::prelude::*;

use super::*;

fn get(path: &str) -> Result<Route, Refusal> {
    Route::parse("GET", path)
}

#[test]
fn every_kind_of_address_is_read_as_it_is_written() {
    for path in [
        "/",
        "/en/",
        "/fr/news/",
        "/fr/news/page/12/",
        "/en/news/2025/",
        "/en/news/2025/thirty-years-of-origin",
        "/en/news/feed.atom",
        "/en/topics/origin/feed.json",
        "/en/topics/origin/",
        "/en/topics/origin/news/",
        "/fr/opportunities/calls/academie/",
        "/fr/opportunities/vacancies/traducteur/",
        "/fr/opportunities/tenders/",
        "/en/opportunities/tenders/feed.atom",
        "/en/opportunities/tenders/archive/2024/",
        "/en/opportunities/tenders/archive/2024/page/2/",
        "/en/about/in-brief/",
        "/fr/about/members/directory/be/",
        "/en/about/members/directory/by-name/",
        "/sitemap.xml",
        "/sitemaps/pages.xml",
        "/sitemaps/news-2025-02.xml",
        "/robots.txt",
        "/en/events/",
        "/en/events/history/",
        "/fr/events/2025/",
        "/en/events/2025/03/",
        "/en/events/2025/global-forum",
        "/en/events/2025/global-forum.ics",
        "/en/events/calendar.ics",
        "/en/events/venue/",
        "/sitemaps/events-2025-02.xml",
    ] {
        assert_eq!(get(path).map(|route| route.path()), Ok(path.to_owned()));
    }
}

#[test]
fn an_address_at_which_nobody_would_find_its_page_has_no_path() {
    let at = |place: &str| {
        let address = Place::try_from(place.to_owned()).ok().zip("en".parse().ok()).map(|(place, language)| place.in_language(language));
        address.and_then(|address| path_of(&address))
    };
    assert_eq!(at("page/about/in-brief").as_deref(), Some("/en/about/in-brief/"));
    assert_eq!(at("page/opportunities/calls").as_deref(), Some("/en/opportunities/calls/"));
    assert_eq!(at("news/2025/a").as_deref(), Some("/en/news/2025/a"));
    assert_eq!(at("page/about/members/directory").as_deref(), Some("/en/about/members/directory/"));
    assert_eq!(at("member/be").as_deref(), Some("/en/about/members/directory/be/"));
    assert_eq!(at("topic/origin").as_deref(), Some("/en/topics/origin/"));
    assert_eq!(at("events/2025/a").as_deref(), Some("/en/events/2025/a"));
    assert_eq!(at("page/events/venue").as_deref(), Some("/en/events/venue/"));
    assert_eq!(at("topic/origin/activities").as_deref(), Some("/en/topics/origin/activities/"));
    assert_eq!(at("topic/origin/news").as_deref(), Some("/en/topics/origin/news/"), "this is no address of the newsroom");
    assert_eq!(at("topic/news").as_deref(), Some("/en/topics/news/"));
    for place in [
        "page/news",
        "page/about/news",
        "page/about/news/a",
        "call/news",
        "call/archive",
        "call/tenders/archive",
        "page/opportunities/tenders/a",
        "page/topics/a",
        "page/topics/a/b",
        "page/opportunities/calls/a",
        "page/about/members/directory/a",
        "page/about/members/directory/be",
        "page/a/b/c/d/e/f/g/h/i",
        "news/0/a",
        "news/-1/a",
        "news/9999/a",
        "events/0/a",
        "page/events",
        "page/events/history",
        "page/events/hotels",
        "page/events/venue/hotels",
        "page/about/events",
    ] {
        assert_eq!(at(place), None, "{place}");
    }
}

#[test]
fn the_same_thing_has_one_address_and_others_lead_there() {
    let leads = |path: &str| match get(path) {
        Err(Refusal::Moved(href)) => href.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(leads("/en"), "/en/");
    assert_eq!(leads("/EN/News"), "/en/news/");
    assert_eq!(leads("/en/news/2025/one/"), "/en/news/2025/one");
    assert_eq!(leads("/en/ab%6fut/"), "/en/about/");
    assert_eq!(leads("/en/opportunities/calls/archive/2024/page/1/"), "/en/opportunities/calls/archive/2024/");
    assert_eq!(leads("/en/opportunities/calls/archive/"), "/en/opportunities/calls/");
    assert_eq!(leads("/sitemap.xml/"), "/sitemap.xml");
    assert_eq!(leads("/en/Events/2025/Forum.ICS"), "/en/events/2025/forum.ics");
    assert_eq!(leads("/en/events/2025/03"), "/en/events/2025/03/");
    assert_eq!(leads("/en/about/members/directory/BE"), "/en/about/members/directory/be/");
}

#[test]
fn what_cannot_be_is_refused_before_the_store_is_asked() {
    for path in [
        "/en/news/0/",
        "/en/news/25/",
        "/en/news/page/0/",
        "/en/news/page/01/",
        "/en/news/page/1000000/",
        "/xx_/",
        "/en/opportunities/calls/archive/24/",
        "/en/opportunities/calls/archive/2024/2/",
        "/en/opportunities/calls/archive/2024/page/0/",
        "/en/opportunities/calls/a/b/",
        "/en/opportunities/events/feed.atom",
        "/en//about/",
        "/en/news/2025/a/b",
        "/en/été/",
        "/en/./news/",
        "/en/../en/news/",
        "/en/%2e/news/",
        "/en/news/..",
        "/en/events/2025/13/",
        "/en/events/2025/1/",
        "/en/events/25/03/",
        "/en/events/2025/.ics",
        "/en/events/2025/03.ics",
        "/en/events/hotels/",
        "/en/events/venue/hotels/",
        "/sitemaps/topics-2025-02.xml",
        "/en/about/members/directory/xx/",
        "/en/about/members/directory/belgium/",
    ] {
        assert_eq!(get(path).err(), Some(Refusal::NotFound), "{path}");
    }
    for path in ["/en/%", "/en/%zz/", "/%ff/", "/en/%00/", "/en/a%5cb/", "en"] {
        assert!(matches!(get(path), Err(Refusal::BadRequest(_))), "{path}");
    }
    for path in ["/en/contact/elsewhere/", "/en/contact/sent/more/", "/en/contact//"] {
        assert!(get(path).is_err(), "{path}");
    }
    for path in ["/en/", "/en/contact/sent/"] {
        assert_eq!(Route::parse("POST", path), Err(Refusal::MethodNotAllowed), "{path}");
    }
    for path in ["/en/contact/", "/en/contact/accessible-format/"] {
        assert_eq!(Route::parse("POST", path), get(path), "{path}");
        assert_eq!(Route::parse("PUT", path), Err(Refusal::MethodNotAllowed), "{path}");
    }
    assert_eq!(Route::parse("POST", "/nothing-here"), Err(Refusal::NotFound), "a method matters only where there is something");
}

proptest! {
    #[test]
    fn any_path_is_read_without_harm_and_a_route_has_its_own_address(path in "/?[ -~é%/]{0,60}") {
        if let Ok(route) = get(&path) {
            prop_assert_eq!(get(&route.path()), Ok(route));
        }
    }

    #[test]
    fn where_an_address_leads_there_is_a_route(path in "/(en|FR|news)(/[a-zA-Z0-9.-]{0,8}){0,4}") {
        if let Err(Refusal::Moved(href)) = get(&path) {
            prop_assert!(get(href.as_str()).is_ok());
        }
    }
}
