//! What visitors write to the organisation by a form, and what must be true of it before it is taken.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Language;

/// Days for which a message is kept after it was delivered. One that was not delivered is kept until somebody has seen to it.
pub const RETENTION_DAYS: i64 = 180;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// A question or a remark.
    Contact,
    /// A document is asked for in another format.
    AccessibleFormat,
}

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Which document.
    Document,
    /// In which format.
    Format,
    /// Who writes.
    Name,
    /// Where the answer goes.
    Email,
    /// What it is about.
    Subject,
    /// What there is to say.
    Text,
}

/// A format in which a document can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Text that a screen reader reads in order.
    ScreenReader,
    /// Large print.
    LargePrint,
    /// Short sentences and common words.
    EasyRead,
    /// Read aloud.
    Audio,
    /// Braille.
    Braille,
    /// Something else, which the text says.
    Other,
}

/// Why a field is not as it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing was entered.
    Missing,
    /// More characters than this.
    TooLong(usize),
    /// It is no e-mail address.
    NotAnAddress,
    /// It has characters that nobody sees.
    Control,
    /// What was chosen is none of the choices.
    NoChoice,
}

/// What was entered into a form, as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft(BTreeMap<Field, String>);

/// A message that may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// By which form.
    pub form: Form,
    /// The language of the form, in which an answer is expected.
    pub language: Language,
    /// Who writes; may be empty.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it is about; empty where the form does not ask.
    pub subject: String,
    /// What there is to say; may be empty where a document is asked for.
    pub text: String,
    /// Which document, as the visitor names it; empty where the form does not ask.
    pub document: String,
    /// In which format; none where the form does not ask.
    pub format: Option<Format>,
}

/// No form, field or format has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unnamed;

impl fmt::Display for Unnamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nothing has this name")
    }
}

impl std::error::Error for Unnamed {}

impl Form {
    /// All forms.
    pub const ALL: [Self; 2] = [Self::Contact, Self::AccessibleFormat];

    /// Its fields, in the order in which they are filled in.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Contact => &[Field::Name, Field::Email, Field::Subject, Field::Text],
            Self::AccessibleFormat => &[Field::Document, Field::Format, Field::Text, Field::Name, Field::Email],
        }
    }

    /// Whether it may not be sent without this field.
    #[must_use]
    pub fn requires(self, field: Field) -> bool {
        match field {
            Field::Name => false,
            Field::Text => self == Self::Contact,
            Field::Document | Field::Format | Field::Email | Field::Subject => true,
        }
    }

    /// Its name, which does not change.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::AccessibleFormat => "accessible-format",
        }
    }
}

impl Field {
    /// Its name where forms are sent.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Format => "format",
            Self::Name => "name",
            Self::Email => "email",
            Self::Subject => "subject",
            Self::Text => "text",
        }
    }

    /// Characters at most.
    #[must_use]
    pub fn most(self) -> usize {
        match self {
            Self::Format => 40,
            Self::Name | Self::Subject => 120,
            // RFC 5321 allows a path of 256, of which two are brackets.
            Self::Email => 254,
            Self::Document => 500,
            Self::Text => 5_000,
        }
    }

    /// Whether it may have several lines.
    #[must_use]
    pub fn is_long(self) -> bool {
        self == Self::Text
    }
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::ScreenReader, Self::LargePrint, Self::EasyRead, Self::Audio, Self::Braille, Self::Other];

    /// Its name where forms are sent.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ScreenReader => "screen-reader",
            Self::LargePrint => "large-print",
            Self::EasyRead => "easy-read",
            Self::Audio => "audio",
            Self::Braille => "braille",
            Self::Other => "other",
        }
    }
}

impl FromStr for Format {
    type Err = Unnamed;

    fn from_str(name: &str) -> Result<Self, Unnamed> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(Unnamed)
    }
}

impl Draft {
    /// Enters something into a field, with the line ends of the web made those of texts.
    pub fn enter(&mut self, field: Field, value: &str) {
        self.0.insert(field, value.replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// What stands in a field; empty where nothing does.
    #[must_use]
    pub fn value(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }
}

impl Message {
    /// The message that a draft is.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form's fields.
    pub fn of(form: Form, language: Language, draft: &Draft) -> Result<Self, Vec<(Field, Fault)>> {
        let faults: Vec<_> = form.fields().iter().filter_map(|field| Some((*field, fault(form, *field, draft.value(*field))?))).collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let text = |field: Field| if form.fields().contains(&field) { draft.value(field).trim().to_owned() } else { String::new() };
        Ok(Self {
            form,
            language,
            name: text(Field::Name),
            email: text(Field::Email),
            subject: text(Field::Subject),
            text: text(Field::Text),
            document: text(Field::Document),
            format: text(Field::Format).parse().ok(),
        })
    }
}

/// What is wrong with a field; none: nothing.
fn fault(form: Form, field: Field, value: &str) -> Option<Fault> {
    let value = value.trim();
    if value.is_empty() {
        return form.requires(field).then_some(Fault::Missing);
    }
    if value.chars().count() > field.most() {
        return Some(Fault::TooLong(field.most()));
    }
    // What stands in one line may become a line of a mail's head.
    if value.chars().any(|sign| sign.is_control() && !(field.is_long() && matches!(sign, '\n' | '\t'))) {
        return Some(Fault::Control);
    }
    match field {
        Field::Email if !is_address(value) => Some(Fault::NotAnAddress),
        Field::Format if value.parse::<Format>().is_err() => Some(Fault::NoChoice),
        _ => None,
    }
}

/// Whether browsers take it for an e-mail address (HTML, "valid e-mail address"): stricter than RFC 5322 and what people have.
fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len()) && label.bytes().all(plain) && !label.starts_with('-') && !label.ends_with('-')
    };
    !local.is_empty() && local.bytes().all(sign) && host.split('.').all(label)
}
