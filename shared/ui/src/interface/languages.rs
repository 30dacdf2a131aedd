//! Names of languages in themselves. They are the same in every language, so they stand in no file of words.

use domain::Language;

const OWN_NAMES: [(&str, &str); 10] = [
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("zh", "中文"),
];

/// The name of a language in itself; its tag in capitals where the name is not known.
pub(super) fn own_name(of: Language) -> String {
    let found = OWN_NAMES.iter().find(|(tag, _)| *tag == of.as_str());
    found.map_or_else(|| of.as_str().to_uppercase(), |(_, name)| (*name).to_owned())
}
