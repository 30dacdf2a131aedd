//! The checks that the tools run. Each says what it does in a line and ends with the tool's own last lines on failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Tools;
use super::command::{last_lines, run, say};

/// The checks in the browser.
pub(super) const BROWSER: &str = "tests/browser/run.mjs";

/// The checks of feeds, calendars and sitemaps.
const SCHEMAS: &str = "tests/schemas/check.py";

/// The region that the template is checked for. Nothing is asked of it: the checkers only want to know whose list of resource
/// types counts.
const REGION: &str = "us-east-1";

/// Checks every saved page (`*.html`) below `files` with the checker of HTML. Warnings and remarks count like errors, and
/// none is left out.
///
/// # Errors
/// The messages of the checker.
pub(crate) fn html_checker(tools: &Tools, files: &Path) -> Result<(), String> {
    let count = pages(files)?;
    if count == 0 {
        return Err(format!("{} has no page (*.html) to check: save the site's pages there first", files.display()));
    }
    say(&format!("Checking the HTML of {count} pages in {}", files.display()));
    let mut java = Command::new("java");
    java.arg("-jar").arg(&tools.vnu).args(["--Werror", "--skip-non-html", "--stdout"]).arg(files);
    let printed = run(&mut java).map_err(|error| format!("HTML: {error}"))?;
    // Remarks leave the checker's exit at 0, but a good page has none.
    if printed.trim().is_empty() { Ok(()) } else { Err(format!("HTML:\n{}", last_lines(&printed))) }
}

/// How many pages are below a folder.
fn pages(folder: &Path) -> Result<usize, String> {
    let mut count = 0;
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                count += 1;
            }
        }
    }
    Ok(count)
}

/// Checks the deployment's template: as sam reads it, by cfn-lint, whose own run also takes its settings into account, and by checkov for what is
/// good practice; each exception stands with its reason beside what it is about.
///
/// # Errors
/// The messages of whichever of the three objects first.
pub(crate) fn template(tools: &Tools, template: &Path) -> Result<(), String> {
    say(&format!("Checking {} with sam, cfn-lint and checkov", template.display()));
    let mut sam = Command::new(&tools.sam);
    sam.args(["validate", "--lint", "--region", REGION, "--template-file"]).arg(template);
    // No word to anybody about this run, and no profile of whoever runs it.
    sam.env("SAM_CLI_TELEMETRY", "0").env("AWS_DEFAULT_REGION", REGION).env_remove("AWS_PROFILE");
    run(&mut sam).map_err(|error| format!("template: {error}"))?;
    let mut lint = Command::new(&tools.cfn_lint);
    lint.arg("--template").arg(template).env("AWS_DEFAULT_REGION", REGION).env_remove("AWS_PROFILE");
    run(&mut lint).map_err(|error| format!("template: {error}"))?;
    let mut checkov = Command::new(&tools.checkov);
    // Nothing is fetched, and nobody is told: it works with what it was installed with.
    checkov.args(["--framework", "cloudformation", "--skip-download", "--compact", "--quiet", "--file"]).arg(template);
    checkov.env("LOG_LEVEL", "ERROR").env("CKV_SKIP_PACKAGE_UPDATE_CHECK", "true").env_remove("BC_API_KEY").env_remove("AWS_PROFILE");
    let printed = run(&mut checkov).map_err(|error| format!("template: {error}"))?;
    // A template that it cannot read has no failed checks either.
    if printed.contains("Passed checks: ") {
        Ok(())
    } else {
        Err(format!("template: checkov looked at nothing:\n{}", last_lines(&printed)))
    }
}

/// Visits the site at `base` in the browser: pages, journeys and screenshots, which go to the folder named; or only these groups of checks.
///
/// # Errors
/// A line for each failed check.
pub(crate) fn browser(tools: &Tools, base: &str, screenshots: &Path, only: Option<&str>) -> Result<(), String> {
    say(&format!("Checking {base} in the browser, screenshots in {}", screenshots.display()));
    let mut node = Command::new("node");
    node.arg(tools.project.join(BROWSER)).args(["--base", base]).arg("--modules").arg(&tools.modules);
    node.arg("--screenshots").arg(screenshots).env("CHROMIUM", &tools.chromium);
    if let Some(only) = only {
        node.args(["--only", only]);
    }
    counted(&mut node, "browser")
}

/// Checks the feeds, calendars and sitemaps of the site at `base`.
///
/// # Errors
/// A line for each failed check.
pub(crate) fn schemas(tools: &Tools, base: &str) -> Result<(), String> {
    say(&format!("Checking the feeds, calendars and sitemaps of {base}"));
    let mut python = Command::new(&tools.python);
    // -B: no compiled files beside the sources.
    python.arg("-B").arg(tools.project.join(SCHEMAS)).args(["--base", base]);
    counted(&mut python, "feeds, calendars and sitemaps")
}

/// Runs a check that closes with how many passed and failed, and says that line.
fn counted(command: &mut Command, name: &str) -> Result<(), String> {
    let printed = run(command).map_err(|error| format!("{name}: {error}"))?;
    say(printed.lines().map(str::trim).rfind(|line| line.ends_with(" failed")).unwrap_or("no closing line"));
    Ok(())
}
