//! A content pack in memory, and how it is read from a folder without trusting it.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files at most: a pack is a site's texts, not an archive.
const MOST_FILES: usize = 20_000;
/// Bytes of one file at most.
const LARGEST_FILE: u64 = 20 * 1024 * 1024;

/// The files of a content pack by their path inside it, with `/` between folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pack {
    /// Path to bytes.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A mistake in a content pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackError {
    /// Path of the file inside the pack.
    pub file: String,
    /// Line, from 1, where one is to blame.
    pub line: Option<u32>,
    /// What is wrong and what to do.
    pub message: String,
}

impl PackError {
    pub(crate) fn new(file: impl Into<String>, line: Option<u32>, message: impl Into<String>) -> Self {
        Self { file: file.into(), line, message: message.into() }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for PackError {}

impl Pack {
    /// Reads a folder. Names that begin with a dot are no content and are passed over.
    ///
    /// # Errors
    /// [`PackError`] for a file that cannot be read, is larger than 20 MB or is a symbolic link, and for more than 20,000 files.
    pub fn read(folder: &Path) -> Result<Self, PackError> {
        let mut pack = Self::default();
        let mut seen = 0;
        let mut folders: Vec<(String, PathBuf)> = vec![(String::new(), folder.to_owned())];
        while let Some((inside, folder)) = folders.pop() {
            let unread = |error: std::io::Error| PackError::new(display(&inside), None, format!("this folder cannot be read: {error}"));
            for entry in fs::read_dir(&folder).map_err(unread)? {
                let entry = entry.map_err(unread)?;
                let Ok(name) = entry.file_name().into_string() else {
                    let message = "a name in this folder is not UTF-8: use lower-case letters, digits and hyphens";
                    return Err(PackError::new(display(&inside), None, message));
                };
                if name.starts_with('.') {
                    continue;
                }
                seen += 1;
                if seen > MOST_FILES {
                    let message = format!("the pack has more than {MOST_FILES} files and folders: take out what is no content");
                    return Err(PackError::new(display(&inside), None, message));
                }
                let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
                let unread = |error: std::io::Error| PackError::new(&path, None, format!("this file cannot be read: {error}"));
                let kind = entry.file_type().map_err(unread)?;
                if kind.is_symlink() {
                    return Err(PackError::new(path, None, "this is a symbolic link: put the file itself into the pack"));
                }
                if !kind.is_dir() && !kind.is_file() {
                    return Err(PackError::new(path, None, "this is neither a file nor a folder: take it out of the pack"));
                }
                if kind.is_dir() {
                    folders.push((path, entry.path()));
                } else {
                    let bytes = bytes(&entry.path()).map_err(unread)?;
                    if bytes.len() as u64 > LARGEST_FILE {
                        return Err(PackError::new(path, None, "this file is larger than 20 MB: make it smaller"));
                    }
                    pack.files.insert(path, bytes);
                }
            }
        }
        Ok(pack)
    }
}

/// At most one byte more than is allowed, even if the file grows while it is read.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn display(inside: &str) -> &str {
    if inside.is_empty() { "." } else { inside }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_shown_as_file_line_and_message() {
        let error = PackError::new("news/a/en.md", Some(3), "what to do");
        assert_eq!(error.to_string(), "news/a/en.md:3: what to do");
        assert_eq!(PackError { line: None, ..error }.to_string(), "news/a/en.md: what to do");
    }

    #[test]
    fn a_folder_is_read_with_slashes_and_without_hidden_files() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("news/a"))?;
        fs::write(folder.path().join("news/a/en.md"), "x")?;
        fs::write(folder.path().join(".hidden"), "x")?;
        let pack = Pack::read(folder.path())?;
        assert_eq!(pack.files.keys().collect::<Vec<_>>(), ["news/a/en.md"]);
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_symbolic_link_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("site.toml"))?;
        let error = Pack::read(folder.path()).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("site.toml: this is a symbolic link: put the file itself into the pack"));
        Ok(())
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        File::create(folder.path().join("a.png"))?.set_len(LARGEST_FILE + 1)?;
        assert!(Pack::read(folder.path()).is_err_and(|error| error.file == "a.png" && error.message.contains("20 MB")));
        Ok(())
    }
}
