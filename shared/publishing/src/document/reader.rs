//! The values of `document.toml`, each checked where it stands.

use domain::{DocumentId, Kind, Listed};
use toml::{Spanned, Value};

use super::{DocumentFile, MOST_TOPICS, Mention, Publication};
use crate::event::{Dates, DatesFile};
use crate::front_matter::Sheet;
use crate::pack::PackError;
use crate::relative_date::{Calendar, Moment, When};

pub(super) struct Reader<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) calendar: &'a Calendar,
    pub(super) faults: &'a mut Vec<PackError>,
    pub(super) mentions: Vec<Mention>,
    pub(super) relative: bool,
}

impl Reader<'_> {
    pub(super) fn fault<T>(&mut self, value: &Spanned<T>, message: impl Into<String>) {
        self.faults.push(self.sheet.fault(value, message));
    }

    pub(super) fn fault_at(&mut self, span: &std::ops::Range<usize>, message: String) {
        self.faults.push(PackError::new(self.sheet.path, Some(self.sheet.line(span)), message));
    }

    /// Refuses what belongs to another kind.
    pub(super) fn foreign(&mut self, kind: Kind, file: &DocumentFile) {
        let span = |span: Option<std::ops::Range<usize>>, owners: &'static [Kind], field: &'static str, owner: &'static str| {
            span.filter(|_| !owners.contains(&kind)).map(|span| (span, field, owner))
        };
        let foreign = [
            span(file.topics.as_ref().map(Spanned::span), &[Kind::News, Kind::Event], "topics", "news and events"),
            span(file.current.as_ref().map(Spanned::span), &[Kind::News], "current", "news"),
            span(
                file.order.as_ref().map(Spanned::span),
                &[Kind::Highlight, Kind::Topic, Kind::Section, Kind::Page],
                "order",
                "highlights, topics and pages",
            ),
            span(file.target.as_ref().map(Spanned::span), &[Kind::Highlight], "target", "highlights"),
            span(file.opens.as_ref().map(Spanned::span), &[Kind::Call], "opens", "calls"),
            span(file.closes.as_ref().map(Spanned::span), &[Kind::Call], "closes", "calls"),
            span(file.new_for_days.as_ref().map(Spanned::span), &[Kind::Call], "new_for_days", "calls"),
            span(file.starts.as_ref().map(Spanned::span), &[Kind::Event], "starts", "events"),
            span(file.ends.as_ref().map(Spanned::span), &[Kind::Event], "ends", "events"),
            span(file.zone.as_ref().map(Spanned::span), &[Kind::Event], "zone", "events"),
            span(file.instrument.as_ref().map(Spanned::span), &[Kind::Page], "instrument", "pages"),
            span(file.area.as_ref().map(Spanned::span), &[Kind::Call], "area", "calls"),
            span(file.grade.as_ref().map(Spanned::span), &[Kind::Call], "grade", "calls"),
            span(file.place_of_work.as_ref().map(Spanned::span), &[Kind::Call], "place_of_work", "calls"),
            span(file.contract.as_ref().map(Spanned::span), &[Kind::Call], "contract", "calls"),
            span(file.reference.as_ref().map(Spanned::span), &[Kind::Call], "reference", "calls"),
            span(file.procedure.as_ref().map(Spanned::span), &[Kind::Call], "procedure", "calls"),
            span(file.lists.as_ref().map(Spanned::span), &[Kind::Section], "lists", "sections of topics"),
        ];
        for (span, field, owner) in foreign.into_iter().flatten() {
            self.fault_at(&span, format!("{field} belongs to {owner}: remove it"));
        }
    }

    pub(super) fn published(&mut self, kind: Kind, value: Option<&Spanned<Value>>, opening: Option<Moment>) -> Option<Publication> {
        match (value, kind) {
            (Some(value), _) => {
                let read = self.moment(value, |calendar, when| match when {
                    When::At(_) => calendar.begin(when),
                    When::Day(day) => {
                        Err(format!("{day} has no time: write it like {day}T09:00:00+01:00, or with a time such as \"-2 days 09:30\""))
                    }
                });
                read.map(Publication::Stated)
            }
            (None, Kind::News) => {
                self.faults.push(self.sheet.missing("published is missing: write it like 2025-02-14T09:00:00+01:00"));
                None
            }
            (None, Kind::Call) => opening.map(Publication::Opening),
            (None, _) => Some(Publication::Loading),
        }
    }

    pub(super) fn moment(
        &mut self,
        value: &Spanned<Value>,
        of: impl Fn(&Calendar, When) -> Result<jiff::Timestamp, String>,
    ) -> Option<Moment> {
        let read = self.calendar.read(value.get_ref()).and_then(|(when, firm)| Ok(Moment { at: of(self.calendar, when)?, firm }));
        match read {
            Ok(moment) => {
                self.relative |= !moment.firm;
                Some(moment)
            }
            Err(message) => {
                self.fault(value, message);
                None
            }
        }
    }

    pub(super) fn event(&mut self, file: &DocumentFile) -> Option<Dates> {
        let dates = DatesFile { starts: file.starts.as_ref(), ends: file.ends.as_ref(), zone: file.zone.as_ref() };
        let read = dates.read(&self.sheet, self.calendar).map_err(|fault| self.faults.push(fault)).ok();
        self.relative |= read.as_ref().is_some_and(|dates| !dates.firm);
        read
    }

    pub(super) fn counted(&mut self, field: &str, value: &Spanned<u16>) -> u16 {
        if *value.get_ref() == 0 {
            self.fault(value, format!("{field} counts from 1: write 1 or more"));
        }
        *value.get_ref()
    }

    pub(super) fn order(&mut self, value: Option<&Spanned<u16>>) -> Option<u16> {
        if value.is_none() {
            self.faults.push(self.sheet.missing("order is missing: write its place among its like, 1 comes first"));
        }
        value.map(|value| self.counted("order", value))
    }

    /// What a section lists. (Other lists by topic come here.)
    pub(super) fn lists(&mut self, value: &Spanned<String>) -> Option<Listed> {
        match value.get_ref().as_str() {
            "news" => Some(Listed::News),
            other => {
                self.fault(value, format!("a section lists no “{other}”: write lists = \"news\", or leave it out"));
                None
            }
        }
    }

    pub(super) fn mention(&mut self, value: &Spanned<String>, target: String, only: Option<Kind>) {
        let line = self.sheet.line(&value.span());
        self.mentions.push(Mention { file: self.sheet.path.to_owned(), line, target, only });
    }

    pub(super) fn target(&mut self, value: Option<&Spanned<String>>) -> Option<DocumentId> {
        let Some(value) = value else {
            self.faults.push(self.sheet.missing("target is missing: write where the highlight leads, such as pack:topics/origin"));
            return None;
        };
        self.mention(value, value.get_ref().clone(), None);
        value.get_ref().strip_prefix("pack:").map(DocumentId::of_pack_key)
    }

    pub(super) fn topics(&mut self, value: Option<&Spanned<Vec<Spanned<String>>>>) -> Option<Vec<DocumentId>> {
        let Some(value) = value else {
            self.faults.push(self.sheet.missing("topics is missing: write 1 to 3 keys of topics, the main one first"));
            return None;
        };
        let keys = value.get_ref();
        if keys.is_empty() || keys.len() > MOST_TOPICS {
            self.fault(value, format!("there are {} topics: write 1 to {MOST_TOPICS}, the main one first", keys.len()));
        }
        let mut topics = Vec::new();
        for key in keys {
            let topic = DocumentId::of_pack_key(&format!("topics/{}", key.get_ref()));
            if topics.contains(&topic) {
                self.fault(key, format!("the topic “{}” is there twice: remove one", key.get_ref()));
            }
            self.mention(key, format!("pack:topics/{}", key.get_ref()), Some(Kind::Topic));
            topics.push(topic);
        }
        Some(topics)
    }
}
