//! Where the documents of a pack stand, and so where links between them lead.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Address, Document, Facts, Language, Place, Slug, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The place of an edition in a language; a highlight has none, nor has a section whose topic does not speak the language.
pub(crate) fn place(facts: &Facts, language: Language, slug: &Slug, first_published: Timestamp, zone: &TimeZone) -> Option<Place> {
    let slug = slug.clone();
    match facts {
        Facts::News { .. } => Some(Place::Article { year: first_published.to_zoned_datetime(zone.clone()).year(), slug }),
        Facts::Highlight { .. } => None,
        Facts::Call(call) => Some(Place::Call { area: call.subject.area(), slug }),
        Facts::Topic { .. } => Some(Place::Topic(slug)),
        Facts::Event { dates, .. } => Some(Place::Event { year: dates.month(zone).year, slug }),
        Facts::Section(section) => section.place(language, slug),
        Facts::Page { parent, .. } => Some(Place::Page(parent.iter().cloned().chain([slug]).collect())),
        Facts::Member(member) => Some(Place::Member(member.country)),
    }
}

/// The places of all documents of a pack.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// By folder and language; the flag says whether the edition is a draft.
    by_folder: BTreeMap<String, BTreeMap<Language, (Place, bool)>>,
}

impl Places {
    pub(crate) fn insert(&mut self, folder: &str, document: &Document, zone: &TimeZone) {
        let editions = document.editions.iter().filter_map(|(language, edition)| {
            let place = place(&document.facts, *language, &edition.slug, edition.times.first_published, zone)?;
            Some((*language, (place, edition.state == State::Draft)))
        });
        self.by_folder.insert(folder.to_owned(), editions.collect());
    }

    /// Where `pack:` and a folder lead from a text in `language`: to the same language, or else to the first that has the document.
    /// A draft is a last resort, since visitors cannot read it.
    pub(crate) fn find(&self, target: &str, language: Language, languages: &[Language]) -> Option<Address> {
        let editions = self.by_folder.get(target.strip_prefix("pack:")?)?;
        let order = || [language].into_iter().chain(languages.iter().copied());
        let finished = order().find(|language| editions.get(language).is_some_and(|(_, draft)| !draft));
        let chosen = finished.or_else(|| order().find(|language| editions.contains_key(language)))?;
        editions.get(&chosen).map(|(place, _)| place.clone().in_language(chosen))
    }

    /// Every address that a document of the pack has now.
    pub(crate) fn taken(&self) -> BTreeSet<Address> {
        let editions = self.by_folder.values().flatten();
        editions.map(|(language, (place, _))| place.clone().in_language(*language)).collect()
    }
}
