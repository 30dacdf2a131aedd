//! Feeds of the open calls of an area, by the moment of their opening.

use domain::{CallArea, Card, Index, Language, Standing};
use jiff::Timestamp;
use store::{PageAt, Reader};
use ui::Links;
use web::route::{Format, NewsRoute, Route};
use web::{Answer, Error};

use crate::App;
use crate::feed::{Feed, written};

/// Calls in a feed: a reader who subscribes shall see all that an area has open at a time, as a rule.
const CALLS: usize = 50;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, language: Language, area: CallArea, format: Format) -> Result<Answer, Error> {
    let place = Index::Calls(area).place();
    let (site, found) = reader.page(&place.clone().in_language(language)).await?.ok_or(Error::NotFound)?;
    // A site that has no page of the area has no feed of it.
    let Some(PageAt { standing: Standing::Live(page), .. }) = found else { return Err(Error::NotFound) };
    let (cards, changes) = open(reader.calls(language, area).await?, reader.now());
    let links = &app.front.links;
    let own = Route::News(NewsRoute::CallFeed { language, area, format }).href();
    let title = format!("{} – {}", page.title, site.name);
    written(&Feed { site: &site, language, title, page: links.place(language, &place), own, cards, links }, format, changes)
}

/// Those of the calls that are open, the one that opened last first, and the moment at which the clock alone changes them. A call is news from
/// its opening on, whenever it was written.
fn open(calls: Vec<Card>, now: Timestamp) -> (Vec<Card>, Option<Timestamp>) {
    let mut open = Vec::new();
    let mut changes: Option<Timestamp> = None;
    for card in calls {
        let Some(dates) = card.call else { continue };
        let next = if now < dates.opens { Some(dates.opens) } else { dates.closes };
        changes = changes.into_iter().chain(next).min();
        if now >= dates.opens {
            open.push(Card { time: dates.opens, updated: card.updated.max(dates.opens), ..card });
        }
    }
    open.sort_by_key(|card| (std::cmp::Reverse(card.time), card.document));
    open.truncate(CALLS);
    (open, changes)
}
