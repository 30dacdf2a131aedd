//! Forms by which visitors write: a question, or a request for a document in another format. A message is kept with the mail that it causes; who
//! sends mails is another function.

mod letter;
mod show;
mod submit;
pub mod views;

use store::{Correspondence, PublicContent};
use web::route::{ContactRoute, Route};
use web::{Answer, Error, Exchange, FormKeys, Front, Handler};

/// What this function may do: read what is public, and take letters in.
#[derive(Debug)]
pub struct App {
    /// The published content.
    pub content: PublicContent,
    /// Takes letters in, and reads none.
    pub correspondence: Correspondence,
    /// Signs forms.
    pub keys: FormKeys,
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
        let Route::Contact(route) = route else { return Err(Error::NotFound) };
        match route {
            ContactRoute::Form { language, form } if exchange.is_submission() => submit::answer(self, exchange, language, form).await,
            ContactRoute::Form { language, form } => show::form(self, exchange, language, form).await,
            ContactRoute::Sent { language } => show::sent(&exchange.reader, language).await,
        }
    }
}
