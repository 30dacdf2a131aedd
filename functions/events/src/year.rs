//! A year of events, and a month that has more of them than the page of its year shows.

use domain::{Language, Month, Place};
use store::{EventsOfMonth, Reader};
use web::{Answer, Error, Policy};

use crate::front::years;
use crate::views::{Group, Heading, ListView, Shown};

/// Events of a month at most: some thirty begin on each of its days.
const OF_MONTH: u32 = 1000;

pub(crate) async fn answer(reader: &Reader<'_>, language: Language, year: i16) -> Result<Answer, Error> {
    let place = Place::EventHistory;
    let (found, section) = tokio::try_join!(reader.events_of_year(language, year), reader.section(language, &place))?;
    let (site, found) = found.ok_or(Error::NotFound)?;
    let found = found.ok_or(Error::NotFound)?;
    let group =
        |EventsOfMonth { month, more, cards }: EventsOfMonth| Group { heading: Heading::Month(month), cards, more: more.then_some(month) };
    let groups = found.months.into_iter().map(group).collect();
    let view = ListView { shown: Shown::Year(year), groups, years: years(&found.archive), side: section.side };
    Ok(Answer::page(site, language, place, view, Policy::Public { changes: None }))
}

pub(crate) async fn month(reader: &Reader<'_>, language: Language, month: Month) -> Result<Answer, Error> {
    let place = Place::EventHistory;
    let (found, section) = tokio::try_join!(reader.site_and_events(language), reader.section(language, &place))?;
    let (site, archive) = found.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    let cards = reader.events_of_month(language, month, &zone, OF_MONTH).await?;
    if cards.is_empty() {
        return Err(Error::NotFound);
    }
    let groups = vec![Group { heading: Heading::Month(month), cards, more: None }];
    let view = ListView { shown: Shown::Month(month), groups, years: years(&archive), side: section.side };
    Ok(Answer::page(site, language, place, view, Policy::Public { changes: None }))
}
