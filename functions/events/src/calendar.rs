//! Calendars: of one event, and of all to subscribe to. No clock changes them: they say when an event is, not how it stands.

use domain::{Address, Card, Language, Page, Place, Site, Slug, Standing};
use jiff::tz::TimeZone;
use store::{PageAt, Reader};
use ui::Links;
use web::{Answer, Error, Policy, SiteLinks, TextAnswer, shown};

use crate::App;
use crate::ical::{Calendar, Entry, write};

pub(crate) async fn of_one(app: &App, reader: &Reader<'_>, language: Language, year: i16, slug: Slug) -> Result<Answer, Error> {
    let address = Place::Event { year, slug }.in_language(language);
    let (site, found) = reader.page(&address).await?.ok_or(Error::NotFound)?;
    // The calendar of an event that has moved is beside the event.
    if let Some(PageAt { standing: Standing::Moved(Address { language, place: Place::Event { year, slug } }), .. }) = &found {
        return Ok(Answer::Moved(app.front.links.calendar_of(*language, *year, slug)));
    }
    let (page, _, _) = match shown(&app.front, found) {
        Ok(shown) => shown,
        Err(elsewhere) => return elsewhere,
    };
    let links = &app.front.links;
    let entry = of_page(&page, links.absolute(&links.place(language, &address.place))).ok_or(Error::NotFound)?;
    text(app, &site, None, &[entry])
}

pub(crate) async fn of_all(app: &App, reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let (site, cards) = tokio::try_join!(reader.site(language), reader.calendar(language))?;
    let site = site.ok_or(Error::NotFound)?;
    // A calendar with nothing in it is none (RFC 5545, 3.6).
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let entries: Vec<Entry<'_>> = cards.iter().filter_map(|card| of_card(card, &app.front.links)).collect();
    let own = app.front.links.absolute(&app.front.links.place(language, &Place::Events));
    text(app, &site, Some(own), &entries)
}

fn text(app: &App, site: &Site, address: Option<String>, entries: &[Entry<'_>]) -> Result<Answer, Error> {
    let zone: TimeZone = store::zone(&site.time_zone)?;
    let host = app.front.links.base.split_once("://").map_or(app.front.links.base.as_str(), |(_, host)| host);
    let calendar = Calendar { organisation: &site.name, host, address, zone: &zone };
    let policy = Policy::Public { changes: None };
    Ok(Answer::Text(TextAnswer { media_type: "text/calendar; charset=utf-8", text: write(&calendar, entries), policy }))
}

fn of_page(page: &Page, address: String) -> Option<Entry<'_>> {
    let Page { document, language, title, summary, event, first_published, updated, .. } = page;
    let event = &event.as_ref()?.summary;
    Some(Entry { id: *document, language: *language, title, summary, event, created: *first_published, updated: *updated, address })
}

fn of_card<'a>(card: &'a Card, links: &SiteLinks) -> Option<Entry<'a>> {
    let Card { document, language, place, title, summary, event, time, updated, .. } = card;
    let address = links.absolute(&links.place(*language, place));
    let event = event.as_ref()?;
    Some(Entry { id: *document, language: *language, title, summary, event, created: *time, updated: *updated, address })
}
