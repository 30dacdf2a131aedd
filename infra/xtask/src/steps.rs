//! Steps that only need Rust.

use std::fmt;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Says a step in a line. Whoever has closed the stream does not want to read it.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Runs cargo with its output shown.
pub(crate) fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    say(&format!("cargo {}", arguments.join(" ")));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo).args(arguments).envs(environment.iter().copied()).stdin(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`cargo {}` ended with {status}: mend what it says above", arguments.join(" "))),
        Err(error) => Err(format!("cargo does not start: {error}")),
    }
}

pub(crate) fn formatting() -> Result<(), String> {
    cargo(&["fmt", "--all", "--check"], &[])
}

pub(crate) fn lints() -> Result<(), String> {
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"], &[])
}

pub(crate) fn documentation() -> Result<(), String> {
    cargo(&["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])
}

/// By nextest, which runs each test in a process of its own, where it is installed; else by cargo itself.
pub(crate) fn tests() -> Result<(), String> {
    if has_nextest() {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"], &[])
    } else {
        cargo(&["test", "--workspace", "--quiet", "--no-fail-fast"], &[])
    }
}

fn has_nextest() -> bool {
    let nextest = Command::new("cargo").args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    nextest.is_ok_and(|status| status.success())
}

/// Formatting and lints of everything, and the tests of what was changed since the last commit and of what is built on it. The proof of the
/// edge takes minutes whatever was changed, so it is left to `cargo xtask test`.
pub(crate) fn check() -> Result<(), String> {
    formatting()?;
    lints()?;
    let changed = changed_packages()?;
    if changed.is_empty() {
        say("No package differs from the last commit, so no test has anything new to say.");
        return Ok(());
    }
    say(&format!("Tests of what is built on {}", changed.join(", ")));
    if !has_nextest() {
        let packages = changed.iter().flat_map(|name| ["--package", name.as_str()]);
        let arguments: Vec<&str> = ["test", "--quiet", "--no-fail-fast"].into_iter().chain(packages).collect();
        return cargo(&arguments, &[]);
    }
    let built_on: Vec<String> = changed.iter().map(|name| format!("rdeps(={name})")).collect();
    let filter = format!("({}) and not test(/^promise::/)", built_on.join(" + "));
    cargo(&["nextest", "run", "--workspace", "--no-fail-fast", "--filterset", &filter], &[])
}

/// The packages in whose folders something differs from the last commit; all tests' package where it is a file of no package.
fn changed_packages() -> Result<Vec<String>, String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().map_err(|error| format!("git does not start: {error}"))?;
        Ok::<_, String>(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let files = git(&["diff", "--name-only", "HEAD"])? + &git(&["ls-files", "--others", "--exclude-standard"])?;
    let mut packages: Vec<String> = files.lines().map(package_of).collect();
    packages.sort();
    packages.dedup();
    Ok(packages)
}

/// The package to which a file belongs. Folders are named like their packages; what stands in none of them is looked at by the tests of the whole.
fn package_of(file: &str) -> String {
    let mut parts = file.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("shared" | "functions" | "infra"), Some(package), Some(_)) => package.to_owned(),
        _ => "tests".to_owned(),
    }
}

pub(crate) fn build_site() -> Result<(), String> {
    cargo(&["build", "--quiet", "--package", "local"], &[])
}

/// Built for release, since nothing else is deployed.
pub(crate) fn bench(quick: bool) -> Result<(), String> {
    cargo(&["build", "--release", "--package", "home", "--package", "floor"], &[])?;
    let run = ["run", "--release", "--package", "bench", "--"];
    let arguments: Vec<&str> = run.into_iter().chain(quick.then_some("--quick")).collect();
    cargo(&arguments, &[])
}

/// How long each step of a long run took: whoever waits for it wants to know what for.
#[derive(Debug)]
pub(crate) struct Watch {
    begun: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Watch {
    pub(crate) fn start() -> Self {
        Self { begun: Instant::now(), steps: Vec::new() }
    }

    /// Does a step, and remembers how long it took.
    pub(crate) fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        let begun = Instant::now();
        let done = work();
        self.steps.push((name, begun.elapsed()));
        done
    }
}

impl fmt::Display for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |time: Duration| (time.as_secs() / 60, time.as_secs() % 60);
        for (name, time) in &self.steps {
            let (minutes, seconds) = seconds(*time);
            writeln!(f, "  {minutes:>2}:{seconds:02}  {name}")?;
        }
        let (minutes, seconds) = seconds(self.begun.elapsed());
        write!(f, "  {minutes:>2}:{seconds:02}  in all")
    }
}

#[cfg(test)]
mod tests {
    use super::package_of;

    #[test]
    fn a_file_belongs_to_the_package_of_its_folder_or_to_the_tests_of_the_whole() {
        assert_eq!(
            ["shared/store/src/keys.rs", "functions/home/src/page.rs", "infra/edge/function/viewer-request.js"].map(package_of),
            ["store", "home", "edge"]
        );
        assert_eq!(
            ["template.yaml", "tests/tests/site/main.rs", "docs/access-patterns.md", "infra/README.md"].map(package_of),
            ["tests"; 4]
        );
    }
}
