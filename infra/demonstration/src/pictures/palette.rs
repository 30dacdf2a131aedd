//! The colours: a few schemes of one family, so that pictures hang well together.

use super::dice::Dice;

const NAVY: &str = "#12325c";
const AMBER: &str = "#c8742a";
const PAPER: &str = "#f8f5ec";

/// The roles colours play in a picture. By day the figure is navy; by night
/// the ground is navy and the figure paper white.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    /// The ground the whole picture lies on.
    pub(super) ground: &'static str,
    /// Large quiet shapes behind the subject.
    pub(super) quiet: &'static str,
    /// Second tone of the subject.
    pub(super) middle: &'static str,
    /// First tone of the subject, always strong against the ground.
    pub(super) figure: &'static str,
    /// Details cut out of the figure.
    pub(super) relief: &'static str,
    /// Paper white in every scheme, for sheets and light objects.
    pub(super) light: &'static str,
    /// Navy in every scheme, for marks on paper.
    pub(super) ink: &'static str,
    /// The one warm colour.
    pub(super) accent: &'static str,
}

const CREAM: Palette =
    Palette { ground: "#e9e3d5", quiet: PAPER, middle: "#7d97b3", figure: NAVY, relief: PAPER, light: PAPER, ink: NAVY, accent: AMBER };

const MIST: Palette = Palette { ground: "#cbd7e0", quiet: "#b6c6d4", middle: "#6c8aaa", ..CREAM };

const STEEL: Palette = Palette { ground: "#8ba4bd", quiet: "#9eb4c9", middle: "#4c6e97", accent: "#d8893a", ..CREAM };

const SAND: Palette = Palette { ground: "#e6c893", quiet: "#efdab2", middle: "#6f8aa6", accent: "#bf6420", ..CREAM };

const NIGHT: Palette =
    Palette { ground: NAVY, quiet: "#1e4373", middle: "#6887ab", figure: PAPER, relief: NAVY, accent: "#d8893a", ..CREAM };

impl Palette {
    /// Any scheme.
    pub(super) fn any(dice: &mut Dice) -> Self {
        dice.pick(CREAM, &[MIST, STEEL, SAND, NIGHT])
    }

    /// A scheme whose ground is dark enough for white paper to lie on it.
    pub(super) fn toned(dice: &mut Dice) -> Self {
        dice.pick(MIST, &[STEEL, SAND, NIGHT])
    }

    /// A scheme with a navy figure on a ground white objects stand out from.
    pub(super) fn tinted(dice: &mut Dice) -> Self {
        dice.pick(MIST, &[STEEL, SAND])
    }

    /// Whether the picture is in negative.
    pub(super) fn is_night(self) -> bool {
        self.ground == self.ink
    }

    /// A scheme with a navy figure, for subjects that look wrong in negative.
    pub(super) fn day(dice: &mut Dice) -> Self {
        dice.pick(CREAM, &[MIST, STEEL, SAND])
    }
}
