//! What a page of the tree says when it is a legal instrument.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A convention, recommendation, declaration, policy or resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// The number under which it is quoted.
    pub symbol: String,
    /// The day on which it was adopted.
    pub adopted: Date,
    /// Where it stands.
    pub status: InstrumentStatus,
    /// The day on which it entered into force, or from which it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force: Option<Date>,
}

/// Where a legal instrument stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InstrumentStatus {
    /// Adopted, and not in force yet.
    Adopted,
    /// In force, or applied.
    InForce,
    /// Another one stands in its place.
    Replaced,
    /// It applies no longer.
    Ended,
}
