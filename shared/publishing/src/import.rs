//! Writes a pack on the same way as the desk does: one conditional transaction per document, with a record of the change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use domain::{Address, DocumentId, Language, Settings};
use futures_util::stream::{self, StreamExt, TryStreamExt};
use jiff::Timestamp;
use store::{Change, Desk, Files, Object, Spot, StoreError, Stored};

use crate::content::Content;
use crate::document::Source;
use crate::making::Making;
use crate::pack::PackError;
use crate::plan::{Plan, Planned};

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
    /// How the site writes an address; none: no visitor would find it.
    pub addresses: &'a dyn Fn(&Address) -> Option<String>,
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
    /// The pack does not fit what is stored: an address belongs to another document, or a change is too large. Nothing was written.
    Pack(Vec<PackError>),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store { at, error } => write!(f, "{at}: {error}"),
            Self::Pack(faults) => {
                f.write_str("the content pack does not fit what is stored; nothing was changed")?;
                faults.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
            }
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
    /// [`ImportError`]; documents are written whole or not at all, and after [`ImportError::Pack`] nothing was.
    pub async fn import(&self, content: &Content, progress: &mut dyn FnMut(usize, usize)) -> Result<Report, ImportError> {
        let stored = self.stored(content).await?;
        let known = |source: &Source| stored.get(&source.id).map(|stored| &stored.document);
        let documents = content.documents.iter().map(|source| (source, known(source)));
        let making = Making::new(&content.settings, &content.zone, self.addresses, self.moment(), documents);
        let plan = Plan::new(&making, &content.documents, &stored).map_err(ImportError::Pack)?;
        let owners = self.desk.owners(&plan.wanted()).await.map_err(at("addresses"))?;
        let mut spots = BTreeSet::new();
        for unchanged in &plan.unchanged {
            spots.extend(self.desk.spots(&unchanged.document, &content.settings).map_err(at("unchanged documents"))?);
        }
        let report = Report { unchanged: plan.unchanged.len(), ..Report::default() };
        let groups = plan.ordered(&making, &owners).map_err(ImportError::Pack)?;
        // All that a pack can do wrong is known now; from here on only the store itself can stop the import.
        self.settings(&content.settings).await?;
        let mut writing =
            Writing { importer: self, making: &making, settings: &content.settings, report, spots, of: content.documents.len() };
        writing.tell(progress);
        let mut outcome = Ok(());
        for group in groups {
            outcome = writing.group(group, progress).await;
            if outcome.is_err() {
                break;
            }
        }
        // Also after a failure: the next import would take what was written for unchanged and never look around it.
        self.desk.refresh_neighbours(&writing.spots).await.map_err(at("neighbours of news"))?;
        self.desk.refresh_views(&content.settings, self.now).await.map_err(at("views"))?;
        outcome.map(|()| writing.report)
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
                Err(error) if error.met_another_write() && tries < TRIES => {}
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

    /// Writes a document; `anew` asks first how it is stored, since somebody was there meanwhile.
    async fn write<'p>(
        &self,
        making: &Making<'_>,
        settings: &Settings,
        planned: Planned<'p>,
        anew: bool,
    ) -> Result<(Planned<'p>, Outcome), ImportError> {
        let source = planned.source;
        let found = if anew { self.desk.document(source.id).await.map_err(at(&source.folder))? } else { None };
        let (before, again) = if anew {
            let made = making.document(source, found.as_ref());
            let made = made.map_err(|fault| at(&source.folder)(StoreError::Corrupt(fault.to_string())))?;
            (found.as_ref(), Some(made))
        } else {
            (planned.before, None)
        };
        let after = again.as_ref().unwrap_or(&planned.after);
        if before.is_some_and(|before| before.stands(after, settings)) {
            let spots = self.desk.spots(after, settings).map_err(at(&source.folder))?;
            return Ok((planned, Outcome::Unchanged { spots }));
        }
        self.picture(source, before).await?;
        let change = Change { at: self.now, by: "content pack".to_owned(), action: "imported".to_owned() };
        let new = before.is_none();
        match self.desk.commit(before, after, &change, settings).await {
            Ok(spots) => Ok((planned, Outcome::Written { new, spots })),
            Err(error) if error.met_another_write() => Ok((planned, Outcome::Conflict(error))),
            Err(error) => Err(at(&source.folder)(error)),
        }
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

/// An import that has begun.
struct Writing<'a> {
    importer: &'a Importer<'a>,
    making: &'a Making<'a>,
    settings: &'a Settings,
    report: Report,
    spots: BTreeSet<Spot>,
    of: usize,
}

impl Writing<'_> {
    fn tell(&self, progress: &mut dyn FnMut(usize, usize)) {
        let Report { created, changed, unchanged } = self.report;
        progress(created + changed + unchanged, self.of);
    }

    /// Writes documents of which none waits for another.
    async fn group(&mut self, group: Vec<Planned<'_>>, progress: &mut dyn FnMut(usize, usize)) -> Result<(), ImportError> {
        let mut pending = group;
        let mut last = None;
        for (round, at_once) in ROUNDS.into_iter().enumerate() {
            let (importer, making, settings) = (self.importer, self.making, self.settings);
            let tried = stream::iter(std::mem::take(&mut pending)).map(|planned| importer.write(making, settings, planned, round > 0));
            let mut results = tried.buffer_unordered(at_once);
            while let Some(result) = results.next().await {
                match result? {
                    (_, Outcome::Unchanged { spots }) => {
                        self.spots.extend(spots);
                        self.report.unchanged += 1;
                    }
                    (_, Outcome::Written { new, spots }) => {
                        self.spots.extend(spots);
                        *(if new { &mut self.report.created } else { &mut self.report.changed }) += 1;
                    }
                    (planned, Outcome::Conflict(error)) => {
                        last = Some(at(&planned.source.folder)(error));
                        pending.push(planned);
                        continue;
                    }
                }
                self.tell(progress);
            }
            if pending.is_empty() {
                return Ok(());
            }
        }
        last.map_or(Ok(()), Err)
    }
}

/// What became of a document in a round.
enum Outcome {
    Unchanged { spots: BTreeSet<Spot> },
    Written { new: bool, spots: BTreeSet<Spot> },
    Conflict(StoreError),
}
