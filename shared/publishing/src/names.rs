//! The names of countries and territories in every language, as Unicode's CLDR gives them.

use domain::{Country, Language};
use icu_locale::Locale;
use icu_locale::names::RegionDisplayName;
use icu_locale::subtags::Region;

/// The name of a country in a language; none: CLDR has none. It has no article, and stands as a list shows it.
pub(crate) fn name(country: Country, language: Language) -> Option<String> {
    let locale: Locale = language.as_str().parse().ok()?;
    let region: Region = String::from(country).parse().ok()?;
    RegionDisplayName::try_new_light((&locale).into(), region).ok().map(|name| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_the_name_that_its_language_gives_it() {
        let name = |tag: &str, code: &str| name(code.parse().ok()?, tag.parse().ok()?);
        assert_eq!(name("en", "CI").as_deref(), Some("Côte d’Ivoire"));
        assert_eq!(name("fr", "EG").as_deref(), Some("Égypte"));
        assert_eq!(name("fr", "US").as_deref(), Some("États-Unis"));
        assert_eq!(name("de", "AT").as_deref(), Some("Österreich"));
    }
}
