//! The sitemap of one month's news, all languages.

use domain::Month;
use store::Reader;
use web::sitemap::{most_documents, of_month};
use web::{Answer, Error};

use crate::App;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, month: Month) -> Result<Answer, Error> {
    let site = reader.site(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    // Every document stands in the list of the default language, in whatever language it is written.
    let cards = reader.news_of_month(app.front.default_language, month, &zone, most_documents(site.languages.len())).await?;
    of_month(&cards, &app.front.links)
}
