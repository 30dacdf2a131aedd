//! Sections of topics: each below a topic of the pack, in languages that the topic has, at addresses that begin with the topic's slug.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Document, DocumentId, Facts, Kind, Language, Slug};

use crate::pack::PackError;

/// Sections of one topic at most: they are shown in one row, and the store hands out no more.
const MOST_SECTIONS: usize = 40;
/// Sections of all topics at most: the sitemap reads them whole, and the store hands out no more.
const MOST_IN_ALL: usize = 1000;

/// The topic above the folder of a section.
pub(crate) fn above(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(above, _)| above)
}

/// Looks for sections whose topic is not there, in a language or at all, and for too many of them.
pub(crate) fn check(folders: &BTreeMap<&str, (Kind, Vec<&str>)>, faults: &mut Vec<PackError>) {
    let mut of_topic: BTreeMap<&str, usize> = BTreeMap::new();
    for (folder, (_, files)) in folders.iter().filter(|(_, (kind, _))| *kind == Kind::Section) {
        let topic = above(folder);
        let Some((_, beside)) = folders.get(topic) else {
            faults.push(PackError::new(*folder, None, format!("there is no topic above this section: write {topic}/document.toml")));
            continue;
        };
        for edition in files.iter().filter(|file| file.ends_with(".md") && !beside.contains(*file)) {
            let message = format!("the topic has no edition in this language: write {topic}/{edition}, or take this one out");
            faults.push(PackError::new(format!("{folder}/{edition}"), None, message));
        }
        let count = of_topic.entry(topic).or_default();
        *count += 1;
        if *count == MOST_SECTIONS + 1 {
            faults.push(PackError::new(
                *folder,
                None,
                format!("the topic has more than {MOST_SECTIONS} sections: bring some of them together"),
            ));
        }
    }
    if of_topic.values().sum::<usize>() > MOST_IN_ALL {
        faults.push(PackError::new("topics", None, format!("the pack has more than {MOST_IN_ALL} sections: bring some of them together")));
    }
}

/// Sections that would be there while their topic is left out before a certain day.
pub(crate) fn orphans(sections: &[(&str, bool)], left_out: &BTreeSet<&str>) -> Vec<PackError> {
    let lost = sections.iter().filter(|(folder, relative)| !relative && left_out.contains(above(folder)));
    let message = "the topic is left out before relative_from of site.toml, and this section is not: give both dates of the same kind";
    lost.map(|(folder, _)| PackError::new(*folder, None, message)).collect()
}

/// The slugs of topics as they will be: those of the pack, and those of stored editions that the pack does not have.
#[derive(Debug, Default)]
pub(crate) struct TopicSlugs(BTreeMap<DocumentId, BTreeMap<Language, Slug>>);

impl TopicSlugs {
    /// Takes in a document, if it is a topic.
    pub(crate) fn insert(&mut self, document: &Document) {
        if let Facts::Topic { .. } = document.facts {
            let slugs = document.editions.iter().map(|(language, edition)| (*language, edition.slug.clone()));
            self.0.insert(document.id, slugs.collect());
        }
    }

    /// Puts a document below its topic, if it is a section.
    pub(crate) fn settle(&self, mut document: Document) -> Document {
        if let Facts::Section(section) = &mut document.facts {
            section.under = self.0.get(&section.topic).cloned().unwrap_or_default();
        }
        document
    }
}
