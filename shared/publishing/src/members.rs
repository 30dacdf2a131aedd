//! `members.toml`: a record for each member administration, since there are many of them and each has little to say. Each becomes a document
//! with an edition in every language in which its administration has a name.

use std::collections::BTreeMap;

use domain::{Bound, Country, DocumentId, Facts, Joined, Language, Member, Region, Slug, Texts, bounded};
use serde::Deserialize;
use toml::{Spanned, Value};

use crate::alphabet::Alphabet;
use crate::document::{Publication, Source};
use crate::edition::SourceEdition;
use crate::front_matter::{Sheet, Text, utf8};
use crate::lines::Lines;
use crate::names::name;
use crate::outside;
use crate::pack::{Pack, PackError};

pub(crate) const FILE: &str = "members.toml";
/// The first part of the folders by which links name members: `pack:members/be`.
pub(crate) const FOLDER: &str = "members";

const NAME: Bound = Bound { field: "name", ..Bound::TITLE };
const ADMINISTRATION: Bound = Bound { field: "administration", most: 160 };
const OFFICE: Bound = Bound { field: "office", most: 160 };
const LINE: Bound = Bound { field: "address", most: 80 };
const MOST_LINES: usize = 6;

type Words = BTreeMap<Spanned<String>, Spanned<String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table with region, joined, administration and address")]
struct MemberFile {
    region: Spanned<String>,
    joined: Spanned<Value>,
    administration: Spanned<Words>,
    address: Spanned<Vec<Spanned<String>>>,
    site: Option<Spanned<String>>,
    #[serde(default)]
    office: Words,
    #[serde(default)]
    name: Words,
}

/// Reads the file, if there is one. What is wrong is left out, so that everything else can be checked all the same.
pub(crate) fn read(pack: &Pack, languages: &[Language], regions: &[Region], faults: &mut Vec<PackError>) -> Vec<Source> {
    let Some(bytes) = pack.files.get(FILE) else { return Vec::new() };
    let parsed = Sheet::whole(FILE, bytes).and_then(|sheet| Ok((sheet, sheet.parse::<BTreeMap<Spanned<String>, Spanned<MemberFile>>>()?)));
    let (sheet, records) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            faults.push(error);
            return Vec::new();
        }
    };
    let alphabets = languages.iter().map(|language| (*language, Alphabet::of(*language))).collect();
    let lines = Lines::of(utf8(FILE, bytes).unwrap_or_default());
    let mut reader = Reader { sheet, lines, regions, faults, alphabets };
    records.iter().filter_map(|(code, record)| reader.member(code, record.get_ref())).collect()
}

struct Reader<'a> {
    sheet: Sheet<'a>,
    /// Every record is asked for its line, so they are looked for once.
    lines: Lines,
    regions: &'a [Region],
    faults: &'a mut Vec<PackError>,
    /// By the languages of the site.
    alphabets: BTreeMap<Language, Option<Alphabet>>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) {
        self.faults.push(self.sheet.fault(value, message));
    }

    fn member(&mut self, code: &Spanned<String>, file: &MemberFile) -> Option<Source> {
        let country = Country::in_lower_case(code.get_ref());
        let country = country.map_err(|error| self.fault(code, format!("{error}, here in lower case like [be]"))).ok();
        let region = self.region(&file.region);
        let joined = self.joined(&file.joined);
        let address = self.address(&file.address);
        let office = self.office(&file.office);
        if let Some(site) = file.site.as_ref().filter(|site| !outside::is_outside(site.get_ref())) {
            self.fault(site, "the address of a site begins with https:// and a host, and has no blanks or quotation marks: correct it");
        }
        let site = file.site.as_ref().map(|site| site.get_ref().clone());
        let editions = self.editions(code, country, file);
        let member = Member { country: country?, region: region?, joined: joined?, address, site, office };
        let folder = format!("{FOLDER}/{}", code.get_ref());
        Some(Source {
            id: DocumentId::of_pack_key(&folder),
            folder,
            facts: Facts::Member(member),
            firm: (true, true),
            published: Publication::Loading,
            relative: false,
            picture: None,
            mentions: Vec::new(),
            editions,
        })
    }

    fn region(&mut self, value: &Spanned<String>) -> Option<Slug> {
        let found = self.regions.iter().find(|region| region.key.as_str() == value.get_ref());
        if found.is_none() {
            let keys: Vec<&str> = self.regions.iter().map(|region| region.key.as_str()).collect();
            let message = format!("there is no region “{}”: write a key from regions in site.toml ({})", value.get_ref(), keys.join(", "));
            self.fault(value, message);
        }
        found.map(|region| region.key.clone())
    }

    fn joined(&mut self, value: &Spanned<Value>) -> Option<Joined> {
        let text = match value.get_ref() {
            Value::Integer(year) => format!("{year:04}"),
            Value::Datetime(day) if day.time.is_none() => day.to_string(),
            _ => String::new(),
        };
        let joined = Joined::try_from(text).ok();
        if joined.is_none() {
            self.fault(value, "joined is a day or a year: write it like 1952-11-04 or 1952, without quotation marks");
        }
        joined
    }

    fn text(&mut self, bound: Bound, value: &Spanned<String>) -> Option<String> {
        bounded(bound, value.get_ref()).map_err(|error| self.fault(value, error.to_string())).ok()
    }

    fn address(&mut self, lines: &Spanned<Vec<Spanned<String>>>) -> Vec<String> {
        let found = lines.get_ref();
        if found.is_empty() || found.len() > MOST_LINES {
            self.fault(lines, format!("the address has {} lines: write 1 to {MOST_LINES}, without the country", found.len()));
        }
        found.iter().filter_map(|line| self.text(LINE, line)).collect()
    }

    /// An office, not a person: whoever works there is nobody's business here.
    fn office(&mut self, words: &Words) -> Texts {
        for text in words.values().filter(|text| text.get_ref().contains(|c: char| c == '@' || c.is_ascii_digit())) {
            self.fault(text, "office names an office, never a person, a mail address or a telephone number: write only what it is called");
        }
        self.texts(OFFICE, words)
    }

    fn texts(&mut self, bound: Bound, words: &Words) -> Texts {
        let mut texts = Texts::new();
        for (tag, value) in words {
            match tag.get_ref().parse().ok().filter(|language| self.alphabets.contains_key(language)) {
                Some(language) => texts.extend(self.text(bound, value).map(|text| (language, text))),
                // Without languages the site's own file is wrong, and says so itself.
                None if self.alphabets.is_empty() => {}
                None => self.fault(tag, format!("“{}” is not a language of the site: add it to languages in site.toml", tag.get_ref())),
            }
        }
        texts
    }

    fn editions(&mut self, code: &Spanned<String>, country: Option<Country>, file: &MemberFile) -> BTreeMap<Language, SourceEdition> {
        let names = self.texts(NAME, &file.name);
        let administrations = self.texts(ADMINISTRATION, file.administration.get_ref());
        if administrations.is_empty() && file.administration.get_ref().is_empty() {
            self.fault(&file.administration, "administration has no text: write what it is called, in each language of its pages");
        }
        let line = self.lines.at(code.span().start);
        let mut editions = BTreeMap::new();
        for (language, summary) in administrations {
            let (Some(country), Ok(slug)) = (country, code.get_ref().parse()) else { continue };
            let Some(title) = names.get(&language).cloned().or_else(|| name(country, language)) else {
                let message = format!("nobody knows the name of {country} in “{language}”: write name = {{ {language} = \"…\" }}");
                self.fault(code, message);
                continue;
            };
            let alphabet = self.alphabets.get(&language).and_then(Option::as_ref);
            let edition = SourceEdition {
                path: FILE.to_owned(),
                draft: false,
                slug,
                slug_line: line,
                alphabetical: alphabet.map(|alphabet| alphabet.place(&title)),
                title,
                summary,
                label: None,
                picture_text: None,
                updated: None,
                event: None,
                text: Text { source: String::new(), above: line },
            };
            editions.insert(language, edition);
        }
        editions
    }
}

#[cfg(test)]
mod tests;
