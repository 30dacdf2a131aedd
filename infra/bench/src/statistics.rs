//! Medians and spreads of measured values.

/// Measured values in order of size.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sample(Vec<f64>);

impl Sample {
    pub(crate) fn new(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self(values)
    }

    /// The value below which this part of all values lies (nearest rank); not a number for an empty sample.
    pub(crate) fn quantile(&self, part: f64) -> f64 {
        let last = self.0.len().saturating_sub(1);
        let rank = (part.clamp(0.0, 1.0) * last as f64).round() as usize;
        self.0.get(rank).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The middle half of the values, as people read it.
    pub(crate) fn middle_half(&self, digits: usize) -> String {
        format!("{:.digits$} to {:.digits$}", self.quantile(0.25), self.quantile(0.75))
    }
}

impl FromIterator<f64> for Sample {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        Self::new(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let sample = Sample::new(vec![5.0, 1.0, 4.0, 2.0, 3.0]);
        assert_eq!((sample.median(), sample.quantile(0.0), sample.quantile(0.9), sample.quantile(1.0)), (3.0, 1.0, 5.0, 5.0));
        assert_eq!(sample.middle_half(1), "2.0 to 4.0");
    }

    #[test]
    fn nothing_measured_is_no_number() {
        assert!(Sample::default().median().is_nan());
    }
}
