//! What comes from PyPI for the cloud: what builds functions for Lambda, what deploys them, and an emulator to deploy them into.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::python::{self, Environment};

/// cargo-lambda builds with zig, so that a function asks for no newer glibc than Amazon Linux has; ministack reads templates with sam's own
/// translator.
const CLOUD: Environment = Environment {
    packages: &["cargo-lambda==1.9.2", "ziglang==0.17.1", "awscli[crt]==1.46.3", "ministack==1.5.33", "aws-sam-translator==1.115.0"],
    programs: &["python", "cargo-lambda", "aws", "ministack"],
    why: "to build functions, deploy them, and try that on this machine",
};

/// The programs of this environment.
#[derive(Debug, Clone)]
pub(crate) struct Cloud {
    programs: PathBuf,
}

impl Cloud {
    /// One of its programs, which finds the others: cargo finds cargo-lambda and that finds zig only by the search path.
    pub(crate) fn command(&self, program: &str) -> Command {
        let own = self.programs.join(program);
        let mut command = Command::new(if own.is_file() { own } else { PathBuf::from(program) });
        let path = std::env::var_os("PATH").unwrap_or_default();
        let search = std::iter::once(self.programs.clone()).chain(std::env::split_paths(&path));
        if let Ok(search) = std::env::join_paths(search) {
            command.env("PATH", search);
        }
        command
    }
}

/// Installs what is missing below `target`/tools, saying so.
///
/// # Errors
/// The last lines of venv or pip.
pub(crate) fn install(target: &Path) -> Result<Cloud, String> {
    let folder = std::path::absolute(target.join("tools").join("cloud")).map_err(|error| format!("{}: {error}", target.display()))?;
    python::install(&CLOUD, &folder)?;
    Ok(Cloud { programs: folder.join("bin") })
}
