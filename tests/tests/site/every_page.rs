//! Every page of the demonstration, found as a visitor finds it: by following links.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use web::route::{Access, Route};
use web::{HEADERS, TAG_HEADER};

use crate::harness::{BASE, Demonstration, Reply};
use crate::markup::{Tag, between, tags};

/// Far more than the demonstration has: a crawl that does not end is a mistake of the site.
const MOST: usize = 5_000;
/// A function drops tags beyond forty, so fewer are sure to be all.
const TAGS: std::ops::Range<usize> = 1..40;

/// A page with what it says of itself.
struct Page {
    reply: Reply,
    tags: Vec<Tag>,
}

impl Page {
    fn values(&self, name: &str, attribute: &str) -> impl Iterator<Item = &str> {
        self.tags.iter().filter(move |tag| tag.name == name && !tag.get(attribute).is_empty()).map(move |tag| tag.get(attribute))
    }

    fn heads<'a>(&'a self, relation: &'a str) -> impl Iterator<Item = &'a Tag> {
        self.tags.iter().filter(move |tag| tag.name == "link" && tag.get("rel") == relation)
    }

    /// Languages and addresses of the same page; the one for readers of any other language is one of them.
    fn versions(&self) -> BTreeMap<String, String> {
        let versions = self.heads("alternate").filter(|tag| !matches!(tag.get("hreflang"), "" | "x-default"));
        versions.map(|tag| (tag.get("hreflang").to_owned(), path(tag.get("href")).to_owned())).collect()
    }

    /// Addresses on this site to which it leads, with their fragments.
    fn internal(&self) -> Vec<String> {
        let all = self.values("a", "href").chain(self.values("img", "src")).chain(self.values("link", "href"));
        let all = all.chain(self.tags.iter().filter(|tag| tag.get("property") == "og:image").map(|tag| tag.get("content")));
        all.filter(|address| path(address).starts_with(['/', '#'])).map(|address| path(address).to_owned()).collect()
    }
}

fn path(address: &str) -> &str {
    address.strip_prefix(BASE).unwrap_or(address)
}

fn found(site: &Demonstration) -> BTreeMap<String, Page> {
    let visitor = site.visitor();
    let mut open: VecDeque<String> = ["/en/", "/sitemap.xml", "/robots.txt"].map(str::to_owned).into();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let mut pages = BTreeMap::new();
    while let Some(address) = open.pop_front() {
        let reply = visitor.get(&address);
        let tags = if reply.is_page() { tags(reply.text()) } else { Vec::new() };
        let page = Page { reply, tags };
        let listed = page.reply.text().split("<loc>").skip(1).filter_map(|rest| rest.split("</loc>").next());
        let listed: Vec<String> = listed.map(|address| path(address).to_owned()).collect();
        for next in page.internal().into_iter().chain(listed) {
            let next = next.split('#').next().unwrap_or_default().to_owned();
            if !next.is_empty() && seen.insert(next.clone()) {
                open.push_back(next);
            }
        }
        pages.insert(address, page);
        assert!(pages.len() <= MOST, "the crawl does not end");
    }
    pages
}

#[test]
fn every_link_picture_and_asset_leads_somewhere_and_every_page_is_as_all_pages_must_be() {
    let site = Demonstration::shared();
    let root = site.visitor().get("/");
    assert_eq!((root.status, root.header("location"), root.header("cache-control")), (302, "/en/", "no-store"));
    let all = found(&site);
    let wrong: Vec<_> =
        all.iter().filter(|(_, page)| page.reply.status != 200).map(|(address, page)| (address, page.reply.status)).collect();
    assert_eq!(wrong, [], "addresses that pages or sitemaps lead to");
    let pages: BTreeMap<_, _> = all.iter().filter(|(_, page)| page.reply.is_page()).collect();
    assert!(pages.len() > 300, "{} pages are too few", pages.len());
    let kept = site.kept_tags();
    for (address, page) in &pages {
        for (name, value) in HEADERS {
            assert_eq!(page.reply.header(name), value, "{name} of {address}");
        }
        let takes_forms = matches!(Route::parse("GET", address).map(|route| route.access()), Ok(Access::Form));
        let (etag, control) = (page.reply.header("etag"), page.reply.header("cache-control"));
        assert!(takes_forms == (control == "no-store") && takes_forms == etag.is_empty(), "{address}: {control}, {etag}");
        assert!(takes_forms || etag.starts_with('"') && etag.ends_with('"') && etag.len() > 20, "{address}: {etag}");
        assert!(
            takes_forms || control.starts_with("public, max-age=0, s-maxage=") && page.reply.kept_for().is_some_and(|kept| kept > 0),
            "{address}: {control}"
        );
        let count = kept.get(*address).map_or(0, Vec::len);
        assert!(TAGS.contains(&count) || (takes_forms && count == 0), "{address} has {count} tags");
        assert!(page.reply.header(TAG_HEADER).is_empty(), "the edge keeps the tags of {address} to itself");
        assert!(page.reply.header("set-cookie").is_empty(), "{address} sets a cookie");
        let language = address.trim_start_matches('/').split('/').next().unwrap_or_default();
        assert_eq!(page.values("html", "lang").collect::<Vec<_>>(), [language], "the language of {address}");
        let canonical: Vec<_> = page.heads("canonical").map(|tag| path(tag.get("href")).to_owned()).collect();
        assert_eq!(canonical, [(*address).clone()], "the one address of {address}");
        assert_eq!(page.tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{address} has one headline");
        let versions = page.versions();
        assert!(versions.is_empty() || versions.get(language) == Some(address), "{address} is one of its versions: {versions:?}");
        for (other, there) in &versions {
            let back = pages.get(there).map(|page| page.versions());
            assert_eq!(back.as_ref(), Some(&versions), "{address} names {there} as its {other} version");
        }
        let ids: BTreeSet<&str> = page.tags.iter().map(|tag| tag.get("id")).collect();
        for link in page.internal() {
            let Some((to, fragment)) = link.split_once('#') else { continue };
            let there = if to.is_empty() {
                ids.contains(fragment)
            } else {
                all.get(to).is_some_and(|page| page.values("section", "id").any(|id| id == fragment))
            };
            assert!(there, "{address} leads to {link}, where nothing has that name");
        }
    }
    everything_in_the_sitemaps_is_linked_from_a_page(&all);
}

fn everything_in_the_sitemaps_is_linked_from_a_page(all: &BTreeMap<String, Page>) {
    let linked: BTreeSet<String> =
        all.values().flat_map(Page::internal).map(|address| address.split('#').next().unwrap_or_default().to_owned()).collect();
    let sitemaps = all.iter().filter(|(address, _)| address.starts_with("/sitemaps/"));
    let listed: Vec<&str> =
        sitemaps.flat_map(|(_, page)| page.reply.text().split("<loc>").skip(1)).map(|rest| path(between_tags(rest))).collect();
    assert!(listed.len() > 300, "{} addresses in the sitemaps", listed.len());
    let lost: Vec<_> = listed.iter().filter(|address| !linked.contains(**address)).collect();
    assert!(lost.is_empty(), "pages that no page leads to: {lost:?}");
    for address in &listed {
        let robots = all.get(*address).is_some_and(|page| page.tags.iter().any(|tag| tag.get("name") == "robots"));
        assert!(!robots, "{address} stands in a sitemap, but search engines shall not keep it");
    }
    let robots = all.get("/robots.txt").map(|page| page.reply.text()).unwrap_or_default();
    assert_eq!(between(robots, "Sitemap: ", "\n"), format!("{BASE}/sitemap.xml"));
}

fn between_tags(rest: &str) -> &str {
    rest.split("</loc>").next().unwrap_or_default()
}
