//! The folder that keeps content between runs.

mod durable;
mod error;
#[cfg(test)]
mod tests;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::load::Source;

pub use error::FolderError;

/// The form in which content is kept. A folder of another form is left alone.
///
/// 5: news items are counted by the day and by the minute. 1 to 4 were never released.
const VERSION: u32 = 5;

/// The file that holds the version.
const VERSION_FILE: &str = "version";
/// The database.
const DATABASE: &str = "content.sqlite";
/// The buckets.
const BUCKETS: &str = "s3";
/// Is there when content was loaded to the end.
const LOADED: &str = "loaded";
/// Names what is being loaded, from before its first change until after its last.
const LOADING: &str = "loading";
/// Stands in [`LOADING`] while the folder is being emptied. No source is written like this.
const EMPTYING: &str = "emptying";
/// What emptying removes, besides [`LOADING`], in this order.
const CONTENT: [&str; 5] = [LOADED, DATABASE, "content.sqlite-wal", "content.sqlite-shm", BUCKETS];

/// A folder, ours while this lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Held so that no second process writes to the same store.
    _lock: File,
}

/// What a folder holds, as its file of the version tells it.
enum Found {
    /// Nothing yet.
    New,
    /// A store of this version.
    Version(u32),
    /// A store whose version cannot be read.
    Unclear,
}

impl Folder {
    /// Opens a folder, making it where there is none; `fresh` empties it first, if it is a store.
    ///
    /// # Errors
    /// [`FolderError`].
    pub fn open(path: &Path, fresh: bool) -> Result<Self, FolderError> {
        std::fs::create_dir_all(path).map_err(FolderError::at(path))?;
        let found = Found::of(path)?;
        let lock = File::create(path.join("lock")).map_err(FolderError::at(path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(FolderError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(FolderError::at(path)(error)),
        }
        match found {
            Found::Version(found) if found > VERSION => return Err(FolderError::Newer(path.to_owned(), found)),
            Found::Version(found) if found < VERSION && !fresh => return Err(FolderError::Older(path.to_owned(), found)),
            Found::Unclear if !fresh => return Err(FolderError::Unclear(path.to_owned())),
            _ => {}
        }
        let folder = Self { path: path.to_owned(), _lock: lock };
        // Emptying that was interrupted left half a store: it is brought to its end.
        let emptied = fresh || folder.read(LOADING)?.as_deref() == Some(EMPTYING);
        if emptied && !matches!(found, Found::New) {
            folder.empty()?;
        }
        if !matches!(found, Found::Version(VERSION)) {
            folder.write(VERSION_FILE, &VERSION.to_string())?;
        }
        for name in [BUCKETS, "s3/media", "s3/assets"] {
            durable::writable(&path.join(name), name == BUCKETS).map_err(FolderError::at(&path.join(name)))?;
        }
        Ok(folder)
    }

    /// The file of the embedded DynamoDB.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE)
    }

    /// The folder of the embedded S3.
    #[must_use]
    pub fn buckets(&self) -> PathBuf {
        self.path.join(BUCKETS)
    }

    /// Whether content was loaded to the end, and is still there.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.path.join(LOADED).exists() && self.has_content()
    }

    /// What was being loaded when a load was interrupted. Loading it again goes on from there.
    ///
    /// # Errors
    /// [`FolderError::Unwritable`].
    pub fn unfinished(&self) -> Result<Option<Source>, FolderError> {
        let source = self.read(LOADING)?;
        Ok(source.filter(|_| self.has_content()).map(Source::named))
    }

    /// Remembers what is about to be loaded.
    ///
    /// # Errors
    /// [`FolderError::Unfinished`] if the load of something else was interrupted: half of each would be no site.
    pub fn begin(&self, source: &Source) -> Result<(), FolderError> {
        match self.unfinished()? {
            Some(unfinished) if unfinished != *source => Err(FolderError::Unfinished(self.path.clone(), unfinished)),
            _ => self.write(LOADING, &source.to_string()),
        }
    }

    /// Refuses a folder in which a load was interrupted.
    ///
    /// # Errors
    /// [`FolderError::Unfinished`].
    pub fn finished(&self) -> Result<(), FolderError> {
        self.unfinished()?.map_or(Ok(()), |unfinished| Err(FolderError::Unfinished(self.path.clone(), unfinished)))
    }

    /// Remembers that content was loaded to the end.
    ///
    /// # Errors
    /// [`FolderError::Unwritable`].
    pub fn set_loaded(&self) -> Result<(), FolderError> {
        self.write(LOADED, "")?;
        self.remove(LOADING)
    }

    /// A database that somebody removed takes what is said of it along.
    fn has_content(&self) -> bool {
        std::fs::metadata(self.database()).is_ok_and(|file| file.len() > 0)
    }

    fn empty(&self) -> Result<(), FolderError> {
        self.write(LOADING, EMPTYING)?;
        for name in CONTENT {
            self.remove(name)?;
        }
        self.remove(LOADING)
    }

    fn read(&self, name: &str) -> Result<Option<String>, FolderError> {
        let path = self.path.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FolderError::at(&path)(error)),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), FolderError> {
        durable::write(&self.path, name, text).map_err(FolderError::at(&self.path.join(name)))
    }

    fn remove(&self, name: &str) -> Result<(), FolderError> {
        let path = self.path.join(name);
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        match removed {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(FolderError::at(&path)(error)),
            _ => Ok(()),
        }
    }
}

impl Found {
    /// Looks before anything is made, so that a folder of somebody else's stays as it is.
    fn of(path: &Path) -> Result<Self, FolderError> {
        let version = match std::fs::read(path.join(VERSION_FILE)) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).trim().parse::<u32>().ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(FolderError::at(&path.join(VERSION_FILE))(error)),
        };
        if let Some(Some(version)) = version {
            return Ok(Self::Version(version));
        }
        let (mut begun, mut strange) = (false, false);
        for entry in std::fs::read_dir(path).map_err(FolderError::at(path))? {
            let entry = entry.map_err(FolderError::at(path))?;
            match entry.file_name().to_string_lossy().as_ref() {
                // Stores of other days stand below the usual one.
                name if name.starts_with("as-of-") => {}
                "lock" | VERSION_FILE | "version.new" => {}
                BUCKETS if std::fs::read_dir(entry.path()).is_ok_and(|mut inside| inside.next().is_none()) => {}
                "loading.new" | "loaded.new" | LOADING => begun = true,
                name if CONTENT.contains(&name) => begun = true,
                _ => strange = true,
            }
        }
        match version {
            _ if strange => Err(FolderError::Foreign(path.to_owned())),
            // The version is written before anything else: what has none is not ours.
            None if begun => Err(FolderError::Foreign(path.to_owned())),
            Some(_) if begun => Ok(Self::Unclear),
            _ => Ok(Self::New),
        }
    }
}
