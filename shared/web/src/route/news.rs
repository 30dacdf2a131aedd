//! Addresses of the newsroom, and of all feeds.

use domain::{CallArea, Language, Month, Slug};

/// Addresses of the newsroom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NewsRoute {
    /// `/en/news/`: the newest.
    Front {
        /// The language.
        language: Language,
    },
    /// `/en/news/page/12/`: counted from the oldest, so that it stays.
    Page {
        /// The language.
        language: Language,
        /// 1 is the oldest.
        number: u32,
    },
    /// `/en/news/2025/`.
    Year {
        /// The language.
        language: Language,
        /// The year.
        year: i16,
    },
    /// `/en/news/2025/slug`.
    Article {
        /// The language.
        language: Language,
        /// Year of first publication.
        year: i16,
        /// Slug of the edition.
        slug: Slug,
    },
    /// `/en/news/feed.atom`, `/en/topics/slug/feed.json`.
    Feed {
        /// The language.
        language: Language,
        /// Only this topic's news.
        topic: Option<Slug>,
        /// Atom or JSON.
        format: Format,
    },
    /// `/en/opportunities/vacancies/feed.atom`: the function of news writes all feeds.
    CallFeed {
        /// The language.
        language: Language,
        /// The area.
        area: CallArea,
        /// Atom or JSON.
        format: Format,
    },
    /// `/sitemaps/news-2025-02.xml`.
    Sitemap {
        /// The month.
        month: Month,
    },
}

/// Format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl NewsRoute {
    pub(super) fn path(&self) -> String {
        match self {
            Self::Front { language } => format!("/{language}/news/"),
            Self::Page { language, number } => format!("/{language}/news/page/{number}/"),
            Self::Year { language, year } => format!("/{language}/news/{year:04}/"),
            Self::Article { language, year, slug } => format!("/{language}/news/{year:04}/{slug}"),
            Self::Feed { language, topic: None, format } => format!("/{language}/news/feed.{}", format.ending()),
            Self::Feed { language, topic: Some(topic), format } => format!("/{language}/topics/{topic}/feed.{}", format.ending()),
            Self::CallFeed { language, area, format } => {
                format!("/{language}/opportunities/{}/feed.{}", area.as_str(), format.ending())
            }
            Self::Sitemap { month } => format!("/sitemaps/news-{month}.xml"),
        }
    }
}

impl Format {
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Json => "json",
        }
    }
}
