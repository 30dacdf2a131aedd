//! Topics with their sections, calls, members and the tree of pages; the index of the sitemaps, and what robots may do.

mod archive;
mod members;
mod page;
mod sitemap;
pub mod views;
mod way;

use domain::Place;
use store::PublicContent;
use web::route::{PagesRoute, Route};
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
        let Route::Pages(route) = route else { return Err(Error::NotFound) };
        let reader = &exchange.reader;
        match route {
            PagesRoute::Place(address) => match address.place {
                Place::Member(_) => members::member(self, reader, address).await,
                Place::MembersByName => members::by_name(self, reader, address.language).await,
                _ => page::answer(self, reader, address).await,
            },
            PagesRoute::CallArchive { language, area, year, page } => archive::answer(self, reader, language, (area, year, page)).await,
            PagesRoute::SitemapIndex => sitemap::index(self, reader).await,
            PagesRoute::Sitemap => sitemap::pages(self, reader).await,
            PagesRoute::Robots => Ok(sitemap::robots(self)),
        }
    }
}
