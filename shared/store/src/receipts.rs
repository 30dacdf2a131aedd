//! Receipts: where a change of a document shows, and what was found there at the edge. A receipt is kept with its document, one for each
//! language, and says of the newest change that visitors see whether they see it.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::AttributeValue;
use domain::{Address, Card, Document, DocumentId, Entry, Index, Language, List, Place};
use futures_util::future::try_join_all;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::affected::ItemChange;
use crate::codec::{CHANGE, DATA, Item, VERSION, decode, encode, number, text};
use crate::commit::{Basis, Change};
use crate::desk::Desk;
use crate::error::StoreError;
use crate::keys::{self, Named, PARTITION, RECEIPT_PREFIX, SORT};
use crate::publisher::Publisher;
use crate::tags;

/// Pages that are looked at after a batch of changes, at most. What is left out is purged like all else, and only not looked at.
pub const MOST_PAGES: usize = 20;
/// The attribute that orders receipts of one version.
const RANK: &str = "rank";

/// A change of a document in one language, and the pages that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The document.
    pub document: DocumentId,
    /// The language of the pages.
    pub language: Language,
    /// The version that the change made.
    pub version: u64,
    /// When it was made.
    pub committed: Timestamp,
    /// When all pages were first found right; none: not yet.
    pub live: Option<Timestamp>,
    /// The addresses of the document that answer otherwise now.
    pub own: Vec<Address>,
    /// The pages that show its card, as far as their addresses are known without asking.
    pub lists: Vec<Address>,
}

/// What was found at the edge after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The version that the change made.
    pub version: u64,
    /// When it was made.
    pub committed: Timestamp,
    /// When all pages were first found right; none: not yet, or it could not be seen.
    pub live: Option<Timestamp>,
    /// How many pages were compared with a fresh render.
    pub checked: usize,
    /// Those of them that were still wrong.
    pub wrong: Vec<Address>,
    /// After how many purges it was found: one, or two.
    pub purges: u8,
    /// Whether all pages were found right after the second purge, which leaves no page that was under way.
    pub confirmed: bool,
}

/// A tag that the page at this address has, whatever it shows.
#[must_use]
pub fn tag_of_page(address: &Address) -> String {
    match address.place {
        Place::Home => tags::view("home", address.language),
        Place::Newsroom => tags::counts(address.language),
        Place::Events => tags::not_over(address.language, List::EventsByEnd),
        _ => tags::address(address),
    }
}

impl Publication {
    /// All pages: those of the document first.
    pub fn pages(&self) -> impl Iterator<Item = &Address> {
        self.own.iter().chain(&self.lists)
    }

    /// Keeps as many pages as there is room for, and takes it.
    fn fit(&mut self, room: &mut usize) {
        self.own.truncate(*room);
        *room -= self.own.len();
        self.lists.truncate(*room);
        *room -= self.lists.len();
    }
}

impl Receipt {
    /// Of two receipts of one version the one with the higher rank tells more: after the second purge more than after the first, and all
    /// right more than not.
    fn rank(&self) -> u8 {
        2 * u8::from(self.purges > 1) + u8::from(if self.purges > 1 { self.confirmed } else { self.live.is_some() })
    }
}

impl Desk {
    /// W13: what was found at the edge after the newest change of a document that visitors see, in each language.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn receipts(&self, id: DocumentId) -> Result<BTreeMap<Language, Receipt>, StoreError> {
        let query = self.client.query().table_name(&self.table).consistent_read(true);
        let answer = query
            .key_condition_expression(format!("{PARTITION} = :p AND begins_with({SORT}, :receipts)"))
            .expression_attribute_values(":p", text(keys::document_partition(id)))
            .expression_attribute_values(":receipts", text(RECEIPT_PREFIX))
            .send()
            .await
            .map_err(|error| StoreError::of(&error))?;
        let language = |item: &Item| item.get(SORT)?.as_s().ok()?.strip_prefix(RECEIPT_PREFIX)?.parse().ok();
        let receipt = |item: &Item| {
            let language = language(item).ok_or_else(|| StoreError::Corrupt(format!("a receipt of {id} in no language")))?;
            Ok((language, decode(item, DATA)?))
        };
        answer.items().iter().map(receipt).collect()
    }
}

/// A change as its record tells it.
struct Recorded {
    version: u64,
    at: Timestamp,
    after: Document,
}

impl Recorded {
    /// None: this is no new record of a change.
    fn of(change: &ItemChange) -> Result<Option<Self>, StoreError> {
        let Named::Change(_, version) = change.named()? else { return Ok(None) };
        let (after, made) = (change.added::<Document>(DATA)?, change.added::<Change>(CHANGE)?);
        Ok(after.zip(made).map(|(after, made)| Self { version, at: made.at, after }))
    }
}

impl Publisher {
    /// W14: what of these changes visitors see, and where: from the records of changes among them, each compared with the record before. Of
    /// many changes the newest are told, with [`MOST_PAGES`] pages in all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn publications(&self, changes: &[ItemChange]) -> Result<Vec<Publication>, StoreError> {
        let recorded: Vec<Recorded> = changes.iter().map(Recorded::of).filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let newest = recorded.len().saturating_sub(MOST_PAGES);
        let recorded = recorded.get(newest..).unwrap_or_default();
        if recorded.is_empty() {
            return Ok(Vec::new());
        }
        let Some((settings, _)) = self.desk.settings().await? else { return Ok(Vec::new()) };
        let basis = Basis::of(&settings);
        let before = try_join_all(recorded.iter().map(|recorded| self.recorded_before(recorded))).await?;
        let mut found: BTreeMap<(DocumentId, Language), Publication> = BTreeMap::new();
        for (recorded, before) in recorded.iter().zip(before) {
            let old = before.map(|before| basis.project(&before)).transpose()?.unwrap_or_default();
            for publication in shows(recorded, &old, &basis.project(&recorded.after)?) {
                merge(&mut found, publication);
            }
        }
        let mut found: Vec<Publication> = found.into_values().collect();
        found.sort_by_key(|publication| std::cmp::Reverse(publication.committed));
        let mut room = MOST_PAGES;
        found.iter_mut().for_each(|publication| publication.fit(&mut room));
        found.retain(|publication| publication.pages().next().is_some());
        Ok(found)
    }

    /// The document as it was before a change; none: the change made it.
    async fn recorded_before(&self, recorded: &Recorded) -> Result<Option<Document>, StoreError> {
        let Some(before) = recorded.version.checked_sub(1).filter(|before| *before > 0) else { return Ok(None) };
        let item = self.desk.item(&keys::change(recorded.after.id, before)).await?;
        item.map(|item| decode(&item, DATA)).transpose()
    }

    /// W15: keeps what was found after a change, unless something is kept of a newer change, or more of this one. Doing it twice is harmless.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keep_receipt(&self, of: &Publication, receipt: &Receipt) -> Result<(), StoreError> {
        let put = self
            .desk
            .client
            .put_item()
            .table_name(&self.desk.table)
            .set_item(Some(keys::receipt(of.document, of.language).attributes()))
            .item(DATA, encode(receipt)?)
            .item(VERSION, number(receipt.version))
            .item(RANK, number(receipt.rank()))
            .condition_expression(format!("attribute_not_exists({PARTITION}) OR #v < :v OR (#v = :v AND #r < :r)"))
            .expression_attribute_names("#v", VERSION)
            .expression_attribute_names("#r", RANK)
            .expression_attribute_values(":v", AttributeValue::N(receipt.version.to_string()))
            .expression_attribute_values(":r", AttributeValue::N(receipt.rank().to_string()));
        match put.send().await.map_err(|error| StoreError::of(&error)) {
            Ok(_) | Err(StoreError::Conflict(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Where the difference between two projections of a document shows, by language.
fn shows(recorded: &Recorded, old: &[Entry], new: &[Entry]) -> Vec<Publication> {
    let differing = old.iter().filter(|entry| !new.contains(entry)).chain(new.iter().filter(|entry| !old.contains(entry)));
    let mut pages: BTreeMap<Language, (BTreeSet<Address>, BTreeSet<Address>)> = BTreeMap::new();
    for entry in differing {
        match entry {
            Entry::Page { address, .. } => {
                pages.entry(address.language).or_default().0.insert(address.clone());
            }
            Entry::Card { language, list, card, .. } => {
                let (_, lists) = pages.entry(*language).or_default();
                lists.extend(shown_on(*list, card).map(|place| place.in_language(*language)));
            }
        }
    }
    let publication = |(language, (own, lists)): (Language, (BTreeSet<Address>, BTreeSet<Address>))| Publication {
        document: recorded.after.id,
        language,
        version: recorded.version,
        committed: recorded.at,
        live: None,
        lists: lists.difference(&own).cloned().collect(),
        own: own.into_iter().collect(),
    };
    pages.into_iter().map(publication).collect()
}

/// The page on which a list begins, where its address is known without asking: a topic's is not.
fn shown_on(list: List, card: &Card) -> Option<Place> {
    match list {
        List::News => Some(Place::Newsroom),
        // Of an event that is over it shows nothing; to look there all the same is no harm.
        List::EventsByEnd => Some(Place::Events),
        List::Events | List::NewsOfTopic(_) | List::EventsOfTopic(_) => None,
        List::Current | List::Highlights => Some(Place::Home),
        List::Calls(area) => Some(Index::Calls(area).place()),
        List::Topics => Some(Index::Topics.place()),
        List::Sections => {
            let Place::Section { topic, .. } = &card.place else { return None };
            Some(Place::Topic(topic.clone()))
        }
        List::Members => Some(Index::Members.place()),
        List::Pages => {
            let Place::Page(way) = &card.place else { return None };
            let (_, above) = way.split_last()?;
            (!above.is_empty()).then(|| Place::Page(above.to_vec()))
        }
    }
}

/// Several changes of one document are one publication: that of the last, wherever any of them shows.
fn merge(found: &mut BTreeMap<(DocumentId, Language), Publication>, publication: Publication) {
    let key = (publication.document, publication.language);
    let Some(earlier) = found.remove(&key) else {
        found.insert(key, publication);
        return;
    };
    let (older, newer) = if earlier.version <= publication.version { (earlier, publication) } else { (publication, earlier) };
    let own: BTreeSet<Address> = older.own.into_iter().chain(newer.own).collect();
    let lists: BTreeSet<Address> = older.lists.into_iter().chain(newer.lists).filter(|page| !own.contains(page)).collect();
    found.insert(key, Publication { own: own.into_iter().collect(), lists: lists.into_iter().collect(), ..newer });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publication(version: u64, own: &[&str], lists: &[&str]) -> Publication {
        let language = "en".parse().unwrap();
        let pages = |places: &[&str]| {
            places.iter().map(|place| Place::try_from((*place).to_owned()).unwrap().in_language(language)).collect::<Vec<_>>()
        };
        Publication {
            document: DocumentId::of_pack_key("a"),
            language,
            version,
            committed: Timestamp::from_second(i64::try_from(version).unwrap()).unwrap(),
            live: None,
            own: pages(own),
            lists: pages(lists),
        }
    }

    #[test]
    fn changes_of_one_document_are_told_as_the_last_of_them_in_whatever_order_they_come() {
        let (one, two) = (publication(1, &["topic/a"], &["topic/b"]), publication(2, &["topic/b"], &["topic/c"]));
        for order in [[one.clone(), two.clone()], [two, one]] {
            let mut found = BTreeMap::new();
            order.into_iter().for_each(|publication| merge(&mut found, publication));
            assert_eq!(found.into_values().collect::<Vec<_>>(), [publication(2, &["topic/a", "topic/b"], &["topic/c"])]);
        }
    }

    #[test]
    fn the_pages_of_the_document_itself_are_kept_before_the_lists() {
        let (mut room, mut found) = (3, publication(1, &["topic/a", "topic/b"], &["topic/c", "topic/d"]));
        found.fit(&mut room);
        assert_eq!((found, room), (publication(1, &["topic/a", "topic/b"], &["topic/c"]), 0));
        let mut next = publication(1, &["topic/a"], &[]);
        next.fit(&mut room);
        assert_eq!(next.pages().count(), 0);
    }

    #[test]
    fn a_receipt_of_the_second_purge_tells_more_than_one_of_the_first() {
        let moment = Some(Timestamp::UNIX_EPOCH);
        let rank = |purges, live, confirmed| {
            Receipt { version: 1, committed: Timestamp::UNIX_EPOCH, live, checked: 1, wrong: Vec::new(), purges, confirmed }.rank()
        };
        let ranks = [rank(1, None, false), rank(1, moment, false), rank(2, moment, false), rank(2, moment, true)];
        assert_eq!(ranks, [0, 1, 2, 3]);
    }
}
