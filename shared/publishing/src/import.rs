//! Writes a pack on the same way as the desk does: one conditional transaction per document, with a record of the change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::{Address, Document, DocumentId, Language, Settings};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use store::{Change, Desk, Files, Object, StoreError, Stored};

use crate::content::Content;
use crate::document::Source;
use crate::markdown::render;
use crate::merge::{merged, remember};
use crate::pack::PackError;
use crate::places::Places;

/// Documents that are read at once.
const READS: usize = 16;
/// Documents that are written at once, round by round. Whoever met another write comes again in the next round, with fewer beside it:
/// the last rounds are in single file, so that documents of one pack cannot be in each other's way.
const ROUNDS: [usize; 5] = [8, 4, 2, 1, 1];
/// Tries of writing the settings.
const TRIES: usize = 3;

/// Writes packs.
pub struct Importer<'a> {
    /// Where documents are written.
    pub desk: &'a Desk,
    /// Where pictures are written.
    pub media: &'a Files,
    /// The moment of loading.
    pub now: Timestamp,
    /// How the site writes an address.
    pub addresses: &'a dyn Fn(&Address) -> String,
}

/// What an import did, in documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// That were not there before.
    pub created: usize,
    /// That were different.
    pub changed: usize,
    /// That were as the pack says.
    pub unchanged: usize,
}

/// Why an import stopped. What it wrote until then stays, and the same import may be started again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// The store refused.
    Store {
        /// The folder of the document, or what else was being written.
        at: String,
        /// Why.
        error: StoreError,
    },
    /// A text that cannot be rendered; a pack that was checked has none.
    Text(PackError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store { at, error } => write!(f, "{at}: {error}"),
            Self::Text(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

fn at(place: &str) -> impl FnOnce(StoreError) -> ImportError {
    move |error| ImportError::Store { at: place.to_owned(), error }
}

impl Importer<'_> {
    /// Writes what differs. `progress` hears how many documents are done, and of how many.
    ///
    /// # Errors
    /// [`ImportError`]; documents are written whole or not at all.
    pub async fn import(&self, content: &Content, progress: &mut dyn FnMut(usize, usize)) -> Result<Report, ImportError> {
        self.settings(&content.settings).await?;
        let stored = self.stored(content).await?;
        let mut places = Places::default();
        for source in &content.documents {
            let before = stored.get(&source.id).map(|stored| &stored.document);
            places.insert(&source.folder, &merged(source, before, self.moment()), &content.zone);
        }
        let taken = places.taken();
        let mut report = Report::default();
        let (mut done, of) = (0, content.documents.len());
        let mut spots = BTreeSet::new();
        let mut failure = None;
        let mut pending: Vec<(&Source, Option<&Stored>)> =
            content.documents.iter().map(|source| (source, stored.get(&source.id))).collect();
        for (round, at_once) in ROUNDS.into_iter().enumerate() {
            let (places, taken) = (&places, &taken);
            let tried = stream::iter(std::mem::take(&mut pending)).map(|(source, before)| async move {
                let anew = if round == 0 { None } else { self.desk.document(source.id).await.map_err(at(&source.folder))? };
                let before = if round == 0 { before } else { anew.as_ref() };
                let after = self.document(source, before, content, places, taken)?;
                if before.is_some_and(|before| before.stands(&after, &content.settings)) {
                    let spots = self.desk.spots(&after, &content.settings).map_err(at(&source.folder))?;
                    return Ok((source, Outcome::Unchanged { spots }));
                }
                self.picture(source, before).await?;
                let change = Change { at: self.now, by: "content pack".to_owned(), action: "imported".to_owned() };
                match self.desk.commit(before, &after, &change, &content.settings).await {
                    Ok(spots) => Ok((source, Outcome::Written { new: before.is_none(), spots })),
                    Err(error @ StoreError::Conflict(_)) => Ok((source, Outcome::Conflict(error))),
                    Err(error) => Err(at(&source.folder)(error)),
                }
            });
            let mut conflicts = Vec::new();
            let mut results = tried.buffer_unordered(at_once);
            while let Some(result) = results.next().await {
                match result {
                    Ok((_, Outcome::Unchanged { spots: around })) => {
                        spots.extend(around);
                        report.unchanged += 1;
                    }
                    Ok((_, Outcome::Written { new, spots: around })) => {
                        spots.extend(around);
                        *(if new { &mut report.created } else { &mut report.changed }) += 1;
                    }
                    Ok((source, Outcome::Conflict(error))) => {
                        conflicts.push((source, error));
                        continue;
                    }
                    Err(error) => {
                        failure = Some(error);
                        break;
                    }
                }
                done += 1;
                progress(done, of);
            }
            drop(results);
            if failure.is_none() && round + 1 == ROUNDS.len() {
                failure = conflicts.pop().map(|(source, error)| at(&source.folder)(error));
            } else {
                pending = conflicts.into_iter().map(|(source, _)| (source, None)).collect();
            }
            if failure.is_some() || pending.is_empty() {
                break;
            }
        }
        // Also after a failure: the next import would take what was written for unchanged and never look around it.
        self.desk.refresh_neighbours(&spots).await.map_err(at("neighbours of news"))?;
        self.desk.refresh_views(&content.settings, self.now).await.map_err(at("views"))?;
        failure.map_or(Ok(report), Err)
    }

    async fn settings(&self, settings: &Settings) -> Result<(), ImportError> {
        let mut tries = 0;
        loop {
            let before = self.desk.settings().await.map_err(at("settings"))?;
            if before.as_ref().is_some_and(|(before, _)| before == settings) {
                return Ok(());
            }
            tries += 1;
            // Before the settings forget them, so that a repeated import would still know which languages to take off.
            let old = before.iter().flat_map(|(before, _)| before.languages.iter().copied());
            let gone: Vec<Language> = old.filter(|language| !settings.languages.contains(language)).collect();
            self.desk.remove_views(&gone).await.map_err(at("views"))?;
            match self.desk.set_settings(before.map_or(0, |(_, version)| version), settings).await {
                Err(StoreError::Conflict(_)) if tries < TRIES => {}
                other => return other.map_err(at("settings")),
            }
        }
    }

    async fn stored(&self, content: &Content) -> Result<BTreeMap<DocumentId, Stored>, ImportError> {
        let reads = stream::iter(&content.documents).map(|source| async move {
            let stored = self.desk.document(source.id).await.map_err(at(&source.folder))?;
            Ok(stored.map(|stored| (source.id, stored)))
        });
        let all: Vec<Option<_>> = reads.buffer_unordered(READS).try_collect().await?;
        Ok(all.into_iter().flatten().collect())
    }

    /// The document as it will be, with its texts rendered.
    fn document(
        &self,
        source: &Source,
        before: Option<&Stored>,
        content: &Content,
        places: &Places,
        taken: &BTreeSet<Address>,
    ) -> Result<Document, ImportError> {
        let old_zone = before.map(|stored| stored.basis.zone()).transpose().map_err(at(&source.folder))?;
        let before = before.map(|stored| &stored.document);
        let mut document = merged(source, before, self.moment());
        remember(&mut document, before.zip(old_zone.as_ref()), taken, &content.zone);
        for (language, written) in &source.editions {
            let Some(edition) = document.editions.get_mut(language) else { continue };
            let link = |target: &str| places.find(target, *language, &content.settings.languages).map(|address| (self.addresses)(&address));
            let rendered = render(&written.text.source, &link)
                .map_err(|error| ImportError::Text(PackError::new(&written.path, Some(written.text.above + error.line), error.message)))?;
            edition.body.rendered = rendered.html;
        }
        Ok(document)
    }

    /// Pictures come before the documents that show them.
    async fn picture(&self, source: &Source, before: Option<&Stored>) -> Result<(), ImportError> {
        let Some(picture) = &source.picture else { return Ok(()) };
        let old = before.and_then(|stored| stored.document.picture.as_ref());
        if old.is_some_and(|old| old.key == picture.picture.key) {
            return Ok(());
        }
        let object = Object { bytes: picture.bytes.clone(), media_type: picture.picture.media_type.clone() };
        self.media.put(&picture.picture.key, object).await.map_err(at(&source.folder))
    }

    /// The moment of loading in whole seconds, never later than it is.
    fn moment(&self) -> Timestamp {
        Timestamp::from_second(self.now.as_second()).unwrap_or(self.now)
    }
}

/// What became of a document in a round.
enum Outcome<Spots> {
    Unchanged { spots: Spots },
    Written { new: bool, spots: Spots },
    Conflict(StoreError),
}
