//! The states of an edition, and which may follow which.

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

/// A step that somebody wants to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// Hand in for review.
    Submit,
    /// Let pass.
    Approve,
    /// Back to the writer.
    Reject,
    /// Set to go live later.
    Schedule,
    /// Go live now.
    Publish,
    /// Take down.
    Withdraw,
}

impl State {
    /// Whether the step may be taken from here. Every state may be published from but the superseded one: who may do so without
    /// review is a question of roles, not of states.
    #[must_use]
    pub fn allows(&self, step: Transition) -> bool {
        match step {
            Transition::Submit => matches!(self, Self::Draft),
            Transition::Approve | Transition::Reject => matches!(self, Self::InReview),
            Transition::Schedule | Transition::Publish => !matches!(self, Self::Superseded),
            Transition::Withdraw => matches!(self, Self::Published | Self::Scheduled),
        }
    }

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
    fn a_draft_is_submitted_then_approved_and_a_superseded_edition_stays_where_it_is() {
        assert!(State::Draft.allows(Transition::Submit));
        assert!(!State::Draft.allows(Transition::Approve));
        assert!(State::InReview.allows(Transition::Approve));
        assert!(State::Withdrawn(Takedown::Gone).allows(Transition::Publish), "what was taken down may come back");
        assert!(!State::Superseded.allows(Transition::Publish));
        assert!(!State::Draft.allows(Transition::Withdraw), "what is not live cannot be taken down");
    }

    #[test]
    fn only_what_is_published_is_live() {
        let states =
            [State::Draft, State::InReview, State::Approved, State::Scheduled, State::Superseded, State::Withdrawn(Takedown::Gone)];
        assert!(states.iter().all(|state| !state.is_live()));
        assert!(State::Published.is_live());
    }
}
