//! The events that are not over, and the way to those that are.

use domain::{Archive, Card, EventPhase, Language, List, Place};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::Reader;
use ui::{Context, Crumb, Head, Href};
use web::{Answer, Error, Policy, Titled, everywhere};

use crate::views::{Group, Heading, ListView, Shown};

/// Events that are not over, at most; all stand in their years.
const UPCOMING: u32 = 200;
/// Past events that the history begins with.
const PAST: u32 = 20;

pub(crate) async fn answer(reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let (found, cards, section) = tokio::try_join!(
        reader.site_and_events(language),
        reader.upcoming_events(language, UPCOMING),
        reader.section(language, &Place::Events)
    )?;
    let (site, archive) = found.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    let policy = Policy::Public { changes: changes(&cards, reader.now(), &zone) };
    let (under_way, to_come) = by_beginning(cards, reader.now(), &zone);
    let groups = [(Heading::UnderWay, under_way), (Heading::ToCome, to_come)];
    let groups = groups.map(|(heading, cards)| Group { heading, cards, more: None }).into();
    let view = ListView { shown: Shown::Upcoming, groups, years: years(&archive), side: section.side };
    Ok(Answer::page(site, language, Place::Events, view, policy))
}

pub(crate) async fn history(reader: &Reader<'_>, language: Language) -> Result<Answer, Error> {
    let place = Place::EventHistory;
    let (found, mut past, next, section) = tokio::try_join!(
        reader.site_and_events(language),
        reader.newest(language, List::EventsByEnd, PAST),
        // The next one to end is the next one to join them.
        reader.upcoming_events(language, 1),
        reader.section(language, &place)
    )?;
    let (site, archive) = found.ok_or(Error::NotFound)?;
    let zone = store::zone(&site.time_zone)?;
    past.retain(|card| card.event.as_ref().is_some_and(|event| !event.cancelled));
    let ends = next.iter().filter_map(|card| Some(card.event.as_ref()?.dates.ends(&zone))).min();
    let groups = vec![Group { heading: Heading::Past, cards: past, more: None }];
    let view = ListView { shown: Shown::History, groups, years: years(&archive), side: section.side };
    Ok(Answer::page(site, language, place, view, Policy::Public { changes: ends }))
}

/// Years with events, the latest first.
pub(crate) fn years(archive: &Archive) -> Vec<i16> {
    archive.years().into_iter().map(|(year, _)| year).collect()
}

/// The next moment at which the clock alone changes how one of these events stands.
pub(crate) fn changes(cards: &[Card], now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    cards.iter().filter_map(|card| card.event.as_ref()?.dates.at(now, zone).changes).min()
}

/// Those that are under way and those to come, each by their beginning.
fn by_beginning(mut cards: Vec<Card>, now: Timestamp, zone: &TimeZone) -> (Vec<Card>, Vec<Card>) {
    cards.sort_by_cached_key(|card| (card.event.as_ref().map(|event| event.dates.starts(zone)), card.document));
    cards.into_iter().partition(|card| card.event.as_ref().is_some_and(|event| event.dates.at(now, zone).phase == EventPhase::UnderWay))
}

impl Titled for ListView {
    fn head(&self, cx: &Context<'_>) -> Head {
        let title = self.title(cx);
        let to = |language: Language| self.address(cx, language);
        let above = |label: String, href: Href| Crumb { label, href: Some(href) };
        let events = above(cx.text("events"), cx.to(&Place::Events));
        let history = || above(cx.text("event-history"), cx.to(&Place::EventHistory));
        let mut breadcrumb = match self.shown {
            Shown::Upcoming => Vec::new(),
            Shown::History => vec![events],
            Shown::Year(_) => vec![events, history()],
            Shown::Month(month) => {
                vec![events, history(), above(month.year.to_string(), cx.links.event_year(cx.language, month.year))]
            }
        };
        breadcrumb.push(Crumb { label: if breadcrumb.is_empty() { cx.text("events") } else { title.clone() }, href: None });
        Head {
            description: title.clone(),
            title,
            canonical: Some(to(cx.language)),
            versions: everywhere(cx, to),
            breadcrumb,
            index: true,
            ..Head::default()
        }
    }
}
