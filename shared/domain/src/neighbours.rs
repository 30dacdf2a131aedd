//! What stands beside an article.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Card, Language, Place};

/// What stands beside an article: kept with it, so that an article is one read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbours {
    /// The next newer item.
    pub newer: Option<Neighbour>,
    /// The next older item.
    pub older: Option<Neighbour>,
    /// The nearest older items of the same main topic.
    pub related: Vec<Neighbour>,
}

/// An article as another one names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The language of its words.
    pub language: Language,
    /// Where it is.
    pub place: Place,
    /// Headline.
    pub title: String,
    /// When it was first published.
    pub time: Timestamp,
}

impl From<&Card> for Neighbour {
    fn from(card: &Card) -> Self {
        Self { language: card.language, place: card.place.clone(), title: card.title.clone(), time: card.time }
    }
}

impl Neighbours {
    /// Related items at most.
    pub const RELATED: usize = 3;
}
