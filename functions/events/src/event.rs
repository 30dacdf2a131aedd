//! An event.

use domain::{Language, Place, Slug};
use store::Reader;
use ui::{Context, Crumb, Head};
use web::{Answer, Error, Policy, Titled, shown, versions};

use crate::App;
use crate::front::changes;
use crate::views::EventView;

/// Events on the same topic, at most.
const RELATED: usize = 3;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, language: Language, year: i16, slug: Slug) -> Result<Answer, Error> {
    let place = Place::Event { year, slug };
    let (site, found) = reader.page(&place.clone().in_language(language)).await?.ok_or(Error::NotFound)?;
    let (page, notice, _) = match shown(&app.front, found) {
        Ok(shown) => shown,
        Err(elsewhere) => return elsewhere,
    };
    let mut related = match page.topics.first() {
        Some(topic) => reader.next_events_of_topic(language, *topic).await?,
        None => Vec::new(),
    };
    let zone = store::zone(&site.time_zone)?;
    let own = page.event.as_ref().and_then(|event| event.summary.dates.at(reader.now(), &zone).changes);
    let policy = Policy::Public { changes: changes(&related, reader.now(), &zone).into_iter().chain(own).min() };
    related.retain(|card| card.document != page.document);
    related.truncate(RELATED);
    Ok(Answer::page(site, language, place, EventView { page, related, notice }, policy))
}

impl Titled for EventView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let own = self.page.alternates.iter().find(|alternate| alternate.language == self.page.language);
        let above = Crumb { label: cx.text("events"), href: Some(cx.to(&Place::Events)) };
        // The year of an event that was called off may have no other.
        let year = self.year(cx).filter(|_| self.notice.is_none());
        let year = year.map(|year| Crumb { label: year.to_string(), href: Some(cx.links.event_year(cx.language, year)) });
        Head {
            title: self.page.title.clone(),
            description: self.page.summary.clone(),
            canonical: own.map(|own| cx.links.place(own.language, &own.place)),
            versions: versions(cx, &self.page.alternates, &Place::Events),
            breadcrumb: [above].into_iter().chain(year).chain([Crumb { label: self.page.title.clone(), href: None }]).collect(),
            picture: self.page.picture.clone(),
            event: self.page.event.as_ref().map(|event| event.summary.clone()),
            index: self.notice.is_none(),
            ..Head::default()
        }
    }
}
