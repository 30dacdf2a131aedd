//! Countries and territories by their codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The officially assigned codes of ISO 3166-1 alpha-2.
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
    NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ \
    UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country or territory by its code of ISO 3166-1 alpha-2: `BE`. In addresses and folders it stands in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([char; 2]);

/// The text is no assigned code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryError(String);

impl fmt::Display for CountryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is no country: write a code of two letters that ISO 3166-1 assigns", self.0)
    }
}

impl std::error::Error for CountryError {}

impl Country {
    /// The country with this code in lower case, as it stands in addresses.
    ///
    /// # Errors
    /// [`CountryError`] for any other text.
    pub fn in_lower_case(code: &str) -> Result<Self, CountryError> {
        let lower = code.bytes().all(|byte| byte.is_ascii_lowercase());
        let found = if lower { code.to_ascii_uppercase().parse().ok() } else { None };
        found.ok_or_else(|| CountryError(code.chars().take(10).collect()))
    }

    /// The code in lower case.
    #[must_use]
    pub fn lower_case(self) -> String {
        self.0.iter().map(char::to_ascii_lowercase).collect()
    }
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(code: &str) -> Result<Self, CountryError> {
        let mut letters = code.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if ASSIGNED.split_ascii_whitespace().any(|assigned| assigned == code) => Ok(Self([first, second])),
            _ => Err(CountryError(code.chars().take(10).collect())),
        }
    }
}

impl TryFrom<String> for Country {
    type Error = CountryError;

    fn try_from(code: String) -> Result<Self, CountryError> {
        code.parse()
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.0.iter().collect()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|letter| write!(f, "{letter}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_read_as_it_is_written_and_only_if_its_code_is_assigned() {
        assert_eq!("BE".parse::<Country>().map(|country| country.to_string()), Ok("BE".to_owned()));
        assert_eq!(Country::in_lower_case("be").map(Country::lower_case), Ok("be".to_owned()));
        for code in ["", "B", "be", "BEL", "XX", "EU", "B E", "É1"] {
            assert_eq!(code.parse::<Country>(), Err(CountryError(code.to_owned())));
        }
        for code in ["BE", "Be", "xx", "by-name", "é"] {
            assert!(Country::in_lower_case(code).is_err(), "{code}");
        }
    }

    #[test]
    fn every_assigned_code_is_there_once() {
        let codes: std::collections::BTreeSet<&str> = ASSIGNED.split_ascii_whitespace().collect();
        assert_eq!((codes.len(), ASSIGNED.split_ascii_whitespace().count()), (249, 249));
    }
}
