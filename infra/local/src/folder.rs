//! The folder that keeps content between runs.

use std::fmt;
use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The form in which content is kept. A folder of another form is left alone.
///
/// 2: places are short texts, neighbours are headlines. 1 was never released.
const VERSION: u32 = 2;

/// A folder, ours while this lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held so that no second process writes to the same store.
    _lock: File,
}

/// Why a folder cannot be used; each is one sentence that says what to do.
#[derive(Debug)]
pub enum FolderError {
    /// The file system refuses.
    Unwritable(PathBuf, std::io::Error),
    /// Another process uses it.
    InUse(PathBuf),
    /// A newer version of the program wrote it.
    Newer(PathBuf, String),
    /// An early version of the program wrote it, in a form that no later one reads.
    Older(PathBuf, String),
    /// It holds other things.
    Foreign(PathBuf),
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unwritable(path, error) => {
                write!(f, "The folder {} cannot be used ({error}): choose another with --data, or change its permissions.", path.display())
            }
            Self::InUse(path) => {
                write!(
                    f,
                    "The folder {} is in use by another running site: stop that one, or choose another folder with --data.",
                    path.display()
                )
            }
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
            Self::Foreign(path) => {
                write!(f, "The folder {} holds files that are not a store: choose another with --data.", path.display())
            }
        }
    }
}

impl std::error::Error for FolderError {}

impl Folder {
    /// Opens a folder, making it where there is none; `fresh` empties it first, if it is a store.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(path: &Path, fresh: bool) -> Result<Self, FolderError> {
        let refused = |error| FolderError::Unwritable(path.to_owned(), error);
        std::fs::create_dir_all(path).map_err(refused)?;
        let version = path.join("version");
        let known = std::fs::read_to_string(&version).ok();
        let strange = |name: &std::ffi::OsStr| name != "lock" && !name.to_string_lossy().starts_with("as-of-");
        let occupied = std::fs::read_dir(path).map_err(refused)?.flatten().any(|entry| strange(&entry.file_name()));
        if known.is_none() && occupied {
            return Err(FolderError::Foreign(path.to_owned()));
        }
        let lock = File::create(path.join("lock")).map_err(refused)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
        match known.as_deref().map(str::trim) {
            Some(found) if found.parse::<u32>().map_or(true, |found| found > VERSION) => {
                return Err(FolderError::Newer(path.to_owned(), found.to_owned()));
            }
            Some(found) if found.parse::<u32>().is_ok_and(|found| found < VERSION) && !fresh => {
                return Err(FolderError::Older(path.to_owned(), found.to_owned()));
            }
            _ => {}
        }
        if fresh {
            for name in ["loaded", "content.sqlite", "content.sqlite-wal", "content.sqlite-shm"] {
                remove(std::fs::remove_file(path.join(name))).map_err(refused)?;
            }
            remove(std::fs::remove_dir_all(path.join("s3"))).map_err(refused)?;
        }
        write(&version, &VERSION.to_string()).map_err(refused)?;
        std::fs::create_dir_all(path.join("s3")).map_err(refused)?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// The file of the embedded DynamoDB.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join("content.sqlite")
    }

    /// The folder of the embedded S3.
    #[must_use]
    pub fn buckets(&self) -> PathBuf {
        self.path.join("s3")
    }

    /// Whether content was loaded to the end. A load that was interrupted is made again; it changes nothing that is there.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.path.join("loaded").exists()
    }

    /// Remembers that content was loaded to the end.
    ///
    /// # Errors
    /// [`FolderError::Unwritable`].
    pub fn set_loaded(&self) -> Result<(), FolderError> {
        write(&self.path.join("loaded"), "").map_err(|error| FolderError::Unwritable(self.path.clone(), error))
    }
}

fn remove(removed: std::io::Result<()>) -> std::io::Result<()> {
    removed.or_else(|error| if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_kept_and_emptied_on_request() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("deep/er");
        Folder::open(&path, false).unwrap().set_loaded().unwrap();
        assert!(Folder::open(&path, false).unwrap().is_loaded());
        assert!(!Folder::open(&path, true).unwrap().is_loaded());
    }

    #[test]
    fn a_newer_store_a_used_one_and_a_foreign_folder_are_refused_in_one_sentence() {
        let place = tempfile::tempdir().unwrap();
        let held = Folder::open(place.path(), false).unwrap();
        assert!(matches!(Folder::open(place.path(), false), Err(FolderError::InUse(_))));
        drop(held);
        std::fs::write(place.path().join("version"), "99").unwrap();
        let refused = Folder::open(place.path(), true).unwrap_err().to_string();
        assert!(refused.contains("version 99") && refused.matches(". ").count() == 0, "{refused}");
        let other = tempfile::tempdir().unwrap();
        std::fs::write(other.path().join("letter.txt"), "").unwrap();
        assert!(matches!(Folder::open(other.path(), true), Err(FolderError::Foreign(_))));
        assert!(other.path().join("letter.txt").exists());
    }

    #[test]
    fn an_early_store_is_refused_until_it_may_be_made_anew() {
        let place = tempfile::tempdir().unwrap();
        std::fs::write(place.path().join("version"), "1").unwrap();
        let refused = Folder::open(place.path(), false).unwrap_err().to_string();
        assert!(refused.contains("version 1") && refused.contains("--fresh") && refused.matches(". ").count() == 0, "{refused}");
        Folder::open(place.path(), true).unwrap();
        Folder::open(place.path(), false).unwrap();
    }

    #[test]
    fn a_place_that_cannot_be_written_is_named() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(Folder::open(&file.join("below"), false), Err(FolderError::Unwritable(..))));
    }
}
