//! What comes before a start: content is read and checked first, then the folder is opened, and emptied if that is wished.

use std::fmt;

use web::Clock;

use crate::folder::{Folder, FolderError};
use crate::load::{Content, LoadError};
use crate::options::Options;

/// A start is refused; nothing was changed.
#[derive(Debug)]
pub enum StartError {
    /// The content is missing or has faults.
    Content(LoadError),
    /// The folder cannot be used.
    Folder(FolderError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Content(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StartError {}

impl From<LoadError> for StartError {
    fn from(error: LoadError) -> Self {
        Self::Content(error)
    }
}

impl From<FolderError> for StartError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

/// The folder of these options, with what is to be loaded into it: the pack that they name, the demonstration if nothing was loaded yet,
/// or nothing. The folder remembers from here on what is being loaded, until [`Folder::set_loaded`].
///
/// # Errors
/// [`StartError`].
pub fn prepare(options: &Options, clock: &Clock) -> Result<(Folder, Option<Content>), StartError> {
    let pack = options.content.as_deref().map(|folder| Content::pack(folder, clock)).transpose()?;
    let folder = Folder::open(&options.folder(), options.fresh)?;
    let content = match pack {
        Some(pack) => Some(pack),
        None if folder.is_loaded() => None,
        None => Some(Content::demonstration(clock)?),
    };
    match &content {
        Some(content) => folder.begin(content.source())?,
        None => folder.finished()?,
    }
    Ok((folder, content))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::Parser as _;

    use super::*;
    use crate::load::Source;

    fn prepared(arguments: &[&str], data: &Path) -> Result<(Folder, Option<Content>), StartError> {
        let data = data.to_str().unwrap();
        let options = Options::try_parse_from(["secretariat", "--data", data].iter().chain(arguments)).unwrap();
        prepare(&options, &Clock::of_machine())
    }

    /// Loads as far as these tests need it: something is in the database.
    fn half_loaded(arguments: &[&str], data: &Path) -> Folder {
        let (folder, content) = prepared(arguments, data).unwrap();
        assert!(content.is_some());
        std::fs::write(folder.database(), "content").unwrap();
        folder
    }

    #[test]
    fn a_pack_with_faults_empties_nothing() {
        let (data, pack) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        half_loaded(&[], data.path()).set_loaded().unwrap();
        std::fs::write(pack.path().join("site.toml"), "languages = 1").unwrap();
        let missing = pack.path().join("missing");
        for content in [pack.path(), &missing] {
            let refused = prepared(&["--fresh", "--content", content.to_str().unwrap()], data.path());
            assert!(matches!(refused, Err(StartError::Content(_))));
            let (folder, content) = prepared(&[], data.path()).unwrap();
            assert!(folder.is_loaded() && folder.database().exists() && content.is_none());
        }
    }

    #[test]
    fn an_interrupted_load_of_the_demonstration_goes_on() {
        let data = tempfile::tempdir().unwrap();
        drop(half_loaded(&[], data.path()));
        let (folder, content) = prepared(&[], data.path()).unwrap();
        assert_eq!(content.map(|content| content.source().clone()), Some(Source::Demonstration));
        folder.set_loaded().unwrap();
        drop(folder);
        assert!(prepared(&[], data.path()).unwrap().1.is_none());
    }

    #[test]
    fn the_demonstration_is_not_loaded_over_half_a_pack() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path(), false).unwrap();
        folder.begin(&Source::Pack("/a/pack".to_owned())).unwrap();
        std::fs::write(folder.database(), "half").unwrap();
        drop(folder);
        let refused = prepared(&[], data.path()).unwrap_err().to_string();
        assert!(refused.contains("--content /a/pack") && refused.contains("--fresh"), "{refused}");
        assert!(prepared(&["--fresh"], data.path()).is_ok());
    }

    #[test]
    fn a_pack_that_was_being_loaded_again_is_to_be_finished_first() {
        let data = tempfile::tempdir().unwrap();
        half_loaded(&[], data.path()).set_loaded().unwrap();
        let folder = Folder::open(data.path(), false).unwrap();
        folder.begin(&Source::Pack("/a/pack".to_owned())).unwrap();
        drop(folder);
        assert!(matches!(prepared(&[], data.path()), Err(StartError::Folder(FolderError::Unfinished(..)))));
    }
}
