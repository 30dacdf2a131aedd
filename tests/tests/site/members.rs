//! The members: their directory by region and by name, and the page of each.

use domain::{DocumentId, State, Takedown};
use store::Change;

use crate::harness::{Demonstration, Fresh, NOW, at, wait};
use crate::markup::{links, tags, texts};
use crate::packs::pack;

const BY_REGION: &str = "/fr/about/members/directory/";
const BY_NAME: &str = "/fr/about/members/directory/by-name/";

/// The names of members that a page lists, in its order.
fn listed(html: &str) -> Vec<String> {
    let country = |address: &str| {
        let code = address.strip_prefix(BY_REGION)?.strip_suffix('/')?;
        (code.len() == 2).then(|| code.to_owned())
    };
    links(html).into_iter().filter(|(address, _)| country(address).is_some()).map(|(_, name)| name).collect()
}

fn headings(html: &str) -> Vec<String> {
    tags(html).into_iter().filter(|tag| tag.name == "h2").map(|tag| tag.text.trim().to_owned()).collect()
}

#[test]
fn all_members_of_the_demonstration_are_listed_by_region_and_by_name_and_each_has_its_page() {
    let site = Demonstration::shared();
    let visitor = site.visitor();
    let (by_region, by_name) = (visitor.get(BY_REGION), visitor.get(BY_NAME));
    let regions = by_region.text().matches("<section class=\"members\"").count();
    assert_eq!((listed(by_region.text()).len(), regions), (186, 6));
    let names = listed(by_name.text());
    assert_eq!(names.len(), 186);
    let place = |name: &str| names.iter().position(|found| found == name).unwrap_or_else(|| panic!("{name} is not there: {names:?}"));
    assert!(place("Danemark") < place("Égypte") && place("Égypte") < place("Estonie") && place("Estonie") < place("Finlande"));
    let letters: Vec<String> = headings(by_name.text()).into_iter().filter(|letter| letter.chars().count() == 1).collect();
    assert!(letters.len() > 20 && letters.is_sorted() && letters.iter().all(|letter| letter.is_ascii()), "{letters:?}");
    let members = links(by_name.text()).into_iter().filter(|(_, name)| names.contains(name));
    for (address, name) in members {
        let page = visitor.get(&address);
        assert!(page.status == 200 && texts(page.text()).contains(&name), "{address}");
        assert!(page.text().contains("\"@type\":\"GovernmentOrganization\""), "{address}");
        assert!(!page.text().contains("mailto:") && !page.text().contains("tel:"), "{address} names nobody");
    }
}

#[test]
fn a_member_that_is_withdrawn_leaves_the_lists_and_says_no_more_than_why() {
    let site = Fresh::site(&pack(&["en", "fr"]).members(&[("ee", "north", 1992), ("zm", "south", 1978)]).pack);
    let (page, region) = ("/fr/about/members/directory/ee/", "⟦North⟧");
    assert_eq!(listed(site.get(BY_REGION).text()), ["Estonie", "Zambie"]);
    assert!(texts(site.get(page).text()).contains(&"⟦Office⟧".to_owned()) && site.get(page).text().contains(region));
    let stored = wait(site.desk().document(DocumentId::of_pack_key("members/ee"))).unwrap().unwrap();
    let mut after = stored.document.clone();
    after.editions.get_mut(&"fr".parse().unwrap()).unwrap().state = State::Withdrawn(Takedown::Notice("⟦Why.⟧".to_owned()));
    let change = Change { at: at(NOW), by: "an editor".to_owned(), action: "withdrew".to_owned() };
    wait(site.desk().commit(Some(&stored), &after, &change, &site.settings())).unwrap();
    let withdrawn = site.get(page);
    assert!(withdrawn.text().contains("⟦Why.⟧") && !withdrawn.text().contains("⟦Office⟧") && !withdrawn.text().contains("⟦1 Quay⟧"));
    // The list of a language keeps what is live in another one.
    let listed_now = links(site.get(BY_NAME).text()).into_iter().map(|(address, _)| address);
    assert_eq!(listed_now.filter(|address| address.contains("/ee/")).collect::<Vec<_>>(), ["/en/about/members/directory/ee/"]);
}

#[test]
fn a_region_has_another_name_after_the_next_import_and_only_the_pages_that_show_it_are_purged() {
    let builder = pack(&["en", "fr"]).members(&[("ee", "north", 1992), ("zm", "south", 1978)]);
    let site = Fresh::site(&builder.pack);
    let shows = ["/fr/about/members/directory/", "/fr/about/members/directory/ee/"];
    let others = ["/fr/", BY_NAME, "/fr/about/", "/sitemaps/pages.xml"];
    shows.iter().chain(&others).for_each(|path| assert_eq!(site.visitor().get(path).status, 200, "{path}"));
    let mut settings = site.settings();
    settings.regions[0].name.values_mut().for_each(|name| *name = "⟦The cold half⟧".to_owned());
    let (_, version) = wait(site.desk().settings()).unwrap().unwrap();
    wait(site.desk().set_settings(version, &settings)).unwrap();
    site.follow();
    for path in shows {
        let page = site.visitor().get(path);
        assert!(page.text().contains("⟦The cold half⟧") && !page.text().contains("⟦North⟧"), "{path}");
    }
    others.iter().for_each(|path| assert_eq!(site.visitor().get(path).header("x-cache"), "Hit from edge", "{path}"));
}

#[test]
fn by_name_there_is_nothing_where_there_is_no_directory_or_no_member() {
    let site = Fresh::site(&pack(&["en", "fr"]).pack);
    assert_eq!((site.get(BY_REGION).status, site.get(BY_NAME).status), (404, 404));
    let empty = Fresh::site(&pack(&["en", "fr"]).members(&[]).pack);
    assert_eq!((empty.get(BY_REGION).status, empty.get(BY_NAME).status), (200, 404));
    assert!(!empty.get("/sitemaps/pages.xml").text().contains("by-name"));
}

#[test]
fn every_member_of_the_demonstration_has_an_address_of_its_own_and_stands_in_the_sitemap() {
    let site = Demonstration::shared();
    let sitemap = site.visitor().get("/sitemaps/pages.xml");
    let listed = |language: &str| sitemap.text().matches(&format!("<loc>https://ico.example/{language}/about/members/directory/")).count();
    // The members, the directory, and its second view.
    assert_eq!([listed("en"), listed("fr")], [188, 188]);
}
