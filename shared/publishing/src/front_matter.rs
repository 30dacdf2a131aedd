//! TOML with lines: whole files, and the front matter of Markdown files.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::lines::hidden;
use crate::pack::PackError;
use crate::wording;

const FENCE: &str = "+++";

/// A file that is being read, and where its TOML stands in it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    pub(crate) path: &'a str,
    toml: &'a str,
    /// Lines of the file before the TOML.
    above: u32,
}

/// The text below the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    /// Markdown with line feeds alone, so that the same text is the same on every system.
    pub(crate) source: String,
    /// Lines of the file before it.
    pub(crate) above: u32,
}

impl<'a> Sheet<'a> {
    /// A file of TOML.
    pub(crate) fn whole(path: &'a str, bytes: &'a [u8]) -> Result<Self, PackError> {
        Ok(Self { path, toml: utf8(path, bytes)?, above: 0 })
    }

    /// A file of Markdown below front matter.
    pub(crate) fn with_text(path: &'a str, bytes: &'a [u8]) -> Result<(Self, Text), PackError> {
        let file = utf8(path, bytes)?;
        let first = file.split_inclusive('\n').next().unwrap_or_default();
        if first.trim_end() != FENCE {
            let message = format!("the first line is not {FENCE}: begin with front matter between two lines {FENCE}");
            return Err(PackError::new(path, Some(1), message));
        }
        let inner = file.get(first.len()..).unwrap_or_default();
        let mut end = 0;
        for line in inner.split_inclusive('\n') {
            let next = end + line.len();
            if line.trim_end() == FENCE {
                let (toml, rest) = (inner.get(..end).unwrap_or_default(), inner.get(next..).unwrap_or_default());
                let text = rest.trim_start_matches(['\r', '\n']);
                let above = lines(file, file.len() - text.len());
                let source = text.trim_end().replace("\r\n", "\n");
                return Ok((Self { path, toml, above: 1 }, Text { source, above }));
            }
            end = next;
        }
        Err(PackError::new(path, Some(1), format!("the front matter has no end: close it with a line {FENCE}")))
    }

    /// The TOML as a type that refuses what it does not know.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        toml::from_str(self.toml).map_err(|error| {
            let line = error.span().map_or(self.above + 1, |span| self.line(&span));
            PackError::new(self.path, Some(line), wording::plain(error.message()))
        })
    }

    /// The line of a part of the TOML.
    pub(crate) fn line(&self, span: &Range<usize>) -> u32 {
        self.above + lines(self.toml, span.start) + 1
    }

    /// A mistake in a value.
    pub(crate) fn fault<T>(&self, value: &Spanned<T>, message: impl Into<String>) -> PackError {
        PackError::new(self.path, Some(self.line(&value.span())), message)
    }

    /// Something that is not there.
    pub(crate) fn missing(&self, message: impl Into<String>) -> PackError {
        PackError::new(self.path, Some(1), message)
    }
}

/// A text of UTF-8 in which nothing is hidden; the mark at its beginning that some editors write is no part of it.
pub(crate) fn utf8<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str, PackError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            match hidden(text) {
                None => Ok(text),
                Some((at, found)) => {
                    let message = format!("a character that no reader sees, U+{:04X}, stands here: remove it", u32::from(found));
                    Err(PackError::new(path, Some(lines(text, at) + 1), message))
                }
            }
        }
        Err(error) => {
            let before = bytes.iter().take(error.valid_up_to()).filter(|byte| **byte == b'\n').count();
            let line = u32::try_from(before + 1).ok();
            Err(PackError::new(path, line, "this is not UTF-8: save the file with the encoding UTF-8"))
        }
    }
}

/// Line feeds before a byte.
fn lines(text: &str, before: usize) -> u32 {
    u32::try_from(text.bytes().take(before).filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Titled {
        title: Spanned<String>,
    }

    fn parsed(file: &str) -> Result<(Titled, Text), PackError> {
        let (sheet, text) = Sheet::with_text("en.md", file.as_bytes())?;
        Ok((sheet.parse()?, text))
    }

    fn error(file: &str) -> String {
        parsed(file).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn front_matter_and_text_know_their_lines() -> Result<(), PackError> {
        let file = "\u{feff}+++\r\n\r\ntitle = \"a\"\r\n+++\r\n\r\nOne\r\nTwo\r\n";
        let (sheet, _) = Sheet::with_text("en.md", file.as_bytes())?;
        let (titled, text) = parsed(file)?;
        assert_eq!(sheet.fault(&titled.title, "x").line, Some(3));
        assert_eq!(text, Text { source: "One\nTwo".to_owned(), above: 5 });
        Ok(())
    }

    #[test]
    fn missing_fences_are_named() {
        assert!(error("title = \"a\"\n").starts_with("en.md:1: the first line is not +++"));
        assert!(error("+++\ntitle = \"a\"\n").starts_with("en.md:1: the front matter has no end"));
        assert!(error("").starts_with("en.md:1: the first line is not +++"));
    }

    #[test]
    fn mistakes_of_toml_are_named_with_their_line() {
        assert!(
            error("+++\ntitle = \"a\"\ncolour = 1\n+++\n").starts_with("en.md:3: remove it or correct its name: unknown field `colour`")
        );
        assert!(error("+++\n\ntitle = a\n+++\n").starts_with("en.md:3: "));
        assert!(error("+++\n\ntitle = 5\n+++\n").starts_with("en.md:3: "));
    }

    #[test]
    fn mistakes_of_toml_are_named_in_plain_words() {
        assert_eq!(error("+++\ntitle = 5\n+++\n"), "en.md:2: this is of another kind: write a text in quotation marks");
        assert_eq!(error("+++\n+++\n"), "en.md:2: title is missing: write title = and its value");
        assert_eq!(error("+++\ntitle = \"a\"\ntitle = \"b\"\n+++\n"), "en.md:3: this name stands here twice: remove one of them");
        assert!(error(&format!("+++\ntitle = {}\n+++\n", "[".repeat(100_000))).starts_with("en.md:2: this is no TOML"));
    }

    #[test]
    fn a_character_that_nobody_sees_is_refused_with_its_line() {
        assert!(error("+++\ntitle = \"a\u{7}\"\n+++\n").starts_with("en.md:2: a character that no reader sees, U+0007"));
        assert!(error("+++\ntitle = \"a\"\n+++\n\na\n\u{200}b\u{1}").starts_with("en.md:6: a character that no reader sees, U+0001"));
        assert!(error("+++\ntitle = \"a\"\n+++\n\na\tb\r\nc").is_empty());
    }

    #[test]
    fn another_encoding_is_refused_with_its_line() {
        let error = Sheet::with_text("en.md", b"+++\ntitle = \"\xe9\"\n+++\n").err();
        assert_eq!(
            error.map(|error| error.to_string()).as_deref(),
            Some("en.md:2: this is not UTF-8: save the file with the encoding UTF-8")
        );
    }
}
