//! What the clock alone does to a document: what is scheduled goes live at its public time, and what ends is taken down at its end.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Document, Edition, State, Takedown};

/// When a live edition is taken down by itself, and what its address answers from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The moment.
    pub at: Timestamp,
    /// What the address answers.
    pub how: Takedown,
}

impl Edition {
    /// The moment at which the clock will next change it; none: never.
    #[must_use]
    pub fn turn(&self) -> Option<Timestamp> {
        match self.state {
            State::Scheduled => Some(self.times.public),
            State::Published => self.ends.as_ref().map(|ends| ends.at),
            _ => None,
        }
    }

    /// What it is once the clock has done to it what is due at `now`.
    fn at(mut self, now: Timestamp) -> Self {
        if self.state == State::Scheduled && self.times.public <= now {
            self.state = State::Published;
        }
        if self.state == State::Published
            && let Some(Ending { how, .. }) = self.ends.take_if(|ends| ends.at <= now)
        {
            self.state = State::Withdrawn(how);
        }
        self
    }
}

impl Document {
    /// The moments at which the clock will next change one of its editions.
    #[must_use]
    pub fn turns(&self) -> BTreeSet<Timestamp> {
        self.editions.values().filter_map(Edition::turn).collect()
    }

    /// What it is once the clock has done to it what is due at `now`, however late it is done. Each language has its own schedule.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Self {
        let editions = self.editions.iter().map(|(language, edition)| (*language, edition.clone().at(now)));
        Self { editions: editions.collect(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{Body, DocumentId, Facts, Language, Times};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn language(tag: &str) -> Language {
        tag.parse().expect("a language")
    }

    fn edition(state: State, public: &str, ends: Option<&str>) -> Edition {
        let public = at(public);
        Edition {
            state,
            slug: "a".parse().expect("a slug"),
            former: Vec::new(),
            title: "A".to_owned(),
            summary: String::new(),
            label: None,
            body: Body::default(),
            picture_text: None,
            times: Times { first_published: public, public, updated: public },
            alphabetical: None,
            ends: ends.map(|moment| Ending { at: at(moment), how: Takedown::Gone }),
            event: None,
        }
    }

    fn document(editions: [(&str, Edition); 2]) -> Document {
        let editions: BTreeMap<Language, Edition> = editions.into_iter().map(|(tag, edition)| (language(tag), edition)).collect();
        Document { id: DocumentId::of_pack_key("a"), facts: Facts::Topic { order: 1 }, picture: None, editions }
    }

    #[test]
    fn each_language_goes_live_at_its_own_second() {
        let both = document([
            ("en", edition(State::Scheduled, "2025-02-17T08:00:00Z", None)),
            ("fr", edition(State::Scheduled, "2025-02-17T09:00:00Z", None)),
        ]);
        assert_eq!(both.turns(), BTreeSet::from([at("2025-02-17T08:00:00Z"), at("2025-02-17T09:00:00Z")]));
        let live = |now: &str| ["en", "fr"].map(|tag| both.at(at(now)).live(language(tag)).is_some());
        assert_eq!(live("2025-02-17T07:59:59Z"), [false, false]);
        assert_eq!(live("2025-02-17T08:00:00Z"), [true, false]);
        assert_eq!(live("2025-03-01T00:00:00Z"), [true, true], "however late it is noticed");
    }

    #[test]
    fn what_ends_is_taken_down_once_and_stays_so_until_somebody_publishes_it_again() {
        let scheduled = edition(State::Scheduled, "2025-02-17T08:00:00Z", Some("2025-02-18T08:00:00Z"));
        let both = document([("en", scheduled), ("fr", edition(State::Draft, "2025-02-17T08:00:00Z", Some("2025-02-18T08:00:00Z")))]);
        assert_eq!(both.at(at("2025-02-17T08:00:00Z")).turns(), BTreeSet::from([at("2025-02-18T08:00:00Z")]));
        let ended = both.at(at("2025-02-18T08:00:00Z"));
        let english = &ended.editions[&language("en")];
        assert_eq!((&english.state, &english.ends), (&State::Withdrawn(Takedown::Gone), &None));
        assert_eq!(ended.editions[&language("fr")], both.editions[&language("fr")], "a draft is nobody's to take down");
        assert_eq!((ended.at(at("2026-01-01T00:00:00Z")), ended.turns()), (ended.clone(), BTreeSet::new()));
    }
}
