//! A change of a document as one conditional transaction: the document, its editions, the record of the change, and exactly those
//! public items that differ from before.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, TransactWriteItem, Update};
use domain::{Address, Card, Document, DocumentId, Entry, Language, List, Settings, Standing, project};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::codec::{CHANGE, DATA, DOCUMENT, VERSION, encode, number, text, zone};
use crate::error::StoreError;
use crate::keys::{self, Key, PARTITION, SORT};
use crate::limits;
use crate::neighbours::Spot;
use crate::tally::{self, EventMonths, Minute, Minutes};

/// A document as it is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// The document.
    pub document: Document,
    /// Counts its changes; the next write is made on the condition that it is still this.
    pub version: u64,
    /// With what its public items were made.
    pub basis: Basis,
}

impl Stored {
    /// Whether a write of `after` would change nothing: neither the document nor what is public of it on a site with these settings.
    #[must_use]
    pub fn stands(&self, after: &Document, settings: &Settings) -> bool {
        self.document == *after && self.stands_on(settings)
    }

    /// Whether its public items were made with settings like these.
    #[must_use]
    pub fn stands_on(&self, settings: &Settings) -> bool {
        self.basis == Basis::of(settings)
    }
}

/// What of the settings decides which items are public. It is kept with each document: when a site gains or loses a language, or
/// moves to another time zone, the next write must take away exactly what the earlier one put there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    languages: Vec<Language>,
    time_zone: String,
}

impl Basis {
    /// That of a site with these settings.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self { languages: settings.languages.clone(), time_zone: settings.time_zone.clone() }
    }

    /// The time zone that decides in which year an article stands.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`]: there is no such zone.
    pub fn zone(&self) -> Result<TimeZone, StoreError> {
        zone(&self.time_zone)
    }

    /// What is public of a document.
    pub(crate) fn project(&self, document: &Document) -> Result<Vec<Entry>, StoreError> {
        Ok(project(document, &self.languages, &self.zone()?).entries)
    }
}

/// Who changed a document, when and how: kept for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who, as the audit log names people and machines.
    pub by: String,
    /// What was done, in a word: `imported`, `published`.
    pub action: String,
}

/// A write with the name under which a conflict speaks of it.
pub(crate) struct Write {
    pub(crate) name: String,
    pub(crate) item: TransactWriteItem,
}

/// The public items of a document by key.
#[derive(Default)]
struct PublicItems<'a> {
    pages: BTreeMap<Key, (&'a Address, &'a Standing)>,
    cards: BTreeMap<Key, &'a Card>,
    minutes: Minutes,
    event_months: EventMonths,
}

impl<'a> PublicItems<'a> {
    fn of(entries: &'a [Entry], id: DocumentId, zone: &TimeZone) -> Result<Self, StoreError> {
        let mut items = Self::default();
        for entry in entries {
            match entry {
                Entry::Page { address, standing } => {
                    items.pages.insert(keys::address(address), (address, standing));
                }
                Entry::Card { language, list, position, card } => {
                    items.cards.insert(keys::card(*language, *list, position, id), card);
                    if *list == List::News {
                        let (day, minute) = Minute::of(card.time, zone)?;
                        *items.minutes.entry((*language, day, minute)).or_default() += 1;
                    }
                    if let (List::Events, Some(event)) = (list, &card.event) {
                        *items.event_months.entry((*language, event.dates.month(zone))).or_default() += 1;
                    }
                }
            }
        }
        Ok(items)
    }
}

/// All writes of one change, and the spots of the newsroom that it touches.
pub(crate) fn writes(
    table: &str,
    before: Option<&Stored>,
    after: &Document,
    change: &Change,
    basis: &Basis,
) -> Result<(Vec<Write>, BTreeSet<Spot>), StoreError> {
    let after = &after.counted(before.map(|stored| &stored.document));
    let mut writes = Writes { table, list: Vec::new() };
    let version = before.map_or(0, |stored| stored.version) + 1;
    writes.document(before, after, version, basis)?;
    writes.change(after, version, change)?;
    let (new, zone) = (basis.project(after)?, basis.zone()?);
    let (old, old_zone) = match before {
        Some(stored) => (stored.basis.project(&stored.document)?, stored.basis.zone()?),
        None => (Vec::new(), zone.clone()),
    };
    writes.public(after.id, &PublicItems::of(&old, after.id, &old_zone)?, &PublicItems::of(&new, after.id, &zone)?)?;
    limits::check(&writes.list)?;
    Ok((writes.list, old.iter().chain(&new).filter_map(Spot::of).collect()))
}

/// Whether the store can take this change at all, known without asking it: whoever makes many changes learns of one that cannot be made
/// before the first.
///
/// # Errors
/// [`StoreError::Excess`] for a change that is too large, [`StoreError::Corrupt`] for settings without a time zone that exists.
pub fn check(before: Option<&Stored>, after: &Document, settings: &Settings) -> Result<(), StoreError> {
    let change = Change { at: Timestamp::UNIX_EPOCH, by: String::new(), action: String::new() };
    writes("table", before, after, &change, &Basis::of(settings)).map(drop)
}

struct Writes<'a> {
    table: &'a str,
    list: Vec<Write>,
}

/// The part of a document that is kept apart from its editions.
#[derive(Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) facts: domain::Facts,
    pub(crate) picture: Option<domain::Picture>,
    pub(crate) basis: Basis,
}

impl Writes<'_> {
    fn push(&mut self, name: impl Into<String>, item: TransactWriteItem) {
        self.list.push(Write { name: name.into(), item });
    }

    fn document(&mut self, before: Option<&Stored>, after: &Document, version: u64, basis: &Basis) -> Result<(), StoreError> {
        let head = Head { facts: after.facts.clone(), picture: after.picture.clone(), basis: basis.clone() };
        let put = self.put(&keys::document(after.id)).item(DATA, encode(&head)?).item(VERSION, number(version));
        let put = match before {
            None => put.condition_expression(format!("attribute_not_exists({PARTITION})")),
            Some(stored) => put
                .condition_expression("#v = :v")
                .expression_attribute_names("#v", VERSION)
                .expression_attribute_values(":v", number(stored.version)),
        };
        let item = finished(put.build())?;
        self.push(format!("document {} was changed meanwhile", after.id), TransactWriteItem::builder().put(item).build());
        for (language, edition) in &after.editions {
            if before.and_then(|stored| stored.document.editions.get(language)) != Some(edition) {
                let item = finished(self.put(&keys::edition(after.id, *language)).item(DATA, encode(edition)?).build())?;
                self.push(format!("edition {language} of {}", after.id), TransactWriteItem::builder().put(item).build());
            }
        }
        let turns = |document: &Document| document.turns();
        let (old, new) = (before.map(|stored| turns(&stored.document)).unwrap_or_default(), turns(after));
        for at in new.difference(&old) {
            let entry = self.put(&keys::schedule(*at, after.id)).item(DOCUMENT, text(after.id.to_string()));
            let item = finished(entry.build())?;
            self.push(format!("schedule of {}", after.id), TransactWriteItem::builder().put(item).build());
        }
        for at in old.difference(&new) {
            self.delete(format!("schedule of {}", after.id), &keys::schedule(*at, after.id), None)?;
        }
        for language in
            before.into_iter().flat_map(|stored| stored.document.editions.keys()).filter(|old| !after.editions.contains_key(old))
        {
            self.delete(format!("edition {language} of {}", after.id), &keys::edition(after.id, *language), None)?;
        }
        Ok(())
    }

    /// The record holds the document as it became, so that any state can be shown and restored.
    fn change(&mut self, after: &Document, version: u64, change: &Change) -> Result<(), StoreError> {
        let put = self.put(&keys::change(after.id, version)).item(DATA, encode(after)?).item(CHANGE, encode(change)?);
        let item = finished(put.condition_expression(format!("attribute_not_exists({PARTITION})")).build())?;
        self.push(format!("change {version} of {}", after.id), TransactWriteItem::builder().put(item).build());
        Ok(())
    }

    fn public(&mut self, id: DocumentId, old: &PublicItems<'_>, new: &PublicItems<'_>) -> Result<(), StoreError> {
        for (key, page) in &new.pages {
            if old.pages.get(key) != Some(page) {
                self.page(id, key, page.0, page.1)?;
            }
        }
        for key in old.pages.keys().filter(|key| !new.pages.contains_key(key)) {
            self.delete(key.partition.clone(), key, Some(id))?;
        }
        for (key, card) in &new.cards {
            if old.cards.get(key) != Some(card) {
                let item = finished(self.put(key).item(DATA, encode(card)?).item(DOCUMENT, text(id.to_string())).build())?;
                self.push(key.partition.clone(), TransactWriteItem::builder().put(item).build());
            }
        }
        for key in old.cards.keys().filter(|key| !new.cards.contains_key(key)) {
            self.delete(key.partition.clone(), key, None)?;
        }
        let mut counts = tally::differences(&old.minutes, &new.minutes);
        counts.extend(tally::event_differences(&old.event_months, &new.event_months));
        counts.iter().try_for_each(|(key, counts)| self.add(key, counts))
    }

    /// An address belongs to one document: the item at the address is the marker of that. An update leaves the neighbours as they are.
    fn page(&mut self, id: DocumentId, key: &Key, address: &Address, standing: &Standing) -> Result<(), StoreError> {
        let update = Update::builder()
            .table_name(self.table)
            .set_key(Some(key.attributes()))
            .update_expression("SET #data = :data, #document = :document")
            .condition_expression(format!("attribute_not_exists({PARTITION}) OR #document = :document"))
            .expression_attribute_names("#data", DATA)
            .expression_attribute_names("#document", DOCUMENT)
            .expression_attribute_values(":data", encode(standing)?)
            .expression_attribute_values(":document", text(id.to_string()));
        let item = finished(update.build())?;
        self.push(
            format!("the address {}/{} belongs to another document: choose another slug", address.language, address.place),
            TransactWriteItem::builder().update(item).build(),
        );
        Ok(())
    }

    fn add(&mut self, key: &Key, counts: &[(String, i32)]) -> Result<(), StoreError> {
        let terms: Vec<String> = (0..counts.len()).map(|index| format!("#n{index} :n{index}")).collect();
        let mut update =
            Update::builder().table_name(self.table).set_key(Some(key.attributes())).update_expression(format!("ADD {}", terms.join(", ")));
        for (index, (name, difference)) in counts.iter().enumerate() {
            update = update
                .expression_attribute_names(format!("#n{index}"), name)
                .expression_attribute_values(format!(":n{index}"), number(difference));
        }
        let item = finished(update.build())?;
        self.push(format!("counts of {}", key.partition), TransactWriteItem::builder().update(item).build());
        Ok(())
    }

    fn put(&self, key: &Key) -> aws_sdk_dynamodb::types::builders::PutBuilder {
        Put::builder().table_name(self.table).item(PARTITION, text(&key.partition)).item(SORT, text(&key.sort))
    }

    fn delete(&mut self, name: String, key: &Key, owner: Option<DocumentId>) -> Result<(), StoreError> {
        let delete = Delete::builder().table_name(self.table).set_key(Some(key.attributes()));
        let delete = match owner {
            None => delete,
            Some(id) => delete
                .condition_expression("#document = :document")
                .expression_attribute_names("#document", DOCUMENT)
                .expression_attribute_values(":document", AttributeValue::S(id.to_string())),
        };
        let item = finished(delete.build())?;
        self.push(name, TransactWriteItem::builder().delete(item).build());
        Ok(())
    }
}

fn finished<T>(built: Result<T, aws_sdk_dynamodb::error::BuildError>) -> Result<T, StoreError> {
    built.map_err(|error| StoreError::Corrupt(error.to_string()))
}
