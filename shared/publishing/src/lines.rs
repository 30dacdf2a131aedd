//! Lines of a text: which one a byte stands on, and what none of them may hold.

/// Where the lines of a text begin. A text is asked for its lines as often as it has mistakes, so they are looked for once.
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, from 1.
    pub(crate) fn at(&self, byte: usize) -> u32 {
        let before = self.0.partition_point(|feed| *feed < byte);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// Whether a character is one that no reader could see, or that XML, and so a feed, cannot hold.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n') || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// The first hidden character of a text with the byte at which it stands. A line may end as it does on Windows.
pub(crate) fn hidden(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(at, c)| is_hidden(*c) && !text.get(*at..).is_some_and(|rest| rest.starts_with("\r\n")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_knows_its_line() {
        let lines = Lines::of("a\nb\n\nc");
        assert_eq!([0, 1, 2, 3, 4, 5].map(|byte| lines.at(byte)), [1, 1, 2, 2, 3, 4]);
    }

    #[test]
    fn what_no_reader_sees_is_found_and_ends_of_lines_are_not() {
        assert_eq!(hidden("a\tb\r\nc\né"), None);
        assert_eq!(hidden("a\rb"), Some((1, '\r')));
        assert_eq!(hidden("é\u{7}"), Some((2, '\u{7}')));
        assert_eq!(hidden("\u{85}"), Some((0, '\u{85}')));
        assert_eq!(hidden("\u{ffff}"), Some((0, '\u{ffff}')));
    }
}
