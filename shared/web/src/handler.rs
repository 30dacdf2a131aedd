//! A function for visitors, as the one road of all requests sees it: a handler decides what to answer, and nothing else.

use std::future::Future;
use std::pin::Pin;

use domain::{Neighbours, Page, Standing};
use lambda_http::{Body, Request, Response};
use store::{PageAt, PublicContent};

use crate::answer::{Answer, Elsewhere};
use crate::error::Error;
use crate::front::{Front, warm};
use crate::lambda::Function;
use crate::respond::Exchange;
use crate::route::Route;

/// What a function for visitors is: what it may read, and its answers.
pub trait Handler: Send + Sync + 'static {
    /// Clock, addresses and interfaces.
    fn front(&self) -> &Front;

    /// What is public, which is all that it may read.
    fn content(&self) -> &PublicContent;

    /// Answers one of its routes. One of another function is [`Error::NotFound`].
    fn answer<'a>(&'a self, exchange: &'a Exchange<'_>, route: Route) -> impl Future<Output = Result<Answer, Error>> + Send + 'a;
}

/// Answers a request.
pub async fn handle<H: Handler>(handler: &H, request: Request) -> Response<Body> {
    let exchange = Exchange::begin(handler.front(), handler.content(), request);
    let answer = match exchange.route() {
        Ok(route) => exchange.in_time(handler.answer(&exchange, route)).await.unwrap_or_else(|late| Err(late.into())),
        Err(refused) => refused,
    };
    exchange.end(answer).await
}

impl<H: Handler> Function for H {
    fn call<'a>(&'a self, request: Request) -> Pin<Box<dyn Future<Output = Response<Body>> + Send + 'a>> {
        Box::pin(handle(self, request))
    }

    fn warm<'a>(&'a self) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(warm(self.front(), self.content()))
    }
}

/// The page at an address, with the notice that stands in place of its text if that was withdrawn.
///
/// # Errors
/// What to answer where there is no page: where it is now, that it is gone, or that it never was.
pub fn shown(front: &Front, found: Option<PageAt>) -> Result<(Page, Option<String>, Neighbours), Elsewhere> {
    let PageAt { standing, neighbours } = found.ok_or(Err(Error::NotFound))?;
    match standing {
        Standing::Live(page) => Ok((page, None, neighbours)),
        Standing::Withdrawn(page, notice) => Ok((page, Some(notice), neighbours)),
        Standing::Moved(to) => Err(Ok(Answer::Moved(ui::Links::place(&front.links, to.language, &to.place)))),
        Standing::Gone => Err(Err(Error::Gone)),
    }
}
