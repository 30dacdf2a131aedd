//! The sitemap of one month's news, all languages.

use std::collections::BTreeMap;

use domain::{Card, DocumentId, Month};
use jiff::tz::TimeZone;
use store::Reader;
use web::sitemap::{Entry, MOST_ENTRIES, sitemap};
use web::{Answer, Error, Policy, TextAnswer};

use crate::App;

pub(crate) async fn answer(app: &App, reader: &Reader<'_>, month: Month) -> Result<Answer, Error> {
    let site = reader.site(app.front.default_language).await?.ok_or(Error::NotFound)?;
    let zone = TimeZone::get(&site.time_zone).map_err(|error| Error::Internal(error.to_string()))?;
    let most = MOST_ENTRIES / u32::try_from(site.languages.len().max(1)).unwrap_or(1);
    // Every document stands in the list of the default language, in whatever language it is written.
    let cards = reader.news_of_month(app.front.default_language, month, &zone, most).await?;
    let cards: BTreeMap<DocumentId, Card> = cards.into_iter().map(|card| (card.document, card)).collect();
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let entries: Vec<Entry> = cards.values().map(|card| Entry::of(card, &app.front.links)).collect();
    Ok(Answer::Text(TextAnswer {
        media_type: "application/xml; charset=utf-8",
        text: sitemap(&entries),
        policy: Policy::Public { changes: None },
    }))
}
