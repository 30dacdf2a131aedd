//! The words of the interface and the forms of dates and numbers, in one language.

mod dates;
mod languages;
mod pseudo;
#[cfg(test)]
mod tests;

use std::fmt;

use domain::{Language, Month};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use unic_langid::LanguageIdentifier;

use dates::Forms;
use pseudo::Pseudo;

/// The words of the interface in the languages that have a file; the first stands in for all others.
const FILES: [(&str, &str); 2] = [("en", include_str!("interface/en.ftl")), ("fr", include_str!("interface/fr.ftl"))];

/// The words of the interface and the forms of dates and numbers, in one language. Made once per language and kept.
pub struct Interface {
    words: FluentBundle<FluentResource>,
    forms: Forms,
    pseudo: Option<Pseudo>,
}

/// What a message of the interface is given to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// Text as it is.
    Text(String),
    /// A number. The message finds it twice: as `$name` to choose a plural form by, and as `$name-shown` in the language's digits
    /// and grouping.
    Number(i64),
}

/// Why an interface could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InterfaceError {
    /// The tag is none that Unicode knows.
    Tag(Language),
    /// The file of words has a mistake.
    Words(String),
    /// There is no data for the language's dates or numbers.
    Forms(String),
}

impl fmt::Display for InterfaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(language) => write!(f, "“{language}” is not a Unicode locale: correct the languages of the site"),
            Self::Words(mistake) => write!(f, "the words of the interface cannot be read: {mistake}"),
            Self::Forms(mistake) => write!(f, "no forms of dates and numbers: {mistake}"),
        }
    }
}

impl std::error::Error for InterfaceError {}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Argument {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Argument {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl Interface {
    /// The interface of a language. A language without words of its own has those of the first file, with its own dates.
    ///
    /// # Errors
    /// [`InterfaceError`], all of which a test or the start of the program shows.
    pub fn new(language: Language) -> Result<Self, InterfaceError> {
        let pseudo = Pseudo::of(language);
        let primary = language.as_str().split('-').next().unwrap_or_default();
        let [first, ..] = FILES;
        let (tag, source) = FILES.into_iter().find(|(tag, _)| pseudo.is_none() && *tag == primary).unwrap_or(first);
        let identifier: LanguageIdentifier = tag.parse().map_err(|_| InterfaceError::Tag(language))?;
        let resource =
            FluentResource::try_new(source.to_owned()).map_err(|(_, mistakes)| InterfaceError::Words(format!("{tag}: {mistakes:?}")))?;
        let mut words = FluentBundle::new_concurrent(vec![identifier]);
        // Marks of isolation around arguments would stand in titles and addresses of mails; direction is set by `dir` instead.
        words.set_use_isolating(false);
        words.set_transform(pseudo.map(|_| pseudo::accented as fn(&str) -> std::borrow::Cow<'_, str>));
        words.add_resource(resource).map_err(|mistakes| InterfaceError::Words(format!("{tag}: {mistakes:?}")))?;
        let forms = Forms::new(if pseudo.is_some() { tag } else { language.as_str() })?;
        Ok(Self { words, forms, pseudo })
    }

    /// The words of a message. An unknown one shows its id: a page with an odd word is better than no page.
    #[must_use]
    pub fn text(&self, id: &str) -> String {
        self.text_with(id, &[])
    }

    /// The words of a message around arguments.
    #[must_use]
    pub fn text_with(&self, id: &str, arguments: &[(&str, Argument)]) -> String {
        let Some(pattern) = self.words.get_message(id).and_then(|message| message.value()) else { return id.to_owned() };
        let mut values = FluentArgs::new();
        for (name, argument) in arguments {
            match argument {
                Argument::Text(text) => values.set((*name).to_owned(), text.clone()),
                Argument::Number(number) => {
                    values.set(format!("{name}-shown"), self.number(*number));
                    values.set((*name).to_owned(), FluentValue::from(*number));
                }
            }
        }
        let mut mistakes = Vec::new();
        let words = self.words.format_pattern(pattern, Some(&values), &mut mistakes).into_owned();
        self.pseudo.map_or_else(|| words.clone(), |pseudo| pseudo.framed(&words))
    }

    /// A date: 14 February 2025.
    #[must_use]
    pub fn date(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.forms.date(at, zone)
    }

    /// A date without its year: 14 February.
    #[must_use]
    pub fn day_month(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.forms.day_month(at, zone)
    }

    /// The number of a day, where it stands apart from its month: 14.
    #[must_use]
    pub fn day(&self, day: i8) -> String {
        self.forms.day(day)
    }

    /// The time of the day: 23:59.
    #[must_use]
    pub fn time(&self, at: Timestamp, zone: &TimeZone) -> String {
        self.forms.time(at, zone)
    }

    /// A month: February 2025.
    #[must_use]
    pub fn month_name(&self, month: Month) -> String {
        self.forms.month(month)
    }

    /// A number with the language's digits and grouping.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        self.forms.number(number)
    }

    /// The city after which a time zone is named, in this language: “Brussels”, “Bruxelles”.
    #[must_use]
    pub fn city(&self, zone: &TimeZone) -> Option<String> {
        self.forms.city(zone)
    }

    /// The name of a language in this one: “French”; its tag where there is no name for it.
    #[must_use]
    pub fn language_name(&self, of: Language) -> String {
        self.text_with("language-name", &[("tag", of.as_str().into())])
    }

    /// The name of a language in itself, for those who do not read this one: “Français”.
    #[must_use]
    pub fn own_name(&self, of: Language) -> String {
        languages::own_name(of)
    }
}
