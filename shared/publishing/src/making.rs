//! Documents as they will be: over what is stored, with their texts rendered, where visitors find them, and no larger than the store takes.

use std::collections::BTreeSet;

use domain::{Address, Document, Edition, Entry, Language, NamedLink, Settings, project};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{Excess, StoreError, Stored};

use crate::document::Source;
use crate::edition::SourceEdition;
use crate::event::SourceLink;
use crate::markdown::render;
use crate::merge::{merged, remember};
use crate::pack::PackError;
use crate::places::{Places, place};
use crate::sections::TopicSlugs;

/// What all documents of a pack are made with.
pub(crate) struct Making<'a> {
    settings: &'a Settings,
    zone: &'a TimeZone,
    /// How the site writes an address; none: no visitor would find it.
    addresses: &'a dyn Fn(&Address) -> Option<String>,
    now: Timestamp,
    topics: TopicSlugs,
    places: Places,
    taken: BTreeSet<Address>,
}

impl<'a> Making<'a> {
    /// Finds out where each document will stand, with what is stored of it.
    pub(crate) fn new<'d>(
        settings: &'a Settings,
        zone: &'a TimeZone,
        addresses: &'a dyn Fn(&Address) -> Option<String>,
        now: Timestamp,
        documents: impl Iterator<Item = (&'d Source, Option<&'d Document>)>,
    ) -> Self {
        let documents: Vec<(&Source, Document)> = documents.map(|(source, stored)| (source, merged(source, stored, now))).collect();
        let mut topics = TopicSlugs::default();
        documents.iter().for_each(|(_, document)| topics.insert(document));
        let mut places = Places::default();
        for (source, document) in documents {
            places.insert(&source.folder, &topics.settle(document), zone);
        }
        let taken = places.taken();
        Self { settings, zone, addresses, now, topics, places, taken }
    }

    /// The document over what is stored of it, its texts not yet rendered.
    fn merged(&self, source: &Source, stored: Option<&Document>) -> Document {
        self.topics.settle(merged(source, stored, self.now))
    }

    /// The document as it will be.
    pub(crate) fn document(&self, source: &Source, stored: Option<&Stored>) -> Result<Document, PackError> {
        let old_zone = stored.map(|stored| stored.basis.zone()).transpose();
        let old_zone = old_zone.map_err(|error| PackError::new(&source.folder, None, error.to_string()))?;
        let stored = stored.map(|stored| &stored.document);
        let mut document = self.merged(source, stored);
        remember(&mut document, stored.zip(old_zone.as_ref()), &self.taken, self.zone);
        for (language, written) in &source.editions {
            let Some(edition) = document.editions.get_mut(language) else { continue };
            let address = |target: &str| self.places.find(target, *language, &self.settings.languages);
            let link = |target: &str| address(target).and_then(|address| (self.addresses)(&address));
            let rendered = render(&written.text.source, &link)
                .map_err(|error| PackError::new(&written.path, Some(written.text.above + error.line), error.message))?;
            edition.body.rendered = rendered.html;
            if let (Some(event), Some(written)) = (&mut edition.event, &written.event) {
                let link = |of: &SourceLink| address(&of.target).map(|to| NamedLink { label: of.label.clone(), to });
                event.documents = written.documents.iter().filter_map(link).collect();
            }
        }
        Ok(document)
    }

    /// The editions of the pack that no visitor could find.
    pub(crate) fn unreachable(&self, source: &Source, stored: Option<&Document>) -> Vec<PackError> {
        let document = self.merged(source, stored);
        let lost = |(language, written): (&Language, &SourceEdition)| {
            let edition = document.editions.get(language)?;
            let address =
                place(&document.facts, *language, &edition.slug, edition.times.first_published, self.zone)?.in_language(*language);
            (self.addresses)(&address).is_none().then(|| {
                let message = format!(
                    "no visitor would find “{}”: a page has no address with news in it, none below topics, opportunities/vacancies, \
                     opportunities/tenders, opportunities/calls or about/members/directory, where topics, calls and members stand, or among \
                     the events but for events/venue, and none of a year before 1 or after 9998; choose another slug, folder or date",
                    address.place
                );
                PackError::new(&written.path, Some(written.slug_line), message)
            })
        };
        source.editions.iter().filter_map(lost).collect()
    }

    /// Why the store cannot take this change, if it cannot.
    pub(crate) fn excess(&self, source: &Source, before: Option<&Stored>, after: &Document) -> Result<(), PackError> {
        // The longest text is where there is most to take away.
        let longest = source.editions.values().max_by_key(|edition| edition.text.source.len());
        let file = longest.map_or(&source.folder, |edition| &edition.path);
        store::check(before, after, self.settings).map_err(|error| {
            let message = match error {
                StoreError::Excess(Excess::Item { found, most } | Excess::Change { found, most }) => format!(
                    "the document is too large: in all languages, each text with its HTML, it has {found} bytes, and the store takes {most}; \
                     shorten the texts, or divide the document"
                ),
                StoreError::Excess(Excess::Writes { found, most }) => format!(
                    "this change needs {found} writes at once, and the store takes {most}: change dates and topics in one import, and slugs \
                     in the next"
                ),
                other => other.to_string(),
            };
            PackError::new(file, None, message)
        })
    }

    /// An address as messages name it.
    pub(crate) fn named(&self, address: &Address) -> String {
        (self.addresses)(address).unwrap_or_else(|| address.place.to_string())
    }

    /// Where the editions of a document stand, or will when they are published.
    pub(crate) fn standing(&self, document: &Document) -> BTreeSet<Address> {
        let place = |language: Language, edition: &Edition| {
            Some(place(&document.facts, language, &edition.slug, edition.times.first_published, self.zone)?.in_language(language))
        };
        document.editions.iter().filter_map(|(language, edition)| place(*language, edition)).collect()
    }

    /// Whether a write would change nothing.
    pub(crate) fn stands(&self, before: &Stored, after: &Document) -> bool {
        before.stands(after, self.settings)
    }

    /// Everything at which visitors find a document now; nothing, if the settings have changed since, so that every address is looked up.
    pub(crate) fn held_until_now(&self, stored: &Stored) -> BTreeSet<Address> {
        if stored.stands_on(self.settings) { self.held(&stored.document) } else { BTreeSet::new() }
    }

    /// Everything at which visitors find a document, or are led to it.
    pub(crate) fn held(&self, document: &Document) -> BTreeSet<Address> {
        let entries = project(document, &self.settings.languages, self.zone).entries;
        let pages = entries.into_iter().filter_map(|entry| match entry {
            Entry::Page { address, .. } => Some(address),
            Entry::Card { .. } => None,
        });
        pages.collect()
    }
}
