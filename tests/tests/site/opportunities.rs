//! Vacancies, tenders and calls: what is open, what is closed, and the second between.

use crate::harness::Fresh;
use crate::markup::{links, tags, texts};
use crate::packs::{Builder, pack};

const VACANCIES: &str = "/en/opportunities/vacancies/";
const TENDERS: &str = "/en/opportunities/tenders/";

/// A call that opened at the beginning of 2025 unless the facts say otherwise.
fn call(pack: Builder, key: &str, facts: &str) -> Builder {
    let title = format!("⟦Call {key}⟧");
    pack.document(&format!("calls/{key}"), facts, &[("slug", key), ("title", &title), ("label", "⟦Kind⟧")])
}

fn areas() -> Builder {
    pack(&["en", "fr"]).areas()
}

/// The calls to which a page leads in its rows, in their order.
fn listed(site: &Fresh, path: &str) -> Vec<String> {
    let reply = site.visitor().get(path);
    let rows = reply.text().split("<li class=\"call\">").skip(1).map(|rest| rest.split("</li>").next().unwrap_or_default().to_owned());
    rows.filter_map(|row| links(&row).into_iter().next()).filter_map(|(href, _)| href.rsplit('/').nth(1).map(str::to_owned)).collect()
}

fn status(site: &Fresh, path: &str) -> u16 {
    site.visitor().get(path).status
}

#[test]
fn each_area_lists_its_own_open_calls_and_what_closes_first_comes_first() {
    let mut builder = areas();
    for (key, facts) in [
        ("never", "area = \"vacancies\"\nopens = 2025-01-10"),
        ("late", "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-04-01"),
        ("soon", "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-02-20"),
        ("coming", "area = \"vacancies\"\nopens = 2025-02-15\ncloses = 2025-02-18"),
        ("past", "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-02-13"),
        ("offer", "area = \"tenders\"\nopens = 2025-02-10\ncloses = 2025-03-01"),
        ("other", "opens = 2025-02-10\ncloses = 2025-03-02"),
    ] {
        builder = call(builder, key, facts);
    }
    let site = Fresh::site(&builder.pack);
    assert_eq!(listed(&site, VACANCIES), ["soon", "late", "never"]);
    assert_eq!(listed(&site, "/fr/opportunities/vacancies/"), ["soon", "late", "never"]);
    assert_eq!(listed(&site, TENDERS), ["offer"]);
    assert_eq!(listed(&site, "/en/opportunities/calls/"), ["other"]);
    assert_eq!(listed(&site, "/en/"), ["soon", "offer", "other", "late", "never"], "the home page has those of all areas");
    let words = texts(site.visitor().get(VACANCIES).text());
    assert!(words.iter().any(|word| word == "Closing soon") && words.iter().any(|word| word == "6 days left"), "{words:?}");
    let offer = texts(site.visitor().get(TENDERS).text());
    assert!(offer.iter().any(|word| word == "New"), "{offer:?}");
    assert_eq!(status(&site, &format!("{VACANCIES}coming/")), 404, "a call has no page before it opens");
    assert_eq!([status(&site, &format!("{VACANCIES}offer/")), status(&site, &format!("{TENDERS}offer/"))], [404, 200]);
}

/// Where the call is shown: among the open ones, in the feed, and in the archive of 2025.
fn shown(site: &Fresh, area: &str) -> [bool; 3] {
    let pages = ["", "feed.atom", "archive/2025/"].map(|rest| format!("/en/opportunities/{area}/{rest}"));
    pages.map(|page| site.visitor().get(&page).text().contains("⟦Call one⟧"))
}

#[test]
fn a_call_opens_and_closes_in_its_second_on_every_page_also_in_the_night_of_the_change_of_hours() {
    // Opens with the hour that follows the one that is skipped; closes at the end of the day that has an hour more.
    let facts = "area = \"tenders\"\nopens = 2025-03-30T03:00:00+02:00\ncloses = 2025-10-26";
    let site = Fresh::site(&call(areas(), "one", facts).pack);
    let own = format!("{TENDERS}one/");
    for (moment, expected, page) in [
        ("2025-03-30T01:59:58+01:00", [false, false, false], 404),
        ("2025-03-30T01:59:59+01:00", [false, false, false], 404),
        ("2025-03-30T03:00:00+02:00", [true, true, false], 200),
        ("2025-10-26T02:30:00+02:00", [true, true, false], 200),
        ("2025-10-26T02:30:00+01:00", [true, true, false], 200),
        ("2025-10-26T23:59:58+01:00", [true, true, false], 200),
        ("2025-10-26T23:59:59+01:00", [true, true, false], 200),
        ("2025-10-27T00:00:00+01:00", [false, false, true], 200),
    ] {
        site.move_clock(moment);
        assert_eq!((shown(&site, "tenders"), status(&site, &own)), (expected, page), "{moment}");
    }
}

#[test]
fn a_deadline_by_the_hour_is_kept_to_the_second() {
    let facts = "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-03-14T17:00:00+01:00";
    let site = Fresh::site(&call(call(areas(), "one", facts), "two", "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-01-20").pack);
    assert_eq!(listed(&site, &format!("{VACANCIES}archive/2025/")), ["two"], "the archive is kept before the deadline");
    for (moment, expected) in [
        ("2025-03-14T16:59:58+01:00", [true, true, false]),
        ("2025-03-14T16:59:59+01:00", [true, true, false]),
        ("2025-03-14T17:00:00+01:00", [false, false, true]),
    ] {
        site.move_clock(moment);
        assert_eq!(shown(&site, "vacancies"), expected, "{moment}");
    }
    assert_eq!(listed(&site, &format!("{VACANCIES}archive/2025/")), ["one", "two"], "the latest deadline comes first");
}

#[test]
fn the_archive_has_the_years_in_which_calls_closed_and_no_others() {
    let mut builder = areas();
    for (key, closes) in
        [("a", "2019-12-31"), ("b", "2023-01-01T00:00:00+01:00"), ("c", "2024-06-01"), ("d", "2024-12-31"), ("e", "2026-01-01")]
    {
        builder = call(builder, key, &format!("area = \"tenders\"\nopens = 2019-01-10\ncloses = {closes}"));
    }
    let site = Fresh::site(&builder.pack);
    let years = |site: &Fresh| -> Vec<String> {
        let page = site.visitor().get(TENDERS);
        let years = links(page.text())
            .into_iter()
            .filter_map(|(href, _)| href.strip_prefix("/en/opportunities/tenders/archive/").map(str::to_owned));
        years.collect()
    };
    assert_eq!(years(&site), ["2024/", "2022/", "2019/"], "midnight belongs to the day, and so the year, that ends with it");
    assert_eq!(listed(&site, &format!("{TENDERS}archive/2024/")), ["d", "c"]);
    assert_eq!(listed(&site, &format!("{TENDERS}archive/2022/")), ["b"]);
    for nothing in ["2023/", "2025/", "2026/", "2024/page/2/", "2024/page/21/", "0000/", "9999/"] {
        assert_eq!(status(&site, &format!("{TENDERS}archive/{nothing}")), 404, "{nothing}");
    }
    site.move_clock("2026-01-02T00:00:00+01:00");
    assert_eq!(years(&site), ["2026/", "2024/", "2022/", "2019/"]);
    assert_eq!(listed(&site, "/fr/opportunities/tenders/archive/2026/"), ["e"]);
}

#[test]
fn a_long_year_has_pages_that_hold_each_call_once() {
    let builder = (0..52).fold(areas(), |builder, number| {
        let closes = format!("2024-{:02}-{:02}", 1 + number / 26, 1 + number % 26);
        call(builder, &format!("n{number}"), &format!("opens = 2023-01-10\ncloses = {closes}"))
    });
    let site = Fresh::site(&builder.pack);
    let page = |rest: &str| format!("/en/opportunities/calls/archive/2024/{rest}");
    let all: Vec<String> = [listed(&site, &page("")), listed(&site, &page("page/2/"))].concat();
    assert_eq!(all, (0..52).rev().map(|number| format!("n{number}")).collect::<Vec<_>>());
    assert_eq!(listed(&site, &page("page/2/")).len(), 2);
    let beside = |path: &str, relation: &str| {
        let reply = site.visitor().get(path);
        tags(reply.text()).into_iter().find(|tag| tag.name == "a" && tag.get("rel") == relation).map(|tag| tag.get("href").to_owned())
    };
    assert_eq!((beside(&page(""), "next"), beside(&page(""), "prev")), (Some(page("page/2/")), None));
    assert_eq!((beside(&page("page/2/"), "next"), beside(&page("page/2/"), "prev")), (None, Some(page(""))));
}

#[test]
fn what_has_no_page_of_its_area_has_no_feed_and_no_archive() {
    let facts = |closes: &str| format!("area = \"vacancies\"\nopens = 2024-01-10\ncloses = {closes}");
    let builder = call(call(pack(&["en", "fr"]), "one", &facts("2025-06-01")), "past", &facts("2024-06-01"));
    let site = Fresh::site(&builder.pack);
    assert_eq!(status(&site, &format!("{VACANCIES}one/")), 200);
    for nothing in ["", "feed.atom", "feed.json", "archive/2024/"] {
        assert_eq!(status(&site, &format!("{VACANCIES}{nothing}")), 404, "{nothing}");
    }
}

#[test]
fn a_feed_has_what_is_open_the_one_that_opened_last_first() {
    let mut builder = areas();
    for (key, facts) in [
        ("old", "area = \"vacancies\"\nopens = 2025-01-10"),
        ("new", "area = \"vacancies\"\nopens = 2025-02-10\ncloses = 2025-02-20"),
        ("coming", "area = \"vacancies\"\nopens = 2025-02-15\ncloses = 2025-02-18"),
        ("past", "area = \"vacancies\"\nopens = 2025-01-10\ncloses = 2025-02-13"),
    ] {
        builder = call(builder, key, facts);
    }
    let site = Fresh::site(&builder.pack);
    let feed: serde_json::Value = serde_json::from_str(site.visitor().get(&format!("{VACANCIES}feed.json")).text()).expect("JSON");
    let items = feed["items"].as_array().expect("items");
    let found: Vec<(&str, &str)> =
        items.iter().filter_map(|item| Some((item["title"].as_str()?, item["date_published"].as_str()?))).collect();
    assert_eq!(found, [("⟦Call new⟧", "2025-02-09T23:00:00Z"), ("⟦Call old⟧", "2025-01-09T23:00:00Z")]);
    assert_eq!(feed["title"], "⟦Vacancies⟧ – ⟦Lamp Society⟧");
    assert_eq!(feed["home_page_url"], "https://ico.example/en/opportunities/vacancies/");
    let atom = site.visitor().get(&format!("{VACANCIES}feed.atom"));
    assert!(atom.header("content-type").starts_with("application/atom+xml"));
    assert_eq!(atom.text().matches("<entry").count(), 2);
}

#[test]
fn a_vacancy_says_its_grade_its_place_and_its_contract_and_tells_search_engines_while_it_is_open() {
    let facts = "area = \"vacancies\"\nopens = 2025-02-10\ncloses = 2025-02-20\ngrade = \"⟦P-4⟧\"\n\
                 place_of_work = { en = \"⟦Brussels⟧\", fr = \"⟦Bruxelles⟧\" }\ncontract = \"fixed-term\"";
    let site = Fresh::site(&call(areas(), "post", facts).pack);
    let page = |language: &str| site.visitor().get(&format!("/{language}/opportunities/vacancies/post/")).text().to_owned();
    for (language, words) in
        [("en", ["⟦P-4⟧", "⟦Brussels⟧", "Fixed-term appointment"]), ("fr", ["⟦P-4⟧", "⟦Bruxelles⟧", "Contrat à durée déterminée"])]
    {
        let page = page(language);
        for word in words {
            assert!(texts(&page).iter().any(|text| text == word), "{word} is not in {page}");
        }
        assert!(page.contains("\"@type\":\"JobPosting\""), "{page}");
    }
    site.move_clock("2025-02-21T00:00:00+01:00");
    assert!(!page("en").contains("JobPosting"), "nobody is led to a post that is taken");
}

#[test]
fn a_tender_leads_to_what_the_navigation_has_below_its_area() {
    let facts = "area = \"tenders\"\nopens = 2025-02-10\nreference = \"⟦T-7⟧\"\nprocedure = \"market-consultation\"";
    let mut builder = call(areas(), "lamps", facts).document("pages/how", "order = 9", &[("slug", "how"), ("title", "⟦How we buy⟧")]);
    let site = String::from_utf8(builder.pack.files["site.toml"].clone()).expect("a text");
    let entry = "[[navigation]]\npage = \"pack:pages/opportunities/tenders\"\nchildren = [{ page = \"pack:pages/how\" }]\n[[meta]]";
    builder.file("site.toml", &site.replacen("[[meta]]", entry, 1));
    let site = Fresh::site(&builder.pack);
    let page = site.visitor().get(&format!("{TENDERS}lamps/")).text().to_owned();
    let facts = page.split("<dt>About procurement</dt>").nth(1).and_then(|rest| rest.split("</dl>").next()).unwrap_or_default();
    assert_eq!(links(facts), [("/en/how/".to_owned(), "⟦How we buy⟧".to_owned())], "{page}");
    for word in ["⟦T-7⟧", "Market consultation"] {
        assert!(texts(&page).iter().any(|text| text == word), "{word} is not in {page}");
    }
}
