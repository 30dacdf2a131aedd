//! Where a thing stands on the site, without saying how addresses are written: that is the business of `web::route`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{CallArea, Country, Language, Slug};

/// A place in one language's site. It is written as a short text, `news/2025/a-slug`, since the views that every page reads hold many.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Place {
    /// The home page.
    Home,
    /// The front page of the newsroom.
    Newsroom,
    /// An article, below the year of its first publication.
    Article {
        /// Year in the organisation's time zone.
        year: i16,
        /// Slug of the edition.
        slug: Slug,
    },
    /// A topic.
    Topic(Slug),
    /// A section of a topic.
    Section {
        /// Slug of the topic.
        topic: Slug,
        /// Slug of the edition.
        section: Slug,
    },
    /// A call.
    Call {
        /// The area in which it stands.
        area: CallArea,
        /// Slug of the edition.
        slug: Slug,
    },
    /// A page of the tree: the slugs from the top.
    Page(Vec<Slug>),
    /// The events that are not over.
    Events,
    /// The years of events.
    EventHistory,
    /// An event, below the year in which it begins.
    Event {
        /// Year in the organisation's time zone.
        year: i16,
        /// Slug of the edition.
        slug: Slug,
    },
    /// A member administration.
    Member(Country),
    /// All members by the letters of the alphabet; by region they stand on their page of the tree.
    MembersByName,
}

/// A page of the tree whose list the site makes by itself, for which it must know the way. These slugs are the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// All topics, and the index from A to Z; topics stand below it.
    Topics,
    /// The open calls of an area; calls, and the archive of those that are closed, stand below it.
    Calls(CallArea),
    /// Legal instruments, of which the index from A to Z tells; the pages below it are pages like others.
    Instruments,
    /// The whole tree of pages.
    SiteMap,
    /// All members by region; members stand below it.
    Members,
}

impl Index {
    const ALL: [Self; 7] = [
        Self::Topics,
        Self::Calls(CallArea::Vacancies),
        Self::Calls(CallArea::Tenders),
        Self::Calls(CallArea::Calls),
        Self::Instruments,
        Self::SiteMap,
        Self::Members,
    ];

    /// The slugs from the top.
    #[must_use]
    pub fn way(self) -> &'static [&'static str] {
        match self {
            Self::Topics => &["topics"],
            Self::Calls(CallArea::Vacancies) => &["opportunities", "vacancies"],
            Self::Calls(CallArea::Tenders) => &["opportunities", "tenders"],
            Self::Calls(CallArea::Calls) => &["opportunities", "calls"],
            Self::Instruments => &["about", "legal-instruments"],
            Self::SiteMap => &["site-map"],
            Self::Members => &["about", "members", "directory"],
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn place(self) -> Place {
        Place::Page(self.way().iter().filter_map(|slug| slug.parse().ok()).collect())
    }

    /// Which page of the tree this is, if it is one of these.
    #[must_use]
    pub fn at(place: &Place) -> Option<Self> {
        let Place::Page(way) = place else { return None };
        Self::ALL.into_iter().find(|index| way.iter().map(Slug::as_str).eq(index.way().iter().copied()))
    }
}

/// A place in a language: what an address names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The language.
    pub language: Language,
    /// The place.
    pub place: Place,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Home => f.write_str("home"),
            Self::Newsroom => f.write_str("news"),
            Self::Article { year, slug } => write!(f, "news/{year}/{slug}"),
            Self::Topic(slug) => write!(f, "topic/{slug}"),
            // Calls stood here before there were areas.
            Self::Section { topic, section } => write!(f, "topic/{topic}/{section}"),
            Self::Call { area: CallArea::Calls, slug } => write!(f, "call/{slug}"),
            Self::Call { area, slug } => write!(f, "call/{}/{slug}", area.as_str()),
            Self::Page(way) => {
                f.write_str("page")?;
                way.iter().try_for_each(|slug| write!(f, "/{slug}"))
            }
            Self::Events => f.write_str(Self::EVENTS),
            Self::EventHistory => f.write_str("events/history"),
            Self::Event { year, slug } => write!(f, "events/{year}/{slug}"),
            Self::Member(country) => write!(f, "member/{}", country.lower_case()),
            Self::MembersByName => f.write_str("members-by-name"),
        }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

/// The text names no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoPlace(String);

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” names no place", self.0)
    }
}

impl std::error::Error for NoPlace {}

impl TryFrom<String> for Place {
    type Error = NoPlace;

    fn try_from(text: String) -> Result<Self, NoPlace> {
        let mut parts = text.split('/');
        let kind = parts.next();
        let slugs: Result<Vec<Slug>, _> = parts.clone().map(str::parse).collect();
        let rest: Vec<&str> = parts.collect();
        let place = match (kind, rest.as_slice(), slugs) {
            (Some("home"), [], _) => Some(Self::Home),
            (Some("news"), [], _) => Some(Self::Newsroom),
            (Some("news"), [year, slug], _) => year.parse().ok().zip(slug.parse().ok()).map(|(year, slug)| Self::Article { year, slug }),
            (Some("topic"), [slug], _) => slug.parse().ok().map(Self::Topic),
            (Some("topic"), [topic, section], _) => {
                topic.parse().ok().zip(section.parse().ok()).map(|(topic, section)| Self::Section { topic, section })
            }
            (Some("call"), [slug], _) => slug.parse().ok().map(|slug| Self::Call { area: CallArea::Calls, slug }),
            (Some("call"), [area, slug], _) => {
                let area = area.parse().ok().filter(|area| *area != CallArea::Calls);
                area.zip(slug.parse().ok()).map(|(area, slug)| Self::Call { area, slug })
            }
            (Some("page"), [_, ..], Ok(way)) => Some(Self::Page(way)),
            (Some(Self::EVENTS), [], _) => Some(Self::Events),
            (Some(Self::EVENTS), ["history"], _) => Some(Self::EventHistory),
            (Some(Self::EVENTS), [year, slug], _) => {
                year.parse().ok().zip(slug.parse().ok()).map(|(year, slug)| Self::Event { year, slug })
            }
            (Some("member"), [country], _) => Country::in_lower_case(country).ok().map(Self::Member),
            (Some("members-by-name"), [], _) => Some(Self::MembersByName),
            _ => None,
        };
        place.ok_or(NoPlace(text))
    }
}

impl Place {
    /// Levels of the tree of pages at most. Nobody finds their way in a deeper one, and the keys of the store keep their limits.
    pub const DEEPEST: usize = 8;
    /// The first part of the way to everything about events. Pages of the tree may stand below it, though there is none above them.
    pub const EVENTS: &str = "events";

    /// This place in a language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Address {
        Address { language, place: self }
    }

    /// Whether `other` is this place or lies below it in the tree of pages. Everything lies below home but says nothing by it, so
    /// home holds only itself.
    #[must_use]
    pub fn holds(&self, other: &Place) -> bool {
        let starts =
            |way: &[&str], own: &[Slug]| own.len() <= way.len() && own.iter().map(Slug::as_str).eq(way.iter().copied().take(own.len()));
        match (self, other) {
            (Self::Page(own), Self::Page(others)) => others.starts_with(own),
            (Self::Newsroom, Self::Article { .. }) => true,
            (Self::Events, Self::EventHistory | Self::Event { .. }) => true,
            (Self::Events, Self::Page(way)) => way.first().is_some_and(|first| first.as_str() == Self::EVENTS),
            (Self::Page(own), Self::Topic(_) | Self::Section { .. }) => starts(Index::Topics.way(), own),
            (Self::Topic(own), Self::Section { topic, .. }) => own == topic,
            (Self::Page(own), Self::Call { area, .. }) => starts(Index::Calls(*area).way(), own),
            (Self::Page(own), Self::Member(_) | Self::MembersByName) => starts(Index::Members.way(), own),
            _ => self == other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Place {
        Place::Page(path.split('/').filter_map(|part| part.parse().ok()).collect())
    }

    #[test]
    fn a_page_holds_what_lies_below_it_and_itself() {
        assert!(page("about").holds(&page("about/members/directory")));
        assert!(page("about").holds(&page("about")));
        assert!(!page("about/members").holds(&page("about")));
        assert!(!Place::Home.holds(&page("about")));
    }

    #[test]
    fn a_place_is_read_as_it_is_written_and_nothing_else_is_one() {
        let written = [
            "home",
            "news",
            "news/2025/a-slug",
            "topic/origin",
            "topic/origin/news",
            "call/a-call",
            "call/vacancies/a-post",
            "page/about/in-brief",
            "events",
            "events/history",
            "events/2025/a",
        ];
        for text in written {
            assert_eq!(Place::try_from(text.to_owned()).map(|place| place.to_string()), Ok(text.to_owned()));
        }
        for text in [
            "",
            "call/calls/a",
            "call/elsewhere/a",
            "page",
            "page/",
            "page/Ab",
            "news/2025",
            "news/x/a-slug",
            "topic/a/b/c",
            "topic/a/B",
            "home/a",
            "elsewhere/a",
            "events/2025",
            "events/x/a",
        ] {
            assert_eq!(Place::try_from(text.to_owned()), Err(NoPlace(text.to_owned())));
        }
    }

    #[test]
    fn the_newsroom_holds_its_articles_and_topics_lie_below_their_index() {
        let article = "origin".parse().map(|slug| Place::Article { year: 2025, slug });
        assert_eq!(article.map(|article| Place::Newsroom.holds(&article)), Ok(true));
        assert_eq!("origin".parse().map(|slug| page("topics").holds(&Place::Topic(slug))), Ok(true));
        let place = |text: &str| Place::try_from(text.to_owned());
        for (topic, holds) in
            [("topic/origin", true), ("topic/valuation", false), ("topic/origin/activities", false), ("page/topics", true)]
        {
            assert_eq!(place(topic).ok().zip(place("topic/origin/news").ok()).map(|(above, section)| above.holds(&section)), Some(holds));
        }
        for area in CallArea::ALL {
            let call = "one".parse().map(|slug| Place::Call { area, slug }).unwrap();
            let own = format!("opportunities/{}", area.as_str());
            assert!(page("opportunities").holds(&call) && page(&own).holds(&call));
            assert!(!page(&format!("{own}/one")).holds(&call));
            assert_eq!(Index::Calls(area).place(), page(&own));
            assert!(CallArea::ALL.into_iter().filter(|other| *other != area).all(|other| !Index::Calls(other).place().holds(&call)));
        }
    }

    #[test]
    fn events_their_history_and_the_pages_beside_them_lie_below_the_first_page_of_events() {
        let event = Place::try_from("events/2025/forum".to_owned());
        assert_eq!(event.as_ref().map(|event| Place::Events.holds(event)), Ok(true));
        assert!(Place::Events.holds(&page("events/venue")) && Place::Events.holds(&Place::EventHistory));
        assert!(!Place::Events.holds(&page("about/events")) && !Place::EventHistory.holds(&Place::Events));
    }

    #[test]
    fn members_and_their_list_by_name_lie_below_their_index() {
        let written = ["member/be", "members-by-name"];
        for text in written {
            let place = Place::try_from(text.to_owned()).unwrap();
            assert_eq!(place.to_string(), text);
            assert!(page("about").holds(&place) && page("about/members/directory").holds(&place));
            assert!(!page("about/members/regional-bodies").holds(&place));
        }
        for text in ["member", "member/BE", "member/xx", "member/be/a", "members-by-name/a"] {
            assert_eq!(Place::try_from(text.to_owned()), Err(NoPlace(text.to_owned())));
        }
    }

    #[test]
    fn the_pages_whose_list_the_site_makes_are_known_by_their_way() {
        assert_eq!(Index::at(&page("opportunities/calls")), Some(Index::Calls(CallArea::Calls)));
        assert_eq!(Index::at(&page("site-map")), Some(Index::SiteMap));
        assert_eq!(Index::at(&page("about/members/directory")), Some(Index::Members));
        assert_eq!([Index::at(&page("opportunities")), Index::at(&Place::Newsroom)], [None, None]);
    }
}
