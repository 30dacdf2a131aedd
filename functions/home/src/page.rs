//! The home page.

use domain::{Alternate, Language, Place};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Reader;
use ui::{Context, Head};
use web::{Answer, Error, Policy, Titled, versions};

use crate::views::HomeView;

pub(crate) async fn answer(reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let (site, home) = reader.home(language).await?.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    let view = HomeView { home };
    let policy = Policy::Public { changes: changes(&view, reader.now(), &zone) };
    Ok(Answer::page(site, language, Place::Home, view, policy))
}

/// The next moment at which the clock alone changes the page: a call opens, closes, or has a day less; an event begins or ends.
fn changes(view: &HomeView, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let calls = view.home.calls.iter().filter_map(|card| card.call?.at(now, zone).changes);
    let events = view.home.events.iter().filter_map(|card| card.event.as_ref()?.dates.at(now, zone).changes);
    calls.chain(events).min()
}

impl Titled for HomeView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let everywhere: Vec<Alternate> =
            cx.site.languages.iter().map(|language| Alternate { language: *language, place: Place::Home }).collect();
        Head {
            title: cx.site.name.clone(),
            description: cx.site.tagline.clone(),
            canonical: Some(cx.to(&Place::Home)),
            versions: versions(cx, &everywhere, &Place::Home),
            picture: self.home.highlights.iter().chain(&self.home.current).find_map(|card| card.picture.clone()),
            feeds: true,
            index: true,
            ..Head::default()
        }
    }
}
