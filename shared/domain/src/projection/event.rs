//! What the public may read of an event.

use jiff::tz::TimeZone;

use super::{Entry, List, Position, View};
use crate::{DocumentId, Edition, EventDates, EventPage, EventSummary, Facts, Language, State, Takedown};

/// The lists in which an event stands: by its beginning for the years, by its end for what is not over.
pub(super) fn lists(dates: &EventDates, topics: &[DocumentId], zone: &TimeZone) -> Vec<(List, Position)> {
    let (starts, ends) = (dates.starts(zone), dates.ends(zone));
    [(List::Events, Position::Time(starts)), (List::EventsByEnd, Position::Time(ends))]
        .into_iter()
        .chain(topics.iter().map(|topic| (List::EventsOfTopic(*topic), Position::Time(ends))))
        .collect()
}

impl View<'_> {
    /// The event as lists show it; none: the document is of another kind.
    pub(super) fn event(&self, edition: &Edition) -> Option<EventSummary> {
        let Facts::Event { dates, sequence, .. } = &self.document.facts else { return None };
        let place = edition.event.as_ref().map(|event| event.place.clone()).unwrap_or_default();
        Some(EventSummary { dates: dates.clone(), sequence: *sequence, place, cancelled: is_called_off(edition) })
    }

    /// The event as its page shows it: one that was called off has neither programme nor documents any more.
    pub(super) fn event_page(&self, edition: &Edition) -> Option<EventPage> {
        let summary = self.event(edition)?;
        let text = edition.event.clone().filter(|_| !summary.cancelled).unwrap_or_default();
        Some(EventPage { summary, programme: text.programme, documents: text.documents })
    }

    /// The card of an event that was called off in all its languages. It stands among those that are not over, so that whoever expects the
    /// event learns of it there and in the calendar.
    pub(super) fn called_off(&self, language: Language, entries: &mut Vec<Entry>) {
        let Facts::Event { dates, .. } = &self.document.facts else { return };
        let off = |language: &Language| Some((*language, self.document.editions.get(language).filter(|edition| is_called_off(edition))?));
        let found = [language].iter().chain(self.languages).find_map(off);
        let Some((of, edition)) = found else { return };
        let (list, position) = (List::EventsByEnd, Position::Time(dates.ends(self.zone)));
        entries.push(Entry::Card { language, list, position, card: Box::new(self.card(of, edition)) });
    }
}

fn is_called_off(edition: &Edition) -> bool {
    matches!(edition.state, State::Withdrawn(Takedown::Notice(_)))
}
