//! What can go wrong, and when.

use std::ops::Range;

use fastrand::Rng;

/// A part of the site that something can befall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// DynamoDB.
    Table,
    /// S3.
    Buckets,
    /// The functions for visitors, as seen from the edge.
    Functions,
}

/// What befalls a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// It is refused: too many come.
    Throttled,
    /// It is a transaction, and meets another one.
    Contended,
    /// The service fails over it, and says so.
    Failed,
    /// The connection ends before the request arrived.
    Lost,
    /// It is done, and the connection ends before the answer arrived.
    Unanswered,
    /// The answer comes late.
    Late,
    /// No answer comes at all.
    Silent,
}

impl Part {
    /// What can befall it.
    pub(crate) fn faults(self) -> &'static [Fault] {
        match self {
            Self::Table => {
                // A lost answer is what writes must be proof against, so it comes most often.
                &[
                    Fault::Throttled,
                    Fault::Throttled,
                    Fault::Contended,
                    Fault::Contended,
                    Fault::Failed,
                    Fault::Lost,
                    Fault::Unanswered,
                    Fault::Unanswered,
                    Fault::Unanswered,
                    Fault::Late,
                    Fault::Late,
                    Fault::Silent,
                ]
            }
            Self::Buckets => &[Fault::Throttled, Fault::Failed, Fault::Lost, Fault::Unanswered, Fault::Late, Fault::Silent],
            Self::Functions => &[Fault::Throttled, Fault::Failed, Fault::Silent],
        }
    }

    /// Its own weather.
    pub(crate) fn of(self, weather: &mut [Weather; 3]) -> &mut Weather {
        let [table, buckets, functions] = weather;
        match self {
            Self::Table => table,
            Self::Buckets => buckets,
            Self::Functions => functions,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Everything works.
    Fair,
    /// Now and then something happens.
    Rough,
    /// Nothing works.
    Away,
}

/// In rough weather, one request of so many.
const ROUGH: u32 = 5;

/// How a part of the site is doing. Each part has dice of its own, so that what befalls one does not hang on how often another is asked.
#[derive(Debug, Clone)]
pub(crate) struct Weather {
    part: Part,
    dice: Rng,
    phase: Phase,
    /// Requests until it changes.
    left: u32,
    /// Whether it goes away with the next request, which is done and never answered.
    leaves: bool,
}

impl Phase {
    /// How many requests it lasts.
    fn lasts(self) -> Range<u32> {
        match self {
            Self::Fair => 20..80,
            Self::Rough => 40..160,
            Self::Away => 8..32,
        }
    }
}

impl Weather {
    /// That of a part of the site, from the seed of all.
    pub(crate) fn new(seed: u64, part: Part) -> Self {
        let own = match part {
            Part::Table => 1,
            Part::Buckets => 2,
            Part::Functions => 3,
        };
        Self { part, dice: Rng::with_seed(seed.wrapping_mul(4).wrapping_add(own)), phase: Phase::Fair, left: 0, leaves: false }
    }

    /// It goes away for some requests.
    pub(crate) fn leave(&mut self, requests: u32) {
        (self.phase, self.left, self.leaves) = (Phase::Away, requests, true);
    }

    /// What befalls the next request.
    pub(crate) fn next(&mut self) -> Option<Fault> {
        let Self { part, dice, .. } = self;
        if self.left == 0 {
            self.phase = match (self.phase, dice.u32(0..3)) {
                (Phase::Fair | Phase::Away, 0..=1) => Phase::Rough,
                (Phase::Rough, 0) | (Phase::Fair, _) => Phase::Away,
                (Phase::Rough | Phase::Away, _) => Phase::Fair,
            };
            self.left = dice.u32(self.phase.lasts());
            self.leaves = self.phase == Phase::Away;
        }
        self.left = self.left.saturating_sub(1);
        match self.phase {
            Phase::Fair => None,
            Phase::Rough if dice.u32(0..ROUGH) > 0 => None,
            Phase::Rough => dice.choice(part.faults()).copied(),
            Phase::Away if std::mem::take(&mut self.leaves) => Some(Fault::Unanswered),
            Phase::Away if *part == Part::Functions => Some(Fault::Failed),
            Phase::Away => Some(Fault::Lost),
        }
    }
}
