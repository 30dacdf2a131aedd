//! The only place that formats a key. What each looks like is in `docs/access-patterns.md`.

pub(crate) mod messages;

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Address, CallArea, DocumentId, Language, List, Month, Position, Slug};
use jiff::Timestamp;
use jiff::civil::Date;

/// What an item is, read from its key: the way back from the functions below, for whoever is told of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Named {
    /// What stands at an address.
    Address(Address),
    /// A card in a list.
    Card(Language, List),
    /// The site around every page of a language.
    Site(Language),
    /// The whole navigation of a language.
    Navigation(Language),
    /// The home page of a language.
    Home(Language),
    /// The index of a language from A to Z.
    AToZ(Language),
    /// The regions of the members, in a language.
    Regions(Language),
    /// The counts of the months of an archive.
    Months(Language),
    /// The counts of the months in which events begin.
    EventMonths(Language),
    /// The record of a change, with the version that it made.
    Change(DocumentId, u64),
    /// What was found at the edge after a change: it changes nothing.
    Receipt,
    /// An order to purge a second time: it changes nothing while it stands.
    SecondPurge,
    /// A part of a document, a finer count, or settings: nothing that a page shows by itself.
    Other,
}

impl Named {
    /// Reads a key; none: no function of this module made it.
    pub(crate) fn read(partition: &str, sort: &str) -> Option<Self> {
        let mut parts = partition.splitn(3, '#');
        let kind = parts.next()?;
        match kind {
            "document" => return Some(Self::of_document(parts.next()?, sort)),
            SECOND_PURGES => return Some(Self::SecondPurge),
            "settings" | SCHEDULE => return Some(Self::Other),
            _ => {}
        }
        let language: Language = parts.next()?.parse().ok()?;
        let name = parts.next()?;
        match (kind, name) {
            ("address", way) => Some(Self::Address(Address { language, place: way.to_owned().try_into().ok()? })),
            ("view", "site") => Some(Self::Site(language)),
            ("view", "navigation") => Some(Self::Navigation(language)),
            ("view", "home") => Some(Self::Home(language)),
            ("view", "a-z") => Some(Self::AToZ(language)),
            ("view", "regions") => Some(Self::Regions(language)),
            ("tally", "news") => Some(if sort == MONTHS { Self::Months(language) } else { Self::Other }),
            ("list", "news") => Some(Self::Card(language, List::News)),
            ("list", "current") => Some(Self::Card(language, List::Current)),
            ("list", "highlights") => Some(Self::Card(language, List::Highlights)),
            ("list", "calls") => Some(Self::Card(language, List::Calls(CallArea::Calls))),
            ("list", "calls#vacancies") => Some(Self::Card(language, List::Calls(CallArea::Vacancies))),
            ("list", "calls#tenders") => Some(Self::Card(language, List::Calls(CallArea::Tenders))),
            ("list", "topics") => Some(Self::Card(language, List::Topics)),
            ("list", "sections") => Some(Self::Card(language, List::Sections)),
            ("list", "pages") => Some(Self::Card(language, List::Pages)),
            ("tally", "events") => Some(Self::EventMonths(language)),
            ("list", "members") => Some(Self::Card(language, List::Members)),
            ("list", "events") => Some(Self::Card(language, List::Events)),
            ("list", "events-end") => Some(Self::Card(language, List::EventsByEnd)),
            ("list", of_topic) => Some(Self::Card(language, list_of_topic(of_topic)?)),
            _ => None,
        }
    }

    fn of_document(id: &str, sort: &str) -> Self {
        let version = sort.strip_prefix(CHANGE_PREFIX).and_then(|version| version.parse().ok());
        match id.parse().ok().zip(version) {
            Some((id, version)) => Self::Change(id, version),
            None if sort.starts_with(RECEIPT_PREFIX) => Self::Receipt,
            None => Self::Other,
        }
    }
}

/// The list of a topic that has this name.
fn list_of_topic(name: &str) -> Option<List> {
    let (list, topic) = name.split_once('#')?;
    match list {
        "news" => Some(List::NewsOfTopic(topic.parse().ok()?)),
        "events" => Some(List::EventsOfTopic(topic.parse().ok()?)),
        _ => None,
    }
}

/// Sort key of the counts of an archive's months.
const MONTHS: &str = "months";

/// Name of the partition key attribute.
pub(crate) const PARTITION: &str = "pk";
/// Name of the sort key attribute.
pub(crate) const SORT: &str = "sk";
/// Name of the attribute with the second since 1970 after which DynamoDB takes an item away, some time later. No item of content has it.
pub(crate) const EXPIRES: &str = "expires";
/// The last character of a range: sorts after everything that a key holds.
const END: &str = "~";

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) partition: String,
    pub(crate) sort: String,
}

impl Key {
    fn new(partition: impl Into<String>, sort: impl Into<String>) -> Self {
        Self { partition: partition.into(), sort: sort.into() }
    }

    pub(crate) fn attributes(&self) -> HashMap<String, AttributeValue> {
        HashMap::from([
            (PARTITION.to_owned(), AttributeValue::S(self.partition.clone())),
            (SORT.to_owned(), AttributeValue::S(self.sort.clone())),
        ])
    }
}

/// The partition that holds a document, its editions and its changes.
pub(crate) fn document_partition(id: DocumentId) -> String {
    format!("document#{id}")
}

/// The sort key of what holds in every language.
pub(crate) const DOCUMENT_SORT: &str = "document";

pub(crate) fn document(id: DocumentId) -> Key {
    Key::new(document_partition(id), DOCUMENT_SORT)
}

/// Editions sort behind their document, so that both are one query.
pub(crate) const EDITION_PREFIX: &str = "edition#";

pub(crate) fn edition(id: DocumentId, language: Language) -> Key {
    Key::new(document_partition(id), format!("{EDITION_PREFIX}{language}"))
}

const CHANGE_PREFIX: &str = "change#";

/// Changes sort before `document` and `edition`, by the version that they made.
pub(crate) fn change(id: DocumentId, version: u64) -> Key {
    Key::new(document_partition(id), format!("{CHANGE_PREFIX}{version:08}"))
}

/// Receipts sort before `document` too: whoever reads a document does not read them.
pub(crate) const RECEIPT_PREFIX: &str = "checked#";

pub(crate) fn receipt(id: DocumentId, language: Language) -> Key {
    Key::new(document_partition(id), format!("{RECEIPT_PREFIX}{language}"))
}

/// The partition of what the clock will change, by the moment of the change.
pub(crate) const SCHEDULE: &str = "schedule";

pub(crate) fn schedule(at: Timestamp, id: DocumentId) -> Key {
    Key::new(SCHEDULE, format!("{}#{id}", moment(at)))
}

/// The partition of what is to be purged a second time, by the moment. It is not the one of the documents: many purges hold up no document.
pub(crate) const SECOND_PURGES: &str = "purges";

/// The digest tells orders of one second apart.
pub(crate) fn second_purge(at: Timestamp, digest: &str) -> Key {
    Key::new(SECOND_PURGES, format!("{}#{digest}", moment(at)))
}

/// The order to purge with this sort key.
pub(crate) fn second_purge_of(sort: &str) -> Key {
    Key::new(SECOND_PURGES, sort)
}

pub(crate) fn settings() -> Key {
    Key::new("settings", "settings")
}

pub(crate) fn address(address: &Address) -> Key {
    Key::new(format!("address#{}#{}", address.language, address.place), "page")
}

fn joined(way: &[Slug]) -> String {
    way.iter().map(Slug::as_str).collect::<Vec<_>>().join("/")
}

pub(crate) fn list_partition(language: Language, list: List) -> String {
    match list {
        List::News => format!("list#{language}#news"),
        List::NewsOfTopic(topic) => format!("list#{language}#news#{topic}"),
        List::Current => format!("list#{language}#current"),
        List::Highlights => format!("list#{language}#highlights"),
        // All calls stood here before there were areas.
        List::Calls(CallArea::Calls) => format!("list#{language}#calls"),
        List::Calls(area) => format!("list#{language}#calls#{}", area.as_str()),
        List::Topics => format!("list#{language}#topics"),
        List::Sections => format!("list#{language}#sections"),
        List::Pages => format!("list#{language}#pages"),
        List::Events => format!("list#{language}#events"),
        List::EventsByEnd => format!("list#{language}#events-end"),
        List::EventsOfTopic(topic) => format!("list#{language}#events#{topic}"),
        List::Members => format!("list#{language}#members"),
    }
}

pub(crate) fn card(language: Language, list: List, position: &Position, id: DocumentId) -> Key {
    let place = match position {
        Position::Time(at) => moment(*at),
        Position::Order(order) => format!("{order:05}"),
        Position::Within(topic, order) => format!("{topic}/{order:05}"),
        // Counted down from the end of the eleven digits, so that what is newer sorts first.
        Position::Chosen(order, at) => format!("{order:05}#{:011}", 99_999_999_999 - at.as_second()),
        Position::Deadline(Some(at)) => moment(*at),
        Position::Deadline(None) => "no-deadline".to_owned(),
        Position::Tree(way) => format!("{}/", joined(way)),
        Position::Name(name) => name.clone(),
    };
    Key::new(list_partition(language, list), format!("{place}#{id}"))
}

/// A moment, to the second, so that text order is time order.
fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The bound of a list by time that holds everything up to and including a moment.
pub(crate) fn up_to(at: Timestamp) -> String {
    format!("{}{END}", moment(at))
}

/// The bound of a list by time that holds everything from a moment on.
pub(crate) fn from(at: Timestamp) -> String {
    moment(at)
}

/// The bound of a list by time that holds everything after a moment.
pub(crate) fn after(at: Timestamp) -> String {
    up_to(at)
}

/// The bound of a list that holds everything behind a place in it, without the place itself: no character of a key sorts before a blank.
pub(crate) fn behind(sort: &str) -> String {
    format!("{sort} ")
}

/// The bounds between which a page and everything below it stand; none at the root, since DynamoDB refuses an empty bound.
pub(crate) fn below(way: &[Slug]) -> Option<(String, String)> {
    (!way.is_empty()).then(|| (format!("{}/", joined(way)), format!("{}/{END}", joined(way))))
}

/// The bounds between which the sections of a topic stand.
pub(crate) fn within(topic: DocumentId) -> (String, String) {
    (format!("{topic}/"), format!("{topic}/{END}"))
}

/// The topic of a section, by the sort key of its card.
pub(crate) fn topic_of(sort: &str) -> Option<DocumentId> {
    sort.split_once('/')?.0.parse().ok()
}

pub(crate) fn tally(language: Language) -> Key {
    Key::new(format!("tally#{language}#news"), MONTHS)
}

pub(crate) fn tally_of_month(language: Language, month: Month) -> Key {
    Key::new(format!("tally#{language}#news"), format!("days#{month}"))
}

pub(crate) fn tally_of_day(language: Language, day: Date) -> Key {
    Key::new(format!("tally#{language}#news"), format!("minutes#{day}"))
}

pub(crate) fn tally_of_events(language: Language) -> Key {
    Key::new(format!("tally#{language}#events"), MONTHS)
}

pub(crate) fn site_view(language: Language) -> Key {
    Key::new(format!("view#{language}#site"), "view")
}

pub(crate) fn navigation_view(language: Language) -> Key {
    Key::new(format!("view#{language}#navigation"), "view")
}

pub(crate) fn a_to_z_view(language: Language) -> Key {
    Key::new(format!("view#{language}#a-z"), "view")
}

pub(crate) fn home_view(language: Language) -> Key {
    Key::new(format!("view#{language}#home"), "view")
}

pub(crate) fn regions_view(language: Language) -> Key {
    Key::new(format!("view#{language}#regions"), "view")
}

#[cfg(test)]
mod tests {
    use domain::Place;

    use super::*;

    fn language() -> Language {
        "fr".parse().unwrap_or_else(|_| unreachable!("a tag"))
    }

    #[test]
    fn what_is_newer_sorts_later() {
        let id = DocumentId::of_pack_key("a");
        let key = |text: &str| card(language(), List::News, &Position::Time(text.parse().unwrap_or_default()), id).sort;
        assert!(key("2009-12-31T23:59:59Z") < key("2010-01-01T00:00:00Z"));
        assert!(key("2025-02-14T08:00:00Z") < up_to("2025-02-14T08:00:00Z".parse().unwrap_or_default()));
    }

    #[test]
    fn a_call_without_deadline_comes_last() {
        let id = DocumentId::of_pack_key("a");
        let key = |closes: Option<Timestamp>| card(language(), List::Calls(CallArea::Tenders), &Position::Deadline(closes), id).sort;
        assert!(key("9999-01-01T00:00:00Z".parse().ok()) < key(None));
    }

    #[test]
    fn a_page_stands_before_the_pages_below_it_and_a_sister_with_a_longer_name_is_not_below_it() {
        let way = |text: &str| text.split('/').filter_map(|part| part.parse().ok()).collect::<Vec<Slug>>();
        let key = |text: &str| card(language(), List::Pages, &Position::Tree(way(text)), DocumentId::of_pack_key(text)).sort;
        let (from, to) = below(&way("about")).unwrap_or_default();
        let holds = |text: &str| from <= key(text) && key(text) <= to;
        assert!(holds("about/members") && holds("about/members/zones") && holds("about"));
        assert!(!holds("about-us") && !holds("abroad"));
        assert_eq!(below(&[]), None);
    }

    #[test]
    fn a_section_stands_among_those_of_its_topic_in_their_order() {
        let [one, other] = ["topics/one", "topics/other"].map(DocumentId::of_pack_key);
        let key = |topic, order| card(language(), List::Sections, &Position::Within(topic, order), DocumentId::of_pack_key("a")).sort;
        let (from, to) = within(one);
        let holds = |sort: String| from <= sort && sort <= to;
        assert!(holds(key(one, 0)) && holds(key(one, u16::MAX)) && !holds(key(other, 1)));
        assert!(key(one, 9) < key(one, 10));
        assert_eq!([topic_of(&key(one, 1)), topic_of("00001#a")], [Some(one), None]);
    }

    #[test]
    fn whoever_reads_a_document_from_its_head_on_reads_neither_changes_nor_receipts() {
        let id = DocumentId::of_pack_key("a");
        assert!(change(id, 1).sort.as_str() < DOCUMENT_SORT && receipt(id, language()).sort.as_str() < DOCUMENT_SORT);
        assert!(DOCUMENT_SORT < edition(id, language()).sort.as_str());
    }

    #[test]
    fn what_an_item_is_can_be_read_from_its_key() {
        let read = |key: Key| Named::read(&key.partition, &key.sort);
        let id = DocumentId::of_pack_key("a");
        let place = Place::try_from("page/about/in-brief".to_owned()).unwrap();
        let at = place.in_language(language());
        assert_eq!(read(address(&at)), Some(Named::Address(at)));
        let lists =
            [List::News, List::NewsOfTopic(id), List::Current, List::Highlights, List::Topics, List::Sections, List::Pages, List::Members];
        for list in lists.into_iter().chain(CallArea::ALL.map(List::Calls)) {
            let key = card(language(), list, &Position::Order(1), id);
            assert_eq!(read(key), Some(Named::Card(language(), list)));
        }
        for list in [List::Events, List::EventsByEnd, List::EventsOfTopic(id)] {
            assert_eq!(read(card(language(), list, &Position::Time(Timestamp::UNIX_EPOCH), id)), Some(Named::Card(language(), list)));
        }
        assert_eq!(read(tally_of_events(language())), Some(Named::EventMonths(language())));
        assert_eq!(read(site_view(language())), Some(Named::Site(language())));
        assert_eq!(read(navigation_view(language())), Some(Named::Navigation(language())));
        assert_eq!(read(home_view(language())), Some(Named::Home(language())));
        assert_eq!(read(a_to_z_view(language())), Some(Named::AToZ(language())));
        assert_eq!(read(regions_view(language())), Some(Named::Regions(language())));
        assert_eq!(read(tally(language())), Some(Named::Months(language())));
        let day = Date::new(2025, 2, 14).unwrap();
        let month = Month { year: 2025, month: 2 };
        assert_eq!(read(change(id, 17)), Some(Named::Change(id, 17)));
        assert_eq!(read(receipt(id, language())), Some(Named::Receipt));
        assert_eq!(read(second_purge(Timestamp::UNIX_EPOCH, "0f")), Some(Named::SecondPurge));
        let edition = edition(id, language());
        for other in [tally_of_day(language(), day), tally_of_month(language(), month), document(id), edition, settings()] {
            assert_eq!(read(other), Some(Named::Other));
        }
        assert_eq!(Named::read("list#fr#nonsense", "x"), None);
        assert_eq!(Named::read("nonsense", "x"), None);
    }
}
