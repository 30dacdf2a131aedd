//! How many requests are being answered.

use std::sync::Arc;

/// Counts what is under way by the tokens that it gave out.
#[derive(Debug, Default)]
pub(crate) struct UnderWay(Arc<()>);

impl UnderWay {
    /// Counts one more until the token is dropped. A visitor who goes away drops the work, and the token with it.
    #[must_use]
    pub(crate) fn begin(&self) -> Arc<()> {
        Arc::clone(&self.0)
    }

    /// How many tokens are out.
    pub(crate) fn count(&self) -> usize {
        Arc::strong_count(&self.0) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_begun_counts_until_it_is_dropped() {
        let under_way = UnderWay::default();
        let tokens = (under_way.begin(), under_way.begin());
        assert_eq!(under_way.count(), 2);
        drop(tokens);
        assert_eq!(under_way.count(), 0);
    }
}
