//! What documents say of one another: links, topics, and who stands where.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::{CallArea, DocumentId, Facts, Kind, Language, Place, Slug};

use crate::document::{Mention, Source};
use crate::markdown::{self, RenderError};
use crate::pack::PackError;

/// Where a slug must be the only one of its kind: the area of a call, the pages beside a page.
type Section<'a> = (Kind, Option<CallArea>, Option<DocumentId>, &'a [Slug]);

pub(crate) struct Checker<'a> {
    pub(crate) known: BTreeMap<&'a str, Kind>,
    /// Folders that are left out before a certain day.
    pub(crate) relative: BTreeSet<&'a str>,
    pub(crate) faults: &'a mut Vec<PackError>,
}

impl Checker<'_> {
    /// A document that can be linked to; a highlight has no address.
    fn target(&self, target: &str) -> Option<(&str, Kind)> {
        let (folder, kind) = self.known.get_key_value(target.strip_prefix("pack:")?)?;
        (*kind != Kind::Highlight).then_some((*folder, *kind))
    }

    pub(crate) fn mention(&mut self, mention: &Mention, lasting: bool) {
        let Mention { file, line, target, only } = mention;
        let message = match (self.target(target), only) {
            (Some((_, kind)), Some(only)) if kind != *only => Some(format!("“{target}” is of another kind: name a topic")),
            (Some((folder, _)), _) if lasting && self.relative.contains(folder) => Some(absent(target)),
            (Some(_), _) => None,
            (None, Some(Kind::Topic)) => {
                let key = target.rsplit('/').next().unwrap_or(target);
                Some(format!("there is no topic “{key}”: write the name of a folder below topics"))
            }
            (None, _) => Some(format!("there is no document “{target}”: write pack: and a folder of the pack, such as pack:pages/about")),
        };
        self.faults.extend(message.map(|message| PackError::new(file, Some(*line), message)));
    }

    pub(crate) fn document(&mut self, source: &Source) {
        let lasting = !source.relative;
        source.mentions.iter().for_each(|mention| self.mention(mention, lasting));
        let events = source.editions.values().filter_map(|edition| edition.event.as_ref());
        events.flat_map(|event| &event.mentions).for_each(|mention| self.mention(mention, lasting));
        for edition in source.editions.values() {
            let used = RefCell::new(BTreeSet::new());
            let link = |target: &str| {
                let (folder, _) = self.target(target)?;
                used.borrow_mut().insert(folder.to_owned());
                Some(String::new())
            };
            let mut late = Vec::new();
            let mut found = markdown::faults(&edition.text.source, &link);
            let used = used.into_inner();
            if lasting && used.iter().any(|folder| self.relative.contains(folder.as_str())) {
                // Read once more for the lines of these links, which are rare; each message names its target in quotation marks.
                let link = |target: &str| self.target(target).is_none_or(|(folder, _)| !self.relative.contains(folder)).then(String::new);
                for fault in markdown::faults(&edition.text.source, &link).into_iter().filter(|fault| !found.contains(fault)) {
                    let message = absent(fault.message.split(['“', '”']).nth(1).unwrap_or_default());
                    late.push(RenderError { message, ..fault });
                }
            }
            found.extend(late);
            let above = edition.text.above;
            self.faults.extend(found.into_iter().map(|fault| PackError::new(&edition.path, Some(above + fault.line), fault.message)));
        }
    }

    /// Addresses: each slug once in its section and language; pages that hold pages are named alike in every language.
    pub(crate) fn tree(&mut self, documents: &[Source]) {
        let mut slugs: BTreeMap<(Section<'_>, Language, &Slug), &str> = BTreeMap::new();
        for source in documents {
            let parent: &[Slug] = if let Facts::Page { parent, .. } = &source.facts { parent } else { &[] };
            let area = if let Facts::Call(call) = &source.facts { Some(call.subject.area()) } else { None };
            let topic = if let Facts::Section(section) = &source.facts { Some(section.topic) } else { None };
            let (above, key) = source.folder.rsplit_once('/').unwrap_or_default();
            let page = source.facts.kind() == Kind::Page;
            // The page above those of the events is no document.
            let built_in = above.strip_prefix("pages/") == Some(Place::EVENTS);
            if page && above != "pages" && !built_in && !self.known.contains_key(above) {
                let message = format!("there is no page above this one: write {above}/document.toml");
                self.faults.push(PackError::new(&source.folder, None, message));
            }
            let below = format!("{}/", source.folder);
            let holds = page && self.known.range(below.as_str()..).next().is_some_and(|(folder, _)| folder.starts_with(&below));
            for (language, edition) in &source.editions {
                let line = Some(edition.slug_line);
                if holds && edition.slug.as_str() != key {
                    let message =
                        format!("a page that holds other pages has the name of its folder in every language: write slug = \"{key}\"");
                    self.faults.push(PackError::new(&edition.path, line, message));
                }
                if let Some(other) = slugs.insert(((source.facts.kind(), area, topic, parent), *language, &edition.slug), &edition.path) {
                    let message = format!("the slug “{}” is taken by {other}: choose another one", edition.slug);
                    self.faults.push(PackError::new(&edition.path, line, message));
                }
            }
        }
    }
}

fn absent(target: &str) -> String {
    format!("“{target}” leads to a document that is left out before relative_from of site.toml: link to one that is always there")
}
