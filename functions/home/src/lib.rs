//! The home page in each language, and the way to it from `/`.

mod page;
mod root;
pub mod views;

use std::future::Future;
use std::pin::Pin;

use lambda_http::{Body, Request, Response};
use store::PublicContent;
use web::route::Route;
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
    match route {
        Route::Home { language } => page::answer(&exchange.reader, language).await,
        Route::Root => root::answer(app, exchange).await,
        Route::News(_) | Route::Pages(_) => Err(Error::NotFound),
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
