//! Addresses of events.

use domain::{Language, Month, Place, Slug};

use super::{Refusal, year_number};

/// Addresses of events.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EventsRoute {
    /// `/en/events/`: what is not over.
    Front {
        /// The language.
        language: Language,
    },
    /// `/en/events/history/`: the years.
    History {
        /// The language.
        language: Language,
    },
    /// `/en/events/2025/`.
    Year {
        /// The language.
        language: Language,
        /// The year.
        year: i16,
    },
    /// `/en/events/2025/03/`: a month with more events than its year shows.
    Month {
        /// The language.
        language: Language,
        /// The month.
        month: Month,
    },
    /// `/en/events/2025/slug`.
    Event {
        /// The language.
        language: Language,
        /// The year in which it begins.
        year: i16,
        /// Slug of the edition.
        slug: Slug,
    },
    /// `/en/events/2025/slug.ics`.
    EventCalendar {
        /// The language.
        language: Language,
        /// The year in which it begins.
        year: i16,
        /// Slug of the edition.
        slug: Slug,
    },
    /// `/en/events/calendar.ics`: all events, to subscribe to.
    Calendar {
        /// The language.
        language: Language,
    },
    /// `/sitemaps/events-2025-02.xml`: the events that begin in a month.
    Sitemap {
        /// The month.
        month: Month,
    },
}

/// The page of the tree that stands among the events.
pub(super) const VENUE: &str = "venue";

impl EventsRoute {
    /// Reads what stands behind `/en/events`.
    pub(super) fn parse(language: Language, parts: &[&str]) -> Result<Self, Refusal> {
        let slug = |text: &str| text.parse::<Slug>().map_err(|_| Refusal::NotFound);
        Ok(match parts {
            [] => Self::Front { language },
            ["history"] => Self::History { language },
            ["calendar.ics"] => Self::Calendar { language },
            [year] => Self::Year { language, year: year_number(year)? },
            [year, file] if file.ends_with(".ics") => {
                Self::EventCalendar { language, year: year_number(year)?, slug: slug(file.strip_suffix(".ics").unwrap_or_default())? }
            }
            [year, month] if month.len() == 2 && month.bytes().all(|byte| byte.is_ascii_digit()) => {
                year_number(year)?;
                Self::Month { language, month: Month::try_from(format!("{year}-{month}")).map_err(|_| Refusal::NotFound)? }
            }
            [year, name] => Self::Event { language, year: year_number(year)?, slug: slug(name)? },
            _ => return Err(Refusal::NotFound),
        })
    }

    /// The route of a place, if it is one of events.
    pub(super) fn of_place(language: Language, place: &Place) -> Option<Self> {
        match place {
            Place::Events => Some(Self::Front { language }),
            Place::EventHistory => Some(Self::History { language }),
            Place::Event { year, slug } => Some(Self::Event { language, year: *year, slug: slug.clone() }),
            _ => None,
        }
    }

    pub(super) fn path(&self) -> String {
        match self {
            Self::Front { language } => format!("/{language}/events/"),
            Self::History { language } => format!("/{language}/events/history/"),
            Self::Year { language, year } => format!("/{language}/events/{year:04}/"),
            Self::Month { language, month: Month { year, month } } => format!("/{language}/events/{year:04}/{month:02}/"),
            Self::Event { language, year, slug } => format!("/{language}/events/{year:04}/{slug}"),
            Self::EventCalendar { language, year, slug } => format!("/{language}/events/{year:04}/{slug}.ics"),
            Self::Calendar { language } => format!("/{language}/events/calendar.ics"),
            Self::Sitemap { month } => format!("/sitemaps/events-{month}.xml"),
        }
    }
}
