//! The index of topics, instruments and tools, and what a legal instrument says of itself.

use crate::harness::Fresh;
use crate::markup::{between, links, tags, texts};
use crate::packs::{Builder, pack};

const TREATY: &str = "about/legal-instruments/treaties/treaty";

fn builder() -> Builder {
    let facts = "order = 1\ninstrument = { symbol = \"⟦C/5⟧\", adopted = 1985-06-14, status = \"in-force\", in_force = 1988-01-01 }";
    pack(&["en", "fr"])
        .document("pages/about/legal-instruments", "order = 2", &[("slug", "legal-instruments"), ("title", "⟦Law⟧")])
        .document("pages/about/legal-instruments/treaties", "order = 1", &[("slug", "treaties"), ("title", "⟦Treaties⟧")])
        .document(&format!("pages/{TREATY}"), facts, &[("slug", "treaty"), ("title", "⟦Éclat⟧")])
        .document("topics/other", "order = 2", &[("slug", "other"), ("title", "⟦ecology⟧")])
        .document("topics/last", "order = 3", &[("slug", "last"), ("title", "⟦Edges⟧")])
}

/// The letters of the index with the names below each, in their order.
fn index(page: &str) -> Vec<(String, Vec<String>)> {
    let section = between(page, "<section class=\"a-z\">", "</section>");
    let letters = section.split("<h3").skip(1).filter_map(|rest| {
        let (letter, rest) = rest.split_once("</h3>")?;
        let names = links(between(rest, "<ul>", "</ul>")).into_iter().map(|(_, name)| name).collect();
        Some((letter.split('>').nth(1)?.to_owned(), names))
    });
    letters.collect()
}

fn expected(letters: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    letters.iter().map(|(letter, names)| ((*letter).to_owned(), names.iter().map(|name| format!("⟦{name}⟧")).collect())).collect()
}

#[test]
fn topics_instruments_and_tools_stand_in_one_order_below_their_letters() {
    let site = Fresh::site(&builder().pack);
    for language in ["en", "fr"] {
        let page = site.visitor().get(&format!("/{language}/topics/"));
        let letters: [(&str, &[&str]); 3] = [("E", &["Éclat", "ecology", "Edges", "Elsewhere"]), ("L", &["Lamps"]), ("T", &["Treaties"])];
        assert_eq!(index(page.text()), expected(&letters), "{language}");
        let section = between(page.text(), "<section class=\"a-z\">", "</section>");
        let linked: Vec<(String, String)> = links(between(section, "<ol>", "</ol>"));
        let to = |letter: &str| (format!("#l-{:x}", letter.chars().next().map_or(0, u32::from)), letter.to_owned());
        assert_eq!(linked, [to("E"), to("L"), to("T")], "a letter below which nothing stands leads nowhere");
        assert_eq!(texts(between(section, "<ol>", "</ol>")).len(), 26);
        let ids: Vec<&str> = section.split("<h3 id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(ids, ["l-45", "l-4c", "l-54"]);
    }
}

#[test]
fn the_index_at_the_edge_changes_with_what_stands_in_it() {
    let builder = builder();
    let site = Fresh::site(&builder.pack);
    let letters = |site: &Fresh| index(site.visitor().get("/en/topics/").text());
    assert_eq!(letters(&site).len(), 3);
    let renamed = builder.with_edition("topics/last/en.md", &[("slug", "last"), ("title", "⟦Zones⟧")]);
    assert!(site.import(&renamed.pack).is_ok());
    site.follow();
    assert_eq!(letters(&site).last(), expected(&[("Z", &["Zones"])]).first());
    assert_eq!(index(site.visitor().get("/fr/topics/").text()).len(), 3, "the French edition has another title");
}

#[test]
fn an_instrument_says_its_symbol_its_day_and_its_status_and_stands_in_the_table_of_its_kind() {
    let site = Fresh::site(&builder().pack);
    for (path, parts) in [
        ("/en/about/legal-instruments/treaties/treaty/", ["⟦C/5⟧", "14 June 1985", "In force", "1 January 1988"]),
        ("/fr/about/legal-instruments/treaties/treaty/", ["⟦C/5⟧", "14 juin 1985", "En vigueur", "1er janvier 1988"]),
    ] {
        let page = site.visitor().get(path);
        for part in parts {
            assert!(texts(page.text()).iter().any(|text| text == part), "{part} is not on {path}");
        }
    }
    let page = site.visitor().get("/en/about/legal-instruments/treaties/");
    let rows = between(page.text(), "<tbody>", "</tbody>");
    assert_eq!(links(rows), [(format!("/en/{TREATY}/"), "⟦Éclat⟧".to_owned())]);
    assert_eq!(texts(rows), ["⟦C/5⟧", "⟦Éclat⟧", "14 June 1985", "In force"]);
    assert!(!page.text().contains("<section class=\"below\">"), "it is not listed twice");
    let above = site.visitor().get("/en/about/legal-instruments/");
    assert!(tags(above.text()).iter().all(|tag| tag.name != "table"), "a kind is a page like any other");
}
