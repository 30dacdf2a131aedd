//! The whole pack: every file read, every reference followed, every mistake named.

use std::collections::BTreeMap;

use domain::{Address, Kind, Language, Place, Settings, Slug};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::checker::Checker;
use crate::document::{Folder, Source};
use crate::making::Making;
use crate::members;
use crate::pack::{Pack, PackError};
use crate::relative_date::Calendar;
use crate::sections;
use crate::settings::{self, Site};

const KINDS: [(&str, Kind); 6] = [
    ("events", Kind::Event),
    ("news", Kind::News),
    ("highlights", Kind::Highlight),
    ("calls", Kind::Call),
    ("topics", Kind::Topic),
    ("pages", Kind::Page),
];

/// Topics at most: the list of topics is read whole, and the store hands out no more.
const MOST_TOPICS: usize = 200;

/// A pack that is in order.
#[derive(Debug, Clone)]
pub struct Content {
    /// What `site.toml` says.
    pub settings: Settings,
    pub(crate) zone: TimeZone,
    pub(crate) documents: Vec<Source>,
}

impl Content {
    /// How many documents will be written.
    #[must_use]
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether the pack has settings alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

/// Reads and checks a whole pack; dates that are relative are counted from `today`. `addresses` says how the site writes an address, or that
/// no visitor would find it.
///
/// # Errors
/// All mistakes, by file and line.
pub fn read_pack(pack: &Pack, today: &ZonedDateTime, addresses: &dyn Fn(&Address) -> Option<String>) -> Result<Content, Vec<PackError>> {
    let mut faults = Vec::new();
    let site = settings::read(pack, &mut faults);
    let zone = site.as_ref().map_or(TimeZone::UTC, |site| site.zone.clone());
    let languages: &[Language] = site.as_ref().map_or(&[], |site| &site.settings.languages);
    let calendar = Calendar { today: today.with_time_zone(zone.clone()).date(), zone: zone.clone() };
    let folders = folders(pack, &mut faults);
    let regions = site.as_ref().map_or([].as_slice(), |site| &site.settings.regions);
    let mut documents = members::read(pack, languages, regions, &mut faults);
    let members: Vec<String> = documents.iter().map(|member| member.folder.clone()).collect();
    let mut known: BTreeMap<&str, Kind> = folders.iter().map(|(path, (kind, _))| (*path, *kind)).collect();
    known.extend(members.iter().map(|member| (member.as_str(), Kind::Member)));
    for (path, (kind, files)) in &folders {
        let folder = Folder { pack, path, kind: *kind, files, calendar: &calendar, languages };
        documents.extend(folder.read(&mut faults));
    }
    let limited = site.as_ref().and_then(|site| site.relative_from);
    let relative = documents.iter().filter(|source| source.relative && limited.is_some()).map(|source| source.folder.as_str()).collect();
    let of_topics: Vec<_> = documents.iter().filter(|source| source.facts.kind() == Kind::Section).collect();
    let of_topics: Vec<_> = of_topics.into_iter().map(|source| (source.folder.as_str(), source.relative)).collect();
    faults.extend(sections::orphans(&of_topics, &relative));
    let mut checker = Checker { known, relative, faults: &mut faults };
    site.iter().flat_map(|site| &site.mentions).for_each(|mention| checker.mention(mention, true));
    documents.iter().for_each(|source| checker.document(source));
    checker.tree(&documents);
    if let Some(site) = &site {
        if let Err(error) = store::check_settings(&site.settings) {
            faults.push(PackError::new("site.toml", None, format!("the settings are too large, shorten their texts: {error}")));
        }
        let known = documents.iter().map(|source| (source, None));
        let making = Making::new(&site.settings, &zone, addresses, today.timestamp(), known);
        if faults.is_empty() {
            // Links lead somewhere now, so the texts are as long as they will be.
            let excess = |source: &Source| making.document(source, None).and_then(|after| making.excess(source, None, &after)).err();
            faults.extend(documents.iter().filter_map(excess));
        }
        documents.iter().for_each(|source| faults.extend(making.unreachable(source, None)));
    }
    faults.sort();
    faults.dedup();
    match site {
        Some(Site { settings, zone, relative_from, .. }) if faults.is_empty() => {
            let early = relative_from.is_some_and(|from| calendar.today < from);
            documents.retain(|source| !(early && source.relative));
            Ok(Content { settings, zone, documents })
        }
        _ => Err(faults),
    }
}

/// The folders that are documents, with their kind and the names of their files.
fn folders<'a>(pack: &'a Pack, faults: &mut Vec<PackError>) -> BTreeMap<&'a str, (Kind, Vec<&'a str>)> {
    let mut folders: BTreeMap<&str, (Kind, Vec<&str>)> = BTreeMap::new();
    for path in pack.files.keys().filter(|path| *path != "site.toml" && *path != members::FILE) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let (first, key) = folder.split_once('/').unwrap_or((folder, ""));
        let kind = KINDS.iter().find(|(name, _)| *name == first).map(|(_, kind)| *kind);
        let kind = kind.map(|kind| if kind == Kind::Topic && key.contains('/') { Kind::Section } else { kind });
        let levels = key.split('/').count();
        match kind {
            Some(kind) if !key.is_empty() && (kind == Kind::Page || levels == if kind == Kind::Section { 2 } else { 1 }) => {
                folders.entry(folder).or_insert_with(|| (kind, Vec::new())).1.push(file);
            }
            _ => {
                let message =
                    "this file is no part of a pack: a document is a folder below news, highlights, calls, topics, pages or events";
                faults.push(PackError::new(path, None, message));
            }
        }
    }
    sections::check(&folders, faults);
    if let Some((folder, _)) = folders.iter().filter(|(_, (kind, _))| *kind == Kind::Topic).nth(MOST_TOPICS) {
        faults.push(PackError::new(*folder, None, format!("the pack has more than {MOST_TOPICS} topics: bring some of them together")));
    }
    for (folder, (kind, files)) in &folders {
        if !files.contains(&"document.toml") {
            let message = "document.toml is missing: write it beside the editions";
            faults.push(PackError::new(*folder, None, message));
        }
        let plain =
            |key: &str| key.len() <= 80 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let levels = folder.split('/').count() - 1;
        if levels > Place::DEEPEST {
            let message = format!("this page is {levels} levels below pages: the site has at most {}, so move it up", Place::DEEPEST);
            faults.push(PackError::new(*folder, None, message));
        }
        if !folder.split('/').all(plain) {
            let message = "name the folder with lower-case letters, digits and hyphens, at most 80";
            faults.push(PackError::new(*folder, None, message));
        } else if matches!(kind, Kind::Highlight | Kind::Page)
            && let Some(Err(error)) = folder.rsplit('/').next().map(str::parse::<Slug>)
        {
            faults.push(PackError::new(*folder, None, format!("the name of this folder becomes a slug: {error}")));
        }
    }
    folders
}

#[cfg(test)]
mod tests;
