//! Steps that only need Rust.

use std::io::Write as _;
use std::process::{Command, Stdio};

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
    let nextest = Command::new("cargo").args(["nextest", "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if nextest.is_ok_and(|status| status.success()) {
        cargo(&["nextest", "run", "--workspace", "--no-fail-fast"], &[])
    } else {
        cargo(&["test", "--workspace", "--quiet", "--no-fail-fast"], &[])
    }
}

pub(crate) fn check() -> Result<(), String> {
    formatting()?;
    lints()?;
    tests()
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
