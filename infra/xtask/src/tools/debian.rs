//! What comes from Debian: the browser, the fonts of its screenshots, Java and Python's means to make an environment.

use std::path::Path;
use std::process::Command;

use super::command::{run, say, works};

/// Where Debian puts Chromium.
pub(crate) const CHROMIUM: &str = "/usr/bin/chromium";

/// One thing that may be missing.
struct Need {
    /// Whether it is there.
    there: fn() -> bool,
    /// The packages that bring it.
    packages: &'static [&'static str],
    /// What it is for, as the step's line says it.
    why: &'static str,
}

/// Everything the checks need of Debian. Fonts come with the browser, since a screenshot without them shows boxes.
const NEEDS: &[Need] = &[
    Need {
        there: || Path::new(CHROMIUM).exists(),
        packages: &["chromium", "fonts-dejavu", "fonts-liberation"],
        why: "Chromium and fonts, to check pages in a real browser",
    },
    Need { there: || works("java", &["-version"]), packages: &["default-jre-headless"], why: "Java, which the checker of HTML runs on" },
    Need {
        there: || works("python3", &["-c", "import ensurepip, venv"]),
        packages: &["python3", "python3-venv"],
        why: "Python's virtual environments, for the checks of templates and feeds",
    },
];

/// Installs what is missing, in one go.
///
/// # Errors
/// What to install by hand, where there is no apt-get or no right to use it.
pub(crate) fn install() -> Result<(), String> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|need| need.packages.iter().copied()).collect();
    let by_hand = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !works("apt-get", &["--version"]) {
        return Err(format!(
            "apt-get is missing, and so is what comes from Debian: {}. Install the like of it yourself: {by_hand}",
            reasons(&missing)
        ));
    }
    if !is_root() {
        return Err(format!("only root can install what is missing: {}. Run this as root, then try again: {by_hand}", reasons(&missing)));
    }
    for need in &missing {
        say(&format!("Installing {} from Debian: {}", need.packages.join(", "), need.why));
    }
    // The lists first: an old one names versions that Debian no longer serves.
    run(apt().arg("update")).map_err(|error| format!("Debian's lists of packages: {error}"))?;
    run(apt().args(["install", "-y", "--no-install-recommends"]).args(&packages))
        .map_err(|error| format!("Debian's packages, try by hand `{by_hand}`: {error}"))?;
    match NEEDS.iter().find(|need| !(need.there)()) {
        Some(need) => Err(format!("installed, but still not to be found: {}. See why with: {by_hand}", need.why)),
        None => Ok(()),
    }
}

/// apt-get that asks nobody anything.
fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").arg("-q");
    command
}

/// Whether this is root, by the program that knows: the standard library does not.
fn is_root() -> bool {
    run(Command::new("id").arg("-u")).is_ok_and(|number| number.trim() == "0")
}

/// What is missing, for a sentence.
fn reasons(missing: &[&Need]) -> String {
    missing.iter().map(|need| need.why).collect::<Vec<_>>().join("; ")
}
