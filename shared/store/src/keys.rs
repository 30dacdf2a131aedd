//! The only place that formats a key. What each looks like is in `docs/access-patterns.md`.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Address, DocumentId, Language, List, Month, Position, Slug};
use jiff::Timestamp;
use jiff::civil::Date;

/// Name of the partition key attribute.
pub(crate) const PARTITION: &str = "pk";
/// Name of the sort key attribute.
pub(crate) const SORT: &str = "sk";
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

/// Changes sort before `document` and `edition`, by the version that they made.
pub(crate) fn change(id: DocumentId, version: u64) -> Key {
    Key::new(document_partition(id), format!("change#{version:08}"))
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
        List::Calls => format!("list#{language}#calls"),
        List::Topics => format!("list#{language}#topics"),
        List::Pages => format!("list#{language}#pages"),
    }
}

pub(crate) fn card(language: Language, list: List, position: &Position, id: DocumentId) -> Key {
    let place = match position {
        Position::Time(at) => moment(*at),
        Position::Order(order) => format!("{order:05}"),
        // Counted down from the end of the eleven digits, so that what is newer sorts first.
        Position::Chosen(order, at) => format!("{order:05}#{:011}", 99_999_999_999 - at.as_second()),
        Position::Deadline(Some(at)) => moment(*at),
        Position::Deadline(None) => "no-deadline".to_owned(),
        Position::Tree(way) => format!("{}/", joined(way)),
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

/// The bounds between which a page and everything below it stand; none at the root, since DynamoDB refuses an empty bound.
pub(crate) fn below(way: &[Slug]) -> Option<(String, String)> {
    (!way.is_empty()).then(|| (format!("{}/", joined(way)), format!("{}/{END}", joined(way))))
}

pub(crate) fn tally(language: Language) -> Key {
    Key::new(format!("tally#{language}#news"), "months")
}

pub(crate) fn tally_of_month(language: Language, month: Month) -> Key {
    Key::new(format!("tally#{language}#news"), format!("days#{month}"))
}

pub(crate) fn tally_of_day(language: Language, day: Date) -> Key {
    Key::new(format!("tally#{language}#news"), format!("minutes#{day}"))
}

pub(crate) fn site_view(language: Language) -> Key {
    Key::new(format!("view#{language}#site"), "view")
}

pub(crate) fn navigation_view(language: Language) -> Key {
    Key::new(format!("view#{language}#navigation"), "view")
}

pub(crate) fn home_view(language: Language) -> Key {
    Key::new(format!("view#{language}#home"), "view")
}

/// Cache tags: what a page read, so that a change of it is known to change the page. At most 256 ASCII characters without a comma
/// (CloudFront's limits); each is the name of an item or of a list.
pub(crate) mod tags {
    use super::{DocumentId, Language, List, Month};

    pub(crate) fn document(id: DocumentId, language: Language) -> String {
        format!("d:{id}:{language}")
    }

    pub(crate) fn list(language: Language, list: List) -> String {
        match list {
            List::News => format!("l:news:{language}"),
            List::NewsOfTopic(topic) => format!("l:news-of-topic:{topic}:{language}"),
            List::Current => format!("l:current:{language}"),
            List::Highlights => format!("l:highlights:{language}"),
            List::Calls => format!("l:calls:{language}"),
            List::Topics => format!("l:topics:{language}"),
            List::Pages => format!("l:pages:{language}"),
        }
    }

    /// News of one month: pages of the archive depend on their months, not on what is newest.
    pub(crate) fn month(language: Language, month: Month) -> String {
        format!("l:news:{month}:{language}")
    }

    /// The counts of the archive, on which the numbering of its pages rests.
    pub(crate) fn archive(language: Language) -> String {
        format!("l:news-archive:{language}")
    }

    pub(crate) fn view(name: &str, language: Language) -> String {
        format!("v:{name}:{language}")
    }
}

#[cfg(test)]
mod tests {
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
        let key = |closes: Option<Timestamp>| card(language(), List::Calls, &Position::Deadline(closes), id).sort;
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
    fn a_tag_keeps_the_limits_of_the_edge() {
        let id = DocumentId::of_pack_key("a");
        for tag in [
            tags::document(id, language()),
            tags::list(language(), List::NewsOfTopic(id)),
            tags::month(language(), Month { year: 2025, month: 2 }),
        ] {
            assert!(tag.is_ascii() && tag.len() <= 256 && !tag.contains(','), "{tag}");
        }
    }
}
