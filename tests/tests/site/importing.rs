//! Importing packs: again, with a fault, with a changed slug, with a language taken back.

use std::collections::BTreeMap;

use domain::DocumentId;
use publishing::Report;
use store::{Change, StoreError};

use crate::harness::{Fresh, at, wait};
use crate::markup::tags;
use crate::packs::{Builder, pack};

const FOLDERS: [&str; 6] = ["news/one", "news/two", "topics/lamps", "pages/about", "pages/about/in-brief", "pages/site-map"];
const PATHS: [&str; 10] = [
    "/en/",
    "/fr/",
    "/en/news/",
    "/en/news/2025/",
    "/en/news/2025/item-one",
    "/fr/news/2025/item-two",
    "/en/topics/lamps/",
    "/fr/about/in-brief/",
    "/en/news/feed.atom",
    "/sitemaps/news-2025-02.xml",
];

fn two() -> Builder {
    pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00").news("two", "2025-02-02T09:00:00+01:00")
}

fn state(site: &Fresh) -> (BTreeMap<&'static str, store::Stored>, BTreeMap<&'static str, String>, u64) {
    let documents = FOLDERS.map(|folder| (folder, site.stored(folder))).into();
    let etags = PATHS.map(|path| (path, site.get(path).header("etag").to_owned())).into();
    let settings = wait(site.desk().settings()).expect("the store answers").map_or(0, |(_, version)| version);
    (documents, etags, settings)
}

fn versions(site: &Fresh, path: &str) -> Vec<String> {
    let alternates = tags(site.get(path).text()).into_iter().filter(|tag| tag.get("rel") == "alternate");
    alternates.map(|tag| tag.get("hreflang").to_owned()).filter(|tag| !tag.is_empty() && tag != "x-default").collect()
}

#[test]
fn importing_the_same_pack_again_changes_nothing_even_on_another_day() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    let before = state(&site);
    assert!(before.1.values().all(|etag| !etag.is_empty()), "{:?}", before.1);
    let unchanged = Report { created: 0, changed: 0, unchanged: 9 };
    assert_eq!(site.import(&builder.pack), Ok(unchanged));
    assert_eq!(state(&site), before);
    site.move_clock("2025-02-14T11:30:00+01:00");
    assert_eq!(site.import(&builder.pack), Ok(unchanged));
    assert_eq!(state(&site), before);
}

#[test]
fn a_pack_with_faults_changes_nothing_and_names_file_and_line() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    let before = state(&site);
    let better = [("slug", "item-two"), ("title", "⟦A better title⟧")];
    let worse = [("slug", "item-one"), ("title", "⟦A title⟧"), ("colour", "red")];
    let mut broken = builder.with_edition("news/two/en.md", &better).with_edition("news/one/en.md", &worse);
    broken.file("calls/one/document.toml", "opens = 2025-02-03\ncloses = 2025-02-01\n");
    let faults: Vec<String> = site.import(&broken.pack).expect_err("the pack has faults").iter().map(ToString::to_string).collect();
    assert!(faults.iter().any(|fault| fault.starts_with("news/one/en.md:4: ")), "{faults:?}");
    assert!(faults.iter().any(|fault| fault.starts_with("calls/one/document.toml:2: ")), "{faults:?}");
    assert_eq!(state(&site), before);
}

#[test]
fn two_documents_cannot_have_one_address() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    let twice = builder.with_edition("news/two/en.md", &[("slug", "item-one"), ("title", "⟦Two⟧")]);
    let faults: Vec<String> = site.import(&twice.pack).expect_err("the slug is there twice").iter().map(ToString::to_string).collect();
    assert!(faults.iter().any(|fault| fault.starts_with("news/two/en.md:2: ") || fault.starts_with("news/one/en.md:2: ")), "{faults:?}");
    // What no pack says, the store refuses.
    let mut other = site.stored("news/one").document;
    other.id = DocumentId::of_pack_key("news/other");
    let change = Change { at: at("2025-02-14T10:00:00+01:00"), by: "a test".to_owned(), action: "published".to_owned() };
    let refused = wait(site.desk().commit(None, &other, &change, &site.settings()));
    assert!(matches!(&refused, Err(StoreError::Conflict(what)) if what.contains("item-one")), "{refused:?}");
    assert_eq!(wait(site.desk().document(other.id)), Ok(None), "nothing of it was written");
}

fn refused(site: &Fresh, builder: &Builder) -> Vec<String> {
    let before = state(site);
    let faults = site.import(&builder.pack).expect_err("the pack does not fit what is stored");
    assert_eq!(state(site), before, "nothing was changed");
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_pack_that_takes_an_address_of_another_document_changes_nothing() {
    let site = Fresh::site(&two().pack);
    let mut other = pack(&["en", "fr"]).news("new", "2025-02-03T09:00:00+01:00").news("three", "2025-02-01T09:00:00+01:00");
    other = other.with_edition("news/three/fr.md", &[("slug", "item-one"), ("title", "⟦Three⟧")]);
    let expected = "news/three/fr.md:2: the address /fr/news/2025/item-one belongs to another document of the site: choose another slug";
    assert_eq!(refused(&site, &other), [expected]);
    assert_eq!(site.get("/en/news/2025/item-new").status, 404);
}

#[test]
fn documents_pass_their_addresses_on_in_one_import_but_do_not_swap_them() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    let swapped = builder
        .clone()
        .with_edition("news/one/en.md", &[("slug", "item-two"), ("title", "⟦One⟧")])
        .with_edition("news/two/en.md", &[("slug", "item-one"), ("title", "⟦Two⟧")]);
    let faults = refused(&site, &swapped);
    assert!(
        faults.iter().any(|fault| fault.starts_with("news/one/en.md:2: the address /en/news/2025/item-two is left by news/two")),
        "{faults:?}"
    );
    let passed = swapped.with_edition("news/two/en.md", &[("slug", "better"), ("title", "⟦Two⟧")]);
    assert_eq!(site.import(&passed.pack), Ok(Report { created: 0, changed: 2, unchanged: 7 }));
    assert!(site.get("/en/news/2025/item-two").text().contains("⟦One⟧"));
    assert!(site.get("/en/news/2025/better").text().contains("⟦Two⟧"));
    assert_eq!(site.get("/en/news/2025/item-one").header("location"), "/en/news/2025/item-two");
}

#[test]
fn a_page_that_no_visitor_would_find_is_refused_with_its_file() {
    let site = Fresh::site(&two().pack);
    for (folder, name) in [
        ("pages/events/hotels", "hotels"),
        ("pages/news", "news"),
        ("pages/topics/hats", "hats"),
        ("pages/opportunities/calls/one", "one"),
        ("pages/about/news", "news"),
    ] {
        let faults = refused(&site, &two().document(folder, "order = 1", &[("slug", name), ("title", "⟦Lost⟧")]));
        let expected = |language: &str| format!("{folder}/{language}.md:2: no visitor would find ");
        assert!(
            faults.len() == 2 && faults.iter().zip(["en", "fr"]).all(|(fault, language)| fault.starts_with(&expected(language))),
            "{faults:?}"
        );
    }
    let faults = refused(&site, &two().news("old", "0000-02-01T09:00:00+01:00"));
    assert!(faults.iter().any(|fault| fault.starts_with("news/old/en.md:2: no visitor would find “news/0/item-old”")), "{faults:?}");
}

#[test]
fn a_changed_slug_leaves_a_redirect_behind_in_its_language_alone() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    let renamed = builder.clone().with_edition("news/one/en.md", &[("slug", "better"), ("title", "⟦One⟧")]);
    assert_eq!(site.import(&renamed.pack), Ok(Report { created: 0, changed: 1, unchanged: 8 }));
    let old = site.get("/en/news/2025/item-one");
    assert_eq!((old.status, old.header("location")), (301, "/en/news/2025/better"));
    assert!(old.header("cache-tag").contains("a:en:news/2025/item-one"), "the redirect can be purged: {}", old.header("cache-tag"));
    assert_eq!(site.get("/en/news/2025/better").status, 200);
    assert_eq!(site.get("/fr/news/2025/item-one").status, 200);
    let renamed_again = renamed.with_edition("news/one/en.md", &[("slug", "best"), ("title", "⟦One⟧")]);
    assert!(site.import(&renamed_again.pack).is_ok());
    for path in ["/en/news/2025/item-one", "/en/news/2025/better"] {
        assert_eq!(site.get(path).header("location"), "/en/news/2025/best", "{path} leads there in one step");
    }
    assert!(site.import(&builder.pack).is_ok());
    assert_eq!(site.get("/en/news/2025/item-one").status, 200, "an address that is taken back is a page again");
    assert_eq!(site.get("/en/news/2025/best").header("location"), "/en/news/2025/item-one");
}

#[test]
fn taking_one_language_back_leaves_the_other_live() {
    let builder = two();
    let site = Fresh::site(&builder.pack);
    assert_eq!(versions(&site, "/fr/news/2025/item-one"), ["en", "fr"]);
    let draft = builder.clone().with_edition("news/one/en.md", &[("slug", "item-one"), ("title", "⟦One⟧"), ("state", "draft")]);
    assert!(site.import(&draft.pack).is_ok());
    assert_eq!(site.get("/en/news/2025/item-one").status, 404);
    assert_eq!(site.get("/fr/news/2025/item-one").status, 200);
    assert_eq!(versions(&site, "/fr/news/2025/item-one"), [""; 0], "a page in one language has no versions");
    assert!(!site.get("/sitemaps/news-2025-02.xml").text().contains("/en/news/2025/item-one<"));
    let front = site.get("/en/news/");
    assert!(front.text().contains("href=\"/fr/news/2025/item-one\" lang=\"fr\""), "in lists it stands in its own language");
    assert!(site.import(&builder.pack).is_ok());
    assert_eq!(versions(&site, "/fr/news/2025/item-one"), ["en", "fr"]);
}

#[test]
fn a_language_that_is_given_up_goes_offline_and_comes_back_whole() {
    let both = two();
    let site = Fresh::site(&both.pack);
    let before = state(&site).1;
    let english = pack(&["en"]).news("one", "2025-02-01T09:00:00+01:00").news("two", "2025-02-02T09:00:00+01:00");
    assert!(site.import(&english.pack).is_ok());
    for path in PATHS {
        let left = !path.starts_with("/fr/");
        assert_eq!(site.get(path).status, if left { 200 } else { 404 }, "{path}");
        assert!(!site.get(path).text().contains("href=\"/fr/"), "{path} leads to a language that is gone");
    }
    assert!(site.import(&both.pack).is_ok());
    assert_eq!(state(&site).1, before);
}

#[test]
fn a_language_that_is_gained_has_the_news_of_the_others_in_its_lists() {
    let english = pack(&["en"]).news("one", "2025-02-01T09:00:00+01:00").news("two", "2025-02-02T09:00:00+01:00");
    let site = Fresh::site(&english.pack);
    let mut both = two();
    both.pack.files.remove("news/one/fr.md");
    assert!(site.import(&both.pack).is_ok());
    let list = site.get("/fr/news/");
    assert!(list.text().contains("/en/news/2025/item-one") && list.text().contains("/fr/news/2025/item-two"), "{}", list.text());
}

#[test]
fn another_time_zone_moves_what_was_published_at_the_turn_of_the_year() {
    let builder = pack(&["en"]).news("one", "2024-12-31T23:30:00Z");
    let site = Fresh::site(&builder.pack);
    assert_eq!(site.get("/en/news/2025/item-one").status, 200);
    let mut moved = builder;
    let text = moved.pack.files.get("site.toml").map(|bytes| String::from_utf8_lossy(bytes).replace("Europe/Brussels", "America/Lima"));
    moved.file("site.toml", &text.expect("a pack has settings"));
    assert!(site.import(&moved.pack).is_ok());
    assert_eq!(site.get("/en/news/2024/item-one").status, 200);
    assert_eq!(site.get("/en/news/2025/item-one").header("location"), "/en/news/2024/item-one");
    assert_eq!([site.get("/en/news/2024/").status, site.get("/en/news/2025/").status], [200, 404], "the counts moved along");
}

#[test]
fn an_import_that_broke_off_after_a_document_is_finished_by_the_next_one() {
    let short = pack(&["en", "fr"]).news("one", "2025-02-01T09:00:00+01:00");
    let whole = two();
    // The document as an import writes it, taken from a site that has it already.
    let written = Fresh::site(&whole.pack).stored("news/two").document;
    let site = Fresh::site(&short.pack);
    let change = Change { at: at("2025-02-14T10:00:00+01:00"), by: "a test".to_owned(), action: "imported".to_owned() };
    wait(site.desk().commit(None, &written, &change, &site.settings())).expect("nobody else writes");
    let front = || site.get("/en/news/2025/item-one").text().contains("/en/news/2025/item-two");
    assert!(!front(), "nobody has looked around the new article yet");
    assert_eq!(site.import(&whole.pack), Ok(Report { created: 0, changed: 0, unchanged: 9 }));
    assert!(front());
    assert!(site.get("/en/").text().contains("/en/news/2025/item-two"));
}
