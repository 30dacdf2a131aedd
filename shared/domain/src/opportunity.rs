//! What a call is about: a vacancy, a tender, or anything else that one may apply for.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::{CallDates, Texts};

/// The area of the site in which a call stands, with a list, an archive and feeds of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallArea {
    /// Posts to be filled.
    Vacancies,
    /// Calls for tenders and market consultations.
    Tenders,
    /// Calls for applications of any other kind.
    #[default]
    Calls,
}

/// A call: its dates, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When it opens and closes.
    #[serde(flatten)]
    pub dates: CallDates,
    /// What it is about. Calls that were written before there were areas say nothing of it.
    #[serde(default, skip_serializing_if = "CallSubject::is_other")]
    pub subject: CallSubject,
}

/// What a call is about; it decides the area in which it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallSubject {
    /// A post.
    Vacancy(Vacancy),
    /// Something to be bought.
    Tender(Tender),
    /// Anything else to apply for: its text says what.
    #[default]
    Other,
}

/// A post to be filled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vacancy {
    /// Its grade, as the organisation writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<String>,
    /// Where the work is done, in each language.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub place_of_work: Texts,
    /// How one is employed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract: Option<Contract>,
}

/// How one is employed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contract {
    /// For some years, which may be renewed.
    FixedTerm,
    /// Without an end.
    Indefinite,
    /// For some months.
    Temporary,
    /// Lent by an administration, which goes on paying.
    Secondment,
    /// A service that one sells.
    Consultancy,
    /// To learn.
    Internship,
}

/// Something to be bought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// The number under which letters and offers name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// How it is bought.
    pub procedure: Procedure,
}

/// How something is bought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Procedure {
    /// Offers are called for.
    #[default]
    Tender,
    /// Suppliers are asked what there is, before anything is called for.
    MarketConsultation,
}

impl CallArea {
    /// All areas.
    pub const ALL: [Self; 3] = [Self::Vacancies, Self::Tenders, Self::Calls];

    /// Its name in addresses and keys, the same in every language.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vacancies => "vacancies",
            Self::Tenders => "tenders",
            Self::Calls => "calls",
        }
    }
}

/// The text names no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoArea;

impl FromStr for CallArea {
    type Err = NoArea;

    fn from_str(text: &str) -> Result<Self, NoArea> {
        Self::ALL.into_iter().find(|area| area.as_str() == text).ok_or(NoArea)
    }
}

impl CallSubject {
    /// Where such a call stands.
    #[must_use]
    pub fn area(&self) -> CallArea {
        match self {
            Self::Vacancy(_) => CallArea::Vacancies,
            Self::Tender(_) => CallArea::Tenders,
            Self::Other => CallArea::Calls,
        }
    }

    /// Whether nothing is said of it.
    #[must_use]
    pub fn is_other(&self) -> bool {
        *self == Self::Other
    }
}

impl CallDates {
    /// The year to which a call belongs once it is closed, by the calendar of `zone`; none: it never closes. A deadline at midnight belongs to
    /// the day that ends with it, so one at the turn of the year belongs to the old one.
    #[must_use]
    pub fn year(&self, zone: &TimeZone) -> Option<i16> {
        let last = self.closes?.checked_sub(1.second()).ok()?;
        Some(last.to_zoned_datetime(zone.clone()).year())
    }
}

/// The moments between which the deadlines of a year lie: after the first of them, up to the second and with it. None: the calendar does not
/// go so far.
#[must_use]
pub fn deadlines_of_year(year: i16, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let first = |year: i16| Some(Date::new(year, 1, 1).ok()?.to_zoned_datetime(zone.clone()).ok()?.timestamp());
    first(year).zip(year.checked_add(1).and_then(first))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Facts;

    fn brussels() -> TimeZone {
        TimeZone::get("Europe/Brussels").unwrap()
    }

    fn closing(at: &str) -> CallDates {
        CallDates { opens: Timestamp::UNIX_EPOCH, closes: Some(at.parse().unwrap()), new_for_days: 0 }
    }

    #[test]
    fn an_area_is_read_as_it_is_written() {
        for area in CallArea::ALL {
            assert_eq!(area.as_str().parse(), Ok(area));
        }
        assert_eq!("Vacancies".parse::<CallArea>(), Err(NoArea));
    }

    #[test]
    fn a_call_that_was_written_before_there_were_areas_stands_among_the_calls() {
        let old = r#"{"call":{"opens":"2025-02-03T00:00:00Z","closes":null,"new_for_days":14}}"#;
        let Ok(Facts::Call(call)) = serde_json::from_str(old) else { panic!("{old} is no call any more") };
        assert_eq!(call.subject.area(), CallArea::Calls);
        assert_eq!(serde_json::to_string(&Facts::Call(call)).unwrap(), old, "and is written as it was");
    }

    #[test]
    fn what_a_vacancy_and_a_tender_say_is_kept() {
        let place_of_work = Texts::from([("fr".parse().unwrap(), "Bruxelles".to_owned())]);
        let vacancy = Vacancy { grade: Some("P-4".to_owned()), place_of_work, contract: Some(Contract::FixedTerm) };
        let tender = Tender { reference: Some("T/25/7".to_owned()), procedure: Procedure::MarketConsultation };
        for subject in [CallSubject::Vacancy(vacancy), CallSubject::Tender(tender), CallSubject::Other] {
            let facts = Facts::Call(Call { dates: closing("2025-02-14T16:00:00Z"), subject });
            let written = serde_json::to_string(&facts).unwrap();
            assert_eq!(serde_json::from_str::<Facts>(&written).unwrap(), facts, "{written}");
        }
    }

    #[test]
    fn a_deadline_at_the_turn_of_the_year_belongs_to_the_year_that_ends_with_it() {
        let year = |at: &str| closing(at).year(&brussels());
        assert_eq!(year("2025-01-01T00:00:00+01:00"), Some(2024));
        assert_eq!(year("2025-01-01T00:00:01+01:00"), Some(2025));
        assert_eq!(year("2024-12-31T23:30:00Z"), Some(2025), "in the organisation's time");
        assert_eq!(CallDates { closes: None, ..closing("2025-01-01T00:00:00Z") }.year(&brussels()), None);
    }

    #[test]
    fn the_deadlines_of_a_year_are_those_of_the_calls_that_belong_to_it() {
        let (from, to) = deadlines_of_year(2024, &brussels()).unwrap();
        for (at, expected) in [(from, Some(2023)), (to, Some(2024))] {
            assert_eq!(CallDates { closes: Some(at), ..closing("2025-01-01T00:00:00Z") }.year(&brussels()), expected);
        }
        assert_eq!(deadlines_of_year(i16::MAX, &brussels()), None);
    }
}
