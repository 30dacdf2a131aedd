//! What changes together with a topic.

use std::collections::BTreeMap;

use domain::{Address, Document, Facts, Language, Slug};
use store::Change;

use super::{World, places};
use crate::harness::wait;

impl World {
    /// Writes the sections of a topic anew where it has another slug now, with redirects.
    pub(super) fn take_sections_along(&mut self, topic: &Document, change: &Change) {
        let under: BTreeMap<Language, Slug> = topic.editions.iter().map(|(language, edition)| (*language, edition.slug.clone())).collect();
        for id in self.documents.clone() {
            let Some(before) = self.stored(id) else { continue };
            let mut after = before.document.clone();
            let was = Self::languages().map(|language| places(&after, language));
            match &mut after.facts {
                Facts::Section(section) if section.topic == topic.id && section.under != under => section.under = under.clone(),
                _ => continue,
            }
            for (language, was) in Self::languages().into_iter().zip(was) {
                let now = places(&after, language);
                if let Some(edition) = after.editions.get_mut(&language) {
                    let left = was.into_iter().filter(|address| !now.contains(address) && !edition.former.contains(address));
                    let left: Vec<Address> = left.take(6 - edition.former.len().min(6)).collect();
                    edition.former.extend(left);
                }
            }
            if wait(self.site.desk().commit(Some(&before), &after, change, &self.site.settings())).is_ok() {
                self.remember(&after);
            }
        }
    }
}
