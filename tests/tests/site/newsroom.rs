//! The newsroom's pages, which are counted from the oldest item so that they stay.

use std::collections::BTreeSet;

use crate::harness::{Fresh, Reply};
use crate::markup::{links, tags};
use crate::packs::{Builder, pack};

const ITEMS: usize = 95;

/// A pack with so many items, three in each of two quarters of an hour of a day, in English alone on a site with two languages.
fn newsroom() -> Builder {
    (0..ITEMS).fold(pack(&["en", "fr"]), |pack, number| {
        let (month, day, hour, minute) = (11 + number / 60, 1 + number % 60 / 6, 8 + number % 6 / 3, number % 3 * 4);
        let published = format!("2024-{month}-{day:02}T{hour:02}:{minute:02}:00+01:00");
        item(pack, number, &published)
    })
}

fn item(pack: Builder, number: usize, published: &str) -> Builder {
    let facts = format!("published = {published}\ntopics = [\"lamps\"]");
    let slug = format!("item-{number}");
    pack.only_in("en", &format!("news/{slug}"), &facts, &[("slug", &slug), ("title", &format!("⟦Item {number}⟧"))])
}

/// The articles that a page of the newsroom lists, in its order.
fn listed(page: &Reply) -> Vec<String> {
    let rows = page.text().split("<li class=\"row\">").skip(1).map(|rest| rest.split("</li>").next().unwrap_or_default());
    rows.filter_map(|row| links(row).into_iter().next()).map(|(href, _)| href).collect()
}

fn path(number: usize) -> String {
    format!("/en/news/2024/item-{number}")
}

fn beside(page: &Reply, relation: &str) -> Option<String> {
    tags(page.text()).into_iter().find(|tag| tag.name == "a" && tag.get("rel") == relation).map(|tag| tag.get("href").to_owned())
}

#[test]
fn numbered_pages_hold_every_item_once_and_stay_when_something_newer_comes() {
    let builder = newsroom();
    let site = Fresh::site(&builder.pack);
    for language in ["en", "fr"] {
        let page = |number: usize| site.get(&format!("/{language}/news/page/{number}/"));
        let front = listed(&site.get(&format!("/{language}/news/")));
        let newest: Vec<String> = (60..ITEMS).rev().map(path).collect();
        assert_eq!(front, newest, "the front page of {language} has what the pages do not");
        for number in 1..=3 {
            let expected: Vec<String> = ((number - 1) * 20..number * 20).rev().map(path).collect();
            assert_eq!(listed(&page(number)), expected, "page {number} of {language}");
        }
        assert_eq!(page(4).status, 404);
    }
    let pages = || [1, 2, 3].map(|number| site.get(&format!("/en/news/page/{number}/")).text().to_owned());
    let before = pages();
    assert!(before.iter().all(|page| page.contains("item-")), "{before:?}");
    assert!(site.import(&item(builder, 1000, "2024-12-30T09:00:00+01:00").pack).is_ok());
    assert_eq!(pages(), before, "not a byte of them changes");
    let front = listed(&site.get("/en/news/"));
    assert_eq!((front.len(), front.first().map(String::as_str)), (36, Some("/en/news/2024/item-1000")));
}

#[test]
fn previous_and_next_lead_through_all_articles_in_one_chain() {
    let site = Fresh::site(&newsroom().pack);
    let mut seen = Vec::new();
    let mut here = Some(path(0));
    while let Some(address) = here {
        let page = site.get(&address);
        let previous = seen.last().cloned();
        assert_eq!(beside(&page, "prev"), previous, "before {address}");
        here = beside(&page, "next");
        seen.push(address);
        assert!(seen.len() <= ITEMS, "the chain does not end");
    }
    assert_eq!(seen, (0..ITEMS).map(path).collect::<Vec<_>>());
    assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), ITEMS);
}
