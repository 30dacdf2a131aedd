//! What pages and lists show of a document.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    CallDates, CallSubject, DocumentId, EventPage, EventSummary, Instrument, Kind, Language, Listed, MemberPage, MemberSummary, Place,
};

/// What a page shows of its edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Which document.
    pub document: DocumentId,
    /// Of which kind.
    pub kind: Kind,
    /// In which language.
    pub language: Language,
    /// Headline.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// Kind of call, or short name of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Sanitised HTML.
    pub rendered: String,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Illustration>,
    /// The topics that it belongs to, the main one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<DocumentId>,
    /// What a section lists by itself below its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<Listed>,
    /// When a call opens and closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallDates>,
    /// What there is to say of an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventPage>,
    /// What a call is about.
    #[serde(default, skip_serializing_if = "CallSubject::is_other")]
    pub subject: CallSubject,
    /// What a page says when it is a legal instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    /// What there is to say of a member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberPage>,
    /// Decides its year and place in lists.
    pub first_published: Timestamp,
    /// Last change that the public should know of.
    pub updated: Timestamp,
    /// The same document in every language in which it is live, this one included.
    pub alternates: Vec<Alternate>,
}

/// A language version of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alternate {
    /// Language.
    pub language: Language,
    /// Place in that language's site.
    pub place: Place,
}

/// A picture with its text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Illustration {
    /// Key in the media bucket.
    pub key: String,
    /// Alternative text.
    pub text: String,
    /// Whom to thank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// In per cent from the left and the top.
    pub focus: (u8, u8),
}

/// A document as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Which document.
    pub document: DocumentId,
    /// Of which kind.
    pub kind: Kind,
    /// The language of its words, which may differ from the list's.
    pub language: Language,
    /// Where it leads.
    pub place: Place,
    /// Headline.
    pub title: String,
    /// Plain text; empty where the list has no room for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Kind of call, or short name of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Illustration>,
    /// When it was first published.
    pub time: Timestamp,
    /// Last change.
    pub updated: Timestamp,
    /// When a call opens and closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallDates>,
    /// When and where an event is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventSummary>,
    /// What a call is about.
    #[serde(default, skip_serializing_if = "CallSubject::is_other")]
    pub subject: CallSubject,
    /// What a page says when it is a legal instrument.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instrument: Option<Instrument>,
    /// Where a member stands in lists of members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<MemberSummary>,
    /// The place of a page among its sisters, where the navigation does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u16>,
    /// The document that a highlight leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<DocumentId>,
    /// The same document in every language in which it is live.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternates: Vec<Alternate>,
}

impl Card {
    /// The card for lists without pictures and summaries.
    #[must_use]
    pub fn headline(mut self) -> Self {
        self.summary = String::new();
        self.picture = None;
        self.alternates = Vec::new();
        self
    }
}
