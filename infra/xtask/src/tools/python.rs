//! What comes from PyPI: the checks of the deployment's template and of feeds, calendars and sitemaps.

use std::path::Path;
use std::process::Command;

use super::command::{clear, run, say, stamp, stamped};

/// What is installed together.
pub(crate) struct Environment {
    /// The packages at the versions that agree with one another.
    pub(super) packages: &'static [&'static str],
    /// What must be there for the stamp to be believed.
    pub(super) programs: &'static [&'static str],
    /// What it is for, as the step's line says it.
    pub(super) why: &'static str,
}

/// sam brings a cfn-lint too, and agrees with this one, so one environment is enough for most.
pub(crate) const CHECKS: Environment = Environment {
    packages: &["aws-sam-cli==1.170.0", "cfn-lint==1.58.0", "lxml==6.1.3", "jsonschema==4.26.0", "icalendar==7.3.2"],
    programs: &["python", "sam", "cfn-lint"],
    why: "to check the template, feeds, calendars and sitemaps",
};

/// checkov wants an older AWS SDK than sam does.
pub(crate) const POLICIES: Environment =
    Environment { packages: &["checkov==3.3.30"], programs: &["python", "checkov"], why: "to check the template's policies" };

/// Makes an environment in `folder` unless it is there with these versions.
///
/// # Errors
/// The last lines of venv or pip.
pub(crate) fn install(environment: &Environment, folder: &Path) -> Result<(), String> {
    let Environment { packages, programs: needed, why } = environment;
    // An environment keeps the path of where it was made, so a moved one is made anew.
    let wanted = format!("{}\n{}", folder.display(), packages.join("\n"));
    let programs = folder.join("bin");
    if stamped(folder, &wanted) && needed.iter().all(|program| programs.join(program).is_file()) {
        return Ok(());
    }
    say(&format!("Installing {} from PyPI: {why} (a minute or two)", packages.join(", ")));
    clear(folder)?;
    run(Command::new("python3").args(["-m", "venv"]).arg(folder)).map_err(|error| format!("Python's environment: {error}"))?;
    let mut pip = Command::new(programs.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]).args(*packages);
    run(&mut pip).map_err(|error| format!("PyPI's packages, see that pip reaches its registry: {error}"))?;
    if let Some(program) = needed.iter().find(|program| !programs.join(program).is_file()) {
        return Err(format!("pip installed its packages, but without {program}: see what changed in its package"));
    }
    stamp(folder, &wanted)
}
