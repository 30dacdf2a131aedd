//! A section of a topic: a page below the topic's, at an address that begins with the topic's.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DocumentId, Language, Place, Slug};

/// What holds of a section in every language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicSection {
    /// The topic.
    pub topic: DocumentId,
    /// The slugs of the topic when the section was written, so that its addresses are known without reading the topic. Where the topic has
    /// no edition, its section stands nowhere. Whoever gives the topic another slug writes its sections anew.
    #[serde(default)]
    pub under: BTreeMap<Language, Slug>,
    /// Among the sections of the topic; 1 comes first.
    pub order: u16,
    /// What it lists by itself below its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lists: Option<Listed>,
}

/// What a section lists by itself: found by the topic, never typed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// The newest news of the topic.
    News,
}

impl TopicSection {
    /// Where a section with this slug stands in a language; none: the topic is not there.
    #[must_use]
    pub fn place(&self, language: Language, slug: Slug) -> Option<Place> {
        Some(Place::Section { topic: self.under.get(&language)?.clone(), section: slug })
    }
}
