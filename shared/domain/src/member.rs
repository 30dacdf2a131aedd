//! Member administrations: what holds of one in every language, and what pages show of it. Nothing here is about a person.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Country, Language, Slug, Texts};

/// A member administration. Its name is the title of its editions, and what the administration is called, their summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Of which country or territory. It is its address too.
    pub country: Country,
    /// To which region of the site's settings it belongs.
    pub region: Slug,
    /// Since when it is a member.
    pub joined: Joined,
    /// Where letters reach it, line by line, without the country.
    pub address: Vec<String>,
    /// Its own site, an `https` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The office that is its contact point: never a person.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub office: Texts,
}

/// A day, or only a year where nobody knows the day any more. It is written as `1952-11-04` or `1952`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Joined {
    /// A day.
    Day(Date),
    /// A year.
    Year(i16),
}

/// A region of members, as the settings have it. Which regions there are is the organisation's business, and so are their names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its name for the site; it never changes.
    pub key: Slug,
    /// Its name for people.
    pub name: Texts,
}

/// A region in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionName {
    /// Which.
    pub key: Slug,
    /// Its name.
    pub name: String,
}

/// Where a title stands in the alphabet of its language. What sorts is large, so it is found out when a title is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alphabetical {
    /// A text whose order is the order of the titles.
    pub key: String,
    /// The letter under which it is listed: « É » stands under E.
    pub letter: String,
}

/// A member as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberPage {
    /// Of which country.
    pub country: Country,
    /// To which region it belongs.
    pub region: Slug,
    /// Since when.
    pub joined: Joined,
    /// Where letters reach it.
    pub address: Vec<String>,
    /// Its own site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The office that is its contact point, in the language of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
}

/// A member as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberSummary {
    /// To which region it belongs.
    pub region: Slug,
    /// The letter under which it is listed.
    pub letter: String,
}

impl Member {
    /// What its page in a language shows of it.
    #[must_use]
    pub fn page(&self, language: Language) -> MemberPage {
        MemberPage {
            country: self.country,
            region: self.region.clone(),
            joined: self.joined,
            address: self.address.clone(),
            site: self.site.clone(),
            office: self.office.get(&language).cloned(),
        }
    }
}

impl Alphabetical {
    /// A title as it is, for one whose place in the alphabet nobody has found out.
    #[must_use]
    pub fn plain(title: &str) -> Self {
        Self { key: title.to_lowercase(), letter: title.chars().take(1).flat_map(char::to_uppercase).collect() }
    }
}

/// The text is neither a day nor a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDay(String);

impl fmt::Display for NoDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is neither a day like 1952-11-04 nor a year like 1952", self.0)
    }
}

impl std::error::Error for NoDay {}

impl TryFrom<String> for Joined {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Self, NoDay> {
        let year = (text.len() == 4).then(|| text.parse().ok().filter(|year| *year >= 1)).flatten();
        let joined = year.map(Self::Year).or_else(|| text.parse().ok().map(Self::Day));
        joined.ok_or(NoDay(text))
    }
}

impl From<Joined> for String {
    fn from(joined: Joined) -> Self {
        joined.to_string()
    }
}

impl fmt::Display for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_when_is_a_day_or_a_year_and_is_read_as_it_is_written() {
        for text in ["1952-11-04", "1952"] {
            assert_eq!(Joined::try_from(text.to_owned()).map(|joined| joined.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "52", "0000", "1952-13-01", "yesterday"] {
            assert_eq!(Joined::try_from(text.to_owned()), Err(NoDay(text.to_owned())));
        }
    }

    #[test]
    fn a_title_whose_place_nobody_found_out_stands_under_its_first_letter() {
        assert_eq!(Alphabetical::plain("école").letter, "É");
        assert_eq!(Alphabetical::plain("").letter, "");
    }
}
