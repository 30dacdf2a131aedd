//! What `document.toml` says of a legal instrument.

use domain::{Bound, Instrument, InstrumentStatus, bounded};
use jiff::civil::Date;
use serde::Deserialize;
use toml::{Spanned, Value};

use super::reader::Reader;

const SYMBOL: Bound = Bound { field: "symbol", most: 40 };
const STATUSES: [(&str, InstrumentStatus); 4] = [
    ("adopted", InstrumentStatus::Adopted),
    ("in-force", InstrumentStatus::InForce),
    ("replaced", InstrumentStatus::Replaced),
    ("ended", InstrumentStatus::Ended),
];

/// `instrument` of a `document.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table like { symbol = \"C/5\", adopted = 1985-06-14, status = \"in-force\" }")]
pub(crate) struct InstrumentFile {
    symbol: Spanned<String>,
    adopted: Spanned<Value>,
    status: Spanned<String>,
    in_force: Option<Spanned<Value>>,
}

impl Reader<'_> {
    /// None: there is a mistake in it.
    pub(super) fn instrument(&mut self, file: &InstrumentFile) -> Option<Instrument> {
        let symbol = bounded(SYMBOL, file.symbol.get_ref()).map_err(|error| self.fault(&file.symbol, error.to_string())).ok();
        let status = self.choice("status", &STATUSES, Some(&file.status));
        let adopted = self.day("adopted", &file.adopted);
        let in_force = match &file.in_force {
            Some(value) => Some(self.day("in_force", value)?),
            None => None,
        };
        let (adopted, status) = (adopted?, status?);
        if let Some((value, _)) = file.in_force.as_ref().zip(in_force).filter(|(_, day)| *day < adopted) {
            self.fault(value, "the instrument enters into force before it is adopted: correct one of the dates");
        }
        if let (InstrumentStatus::Adopted, Some(value)) = (status, &file.in_force) {
            self.fault(value, "an instrument that is only adopted is not in force: write status = \"in-force\", or remove in_force");
        }
        Some(Instrument { symbol: symbol?, adopted, status, in_force })
    }

    fn day(&mut self, field: &str, value: &Spanned<Value>) -> Option<Date> {
        let day = if let Value::Datetime(written) = value.get_ref() { written.to_string().parse().ok() } else { None };
        let day = day.filter(|day: &Date| day.to_string() == value.get_ref().to_string());
        if day.is_none() {
            self.fault(value, format!("{field} is a day: write it like 1985-06-14"));
        }
        day
    }
}
