//! Two languages that nobody speaks, made from English: what is not translated, too short a box, and a layout that does not mirror
//! show themselves in them.

use std::borrow::Cow;

use domain::Language;

/// A language made from English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pseudo {
    /// `en-xa`: accents, and longer.
    Accented,
    /// `ar-xb`: the same, in a page that runs from right to left.
    Mirrored,
}

/// Words grow by about a third from English into most languages.
const GROWTH: usize = 3;

impl Pseudo {
    /// The pseudo-locale of this tag.
    pub(super) fn of(language: Language) -> Option<Self> {
        match language.as_str() {
            "en-xa" => Some(Self::Accented),
            "ar-xb" => Some(Self::Mirrored),
            _ => None,
        }
    }

    /// Words between brackets, which show where a text was cut or put together from pieces, and lengthened.
    pub(super) fn framed(self, words: &str) -> String {
        let longer: String =
            "·one·two·three·four·five·six·seven·eight·nine·ten".chars().cycle().take(words.chars().count() / GROWTH).collect();
        match self {
            Self::Accented => format!("[{words}{longer}]"),
            // The mark makes brackets and words run as in a language that is written so.
            Self::Mirrored => format!("\u{200f}[{words}{longer}]"),
        }
    }
}

/// English with accents: still readable, but no longer the words in the file.
pub(super) fn accented(words: &str) -> Cow<'_, str> {
    let accent = |letter| match letter {
        'a' => 'á',
        'e' => 'é',
        'i' => 'í',
        'o' => 'ó',
        'u' => 'ú',
        'y' => 'ý',
        'c' => 'ç',
        'n' => 'ñ',
        's' => 'š',
        'A' => 'Á',
        'E' => 'É',
        'I' => 'Í',
        'O' => 'Ó',
        'U' => 'Ú',
        'C' => 'Ç',
        'N' => 'Ñ',
        'S' => 'Š',
        other => other,
    };
    Cow::Owned(words.chars().map(accent).collect())
}
