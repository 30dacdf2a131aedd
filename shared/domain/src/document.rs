//! A document and its editions.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Address, Alphabetical, Call, DocumentId, Ending, EventDates, EventText, Instrument, Language, Member, Slug, State, TopicSection,
};

/// What a document is. One engine serves all kinds; what differs stands in [`Facts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An article of the newsroom.
    News,
    /// An entry of the strip at the top of the home page.
    Highlight,
    /// Something to apply for, with a moment of opening and mostly one of closing.
    Call,
    /// A subject that news, events and publications belong to.
    Topic,
    /// A page below a topic: what is done about it, what there is to read.
    Section,
    /// A page of the tree.
    Page,
    /// A meeting, a conference and the like.
    Event,
    /// A member administration.
    Member,
}

/// One identity in all languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Who it is.
    pub id: DocumentId,
    /// What holds in every language.
    pub facts: Facts,
    /// Its picture, the same in every language; the alternative text belongs to the edition.
    pub picture: Option<Picture>,
    /// One edition per language.
    pub editions: BTreeMap<Language, Edition>,
}

/// What holds in every language, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Facts {
    /// See [`Kind::News`].
    News {
        /// The topics it belongs to; the first is the main one.
        topics: Vec<DocumentId>,
        /// Its place among the current news that editors chose for the home page; 1 comes first.
        current: Option<u16>,
    },
    /// See [`Kind::Highlight`].
    Highlight {
        /// 1 comes first.
        order: u16,
        /// The document that it leads to.
        target: DocumentId,
    },
    /// See [`Kind::Call`].
    Call(Call),
    /// See [`Kind::Topic`].
    Topic {
        /// 1 comes first.
        order: u16,
    },
    /// See [`Kind::Section`].
    Section(TopicSection),
    /// See [`Kind::Page`].
    Page {
        /// The page above, as slugs from the top; empty at the top.
        parent: Vec<Slug>,
        /// Among its sisters; 1 comes first.
        order: u16,
        /// What it says of itself when it is a legal instrument.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instrument: Option<Instrument>,
    },
    /// See [`Kind::Event`].
    Event {
        /// When it is.
        dates: EventDates,
        /// The topics it belongs to; the first is the main one.
        topics: Vec<DocumentId>,
        /// Counts the changes that calendars must hear of; see [`Document::counted`].
        sequence: u32,
    },
    /// See [`Kind::Member`].
    Member(Member),
}

impl Facts {
    /// The kind that these facts belong to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::News { .. } => Kind::News,
            Self::Highlight { .. } => Kind::Highlight,
            Self::Call(_) => Kind::Call,
            Self::Topic { .. } => Kind::Topic,
            Self::Section(_) => Kind::Section,
            Self::Page { .. } => Kind::Page,
            Self::Event { .. } => Kind::Event,
            Self::Member(_) => Kind::Member,
        }
    }

    /// The topics that it belongs to; the first is the main one.
    #[must_use]
    pub fn topics(&self) -> &[DocumentId] {
        match self {
            Self::News { topics, .. } | Self::Event { topics, .. } => topics,
            Self::Section(section) => std::slice::from_ref(&section.topic),
            Self::Highlight { .. } | Self::Call(_) | Self::Topic { .. } | Self::Page { .. } | Self::Member(_) => &[],
        }
    }
}

/// A picture in the media bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Key in the bucket; it holds a digest of the content, so an address never changes its content.
    pub key: String,
    /// Media type, such as `image/svg+xml`.
    pub media_type: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Whom to thank, in the languages that say so.
    #[serde(default)]
    pub credit: BTreeMap<Language, String>,
    /// The point that no crop may cut off, in per cent from the left and from the top.
    pub focus: (u8, u8),
}

/// A document's version in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Where it stands.
    pub state: State,
    /// The last part of its address.
    pub slug: Slug,
    /// Places that it had before, which lead to the present one.
    pub former: Vec<Address>,
    /// Headline.
    pub title: String,
    /// Plain text for lists, feeds and search engines.
    pub summary: String,
    /// What kind of call it is, or the short name of a page in the navigation.
    pub label: Option<String>,
    /// The text.
    pub body: Body,
    /// Alternative text of the picture.
    pub picture_text: Option<String>,
    /// The three times.
    pub times: Times,
    /// When it is taken down by itself; none: somebody must do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Ending>,
    /// What it says of an event beside its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventText>,
    /// Where its title stands in the alphabet, if it is listed by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alphabetical: Option<Alphabetical>,
}

/// Text as it was written and as it is shown. Rendering and sanitising happen when it is saved, never when it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Markdown.
    pub source: String,
    /// Sanitised HTML.
    pub rendered: String,
}

/// Three times that are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// When it was first published; may be set back, for archives. Decides its year and its place in lists.
    pub first_published: Timestamp,
    /// The last major change, as far as the public is concerned.
    pub public: Timestamp,
    /// The last change of any kind.
    pub updated: Timestamp,
}

impl Document {
    /// The edition in this language, if visitors may read it.
    #[must_use]
    pub fn live(&self, language: Language) -> Option<&Edition> {
        self.editions.get(&language).filter(|edition| edition.state.is_live())
    }

    /// What kind of document it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.facts.kind()
    }
}
