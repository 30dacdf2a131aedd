//! The index of a language from A to Z: topics, legal instruments and tools, by their names.

use serde::{Deserialize, Serialize};

use crate::Place;

/// The index of a language. It is in that language's own order, which is worked out when something in it changes, and not when it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AToZ {
    /// The letters in their order, those under which nothing stands included.
    pub letters: Vec<Letter>,
}

/// A letter with what begins with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The letter, or what stands for all digits, or all other signs.
    #[serde(rename = "l")]
    pub letter: String,
    /// In the language's order.
    #[serde(rename = "e", default, skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Subject>,
}

/// What the index leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Its name.
    #[serde(rename = "n")]
    pub name: String,
    /// Where it is.
    #[serde(rename = "w")]
    pub way: SubjectWay,
}

/// Where something in the index is, and so what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectWay {
    /// The page of a topic.
    Topic(Place),
    /// The page of a legal instrument, or of all of a kind.
    Instrument(Place),
    /// The address of a tool, which is another site.
    Tool(String),
}
