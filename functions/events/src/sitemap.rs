//! The sitemap of the events that begin in one month, all languages.

use domain::Month;
use store::Reader;
use web::sitemap::{Entry, most_documents, sitemap};
use web::{Answer, Error, Policy, TextAnswer};

use crate::App;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, month: Month) -> Result<Answer, Error> {
    let site = reader.site(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    // Every event stands in the list of the default language, in whatever language it is written.
    let cards = reader.events_of_month(app.front.default_language, month, &zone, most_documents(site.languages.len())).await?;
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let entries: Vec<Entry> = cards.iter().map(|card| Entry::of(card, &app.front.links)).collect();
    Ok(Answer::Text(TextAnswer {
        media_type: "application/xml; charset=utf-8",
        text: sitemap(&entries)?,
        policy: Policy::Public { changes: None },
    }))
}
