//! The document of one run.

use std::fmt::Write as _;

use crate::machine;

/// A part of the document.
#[derive(Debug)]
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) text: String,
}

/// Something that was to be reached.
#[derive(Debug)]
pub(crate) struct Aim {
    what: String,
    aim: String,
    measured: String,
    met: bool,
}

impl Aim {
    pub(crate) fn most(what: &str, aim: f64, measured: f64, digits: usize) -> Self {
        Self::new(what, "at most", (aim, measured), digits, measured <= aim)
    }

    pub(crate) fn least(what: &str, aim: f64, measured: f64, digits: usize) -> Self {
        Self::new(what, "at least", (aim, measured), digits, measured >= aim)
    }

    pub(crate) fn same(what: &str, aim: f64, measured: f64, digits: usize) -> Self {
        Self::new(what, "the same as", (aim, measured), digits, (measured - aim).abs() < 0.5 * 10_f64.powi(-(digits as i32)))
    }

    fn new(what: &str, how: &str, (aim, measured): (f64, f64), digits: usize, met: bool) -> Self {
        let aim = if aim.fract() == 0.0 { format!("{how} {aim:.0}") } else { format!("{how} {aim:.digits$}") };
        Self { what: what.to_owned(), aim, measured: format!("{measured:.digits$}"), met }
    }

    fn row(&self) -> Vec<String> {
        let met = if self.met { "yes" } else { "**no**" };
        vec![self.what.clone(), self.aim.clone(), self.measured.clone(), met.to_owned()]
    }

    /// One line about an aim that was missed.
    pub(crate) fn missed(&self) -> Option<String> {
        (!self.met).then(|| format!("missed: {} is {}, {} was aimed at", self.what, self.measured, self.aim))
    }
}

/// A table of Markdown; the first column is text, the others are figures.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = format!("| {} |\n| --- |{}\n", header.join(" | "), " ---: |".repeat(header.len().saturating_sub(1)));
    for row in rows {
        // Writing to a string does not fail.
        let _ = writeln!(text, "| {} |", row.join(" | "));
    }
    text
}

/// The whole document.
pub(crate) fn document(sections: &[Section], aims: &[Aim], load: (&str, &str), minutes: f64) -> String {
    let rows: Vec<_> = aims.iter().map(Aim::row).collect();
    let mut text = format!(
        "# Benchmarks\n\n\
         Made by `cargo xtask bench`, which is `cargo run --release -p bench`; `cargo run --release -p bench -- --quick` prints a shorter \
         run and writes nothing. All numbers are of one run on one machine, everything on loopback and side by side, so what counts is \
         how they stand to one another. They are no tests: nothing fails when they change.\n\n\
         {}- average load {} before and {} after the {minutes:.1} minutes of the run\n\n\
         ## Aims\n\n{}",
        machine::describe(),
        load.0,
        load.1,
        table(&["What", "Aim", "Measured", "Met"], &rows)
    );
    for Section { title, text: own } in sections {
        let _ = write!(text, "\n## {title}\n\n{}\n", own.trim_end());
    }
    text
}

/// Groups thousands, so that bytes can be read.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([7, 1_000, 14_600, 1_234_567].map(grouped), ["7", "1,000", "14,600", "1,234,567"]);
    }

    #[test]
    fn a_missed_aim_is_said() {
        assert_eq!(Aim::most("bytes", 10.0, 10.0, 0).missed(), None);
        assert!(Aim::most("bytes", 10.0, 11.0, 0).missed().is_some());
        assert!(Aim::least("pages", 10.0, 9.0, 0).missed().is_some());
        assert!(Aim::same("units", 2.0, 2.04, 1).missed().is_none());
    }

    #[test]
    fn a_table_has_a_line_for_each_row() {
        assert_eq!(table(&["a", "b"], &[vec!["1".to_owned(), "2".to_owned()]]), "| a | b |\n| --- | ---: |\n| 1 | 2 |\n");
    }
}
