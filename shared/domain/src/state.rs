//! The states of an edition.

use serde::{Deserialize, Serialize};

use crate::Address;

/// Where an edition stands. Only [`State::Published`] and [`State::Withdrawn`] show anything to the public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being written.
    Draft,
    /// Handed in; somebody else reads it.
    InReview,
    /// May be published.
    Approved,
    /// Goes live at its public time.
    Scheduled,
    /// Live.
    Published,
    /// Was live; the way of taking it down says what its address answers.
    Withdrawn(Takedown),
    /// Replaced by a newer edition in the same language.
    Superseded,
}

/// What the address of something taken down answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Takedown {
    /// The page stays, with a notice in place of its text.
    Notice(String),
    /// 410: it was here and will not come back.
    Gone,
    /// 301 to another address.
    Redirect(Address),
    /// 404: as if it had never been.
    Vanish,
}

impl State {
    /// Whether visitors may read the edition.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Published)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_published_is_live() {
        let states =
            [State::Draft, State::InReview, State::Approved, State::Scheduled, State::Superseded, State::Withdrawn(Takedown::Gone)];
        assert!(states.iter().all(|state| !state.is_live()));
        assert!(State::Published.is_live());
    }
}
