//! One folder of a pack: `document.toml` and its editions.

use std::collections::BTreeMap;

use domain::{CallDates, DocumentId, Facts, Kind, Language, Slug};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::edition::{self, Frame, SourceEdition};
use crate::front_matter::Sheet;
use crate::pack::{Pack, PackError};
use crate::picture::{self, PictureFile, SourcePicture};
use crate::relative_date::{Calendar, Moment, When};

/// Days during which a call is marked as new, unless it says otherwise.
const NEW_FOR_DAYS: u16 = 14;
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
    /// Whether the file says outright when a call opens, and when it closes.
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
        let editions = self.editions(&mut reader, &file);
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
                let dates = reader.call(file);
                let facts = dates.map(|(opens, closes)| {
                    let new_for_days = file.new_for_days.as_ref().map_or(NEW_FOR_DAYS, |days| *days.get_ref());
                    Facts::Call(CallDates { opens: opens.at, closes: closes.map(|closes| closes.at), new_for_days })
                });
                let firm = dates.map_or(firm, |(opens, closes)| (opens.firm, closes.is_none_or(|closes| closes.firm)));
                (facts, firm, dates.map(|(opens, _)| opens))
            }
            Kind::Topic => (reader.order(file.order.as_ref()).map(|order| Facts::Topic { order }), firm, None),
            Kind::Page => {
                let folders: Vec<&str> = self.path.split('/').skip(1).collect();
                let parent: Vec<Slug> = folders.iter().rev().skip(1).rev().filter_map(|folder| folder.parse().ok()).collect();
                (reader.order(file.order.as_ref()).map(|order| Facts::Page { parent, order }), firm, None)
            }
        }
    }

    fn editions(&self, reader: &mut Reader<'_>, file: &DocumentFile) -> BTreeMap<Language, SourceEdition> {
        let picture = file.picture.as_ref().map(|picture| picture.file.get_ref().as_str());
        let key = self.path.rsplit('/').next().unwrap_or_default();
        let frame = Frame { kind: self.kind, key, has_picture: picture.is_some(), calendar: self.calendar };
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

struct Reader<'a> {
    sheet: Sheet<'a>,
    calendar: &'a Calendar,
    faults: &'a mut Vec<PackError>,
    mentions: Vec<Mention>,
    relative: bool,
}

impl Reader<'_> {
    fn fault<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) {
        self.faults.push(self.sheet.fault(value, message));
    }

    /// Refuses what belongs to another kind.
    fn foreign(&mut self, kind: Kind, file: &DocumentFile) {
        let span = |span: Option<std::ops::Range<usize>>, owners: &'static [Kind], field: &'static str, owner: &'static str| {
            span.filter(|_| !owners.contains(&kind)).map(|span| (span, field, owner))
        };
        let foreign = [
            span(file.topics.as_ref().map(Spanned::span), &[Kind::News], "topics", "news"),
            span(file.current.as_ref().map(Spanned::span), &[Kind::News], "current", "news"),
            span(
                file.order.as_ref().map(Spanned::span),
                &[Kind::Highlight, Kind::Topic, Kind::Page],
                "order",
                "highlights, topics and pages",
            ),
            span(file.target.as_ref().map(Spanned::span), &[Kind::Highlight], "target", "highlights"),
            span(file.opens.as_ref().map(Spanned::span), &[Kind::Call], "opens", "calls"),
            span(file.closes.as_ref().map(Spanned::span), &[Kind::Call], "closes", "calls"),
            span(file.new_for_days.as_ref().map(Spanned::span), &[Kind::Call], "new_for_days", "calls"),
        ];
        for (span, field, owner) in foreign.into_iter().flatten() {
            let message = format!("{field} belongs to {owner}: remove it");
            self.faults.push(PackError::new(self.sheet.path, Some(self.sheet.line(&span)), message));
        }
    }

    fn published(&mut self, kind: Kind, value: Option<&Spanned<Value>>, opening: Option<Moment>) -> Option<Publication> {
        match (value, kind) {
            (Some(value), _) => {
                let read = self.moment(value, |calendar, when| match when {
                    When::At(_) => calendar.begin(when),
                    When::Day(day) => {
                        Err(format!("{day} has no time: write it like {day}T09:00:00+01:00, or with a time such as \"-2 days 09:30\""))
                    }
                });
                read.map(Publication::Stated)
            }
            (None, Kind::News) => {
                self.faults.push(self.sheet.missing("published is missing: write it like 2025-02-14T09:00:00+01:00"));
                None
            }
            (None, Kind::Call) => opening.map(Publication::Opening),
            (None, _) => Some(Publication::Loading),
        }
    }

    fn moment(&mut self, value: &Spanned<Value>, of: impl Fn(&Calendar, When) -> Result<jiff::Timestamp, String>) -> Option<Moment> {
        let read = self.calendar.read(value.get_ref()).and_then(|(when, firm)| Ok(Moment { at: of(self.calendar, when)?, firm }));
        match read {
            Ok(moment) => {
                self.relative |= !moment.firm;
                Some(moment)
            }
            Err(message) => {
                self.fault(value, message);
                None
            }
        }
    }

    fn call(&mut self, file: &DocumentFile) -> Option<(Moment, Option<Moment>)> {
        let Some(opens) = &file.opens else {
            self.faults.push(self.sheet.missing("opens is missing: write a day like 2025-02-03, or a moment with offset"));
            return None;
        };
        let opens = self.moment(opens, Calendar::begin);
        let Some(value) = &file.closes else { return opens.map(|opens| (opens, None)) };
        let (opens, closes) = opens.zip(self.moment(value, Calendar::end))?;
        if closes.at <= opens.at {
            self.fault(value, "the call closes before it opens: correct one of the dates");
        }
        Some((opens, Some(closes)))
    }

    fn counted(&mut self, field: &str, value: &Spanned<u16>) -> u16 {
        if *value.get_ref() == 0 {
            self.fault(value, format!("{field} counts from 1: write 1 or more"));
        }
        *value.get_ref()
    }

    fn order(&mut self, value: Option<&Spanned<u16>>) -> Option<u16> {
        if value.is_none() {
            self.faults.push(self.sheet.missing("order is missing: write its place among its like, 1 comes first"));
        }
        value.map(|value| self.counted("order", value))
    }

    fn mention(&mut self, value: &Spanned<String>, target: String, only: Option<Kind>) {
        let line = self.sheet.line(&value.span());
        self.mentions.push(Mention { file: self.sheet.path.to_owned(), line, target, only });
    }

    fn target(&mut self, value: Option<&Spanned<String>>) -> Option<DocumentId> {
        let Some(value) = value else {
            self.faults.push(self.sheet.missing("target is missing: write where the highlight leads, such as pack:topics/origin"));
            return None;
        };
        self.mention(value, value.get_ref().clone(), None);
        value.get_ref().strip_prefix("pack:").map(DocumentId::of_pack_key)
    }

    fn topics(&mut self, value: Option<&Spanned<Vec<Spanned<String>>>>) -> Option<Vec<DocumentId>> {
        let Some(value) = value else {
            self.faults.push(self.sheet.missing("topics is missing: write 1 to 3 keys of topics, the main one first"));
            return None;
        };
        let keys = value.get_ref();
        if keys.is_empty() || keys.len() > MOST_TOPICS {
            self.fault(value, format!("there are {} topics: write 1 to {MOST_TOPICS}, the main one first", keys.len()));
        }
        let mut topics = Vec::new();
        for key in keys {
            let topic = DocumentId::of_pack_key(&format!("topics/{}", key.get_ref()));
            if topics.contains(&topic) {
                self.fault(key, format!("the topic “{}” is there twice: remove one", key.get_ref()));
            }
            self.mention(key, format!("pack:topics/{}", key.get_ref()), Some(Kind::Topic));
            topics.push(topic);
        }
        Some(topics)
    }
}
