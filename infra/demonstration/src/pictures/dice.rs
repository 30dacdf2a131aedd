//! A tiny deterministic generator (splitmix64), so that one seed always gives one picture.

/// A stream of repeatable choices.
pub(super) struct Dice {
    state: u64,
}

impl Dice {
    /// Starts a stream. The motif is mixed in so that two motifs drawn with
    /// the same seed do not share their palette and proportions.
    pub(super) fn new(motif: &str, seed: u64) -> Self {
        let mixed = motif.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        Self { state: mixed ^ seed.wrapping_mul(0x2545_f491_4f6c_dd1d) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.state;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn count(&mut self, low: u32, high: u32) -> u32 {
        let span = u64::from(high.saturating_sub(low)).saturating_add(1);
        let offset = self.next().checked_rem(span).unwrap_or(0);
        low.saturating_add(u32::try_from(offset).unwrap_or(0))
    }

    /// A measure from `low` to `high`, in a thousand even steps.
    pub(super) fn real(&mut self, low: f64, high: f64) -> f64 {
        (high - low).mul_add(f64::from(self.count(0, 1000)) / 1000.0, low)
    }

    /// True once in `times` on average.
    pub(super) fn once_in(&mut self, times: u32) -> bool {
        self.count(1, times.max(1)) == 1
    }

    /// Left or right, up or down.
    pub(super) fn sign(&mut self) -> f64 {
        if self.once_in(2) { -1.0 } else { 1.0 }
    }

    /// One of several; the first is named apart so that there always is one.
    pub(super) fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let last = u32::try_from(others.len()).unwrap_or(0);
        let place = usize::try_from(self.count(0, last)).unwrap_or(0);
        place.checked_sub(1).and_then(|index| others.get(index).copied()).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn repeats_itself_and_stays_in_bounds() {
        let (mut one, mut two) = (Dice::new("port", 7), Dice::new("port", 7));
        for _ in 0..200 {
            let number = one.count(3, 9);
            assert_eq!(number, two.count(3, 9));
            assert!((3..=9).contains(&number));
        }
        assert!((2.0..=3.0).contains(&one.real(2.0, 3.0)));
    }

    #[test]
    fn picks_every_option() {
        let mut dice = Dice::new("ship", 1);
        let picked: Vec<u8> = (0..60).map(|_| dice.pick(0, &[1, 2])).collect();
        for option in 0..3 {
            assert!(picked.contains(&option));
        }
    }
}
