//! The index of the sitemaps, the sitemap of all that is not news, and `robots.txt`.

use domain::{Alternate, Card, Index, Kind, Language, List, Place, Site};
use jiff::Timestamp;
use store::Reader;
use ui::Links;
use web::route::{EventsRoute, NewsRoute, PagesRoute, Route};
use web::sitemap::{self, Entry};
use web::{Answer, Error, Policy, SiteLinks, TextAnswer};

use crate::App;

pub(crate) async fn index(app: &App, reader: &Reader<'_>) -> Result<Answer, Error> {
    let (_, months) = reader.months(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let news = months.news.into_iter().map(|month| Route::News(NewsRoute::Sitemap { month }));
    let events = months.events.into_iter().map(|month| Route::Events(EventsRoute::Sitemap { month }));
    let parts = [Route::Pages(PagesRoute::Sitemap)].into_iter().chain(news).chain(events);
    let addresses: Vec<String> = parts.map(|part| app.front.links.absolute(&part.href())).collect();
    Ok(text(sitemap::MEDIA_TYPE, sitemap::index(&addresses)?, None))
}

pub(crate) async fn pages(app: &App, reader: &Reader<'_>) -> Result<Answer, Error> {
    let site = reader.site(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let links = &app.front.links;
    let built_in = [Place::Home, Place::Newsroom, Place::Events, Place::EventHistory];
    let mut entries: Vec<Entry> = built_in.iter().map(|place| everywhere(&site, place, links)).collect();
    // Every language has its own lists of pages; a document that stands in two of them is listed once.
    let mut seen = std::collections::BTreeSet::new();
    let mut changes = None;
    for language in &site.languages {
        let mut cards = lasting(reader, *language).await?;
        entries.extend(directory(&cards).filter(|card| !seen.contains(&card.document)).map(|card| by_name(card, links)));
        cards.extend(reader.all_sections(*language).await?);
        let current = reader.all_calls(*language).await?;
        // A call that is not open yet has no page; one that is closed stands in the archive, and nobody need find it by a search.
        let (open, upcoming): (Vec<Card>, Vec<Card>) =
            current.into_iter().partition(|card| card.call.is_none_or(|call| call.opens <= reader.now()));
        let opens = upcoming.iter().filter_map(|card| Some(card.call?.opens));
        let closes = open.iter().filter_map(|card| card.call?.closes);
        changes = opens.chain(closes).chain(changes).min();
        let listed = cards.iter().chain(&open);
        entries.extend(listed.filter(|card| seen.insert(card.document)).map(|card| Entry::of(card, links)));
    }
    entries.truncate(sitemap::most_documents(site.languages.len()) as usize);
    Ok(text(sitemap::MEDIA_TYPE, sitemap::sitemap(&entries)?, changes))
}

pub(crate) fn robots(app: &App) -> Answer {
    let sitemap = app.front.links.absolute(&Route::Pages(PagesRoute::SitemapIndex).href());
    text("text/plain; charset=utf-8", format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"), None)
}

/// What the clock does not change: pages, topics and members.
async fn lasting(reader: &Reader<'_>, language: Language) -> Result<Vec<Card>, Error> {
    let mut cards = reader.all_pages(language).await?;
    cards.extend(reader.list(language, List::Topics).await?);
    cards.extend(reader.members(language).await?);
    Ok(cards)
}

/// The page that lists the members, if there is any to list.
fn directory(cards: &[Card]) -> Option<&Card> {
    let members = cards.iter().any(|card| card.kind == Kind::Member);
    cards.iter().filter(|_| members).find(|card| Index::at(&card.place) == Some(Index::Members))
}

/// Members by name, in the languages in which their directory is live.
fn by_name(directory: &Card, links: &SiteLinks) -> Entry {
    let versions = directory.alternates.iter().map(|alternate| alternate.language);
    let versions = versions.map(|language| (language, links.absolute(&links.place(language, &Place::MembersByName))));
    Entry { versions: versions.collect(), updated: None }
}

fn everywhere(site: &Site, place: &Place, links: &SiteLinks) -> Entry {
    let alternate = |language: &domain::Language| Alternate { language: *language, place: place.clone() };
    let versions = site
        .languages
        .iter()
        .map(alternate)
        .map(|Alternate { language, place }| (language, links.absolute(&links.place(language, &place))));
    Entry { versions: versions.collect(), updated: None }
}

fn text(media_type: &'static str, text: String, changes: Option<Timestamp>) -> Answer {
    Answer::Text(TextAnswer { media_type, text, policy: Policy::Public { changes } })
}
