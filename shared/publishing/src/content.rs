//! The whole pack: every file read, every reference followed, every mistake named.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use domain::{Facts, Kind, Language, Settings, Slug};
use jiff::ZonedDateTime;
use jiff::tz::TimeZone;

use crate::document::{Folder, Mention, Source};
use crate::markdown::{self, RenderError};
use crate::pack::{Pack, PackError};
use crate::relative_date::Calendar;
use crate::settings::{self, Site};

const KINDS: [(&str, Kind); 5] =
    [("news", Kind::News), ("highlights", Kind::Highlight), ("calls", Kind::Call), ("topics", Kind::Topic), ("pages", Kind::Page)];

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

/// Reads and checks a whole pack; dates that are relative are counted from `today`.
///
/// # Errors
/// All mistakes, by file and line.
pub fn read_pack(pack: &Pack, today: &ZonedDateTime) -> Result<Content, Vec<PackError>> {
    let mut faults = Vec::new();
    let site = settings::read(pack, &mut faults);
    let zone = site.as_ref().map_or(TimeZone::UTC, |site| site.zone.clone());
    let languages: &[Language] = site.as_ref().map_or(&[], |site| &site.settings.languages);
    let calendar = Calendar { today: today.with_time_zone(zone.clone()).date(), zone: zone.clone() };
    let folders = folders(pack, &mut faults);
    let known: BTreeMap<&str, Kind> = folders.iter().map(|(path, (kind, _))| (*path, *kind)).collect();
    let mut documents = Vec::new();
    for (path, (kind, files)) in &folders {
        let folder = Folder { pack, path, kind: *kind, files, calendar: &calendar, languages };
        documents.extend(folder.read(&mut faults));
    }
    let limited = site.as_ref().and_then(|site| site.relative_from);
    let relative = documents.iter().filter(|source| source.relative && limited.is_some()).map(|source| source.folder.as_str()).collect();
    let mut checker = Checker { known, relative, faults: &mut faults };
    site.iter().flat_map(|site| &site.mentions).for_each(|mention| checker.mention(mention, true));
    documents.iter().for_each(|source| checker.document(source));
    checker.tree(&documents);
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
    for path in pack.files.keys().filter(|path| *path != "site.toml") {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let (first, key) = folder.split_once('/').unwrap_or((folder, ""));
        let kind = KINDS.iter().find(|(name, _)| *name == first).map(|(_, kind)| *kind);
        match kind {
            Some(kind) if !key.is_empty() && (kind == Kind::Page || !key.contains('/')) => {
                folders.entry(folder).or_insert_with(|| (kind, Vec::new())).1.push(file);
            }
            _ => {
                let message = "this file is no part of a pack: a document is a folder below news, highlights, calls, topics or pages";
                faults.push(PackError::new(path, None, message));
            }
        }
    }
    for (folder, (kind, files)) in &folders {
        if !files.contains(&"document.toml") {
            let message = "document.toml is missing: write it beside the editions";
            faults.push(PackError::new(*folder, None, message));
        }
        let plain =
            |key: &str| key.len() <= 80 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
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

struct Checker<'a> {
    known: BTreeMap<&'a str, Kind>,
    /// Folders that are left out before a certain day.
    relative: BTreeSet<&'a str>,
    faults: &'a mut Vec<PackError>,
}

impl Checker<'_> {
    /// A document that can be linked to; a highlight has no address.
    fn target(&self, target: &str) -> Option<(&str, Kind)> {
        let (folder, kind) = self.known.get_key_value(target.strip_prefix("pack:")?)?;
        (*kind != Kind::Highlight).then_some((*folder, *kind))
    }

    fn mention(&mut self, mention: &Mention, lasting: bool) {
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

    fn document(&mut self, source: &Source) {
        let lasting = !source.relative;
        source.mentions.iter().for_each(|mention| self.mention(mention, lasting));
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
    fn tree(&mut self, documents: &[Source]) {
        let mut slugs: BTreeMap<(Kind, &[Slug], Language, &Slug), &str> = BTreeMap::new();
        for source in documents {
            let parent: &[Slug] = if let Facts::Page { parent, .. } = &source.facts { parent } else { &[] };
            let (above, key) = source.folder.rsplit_once('/').unwrap_or_default();
            let page = source.facts.kind() == Kind::Page;
            if page && above != "pages" && !self.known.contains_key(above) {
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
                if let Some(other) = slugs.insert((source.facts.kind(), parent, *language, &edition.slug), &edition.path) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "languages = [\"en\", \"fr\"]\ntime_zone = \"Europe/Brussels\"\nname = { en = \"A\", fr = \"A\" }\nshort_name = { en = \"A\", fr = \"A\" }\n\
                        tagline = { en = \"A\", fr = \"A\" }\nlegal = { en = \"A\", fr = \"A\" }\n[loading]\nrelative_from = 2025-06-01\n";

    /// A small pack that is in order, with some files replaced; an empty text takes a file out.
    fn pack(changes: &[(&str, &str)]) -> Pack {
        let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\nText\n");
        let mut files = BTreeMap::from([
            ("site.toml", SITE.to_owned()),
            ("topics/origin/document.toml", "order = 1\n".to_owned()),
            ("topics/origin/en.md", edition("origin")),
            ("news/a/document.toml", "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\n".to_owned()),
            ("news/a/en.md", edition("a")),
            ("news/b/document.toml", "published = \"-2 days 09:30\"\ntopics = [\"origin\"]\n".to_owned()),
            ("news/b/en.md", edition("b")),
            ("calls/c/document.toml", "opens = 2025-02-03\ncloses = 2025-02-14\n".to_owned()),
            ("calls/c/en.md", "+++\nslug = \"c\"\nlabel = \"L\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n".to_owned()),
            ("highlights/h/document.toml", "order = 1\ntarget = \"pack:news/a\"\n".to_owned()),
            ("highlights/h/en.md", "+++\ntitle = \"T\"\nsummary = \"S\"\n+++\n".to_owned()),
            ("pages/p/document.toml", "order = 1\n".to_owned()),
            ("pages/p/en.md", edition("p")),
            ("pages/p/q/document.toml", "order = 1\n".to_owned()),
            ("pages/p/q/en.md", edition("leaf")),
        ]);
        files.extend(changes.iter().map(|(path, text)| (*path, (*text).to_owned())));
        Pack {
            files: files
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(path, text)| (path.to_owned(), text.into_bytes()))
                .collect(),
        }
    }

    fn read(pack: &Pack, today: &str) -> Result<Content, String> {
        let today: ZonedDateTime = today.parse().map_err(|error| format!("{error}"))?;
        read_pack(pack, &today).map_err(|errors| errors.iter().map(|error| format!("{error}\n")).collect())
    }

    fn faults(changes: &[(&str, &str)]) -> String {
        read(&pack(changes), "2025-07-01T12:00[Europe/Brussels]").err().unwrap_or_default()
    }

    /// Asserts that one change gives exactly one error, which begins so.
    fn one(path: &str, text: &str, error: &str) {
        let found = faults(&[(path, text)]);
        assert!(found.starts_with(error) && found.lines().count() == 1, "expected\n{error}\nfound\n{found}");
    }

    #[test]
    fn a_pack_in_order_is_read_and_what_is_relative_waits_for_its_day() -> Result<(), String> {
        assert_eq!(faults(&[]), "");
        assert_eq!(read(&pack(&[]), "2025-05-31T23:59[Europe/Brussels]")?.len(), 6);
        assert_eq!(read(&pack(&[]), "2025-06-01T00:00[Europe/Brussels]")?.len(), 7);
        assert_eq!(read(&pack(&[]), "2025-06-01T00:00[Pacific/Auckland]")?.len(), 6, "the day is that of the site");
        Ok(())
    }

    #[test]
    fn a_call_is_open_on_the_whole_of_its_last_day() -> Result<(), String> {
        let content = read(&pack(&[]), "2025-07-01T12:00[Europe/Brussels]")?;
        let dates = content.documents.iter().find_map(|source| if let Facts::Call(dates) = source.facts { Some(dates) } else { None });
        let at = |text: &str| text.parse::<jiff::Timestamp>().ok();
        assert_eq!(dates.map(|dates| dates.opens), at("2025-02-03T00:00:00+01:00"));
        assert_eq!(dates.and_then(|dates| dates.closes), at("2025-02-15T00:00:00+01:00"));
        Ok(())
    }

    #[test]
    fn mistakes_in_document_toml_are_named_with_their_line() {
        let published = "published = 2025-02-14T09:00:00+01:00\n";
        let news =
            |rest: &str, error: &str| one("news/a/document.toml", &format!("{published}{rest}"), &format!("news/a/document.toml:{error}"));
        news("topics = [\"none\"]", "2: there is no topic “none”");
        news("topics = []", "2: there are 0 topics");
        news("topics = [\"origin\", \"origin\"]", "2: the topic “origin” is there twice");
        news("", "1: topics is missing");
        news("topics = [\"origin\"]\ncolour = 1", "3: remove it or correct its name: unknown field `colour`");
        news("topics = [\"origin\"]\norder = 1", "3: order belongs to highlights, topics and pages: remove it");
        news("topics = [\"origin\"]\ncurrent = 0", "3: current counts from 1");
        one("news/a/document.toml", "topics = [\"origin\"]", "news/a/document.toml:1: published is missing");
        one("news/a/document.toml", "topics = [\"origin\"]\npublished = 2025-02-14", "news/a/document.toml:2: 2025-02-14 has no time");
        one("news/a/document.toml", "topics = [\"origin\"]\npublished = \"soon\"", "news/a/document.toml:2: “soon” is not a date");
        one("news/a/document.toml", "", "news/a: document.toml is missing");
        one("calls/c/document.toml", "closes = 2025-02-14", "calls/c/document.toml:1: opens is missing");
        one("calls/c/document.toml", "opens = 2025-02-14\ncloses = 2025-02-13", "calls/c/document.toml:2: the call closes before it opens");
        one("highlights/h/document.toml", "order = 1", "highlights/h/document.toml:1: target is missing");
        one(
            "highlights/h/document.toml",
            "order = 1\ntarget = \"pack:news/z\"",
            "highlights/h/document.toml:2: there is no document “pack:news/z”",
        );
        one("topics/origin/document.toml", "\n", "topics/origin/document.toml:1: order is missing");
    }

    #[test]
    fn mistakes_in_editions_are_named_with_their_line() {
        let news = |front: &str, text: &str, error: &str| {
            one("news/a/en.md", &format!("+++\nsummary = \"S\"\n{front}\n+++\n\n{text}"), &format!("news/a/en.md:{error}"));
        };
        news("title = \"T\"\nslug = \"A\"", "", "4: a slug has lower-case letters");
        news("title = \"T\"", "", "1: slug is missing");
        news("slug = \"a\"", "", "1: title is missing");
        news("slug = \"a\"\ntitle = \" \"", "", "4: title is empty");
        news(&format!("slug = \"a\"\ntitle = \"{}\"", "t".repeat(121)), "", "4: title has 121 characters: shorten it");
        news("slug = \"a\"\ntitle = \"T\"\npicture_text = \"x\"", "", "5: there is no picture to describe");
        news("slug = \"a\"\ntitle = \"T\"\nmenu = \"x\"", "", "5: menu belongs to pages");
        news("slug = \"a\"\ntitle = \"T\"\nlabel = \"x\"", "", "5: label belongs to calls");
        news("slug = \"a\"\ntitle = \"T\"\nstate = \"live\"", "", "5: state is “draft” or absent");
        news("slug = \"a\"\ntitle = \"T\"\nupdated = 2025-01-01T10:00:00", "", "5: “2025-01-01T10:00:00” has no offset");
        news("slug = \"a\"\ntitle = \"T\"", "a\n[b](pack:news/z)", "8: there is no document “pack:news/z”");
        news("slug = \"a\"\ntitle = \"T\"", "a\n[b](pack:highlights/h)", "8: there is no document “pack:highlights/h”");
        news("slug = \"a\"\ntitle = \"T\"", "a\n\n[b](pack:news/b)", "9: “pack:news/b” leads to a document that is left out");
        news("slug = \"a\"\ntitle = \"T\"", &"a".repeat(100_001), "7: the text has 100001 characters");
        one("news/a/en.md", "title", "news/a/en.md:1: the first line is not +++");
        one("news/a/en.md", "", "news/a/document.toml:1: the document has no edition");
        one("calls/c/en.md", "+++\nslug = \"c\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n", "calls/c/en.md:1: label is missing");
        one(
            "highlights/h/en.md",
            "+++\nslug = \"c\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n",
            "highlights/h/en.md:2: a highlight has no address",
        );
    }

    #[test]
    fn a_picture_needs_its_text_and_a_file_its_document() {
        let document = "published = 2025-02-14T09:00:00+01:00\ntopics = [\"origin\"]\npicture = { file = \"a.svg\" }\n";
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 3 2\"/>";
        assert!(
            faults(&[("news/a/document.toml", document), ("news/a/a.svg", svg)]).starts_with("news/a/en.md:1: picture_text is missing")
        );
        assert!(faults(&[("news/a/document.toml", document)]).contains("news/a/document.toml:3: the picture “a.svg” is not in the folder"));
        one("news/a/a.svg", svg, "news/a/a.svg: no document names this picture");
        one("news/a/a.pdf", "x", "news/a/a.pdf: this file is no part of a document");
        one("news/a/x/en.md", "x", "news/a/x/en.md: this file is no part of a pack");
        one("readme.txt", "x", "readme.txt: this file is no part of a pack");
        one("news/a/de.md", "x", "news/a/de.md: “de” is not a language of the site");
    }

    #[test]
    fn addresses_are_unique_and_the_tree_has_no_holes() {
        let edition = |slug: &str| format!("+++\nslug = \"{slug}\"\ntitle = \"T\"\nsummary = \"S\"\n+++\n");
        one("news/b/en.md", &edition("a"), "news/b/en.md:2: the slug “a” is taken by news/a/en.md");
        one("pages/p/en.md", &edition("other"), "pages/p/en.md:2: a page that holds other pages has the name of its folder");
        let hole = faults(&[("pages/p/document.toml", ""), ("pages/p/en.md", "")]);
        assert!(hole.starts_with("pages/p/q: there is no page above this one: write pages/p/document.toml"), "{hole}");
        let name =
            faults(&[("news/A_b/document.toml", "published = \"today 10:00\"\ntopics = [\"origin\"]"), ("news/A_b/en.md", &edition("d"))]);
        assert!(name.starts_with("news/A_b: name the folder with lower-case letters"), "{name}");
    }

    #[test]
    fn mistakes_in_site_toml_are_named_with_their_line() {
        let site = |rest: &str, error: &str| one("site.toml", &format!("{SITE}{rest}"), &format!("site.toml:{error}"));
        site("[[navigation]]\npage = \"pack:pages/z\"", "10: there is no document “pack:pages/z”");
        site("[[navigation]]\npage = \"pack:news/b\"", "10: “pack:news/b” leads to a document that is left out");
        site("[[navigation]]\nchildren = [{ newsroom = true }]", "9: an entry leads to one place");
        site("[[navigation]]\nlabel = 1", "10: remove it or correct its name: unknown field `label`");
        site(
            "[notice]\nde = { title = \"a\", text = \"b\", link = \"pack:pages/p\", link_text = \"c\" }",
            "10: “de” is not a language of the site",
        );
        site(
            "[[related]]\nlabel = { en = \"a\" }\naddress = \"http://a.example/\"",
            "11: the address of another site begins with https://",
        );
        one("site.toml", &SITE.replace("Europe/Brussels", "Europe/Nowhere"), "site.toml:2: “Europe/Nowhere” is not a time zone");
        one(
            "site.toml",
            &SITE.replace("name = { en = \"A\", fr = \"A\" }\nshort", "name = { en = \"A\" }\nshort"),
            "site.toml:3: name has no text in “fr”",
        );
        one("site.toml", &SITE.replace("legal = { en = \"A\",", "legal = {"), "site.toml:6: legal has no text in “en”");
        one("site.toml", "", "site.toml: the file is missing");
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let found = faults(&[("news/a/en.md", "x"), ("topics/origin/document.toml", "order = 0"), ("calls/c/document.toml", "x")]);
        assert_eq!(found.lines().count(), 3, "{found}");
    }
}
