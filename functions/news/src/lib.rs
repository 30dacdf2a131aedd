//! The newsroom: its pages, years and articles, and its part of the sitemap; and all feeds.

mod article;
mod atom;
mod call_feed;
mod feed;
mod json_feed;
mod list;
mod sitemap;
pub mod views;
mod year;

use domain::ListPage;
use store::PublicContent;
use web::route::{NewsRoute, Route};
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
        let Route::News(route) = route else { return Err(Error::NotFound) };
        let reader = &exchange.reader;
        match route {
            NewsRoute::Front { language } => list::answer(reader, language, ListPage::Front).await,
            NewsRoute::Page { language, number } => list::answer(reader, language, ListPage::Numbered(number)).await,
            NewsRoute::Year { language, year } => year::answer(reader, language, year).await,
            NewsRoute::Article { language, year, slug } => article::answer(self, reader, language, year, slug).await,
            NewsRoute::Feed { language, topic, format } => feed::answer(self, reader, language, topic, format).await,
            NewsRoute::CallFeed { language, area, format } => call_feed::answer(self, reader, language, area, format).await,
            NewsRoute::Sitemap { month } => sitemap::answer(self, reader, month).await,
        }
    }
}
