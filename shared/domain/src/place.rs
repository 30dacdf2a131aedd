//! Where a thing stands on the site, without saying how addresses are written: that is the business of `web::route`.

use serde::{Deserialize, Serialize};

use crate::{Language, Slug};

/// A place in one language's site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

/// A place in a language: what an address names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The language.
    pub language: Language,
    /// The place.
    pub place: Place,
}

impl Place {
    /// This place in a language.
    #[must_use]
    pub fn in_language(self, language: Language) -> Address {
        Address { language, place: self }
    }

    /// Whether `other` is this place or lies below it in the tree of pages. Everything lies below home but says nothing by it, so
    /// home holds only itself.
    #[must_use]
    pub fn holds(&self, other: &Place) -> bool {
        match (self, other) {
            (Self::Page(own), Self::Page(others)) => others.starts_with(own),
            (Self::Newsroom, Self::Article { .. }) => true,
            (Self::Page(own), Self::Topic(_)) => matches!(own.as_slice(), [only] if only.as_str() == "topics"),
            (Self::Page(own), Self::Call(_)) => {
                matches!(own.as_slice(), [first] if first.as_str() == "opportunities")
                    || matches!(own.as_slice(), [first, second] if first.as_str() == "opportunities" && second.as_str() == "calls")
            }
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
    fn the_newsroom_holds_its_articles_and_topics_lie_below_their_index() {
        let article = "origin".parse().map(|slug| Place::Article { year: 2025, slug });
        assert_eq!(article.map(|article| Place::Newsroom.holds(&article)), Ok(true));
        assert_eq!("origin".parse().map(|slug| page("topics").holds(&Place::Topic(slug))), Ok(true));
        assert_eq!("one".parse().map(|slug| page("opportunities/calls").holds(&Place::Call(slug))), Ok(true));
    }
}
