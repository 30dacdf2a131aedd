//! Events: what is not over, the years, each event with its dates and programme, the calendars, and their part of the sitemap.

mod calendar;
mod event;
mod front;
mod ical;
mod sitemap;
pub mod views;
mod year;

use store::PublicContent;
use web::route::{EventsRoute, Route};
use web::{Answer, Error, Exchange, Front, Handler};

/// What this function may do: read what is public.
#[derive(Debug)]
pub struct App {
    /// The published content.
    pub content: PublicContent,
    /// Clock, addresses and interfaces.
    pub front: Front,
}

impl Handler for App {
    fn front(&self) -> &Front {
        &self.front
    }

    fn content(&self) -> &PublicContent {
        &self.content
    }

    async fn answer(&self, exchange: &Exchange<'_>, route: Route) -> Result<Answer, Error> {
        let Route::Events(route) = route else { return Err(Error::NotFound) };
        let reader = &exchange.reader;
        match route {
            EventsRoute::Front { language } => front::answer(reader, language).await,
            EventsRoute::History { language } => front::history(reader, language).await,
            EventsRoute::Year { language, year } => year::answer(reader, language, year).await,
            EventsRoute::Month { language, month } => year::month(reader, language, month).await,
            EventsRoute::Event { language, year, slug } => event::answer(self, reader, language, year, slug).await,
            EventsRoute::EventCalendar { language, year, slug } => calendar::of_one(self, reader, language, year, slug).await,
            EventsRoute::Calendar { language } => calendar::of_all(self, reader, language).await,
            EventsRoute::Sitemap { month } => sitemap::answer(self, reader, month).await,
        }
    }
}
