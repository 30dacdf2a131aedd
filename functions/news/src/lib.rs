//! The newsroom: its pages, years and articles, its feeds and its part of the sitemap.

mod article;
mod atom;
mod feed;
mod json_feed;
mod list;
mod sitemap;
pub mod views;
mod year;

use std::future::Future;
use std::pin::Pin;

use domain::ListPage;
use lambda_http::{Body, Request, Response};
use store::PublicContent;
use web::route::{NewsRoute, Route};
use web::{Answer, Error, Exchange, Front, Function};

/// What this function may do: read what is public.
#[derive(Debug)]
pub struct App {
    /// The published content.
    pub content: PublicContent,
    /// Clock, addresses and interfaces.
    pub front: Front,
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    let exchange = Exchange::begin(&app.front, &app.content, request);
    let answer = match exchange.route() {
        Ok(route) => answer(app, &exchange, route).await,
        Err(refused) => refused,
    };
    exchange.end(answer).await
}

async fn answer(app: &App, exchange: &Exchange<'_>, route: Route) -> Result<Answer, Error> {
    let Route::News(route) = route else { return Err(Error::NotFound) };
    let reader = &exchange.reader;
    match route {
        NewsRoute::Front { language } => list::answer(reader, language, ListPage::Front).await,
        NewsRoute::Page { language, number } => list::answer(reader, language, ListPage::Numbered(number)).await,
        NewsRoute::Year { language, year } => year::answer(reader, language, year).await,
        NewsRoute::Article { language, year, slug } => article::answer(app, reader, language, year, slug).await,
        NewsRoute::Feed { language, topic, format } => feed::answer(app, reader, language, topic, format).await,
        NewsRoute::Sitemap { month } => sitemap::answer(app, reader, month).await,
    }
}

impl Function for App {
    fn call<'a>(&'a self, request: Request) -> Pin<Box<dyn Future<Output = Response<Body>> + Send + 'a>> {
        Box::pin(handle(self, request))
    }

    fn warm<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(web::warm(&self.front, &self.content))
    }
}
