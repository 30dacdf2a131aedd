//! One example of every kind of page in every language, for the checks that look at all of them.

use domain::{Address, Card, Language, List, ListPage, Place};
use serde_json::{Value, json};
use store::{PublicContent, StoreError};
use ui::Links;
use web::route::{Format, NewsRoute, PagesRoute, Route};
use web::{Clock, SiteLinks};

/// The lists that the checks walk: `pages` with kind, language, path and status; `feeds`; `sitemaps`.
pub(crate) async fn examples(content: &PublicContent, clock: &Clock, links: &SiteLinks, default: Language) -> Result<Value, StoreError> {
    let reader = content.reader(clock.now());
    let Some(site) = reader.site(default).await? else { return Ok(json!({ "pages": [], "feeds": [], "sitemaps": [] })) };
    let (mut pages, mut feeds) = (Vec::new(), Vec::new());
    for language in site.languages {
        let mut add = |kind: &str, path: String, status: u16| {
            pages.push(json!({ "kind": kind, "language": language, "path": path, "status": status }))
        };
        let to = |place: &Place| links.place(language, place).to_string();
        add("home", to(&Place::Home), 200);
        add("newsroom", to(&Place::Newsroom), 200);
        let Some((site, archive)) = reader.site_and_archive(language).await? else { continue };
        if archive.last_page() > 0 {
            add("newsroom-page", links.list_page(language, ListPage::Numbered(archive.last_page())).to_string(), 200);
        }
        if let Some((year, _)) = archive.years().into_iter().max_by_key(|(_, count)| *count) {
            add("year", links.year(language, year).to_string(), 200);
        }
        let news = reader.newest(language, List::News, 10).await?;
        if let Some(card) = news.iter().skip(2).find(|card| card.language == language && card.alternates.len() > 1) {
            add("article", to(&card.place), 200);
        }
        let first = |cards: Vec<Card>| cards.into_iter().map(|card| card.place).next();
        let mut open = reader.calls(language).await?.current;
        open.retain(|card| card.call.is_some_and(|call| call.opens <= clock.now()));
        let kinds = [("topic", first(reader.list(language, List::Topics).await?)), ("call", first(open))];
        for (kind, place) in kinds {
            place.iter().for_each(|place| add(kind, to(place), 200));
        }
        let below = reader.all_pages(language).await?;
        // A page with pages below it, a leaf, and the three that show lists of other kinds.
        for (kind, way) in [
            ("section", "about"),
            ("section-deep", "about/members"),
            ("topics", "topics"),
            ("calls", "opportunities/calls"),
            ("site-map", "site-map"),
            ("services", "services"),
            ("members", "about/members/directory"),
        ] {
            let place = Place::Page(way.split('/').filter_map(|part| part.parse().ok()).collect());
            if below.iter().any(|card| card.place == place) {
                add(kind, to(&place), 200);
            }
        }
        let members = reader.members(language).await?;
        if let Some(card) = members.iter().find(|card| card.language == language) {
            add("member", to(&card.place), 200);
            add("members-by-name", to(&Place::MembersByName), 200);
        }
        let missing = Place::Page(["nothing", "here"].iter().filter_map(|part| part.parse().ok()).collect());
        add("not-found", to(&missing), 404);
        add("bad-request", format!("/{language}/%ff/"), 400);
        add("unavailable", format!("/_local/unavailable/{language}/"), 503);
        add("internal", format!("/_local/internal/{language}/"), 500);
        add("forbidden", format!("/_local/forbidden/{language}/"), 403);
        add("gone", format!("/_local/gone/{language}/"), 410);
        add("method-not-allowed", format!("/_local/method-not-allowed/{language}/"), 405);
        // Whoever changes a component sees here, in every state that it has, what the checks find.
        add("gallery", format!("/_local/gallery/{language}/"), 200);
        let topic = site.topics().into_iter().find_map(|topic| if let Place::Topic(slug) = topic.place { Some(slug) } else { None });
        for topic in [None, topic] {
            for format in [Format::Atom, Format::Json] {
                feeds.push(Route::News(NewsRoute::Feed { language, topic: topic.clone(), format }).path());
            }
        }
    }
    Ok(json!({ "pages": pages, "feeds": feeds, "sitemaps": [Route::Pages(PagesRoute::SitemapIndex).path()] }))
}

/// An address of a page that is not there.
pub(crate) fn nowhere(language: Language) -> Address {
    Place::Page(["nothing"].iter().filter_map(|part| part.parse().ok()).collect()).in_language(language)
}
