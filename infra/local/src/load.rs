//! Content to be loaded at start: it is read and checked whole before anything is emptied or changed for it.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use publishing::{ImportError, Importer, Pack, PackError, Report, read_pack};
use store::{Connection, Desk, Files};
use web::{Clock, route};

/// Faults of a pack that are told at most: who mends these sees the others next.
const MOST_FAULTS: usize = 50;

/// Where content comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The demonstration.
    Demonstration,
    /// A pack, by the absolute path of its folder.
    Pack(String),
}

impl Source {
    /// The source that is written like this.
    pub(crate) fn named(name: String) -> Self {
        if name == "demonstration" { Self::Demonstration } else { Self::Pack(name) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Demonstration => "demonstration",
            Self::Pack(path) => path,
        })
    }
}

/// Content without a fault.
#[derive(Debug)]
pub struct Content {
    source: Source,
    content: publishing::Content,
    /// The moment of loading, which relative dates count from.
    now: Timestamp,
}

/// Content cannot be loaded; nothing was changed unless the import itself failed.
#[derive(Debug)]
pub enum LoadError {
    /// There is no such folder.
    Folder(PathBuf, String),
    /// The pack has faults.
    Pack(Vec<PackError>),
    /// The store does not take it.
    Import(ImportError),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path, why) => {
                write!(f, "The content pack {} cannot be read ({why}): name the folder of a pack with --content.", path.display())
            }
            Self::Pack(errors) => {
                let faults = if errors.len() == 1 { "fault" } else { "faults" };
                writeln!(f, "The content pack has {} {faults}; nothing was changed.", errors.len())?;
                errors.iter().take(MOST_FAULTS).try_for_each(|error| writeln!(f, "  {error}"))?;
                let more = errors.len().saturating_sub(MOST_FAULTS);
                if more > 0 { writeln!(f, "  and {more} more") } else { Ok(()) }
            }
            Self::Import(error) => write!(f, "The content cannot be loaded: {error}"),
        }
    }
}

impl std::error::Error for LoadError {}

impl Content {
    /// The demonstration.
    ///
    /// # Errors
    /// [`LoadError::Pack`] would be a mistake of the program's own.
    pub fn demonstration(clock: &Clock) -> Result<Self, LoadError> {
        Self::checked(Source::Demonstration, demonstration::pack(), clock)
    }

    /// The pack in a folder.
    ///
    /// # Errors
    /// [`LoadError::Folder`] or [`LoadError::Pack`].
    pub fn pack(folder: &Path, clock: &Clock) -> Result<Self, LoadError> {
        let unread = |why: String| LoadError::Folder(folder.to_owned(), why);
        let path = std::fs::canonicalize(folder).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => unread("there is no such folder".to_owned()),
            _ => unread(error.to_string()),
        })?;
        if !path.is_dir() {
            return Err(unread("it is not a folder".to_owned()));
        }
        Self::checked(Source::Pack(path.to_string_lossy().into_owned()), Pack::read(&path), clock)
    }

    fn checked(source: Source, pack: Result<Pack, PackError>, clock: &Clock) -> Result<Self, LoadError> {
        let pack = pack.map_err(|error| LoadError::Pack(vec![error]))?;
        let now = clock.now();
        let content = read_pack(&pack, &now.to_zoned_datetime(TimeZone::UTC), &route::path_of).map_err(LoadError::Pack)?;
        Ok(Self { source, content, now })
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Loads it.
    ///
    /// # Errors
    /// [`LoadError::Import`] or [`LoadError::Pack`], where the store already holds what the pack contradicts.
    pub async fn load(&self, connection: &Connection, progress: &mut (dyn FnMut(usize, usize) + Send)) -> Result<Report, LoadError> {
        let desk = &Desk::new(connection);
        let importer = Importer { desk, media: &Files::media(connection), now: self.now, addresses: &route::path_of };
        importer.import(&self.content, progress).await.map_err(|error| match error {
            ImportError::Pack(faults) => LoadError::Pack(faults),
            error @ ImportError::Store { .. } => LoadError::Import(error),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(folder: &Path) -> String {
        Content::pack(folder, &Clock::of_machine()).unwrap_err().to_string()
    }

    #[test]
    fn a_pack_that_is_no_folder_is_named_in_one_sentence() {
        let place = tempfile::tempdir().unwrap();
        let (missing, file) = (place.path().join("missing"), place.path().join("file"));
        std::fs::write(&file, "").unwrap();
        for (path, why) in [(missing, "no such folder"), (file, "not a folder")] {
            let text = refused(&path);
            assert!(text.contains(&path.display().to_string()) && text.contains(why) && text.contains("--content"), "{text}");
            assert_eq!((text.lines().count(), text.matches(". ").count()), (1, 0), "{text}");
        }
    }

    #[test]
    fn faults_are_counted_and_not_told_without_end() {
        let fault = |line| PackError { file: "site.toml".to_owned(), line: Some(line), message: "mend this".to_owned() };
        let told = |count: u32| LoadError::Pack((0..count).map(fault).collect()).to_string();
        assert!(told(1).contains("has 1 fault;") && told(2).contains("has 2 faults;"));
        assert_eq!((told(50).lines().count(), told(50).contains("more")), (51, false));
        let many = told(53);
        assert!(many.contains("has 53 faults;") && many.ends_with("\n  and 3 more\n"), "{many}");
        assert_eq!(many.lines().count(), 52);
    }
}
