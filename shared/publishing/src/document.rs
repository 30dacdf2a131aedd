//! One folder of a pack: `document.toml` and its editions.

mod call;
mod instrument;
mod reader;

use std::collections::BTreeMap;

use domain::{DocumentId, Facts, Kind, Language, Slug, TopicSection};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::edition::{self, Frame, SourceEdition};
use crate::event;
use crate::front_matter::Sheet;
use crate::pack::{Pack, PackError};
use crate::picture::{self, PictureFile, SourcePicture};
use crate::relative_date::{Calendar, Moment};
use crate::sections;

use instrument::InstrumentFile;
use reader::Reader;

const MOST_TOPICS: usize = 3;

/// `document.toml` as it is written. All kinds share it, so that a field of another kind is named as such.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentFile {
    published: Option<Spanned<Value>>,
    picture: Option<PictureFile>,
    topics: Option<Spanned<Vec<Spanned<String>>>>,
    current: Option<Spanned<u16>>,
    order: Option<Spanned<u16>>,
    target: Option<Spanned<String>>,
    opens: Option<Spanned<Value>>,
    closes: Option<Spanned<Value>>,
    new_for_days: Option<Spanned<u16>>,
    starts: Option<Spanned<Value>>,
    ends: Option<Spanned<Value>>,
    zone: Option<Spanned<String>>,
    area: Option<Spanned<String>>,
    grade: Option<Spanned<String>>,
    place_of_work: Option<Spanned<BTreeMap<String, Spanned<String>>>>,
    contract: Option<Spanned<String>>,
    reference: Option<Spanned<String>>,
    procedure: Option<Spanned<String>>,
    instrument: Option<Spanned<InstrumentFile>>,
    lists: Option<Spanned<String>>,
}

/// When a document was first published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Publication {
    /// As the file says; in the future: it is scheduled.
    Stated(Moment),
    /// A call's opening. It need not be scheduled, since the clock hides a call that has not opened.
    Opening(Moment),
    /// The moment of loading.
    Loading,
}

/// A mention of another document, with the line on which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) file: String,
    pub(crate) line: u32,
    /// `pack:` and a folder.
    pub(crate) target: String,
    pub(crate) only: Option<Kind>,
}

/// A document that is in order by itself.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) folder: String,
    pub(crate) id: DocumentId,
    pub(crate) facts: Facts,
    /// Whether the file says outright when a call opens, and when it closes; of an event both say the same.
    pub(crate) firm: (bool, bool),
    pub(crate) published: Publication,
    /// Whether any of its dates depends on the day of loading.
    pub(crate) relative: bool,
    pub(crate) picture: Option<SourcePicture>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) editions: BTreeMap<Language, SourceEdition>,
}

/// A folder with its files.
pub(crate) struct Folder<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) path: &'a str,
    pub(crate) kind: Kind,
    pub(crate) files: &'a [&'a str],
    pub(crate) calendar: &'a Calendar,
    /// Languages of the site; empty: not known, since `site.toml` is wrong.
    pub(crate) languages: &'a [Language],
}

impl Folder<'_> {
    /// Reads the folder; what is in order comes back even if something else is not, so that references to it count.
    pub(crate) fn read(&self, faults: &mut Vec<PackError>) -> Option<Source> {
        let path = format!("{}/document.toml", self.path);
        let bytes = self.pack.files.get(&path)?;
        let sheet = Sheet::whole(&path, bytes).map_err(|error| faults.push(error)).ok()?;
        let file: DocumentFile = sheet.parse().map_err(|error| faults.push(error)).ok()?;
        let mut reader = Reader { sheet, calendar: self.calendar, faults, mentions: Vec::new(), relative: false };
        reader.foreign(self.kind, &file);
        let (facts, firm, opening) = self.facts(&mut reader, &file);
        let published = reader.published(self.kind, file.published.as_ref(), opening);
        let picture = file.picture.as_ref().and_then(|named| {
            picture::read(self.pack, self.path, &sheet, named, self.languages).map_err(|errors| reader.faults.extend(errors)).ok()
        });
        let days = facts.as_ref().and_then(|facts| match facts {
            Facts::Event { dates, .. } => Some(event::days(dates, &self.calendar.zone)),
            _ => None,
        });
        let editions = self.editions(&mut reader, &file, days);
        let (mentions, relative) =
            (reader.mentions, reader.relative || editions.values().any(|edition| edition.updated.is_some_and(|at| !at.firm)));
        let id = DocumentId::of_pack_key(self.path);
        Some(Source { folder: self.path.to_owned(), id, facts: facts?, firm, published: published?, relative, picture, mentions, editions })
    }

    fn facts(&self, reader: &mut Reader<'_>, file: &DocumentFile) -> (Option<Facts>, (bool, bool), Option<Moment>) {
        let firm = (true, true);
        match self.kind {
            Kind::News => {
                let topics = reader.topics(file.topics.as_ref());
                let current = file.current.as_ref().map(|current| reader.counted("current", current));
                (topics.map(|topics| Facts::News { topics, current }), firm, None)
            }
            Kind::Highlight => {
                let (order, target) = (reader.order(file.order.as_ref()), reader.target(file.target.as_ref()));
                (order.zip(target).map(|(order, target)| Facts::Highlight { order, target }), firm, None)
            }
            Kind::Call => {
                let call = reader.call(file, self);
                let of_dates = call.as_ref().map_or(firm, |call| call.firm);
                let opens = call.as_ref().map(|call| call.opens);
                (call.map(|call| Facts::Call(call.call)), of_dates, opens)
            }
            Kind::Topic => (reader.order(file.order.as_ref()).map(|order| Facts::Topic { order }), firm, None),
            Kind::Section => {
                let (order, lists) = (reader.order(file.order.as_ref()), file.lists.as_ref().and_then(|lists| reader.lists(lists)));
                // Below which slugs it stands is known when all topics are.
                let (topic, under) = (DocumentId::of_pack_key(sections::above(self.path)), BTreeMap::new());
                (order.map(|order| Facts::Section(TopicSection { topic, under, order, lists })), firm, None)
            }
            Kind::Page => {
                let folders: Vec<&str> = self.path.split('/').skip(1).collect();
                let parent: Vec<Slug> = folders.iter().rev().skip(1).rev().filter_map(|folder| folder.parse().ok()).collect();
                let instrument = file.instrument.as_ref().and_then(|instrument| reader.instrument(instrument.get_ref()));
                (reader.order(file.order.as_ref()).map(|order| Facts::Page { parent, order, instrument }), firm, None)
            }
            Kind::Event => {
                let topics = if file.topics.is_some() { reader.topics(file.topics.as_ref()) } else { Some(Vec::new()) };
                let dates = reader.event(file);
                let firm = dates.as_ref().is_none_or(|dates| dates.firm);
                let facts = dates.zip(topics).map(|(dates, topics)| Facts::Event { dates: dates.dates, topics, sequence: 0 });
                (facts, (firm, firm), None)
            }
            // Members are records of a file of their own.
            Kind::Member => (None, firm, None),
        }
    }

    fn editions(&self, reader: &mut Reader<'_>, file: &DocumentFile, days: Option<i32>) -> BTreeMap<Language, SourceEdition> {
        let picture = file.picture.as_ref().map(|picture| picture.file.get_ref().as_str());
        let key = self.path.rsplit('/').next().unwrap_or_default();
        let frame = Frame { kind: self.kind, key, has_picture: picture.is_some(), calendar: self.calendar, days };
        let mut editions = BTreeMap::new();
        let mut found = false;
        for name in self.files {
            let path = format!("{}/{name}", self.path);
            let Some(bytes) = self.pack.files.get(&path) else { continue };
            if let Some(tag) = name.strip_suffix(".md") {
                found = true;
                match tag.parse::<Language>() {
                    Ok(language) if self.languages.is_empty() || self.languages.contains(&language) => {
                        match edition::read(&path, bytes, &frame) {
                            Ok(edition) => drop(editions.insert(language, edition)),
                            Err(errors) => reader.faults.extend(errors),
                        }
                    }
                    Ok(_) => {
                        let message =
                            format!("“{tag}” is not a language of the site: add it to languages in site.toml, or rename the file");
                        reader.faults.push(PackError::new(path, None, message));
                    }
                    Err(error) => reader.faults.push(PackError::new(path, None, error.to_string())),
                }
            } else if *name != "document.toml" && picture != Some(*name) {
                let message = match picture::is_picture(name) {
                    true => "no document names this picture: name it in document.toml, or remove it",
                    false => "this file is no part of a document: a folder holds document.toml, en.md and the like, and a picture",
                };
                reader.faults.push(PackError::new(path, None, message));
            }
        }
        if !found {
            reader.faults.push(reader.sheet.missing("the document has no edition: write one beside it, such as en.md"));
        }
        editions
    }
}
