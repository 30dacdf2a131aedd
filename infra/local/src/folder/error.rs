//! Why a folder cannot be used.

use std::fmt;
use std::path::{Path, PathBuf};

use super::VERSION;
use crate::load::Source;

/// Why a folder cannot be used; each is one sentence that says what to do.
#[derive(Debug)]
pub enum FolderError {
    /// The file system refuses this file or folder.
    Unwritable(PathBuf, std::io::Error),
    /// Another process uses it.
    InUse(PathBuf),
    /// A newer version of the program wrote it.
    Newer(PathBuf, u32),
    /// An early version of the program wrote it, in a form that no later one reads.
    Older(PathBuf, u32),
    /// It is a store, but of which version cannot be read.
    Unclear(PathBuf),
    /// It holds other things.
    Foreign(PathBuf),
    /// Something else was being loaded and is half there.
    Unfinished(PathBuf, Source),
}

impl FolderError {
    /// The file system refuses `path`.
    pub(super) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::Unwritable(path.to_owned(), error)
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unwritable(path, error) => {
                write!(f, "{} cannot be used ({error}): choose another folder with --data, or change its permissions.", path.display())
            }
            Self::InUse(path) => write!(
                f,
                "The folder {} is in use by another running site: stop that one, or choose another folder with --data.",
                path.display()
            ),
            Self::Newer(path, version) => write!(
                f,
                "The folder {} holds a store of version {version}, and this program knows versions up to {VERSION}: use the newer program, or another folder with --data.",
                path.display()
            ),
            Self::Older(path, version) => write!(
                f,
                "The folder {} holds a store of version {version}, from before the first release: start once with --fresh to load it anew, or choose another folder with --data.",
                path.display()
            ),
            Self::Unclear(path) => write!(
                f,
                "The file {} does not hold a version: start once with --fresh to load the content anew, or choose another folder with --data.",
                path.join(super::VERSION_FILE).display()
            ),
            Self::Foreign(path) => {
                write!(f, "The folder {} holds files that are not a store: choose another with --data.", path.display())
            }
            Self::Unfinished(path, source) => {
                let (what, again) = match source {
                    Source::Demonstration => ("the demonstration".to_owned(), "start without --content".to_owned()),
                    Source::Pack(pack) => (format!("the pack {pack}"), format!("start with --content {pack}")),
                };
                write!(
                    f,
                    "Loading {what} into the folder {} was interrupted: {again} to finish it, or with --fresh to begin anew.",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for FolderError {}
