//! Where a thing stands on the site, without saying how addresses are written: that is the business of `web::route`.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Country, Language, Slug};

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
    /// A call.
    Call(Slug),
    /// A page of the tree: the slugs from the top.
    Page(Vec<Slug>),
    /// A member administration.
    Member(Country),
    /// All members by the letters of the alphabet; by region they stand on their page of the tree.
    MembersByName,
}

/// A page of the tree whose list the site makes by itself, for which it must know the way. These slugs are the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// All topics; topics stand below it.
    Topics,
    /// Where all calls stand, now and before; calls stand below it.
    Calls,
    /// The whole tree of pages.
    SiteMap,
    /// All members by region; members stand below it.
    Members,
}

impl Index {
    const ALL: [Self; 4] = [Self::Topics, Self::Calls, Self::SiteMap, Self::Members];

    /// The slugs from the top.
    #[must_use]
    pub fn way(self) -> &'static [&'static str] {
        match self {
            Self::Topics => &["topics"],
            Self::Calls => &["opportunities", "calls"],
            Self::SiteMap => &["site-map"],
            Self::Members => &["about", "members", "directory"],
        }
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
            Self::Call(slug) => write!(f, "call/{slug}"),
            Self::Page(way) => {
                f.write_str("page")?;
                way.iter().try_for_each(|slug| write!(f, "/{slug}"))
            }
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
            (Some("call"), [slug], _) => slug.parse().ok().map(Self::Call),
            (Some("page"), [_, ..], Ok(way)) => Some(Self::Page(way)),
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
            (Self::Page(own), Self::Topic(_)) => starts(Index::Topics.way(), own),
            (Self::Page(own), Self::Call(_)) => starts(Index::Calls.way(), own),
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
        let written = ["home", "news", "news/2025/a-slug", "topic/origin", "call/a-call", "page/about/in-brief"];
        for text in written {
            assert_eq!(Place::try_from(text.to_owned()).map(|place| place.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "page", "page/", "page/Ab", "news/2025", "news/x/a-slug", "topic/a/b", "home/a", "elsewhere/a"] {
            assert_eq!(Place::try_from(text.to_owned()), Err(NoPlace(text.to_owned())));
        }
    }

    #[test]
    fn the_newsroom_holds_its_articles_and_topics_lie_below_their_index() {
        let article = "origin".parse().map(|slug| Place::Article { year: 2025, slug });
        assert_eq!(article.map(|article| Place::Newsroom.holds(&article)), Ok(true));
        assert_eq!("origin".parse().map(|slug| page("topics").holds(&Place::Topic(slug))), Ok(true));
        for above in ["opportunities", "opportunities/calls"] {
            assert_eq!("one".parse().map(|slug| page(above).holds(&Place::Call(slug))), Ok(true));
        }
        assert_eq!("one".parse().map(|slug| page("opportunities/calls/one").holds(&Place::Call(slug))), Ok(false));
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
        assert_eq!(Index::at(&page("opportunities/calls")), Some(Index::Calls));
        assert_eq!(Index::at(&page("site-map")), Some(Index::SiteMap));
        assert_eq!(Index::at(&page("about/members/directory")), Some(Index::Members));
        assert_eq!([Index::at(&page("opportunities")), Index::at(&Place::Newsroom)], [None, None]);
    }
}
