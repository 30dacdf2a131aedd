//! Taking something down: each way has its own answer, and lists and neighbours know of it.

use domain::{Address, Place, State, Takedown};
use store::{Change, StoreError};

use crate::harness::{Fresh, at, wait};
use crate::markup::tags;
use crate::packs::pack;

fn site() -> Fresh {
    let keys = ["a", "b", "c", "d", "e", "f"];
    let builder =
        keys.iter().zip(1..).fold(pack(&["en", "fr"]), |pack, (key, day)| pack.news(key, &format!("2025-02-0{day}T09:00:00+01:00")));
    Fresh::site(&builder.pack)
}

/// Sets the state of the English edition as the desk does.
fn set(site: &Fresh, key: &str, state: State) {
    set_document(site, &format!("news/{key}"), state);
}

fn set_document(site: &Fresh, folder: &str, state: State) {
    let (desk, settings) = (site.desk(), site.settings());
    let before = site.stored(folder);
    let mut after = before.document.clone();
    after.editions.get_mut(&"en".parse().expect("a language")).expect("an English edition").state = state;
    let now = at("2025-02-14T10:00:00+01:00");
    let change = Change { at: now, by: "a test".to_owned(), action: "withdrawn".to_owned() };
    let spots = wait(desk.commit(Some(&before), &after, &change, &settings)).expect("nobody else writes");
    wait(desk.refresh_neighbours(&spots)).expect("the store answers");
    wait(desk.refresh_views(&settings, now)).expect("the store answers");
    let other = Change { action: "published".to_owned(), ..change };
    let again = wait(desk.commit(Some(&before), &after, &other, &settings));
    assert!(matches!(again, Err(StoreError::Conflict(_))), "who read earlier cannot overwrite: {again:?}");
}

fn path(key: &str) -> String {
    format!("/en/news/2025/item-{key}")
}

#[test]
fn every_way_of_taking_down_has_its_own_answer() {
    let site = site();
    let topic = Address { language: "en".parse().expect("a language"), place: Place::Topic("lamps".parse().expect("a slug")) };
    set(&site, "b", State::Withdrawn(Takedown::Gone));
    set(&site, "c", State::Withdrawn(Takedown::Notice("Withdrawn by mistake of a lamp.".to_owned())));
    set(&site, "d", State::Withdrawn(Takedown::Redirect(topic)));
    set(&site, "e", State::Withdrawn(Takedown::Vanish));
    let [gone, notice, redirect, vanished] = ["b", "c", "d", "e"].map(|key| site.get(&path(key)));
    assert_eq!((gone.status, gone.header("cache-control")), (410, "no-store"));
    assert_eq!((redirect.status, redirect.header("location")), (301, "/en/topics/lamps/"));
    assert_eq!((vanished.status, vanished.header("cache-control")), (404, "no-store"));
    assert_eq!(notice.status, 200);
    assert!(
        notice.text().contains("Withdrawn by mistake of a lamp.") && !notice.text().contains("⟦The text.⟧"),
        "the notice in place of the text"
    );
    assert!(tags(notice.text()).iter().any(|tag| tag.get("content") == "noindex"), "search engines leave a notice alone");
    for key in ["b", "c", "d", "e"] {
        let french = site.get(&format!("/fr/news/2025/item-{key}"));
        assert_eq!(french.status, 200, "the French edition of {key} stays");
        assert!(!french.text().contains(&format!("href=\"{}\"", path(key))), "and leads to no English one");
        for list in [
            "/en/",
            "/en/news/",
            "/en/news/2025/",
            "/en/topics/lamps/",
            "/en/news/feed.atom",
            "/en/news/feed.json",
            "/sitemaps/news-2025-02.xml",
        ] {
            assert!(!site.get(list).text().contains(&format!("{}\"", path(key))), "{list} still leads to {key}");
        }
    }
    set(&site, "b", State::Published);
    assert_eq!(site.get(&path("b")).status, 200, "what was gone can come back");
    assert!(site.get("/en/news/").text().contains(&path("b")));
}

#[test]
fn what_is_taken_down_in_all_languages_is_no_longer_before_or_after_anything() {
    let site = site();
    let (desk, settings) = (site.desk(), site.settings());
    let before = site.stored("news/c");
    let mut after = before.document.clone();
    after.editions.values_mut().for_each(|edition| edition.state = State::Withdrawn(Takedown::Vanish));
    let change = Change { at: at("2025-02-14T10:00:00+01:00"), by: "a test".to_owned(), action: "withdrawn".to_owned() };
    let spots = wait(desk.commit(Some(&before), &after, &change, &settings)).expect("nobody else writes");
    wait(desk.refresh_neighbours(&spots)).expect("the store answers");
    let beside = |key: &str, relation: &str| {
        let found = tags(site.get(&path(key)).text()).into_iter().find(|tag| tag.name == "a" && tag.get("rel") == relation);
        found.map(|tag| tag.get("href").to_owned())
    };
    assert_eq!(beside("b", "next"), Some(path("d")));
    assert_eq!(beside("d", "prev"), Some(path("b")));
    for key in ["a", "b", "d", "e", "f"] {
        assert!(!site.get(&path(key)).text().contains("item-c"), "{key} still speaks of it");
    }
}

#[test]
fn a_withdrawn_page_shows_what_stands_beside_it_now() {
    let history = [("slug", "history"), ("title", "⟦History⟧")];
    let site = Fresh::site(&pack(&["en", "fr"]).document("pages/about/history", "order = 2", &history).pack);
    set_document(&site, "pages/about/in-brief", State::Withdrawn(Takedown::Notice("It comes back.".to_owned())));
    site.follow();
    let leads_to_history = || site.visitor().get("/en/about/in-brief/").text().contains("/en/about/history/");
    assert!(leads_to_history());
    set_document(&site, "pages/about/history", State::Withdrawn(Takedown::Gone));
    site.follow();
    assert!(!leads_to_history(), "it stands in no navigation itself, and yet a change there is a change of it");
}
