//! `cargo xtask package`: every function as it is deployed, and the template that leads to them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::steps::say;
use crate::tools::cloud::Cloud;
use crate::tools::command::run;

/// The processors that Lambda has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Architecture {
    /// Graviton, a fifth cheaper; needs `rustup target add aarch64-unknown-linux-gnu`
    #[value(name = "arm64")]
    Arm64,
    /// Intel and AMD
    #[value(name = "x86_64")]
    X86,
}

impl Architecture {
    /// As the template's parameter has it.
    pub(crate) fn parameter(self) -> &'static str {
        match self {
            Self::Arm64 => "arm64",
            Self::X86 => "x86_64",
        }
    }
}

/// Bytes that a function may have: what is larger starts slower, since Lambda loads it first.
const LARGEST: u64 = 10 * 1024 * 1024;

/// The glibc of Amazon Linux 2023, on which `provided.al2023` runs: 2.34.
const GLIBC: u32 = 34;

/// What was built.
#[derive(Debug, Clone)]
pub(crate) struct Packages {
    /// The template with the functions' places in it.
    pub(crate) template: PathBuf,
}

/// Builds every function of the template into `target`/package, and says how large each is.
///
/// # Errors
/// What does not build, is too large, or would not start on Lambda.
pub(crate) fn build(cloud: &Cloud, target: &Path, architecture: Architecture) -> Result<Packages, String> {
    let text = std::fs::read_to_string("template.yaml").map_err(|error| format!("template.yaml: {error}"))?;
    let (template, functions) = placed(&text);
    let folder = std::path::absolute(target.join("package")).map_err(|error| format!("{}: {error}", target.display()))?;
    say(&format!("Building {} for Lambda", functions.join(", ")));
    let mut build = cloud.command("cargo");
    build.args(["lambda", "build", "--release", "--quiet", "--compiler", "cargo-zigbuild", "--lambda-dir"]).arg(&folder);
    for function in &functions {
        build.args(["--package", function]);
    }
    if architecture == Architecture::Arm64 {
        build.arg("--arm64");
    }
    run(&mut build)?;
    for function in &functions {
        inspect(function, &folder.join(function).join("bootstrap"))?;
    }
    let path = folder.join("template.yaml");
    std::fs::write(&path, template).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Packages { template: path })
}

/// The template with each function's folder as its `CodeUri`, beside it; and the names of the functions. sam would find them itself by building
/// once more, one after the other.
fn placed(template: &str) -> (String, Vec<String>) {
    let (mut lines, mut functions, mut binary) = (Vec::new(), Vec::new(), None);
    for line in template.lines() {
        lines.push(line.to_owned());
        if let Some((_, rest)) = line.split_once("BuildProperties: { Binary: ") {
            binary = rest.split_once(" }").map(|(name, _)| name.to_owned());
        }
        if line == "    Properties:"
            && let Some(name) = binary.take()
        {
            lines.push(format!("      CodeUri: {name}"));
            functions.push(name);
        }
    }
    (lines.join("\n") + "\n", functions)
}

fn inspect(function: &str, bootstrap: &Path) -> Result<(), String> {
    let bytes = std::fs::read(bootstrap).map_err(|error| format!("{}: {error}", bootstrap.display()))?;
    let size = bytes.len() as u64;
    let newest = versions(&bytes).into_iter().next_back().unwrap_or_default();
    say(&format!("  {function:<8} {:>5.2} MiB, asks for glibc 2.{newest}", size as f64 / f64::from(1 << 20)));
    if size > LARGEST {
        return Err(format!(
            "{function} has {size} bytes, and {LARGEST} are allowed: see what it links with `cargo tree --package {function}`"
        ));
    }
    if newest > GLIBC {
        return Err(format!("{function} asks for glibc 2.{newest}, and Lambda has 2.{GLIBC}: build it with cargo-zigbuild"));
    }
    Ok(())
}

/// The versions of glibc (2.x) whose symbols a program asks for: their names stand in it as `GLIBC_2.x`.
fn versions(program: &[u8]) -> BTreeSet<u32> {
    const NAME: &[u8] = b"GLIBC_2.";
    let places = program.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME).map(|(place, _)| place + NAME.len());
    let number = |place: usize| {
        let digits: String = program.iter().skip(place).map_while(|byte| byte.is_ascii_digit().then_some(char::from(*byte))).collect();
        digits.parse().ok()
    };
    places.filter_map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::{placed, versions};

    #[test]
    fn each_function_is_told_where_its_program_is() {
        let template = "  HomeFunction:\n    Metadata:\n      BuildProperties: { Binary: home }\n    Properties:\n      Description: x\n  Table:\n    Properties:\n";
        let (placed, functions) = placed(template);
        assert_eq!(functions, ["home"]);
        assert!(placed.contains("    Properties:\n      CodeUri: home\n      Description: x\n  Table:\n    Properties:\n"));
        assert_eq!(placed.matches("CodeUri").count(), 1);
    }

    #[test]
    fn the_versions_that_a_program_asks_for_are_found() {
        assert_eq!(versions(b"\0GLIBC_2.17\0GLIBC_2.34\0GLIBC_2.4\0").into_iter().collect::<Vec<_>>(), [4, 17, 34]);
        assert!(versions(b"GLIBC_PRIVATE").is_empty());
    }
}
