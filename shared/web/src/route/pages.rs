//! Addresses of topics, calls, members and the tree of pages.

use domain::{Address, CallArea, Language, Place, Slug};

use super::{Route, of_place};

/// Addresses of topics, calls and the tree of pages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PagesRoute {
    /// `/en/topics/slug/`, `/en/topics/slug/section/`, `/en/opportunities/calls/slug/`, `/en/about/in-brief/`, `/en/about/members/directory/be/`.
    Place(Address),
    /// `/en/opportunities/vacancies/archive/2024/`, `…/2024/page/2/`: the calls of an area that closed in a year.
    CallArchive {
        /// The language.
        language: Language,
        /// The area.
        area: CallArea,
        /// The year of their deadlines.
        year: i16,
        /// 1 holds the latest.
        page: u32,
    },
    /// `/sitemap.xml`: the index of the sitemaps.
    SitemapIndex,
    /// `/sitemaps/pages.xml`.
    Sitemap,
    /// `/robots.txt`.
    Robots,
}

impl PagesRoute {
    pub(super) fn path(&self) -> String {
        match self {
            Self::Place(Address { language, place }) => of_place(*language, place).place_path(),
            Self::CallArchive { language, area, year, page } => {
                let year = format!("/{language}/opportunities/{}/archive/{year:04}/", area.as_str());
                if *page == 1 { year } else { format!("{year}page/{page}/") }
            }
            Self::SitemapIndex => "/sitemap.xml".to_owned(),
            Self::Sitemap => "/sitemaps/pages.xml".to_owned(),
            Self::Robots => "/robots.txt".to_owned(),
        }
    }
}

impl Route {
    pub(super) fn place_path(&self) -> String {
        match self {
            Self::Pages(PagesRoute::Place(Address { language, place: Place::Topic(slug) })) => format!("/{language}/topics/{slug}/"),
            Self::Pages(PagesRoute::Place(Address { language, place: Place::Section { topic, section } })) => {
                format!("/{language}/topics/{topic}/{section}/")
            }
            Self::Pages(PagesRoute::Place(Address { language, place: Place::Call { area, slug } })) => {
                format!("/{language}/opportunities/{}/{slug}/", area.as_str())
            }
            Self::Pages(PagesRoute::Place(Address { language, place: Place::Member(country) })) => {
                format!("/{language}/about/members/directory/{}/", country.lower_case())
            }
            Self::Pages(PagesRoute::Place(Address { language, place: Place::MembersByName })) => {
                format!("/{language}/about/members/directory/by-name/")
            }
            Self::Pages(PagesRoute::Place(Address { language, place: Place::Page(way) })) => {
                let way: Vec<&str> = way.iter().map(Slug::as_str).collect();
                format!("/{language}/{}/", way.join("/"))
            }
            other => other.path(),
        }
    }
}
