//! The release binaries of the functions and of the floor.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;

/// Everything that becomes a package of its own, and the floor beside it.
pub(crate) const NAMES: [&str; 7] = ["floor", "home", "events", "news", "pages", "publish", "clock"];

/// The command that builds them.
pub(crate) const BUILD: [&str; 16] =
    ["build", "--release", "-p", "floor", "-p", "home", "-p", "events", "-p", "news", "-p", "pages", "-p", "publish", "-p", "clock"];

/// Builds them, apart from this program: built together, crates would have the features that only this program asks for.
pub(crate) fn build() -> Outcome<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(BUILD).current_dir(workspace()).status()?;
    if !status.success() {
        return Err("the functions do not compile".into());
    }
    Ok(())
}

/// Where they lie: beside this program.
pub(crate) fn folder() -> Outcome<PathBuf> {
    let own = std::env::current_exe()?;
    Ok(own.parent().ok_or("this program lies nowhere")?.to_owned())
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Bytes of each, in the order of [`NAMES`].
pub(crate) fn sizes(folder: &Path) -> Outcome<Vec<(&'static str, u64)>> {
    NAMES.into_iter().map(|name| Ok((name, std::fs::metadata(folder.join(name))?.len()))).collect()
}
