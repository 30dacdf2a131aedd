//! The tools from outside Rust that the checks need: a browser, a checker of HTML, of templates, of feeds.
//!
//! They are installed by the project's own command, so that a newcomer's machine and a new machine of CI need nothing but
//! Rust, Node.js and Python beforehand. What is there at the pinned version is left alone.

mod checks;
mod command;
mod debian;
mod node;
mod python;

use std::path::{Path, PathBuf};

pub(crate) use checks::{browser, html_checker, schemas, template};

/// Where each tool is, once installed.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    /// The folder whose `node_modules` holds the npm packages.
    pub(crate) modules: PathBuf,
    /// The Python of the virtual environment.
    pub(crate) python: PathBuf,
    /// The `sam` of the same environment.
    pub(crate) sam: PathBuf,
    /// The `cfn-lint` of the same environment.
    pub(crate) cfn_lint: PathBuf,
    /// The `checkov` of an environment of its own.
    pub(crate) checkov: PathBuf,
    /// Debian's Chromium: one that gets its security updates, unlike a copy of our own.
    pub(crate) chromium: PathBuf,
    /// The checker of HTML, run by Java.
    pub(crate) vnu: PathBuf,
    /// The project's root, where the checks' own files are.
    pub(crate) project: PathBuf,
}

/// Installs what is missing below `target`/tools and from Debian, saying each step in a line.
///
/// # Errors
/// A sentence that says what could not be installed and what to do about it.
pub(crate) fn install(target: &Path) -> Result<Tools, String> {
    let project = project()?;
    // Absolute, because the checks run in the project's root, wherever the command was given.
    let folder = std::path::absolute(target.join("tools")).map_err(|error| format!("{}: {error}", target.display()))?;
    debian::install()?;
    let modules = folder.join("node");
    node::install(&modules)?;
    let environment = folder.join("python");
    python::install(&python::CHECKS, &environment)?;
    let policies = folder.join("policies");
    python::install(&python::POLICIES, &policies)?;
    let programs = environment.join("bin");
    Ok(Tools {
        vnu: modules.join(node::VNU),
        modules,
        python: programs.join("python"),
        sam: programs.join("sam"),
        cfn_lint: programs.join("cfn-lint"),
        checkov: policies.join("bin").join("checkov"),
        chromium: PathBuf::from(debian::CHROMIUM),
        project,
    })
}

/// The project's root: the nearest folder upward that has the browser's checks.
fn project() -> Result<PathBuf, String> {
    let here = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    here.ancestors()
        .find(|folder| folder.join(checks::BROWSER).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| format!("{} is not in the project (no {} above it): change into it", here.display(), checks::BROWSER))
}
