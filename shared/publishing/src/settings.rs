//! `site.toml`.

mod regions;

use std::collections::BTreeMap;

use domain::{Bound, DocumentId, HomeSettings, Language, NavigationEntry, NavigationTarget, Notice, OutsideLink, Settings, Texts, bounded};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::document::Mention;
use crate::front_matter::Sheet;
use crate::outside;
use crate::pack::{Pack, PackError};

use regions::RegionFile;

const FILE: &str = "site.toml";
const NAME: Bound = Bound { field: "name", most: 120 };
const LABEL: Bound = Bound { field: "label", most: 80 };
const SENTENCE: Bound = Bound { field: "text", most: 320 };
const NOTICE: Bound = Bound { field: "text", most: 600 };

/// Languages at most: a change of a document writes up to eighteen items in each, and the store takes a hundred at once.
const MOST_LANGUAGES: usize = 6;
/// Entries of all navigations at most: the store keeps them as one item.
const MOST_ENTRIES: usize = 200;
/// Links to other sites in one list at most: the home page of a language is one item with all of them.
const MOST_LINKS: usize = 40;

type Words = BTreeMap<String, Spanned<String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteFile {
    languages: Option<Vec<Spanned<String>>>,
    time_zone: Option<Spanned<String>>,
    name: Option<Words>,
    short_name: Option<Words>,
    tagline: Option<Words>,
    legal: Option<Words>,
    #[serde(default)]
    notice: BTreeMap<String, Spanned<NoticeFile>>,
    loading: Option<LoadingFile>,
    #[serde(default)]
    navigation: Vec<Spanned<EntryFile>>,
    #[serde(default)]
    meta: Vec<Spanned<EntryFile>>,
    #[serde(default)]
    footer: Vec<Spanned<EntryFile>>,
    #[serde(default)]
    related: Vec<LinkFile>,
    #[serde(default)]
    services: Vec<LinkFile>,
    #[serde(default)]
    regions: Vec<RegionFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { relative_from = 2025-06-01 }")]
struct LoadingFile {
    relative_from: Option<Spanned<Value>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { title = \"…\", text = \"…\", link = \"pack:pages/…\", link_text = \"…\" }")]
struct NoticeFile {
    title: Spanned<String>,
    text: Spanned<String>,
    link: Spanned<String>,
    link_text: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { page = \"pack:pages/…\" }")]
struct EntryFile {
    page: Option<Spanned<String>>,
    #[serde(default)]
    newsroom: bool,
    #[serde(default)]
    events: bool,
    #[serde(default)]
    event_history: bool,
    #[serde(default)]
    children: Vec<Spanned<EntryFile>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { label = { en = \"…\" }, address = \"https://…\" }")]
struct LinkFile {
    label: Words,
    address: Spanned<String>,
    #[serde(default)]
    text: Words,
}

/// What `site.toml` says.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    pub(crate) settings: Settings,
    pub(crate) zone: TimeZone,
    pub(crate) relative_from: Option<Date>,
    pub(crate) mentions: Vec<Mention>,
}

/// Reads `site.toml`. What is wrong is left out, so that the documents can be checked all the same.
pub(crate) fn read(pack: &Pack, faults: &mut Vec<PackError>) -> Option<Site> {
    let Some(bytes) = pack.files.get(FILE) else {
        faults.push(PackError::new(FILE, None, "the file is missing: write name, languages, time zone and navigation of the site"));
        return None;
    };
    let sheet = Sheet::whole(FILE, bytes).map_err(|error| faults.push(error)).ok()?;
    let file: SiteFile = sheet.parse().map_err(|error| faults.push(error)).ok()?;
    let mut reader = Reader { sheet, faults, languages: Vec::new(), mentions: Vec::new(), entries: 0 };
    reader.languages(file.languages.as_deref());
    let (time_zone, zone) = reader.zone(file.time_zone.as_ref());
    let relative_from = file.loading.and_then(|loading| loading.relative_from).and_then(|day| reader.day(&day));
    let settings = Settings {
        languages: reader.languages.clone(),
        time_zone,
        name: reader.texts("name", NAME, file.name.as_ref()),
        short_name: reader.texts("short_name", Bound { field: "short_name", most: 20 }, file.short_name.as_ref()),
        tagline: reader.texts("tagline", Bound { field: "tagline", ..SENTENCE }, file.tagline.as_ref()),
        legal: reader.texts("legal", Bound { field: "legal", ..SENTENCE }, file.legal.as_ref()),
        navigation: reader.entries(&file.navigation),
        meta: reader.entries(&file.meta),
        footer: reader.entries(&file.footer),
        home: HomeSettings {
            notice: reader.notices(&file.notice),
            related: reader.links(&file.related),
            services: reader.links(&file.services),
        },
        regions: reader.regions(&file.regions),
    };
    Some(Site { settings, zone, relative_from, mentions: reader.mentions })
}

struct Reader<'a> {
    sheet: Sheet<'a>,
    faults: &'a mut Vec<PackError>,
    languages: Vec<Language>,
    mentions: Vec<Mention>,
    /// Entries of navigations that were read.
    entries: usize,
}

impl Reader<'_> {
    fn fault<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) {
        self.faults.push(self.sheet.fault(value, message));
    }

    fn languages(&mut self, tags: Option<&[Spanned<String>]>) {
        if tags.is_none_or(<[_]>::is_empty) {
            self.faults.push(self.sheet.missing("languages is missing: write them like [\"en\", \"fr\"], the default first"));
        }
        if let Some(tag) = tags.and_then(|tags| tags.get(MOST_LANGUAGES)) {
            self.fault(
                tag,
                format!("the site has more than {MOST_LANGUAGES} languages: the store cannot change so many at once, so remove some"),
            );
        }
        for tag in tags.unwrap_or_default() {
            match tag.get_ref().parse::<Language>() {
                Ok(language) if self.languages.contains(&language) => self.fault(tag, format!("“{language}” is there twice: remove one")),
                Ok(language) => self.languages.push(language),
                Err(error) => self.fault(tag, error.to_string()),
            }
        }
    }

    fn zone(&mut self, name: Option<&Spanned<String>>) -> (String, TimeZone) {
        let Some(name) = name else {
            self.faults.push(self.sheet.missing("time_zone is missing: write it like \"Europe/Brussels\""));
            return ("UTC".to_owned(), TimeZone::UTC);
        };
        match TimeZone::get(name.get_ref()) {
            Ok(zone) => (name.get_ref().clone(), zone),
            Err(_) => {
                self.fault(name, format!("“{}” is not a time zone: write one like \"Europe/Brussels\"", name.get_ref()));
                ("UTC".to_owned(), TimeZone::UTC)
            }
        }
    }

    fn day(&mut self, value: &Spanned<Value>) -> Option<Date> {
        let day = value.get_ref().as_datetime().filter(|day| day.time.is_none()).and_then(|day| day.to_string().parse().ok());
        if day.is_none() {
            self.fault(value, "relative_from is a day: write it like 2025-06-01");
        }
        day
    }

    fn language(&mut self, tag: &str, line: u32) -> Option<Language> {
        let language = tag.parse().ok().filter(|language| self.languages.contains(language));
        if language.is_none() && !self.languages.is_empty() {
            let message = format!("“{tag}” is not a language of the site: add it to languages, or remove this text");
            self.faults.push(PackError::new(FILE, Some(line), message));
        }
        language
    }

    fn text(&mut self, bound: Bound, value: &Spanned<String>) -> String {
        bounded(bound, value.get_ref()).unwrap_or_else(|error| {
            self.fault(value, error.to_string());
            String::new()
        })
    }

    /// A text that every language must have.
    fn texts(&mut self, field: &str, bound: Bound, words: Option<&Words>) -> Texts {
        let texts = words.map(|words| self.some_texts(bound, words)).unwrap_or_default();
        let line = words.and_then(|words| words.values().next()).map_or(1, |first| self.sheet.line(&first.span()));
        for language in self.languages.iter().filter(|language| !texts.contains_key(*language)) {
            let given = words.is_some_and(|words| words.contains_key(language.as_str()));
            if !given {
                let message = format!("{field} has no text in “{language}”: add a line {language} = \"…\" below [{field}]");
                self.faults.push(PackError::new(FILE, Some(line), message));
            }
        }
        texts
    }

    fn some_texts(&mut self, bound: Bound, words: &Words) -> Texts {
        let mut texts = Texts::new();
        for (tag, value) in words {
            let line = self.sheet.line(&value.span());
            if let Some(language) = self.language(tag, line) {
                texts.insert(language, self.text(bound, value));
            }
        }
        texts
    }

    fn target(&mut self, value: &Spanned<String>) -> DocumentId {
        let (target, line) = (value.get_ref(), self.sheet.line(&value.span()));
        self.mentions.push(Mention { file: FILE.to_owned(), line, target: target.clone(), only: None });
        DocumentId::of_pack_key(target.strip_prefix("pack:").unwrap_or(target))
    }

    fn entries(&mut self, entries: &[Spanned<EntryFile>]) -> Vec<NavigationEntry> {
        let mut made = Vec::new();
        for entry in entries {
            self.entries += 1;
            if self.entries == MOST_ENTRIES + 1 {
                self.fault(
                    entry,
                    format!("the navigations have more than {MOST_ENTRIES} entries together: let pages lead to their own pages"),
                );
            }
            let EntryFile { page, newsroom, events, event_history, children } = entry.get_ref();
            let target = match (page, newsroom, events, event_history) {
                (Some(page), false, false, false) => Some(NavigationTarget::Document(self.target(page))),
                (None, true, false, false) => Some(NavigationTarget::Newsroom),
                (None, false, true, false) => Some(NavigationTarget::Events),
                (None, false, false, true) => Some(NavigationTarget::EventHistory),
                _ => {
                    self.fault(entry, "an entry leads to one place: write one of page = \"pack:pages/…\", newsroom = true, events = true and event_history = true");
                    None
                }
            };
            let children = self.entries(children);
            made.extend(target.map(|target| NavigationEntry { target, children }));
        }
        made
    }

    fn notices(&mut self, notices: &BTreeMap<String, Spanned<NoticeFile>>) -> BTreeMap<Language, Notice<DocumentId>> {
        let mut made = BTreeMap::new();
        for (tag, notice) in notices {
            let line = self.sheet.line(&notice.span());
            let Some(language) = self.language(tag, line) else { continue };
            let NoticeFile { title, text, link, link_text } = notice.get_ref();
            let title = self.text(Bound::TITLE, title);
            let text = self.text(NOTICE, text);
            let link_text = self.text(Bound { field: "link_text", ..LABEL }, link_text);
            made.insert(language, Notice { title, text, link: self.target(link), link_text });
        }
        made
    }

    fn links(&mut self, links: &[LinkFile]) -> Vec<OutsideLink> {
        let mut made = Vec::new();
        for LinkFile { label, address, text } in links {
            if !outside::is_outside(address.get_ref()) {
                let message =
                    "the address of another site begins with https:// and a host, and has no blanks or quotation marks: correct it";
                self.fault(address, message);
            }
            if made.len() == MOST_LINKS {
                self.fault(address, format!("this list has more than {MOST_LINKS} links: keep those that most people need"));
            }
            let (label, text) = (self.some_texts(LABEL, label), self.some_texts(SENTENCE, text));
            if label.is_empty() && !self.languages.is_empty() {
                self.fault(address, "the link has no label: write label = { en = \"…\" }");
            }
            made.push(OutsideLink { address: address.get_ref().clone(), label, text });
        }
        made
    }
}
