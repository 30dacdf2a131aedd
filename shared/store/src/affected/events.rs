//! What changes of events change.

use domain::{Archive, Card, Language, List};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Affected;
use crate::events::SHOWN_OF_MONTH;
use crate::tags;

impl Affected {
    /// A card in a list of events. In a list by end, `now` divides what pages show as not over from what they show as past. What ended
    /// meanwhile is on no page that the edge still serves as not over, since such a page is kept until its first event ends.
    pub(super) fn event(&mut self, card: &Card, place: &str, (language, list): (Language, List), now: Timestamp, zone: &TimeZone) {
        let Some(event) = &card.event else { return };
        if list == List::Events {
            return self.tag(tags::events_of_month(language, event.dates.month(zone)));
        }
        if list == List::EventsByEnd {
            self.tag(tags::calendar(language));
        }
        if event.dates.ends(zone) > now {
            self.tag(tags::not_over(language, list));
        } else {
            self.newest_at(language, list, place);
        }
    }

    /// Notes a place in a list by time at which something changed.
    pub(super) fn newest_at(&mut self, language: Language, list: List, place: &str) {
        let newest = self.newest.entry((language, list)).or_default();
        if newest.as_str() < place {
            place.clone_into(newest);
        }
    }

    /// Other months have events, or some have more of them than the page of their year shows.
    pub(super) fn event_archive(&mut self, old: &Archive, new: &Archive, language: Language) {
        let years = |archive: &Archive| archive.years().into_iter().map(|(year, _)| year).collect::<Vec<_>>();
        if years(old) != years(new) {
            self.tag(tags::event_years(language));
        }
        if old.months() != new.months() {
            self.tag(tags::event_months(language));
        }
        old.moved_years(new, SHOWN_OF_MONTH).into_iter().for_each(|year| self.tag(tags::event_year(language, year)));
    }
}

#[cfg(test)]
mod tests {
    use domain::{DocumentId, Position};

    use crate::affected::{Image, ItemChange, affected};
    use crate::codec::DATA;
    use crate::keys::{self, Key, PARTITION, SORT};

    use super::*;

    const NOW: &str = "2025-02-14T09:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn language() -> Language {
        "en".parse().unwrap()
    }

    fn image(key: &Key, attributes: &[(&str, &str)]) -> Option<Image> {
        let keys = [(PARTITION, key.partition.as_str()), (SORT, key.sort.as_str())];
        Some(keys.iter().chain(attributes).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn card(list: List, starts: &str, ends: &str) -> Option<Image> {
        let card = format!(
            r#"{{"document":"{:032}","kind":"event","language":"en","place":"events/2025/a","title":"A","time":"2025-01-01T00:00:00Z","updated":"2025-01-01T00:00:00Z","event":{{"dates":{{"hours":{{"starts":"{starts}","ends":"{ends}"}}}},"sequence":0,"place":"B"}}}}"#,
            1
        );
        let position = Position::Time(at(if list == List::Events { starts } else { ends }));
        image(&keys::card(language(), list, &position, DocumentId::of_pack_key("a")), &[(DATA, &card)])
    }

    fn found(old: Option<Image>, new: Option<Image>) -> Affected {
        affected(&[ItemChange { old, new }], &TimeZone::UTC, at(NOW)).unwrap()
    }

    fn tags(old: Option<Image>, new: Option<Image>) -> Vec<String> {
        found(old, new).tags.into_iter().collect()
    }

    #[test]
    fn an_event_changes_the_month_in_which_it_begins() {
        let card = card(List::Events, "2025-02-28T23:00:00Z", "2025-03-02T10:00:00Z");
        assert_eq!(tags(None, card.clone()), ["l:events:2025-02:en"]);
        assert!(found(card.clone(), None).views, "the home page may show it");
        assert_eq!(tags(card.clone(), card), Vec::<String>::new());
    }

    #[test]
    fn what_is_not_over_changes_what_is_shown_as_such_and_what_is_over_the_past() {
        let later = card(List::EventsByEnd, "2025-02-01T09:00:00Z", "2025-02-14T09:00:01Z");
        assert_eq!(tags(None, later), ["cal:en", "u:events-end:en"]);
        let over = found(card(List::EventsByEnd, "2025-02-01T09:00:00Z", "2025-02-14T09:00:00Z"), None);
        assert_eq!(over.tags.into_iter().collect::<Vec<_>>(), ["cal:en"]);
        assert_eq!(over.newest.keys().collect::<Vec<_>>(), [&(language(), List::EventsByEnd)]);
        let topic = List::EventsOfTopic(DocumentId::of_pack_key("t"));
        let of_topic = tags(card(topic, "2025-02-01T09:00:00Z", "2025-03-14T09:00:00Z"), None);
        assert!(of_topic.len() == 1 && of_topic.iter().all(|tag| tag.starts_with("u:events-of-")), "{of_topic:?}");
    }

    #[test]
    fn a_new_count_changes_what_stands_on_it() {
        let counts = |counts: &[(&str, u32)]| {
            let numbers: Vec<(String, String)> = counts.iter().map(|(month, count)| (format!("m{month}"), count.to_string())).collect();
            let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, count)| (name.as_str(), count.as_str())).collect();
            image(&keys::tally_of_events(language()), &numbers)
        };
        let few = [("2024-05", 2), ("2025-03", 25)];
        assert_eq!(
            tags(counts(&few), counts(&[("2024-05", 3), ("2025-03", 25)])),
            Vec::<String>::new(),
            "no page shows how many there are"
        );
        assert_eq!(tags(counts(&few), counts(&[("2024-05", 2), ("2025-03", 26)])), ["e-year:2025:en"], "more than the page shows");
        assert_eq!(
            tags(counts(&few), counts(&[("2024-05", 2), ("2025-03", 24), ("2026-01", 1)])),
            ["e-months:en", "e-years:en"],
            "the page of a year that begins was not there"
        );
    }
}
