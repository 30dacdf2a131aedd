//! Loading a content pack at start.

use std::fmt;
use std::path::Path;

use jiff::tz::TimeZone;
use publishing::{ImportError, Importer, Pack, PackError, Report, read_pack};
use store::{Connection, Desk, Files};
use web::{Clock, route};

/// Content cannot be loaded; nothing was changed if the pack has faults.
#[derive(Debug)]
pub enum LoadError {
    /// The pack has faults.
    Pack(Vec<PackError>),
    /// The store does not take it.
    Import(ImportError),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pack(errors) => {
                writeln!(f, "The content pack has {} faults; nothing was changed.", errors.len())?;
                errors.iter().try_for_each(|error| writeln!(f, "  {error}"))
            }
            Self::Import(error) => write!(f, "The content cannot be loaded: {error}"),
        }
    }
}

impl std::error::Error for LoadError {}

/// Loads the pack in `folder`, or the demonstration.
pub(crate) async fn load(
    connection: &Connection,
    clock: &Clock,
    folder: Option<&Path>,
    progress: &mut (dyn FnMut(usize, usize) + Send),
) -> Result<Report, LoadError> {
    let pack = match folder {
        Some(folder) => Pack::read(folder),
        None => demonstration::pack(),
    };
    let pack = pack.map_err(|error| LoadError::Pack(vec![error]))?;
    let now = clock.now();
    let content = read_pack(&pack, &now.to_zoned_datetime(TimeZone::UTC), &route::path_of).map_err(LoadError::Pack)?;
    let importer = Importer { desk: &Desk::new(connection), media: &Files::media(connection), now, addresses: &route::path_of };
    importer.import(&content, progress).await.map_err(|error| match error {
        ImportError::Pack(faults) => LoadError::Pack(faults),
        error @ ImportError::Store { .. } => LoadError::Import(error),
    })
}
