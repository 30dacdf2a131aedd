//! The sources of the project, as a scanner reads them.

use std::path::{Path, PathBuf};

/// A file of the project.
pub(crate) struct Source {
    /// Its path from the top, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Its lines with their numbers, without those that are comments.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with("//")).map(|(line, number)| (number, line))
    }

    /// Those of its lines that are no tests: a file's own tests stand at its end.
    pub(crate) fn shipped(&self) -> impl Iterator<Item = (usize, &str)> {
        let tests = self.text.find("#[cfg(test)]\nmod tests {").map_or(usize::MAX, |at| self.text[..at].lines().count());
        let is_test = ["/tests.rs", "/trial.rs"].iter().any(|name| self.path.ends_with(name)) || self.path.contains("tests/");
        self.code().take_while(move |(number, _)| !is_test && *number <= tests)
    }

    pub(crate) fn is_in(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// The words of a line of code: names, numbers and keywords.
pub(crate) fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|word| !word.is_empty())
}

pub(crate) fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the project").to_owned()
}

/// A file by its path from the top.
pub(crate) fn read(path: &str) -> Source {
    let text = std::fs::read_to_string(top().join(path));
    Source { path: path.to_owned(), text: text.expect("a file of the project") }
}

/// All files with this ending that are written by people.
pub(crate) fn all(ending: &str) -> Vec<Source> {
    let mut found = Vec::new();
    for folder in ["functions", "infra", "shared", "tests"] {
        walk(folder, ending, &mut found);
    }
    assert!(!found.is_empty(), "no file ends with {ending}");
    found
}

fn walk(folder: &str, ending: &str, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(top().join(folder)).expect("a folder of the project").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            if !matches!(name.as_str(), "target" | "node_modules" | "content") && !name.starts_with('.') {
                walk(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(read(&path));
        }
    }
}
