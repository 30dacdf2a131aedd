//! The home page in each language, and the way to it from `/`.

mod page;
pub mod views;

use store::PublicContent;
use web::route::Route;
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
        match route {
            Route::Home { language } => page::answer(&exchange.reader, language).await,
            // The edge answers `/` by the reader's languages; whoever comes past it gets the default one.
            Route::Root => Ok(Answer::See(Route::Home { language: self.front.default_language }.href())),
            Route::News(_) | Route::Pages(_) | Route::Events(_) | Route::Contact(_) => Err(Error::NotFound),
        }
    }
}
