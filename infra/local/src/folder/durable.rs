//! Files that are there whole or not at all.

use std::fs::{File, create_dir_all, remove_file, rename};
use std::io::{Result, Write};
use std::path::Path;

/// Writes a small file beside its place and moves it there, so that nobody finds it half written.
pub(super) fn write(folder: &Path, name: &str, text: &str) -> Result<()> {
    let new = folder.join(format!("{name}.new"));
    let mut file = File::create(&new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    rename(&new, folder.join(name))?;
    // Not every system can do this with a folder; there the move is as safe as it gets.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Tries whether files can be made in a folder. It is made if `make` says so; else it may be missing.
pub(super) fn writable(folder: &Path, make: bool) -> Result<()> {
    if make {
        create_dir_all(folder)?;
    } else if !folder.try_exists()? {
        return Ok(());
    }
    let probe = folder.join(".writable");
    File::create(&probe)?;
    remove_file(probe)
}
