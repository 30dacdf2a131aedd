//! What `document.toml` says of a call.

use std::collections::BTreeMap;

use domain::{Bound, Call, CallDates, CallSubject, Contract, Language, Procedure, Tender, Texts, Vacancy, bounded};
use toml::Spanned;

use super::reader::Reader;
use super::{DocumentFile, Folder};
use crate::relative_date::{Calendar, Moment};

/// Days during which a call is marked as new, unless it says otherwise.
const NEW_FOR_DAYS: u16 = 14;
const GRADE: Bound = Bound { field: "grade", most: 20 };
const PLACE_OF_WORK: Bound = Bound { field: "place_of_work", most: 80 };
const REFERENCE: Bound = Bound { field: "reference", most: 40 };
const AREAS: [&str; 3] = ["vacancies", "tenders", "calls"];
const PROCEDURES: [(&str, Procedure); 2] = [("tender", Procedure::Tender), ("market-consultation", Procedure::MarketConsultation)];
const CONTRACTS: [(&str, Contract); 6] = [
    ("fixed-term", Contract::FixedTerm),
    ("indefinite", Contract::Indefinite),
    ("temporary", Contract::Temporary),
    ("secondment", Contract::Secondment),
    ("consultancy", Contract::Consultancy),
    ("internship", Contract::Internship),
];

/// A call as its file has it.
pub(super) struct SourceCall {
    pub(super) call: Call,
    pub(super) opens: Moment,
    /// Whether the file says outright when it opens, and when it closes.
    pub(super) firm: (bool, bool),
}

impl Reader<'_> {
    /// None: it has no dates that can be read.
    pub(super) fn call(&mut self, file: &DocumentFile, folder: &Folder<'_>) -> Option<SourceCall> {
        let dates = self.dates(file);
        let subject = self.subject(file, folder);
        let (opens, closes) = dates?;
        let new_for_days = file.new_for_days.as_ref().map_or(NEW_FOR_DAYS, |days| *days.get_ref());
        let call = Call { dates: CallDates { opens: opens.at, closes: closes.map(|closes| closes.at), new_for_days }, subject };
        Some(SourceCall { call, opens, firm: (opens.firm, closes.is_none_or(|closes| closes.firm)) })
    }

    fn dates(&mut self, file: &DocumentFile) -> Option<(Moment, Option<Moment>)> {
        let Some(opens) = &file.opens else {
            self.faults.push(self.sheet.missing("opens is missing: write a day like 2025-02-03, or a moment with offset"));
            return None;
        };
        let opens = self.moment(opens, |calendar, when| whole_second(calendar.begin(when)?));
        let Some(value) = &file.closes else { return opens.map(|opens| (opens, None)) };
        let (opens, closes) = opens.zip(self.moment(value, |calendar: &Calendar, when| whole_second(calendar.end(when)?)))?;
        if closes.at <= opens.at {
            self.fault(value, "the call closes before it opens: correct one of the dates");
        }
        Some((opens, Some(closes)))
    }

    fn subject(&mut self, file: &DocumentFile, folder: &Folder<'_>) -> CallSubject {
        let area = file.area.as_ref().map_or("calls", |area| area.get_ref().as_str());
        if let Some(named) = file.area.as_ref().filter(|_| !AREAS.contains(&area)) {
            self.fault(named, format!("“{area}” is not an area of calls: write {}", listed(&AREAS)));
        }
        let of_vacancies =
            [file.grade.as_ref().map(|field| ("grade", field.span())), file.contract.as_ref().map(|field| ("contract", field.span()))]
                .into_iter()
                .chain([file.place_of_work.as_ref().map(|field| ("place_of_work", field.span()))]);
        self.belongs("vacancies", area, of_vacancies.flatten().collect());
        let of_tenders = [
            file.reference.as_ref().map(|field| ("reference", field.span())),
            file.procedure.as_ref().map(|field| ("procedure", field.span())),
        ];
        self.belongs("tenders", area, of_tenders.into_iter().flatten().collect());
        match area {
            "vacancies" => CallSubject::Vacancy(Vacancy {
                grade: self.text(GRADE, file.grade.as_ref()),
                place_of_work: file.place_of_work.as_ref().map(|texts| self.place_of_work(texts, folder)).unwrap_or_default(),
                contract: self.choice("contract", &CONTRACTS, file.contract.as_ref()),
            }),
            "tenders" => CallSubject::Tender(Tender {
                reference: self.text(REFERENCE, file.reference.as_ref()),
                procedure: self.choice("procedure", &PROCEDURES, file.procedure.as_ref()).unwrap_or_default(),
            }),
            _ => CallSubject::Other,
        }
    }

    /// Refuses what belongs to calls of another area.
    fn belongs(&mut self, owner: &str, area: &str, fields: Vec<(&str, std::ops::Range<usize>)>) {
        // Of an area that there is not, the area itself is the mistake.
        for (field, span) in fields.into_iter().filter(|_| area != owner && AREAS.contains(&area)) {
            let message = format!("{field} belongs to calls of the area “{owner}”: remove it, or write area = \"{owner}\"");
            self.fault_at(&span, message);
        }
    }

    fn text(&mut self, bound: Bound, value: Option<&Spanned<String>>) -> Option<String> {
        let value = value?;
        bounded(bound, value.get_ref()).map_err(|error| self.fault(value, error.to_string())).ok()
    }

    pub(super) fn choice<T: Copy>(&mut self, field: &str, choices: &[(&str, T)], value: Option<&Spanned<String>>) -> Option<T> {
        let value = value?;
        let chosen = choices.iter().find(|(name, _)| name == value.get_ref()).map(|(_, choice)| *choice);
        if chosen.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.fault(value, format!("{field} is none of those that there are: write {}", listed(&names)));
        }
        chosen
    }

    /// The place of work in each language, and in all in which there is an edition.
    fn place_of_work(&mut self, texts: &Spanned<BTreeMap<String, Spanned<String>>>, folder: &Folder<'_>) -> Texts {
        let mut found = Texts::new();
        for (tag, text) in texts.get_ref() {
            let language = tag.parse::<Language>().ok().filter(|own| folder.languages.is_empty() || folder.languages.contains(own));
            match (language, self.text(PLACE_OF_WORK, Some(text))) {
                (Some(language), Some(text)) => drop(found.insert(language, text)),
                (None, _) => self.fault(text, format!("“{tag}” is not a language of the site: remove this place of work")),
                (Some(_), None) => {}
            }
        }
        let editions = folder.files.iter().filter_map(|file| file.strip_suffix(".md"));
        let missing: Vec<&str> = editions.filter(|tag| !texts.get_ref().contains_key(*tag)).collect();
        if !missing.is_empty() {
            self.fault(texts, format!("place_of_work has no text for the edition in {}: write one", listed(&missing)));
        }
        found
    }
}

/// Nothing on the site happens within a second.
fn whole_second(at: jiff::Timestamp) -> Result<jiff::Timestamp, String> {
    if at.subsec_nanosecond() == 0 { Ok(at) } else { Err("a call opens and closes with a full second: leave the fraction out".to_owned()) }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
}
