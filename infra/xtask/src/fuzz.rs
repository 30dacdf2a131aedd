//! Random input for the parsers, guided by what of the code it reaches (libFuzzer), for a bounded time.

use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::steps::{cargo, say};

/// The targets of `tests/fuzz`.
const TARGETS: [&str; 3] = ["route", "event", "markdown"];
/// Seconds for each; there are fewer cores than targets.
const SECONDS: u32 = 20;
/// The compiler pass that tells the fuzzer which code was reached, on the stable compiler.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing";
/// Named so that build scripts, which run here too, are built without the pass.
const MACHINE: &str = "x86_64-unknown-linux-gnu";

/// Builds and runs every target.
pub(crate) fn run(target: &Path) -> Result<(), String> {
    let folder = std::path::absolute(target.join("fuzz")).map_err(|error| error.to_string())?;
    let shown = folder.display().to_string();
    let environment = [("RUSTFLAGS", FLAGS), ("CARGO_TARGET_DIR", shown.as_str())];
    cargo(&["build", "--quiet", "--release", "--manifest-path", "tests/fuzz/Cargo.toml", "--target", MACHINE], &environment)?;
    say(&format!("Fuzzing {} for {SECONDS} seconds each, side by side", TARGETS.join(", ")));
    let running: Result<Vec<(&str, Child)>, String> = TARGETS.into_iter().map(|name| Ok((name, start(name, &folder)?))).collect();
    let mut outcome = Ok(());
    // Each is waited for, also after one has found something: none may go on without us.
    for (name, mut process) in running? {
        let ended = process.wait().map_err(|error| format!("{name}: {error}"))?;
        if !ended.success() {
            outcome = Err(format!("{name} found an input that it does not take: it is kept in {shown}; write a test with it, then mend"));
        }
    }
    outcome
}

fn start(name: &str, folder: &Path) -> Result<Child, String> {
    let corpus = folder.join("corpus").join(name);
    std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
    let mut command = Command::new(folder.join(MACHINE).join("release").join(name));
    command.arg(&corpus).arg(Path::new("tests/fuzz/seeds").join(name));
    command.args([format!("-max_total_time={SECONDS}"), "-rss_limit_mb=2048".to_owned(), "-verbosity=0".to_owned()]);
    command.arg(format!("-artifact_prefix={}/{name}-", folder.display()));
    command.stdin(Stdio::null()).spawn().map_err(|error| format!("{name}: {error}"))
}
