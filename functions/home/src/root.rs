//! `/`: to the home page in the reader's language.

use web::route::Route;
use web::{Answer, Error, Exchange};

use crate::App;

pub(crate) async fn answer(app: &App, exchange: &Exchange<'_>) -> Result<Answer, Error> {
    let site = exchange.reader.site(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let language = app.front.language_for(&exchange.request, &site.languages);
    Ok(Answer::See(Route::Home { language }.href()))
}
