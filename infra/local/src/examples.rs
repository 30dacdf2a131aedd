//! One example of every kind of page in every language, for the checks that look at all of them.

use std::collections::BTreeMap;

use std::collections::BTreeSet;

use domain::{Address, CallArea, Card, EventPhase, Form, Index, Language, List, ListPage, Place, Standing};
use serde_json::{Value, json};
use store::{PublicContent, Reader, StoreError};
use ui::Links;
use web::route::{Format, NewsRoute, PagesRoute, Route};
use web::{Clock, SiteLinks};

/// The lists that the checks walk: `pages` with kind, language, path and status; `feeds`; `calendars`; `sitemaps`.
pub(crate) async fn examples(content: &PublicContent, clock: &Clock, links: &SiteLinks, default: Language) -> Result<Value, StoreError> {
    let reader = content.reader(clock.now());
    let Some(site) = reader.site(default).await? else { return Ok(json!({ "pages": [], "feeds": [], "calendars": [], "sitemaps": [] })) };
    let (mut pages, mut feeds, mut calendars) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
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
        let mut open = reader.calls(language, CallArea::Calls).await?;
        open.retain(|card| card.call.is_some_and(|call| call.opens <= clock.now()));
        let kinds = [("topic", first(reader.list(language, List::Topics).await?)), ("call", first(open))];
        for (kind, place) in kinds {
            place.iter().for_each(|place| add(kind, to(place), 200));
        }
        for card in reader.all_sections(language).await? {
            let page = reader.page(&card.place.clone().in_language(language)).await?.and_then(|(_, page)| page);
            // One with text alone, and one that lists something.
            let kind = match page.map(|page| page.standing) {
                Some(Standing::Live(page)) if page.lists.is_some() => "topic-list",
                _ => "topic-section",
            };
            if seen.insert((kind, language)) {
                add(kind, to(&card.place), 200);
            }
        }
        let below = reader.all_pages(language).await?;
        // A page with pages below it, a leaf, and those that show lists of other kinds.
        for (kind, way) in [
            ("section", "about"),
            ("section-deep", "about/members"),
            ("topics", "topics"),
            ("opportunities", "opportunities"),
            ("calls", "opportunities/calls"),
            ("vacancies", "opportunities/vacancies"),
            ("tenders", "opportunities/tenders"),
            ("site-map", "site-map"),
            ("services", "services"),
            ("members", "about/members/directory"),
        ] {
            let place = Place::Page(way.split('/').filter_map(|part| part.parse().ok()).collect());
            if below.iter().any(|card| card.place == place) {
                add(kind, to(&place), 200);
            }
        }
        add("events", to(&Place::Events), 200);
        add("event-history", to(&Place::EventHistory), 200);
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
        for (kind, form) in [("contact", Form::Contact), ("accessible-format", Form::AccessibleFormat)] {
            add(kind, links.form(language, form).to_string(), 200);
        }
        add("sent", links.sent(language).to_string(), 200);
        add("form-faults", format!("/_local/form-faults/{language}/"), 422);
        add("form-unavailable", format!("/_local/form-unavailable/{language}/"), 503);
        // Whoever changes a component sees here, in every state that it has, what the checks find.
        add("gallery", format!("/_local/gallery/{language}/"), 200);
        let zone = store::zone(&site.time_zone)?;
        for area in CallArea::ALL {
            if let Some(year) = reader.closed_years(language, area, &zone).await?.years.first() {
                add("call-archive", links.call_archive(language, area, *year, 1).to_string(), 200);
            }
            if below.iter().any(|card| card.place == Index::Calls(area).place()) {
                feeds.extend([links.call_feed_atom(language, area), links.call_feed_json(language, area)].map(|feed| feed.to_string()));
            }
        }
        events(&reader, links, language, &mut pages, &mut calendars).await?;
        let topic = site.topics().into_iter().find_map(|topic| if let Place::Topic(slug) = topic.place { Some(slug) } else { None });
        for topic in [None, topic] {
            for format in [Format::Atom, Format::Json] {
                feeds.push(Route::News(NewsRoute::Feed { language, topic: topic.clone(), format }).path());
            }
        }
    }
    Ok(json!({ "pages": pages, "feeds": feeds, "calendars": calendars, "sitemaps": [Route::Pages(PagesRoute::SitemapIndex).path()] }))
}

/// Every calendar, the year with the most events, and an event of each phase.
async fn events(
    reader: &Reader<'_>,
    links: &SiteLinks,
    language: Language,
    pages: &mut Vec<Value>,
    calendars: &mut Vec<String>,
) -> Result<(), StoreError> {
    let Some((site, archive)) = reader.site_and_events(language).await? else { return Ok(()) };
    let zone = store::zone(&site.time_zone)?;
    let mut found = BTreeMap::new();
    if let Some((year, _)) = archive.years().into_iter().max_by_key(|(_, count)| *count) {
        found.insert("event-year", links.event_year(language, year).to_string());
        calendars.push(links.calendar(language).to_string());
    }
    for card in reader.calendar(language).await?.into_iter().filter(|card| card.language == language) {
        let (Place::Event { year, slug }, Some(event)) = (&card.place, &card.event) else { continue };
        calendars.push(links.calendar_of(language, *year, slug).to_string());
        let kind = match event.dates.at(reader.now(), &zone).phase {
            EventPhase::Past => "event-past",
            EventPhase::UnderWay => "event-under-way",
            EventPhase::Upcoming => "event",
        };
        found.entry(kind).or_insert_with(|| links.place(language, &card.place).to_string());
    }
    pages.extend(found.into_iter().map(|(kind, path)| json!({ "kind": kind, "language": language, "path": path, "status": 200 })));
    Ok(())
}

/// An address of a page that is not there.
pub(crate) fn nowhere(language: Language) -> Address {
    Place::Page(["nothing"].iter().filter_map(|part| part.parse().ok()).collect()).in_language(language)
}
