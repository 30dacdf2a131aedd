//! What comes from npm: the driver of the browser, the rules of accessibility, the checker of HTML.

use std::path::Path;
use std::process::Command;

use super::command::{clear, run, say, stamp, stamped};

/// The packages at the versions that the checks are written for.
const PACKAGES: [&str; 3] = ["playwright-core@1.65.1", "axe-core@4.14.1", "vnu-jar@26.9.27"];

/// The checker of HTML, in the folder of the packages.
pub(crate) const VNU: &str = "node_modules/vnu-jar/build/dist/vnu.jar";

/// What must be there for the stamp to be believed.
const FILES: [&str; 3] = ["node_modules/playwright-core/package.json", "node_modules/axe-core/axe.min.js", VNU];

/// The oldest Node.js that playwright-core runs on.
const OLDEST: u32 = 20;

/// Installs the packages into `folder` unless they are there at these versions.
///
/// # Errors
/// What to install, without Node.js, or npm's own last lines.
pub(crate) fn install(folder: &Path) -> Result<(), String> {
    let version = run(Command::new("node").arg("--version")).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Err(format!("the browser's checks need Node.js {OLDEST} or newer with npm (here: \"{}\"): install it", version.trim()));
    }
    let wanted = PACKAGES.join("\n");
    if stamped(folder, &wanted) && FILES.iter().all(|file| folder.join(file).is_file()) {
        return Ok(());
    }
    say(&format!("Installing {} from npm: to drive the browser, find barriers and check HTML", PACKAGES.join(", ")));
    clear(folder)?;
    // No scripts: none of these needs one, and a script may fetch anything, a browser of its own for one.
    let mut npm = Command::new("npm");
    npm.arg("install").arg("--prefix").arg(folder).args(["--no-save", "--ignore-scripts", "--no-audit", "--no-fund"]).args(PACKAGES);
    run(&mut npm).map_err(|error| format!("npm's packages, see that npm reaches its registry: {error}"))?;
    if let Some(file) = FILES.iter().find(|file| !folder.join(file).is_file()) {
        return Err(format!("npm installed its packages, but without {file}: see what changed in its package"));
    }
    stamp(folder, &wanted)
}

/// The first number of `v20.1.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_version_of_node_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major(""), None);
    }
}
