//! Topics with their sections: one navigation, lists by the topic, addresses that follow the topic's.

use domain::{State, Takedown};
use publishing::Report;
use store::Change;

use crate::harness::{Fresh, NOW, Reply, at, wait};
use crate::markup::{between, links, tags, texts};
use crate::packs::{Builder, pack};

/// A topic with three sections, one of which lists its news; French has slugs of its own, and no third section.
fn builder() -> Builder {
    pack(&["en", "fr"])
        .news("one", "2025-02-01T09:00:00+01:00")
        .news("two", "2024-02-02T09:00:00+01:00")
        .document("topics/lamps/news", "order = 1\nlists = \"news\"", &[("slug", "news"), ("title", "⟦News⟧")])
        .document("topics/lamps/wax", "order = 2", &[("slug", "wax"), ("title", "⟦Wax and tallow⟧"), ("menu", "⟦Wax⟧")])
        .only_in("en", "topics/lamps/oil", "order = 3", &[("slug", "oil"), ("title", "⟦Oil⟧")])
        .with_edition("topics/lamps/fr.md", &[("slug", "lampes"), ("title", "⟦Lampes⟧")])
        .with_edition("topics/lamps/news/fr.md", &[("slug", "actualites"), ("title", "⟦Actualités⟧")])
        .with_edition("topics/lamps/wax/fr.md", &[("slug", "cire"), ("title", "⟦Cire⟧")])
}

/// The navigation of a topic: addresses and names, and the address of the page that is marked.
fn navigation(reply: &Reply) -> (Vec<(String, String)>, Option<String>) {
    let navigation = between(reply.text(), "<nav class=\"row-of-pages\"", "</nav>");
    let current = tags(navigation).into_iter().find(|tag| tag.get("aria-current") == "page");
    (links(navigation), current.map(|tag| tag.get("href").to_owned()))
}

fn breadcrumb(reply: &Reply) -> Vec<String> {
    texts(between(reply.text(), "<nav class=\"crumbs\"", "</nav>").split_once('>').map_or("", |(_, inside)| inside))
}

fn feeds(reply: &Reply) -> Vec<String> {
    let links = tags(reply.text()).into_iter().map(|tag| tag.get("href").to_owned());
    links.filter(|href| href.ends_with(".atom") || href.ends_with(".json")).collect()
}

#[test]
fn a_topic_and_its_sections_show_all_of_them_and_mark_the_one_that_is_shown() {
    let site = Fresh::site(&builder().pack);
    let all = [("", "Overview"), ("news/", "⟦News⟧"), ("wax/", "⟦Wax⟧"), ("oil/", "⟦Oil⟧")];
    let all = all.map(|(end, name)| (format!("/en/topics/lamps/{end}"), name.to_owned())).to_vec();
    for (path, _) in &all {
        let reply = site.get(path);
        assert_eq!((reply.status, navigation(&reply)), (200, (all.clone(), Some(path.clone()))), "{path}");
    }
    let french = navigation(&site.get("/fr/topics/lampes/cire/")).0;
    let expected = [("", "Présentation"), ("actualites/", "⟦Actualités⟧"), ("cire/", "⟦Cire⟧")];
    assert_eq!(french, expected.map(|(end, name)| (format!("/fr/topics/lampes/{end}"), name.to_owned())));
    let section = site.get("/en/topics/lamps/wax/");
    assert_eq!(breadcrumb(&section), ["Home", "⟦Topics⟧", "⟦Lamps⟧", "⟦Wax⟧"]);
    assert!(section.text().contains("<title>⟦Wax and tallow⟧ – ⟦Lamps⟧ – ⟦LS⟧</title>"), "many topics have a section of a name");
    let above = tags(between(section.text(), "<nav class=\"side\"", "</nav>")).into_iter().find(|tag| tag.get("aria-current") == "true");
    assert_eq!(above.map(|tag| tag.get("href").to_owned()).as_deref(), Some("/en/topics/lamps/"));
    let switch = |path: &str| links(between(site.get(path).text(), "<nav class=\"languages\"", "</nav>"));
    assert_eq!(switch("/en/topics/lamps/wax/")[0].0, "/fr/topics/lampes/cire/");
    assert_eq!(switch("/en/topics/lamps/oil/")[0].0, "/fr/");
    let sitemap = site.get("/sitemaps/pages.xml");
    for path in ["/en/topics/lamps/news/", "/en/topics/lamps/oil/", "/fr/topics/lampes/cire/"] {
        assert!(sitemap.text().contains(&format!("<loc>https://ico.example{path}</loc>")), "{path}");
    }
    let plain = Fresh::site(&pack(&["en"]).pack).get("/en/topics/lamps/");
    assert_eq!(navigation(&plain), (Vec::new(), None), "a topic without sections needs no navigation");
}

#[test]
fn the_section_that_lists_news_has_those_of_its_topic_by_year_with_their_feeds() {
    let other = [("slug", "wicks"), ("title", "⟦Wicks⟧")];
    let site = Fresh::site(&builder().document("topics/wicks", "order = 2", &other).pack);
    let news = site.get("/en/topics/lamps/news/");
    let listed: Vec<String> = links(news.text()).into_iter().map(|(href, _)| href).filter(|href| href.contains("/item-")).collect();
    assert_eq!(listed, ["/en/news/2025/item-one", "/en/news/2024/item-two"]);
    let years: Vec<String> = tags(news.text()).into_iter().filter(|tag| tag.name == "h2").map(|tag| tag.text).collect();
    assert!(
        years.ends_with(&["2025".to_owned(), "2024".to_owned()]) || years.starts_with(&["2025".to_owned(), "2024".to_owned()]),
        "{years:?}"
    );
    let of_lamps = |end: &str| format!("/en/topics/lamps/feed.{end}");
    assert!(["atom", "json"].iter().all(|end| feeds(&news).contains(&of_lamps(end))), "{:?}", feeds(&news));
    let wax = site.get("/en/topics/lamps/wax/");
    assert!(!wax.text().contains("/item-") && feeds(&wax).is_empty(), "another section lists nothing");
    let moved = builder().document("topics/wicks", "order = 2", &other).document(
        "news/one",
        "published = 2025-02-01T09:00:00+01:00\ntopics = [\"wicks\"]",
        &[("slug", "item-one"), ("title", "⟦One⟧")],
    );
    assert!(site.import(&moved.pack).is_ok());
    assert!(!site.get("/en/topics/lamps/news/").text().contains("item-one"), "it lists what belongs to the topic now");
}

#[test]
fn a_topic_with_another_slug_takes_its_sections_along_in_that_language_alone() {
    let site = Fresh::site(&builder().pack);
    let renamed = builder().with_edition("topics/lamps/en.md", &[("slug", "lanterns"), ("title", "⟦Lanterns⟧")]);
    let report = site.import(&renamed.pack);
    assert_eq!(report, Ok(Report { created: 0, changed: 4, unchanged: 8 }), "the topic and its three sections");
    for end in ["", "news/", "wax/", "oil/"] {
        let old = site.get(&format!("/en/topics/lamps/{end}"));
        assert_eq!((old.status, old.header("location")), (301, format!("/en/topics/lanterns/{end}").as_str()));
        assert_eq!(site.get(&format!("/en/topics/lanterns/{end}")).status, 200);
    }
    let section = site.get("/en/topics/lanterns/wax/");
    assert_eq!(breadcrumb(&section), ["Home", "⟦Topics⟧", "⟦Lanterns⟧", "⟦Wax⟧"]);
    assert!(navigation(&section).0.iter().all(|(href, _)| href.starts_with("/en/topics/lanterns/")));
    assert_eq!(site.get("/fr/topics/lampes/cire/").status, 200);
    let own = renamed.with_edition("topics/lamps/wax/en.md", &[("slug", "tallow"), ("title", "⟦Tallow⟧")]);
    assert_eq!(site.import(&own.pack), Ok(Report { created: 0, changed: 1, unchanged: 11 }));
    for old in ["/en/topics/lamps/wax/", "/en/topics/lanterns/wax/"] {
        assert_eq!(site.get(old).header("location"), "/en/topics/lanterns/tallow/", "{old} leads there in one step");
    }
    assert!(site.import(&builder().pack).is_ok());
    assert_eq!(site.get("/en/topics/lamps/wax/").status, 200, "an address that is taken back is a page again");
}

#[test]
fn what_is_stored_of_a_topic_in_a_language_that_the_pack_does_not_have_carries_its_sections_there() {
    let site = Fresh::site(&builder().pack);
    let mut english = builder();
    for folder in ["topics/lamps", "topics/lamps/news", "topics/lamps/wax"] {
        english.pack.files.remove(&format!("{folder}/fr.md"));
    }
    assert_eq!(site.import(&english.pack), Ok(Report { created: 0, changed: 0, unchanged: 12 }));
    assert_eq!(site.get("/fr/topics/lampes/cire/").status, 200);
}

#[test]
fn a_section_with_another_name_is_seen_at_once_wherever_it_is_named() {
    let site = Fresh::site(&builder().document("topics/wicks", "order = 2", &[("slug", "wicks"), ("title", "⟦Wicks⟧")]).pack);
    site.follow();
    let pages = ["/en/topics/lamps/", "/en/topics/lamps/news/", "/en/topics/lamps/wax/", "/fr/topics/lampes/", "/en/topics/wicks/"];
    pages.iter().for_each(|path| drop(site.visitor().get(path)));
    let before = site.stored("topics/lamps/oil");
    let mut after = before.document.clone();
    after.editions.values_mut().for_each(|edition| edition.title = "⟦Whale oil⟧".to_owned());
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: "published".to_owned() };
    wait(site.desk().commit(Some(&before), &after, &change, &site.settings())).expect("nobody else writes");
    site.follow();
    let kept = site.kept_keys();
    let is_kept = |path: &str| kept.iter().any(|key| *key == format!("identity {path}"));
    assert_eq!(pages.map(is_kept), [false, false, false, true, true], "{kept:?}");
    assert!(site.visitor().get("/en/topics/lamps/wax/").text().contains("⟦Whale oil⟧"));
}

#[test]
fn while_a_topic_is_withdrawn_its_sections_stay_and_lead_to_nothing_that_is_not_there() {
    let site = Fresh::site(&builder().pack);
    let before = site.stored("topics/lamps");
    let mut after = before.document.clone();
    let english = after.editions.get_mut(&"en".parse().expect("a language")).expect("an English edition");
    english.state = State::Withdrawn(Takedown::Vanish);
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: "withdrawn".to_owned() };
    wait(site.desk().commit(Some(&before), &after, &change, &site.settings())).expect("nobody else writes");
    site.follow();
    let section = site.get("/en/topics/lamps/news/");
    assert_eq!((section.status, site.get("/en/topics/lamps/").status), (200, 404));
    let lost: Vec<_> = links(section.text())
        .into_iter()
        .map(|(href, _)| href)
        .filter(|href| href.starts_with('/') && site.get(href).status != 200)
        .collect();
    assert!(lost.is_empty() && feeds(&section).is_empty(), "{lost:?} {:?}", feeds(&section));
    assert_eq!(breadcrumb(&section), ["Home", "⟦Topics⟧", "⟦News⟧"]);
}
