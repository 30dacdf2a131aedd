//! From changes of items to the pages that they change, named by tags; pure, so that it can be tried without a store.
//!
//! Old and new image both count: what leaves a list changes it too. What an item shows is compared, so a write that changes nothing
//! that pages show purges nothing.

mod events;

mod within;

use std::collections::{BTreeMap, BTreeSet};

use domain::{Archive, CallArea, Card, Language, List, MenuEntry, Place, Section};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;

use crate::codec::{AROUND, DATA, DOCUMENT};
use crate::error::StoreError;
use crate::keys::{Named, PARTITION, SORT};
use crate::neighbours::Spot;
use crate::newsroom::NEWEST_OF_MONTH;
use crate::tags;
use crate::tally::month_of;

/// Tags by name at most where a change touches very many pages of one kind; then one tag stands for all of them.
const NAMED: usize = 100;

/// An item as the table's stream shows it: its attributes, which are texts and numbers.
pub type Image = BTreeMap<String, String>;

/// A change of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemChange {
    /// Before; none: it was not there.
    pub old: Option<Image>,
    /// After; none: it is gone.
    pub new: Option<Image>,
}

/// What changes of items mean.
#[derive(Debug, Default)]
pub(crate) struct Affected {
    /// Tags of pages that are certainly others now.
    pub(crate) tags: BTreeSet<String>,
    /// Lists by time with the sort key of the newest place at which something changed: how deep that is decides which pages show it.
    pub(crate) newest: BTreeMap<(Language, List), String>,
    /// The spots of the newsroom around which articles may have other neighbours.
    pub(crate) spots: BTreeSet<Spot>,
    /// Whether views may have to be made anew.
    pub(crate) views: bool,
}

/// Everything that these changes affect, on a site in this time zone and at this moment.
///
/// # Errors
/// [`StoreError::Corrupt`] for an item that no function of this crate wrote.
pub(crate) fn affected(changes: &[ItemChange], zone: &TimeZone, now: Timestamp) -> Result<Affected, StoreError> {
    let mut affected = Affected::default();
    for change in changes {
        affected.add(change, zone, now)?;
    }
    Ok(affected)
}

impl ItemChange {
    /// Whether this is a change of an item that this crate writes.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] says what it is not.
    pub fn check(&self) -> Result<(), StoreError> {
        self.named().map(drop)
    }

    /// What the item is, by its key.
    pub(crate) fn named(&self) -> Result<Named, StoreError> {
        let attribute = |name: &str| {
            let image = self.new.as_ref().or(self.old.as_ref());
            image.and_then(|image| image.get(name)).ok_or_else(|| StoreError::Corrupt(format!("a change of an item without {name}")))
        };
        let (partition, sort) = (attribute(PARTITION)?, attribute(SORT)?);
        Named::read(partition, sort).ok_or_else(|| StoreError::Corrupt(format!("nobody writes items like {partition} / {sort}")))
    }

    fn differs(&self, attribute: &str) -> bool {
        let of = |image: &Option<Image>| image.as_ref().and_then(|image| image.get(attribute)).cloned();
        of(&self.old) != of(&self.new)
    }

    /// What the item held before it was taken away; none: it still stands, or held nothing.
    pub(crate) fn taken<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        if self.new.is_some() { Ok(None) } else { attribute(&self.old, DATA) }
    }

    /// What an attribute holds since this change; none: it is not there, or the item stood before.
    pub(crate) fn added<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        if self.old.is_some() { Ok(None) } else { attribute(&self.new, name) }
    }

    /// What the item held and holds.
    fn both<T: DeserializeOwned>(&self) -> Result<[Option<T>; 2], StoreError> {
        Ok([attribute(&self.old, DATA)?, attribute(&self.new, DATA)?])
    }

    fn sort(&self) -> Option<&String> {
        self.new.as_ref().or(self.old.as_ref()).and_then(|image| image.get(SORT))
    }
}

impl Affected {
    fn add(&mut self, change: &ItemChange, zone: &TimeZone, now: Timestamp) -> Result<(), StoreError> {
        match change.named()? {
            Named::Address(address) if change.differs(DATA) || change.differs(AROUND) || change.differs(DOCUMENT) => {
                self.tags.insert(tags::address(&address));
            }
            Named::Card(language, List::Sections) if change.differs(DATA) => self.within(change, language)?,
            Named::Card(language, list) if change.differs(DATA) => self.card(change, (language, list), zone, now)?,
            Named::Site(language) if change.differs(DATA) => self.tag(tags::view("site", language)),
            Named::Home(language) if change.differs(DATA) => self.tag(tags::home(language)),
            Named::AToZ(language) if change.differs(DATA) => self.tag(tags::view("a-z", language)),
            Named::Regions(language) if change.differs(DATA) => self.tag(tags::view("regions", language)),
            Named::Navigation(language) if change.differs(DATA) => self.navigation(change, language)?,
            Named::EventMonths(language) => self.event_archive(&archive_of(&change.old), &archive_of(&change.new), language),
            Named::Months(language) => self.archive(&archive_of(&change.old), &archive_of(&change.new), language),
            // A new edition, or other settings: what pages show of them stands in other items, but views are made of them.
            Named::Other | Named::Change(..) => self.views |= change.differs(DATA),
            _ => {}
        }
        Ok(())
    }

    fn tag(&mut self, tag: String) {
        self.tags.insert(tag);
    }

    fn card(&mut self, change: &ItemChange, of: (Language, List), zone: &TimeZone, now: Timestamp) -> Result<(), StoreError> {
        self.views = true;
        let (language, list) = of;
        for card in change.both::<Card>()?.into_iter().flatten() {
            match list {
                List::News | List::NewsOfTopic(_) => {
                    if list == List::News {
                        self.tag(tags::month(language, month_of(card.time, zone)));
                    }
                    self.spots.insert(Spot { language, list, at: card.time, id: card.document });
                    self.newest_at(language, list, change.sort().map_or("", String::as_str));
                }
                List::Events | List::EventsByEnd | List::EventsOfTopic(_) => {
                    self.event(&card, change.sort().map_or("", String::as_str), of, now, zone);
                }
                List::Calls(area) => {
                    self.tag(tags::list(language, list));
                    // What never closes stands in no archive.
                    if let Some(year) = card.call.and_then(|call| call.year(zone)) {
                        self.tag(tags::calls_of_year(language, area, year));
                    }
                }
                List::Topics | List::Members => self.tag(tags::list(language, list)),
                List::Pages => {
                    self.tag(tags::list(language, list));
                    if let Place::Page(way) = &card.place {
                        self.tag(tags::children(language, way.split_last().map(|(_, above)| above).unwrap_or_default()));
                    }
                }
                // Only the view of the home page is made of these. (Sections of topics are told apart before.)
                List::Current | List::Highlights | List::Sections => {}
            }
        }
        Ok(())
    }

    fn navigation(&mut self, change: &ItemChange, language: Language) -> Result<(), StoreError> {
        self.tag(tags::view("navigation", language));
        self.tag(tags::outside_navigation(language));
        let [old, new] = change.both::<Vec<MenuEntry>>()?.map(Option::unwrap_or_default);
        // Calls, sections of topics and members stand in no navigation; any of an area, any section and any member shows what all of them show. The
        // pages of events are there, whether a navigation names them or not.
        let calls: Vec<Place> =
            CallArea::ALL.into_iter().filter_map(|area| Some(Place::Call { area, slug: "call".parse().ok()? })).collect();
        let sections = Place::try_from("topic/any/any".to_owned()).ok();
        let built_in = [Place::Events, Place::EventHistory, Place::MembersByName];
        let places: BTreeSet<&Place> =
            Section::places(&old).into_iter().chain(Section::places(&new)).chain(&calls).chain(&sections).chain(&built_in).collect();
        let moved: Vec<&Place> = places.into_iter().filter(|place| Section::around(&old, place) != Section::around(&new, place)).collect();
        if moved.len() > NAMED {
            self.tag(tags::sections(language));
        } else {
            moved.into_iter().for_each(|place| self.tag(tags::section(language, place)));
        }
        Ok(())
    }

    fn archive(&mut self, old: &Archive, new: &Archive, language: Language) {
        if old == new {
            return;
        }
        self.tag(tags::counts(language));
        let years = |archive: &Archive| archive.years().into_iter().map(|(year, _)| year).collect::<Vec<_>>();
        if years(old) != years(new) {
            self.tag(tags::years(language));
        }
        if old.months() != new.months() {
            self.tag(tags::months(language));
        }
        old.moved_years(new, NEWEST_OF_MONTH).into_iter().for_each(|year| self.tag(tags::year(language, year)));
        let pages = old.moved_pages(new);
        if pages.len() > NAMED {
            self.tag(tags::archive(language));
        } else {
            pages.into_iter().for_each(|page| self.tag(tags::archive_page(language, page)));
        }
    }
}

/// What an attribute of an item holds, read from its JSON.
fn attribute<T: DeserializeOwned>(image: &Option<Image>, name: &str) -> Result<Option<T>, StoreError> {
    let data = image.as_ref().and_then(|image| image.get(name));
    data.map(|data| serde_json::from_str(data).map_err(|error| StoreError::Corrupt(format!("{name}: {error}")))).transpose()
}

/// The archive whose counts an item holds.
fn archive_of(image: &Option<Image>) -> Archive {
    let count = |(name, count): (&String, &String)| {
        let month = name.strip_prefix('m')?.to_owned().try_into().ok()?;
        Some((month, count.parse::<i64>().ok().and_then(|count| count.try_into().ok()).unwrap_or_default()))
    };
    Archive::new(image.iter().flatten().filter_map(count).collect())
}

#[cfg(test)]
mod tests {
    use domain::{DocumentId, Position};

    use super::*;
    use crate::keys::{self, Key};

    fn language() -> Language {
        "en".parse().unwrap()
    }

    fn image(key: &Key, data: &str) -> Option<Image> {
        let attributes = [(PARTITION, key.partition.as_str()), (SORT, key.sort.as_str()), (DATA, data)];
        Some(attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).into())
    }

    fn tags_of(old: Option<Image>, new: Option<Image>) -> Vec<String> {
        affected(&[ItemChange { old, new }], &TimeZone::UTC, Timestamp::UNIX_EPOCH).unwrap().tags.into_iter().collect()
    }

    #[test]
    fn an_address_is_named_when_what_it_answers_or_its_neighbours_change() {
        let address = Place::try_from("news/2025/a-slug".to_owned()).unwrap().in_language("fr".parse().unwrap());
        let at = |data| image(&keys::address(&address), data);
        assert_eq!(tags_of(None, at("x")), ["a:fr:news/2025/a-slug"]);
        assert_eq!(tags_of(at("x"), at("x")), Vec::<String>::new());
        let around = at("x").map(|mut image| {
            image.insert(AROUND.to_owned(), "y".to_owned());
            image
        });
        assert_eq!(tags_of(at("x"), around), ["a:fr:news/2025/a-slug"]);
        assert_eq!(tags_of(at("x"), None), ["a:fr:news/2025/a-slug"]);
    }

    #[test]
    fn a_new_count_moves_what_stands_on_it_and_nothing_else() {
        let counts = |counts: &[(&str, u32)]| {
            let mut image = image(&keys::tally(language()), "").unwrap();
            image.extend(counts.iter().map(|(month, count)| (format!("m{month}"), count.to_string())));
            Some(image)
        };
        // Page 1 holds January and half of February; page 2 the rest of it; the front page March.
        let old = [("2025-01", 10), ("2025-02", 30), ("2025-03", 25)];
        let newer = [("2025-01", 10), ("2025-02", 30), ("2025-03", 26)];
        assert_eq!(tags_of(counts(&old), counts(&newer)), ["n-counts:en"]);
        let older = [("2024-12", 1), ("2025-01", 10), ("2025-02", 30), ("2025-03", 25)];
        assert_eq!(
            tags_of(counts(&old), counts(&older)),
            ["n-counts:en", "n-months:en", "n-page:1:en", "n-page:2:en", "n-year:2025:en", "n-years:en"],
            "two full pages stay two and both begin earlier; the last of February stands on the front page now"
        );
    }

    #[test]
    fn a_page_of_the_tree_changes_the_page_above_it_alone() {
        let card = |title: &str| {
            let card = format!(
                r#"{{"document":"{:032}","kind":"page","language":"en","place":"page/about/in-brief","title":"{title}","time":"2025-01-01T00:00:00Z","updated":"2025-01-01T00:00:00Z"}}"#,
                1
            );
            let way = ["about", "in-brief"].map(|slug| slug.parse().unwrap()).to_vec();
            image(&keys::card(language(), List::Pages, &Position::Tree(way), DocumentId::of_pack_key("a")), &card)
        };
        assert_eq!(tags_of(card("a"), card("b")), ["c:en:/about", "l:pages:en"]);
        let top = affected(&[ItemChange { old: card("a"), new: None }], &TimeZone::UTC, Timestamp::UNIX_EPOCH).unwrap();
        assert!(top.views && top.newest.is_empty());
    }

    #[test]
    fn a_call_changes_its_area_and_the_years_that_it_belonged_and_belongs_to() {
        let list = List::Calls(CallArea::Tenders);
        let card = |closes: Option<&str>| {
            let date = closes.map_or("null".to_owned(), |closes| format!("{closes:?}"));
            let card = format!(
                r#"{{"document":"{:032}","kind":"call","language":"en","place":"call/tenders/a","title":"a","time":"2025-01-01T00:00:00Z","updated":"2025-01-01T00:00:00Z","call":{{"opens":"2025-01-01T00:00:00Z","closes":{date},"new_for_days":7}}}}"#,
                1
            );
            let closes = closes.map(|closes| closes.parse().unwrap());
            image(&keys::card(language(), list, &Position::Deadline(closes), DocumentId::of_pack_key("a")), &card)
        };
        assert_eq!(tags_of(card(Some("2026-01-01T00:00:00Z")), None), ["l:calls-tenders:en", "l:calls-tenders:en:2025"]);
        assert_eq!(tags_of(None, card(Some("2026-01-01T00:00:01Z"))), ["l:calls-tenders:en", "l:calls-tenders:en:2026"]);
        assert_eq!(tags_of(card(None), None), ["l:calls-tenders:en"]);
    }

    #[test]
    fn a_receipt_and_an_order_to_purge_again_change_nothing() {
        for key in [keys::receipt(DocumentId::of_pack_key("a"), language()), keys::second_purge(jiff::Timestamp::UNIX_EPOCH, "0f")] {
            for (old, new) in [(None, image(&key, "x")), (image(&key, "x"), image(&key, "y")), (image(&key, "x"), None)] {
                let affected = affected(&[ItemChange { old, new }], &TimeZone::UTC, Timestamp::UNIX_EPOCH).unwrap();
                assert!(affected.tags.is_empty() && affected.newest.is_empty() && affected.spots.is_empty() && !affected.views, "{key:?}");
            }
        }
    }

    #[test]
    fn what_nobody_here_wrote_is_refused() {
        assert!(
            affected(
                &[ItemChange { old: None, new: Some(Image::from([(PARTITION.to_owned(), "nonsense".to_owned())])) }],
                &TimeZone::UTC,
                Timestamp::UNIX_EPOCH
            )
            .is_err()
        );
        assert!(affected(&[ItemChange::default()], &TimeZone::UTC, Timestamp::UNIX_EPOCH).is_err());
    }
}
