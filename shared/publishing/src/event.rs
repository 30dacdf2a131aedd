//! Events of a pack: their dates, each checked beside the clocks of its venue, and what their editions say beside the text.

use domain::{Bound, EventDates, EventText, Kind, ProgrammeItem, bounded};
use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use serde::Deserialize;
use toml::value::{Datetime, Offset as Written};
use toml::{Spanned, Value};

use crate::document::Mention;
use crate::front_matter::Sheet;
use crate::pack::PackError;
use crate::relative_date::{Calendar, When};

/// Where an event is: a house and a town.
const PLACE: Bound = Bound { field: "place", most: 120 };
/// An item of a programme.
const ITEM: Bound = Bound { field: "title", most: 200 };
/// The name of a document.
const NAME: Bound = Bound { field: "title", most: 120 };
/// Items of a programme at most: a week of full days.
const MOST_ITEMS: usize = 200;
/// Documents at most: they are listed beside the text.
const MOST_DOCUMENTS: usize = 40;
/// Days of an event at most: a year.
const MOST_DAYS: i32 = 366;

/// The dates of an event, and whether the file says them outright.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dates {
    pub(crate) dates: EventDates,
    pub(crate) firm: bool,
}

/// The dates as `document.toml` has them.
pub(crate) struct DatesFile<'a> {
    pub(crate) starts: Option<&'a Spanned<Value>>,
    pub(crate) ends: Option<&'a Spanned<Value>>,
    pub(crate) zone: Option<&'a Spanned<String>>,
}

impl DatesFile<'_> {
    /// Reads them.
    pub(crate) fn read(&self, sheet: &Sheet<'_>, calendar: &Calendar) -> Result<Dates, PackError> {
        let there = match self.zone {
            None => calendar.zone.clone(),
            Some(name) => TimeZone::get(name.get_ref())
                .map_err(|_| sheet.fault(name, format!("“{}” is not a time zone: write one like \"Asia/Tokyo\"", name.get_ref())))?,
        };
        let Some(starts) = self.starts else {
            return Err(sheet.missing("starts is missing: write a day like 2025-09-10, or a time like 2025-09-10T09:30:00"));
        };
        let of = |value: &Spanned<Value>| calendar.at_place(value.get_ref(), &there).map_err(|message| sheet.fault(value, message));
        let (begin, begin_firm) = of(starts)?;
        let Some(ends) = self.ends else {
            return match begin {
                When::Day(first) => self.days(sheet, first, first, begin_firm),
                When::At(_) => Err(sheet.missing("ends is missing: an event that starts at a time ends at one")),
            };
        };
        let (end, end_firm) = of(ends)?;
        let firm = begin_firm && end_firm;
        match (begin, end) {
            (When::Day(first), When::Day(last)) if last < first => Err(sheet.fault(ends, BEFORE)),
            (When::Day(first), When::Day(last)) => self.days(sheet, first, last, firm),
            (When::At(starts), When::At(end)) if end <= starts => Err(sheet.fault(ends, BEFORE)),
            (When::At(starts), When::At(ends)) => {
                let zone = self.zone.map(|name| name.get_ref().clone());
                self.bounded(sheet, Dates { dates: EventDates::Hours { starts, ends, zone }, firm }, calendar)
            }
            _ => Err(sheet.fault(ends, "starts and ends are both days, or both times: write them alike")),
        }
    }

    fn days(&self, sheet: &Sheet<'_>, first: jiff::civil::Date, last: jiff::civil::Date, firm: bool) -> Result<Dates, PackError> {
        if let Some(zone) = self.zone {
            let message = "whole days are those of the organisation: remove zone, or write starts and ends with their times";
            return Err(sheet.fault(zone, message));
        }
        let dates = Dates { dates: EventDates::Days { first, last }, firm };
        self.bounded(sheet, dates, &Calendar { today: first, zone: TimeZone::UTC })
    }

    fn bounded(&self, sheet: &Sheet<'_>, dates: Dates, calendar: &Calendar) -> Result<Dates, PackError> {
        let found = days(&dates.dates, &calendar.zone);
        match self.ends {
            Some(ends) if found > MOST_DAYS => {
                Err(sheet.fault(ends, format!("the event lasts {found} days: {MOST_DAYS} are possible; correct one of the dates")))
            }
            _ => Ok(dates),
        }
    }
}

const BEFORE: &str = "the event ends before it starts: correct one of the dates";

/// On how many days of its venue an event is.
pub(crate) fn days(dates: &EventDates, zone: &TimeZone) -> i32 {
    let (first, last) = dates.days(zone);
    first.until(last).map_or(1, |span| span.get_days().saturating_add(1))
}

impl Calendar {
    /// Reads a day, or a time by the clocks of a place; also says whether it is firm. A time that clocks leave out does not exist, and of
    /// one that they show twice it must be said which is meant.
    fn at_place(&self, value: &Value, there: &TimeZone) -> Result<(When, bool), String> {
        let (when, firm) = match value {
            Value::Datetime(Datetime { date: Some(_), time: Some(_), offset }) => {
                let text = value.to_string();
                (When::At(time_at(&text, *offset, there)?), true)
            }
            _ => Self { zone: there.clone(), ..self.clone() }.read(value)?,
        };
        match when {
            When::At(at) if at.subsec_nanosecond() != 0 => Err("write the time without fractions of a second".to_owned()),
            when => Ok((when, firm)),
        }
    }
}

fn time_at(text: &str, offset: Option<Written>, there: &TimeZone) -> Result<Timestamp, String> {
    let name = there.iana_name().unwrap_or("the organisation");
    let wrong = |_| format!("“{text}” is not a time: write it like 2025-09-10T09:30:00");
    match offset {
        Some(offset) => {
            let at: Timestamp = text.parse().map_err(wrong)?;
            let own = there.to_offset(at);
            match offset {
                Written::Custom { minutes } if own.seconds() != i32::from(minutes) * 60 => {
                    Err(format!("“{text}” is not by the clocks of {name}, which are at {own} then: correct the offset, or leave it out"))
                }
                _ => Ok(at),
            }
        }
        None => {
            let local: DateTime = text.parse().map_err(wrong)?;
            match there.to_ambiguous_timestamp(local).offset() {
                AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).map_err(wrong),
                AmbiguousOffset::Gap { .. } => {
                    Err(format!("“{text}” does not exist in {name}, where clocks are set forward over it: write another time"))
                }
                AmbiguousOffset::Fold { before, after } => Err(format!(
                    "“{text}” comes twice in {name}, where clocks are set back: write which one, {text}{} or {text}{}",
                    written(before),
                    written(after)
                )),
            }
        }
    }
}

/// An offset as TOML has it: `+02:00`.
fn written(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// An item of the programme as the front matter has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { day = 1, from = \"09:30\", until = \"10:30\", title = \"…\" }")]
pub(crate) struct ItemFile {
    day: Option<Spanned<u16>>,
    from: Spanned<String>,
    until: Option<Spanned<String>>,
    title: Spanned<String>,
}

/// A document as the front matter has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { title = \"…\", target = \"pack:pages/…\" }")]
pub(crate) struct LinkFile {
    title: Spanned<String>,
    target: Spanned<String>,
}

/// A document of the event: its name, and the folder that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceLink {
    pub(crate) label: String,
    pub(crate) target: String,
}

/// What an edition says of its event beside its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceEvent {
    /// Without the documents, whose addresses are not known yet.
    pub(crate) text: EventText,
    pub(crate) documents: Vec<SourceLink>,
    pub(crate) mentions: Vec<Mention>,
}

/// The front matter of an edition, as far as it is about an event.
pub(crate) struct EventFile<'a> {
    pub(crate) place: Option<&'a Spanned<String>>,
    pub(crate) programme: &'a [Spanned<ItemFile>],
    pub(crate) documents: &'a [Spanned<LinkFile>],
}

impl EventFile<'_> {
    /// Reads it. `days` is on how many days the event is; none: that is not known, since its dates are wrong.
    pub(crate) fn read(&self, sheet: &Sheet<'_>, days: Option<i32>, faults: &mut Vec<PackError>) -> Option<SourceEvent> {
        let before = faults.len();
        let place = match self.place {
            None => {
                faults.push(sheet.missing("place is missing: write where the event is, between the lines +++"));
                None
            }
            Some(place) => bounded(PLACE, place.get_ref()).map_err(|error| faults.push(sheet.fault(place, error.to_string()))).ok(),
        };
        if let Some(item) = self.programme.get(MOST_ITEMS) {
            faults.push(sheet.fault(item, format!("the programme has more than {MOST_ITEMS} items: bring some of them together")));
        }
        if let Some(document) = self.documents.get(MOST_DOCUMENTS) {
            faults.push(sheet.fault(document, format!("there are more than {MOST_DOCUMENTS} documents: name those that most people need")));
        }
        let items = self.programme.iter().map(|item| item.get_ref().read(sheet, days));
        let mut programme: Vec<ProgrammeItem> = items.filter_map(|item| item.map_err(|fault| faults.push(fault)).ok()).collect();
        programme.sort_by_key(|item| (item.day, item.from));
        let (mut documents, mut mentions) = (Vec::new(), Vec::new());
        for LinkFile { title, target } in self.documents.iter().map(Spanned::get_ref) {
            let label = bounded(NAME, title.get_ref()).map_err(|error| faults.push(sheet.fault(title, error.to_string())));
            let (line, target) = (sheet.line(&target.span()), target.get_ref().clone());
            mentions.push(Mention { file: sheet.path.to_owned(), line, target: target.clone(), only: None });
            documents.extend(label.map(|label| SourceLink { label, target }));
        }
        let text = EventText { place: place.unwrap_or_default(), programme, documents: Vec::new() };
        (faults.len() == before).then_some(SourceEvent { text, documents, mentions })
    }

    /// Refuses it in an edition of another kind.
    pub(crate) fn refuse(&self, sheet: &Sheet<'_>, kind: Kind, faults: &mut Vec<PackError>) {
        let place = self.place.map(|place| (place.span(), "place"));
        let programme = self.programme.first().map(|item| (item.span(), "programme"));
        let documents = self.documents.first().map(|document| (document.span(), "documents"));
        for (span, field) in [place, programme, documents].into_iter().flatten().filter(|_| kind != Kind::Event) {
            faults.push(PackError::new(sheet.path, Some(sheet.line(&span)), format!("{field} belongs to events: remove it")));
        }
    }
}

impl ItemFile {
    fn read(&self, sheet: &Sheet<'_>, days: Option<i32>) -> Result<ProgrammeItem, PackError> {
        let day = self.day.as_ref().map_or(1, |day| *day.get_ref());
        if let (Some(written), Some(days)) = (&self.day, days)
            && !(1..=days).contains(&i32::from(day))
        {
            return Err(sheet.fault(written, format!("the event has no day {day}: write a day from 1 to {days}")));
        }
        let from = clock(sheet, &self.from)?;
        let until = self.until.as_ref().map(|until| Ok((until, clock(sheet, until)?))).transpose()?;
        if let Some((written, _)) = until.filter(|(_, until)| *until <= from) {
            return Err(sheet.fault(written, "this ends before it begins: correct one of the times"));
        }
        let title = bounded(ITEM, self.title.get_ref()).map_err(|error| sheet.fault(&self.title, error.to_string()))?;
        Ok(ProgrammeItem { day, from, until: until.map(|(_, until)| until), title })
    }
}

/// A time of the day: `09:30`.
fn clock(sheet: &Sheet<'_>, value: &Spanned<String>) -> Result<Time, PackError> {
    let text = value.get_ref();
    let time = Some(text).filter(|text| text.len() == 5).and_then(|text| text.parse().ok());
    time.ok_or_else(|| sheet.fault(value, format!("“{text}” is not a time of the day: write it like \"09:30\"")))
}

#[cfg(test)]
mod tests;
